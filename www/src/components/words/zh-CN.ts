import type { ComponentWords } from ".";

export const zhCN: ComponentWords = {
  loading: "加载中…",
};
