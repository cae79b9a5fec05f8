/** The shared vectors and the gallery's stories: the one list of them for all tests in JavaScript. Runs none. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";

const at = (path) => new URL(`../../${path}`, import.meta.url);
const inside = (folder) => readdirSync(at(`${folder}/`)).sort();

/**
 * All of them as plain data, which goes to any runtime as JSON.
 *
 * @returns {{ cases: { file: string, folder: string, vector: object }[], texts: Record<string, string> }} `texts` has the files
 * of the gallery that vectors name, by their path; a story names those of its own folder
 */
export function listing() {
  const texts = {};
  const read = (path, file, folder) => {
    const vector = JSON.parse(readFileSync(at(`${path}/${file}`), "utf8"), (key, value) => {
      const named = `${folder}${value}`;
      if (key === "file") texts[named] ??= readFileSync(at(`programs/${named}`), "utf8");
      return value;
    });
    return { file: path === "tests/vectors" ? file : `${folder}${file}`, folder, vector };
  };
  const shared = inside("tests/vectors").map((file) => read("tests/vectors", file, ""));
  const folders = inside("programs").filter((name) => !name.includes("."));
  const stories = folders.flatMap((folder) =>
    inside(`programs/${folder}`)
      .filter((file) => /^(story|spoiled)-.*\.json$/.test(file))
      .map((file) => read(`programs/${folder}`, file, `${folder}/`)),
  );
  assert.ok(shared.length > 0 && stories.length > 0, "there are vectors and stories");
  return { cases: [...shared, ...stories], texts };
}

/** The same for tests under Node: a name, what is in it, and the text of the files that it names. */
export function vectors() {
  const { cases, texts } = listing();
  return cases.map(({ file, folder, vector }) => ({ file, vector, gallery: (named) => texts[`${folder}${named}`] }));
}
