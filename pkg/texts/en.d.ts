import type { Language } from "./index.js";

/** English. */
export const en: Language;
