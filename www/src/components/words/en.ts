import type { ComponentWords } from ".";

export const en: ComponentWords = {
  loading: "Loading…",
};
