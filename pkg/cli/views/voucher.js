/** What a voucher says, in rows. */
import { pairs } from "../layout.js";

/** @param {object} how `speak` in a language; `member` whose it was found to be */
export function showVoucher({ program, offer, serial, key, holder, from, until }, { iat }, { speak, member }) {
  const { say, zone, name } = speak;
  const { when, with: beside, voucher: words } = speak.words;
  const time = (instant) => when(say.time(instant), zone);
  const named = name("offer", offer);
  const rows = [
    [words.serial, serial],
    [words.program, program],
    [words.offer, named === offer ? offer : beside(named, offer)],
    [words.key, key],
    [words.holder, holder === undefined ? words.anybody : member === undefined ? holder : beside(member, holder)],
    [words.from, from && time(from)],
    [words.until, until && time(until)],
    [words.issued, iat === undefined ? undefined : time(new Date(iat * 1000).toISOString())],
  ];
  return pairs(rows.filter(([, value]) => value !== undefined)).join("\n");
}
