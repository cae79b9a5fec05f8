/** Programmes for tests, as small as they can be, and the keys that sign them. */
import { makeKeys, signProgram } from "perks/signed";

export const NOW = Date.parse("2026-06-01T12:00:00Z");

export function document(id, version, more = {}) {
  return { format: 1, id, version, currency: "CNY", zone: "Asia/Shanghai", ...more };
}

/** @param {{from?: string, until?: string}} window */
export async function publisher(window = {}) {
  const { privateKey, publicKeys } = await makeKeys(window);
  const sign = (it) => signProgram(typeof it === "string" ? it : JSON.stringify(it), privateKey);
  return { sign, kid: privateKey.kid, publicKeys };
}
