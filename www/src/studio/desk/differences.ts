/** What differs between two texts, line by line: for looking at, not for merging. */
export interface Line {
  is: "same" | "gone" | "new";
  text: string;
}

/** More edits than this are shown as all gone and all new: nobody reads them one by one. */
const MOST_EDITS = 2_000;

export function differences(before: string, after: string): Line[] {
  const [one, other] = [before.split("\n"), after.split("\n")];
  const least = Math.min(one.length, other.length);
  let head = 0;
  while (head < least && one[head] === other[head]) head += 1;
  let tail = 0;
  while (tail < least - head && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
  const lines = (list: string[], is: Line["is"]) => list.map((text): Line => ({ is, text }));
  return [
    ...lines(one.slice(0, head), "same"),
    ...shortest(one.slice(head, one.length - tail), other.slice(head, other.length - tail)),
    ...lines(one.slice(one.length - tail), "same"),
  ];
}

/** By Myers: the furthest that so many edits reach on each diagonal, and the way back. */
function shortest(one: string[], other: string[]): Line[] {
  const most = Math.min(one.length + other.length, MOST_EDITS);
  const reached: Map<number, number>[] = [];
  let furthest = new Map([[1, 0]]);
  for (let edits = 0; edits <= most; edits += 1) {
    const next = new Map(furthest);
    reached.push(furthest);
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = start(furthest, diagonal, edits);
      while (x < one.length && x - diagonal < other.length && one[x] === other[x - diagonal])
        x += 1;
      next.set(diagonal, x);
      if (x >= one.length && x - diagonal >= other.length) return back(one, other, reached);
    }
    furthest = next;
  }
  return [
    ...one.map((text): Line => ({ is: "gone", text })),
    ...other.map((text): Line => ({ is: "new", text })),
  ];
}

/** Whether the furthest is reached by a new line, rather than by one that is gone. */
function isDown(furthest: Map<number, number>, diagonal: number, edits: number): boolean {
  const [below, above] = [furthest.get(diagonal - 1) ?? -1, furthest.get(diagonal + 1) ?? -1];
  return diagonal === -edits || (diagonal !== edits && below < above);
}

function start(furthest: Map<number, number>, diagonal: number, edits: number): number {
  return isDown(furthest, diagonal, edits)
    ? (furthest.get(diagonal + 1) ?? 0)
    : (furthest.get(diagonal - 1) ?? -1) + 1;
}

function back(one: string[], other: string[], reached: Map<number, number>[]): Line[] {
  const lines: Line[] = [];
  let [x, y] = [one.length, other.length];
  for (let edits = reached.length - 1; edits >= 0; edits -= 1) {
    const furthest = reached[edits] ?? new Map();
    const diagonal = x - y;
    const from = start(furthest, diagonal, edits);
    while (x > from && y > from - diagonal && x > 0 && y > 0) {
      x -= 1;
      y -= 1;
      lines.push({ is: "same", text: one[x] ?? "" });
    }
    if (edits === 0) break;
    if (isDown(furthest, diagonal, edits)) {
      y -= 1;
      lines.push({ is: "new", text: other[y] ?? "" });
    } else {
      x -= 1;
      lines.push({ is: "gone", text: one[x] ?? "" });
    }
  }
  return lines.reverse();
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
