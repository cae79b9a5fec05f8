/** Event documents of the command line: a file holds one event, or a list of them. */
import { Misuse } from "./exit.js";
import { readDocument } from "./io.js";

/**
 * The events of files, in their order.
 *
 * @returns {Promise<{file: string, document: object | Uint8Array}[]>} the bytes of a file with one event, so that problems have lines
 */
export async function readEvents(files) {
  const events = [];
  for (const name of files) {
    const { file, bytes } = await readDocument("event", name);
    const list = listIn(bytes);
    if (list === undefined) events.push({ file, bytes, document: bytes });
    else events.push(...list.map((document, index) => ({ file: `${file}, event ${index + 1}`, document })));
  }
  return events;
}

/** Where the text is a list, what is in it; the engine says of anything else what is wrong with it. */
function listIn(bytes) {
  try {
    const read = JSON.parse(new TextDecoder().decode(bytes));
    return Array.isArray(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** The same as plain objects, for options that hold events. */
export function plainEvents(events) {
  return events.map(({ file, document }) => {
    if (!(document instanceof Uint8Array)) return document;
    try {
      return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(document));
    } catch {
      throw new Misuse(`\`${file}\` is not JSON in UTF-8`, "`perks check` tells where it goes wrong, with `--event`");
    }
  });
}
