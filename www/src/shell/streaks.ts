/** The days on which somebody checked in, as a record says them, for a calendar to mark. What a day counts for, and whether a run goes on, the engine says. */
import type { MemberDocument } from "perks";
import type { ProgramDocument, Shop } from "../engine/shop";
import { dateOf, daysUpTo } from "./day";

/** Which activity continues a run: the one that fires its rule, as the programme's document says. */
export function activityOf({ points }: ProgramDocument, rule: string): string | undefined {
  const on = points?.earning?.find(({ id }) => id === rule)?.on;
  return typeof on === "object" ? on.activity : undefined;
}

/** As ISO dates of the programme's zone: of its activities, as far as they are kept, and of the run. */
export function checkedDays(
  { document, program }: Shop,
  { activities = [], runs = [] }: MemberDocument,
  rule: string,
): string[] {
  const activity = activityOf(document, rule);
  const reported = activities.filter((it) => it.activity === activity);
  const run = runs.filter((it) => it.rule === rule);
  return [
    ...new Set([
      ...reported.map(({ at }) => dateOf(at, program.zone)),
      ...run.flatMap(({ day, days }) => (isUnbroken(document, rule) ? daysUpTo(day, days) : day)),
    ]),
  ].sort();
}

/** Its days lie side by side. Where a run goes on after days without one, nobody knows any more which they were, but for the last. */
function isUnbroken({ points }: ProgramDocument, rule: string): boolean {
  const { give } = points?.earning?.find(({ id }) => id === rule) ?? {};
  return give?.streak?.missed !== "keep";
}
