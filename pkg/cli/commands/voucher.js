/** `perks voucher`: issues signed vouchers, verifies one, shows what one says. */
import { between, instant, json, language, now, repeated } from "../options.js";
import { force, out } from "../output.js";
import { issue } from "../voucher-issue.js";
import { show, verify } from "../voucher-read.js";

const MOST_VOUCHERS = 1_000_000;

export function register(program) {
  const voucher = program
    .command("voucher")
    .summary("issue, verify or show signed vouchers")
    .description("Signed vouchers: issues them, verifies one, or shows what one says.")
    .helpCommand(false);
  voucher
    .command("issue")
    .summary("sign vouchers of an offer")
    .description(
      "Signs vouchers of an offer of kind `signed`, each with a serial of its own: a compact JWS (RFC 7515) by Ed25519 a line. " +
        "With the programme's file it refuses what the programme would not take.",
    )
    .requiredOption("--program <file>", "the programme, or its folder; or its id alone, and then nothing is looked up")
    .requiredOption("--offer <id>", "the offer")
    .requiredOption("--key <file>", "the private key, a JWK: `perks keys` makes one")
    .option("--kid <text>", "the name of the key in the header (default: that of the key, or its thumbprint)")
    .option("--member <id>", "whose they are; the voucher holds a hash of it (default: whoever has one)")
    .option("--serial <text>", "the serial of a single voucher (default: drawn by chance)")
    .option("--from <instant>", "when they begin: RFC 3339, or epoch milliseconds (default: at once)", instant)
    .option("--until <instant>", "when they end: RFC 3339, or epoch milliseconds (default: never)", instant)
    .option("-n, --count <number>", `how many, at most ${MOST_VOUCHERS.toLocaleString("en")}`, between(1, MOST_VOUCHERS), 1)
    .option("--csv", "a CSV of serial and voucher instead")
    .option("--json", "a list of objects in JSON instead")
    .option("--qr", "print a QR code of a single voucher too")
    .option("--qr-svg <path>", "write QR codes as SVG: to a file, or into a folder, named by the serials")
    .addOption(out())
    .addOption(force())
    .action(issue);
  voucher
    .command("verify")
    .summary("verify a signed voucher")
    .description(
      "Tells what a voucher says and whether it holds: its signature, its time, and with `--member` whose it is; with " +
        "`--program` whether the programme takes it. Whether it was used, only who keeps the uses can tell.",
    )
    .argument("<voucher>", "the voucher, a file that holds it, or `-` for stdin")
    .option("--keys <file>", "the public keys: a JWK or a JWK set; may be repeated", repeated)
    .option("--program <file>", "the programme, or its folder, whose `keys` are those")
    .option("--member <id>", "the member whose it should be")
    .addOption(now())
    .addOption(language())
    .addOption(json())
    .action(verify);
  voucher
    .command("show")
    .summary("show what a voucher says, without verifying it")
    .description("Shows what a voucher says. Nothing is verified: anybody can have written it.")
    .argument("<voucher>", "the voucher, a file that holds it, or `-` for stdin")
    .addOption(language())
    .addOption(json())
    .action(show);
}
