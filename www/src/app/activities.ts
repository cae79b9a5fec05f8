/** Which activity continues a run: the one that fires its rule, as the programme's document says. */
import type { ProgramDocument } from "../engine/shop";

export function activityOf({ points }: ProgramDocument, rule: string): string | undefined {
  const on = points?.earning?.find(({ id }) => id === rule)?.on;
  return typeof on === "object" ? on.activity : undefined;
}
