/** `perks test`: runs the cases of folders, and says of each what differs. */
import { Option } from "commander";
import { answerNo } from "../exit.js";
import { print, printJson } from "../io.js";
import { json, language } from "../options.js";
import { WORDS } from "../speaker.js";
import { findCases, runCase } from "../stories.js";
import { junit, showCases, tap } from "../views/cases.js";

const REPORTERS = { spec: showCases, tap, junit };

const STORY = `
A story, beside a \`program.json\`, a \`member.json\` and a \`cart.json\`:

  {
    "about": "A member at the checkout spends 200 points.",
    "program": { "file": "program.json" },
    "member": { "file": "member.json" },
    "cart": { "file": "cart.json" },
    "steps": [
      {
        "do": "quote",
        "with": { "now": "2026-11-20T04:00:00Z", "spend": 200 },
        "has": { "totals": { "pay_minor": 26310 } }
      }
    ]
  }

\`has\` is the part of the answer that matters, \`gives\` the whole of it,
\`problems\` a refusal. A step may \`record\` an event, ask for a \`status\`, a
\`forecast\` and more; \`perks test --json\` tells all that differs.`;

export function register(program) {
  program
    .command("test")
    .summary("run stories: what a programme should answer, against what it does")
    .description(
      "Runs the cases of folders: `story-….json` and `spoiled-….json` in them and in the folders in them; where there are none, " +
        "the other JSON files that are cases. Exits with 1 when one fails.",
    )
    .argument("[path...]", "folders, or files of cases (default: this folder)")
    .option("--files <folder>", "where the files lie that cases name (default: beside each case)")
    .addOption(new Option("--reporter <kind>", "how results are told").choices(Object.keys(REPORTERS)).default("spec").conflicts("json"))
    .addOption(language())
    .addOption(json())
    .addHelpText("after", STORY)
    .action(test);
}

async function test(paths, given) {
  const perks = await import("perks");
  const results = [];
  for (const file of findCases(paths.length === 0 ? ["."] : paths)) results.push(await runCase(perks, file, given.files));
  const failed = results.filter(({ failures }) => failures.length > 0).length;
  if (failed > 0) answerNo();
  if (given.json) printJson({ passed: results.length - failed, failed, cases: results });
  else print(REPORTERS[given.reporter](results, WORDS[given.lang]));
}
