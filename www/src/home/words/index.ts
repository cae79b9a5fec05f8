/** What the first page says, by language. */
import type { Locale } from "../../engine/speak";
import { en } from "./en";
import { zhCN } from "./zh-CN";

export interface HomeWords {
  claim: string;
  about: string;
  pages: Record<"app" | "checkout" | "studio" | "components", string>;
  gallery: string;
  galleryAbout: string;
  unavailable: string;
  app: string;
  checkout: string;
  studio: string;
}

const WORDS: Record<Locale, HomeWords> = { en, "zh-CN": zhCN };

export function homeWords(locale: Locale): HomeWords {
  return WORDS[locale];
}
