/** `perks voucher verify` and `show`: what a voucher says, and whether it holds. */
import { answerNo, Misuse } from "./exit.js";
import { print, printJson, readBytes } from "./io.js";
import { openProgram } from "./opened.js";
import { keyFailure, readKeys } from "./signing.js";
import { speaker } from "./speaker.js";
import { showVoucher } from "./views/voucher.js";

/** What a programme says of a voucher as such; for the rest of its reasons it would have to know the member. */
const REASONS = ["unknown_code", "voucher_of_other_program", "key_refused", "revoked", "other_holder", "not_yet", "ended"];

export async function verify(given, { keys, program: path, member, now, lang, json: asked }) {
  if ((keys === undefined) === (path === undefined)) {
    throw new Misuse("by which keys to verify is not clear", "name `--keys`, or a `--program` that has some");
  }
  const { keySet, verifyVoucher } = await import("perks/signed");
  const { program, speak } = path === undefined ? { speak: speaker(undefined, undefined, lang) } : await openProgram(path, lang);
  const set = path === undefined ? await readKeys(keys) : keySet(program.authority().keys);
  const jws = await textOf(given);
  const { voucher: words } = speak.words;
  const noKeys = program !== undefined && set.keys.length === 0;
  let verified;
  try {
    // Of a programme without keys none is known; a set without keys would be the caller's mistake.
    verified = await (noKeys ? unknownKey(jws) : verifyVoucher(jws, set, { now }));
  } catch (error) {
    return tellFailure(error, { asked, speak });
  }
  const reasons = await (program === undefined ? byItself : byProgram)(verified.voucher, { program, member, now });
  if (reasons.length > 0) answerNo();
  if (asked) return printJson({ holds: reasons.length === 0, claims: claimsOf(jws), ...verified, reasons });
  print(reasons.length === 0 ? words.holds(verified.kid) : words.refused(verified.kid));
  for (const reason of reasons) print(`  ${reason.code}: ${speak.say.reason(reason)}`);
  const whose = reasons.some(({ code }) => code === "other_holder") ? undefined : member;
  print(showVoucher(verified.voucher, claimsOf(jws), { speak, member: whose }));
}

export async function show(given, { lang, json: asked }) {
  const { readVoucher } = await import("perks/signed");
  const speak = speaker(undefined, undefined, lang);
  const jws = await textOf(given);
  let read;
  try {
    read = readVoucher(jws);
  } catch (error) {
    return tellFailure(error, { asked, speak });
  }
  if (asked) return printJson({ verified: false, claims: claimsOf(jws), ...read });
  print(speak.words.voucher.unverified);
  print(showVoucher(read.voucher, claimsOf(jws), { speak }));
}

/** A voucher as it is, or from a file: a compact JWS begins as its header in JSON does. */
async function textOf(given) {
  const text = /^eyJ[^./\\]*\.[^./\\]*\.[^./\\]*$/.test(given) ? given : new TextDecoder().decode(await readBytes(given)).trim();
  if (/\s/.test(text)) throw new Misuse(`\`${given}\` holds more than a voucher`, "name a single one");
  return text;
}

const claimsOf = (jws) => JSON.parse(Buffer.from(jws.split(".")[1], "base64url").toString());

async function unknownKey(jws) {
  const { readVoucher, SignedError } = await import("perks/signed");
  const { kid } = readVoucher(jws);
  throw new SignedError("unknown_key", `no key of the set is \`${kid}\``, { kid });
}

/** Why a text is no voucher that somebody signed. */
async function tellFailure(error, { asked, speak }) {
  const { SignedError } = await import("perks/signed");
  if (!(error instanceof SignedError) || error.code === "bad_key") keyFailure(error);
  answerNo();
  const { code, params, message } = error;
  if (asked) return printJson({ holds: false, code, message, params });
  print(speak.words.voucher.unsigned(code, speak.signed(error)));
}

/** Without a programme: time and holder alone. */
async function byItself({ serial, holder, from, until }, { member, now }) {
  const { holderOf } = await import("perks/signed");
  const at = new Date(now).getTime();
  const other = holder !== undefined && member !== undefined && (await holderOf(serial, member)) !== holder;
  return [
    ...(other ? [{ code: "other_holder" }] : []),
    ...(from !== undefined && at < Date.parse(from) ? [{ code: "not_yet", from }] : []),
    ...(until !== undefined && at >= Date.parse(until) ? [{ code: "ended", until }] : []),
  ];
}

/** With a programme the engine says it. */
function byProgram({ holder, ...rest }, { program, member, now }) {
  const asked = member === undefined ? program.guest() : program.member({ format: 1, program: program.id, id: member, joined_at: now });
  // Whose it is matters where somebody is named.
  const voucher = member === undefined ? rest : { ...rest, holder };
  const [{ reasons }] = asked.check({ now, coupons: [{ voucher }] }).codes;
  return reasons.filter(({ code }) => REASONS.includes(code));
}
