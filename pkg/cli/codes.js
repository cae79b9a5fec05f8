/**
 * Unique codes: how they are drawn, how many there are, and whether one is written right. It reads no file and prints nothing.
 *
 * A code is a prefix, characters by chance, and a check character: ISO/IEC 7064, MOD 37,36 over all before it.
 */
import { mod37_36 } from "cdigit";
import { customAlphabet } from "nanoid";

/**
 * What codes are drawn from: 20 characters. Of those that are taken for one another (0 O Q, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V) one
 * at most is among them, and no vowel, so that no code is a word.
 */
export const ALPHABET = "34679CDFHJKMNPRTVWXY";

/** All that the check character is reckoned over; it may be any of them in codes of others. */
const VALUES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** A guess finds one of the codes once in so many tries at most: a thousand tries a second for a day are 86,400,000. */
export const LEAST_TRIES = 10n ** 8n;

export const LENGTHS = { least: 4, most: 40 };
export const MOST_CODES = 1_000_000;

/** What a check character is reckoned over: a code without blanks and dashes, in capital letters. */
export function plain(code) {
  const compared = code.trim().replace(/[ \u00a0\u3000\u2010-\u2015\uff0d-]/g, "");
  // Of letters those from A to Z have two cases: `ß` is not `SS`.
  return compared.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** A code as programmes compare it that say nothing of it (`codes` in `docs/programme.md`, §10). */
export function usual(code) {
  return plain(code).replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** A code as people read it: groups behind the prefix. */
export function grouped(code, { prefix = "", group = 4 } = {}) {
  const own = code.slice(prefix.length);
  const parts = group > 0 ? own.match(new RegExp(`.{1,${group}}`, "g")) : [own];
  return [...(prefix === "" ? [] : [prefix]), ...parts].join(group > 0 ? "-" : "");
}

/** What is wrong with a code, in a word; `undefined` where nothing is. `compared` says how codes are. */
export function fault(code, compared = usual) {
  const text = plain(code);
  if (text.length < LENGTHS.least) return "too_short";
  if (!/^[0-9A-Z]+$/.test(text)) return "foreign_character";
  // Codes that are made here have capital letters.
  if (/[a-z]/.test(code) && compared("a") !== compared("A")) return "small_letter";
  return mod37_36.validate(text) ? undefined : "wrong_check";
}

/**
 * How many different codes there are of so many characters behind the prefix, the check character among them: those that
 * end in a character of the alphabet. Counted by the states of the reckoning, not by trying.
 */
export function space(length, prefix = "") {
  const next = (state, character) => (((state + VALUES.indexOf(character)) % 36 || 36) * 2) % 37;
  let states = new Map([[[...prefix].reduce(next, 36), 1n]]);
  for (let drawn = 1; drawn < length; drawn += 1) {
    const after = new Map();
    for (const [state, count] of states) {
      for (const character of ALPHABET) {
        const to = next(state, character);
        after.set(to, (after.get(to) ?? 0n) + count);
      }
    }
    states = after;
  }
  let sum = 0n;
  for (const [state, count] of states) {
    if (ALPHABET.includes(VALUES[(37 - state) % 36])) sum += count;
  }
  return sum;
}

/** The least length of which a guess finds one of so many codes rarely enough. */
export function leastLength(count, prefix = "") {
  let length = LENGTHS.least;
  while (space(length, prefix) < BigInt(count) * LEAST_TRIES) length += 1;
  return length;
}

/**
 * Draws codes, each once; `taken` are those that there are already, and gets the new ones. The space is taken to be large enough.
 *
 * @param {{count: number, length: number, prefix?: string, taken?: Set<string>, draw?: () => string}} options `draw` gives a
 *   code without prefix and check character
 */
export function* codes({ count, length, prefix = "", taken = new Set(), draw = customAlphabet(ALPHABET, length - 1) }) {
  for (let made = 0; made < count; ) {
    const code = mod37_36.generate(prefix + draw());
    // Drawn again as a whole, so that each code that is left is as likely as any other.
    if (!ALPHABET.includes(code.at(-1)) || taken.has(code)) continue;
    taken.add(code);
    made += 1;
    yield code;
  }
}
