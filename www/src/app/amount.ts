/** An amount as people type it, in minor units: its decimal sign is moved, and nothing is reckoned. */

/** More decimals than the currency has are left out. */
export function minorOf(typed: string, digits: number): number {
  const [whole = "", part = ""] = typed.trim().split(/[.,]/);
  return Number(whole + part.slice(0, digits).padEnd(digits, "0"));
}
