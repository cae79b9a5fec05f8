/** Names that were probably meant. */

/** More are not listed. */
const MOST = 20;

/** What to do about a name that is none of those there are: the nearest one, or all of them. */
export function meant(name, names, nothing) {
  if (names.length === 0) return nothing;
  const byDistance = names.map((it) => [it, distance(name, it)]).sort(([, one], [, other]) => one - other);
  const [nearest, far] = byDistance[0];
  if (far <= Math.floor(nearest.length * 0.4)) return `did you mean \`${nearest}\`?`;
  const listed = names.slice(0, MOST).map((it) => `\`${it}\``).join(", ");
  return `there ${names.length === 1 ? "is only" : "are"} ${listed}${names.length > MOST ? " and others" : ""}`;
}

/** How many letters have to be changed, put in or taken out: Levenshtein's distance. */
function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [at, character] of [...other].entries()) {
      next.push(Math.min(next[at] + 1, row[at + 1] + 1, row[at] + (letter === character ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1);
}
