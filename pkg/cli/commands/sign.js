/** `perks sign`: a programme in its published form, signed. */
import { Misuse } from "../exit.js";
import { force, out, writeResult } from "../output.js";
import { published, readProgram } from "../published.js";
import { keyFailure, readKey } from "../signing.js";

export function register(program) {
  program
    .command("sign")
    .summary("sign a programme to publish it")
    .description(
      "Prepares a programme, as `perks prepare` does, and signs it: a compact JWS (RFC 7515) by Ed25519. " +
        "A programme with errors is not signed.",
    )
    .argument("<program>", "file of a programme, or its folder")
    .requiredOption("--key <file>", "the private key, a JWK: `perks keys` makes one")
    .option("--kid <text>", "the name of the key in the header (default: that of the key, or its thumbprint)")
    .option("--salt <text>", "the salt of hidden codes, as of `perks prepare`")
    .option("--as-is", "sign the file's own bytes, without preparing them")
    .addOption(out())
    .addOption(force())
    .action(sign);
}

async function sign(path, options) {
  if (options.asIs && options.salt !== undefined) throw new Misuse("`--as-is` hides no codes", "leave out `--salt`");
  const key = await readKey(options.key);
  const read = await readProgram(path);
  const text = options.asIs ? read.bytes : published(read, options.salt);
  const { signProgram } = await import("perks/signed");
  const jws = await signProgram(text, key, { kid: options.kid }).catch(keyFailure);
  await writeResult(options.out, jws, options);
}
