/** The command line: which commands there are, and what a failure of any of them says. */
import { readFileSync } from "node:fs";
import { Command, CommanderError, Option } from "commander";
import { EXIT, Misuse } from "./exit.js";
import { note, sourceOf, watchOutput } from "./io.js";
import { meant } from "./near.js";
import { counted, located, showProblem } from "./problems.js";

/** Each is a module of `commands/` that exports `register(program)`; in the order of the help. */
const COMMANDS = [
  "check",
  "quote",
  "status",
  "explain",
  "forecast",
  "record",
  "replay",
  "test",
  "prepare",
  "keys",
  "sign",
  "verify",
  "codes",
  "voucher",
];

const AFTER = `
The engine reads no clock: \`--now\` says for which instant it answers, and is
this machine's time when absent. \`-\` as the name of a file is stdin.
Exit codes: 0 done, 1 the answer is no, 2 wrong use, 3 a document was refused,
70 a bug of perks. \`perks help <command>\` tells more.`;

/** Runs a command line, and sets the exit code. */
export async function run(args) {
  watchOutput();
  let given = {};
  try {
    const program = await commandLine();
    program.hook("preAction", (_, command) => {
      given = command.opts();
    });
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    process.exitCode = await explain(error, given);
  }
}

async function commandLine() {
  const { version, description } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const program = new Command("perks")
    .description(description)
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand(false)
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .addHelpText("after", AFTER)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "perks: ")) })
    .showHelpAfterError("(`perks --help` tells how it is used)");
  const modules = await Promise.all(COMMANDS.map((name) => import(`./commands/${name}.js`)));
  for (const { register } of modules) register(program);
  program.command("help").summary("print help on a command").argument("[command...]", "its name").action((names) => help(program, names));
  for (const command of program.commands) {
    for (const one of [command, ...command.commands]) {
      const name = one === command ? command.name() : `${command.name()} ${one.name()}`;
      one.showHelpAfterError(`(\`perks help ${name}\` tells how it is used)`);
      one.addOption(new Option("--color", "colours, even where this is no terminal").hideHelp());
      one.addOption(new Option("--no-color", "no colours").hideHelp());
      one.addOption(new Option("--debug", "with a bug, print where it happened").hideHelp());
    }
  }
  return program;
}

/** Help on the whole, on a command, or on one of a command's own. */
function help(program, names) {
  const asked = names.reduce((command, name) => {
    const inner = command.commands.find((it) => it.name() === name);
    if (inner !== undefined) return inner;
    const all = command.commands.map((it) => it.name());
    throw new Misuse(`there is no command \`${name}\``, meant(name, all, "it has no commands of its own"));
  }, program);
  asked.outputHelp();
}

/** Says what went wrong, on stderr; gives the exit code. */
async function explain(error, given) {
  // Help and version are no errors; of the others commander has told already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.yes : EXIT.misuse;
  if (error instanceof Misuse) {
    note(`perks: ${error.message}${error.help ? `\n  help: ${error.help}` : ""}`);
    return EXIT.misuse;
  }
  const { PerksError } = await import("perks");
  if (error instanceof PerksError && error.problems.every(({ code }) => code !== "internal")) {
    await tellProblems(error.problems, given.lang ?? "en");
    return EXIT.refused;
  }
  note(`perks: this is a bug of perks, please report it: ${error?.cause?.message ?? error?.message ?? error}`);
  if (given.debug || process.env.PERKS_DEBUG) note(String(error?.cause?.stack ?? error?.stack));
  else note("  help: with `--debug` it says where it happened");
  return EXIT.bug;
}

async function tellProblems(problems, lang) {
  const { speaker } = await import("./speaker.js");
  const program = sourceOf("program");
  const { words, problems: say } = speaker(undefined, program?.bytes, lang);
  for (const { problem, source } of problems.map(located)) {
    note(`${await showProblem(problem, source, { stream: process.stderr, words, say })}\n`);
  }
  note(`perks: ${words.check.refused(counted(problems, words))}`);
}
