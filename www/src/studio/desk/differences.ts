/** What differs between two texts, line by line: for looking at, not for merging. */
import { diffArrays } from "diff";

export interface Line {
  is: "same" | "gone" | "new";
  text: string;
}

/** More edits than this are shown as all gone and all new: nobody reads them one by one. */
const MOST_EDITS = 2_000;

export function differences(before: string, after: string): Line[] {
  const [one, other] = [before.split("\n"), after.split("\n")];
  const lines = (list: readonly string[], is: Line["is"]) =>
    list.map((text): Line => ({ is, text }));
  const parts = diffArrays(one, other, { maxEditLength: MOST_EDITS });
  if (!parts) return [...lines(one, "gone"), ...lines(other, "new")];
  return parts.flatMap(({ value, added, removed }) =>
    lines(value, added ? "new" : removed ? "gone" : "same"),
  );
}

/** Without the lines that are the same far away from any that differs; `undefined` stands for those. */
export function near(lines: readonly Line[], around = 3): (Line | undefined)[] {
  const kept = new Set<number>();
  for (const [index, { is }] of lines.entries()) {
    if (is === "same") continue;
    for (let at = index - around; at <= index + around; at += 1) kept.add(at);
  }
  const shown: (Line | undefined)[] = [];
  for (const [index, line] of lines.entries()) {
    if (kept.has(index)) shown.push(line);
    else if (shown.length === 0 || shown.at(-1) !== undefined) shown.push(undefined);
  }
  return shown;
}
