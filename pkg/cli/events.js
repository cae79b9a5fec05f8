/** Event documents of the command line: a file holds one event, or a list of them. */
import { Misuse } from "./exit.js";
import { jsonIn, readDocument, remember } from "./io.js";

/**
 * The events of files, in their order.
 *
 * @returns {Promise<{file: string, document: object | Uint8Array}[]>} the bytes of a file with one event, so that problems have lines
 */
export async function readEvents(files) {
  const events = [];
  for (const name of files) {
    const { file, bytes } = await readDocument("event", name);
    const list = jsonIn(bytes);
    if (Array.isArray(list)) events.push(...list.map((document, index) => ({ file: `${file}, event ${index + 1}`, document })));
    else events.push({ file, bytes, document: bytes });
  }
  return events;
}

/** The same as plain objects, for the option `events`; its problems are shown in the files that they came from. */
export function plainEvents(events) {
  remember("options/events", events);
  return events.map(({ file, document }) => {
    const event = document instanceof Uint8Array ? jsonIn(document) : document;
    if (event !== undefined) return event;
    throw new Misuse(`\`${file}\` is not JSON in UTF-8`, "`perks check` tells where it goes wrong, with `--event`");
  });
}
