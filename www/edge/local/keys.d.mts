/** Types of what the site's login and its tests use of `keys.mjs`. */
import type { PrivateJwk } from "perks/signed";

export interface Secrets {
  program: PrivateJwk;
  member: PrivateJwk;
  /** By the id of a key: what its owner shows. */
  shops: Record<"office" | "checkout" | "operations", string>;
}

export function keysIn(folder?: string): Promise<{
  settings: Record<string, string>;
  secrets: Secrets;
}>;

/** A token of a member, for an hour. */
export function tokenOf(
  secrets: Secrets,
  member: string,
  options?: { scope?: string },
): Promise<string>;
