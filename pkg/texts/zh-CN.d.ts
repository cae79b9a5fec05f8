import type { Language } from "./index.js";

/** Simplified Chinese. */
export const zhCN: Language;
