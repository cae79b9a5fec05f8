/** The views for which a programme has something to show. */
import type { Opened } from "../shell/open";
import { VIEWS, type ViewName } from "./routes";

export function viewsOf({ shop }: Opened): ReadonlySet<ViewName> {
  const { points, rewards, activities, tiers, perks, segments, scores, lifecycle } = shop.document;
  const knowsMembers = tiers ?? perks ?? segments ?? scores ?? lifecycle;
  return new Set(
    VIEWS.filter((view) => {
      if (view === "points") return points !== undefined;
      if (view === "perks") return knowsMembers !== undefined;
      if (view === "rewards") return rewards !== undefined;
      if (view === "check-in") return activities !== undefined;
      return true;
    }),
  );
}
