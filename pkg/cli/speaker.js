/** Sentences about one programme, in the language asked: those of `perks/texts`, with the names that the programme gives. */
import { texts } from "perks/texts";
import { en } from "perks/texts/en";
import { names } from "perks/texts/names";
import { zhCN } from "perks/texts/zh-CN";
import { jsonIn } from "./io.js";
import { en as english } from "./words/en.js";
import { entries as englishEntries, otherEntry as englishOther } from "./words/entries.en.js";
import { entries as chineseEntries, otherEntry as chineseOther } from "./words/entries.zh-CN.js";
import { signed as chineseSigned } from "./words/signed.zh-CN.js";
import { zhCN as chinese } from "./words/zh-CN.js";

const TEXTS = { en, "zh-CN": zhCN };
export const WORDS = { en: english, "zh-CN": chinese };
const ENTRIES = {
  en: { entries: englishEntries, otherEntry: englishOther },
  "zh-CN": { entries: chineseEntries, otherEntry: chineseOther },
};

/**
 * @param {object | undefined} program its handle; none where it could not be read, and then amounts have no currency
 * @param {Uint8Array} bytes its document
 * @param {string} lang `en` or `zh-CN`
 */
export function speaker(program, bytes, lang) {
  const { title, name } = names(jsonIn(bytes), lang);
  const options = {
    currency: program?.currency ?? "XXX",
    digits: program?.digits,
    pointDigits: program?.pointDigits,
    timeZone: known(program?.zone),
    name,
  };
  const say = texts(TEXTS[lang], options);
  const named = (kind, id, of) => name(kind, id, of) ?? id;
  const { entries, otherEntry } = ENTRIES[lang];
  return {
    lang,
    say,
    words: WORDS[lang],
    /** The zone in which times are told. */
    zone: options.timeZone,
    /** What the programme is called. */
    title: title ?? program?.id,
    /** What something is called, of kinds too that sentences do not speak of; the id itself where there is no name. */
    name: named,
    /** Sentences one after the other: Chinese has no blanks between them. */
    sentences: (reasons) => reasons.map(say.reason).join(lang === "en" ? " " : ""),
    /** What an entry says. */
    entry: (it) => (entries[it.kind] ?? otherEntry)(it, { say, name: named }),
    /** Why a signed text does not hold: the package's own messages are English. */
    signed: ({ code, params, message }) => (lang === "en" ? message : chineseSigned[code](params)),
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
