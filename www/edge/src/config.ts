/** The settings of a worker, read once an isolate; a setting that cannot be says which it is. */
import { z } from "zod";
import type { Env, Scope, ShopKey } from "./contracts.ts";
import { NUMBER_NAMES, SettingError, setting, settingText } from "./settings.ts";

export type Jwk = Record<string, unknown>;

export interface Config {
  memberKeys: { keys: Jwk[] };
  memberIssuer: string;
  memberAudience: string;
  shopKeys: ShopKey[];
  /** Private JWKs by `kid`. */
  voucherKeys: Map<string, Jwk>;
  corsOrigins: string[];
  maxBodyBytes: number;
  ratePerSecond: number;
  rateBurst: number;
}

export const SCOPES = [
  "read",
  "orders",
  "events",
  "programs",
  "codes",
  "vouchers",
  "privacy",
  "operate",
] as const satisfies readonly Scope[];

const kid = z.string().regex(/^[\x21-\x7e]{1,128}$/, "is to be 1 to 128 visible characters");
/** The members of a JWK that are secret: they belong into no set of public keys. */
const SECRET = ["d", "k", "p", "q", "dp", "dq", "qi", "oth"];

const publicKey = z
  .looseObject({ kty: z.enum(["OKP", "EC", "RSA"]), kid })
  .refine((jwk) => !SECRET.some((name) => name in jwk), "has a part that is secret");

const publicKeys = z
  .looseObject({ keys: z.array(publicKey).min(1).max(100) })
  .refine(({ keys }) => distinct(keys.map((jwk) => jwk.kid)), "has two keys of one `kid`");

const ed25519 = { kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: z.string().length(43) };
const programKeys = z
  .looseObject({
    keys: z
      .array(publicKey.and(z.looseObject(ed25519)))
      .min(1)
      .max(100),
  })
  .refine(({ keys }) => distinct(keys.map((jwk) => jwk.kid)), "has two keys of one `kid`");

const shopKeys = z
  .array(
    z.strictObject({
      id: z
        .string()
        .regex(/^[a-z0-9-]{1,64}$/, "is to be small letters, digits and `-`, at most 64"),
      sha256: z.string().regex(/^[0-9a-f]{64}$/, "is to be 64 small hexadecimal digits"),
      scopes: z.array(z.enum(SCOPES)),
      programs: z.array(z.string()).optional(),
      per_second: z.int().min(1).max(1_000_000).optional(),
    }),
  )
  .refine((keys) => distinct(keys.map((key) => key.id)), "has two keys of one `id`");

const voucherKeys = z
  .array(z.looseObject({ ...ed25519, d: z.string().length(43), kid }))
  .refine((keys) => distinct(keys.map((jwk) => jwk.kid)), "has two keys of one `kid`");

const isOrigin = (text: string) => URL.canParse(text) && new URL(text).origin === text;

function distinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

/** Reads one setting after another, as text. */
class Reader {
  readonly #env: Env;

  constructor(env: Env) {
    this.#env = env;
  }

  text(setting: keyof Env): string | undefined {
    return settingText(this.#env, setting);
  }

  needed(setting: keyof Env): string {
    const text = this.text(setting);
    if (text === undefined) throw new SettingError(setting, "is missing");
    return text;
  }

  json<T>(setting: keyof Env, schema: z.ZodType<T>, otherwise?: T): T {
    if (otherwise !== undefined && this.text(setting) === undefined) return otherwise;
    let value: unknown;
    try {
      value = JSON.parse(this.needed(setting));
    } catch (error) {
      // What the parser says has parts of the text, which may be secret.
      if (error instanceof SyntaxError) throw new SettingError(setting, "is no JSON");
      throw error;
    }
    const read = schema.safeParse(value);
    if (read.success) return read.data;
    const [first] = read.error.issues;
    const place = first?.path.length ? `, at \`/${first.path.map(String).join("/")}\`` : "";
    throw new SettingError(setting, `cannot be${place}: ${first?.message}`);
  }
}

/** @throws {SettingError} of the first setting that cannot be */
export function readConfig(env: Env): Config {
  const read = new Reader(env);
  const corsOrigins = (read.text("CORS_ORIGINS") ?? "").split(/\s+/).filter(Boolean);
  const wrong = corsOrigins.find((origin) => !isOrigin(origin));
  if (wrong !== undefined) {
    throw new SettingError(
      "CORS_ORIGINS",
      `has \`${wrong}\`: an origin is as \`https://shop.example\``,
    );
  }
  const vouchers = read.json("VOUCHER_KEYS", voucherKeys, []);
  // Read by who goes by them; what is wrong with them is told here, before anything goes wrong.
  read.json<{ keys: Jwk[] }>("PROGRAM_KEYS", programKeys);
  for (const name of NUMBER_NAMES) setting(env, name);
  return {
    memberKeys: read.json<{ keys: Jwk[] }>("MEMBER_KEYS", publicKeys),
    memberIssuer: read.needed("MEMBER_ISSUER"),
    memberAudience: read.needed("MEMBER_AUDIENCE"),
    shopKeys: read.json("SHOP_KEYS", shopKeys) as ShopKey[],
    voucherKeys: new Map(vouchers.map((jwk) => [jwk.kid, jwk])),
    corsOrigins,
    maxBodyBytes: setting(env, "MAX_BODY_BYTES"),
    ratePerSecond: setting(env, "RATE_PER_SECOND"),
    rateBurst: setting(env, "RATE_BURST"),
  };
}

const known = new WeakMap<Env, Config | SettingError>();

/** The settings of this isolate: read at the first call, and for each object once more. @throws {SettingError} */
export function configOf(env: Env): Config {
  let config = known.get(env);
  if (!config) {
    try {
      config = readConfig(env);
    } catch (error) {
      if (!(error instanceof SettingError)) throw error;
      config = error;
    }
    known.set(env, config);
  }
  if (config instanceof SettingError) throw config;
  return config;
}
