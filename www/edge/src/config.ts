/** The settings of a worker, read once an isolate; a setting that cannot be says which it is. */
import type { Env, ShopKey } from "./contracts.ts";

export interface Config {
  programKeys: { keys: Record<string, unknown>[] };
  memberKeys: { keys: Record<string, unknown>[] };
  memberIssuer: string;
  memberAudience: string;
  shopKeys: ShopKey[];
  /** Private JWKs by `kid`. */
  voucherKeys: Map<string, Record<string, unknown>>;
  corsOrigins: string[];
  programTtlMs: number;
  clockSkewMs: number;
  idempotencyHours: number;
  maxBodyBytes: number;
  ratePerSecond: number;
  rateBurst: number;
  codeShards: number;
  counterShards: number;
  counterShardFrom: number;
}
