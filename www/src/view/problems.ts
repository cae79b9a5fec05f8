/** A problem beside the field that it is about. */
import type { Problem } from "perks";
import type { Texts as Say } from "perks/texts";
import { el } from "./dom";

export interface Complaint {
  root: HTMLElement;
  /** Shows problems, or clears. The fields are marked as invalid, and described by the text. */
  show(problems: readonly Problem[]): void;
}

export function complaint(id: string, say: Say, ...fields: HTMLElement[]): Complaint {
  const root = el("div", { class: "complaint", id, role: "alert" });
  return {
    root,
    show(problems) {
      root.replaceChildren(...problems.map((problem) => paragraph(problem, say)));
      for (const field of fields) {
        if (problems.length > 0) {
          field.setAttribute("aria-invalid", "true");
          field.setAttribute("aria-errormessage", id);
        } else {
          field.removeAttribute("aria-invalid");
          field.removeAttribute("aria-errormessage");
        }
      }
    },
  };
}

/** The sentences for people, and under them the engine's own words, which are English. */
function paragraph(problem: Problem, say: Say): HTMLElement {
  const { code, path, message } = problem;
  const detail = `${code}${path && ` ${path}`}: ${message}`;
  return el(
    "p",
    {},
    el("span", { class: "sentence" }, `${say.wrong(problem)} ${say.help(problem)}`),
    el("code", { lang: "en" }, detail),
  );
}
