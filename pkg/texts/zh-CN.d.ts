import type { Language } from "./index.d.ts";

/** Simplified Chinese. */
export const zhCN: Language;
