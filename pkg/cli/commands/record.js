/** `perks record`: records events of a member, and writes the next snapshot. */
import { readEvents } from "../events.js";
import { print, printJson, remember, writeFile } from "../io.js";
import { openMember, openProgram } from "../opened.js";
import { json, language, now } from "../options.js";
import { item, section } from "../layout.js";
import { showEntries } from "../views/entries.js";

export function register(program) {
  program
    .command("record")
    .summary("record events of a member, and write the next snapshot")
    .description(
      "Records events of a member, one after the other, and tells what they did. All of them are recorded, or none: " +
        "the snapshot is written when none was refused. Without `--out` nothing is written.",
    )
    .argument("<program>", "file of the programme, or its folder")
    .argument("<member>", "file of the member")
    .argument("<event...>", "files of an event, or of a list of events")
    .option("-o, --out <file>", "write the next snapshot of the member; `-` is stdout, and then nothing else is told")
    .addOption(now())
    .addOption(language())
    .addOption(json())
    .action(record);
}

async function record(path, file, files, given) {
  const { program, speak } = await openProgram(path, given.lang);
  const member = await openMember(program, file);
  const answers = [];
  for (const event of await readEvents(files)) {
    remember("event", event.bytes === undefined ? { file: event.file } : event);
    answers.push({ event, recorded: member.record(event.document, { now: given.now }) });
  }
  const snapshot = `${JSON.stringify(member.state(), null, 2)}\n`;
  if (given.out === "-") {
    process.stdout.write(snapshot);
    return;
  }
  if (given.out !== undefined) writeFile(given.out, snapshot);
  if (given.json) printJson(answers.map(({ recorded }) => recorded));
  else print(told(answers, given.out, speak));
}

function told(answers, out, speak) {
  const { words: { record: words } } = speak;
  const entries = answers.flatMap(({ recorded }) => recorded.entries);
  const messages = answers.flatMap(({ recorded }) => recorded.messages ?? []);
  const again = answers.filter(({ recorded }) => recorded.duplicate);
  return [
    answers.length === 0 ? words.nothing : "",
    entries.length === 0 ? "" : showEntries(entries, speak),
    again.map(({ event }) => words.duplicate(event.file)).join("\n"),
    section(words.messages, messages.map(({ to, event }) => item("→", words.message(to, JSON.stringify(event))))),
    out === undefined ? "" : words.saved(out),
  ].filter(Boolean).join("\n\n");
}
