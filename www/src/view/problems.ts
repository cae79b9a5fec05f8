/** A problem beside the field that it is about. */
import type { Problem } from "perks";
import type { Catalogue } from "../texts";
import { el } from "./dom";

export interface Complaint {
  root: HTMLElement;
  /** Shows problems, or clears. The fields are marked as invalid, and described by the text. */
  show(problems: readonly Problem[]): void;
}

export function complaint(id: string, catalogue: Catalogue, ...fields: HTMLElement[]): Complaint {
  const root = el("div", { class: "complaint", id, role: "alert" });
  return {
    root,
    show(problems) {
      root.replaceChildren(...problems.map((problem) => paragraph(problem, catalogue)));
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

/** The sentence for people, and under it the engine's own words, which are English. */
function paragraph({ code, path, message }: Problem, catalogue: Catalogue): HTMLElement {
  const own = catalogue.problems[code];
  const detail = `${code}${path && ` ${path}`}: ${message}`;
  return el(
    "p",
    {},
    own !== undefined && el("span", { class: "sentence" }, own),
    el("code", { lang: "en" }, detail),
  );
}
