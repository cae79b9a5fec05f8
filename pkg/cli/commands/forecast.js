/** `perks forecast`: what time brings a member, and what events would that are supposed. */
import { plainEvents, readEvents } from "../events.js";
import { colours, print, printJson } from "../io.js";
import { openMember, openProgram } from "../opened.js";
import { instant, json, language, now, repeated } from "../options.js";
import { showEntries } from "../views/entries.js";
import { showStatus } from "../views/status.js";

export function register(program) {
  program
    .command("forecast")
    .summary("tell what time brings a member until an instant")
    .description(
      "Tells what happens to a member until an instant, if nothing is done but what events suppose, and the status then. " +
        "Nothing is recorded.",
    )
    .argument("<program>", "file of the programme, or its folder")
    .argument("<member>", "file of the member")
    .requiredOption("-u, --until <instant>", "until when: RFC 3339, or epoch milliseconds", instant)
    .option("-e, --event <file>", "an event that is supposed, or a list of them; may be repeated", repeated)
    .addOption(now())
    .addOption(language())
    .addOption(json())
    .action(forecast);
}

async function forecast(path, file, given) {
  const { program, speak } = await openProgram(path, given.lang);
  const member = await openMember(program, file);
  const events = plainEvents(await readEvents(given.event ?? []));
  const answer = member.forecast({ now: given.now, until: given.until, ...(events.length > 0 && { events }) });
  if (given.json) {
    printJson(answer);
    return;
  }
  const { say, words: { forecast: words } } = speak;
  print(colours().bold(words.title(say.time(answer.now), say.time(answer.until))));
  print(`\n${answer.entries.length === 0 ? words.nothing : showEntries(answer.entries, speak)}\n`);
  print(showStatus(answer.status, speak));
}
