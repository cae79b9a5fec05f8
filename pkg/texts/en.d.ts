import type { Language } from "./index.d.ts";

/** English. */
export const en: Language;
