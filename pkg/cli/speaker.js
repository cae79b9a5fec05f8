/** Sentences about one programme, in the language asked: those of `perks/texts`, with the names that the programme gives. */
import { texts } from "perks/texts";
import { en } from "perks/texts/en";
import { zhCN } from "perks/texts/zh-CN";
import { names } from "./names.js";

const TEXTS = { en, "zh-CN": zhCN };

/**
 * @param {object | undefined} program its handle; none where it could not be read, and then amounts have no currency
 * @param {Uint8Array} bytes its document
 * @param {string} lang `en` or `zh-CN`
 */
export function speaker(program, bytes, lang) {
  const { title, name } = names(bytes, lang);
  const options = {
    currency: program?.currency ?? "XXX",
    digits: program?.digits,
    pointDigits: program?.pointDigits,
    timeZone: known(program?.zone),
    name,
  };
  const say = texts(TEXTS[lang], options);
  return {
    lang,
    say,
    /** What the programme is called. */
    title: title ?? program?.id,
    /** What something is called, of kinds too that sentences do not speak of; the id itself where there is no name. */
    name: (kind, id, of) => name(kind, id, of) ?? id,
    /** The sentences for problems: the engine's own are English, and say more. */
    problems: lang === "en" ? undefined : say,
  };
}

/** A programme may bring the table of a zone that the host knows nothing of. */
function known(zone) {
  if (zone === undefined) return "UTC";
  if (/^[+-]/.test(zone)) return zone;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone && zone;
  } catch {
    return "UTC";
  }
}
