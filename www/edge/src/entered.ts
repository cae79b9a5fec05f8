/**
 * What somebody entered, as the engine takes it: a signed voucher is verified, a unique code is looked up. What either is good for in an
 * order is the engine's to say; that it is used once is made sure where it is reserved.
 */
import type { Member } from "perks";
import { keySet, readVoucher, SignedError, type Voucher, verifyVoucher } from "perks/signed";
import { putLast } from "./bounded.ts";
import { hashOfCode, hashOfSerial, lookAll } from "./codes.ts";
import type { CodeClaim, CodeState, Entered, Env } from "./contracts.ts";
import type { Loaded } from "./engine.ts";

export type Coupon = string | { code: string; offer: string } | { voucher: Voucher };

export interface Resolved {
  /** For the engine's `coupons`, in the order in which they were entered, without those that are refused. */
  coupons: Coupon[];
  /** By what was entered: what is to be reserved where an order uses it. `code` is what the quote calls it where it applies. */
  claims: Map<string, { code: string; claim: CodeClaim }>;
  /** Why something cannot be used, whatever the order: reasons of the engine, or codes of `perks/signed`, each with its parameters. */
  refused: { entered: string; offer?: string; reasons: { code: string }[] }[];
}

/** Whether it is asked who has used or revoked a voucher. Without, nothing leaves the isolate; of a unique code nothing is known then. */
export type Uses = "looked_up" | "not_looked_up";

type Reason = Resolved["refused"][number]["reasons"][number];

/** What one of them is, before it is known who has used it. */
interface Found {
  entered: string;
  coupon?: Coupon;
  refused?: Reason;
  /** Of a text that may be a unique code the offer is not known yet. */
  claim?: Omit<CodeClaim, "offer"> & { code: string; offer?: string };
}

/** @param member the handle of whoever enters them, or of a guest: the engine says which texts it knows */
export async function resolve(
  env: Env,
  loaded: Loaded,
  member: Member,
  entered: Entered[],
  now: number,
  uses: Uses = "looked_up",
): Promise<Resolved> {
  const unknown = unknownTexts(loaded, member, entered, now);
  const found = await Promise.all(
    entered.map((it) => {
      if (typeof it === "string")
        return isJws(it) ? ofVoucher(loaded, it, now) : ofText(loaded, it, unknown.has(it));
      return ofCode(loaded, it);
    }),
  );
  const asked = found.filter(({ claim }) => claim?.kind === "unique_code" || uses === "looked_up");
  const hashes = asked.flatMap(({ claim }) => claim?.hash ?? []);
  const looked = await lookAll(env, loaded.id, hashes, now);
  const known = new Map(hashes.map((hash, at) => [hash, looked[at] ?? null]));
  const resolved: Resolved = { coupons: [], claims: new Map(), refused: [] };
  for (const it of found) add(resolved, it, known.get(it.claim?.hash ?? "") ?? null);
  return resolved;
}

/** Puts it where it belongs, by what is known of its hash. */
function add(
  to: Resolved,
  { entered, coupon = entered, refused, claim }: Found,
  is: { offer: string; state: CodeState } | null,
) {
  if (refused) to.refused.push({ entered, reasons: [refused] });
  else if (is?.state === "used" || is?.state === "revoked") {
    to.refused.push({
      entered: nameOf(entered, claim),
      offer: is.offer,
      reasons: [{ code: is.state }],
    });
  } else if (!claim) to.coupons.push(coupon);
  else if (claim.kind === "signed") {
    to.coupons.push(coupon);
    to.claims.set(entered, claimOf(claim, claim.offer ?? ""));
  } else if (is && (claim.offer ?? is.offer) === is.offer) {
    // What is held may be so by the same order: whoever reserves it finds out.
    to.coupons.push({ code: entered, offer: is.offer });
    to.claims.set(entered, claimOf(claim, is.offer));
  } else if (claim.offer === undefined) to.coupons.push(coupon);
  else to.refused.push({ entered, offer: claim.offer, reasons: [{ code: "unknown_code" }] });
}

/** As a quote calls it: a voucher by its serial. */
function nameOf(entered: string, claim: Found["claim"]): string {
  return claim?.kind === "signed" ? claim.code : entered;
}

function claimOf({ code, kind, hash }: NonNullable<Found["claim"]>, offer: string) {
  return { code, claim: { kind, offer, hash } };
}

/** A text that nobody knows stays as it is: the engine says so. */
async function ofText(loaded: Loaded, entered: string, isUnknown: boolean): Promise<Found> {
  return isUnknown ? { entered, claim: await uniqueClaim(loaded, entered) } : { entered };
}

async function ofCode(loaded: Loaded, it: Exclude<Entered, string>): Promise<Found> {
  const { code, offer } = it;
  // Anybody can write the claims of a voucher: only what is signed counts.
  if (typeof code !== "string" || typeof offer !== "string")
    return { entered: JSON.stringify(it), refused: { code: "not_jws" } };
  return { entered: code, claim: { ...(await uniqueClaim(loaded, code)), offer } };
}

async function uniqueClaim({ id, program }: Loaded, text: string) {
  const code = program.code(text);
  return { kind: "unique_code" as const, code, hash: await hashOfCode(id, code) };
}

/** Those that may be unique codes, since they are neither coupons of the member's nor codes of the programme. */
function unknownTexts(
  { authority }: Loaded,
  member: Member,
  entered: Entered[],
  now: number,
): Set<string> {
  const texts = entered.filter((it) => typeof it === "string").filter((text) => !isJws(text));
  if (texts.length === 0 || !authority.offers.some(({ kind }) => kind === "unique_code"))
    return new Set();
  const { codes } = member.check({ now, coupons: texts });
  const known = new Set(
    codes.flatMap(({ entered: text, offer, coupon }) => ((offer ?? coupon) ? [text] : [])),
  );
  return new Set(texts.filter((text) => !known.has(text)));
}

/** No code of a programme looks like this: a header in JSON, and two parts more. */
function isJws(text: string): boolean {
  return /^eyJ[\w-]*\.[\w-]*\.[\w-]*$/.test(text);
}

async function ofVoucher(loaded: Loaded, jws: string, now: number): Promise<Found> {
  const before = proved.get(jws);
  if (before && isStill(before, loaded, now)) return before.found;
  try {
    const { voucher, kid } = readVoucher(jws);
    const key = keyNamed(loaded, kid);
    if (!key) {
      const isOther = voucher.program !== loaded.id;
      const refused = isOther
        ? { code: "voucher_of_other_program", program: voucher.program }
        : keyRefused(kid);
      return { entered: jws, refused };
    }
    await verifyVoucher(jws, { keys: [key] }, { now });
    const found = await ofVerified(loaded, jws, voucher);
    putLast(proved, jws, { program: loaded.id, kid, x: key.x, found }, MOST_PROVED);
    return found;
  } catch (error) {
    if (!(error instanceof SignedError)) throw error;
    const { code, params } = error;
    const isOfTime = code === "key_not_yet" || code === "key_expired";
    return {
      entered: jws,
      refused: isOfTime ? keyRefused((params as { kid: string }).kid) : { ...params, code },
    };
  }
}

async function ofVerified(loaded: Loaded, entered: string, voucher: Voucher): Promise<Found> {
  const { program, offer, serial } = voucher;
  // Of another programme it is none of this one's serials, and the engine says so.
  if (program !== loaded.id) return { entered, coupon: { voucher } };
  const hash = await hashOfSerial(program, offer, serial);
  return { entered, coupon: { voucher }, claim: { kind: "signed", offer, code: serial, hash } };
}

/** As the engine says it. */
function keyRefused(kid: string) {
  return { code: "key_refused", key: kid };
}

type Key = ReturnType<typeof keySet>["keys"][number];

const sets = new WeakMap<Loaded, ReturnType<typeof keySet>>();

function keyNamed(loaded: Loaded, kid: string): Key | undefined {
  const known = sets.get(loaded) ?? keySet(loaded.authority.keys);
  sets.set(loaded, known);
  return known.keys.find((one) => one.kid === kid);
}

/** What a text was seen to be, and the public key that was seen to have signed it: both stay true. */
interface Proved {
  program: string;
  kid: string;
  x: string;
  found: Found;
}

const proved = new Map<string, Proved>();
/** Of 3 kB at most, and mostly of a few hundred bytes. */
const MOST_PROVED = 5_000;

/** Whether the programme still has that key, and it holds now: that is asked each time. */
function isStill({ program, kid, x }: Proved, loaded: Loaded, now: number): boolean {
  const key = keyNamed(loaded, kid);
  if (program !== loaded.id || key?.x !== x) return false;
  const at = Math.floor(now / 1000);
  return at >= (key.nbf ?? at) && at < (key.exp ?? at + 1);
}
