/** The words of each part of the pages: none is kept that nobody says. It reads the sources, and no page. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "./page";

const SOURCES = resolve(import.meta.dirname, "../src");

test.skip(({ isMobile }) => isMobile, "the sources are the same for all");

for (const part of readdirSync(SOURCES).filter((it) => existsSync(join(SOURCES, it, "words"))))
  test(`${part}: every word is said`, async () => {
    const { en } = await import(join(SOURCES, part, "words/en.ts"));
    const text = sourceOf(join(SOURCES, part));
    const unsaid = keysOf(en).filter(([key, group]) => !isSaid(text, key, group));
    expect(unsaid.map((path) => path.reverse().join("."))).toEqual([]);
  });

/** Each word's key, and what its group is called. */
function keysOf(words: object, group = ""): [string, string][] {
  return Object.entries(words).flatMap(([key, word]): [string, string][] =>
    typeof word === "object" ? keysOf(word, key) : [[key, group]],
  );
}

/** By its name; or as one of a group of which one is picked by a key, or that is handed on as it is: `words.state[state]`. */
function isSaid(text: string, key: string, group: string): boolean {
  const named = (name: string) =>
    new RegExp(`\\.${name}\\b|[{,]\\s*${name}\\b[^{}]*\\} =`).test(text);
  if (named(key)) return true;
  if (group === "") return /\b(words|text)\[/.test(text);
  const isWhole = new RegExp(`\\b${group}\\[|\\.${group}\\b(?!\\.)`).test(text);
  return isWhole || (named(group) && !text.includes(`${group}.`));
}

/** What a part consists of but for its words. */
function sourceOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.startsWith("words/"))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
}
