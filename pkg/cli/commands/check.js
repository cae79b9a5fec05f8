/** `perks check`: everything that is wrong with documents, where, and what to do about it. */
import { answerNo, Misuse } from "../exit.js";
import { readEvents } from "../events.js";
import { beside, programFile, programsIn } from "../folder.js";
import { colours, print, printJson, readDocument } from "../io.js";
import { refuseOtherKind } from "../opened.js";
import { json, language, now, repeated } from "../options.js";
import { counted, showProblem } from "../problems.js";
import { speaker, WORDS } from "../speaker.js";

export function register(program) {
  program
    .command("check")
    .summary("find what is wrong in programmes, members, carts and events")
    .description(
      "Reads programmes, and members, carts and events of theirs, and tells everything that is wrong with them.\n\n" +
        "Of a folder it reads `program.json`, and each `member-….json`, `cart-….json` and `event-….json`; of a folder of such " +
        "folders, all of them. Exits with 1 where there is an error.",
    )
    .argument("<program...>", "files of programmes, or their folders")
    .option("-m, --member <file>", "a member of the programme; may be repeated", repeated)
    .option("-c, --cart <file>", "a cart; may be repeated", repeated)
    .option("-e, --event <file>", "an event of the first member, or else of a guest; may be repeated", repeated)
    .option("--deep", "look for orders too that nobody decided and that change what is paid; takes longer")
    .option("--warnings-as-errors", "exit with 1 for warnings too")
    .addOption(now())
    .addOption(language())
    .addOption(json())
    .action(check);
}

async function check(paths, options) {
  const programs = paths.flatMap(programsIn);
  const named = { members: options.member ?? [], carts: options.cart ?? [], events: options.event ?? [] };
  if (programs.length > 1 && Object.values(named).flat().length > 0) {
    throw new Misuse("whose members and carts they are is not clear", "name one programme with them, or folders");
  }
  const checks = [];
  for (const path of programs) {
    const found = beside(path);
    const all = Object.fromEntries(Object.keys(named).map((kind) => [kind, [...named[kind], ...found[kind]]]));
    checks.push(...(await checkProgram(programFile(path), all, options)));
  }
  const problems = checks.flatMap((it) => it.problems);
  const severe = options.warningsAsErrors ? problems : problems.filter(({ severity }) => severity === "error");
  if (severe.length > 0) answerNo();
  if (options.json) printJson(asJson(checks));
  else await tell(checks, problems, WORDS[options.lang]);
}

/** What was found in a programme and what belongs to it: for each file its problems; `skipped` where it could not be read. */
async function checkProgram(file, { members, carts, events }, { now: at, deep, lang }) {
  const { load } = await import("perks");
  const source = await readDocument("program", file);
  const checks = [{ source, problems: [] }];
  const program = await finding(checks[0], () => load(source.bytes));
  if (program === undefined) refuseOtherKind(source.file, source.bytes);
  const say = speaker(program, source.bytes, lang);
  checks[0].say = say;
  if (program) checks[0].problems.push(...program.warnings, ...(deep ? program.check() : []));

  let first;
  const each = async (kind, files, read) => {
    for (const name of files) {
      const own = { source: await readDocument(kind, name), problems: [], say, ...(program ? {} : { skipped: true }) };
      checks.push(own);
      if (program) await finding(own, () => read(own.source.bytes));
    }
  };
  await each("member", members, (bytes) => {
    const member = program.member(bytes);
    first ??= member;
  });
  await each("cart", carts, (bytes) => program.cart(bytes));
  for (const event of await readEvents(events)) {
    const own = { source: event, problems: [], say, ...(program ? {} : { skipped: true }) };
    checks.push(own);
    if (program) await finding(own, () => (first ??= program.guest()).record(event.document, { now: at }));
  }
  return checks;
}

/** Does `work`, and notes the problems that it is refused with. */
async function finding(check, work) {
  const { PerksError } = await import("perks");
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PerksError) || error.problems[0].code === "internal") throw error;
    check.problems.push(...error.problems);
    return undefined;
  }
}

function asJson(checks) {
  const problems = checks.flatMap(({ source, problems: own }) => own.map((problem) => ({ file: source.file, ...problem })));
  const number = (wanted) => problems.filter(({ severity }) => severity === wanted).length;
  return {
    errors: number("error"),
    warnings: number("warning"),
    files: checks.map(({ source, skipped = false }) => ({ file: source.file, checked: !skipped })),
    problems,
  };
}

async function tell(checks, problems, words) {
  const { check: said } = words;
  for (const { source, problems: own, skipped, say } of checks) {
    for (const problem of own) {
      print(await showProblem(problem, source, { stream: process.stdout, words, say: say.problems }));
      if (problem.example) print(`  ${words.of(said.example, JSON.stringify(problem.example))}`);
      print("");
    }
    if (skipped) print(`${words.of(source.file, said.skipped)}\n`);
  }
  const paint = problems.length === 0 ? colours().green : colours().bold;
  const found = problems.length === 0 ? said.none : counted(problems, words);
  print(paint(said.checked(said.files(checks.length), found)));
}
