/** The head of the page: the programme's name, the language, the day and who is shopping. */
import type { Problem } from "perks";
import type { Session } from "../session";
import { CATALOGUES, LOCALES, type Locale } from "../texts";
import { choice, el } from "./dom";
import { complaint } from "./problems";
import type { Texts } from "./texts";

export interface ControlActions {
  locale(locale: Locale): void;
  day(day: string): void;
  guest(guest: boolean): void;
}

export interface Controls {
  root: HTMLElement;
  complainDay(problems: readonly Problem[]): void;
}

export function controls(session: Session, texts: Texts, actions: ControlActions): Controls {
  const { catalogue, locale, say } = texts;
  const { words } = catalogue;
  const day = el("input", {
    id: "day",
    type: "date",
    value: session.day,
    "aria-describedby": "day-help",
  });
  day.addEventListener("input", () => actions.day(day.value));
  const problem = complaint("day-problem", say, day);
  const languages = LOCALES.map((value) => {
    return { value, label: CATALOGUES[value].language, lang: value };
  });
  const viewers = [
    { value: "member", label: words.member },
    { value: "guest", label: words.guest },
  ];

  return {
    root: el(
      "header",
      { class: "head" },
      el(
        "div",
        { class: "brand" },
        el("h1", {}, session.names.name[locale]),
        el("p", { class: "quiet" }, catalogue.title),
      ),
      el(
        "div",
        { class: "controls" },
        choice("locale", words.language, languages, locale, actions.locale),
        choice("viewer", words.viewer, viewers, session.guest ? "guest" : "member", (value) =>
          actions.guest(value === "guest"),
        ),
        el(
          "div",
          { class: "day" },
          el("label", { for: "day", class: "quiet" }, words.day),
          day,
          el("p", { id: "day-help", class: "hidden" }, words.dayHelp),
          problem.root,
        ),
      ),
    ),
    complainDay: problem.show,
  };
}
