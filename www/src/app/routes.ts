/** Addresses of the views: what stands behind `#` says which one, and what it is asked. */

export const VIEWS = [
  "home",
  "points",
  "perks",
  "wallet",
  "check-in",
  "rewards",
  "history",
  "what-if",
  "more",
] as const;
export type ViewName = (typeof VIEWS)[number];

export interface Route {
  view: ViewName;
  /** `#history?order=o-1` asks for an order, `#wallet?code=…` brings a code. */
  asked: URLSearchParams;
}

/** What is no address of a view leads home. */
export function routeOf(hash: string): Route {
  const [name = "", query = ""] = hash.replace(/^#/, "").split("?");
  return {
    view: VIEWS.find((view) => view === name) ?? "home",
    asked: new URLSearchParams(query),
  };
}

export function addressOf(view: ViewName, asked: Record<string, string> = {}): string {
  const query = new URLSearchParams(asked).toString();
  return query ? `#${view}?${query}` : `#${view}`;
}
