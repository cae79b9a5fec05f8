/** Reasons as sentences in a list, and those that have alternatives as a tree. */
import { item, tree } from "../layout.js";

/** The nodes of a tree for reasons: all of them hold. */
export function reasonNodes(reasons, speak) {
  return once(reasons.map((reason) => reasonNode(reason, speak)));
}

function reasonNode(reason, speak) {
  const { explain } = speak.words;
  if (reason.code !== "none_met" && reason.code !== "too_few_met") return { text: speak.say.reason(reason) };
  const children = once(reason.of.map((all) => path(all, speak)));
  if (reason.code === "too_few_met") return { text: explain.someOf(reason.needs, reason.has), children };
  return children.length === 1 ? children[0] : { text: explain.oneOf, children };
}

/** An alternative is all of its reasons. */
function path(all, speak) {
  const nodes = reasonNodes(all, speak);
  return nodes.length === 1 ? nodes[0] : { text: speak.words.explain.allOf, children: nodes };
}

/** Conditions that differ may be refused in the same words, which are said once. */
function once(nodes) {
  return [...new Map(nodes.map((node) => [JSON.stringify(node), node])).values()];
}

/** A thing with a mark and why not: in one paragraph, or, where reasons have alternatives, a tree below. */
export function refused(mark, title, reasons, speak) {
  const plain = reasons.every(({ of }) => !Array.isArray(of));
  if (plain) return item(mark, speak.words.of(title, speak.sentences(reasons)));
  const nodes = reasonNodes(reasons, speak);
  if (nodes.length === 1 && !nodes[0].children) return item(mark, speak.words.of(title, nodes[0].text));
  return `${item(mark, title)}\n${tree(nodes, "    ")}`;
}
