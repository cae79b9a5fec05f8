/** `perks keys`: a pair of Ed25519 keys, to sign what is published and to verify it. */
import { resolve } from "node:path";
import { Misuse } from "../exit.js";
import { print, printJson, readBytes } from "../io.js";
import { json } from "../options.js";
import { force, makeFile, refuseExisting } from "../output.js";
import { elementsOf, isSet, keyFailure, parseJson } from "../signing.js";

export function register(program) {
  program
    .command("keys")
    .summary("make a pair of keys to sign with")
    .description(
      "Makes a pair of Ed25519 keys: the private one, for `perks sign`, in a file that its owner alone may read, " +
        "and a JWK set with the public one, for whoever verifies.",
    )
    .option("--key <file>", "the file of the private key", "signing-key.jwk")
    .option("--keys <file>", "the file of the set of public keys", "public-keys.jwks")
    .option("--add", "add the public key to the set that is there: for a change of keys")
    .option("--kid <text>", "the name of the key (default: its thumbprint, RFC 7638)")
    .option("--from <instant>", "when it begins to hold: RFC 3339 (default: always)")
    .option("--until <instant>", "when it ends to hold: RFC 3339 (default: never)")
    .option("--element", "make none, but print those of `--keys` as elements of a programme's `keys`")
    .addOption(force())
    .addOption(json())
    .action((options, command) => (options.element ? element(options, command) : keys(options)));
}

/** What stands in a programme whose vouchers these keys sign. */
async function element({ keys: file, json: asked }, command) {
  const other = ["key", "add", "kid", "from", "until", "force"].find((name) => command.getOptionValueSource(name) === "cli");
  if (other !== undefined) throw new Misuse(`\`--${other}\` is for a key that is made`, "leave it out, or `--element`");
  const elements = await elementsOf(parseJson(file, await readBytes(file)));
  if (elements.length === 0) throw new Misuse(`\`${file}\` has no Ed25519 key`, "`perks keys` makes keys");
  if (asked) return printJson(elements);
  print(elements.map((it) => JSON.stringify(it, null, 2)).join(",\n"));
}

async function keys({ key: keyFile, keys: setFile, add = false, force: forced = false, kid, from, until, json: asked }) {
  const { makeKeys } = await import("perks/signed");
  if (resolve(keyFile) === resolve(setFile)) {
    throw new Misuse("`--key` and `--keys` are the same file", "the private key is kept apart from what is published");
  }
  refuseExisting(add ? [keyFile] : [keyFile, setFile], { force: forced });
  const others = add ? await existing(setFile) : [];
  const { privateKey, publicKeys } = await makeKeys({ kid, from, until }).catch(keyFailure);
  if (others.some((other) => other?.kid === privateKey.kid)) {
    throw new Misuse(`the set has a key \`${privateKey.kid}\` already`, "choose another `--kid`");
  }
  const lines = (value) => `${JSON.stringify(value, null, 2)}\n`;
  const set = lines({ keys: [...others, ...publicKeys.keys] });
  // One within the other: of no use is either alone, and what fails leaves neither.
  await makeFile(keyFile, { force: forced, mode: 0o600 }, async (stream) => {
    await makeFile(setFile, { force: forced || add }, async (other) => other.end(set));
    stream.end(lines(privateKey));
  });
  if (asked) return printJson({ kid: privateKey.kid, key: keyFile, keys: setFile });
  print(`the key \`${privateKey.kid}\`\n  private: ${keyFile} (keep it secret)\n  public:  ${setFile}`);
}

async function existing(file) {
  const set = parseJson(file, await readBytes(file));
  if (!isSet(set)) throw new Misuse(`\`${file}\` is no set of keys`, "a JWK set is `{\"keys\": […]}`");
  return set.keys;
}
