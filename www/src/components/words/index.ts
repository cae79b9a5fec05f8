/** What components say beside the package's sentences, by language. */
import type { Locale } from "../../engine/speak";
import { en } from "./en";
import { zhCN } from "./zh-CN";

export interface ComponentWords {
  loading: string;
}

const WORDS: Record<Locale, ComponentWords> = { en, "zh-CN": zhCN };

export function wordsOf(locale: Locale): ComponentWords {
  return WORDS[locale];
}
