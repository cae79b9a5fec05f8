/** Decimal numbers as people type them, and the whole smallest units that the engine takes: the point is moved in the text, nothing is reckoned. */

const DECIMAL = /^([+-]?)(\d*)(?:[.,](\d*))?$/;

/** `12.9` with 2 digits is 1290; what is no such number, or has more decimals, is NaN, of which the engine says what is wrong. */
export function minorOf(text: string, digits: number): number {
  const found = DECIMAL.exec(text.trim());
  const [, sign = "", whole = "", part = ""] = found ?? [];
  if (!found || whole + part === "" || part.length > digits) return Number.NaN;
  return Number(`${sign}${whole}${part.padEnd(digits, "0")}`);
}

/** What a field for an amount takes, as the pattern of an `<input>`: no more decimals than there are. */
export function patternOf(digits: number): string {
  return digits === 0 ? "[0-9]+" : `[0-9]+([.,][0-9]{1,${digits}})?`;
}

/** As a field shows it: 1290 with 2 digits is `12.90`. */
export function textOf(minor: number, digits: number): string {
  const sign = minor < 0 ? "-" : "";
  const all = String(Math.abs(minor)).padStart(digits + 1, "0");
  const whole = all.slice(0, all.length - digits);
  return digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${all.slice(-digits)}`;
}

/** A whole number as it is typed; an empty field is none, and not zero. */
export function wholeOf(text: string): number {
  return minorOf(text, 0);
}
