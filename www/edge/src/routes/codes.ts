/** Unique codes, and vouchers that are signed here: made, loaded, taken back. What they are good for is the engine's to say. */
import { z } from "@hono/zod-openapi";
import type { Program } from "perks";
import { holderOf, type PrivateJwk, readVoucher, signVoucher } from "perks/signed";
import { LARGE_BYTES } from "../body.ts";
import { hashOfCode, hashOfSerial, loadAll, revokeAll } from "../codes.ts";
import { type Loaded, programOf } from "../engine.ts";
import { id, key } from "../names.ts";
import { wrong } from "../read.ts";
import { Instant, programPath } from "./forms.ts";
import { ok, type Route, route } from "./route.ts";

const tag = "Codes and vouchers";

/** Codes that are hashed, and sent to their objects, at once. */
const BATCH = 10_000;
const MAX_VOUCHERS = 1_000;
/** 128 bits: nobody guesses one. */
const SERIAL_BYTES = 16;

const VoucherRequest = z
  .strictObject({
    offer: id(),
    count: z.int().min(1).max(MAX_VOUCHERS).optional(),
    member: key()
      .optional()
      .openapi({ description: "Who alone may use them; else whoever has them." }),
    key: z.string().max(128).optional().openapi({
      description: "The `kid` to sign with; by default the first that the offer takes.",
    }),
    from: Instant.optional(),
    until: Instant.optional(),
  })
  .openapi("VoucherRequest");

const Vouchers = z
  .object({ vouchers: z.array(z.object({ serial: z.string(), voucher: z.string() })) })
  .openapi("Vouchers", {
    description: "Signed vouchers, as compact JWS: they are told once, and not kept.",
  });

const Revocation = z
  .strictObject({ offer: id(), serials: z.array(key()).min(1).max(MAX_VOUCHERS) })
  .openapi("Revocation");

const Lines = z.string().openapi("Codes", { description: "A code in each line." });

export const CODES: Route[] = [
  route({
    method: "post",
    path: "/v1/programs/{program}/codes/{offer}",
    tag,
    summary: "Loads unique codes of an offer; those that are there stay",
    needs: { scope: "codes" },
    params: z.strictObject({ program: id(), offer: id() }),
    body: { type: "text/plain", schema: Lines, limit: LARGE_BYTES },
    success: [
      {
        status: 200,
        is: "How many were added, and how many known",
        schema: z.object({ added: z.int(), known: z.int() }).openapi("Loaded"),
      },
    ],
    async handle({ env, params: { program, offer }, body, now, saw }) {
      const loaded = await programOf(env, program, now);
      saw(loaded);
      ofKind(loaded, offer, "unique_code", "path");
      const codes = codesOf(loaded.program, body);
      const sum = { added: 0, known: 0 };
      for (let at = 0; at < codes.length; at += BATCH) {
        const hashes = await Promise.all(
          codes.slice(at, at + BATCH).map((code) => hashOfCode(program, code)),
        );
        const { added, known } = await loadAll(env, program, offer, hashes);
        sum.added += added;
        sum.known += known;
      }
      return ok(sum);
    },
  }),
  route({
    method: "post",
    path: "/v1/programs/{program}/vouchers",
    tag,
    summary: "Issues signed vouchers",
    needs: { scope: "vouchers" },
    params: programPath,
    body: { type: "application/json", schema: VoucherRequest },
    success: [{ status: 201, is: "The vouchers", schema: Vouchers }],
    async handle({ env, config, params: { program }, body, now, saw }) {
      const loaded = await programOf(env, program, now);
      saw(loaded);
      ofKind(loaded, body.offer, "signed", "body");
      const issue = issuer(program, body, now);
      const jwk = await keyOf(loaded, config.voucherKeys, body.key, now, issue);
      const made = Array.from({ length: body.count ?? 1 }, async () => {
        const serial = newSerial();
        return { serial, voucher: await issue(serial, jwk) };
      });
      return ok({ vouchers: await Promise.all(made) }, 201);
    },
  }),
  route({
    method: "post",
    path: "/v1/programs/{program}/vouchers/revocations",
    tag,
    summary: "Revokes serials, at once; those that were used stay so",
    needs: { scope: "vouchers" },
    params: programPath,
    body: { type: "application/json", schema: Revocation },
    success: [
      {
        status: 200,
        is: "How many were revoked",
        schema: z.object({ revoked: z.int() }).openapi("Revoked"),
      },
    ],
    async handle({ env, params: { program }, body: { offer, serials }, now, saw }) {
      const loaded = await programOf(env, program, now);
      saw(loaded);
      ofKind(loaded, offer, "signed", "body");
      const hashes = await Promise.all(
        serials.map((serial) => hashOfSerial(program, offer, serial)),
      );
      return ok(await revokeAll(env, program, hashes, offer));
    },
  }),
];

function ofKind(
  { authority }: Loaded,
  offer: string,
  kind: "unique_code" | "signed",
  where: "path" | "body",
): void {
  if (authority.offers.some((it) => it.offer === offer && it.kind === kind)) return;
  throw wrong([
    { in: where, path: "/offer", message: `is no offer of kind \`${kind}\` of the active version` },
  ]);
}

/** So many lines that are no codes are counted: there may be millions. */
const MAX_WRONG_LINES = 1_000;

/** The columns of `perks codes`. */
const COLUMNS = ["code", "offer", "serial", "hash"];

/**
 * Each line once, as the programme compares codes; a blank line is none. Nor is the head `code` that `perks codes` writes: it would be a
 * code that anybody guesses.
 */
function codesOf(program: Program, text: string): string[] {
  const codes = new Set<string>();
  const faults: Parameters<typeof wrong>[0] = [];
  const lines = text.split(/\r?\n/);
  const columns = lines[0]?.trim().split(",") ?? [];
  if (columns.length > 1 && columns.every((name) => COLUMNS.includes(name))) {
    throw wrong([{ in: "body", path: "/1", message: "is a table: send its column `code` alone" }]);
  }
  for (const [index, line] of lines.entries()) {
    const entered = line.trim();
    if (entered === "" || (index === 0 && entered === "code")) continue;
    if (isCode(entered)) codes.add(program.code(entered));
    else if (faults.length < MAX_WRONG_LINES)
      faults.push({
        in: "body",
        path: `/${index + 1}`,
        message: "is no code: 1 to 128 characters, none of control",
      });
  }
  if (faults.length > 0) throw wrong(faults);
  if (codes.size === 0) throw wrong([{ in: "body", path: "", message: "has no code" }]);
  return [...codes];
}

const isCode = (text: string) => [...text].length <= 128 && !/\p{Cc}/u.test(text);

type Request = z.infer<typeof VoucherRequest>;
type Issue = (serial: string, jwk: PrivateJwk) => Promise<string>;

function issuer(program: string, { offer, member, from, until }: Request, now: number): Issue {
  const times = { nbf: seconds(from), exp: seconds(until) };
  if (times.nbf !== undefined && times.exp !== undefined && times.nbf >= times.exp) {
    throw wrong([{ in: "body", path: "/until", message: "is not after `from`" }]);
  }
  return async (serial, jwk) => {
    const claims = {
      jti: serial,
      aud: program,
      offer,
      iat: Math.floor(now / 1_000),
      ...(times.nbf !== undefined && { nbf: times.nbf }),
      ...(times.exp !== undefined && { exp: times.exp }),
      ...(member !== undefined && { sub: await holderOf(serial, member) }),
    };
    return signVoucher(claims, jwk);
  };
}

/** Claims are in whole seconds: a part of one is left out. */
function seconds(instant: z.infer<typeof Instant> | undefined): number | undefined {
  if (instant === undefined) return undefined;
  return Math.floor((typeof instant === "number" ? instant : Date.parse(instant)) / 1_000);
}

/** The first key of which the engine, asked about a voucher by it, says nothing. */
async function keyOf(
  { program, authority }: Loaded,
  keys: Map<string, Record<string, unknown>>,
  named: string | undefined,
  now: number,
  issue: Issue,
): Promise<PrivateJwk> {
  using guest = program.guest();
  for (const { id: kid, public: x } of authority.keys) {
    const jwk = keys.get(kid) as PrivateJwk | undefined;
    if (!jwk || jwk.x !== x || (named !== undefined && kid !== named)) continue;
    const { voucher } = readVoucher(await issue(newSerial(), jwk));
    const { codes } = guest.check({ now, coupons: [{ voucher }] });
    if (!codes.some(({ reasons }) => reasons.some(({ code }) => code === "key_refused")))
      return jwk;
  }
  const which = named === undefined ? "no key here" : "the key is not here, or none";
  throw wrong([{ in: "body", path: "/key", message: `${which} that the offer takes now` }]);
}

function newSerial(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SERIAL_BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
}
