/** A programme that vouchers are issued for: what it would refuse is not signed. Prints nothing but notes. */
import { existsSync } from "node:fs";
import { Misuse } from "./exit.js";
import { jsonIn, note } from "./io.js";
import { meant } from "./near.js";
import { readProgram } from "./published.js";

/** By a file or folder; or by an id alone, of which nothing is known. */
export async function openIssuer(path) {
  if (!existsSync(path) && /^[a-z0-9][a-z0-9._-]{0,63}$/.test(path) && !path.endsWith(".json")) {
    return { id: path, require: () => {} };
  }
  const { program, bytes } = await readProgram(path);
  const { offers = [] } = jsonIn(bytes);
  const { keys } = program.authority();
  return {
    id: program.id,
    /** Refuses what the programme would not take, and says where a voucher ends later than its key. */
    require({ offer, kid, x, serial, nbf, exp }) {
      const found = offers.find(({ id }) => id === offer);
      refuse(found === undefined, `the programme has no offer \`${offer}\``, meant(offer, offers.map(({ id }) => id), "it has no offers"));
      const taken = found.kind?.signed?.keys ?? [];
      refuse(taken.length === 0, `the offer \`${offer}\` takes no signed vouchers`, "its `kind` would be `signed`");
      const key = keys.find(({ id }) => id === kid);
      refuse(key === undefined, `the programme has no key \`${kid}\``, "add it to its `keys`: `perks keys --element` prints it");
      refuse(key.public !== x, `the programme knows another key as \`${kid}\``, "sign with that one, or choose another `--kid`");
      const theirs = taken.map((id) => `\`${id}\``).join(", ");
      refuse(!taken.includes(kid), `the offer \`${offer}\` takes no vouchers of the key \`${kid}\``, `it takes those of ${theirs}`);
      refuse(key.revoked.includes(serial), `the serial \`${serial}\` is revoked`, "choose another one");
      requireTime(key, { nbf, exp });
    },
  };
}

/** A voucher holds while its key does. */
function requireTime({ id, from, until }, { nbf = 0, exp = Number.POSITIVE_INFINITY }) {
  const begins = from === undefined ? 0 : Date.parse(from);
  const ends = until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until);
  const held = [from && `from ${from}`, until && `until ${until}`].filter(Boolean).join(" ");
  refuse(nbf * 1000 >= ends || exp * 1000 <= begins, `the key \`${id}\` never holds while these vouchers do`, `it holds ${held}`);
  if (exp * 1000 > ends) note(`perks: the key \`${id}\` holds until ${until} only, and so do these vouchers`);
}

function refuse(isWrong, message, help) {
  if (isWrong) throw new Misuse(message, help);
}
