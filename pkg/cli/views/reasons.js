/** Reasons as sentences in a list, and those that have alternatives as a tree. */
import { item, tree } from "../layout.js";

/** The nodes of a tree for reasons: all of them hold. */
export function reasonNodes(reasons, speak) {
  return reasons.map((reason) => reasonNode(reason, speak));
}

function reasonNode(reason, speak) {
  const { explain } = speak.words;
  if (reason.code === "none_met") return { text: explain.oneOf, children: paths(reason.of, speak) };
  if (reason.code === "too_few_met") {
    return { text: explain.someOf(reason.needs, reason.has), children: paths(reason.of, speak) };
  }
  return { text: speak.say.reason(reason) };
}

/** Each alternative is all of its reasons. */
function paths(of, speak) {
  return of.map((all) =>
    all.length === 1
      ? reasonNode(all[0], speak)
      : { text: speak.words.explain.allOf, children: reasonNodes(all, speak) },
  );
}

/** A thing with a mark and why not: in one paragraph, or, where reasons have alternatives, a tree below. */
export function refused(mark, title, reasons, speak) {
  const plain = reasons.every(({ of }) => !Array.isArray(of));
  if (plain) return item(mark, speak.words.of(title, speak.sentences(reasons)));
  return `${item(mark, title)}\n${tree(reasonNodes(reasons, speak), "    ")}`;
}
