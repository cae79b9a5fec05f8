/** `perks verify`: whether a signed programme is what its publisher signed. */
import { answerNo, Misuse } from "../exit.js";
import { note, print, printJson, readBytes } from "../io.js";
import { json, now, repeated, whole } from "../options.js";
import { force, out, writeResult } from "../output.js";
import { keyFailure, readKeys } from "../signing.js";

export function register(program) {
  program
    .command("verify")
    .summary("verify a signed programme")
    .description(
      "Tells which programme was signed, its version and by which key, or why the signature does not hold. " +
        "With `--out` it writes the programme too, once all of that is known.",
    )
    .argument("<signed>", "file of what `perks sign` made")
    .requiredOption("--keys <file>", "the publisher's public keys: a JWK or a JWK set; may be repeated", repeated)
    .option("--id <id>", "the programme that it must be")
    .option("--at-least <version>", "the version that it must have at least", whole)
    .addOption(now())
    .addOption(out())
    .addOption(force())
    .addOption(json())
    .action(verify);
}

async function verify(file, { keys, id, atLeast, now: at, out: target, force: forced, json: asked }) {
  if (asked && target === "-") throw new Misuse("stdout cannot have both the programme and the answer", "write one to a file");
  const [{ load, PerksError }, { SignedError, verifyProgram }] = await Promise.all([import("perks"), import("perks/signed")]);
  const set = await readKeys(keys);
  const jws = new TextDecoder().decode(await readBytes(file)).trim();
  const tell = target === "-" ? note : print;
  try {
    const program = await verifyProgram(jws, set, { now: at, id, atLeast });
    (await load(program.text)).free();
    if (target !== undefined) await writeResult(target, program.text, { force: forced });
    const { version, kid } = program;
    if (asked) return printJson({ holds: true, id: program.id, version, kid });
    tell(`the signature holds: programme \`${program.id}\`, version ${version}, signed by the key \`${kid}\``);
  } catch (error) {
    const refused = error instanceof PerksError && error.problems[0].code !== "internal";
    if (!refused && (!(error instanceof SignedError) || error.code === "bad_key")) keyFailure(error);
    answerNo();
    const message = refused ? `what is signed is no programme that can be read: ${error.message}` : error.message;
    const answer = refused ? { code: "not_program", problems: error.problems } : { code: error.code, params: error.params };
    if (asked) return printJson({ holds: false, message, ...answer });
    tell(`the signature does not hold (${answer.code}): ${message}`);
  }
}
