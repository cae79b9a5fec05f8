/** What the studio tells of two texts: each line once, as it stands in the one, the other or both; far lines that are the same are left out. */
import { expect, test } from "@playwright/test";
import { differences, near } from "../src/studio/desk/differences";

const told = (before: string, after: string) =>
  differences(before, after).map(
    ({ is, text }) => `${{ same: " ", gone: "-", new: "+" }[is]}${text}`,
  );

test("lines that are gone, new and the same", () => {
  expect(told("a\nb\nc", "a\nb\nc")).toEqual([" a", " b", " c"]);
  expect(told("a\nb\nc", "a\nx\nc")).toEqual([" a", "-b", "+x", " c"]);
  expect(told("a\nc", "a\nb\nc")).toEqual([" a", "+b", " c"]);
  expect(told("a\nb\nc", "c")).toEqual(["-a", "-b", " c"]);
  expect(told("", "a")).toEqual(["-", "+a"]);
});

test("of texts that have nothing in common all is gone, and all is new", () => {
  const lines = (letter: string) => Array.from({ length: 3_000 }, (_, nr) => `${letter}${nr}`);
  const all = differences(lines("a").join("\n"), lines("b").join("\n"));
  expect(all.filter(({ is }) => is === "gone").map(({ text }) => text)).toEqual(lines("a"));
  expect(all.filter(({ is }) => is === "new").map(({ text }) => text)).toEqual(lines("b"));
});

test("lines far away from any that differs are left out, once between two", () => {
  const before = "1\n2\n3\n4\n5\n6\n7\n8\n9";
  const shown = near(differences(before, before.replace("5", "x")), 1);
  expect(shown.map((line) => line?.text)).toEqual([undefined, "4", "5", "x", "6", undefined]);
});
