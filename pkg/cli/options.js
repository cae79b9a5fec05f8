/** Options that many commands have, and what their values mean. */
import { InvalidArgumentError, Option } from "commander";

export const LANGUAGES = ["en", "zh-CN"];

/** The language of the environment, as POSIX has it; English where there is no other. */
function spoken({ LC_ALL, LC_MESSAGES, LANG } = process.env) {
  return /^zh([_.-]|$)/i.test(LC_ALL || LC_MESSAGES || LANG || "") ? "zh-CN" : "en";
}

/** `--lang`: in which language results are told. */
export function language() {
  return new Option("--lang <language>", "language of results")
    .choices(LANGUAGES)
    .default(spoken(), "that of LC_ALL or LANG, else en");
}

/** `--now`: the engine reads no clock, so the command line does. */
export function now() {
  return new Option("--now <instant>", "the instant to answer for: RFC 3339, or epoch milliseconds")
    .argParser(instant)
    .default(new Date().toISOString(), "this machine's clock");
}

/** `--json`: the package's own answer. */
export function json() {
  return new Option("--json", "print the answer as JSON");
}

/** An instant as the engine takes it; what is no number is left for the engine to judge. */
export function instant(text) {
  // As milliseconds these are days of 1970, as seconds the years from 1973 on.
  if (/^[1-9]\d{8,9}$/.test(text)) throw new InvalidArgumentError(`These are seconds: in milliseconds it is ${text}000.`);
  return /^-?\d+$/.test(text) ? whole(text) : text;
}

/** A whole number. */
export function whole(text) {
  const number = Number(text);
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError("It is not a whole number.");
  if (!Number.isSafeInteger(number)) throw new InvalidArgumentError("It is too far from 0.");
  return number;
}

/** A whole number that is neither less nor more. */
export function between(least, most) {
  return (text) => {
    const number = whole(text);
    if (number < least || number > most) throw new InvalidArgumentError(`It is not between ${least} and ${most}.`);
    return number;
  };
}

/** An option that may be given several times: the values in a list. */
export function repeated(text, earlier = []) {
  return [...earlier, text];
}
