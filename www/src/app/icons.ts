/** The app's icons, drawn in lines of one width; each stands beside its name. */
import type { TemplateResult } from "lit";
import { icon } from "../components/parts/icon";
import type { ViewName } from "./routes";

const PATHS: Record<ViewName, string> = {
  home: "M4 11 12 4l8 7M6 10v9h12v-9M10 19v-5h4v5",
  points:
    "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 8l1.2 2.6 2.8.3-2.1 1.9.6 2.8L12 14.2l-2.5 1.4.6-2.8L8 10.9l2.8-.3z",
  perks: "M12 3l2.5 5.5 6 .7-4.4 4.1 1.2 5.9L12 16.2 6.7 19.2l1.2-5.9L3.5 9.2l6-.7z",
  wallet: "M3 7h18v4a2 2 0 0 0 0 4v4H3v-4a2 2 0 0 0 0-4zM14 7v12",
  "check-in": "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5M9 15l2 2 4-4",
  rewards:
    "M4 11h16v9H4zM3 7h18v4H3zM12 7v13M12 7c-3 0-5-1-5-2.5S9.5 2.5 12 7c2.5-4.5 5-4 5-2.5S15 7 12 7",
  history: "M4 12a8 8 0 1 0 2.5-5.8L4 8.5M4 4v4.5h4.5M12 8v4.5l3 2",
  "what-if": "M5 19 19 5M14 5h5v5M5 5l4.5 4.5M14.5 14.5 19 19M19 14.5V19h-4.5",
  more: "M4 7h16M4 12h16M4 17h16",
};

export function iconOf(name: ViewName): TemplateResult<2> {
  return icon(PATHS[name]);
}
