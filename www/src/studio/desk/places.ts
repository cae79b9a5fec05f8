/** Where in a text a problem is, for underlining, and what parts a document has, for jumping; reads the syntax alone, no rule. */
import { jsonLanguage } from "@codemirror/lang-json";
import type { SyntaxNode, Tree } from "@lezer/common";
import type { Problem } from "perks";

export interface Range {
  from: number;
  to: number;
}

/** A text and its syntax, read once for many places. */
export class Places {
  readonly #tree: Tree;

  constructor(readonly text: string) {
    this.#tree = jsonLanguage.parser.parse(text);
  }

  /** Of a problem: the value at its pointer, or the field's name; the line alone where it says no more. */
  of(problem: Problem): Range {
    const { line, column } = problem;
    const node =
      line !== undefined && column !== undefined
        ? this.#at(line, column)
        : (this.pointer(problem.path) ?? this.#tree.topNode);
    const name = ABOUT_NAMES.has(problem.code) ? fieldOf(node)?.firstChild : undefined;
    return this.#shown(name ?? node);
  }

  /** The first of several fields of one name wins; absent where nothing is there. */
  pointer(path: string): SyntaxNode | undefined {
    let node = this.#tree.topNode.firstChild;
    for (const part of path.split("/").slice(1)) {
      if (!node) return undefined;
      node = this.#inside(node, part.replaceAll("~1", "/").replaceAll("~0", "~"));
    }
    return node ?? undefined;
  }

  #inside(node: SyntaxNode, key: string): SyntaxNode | null {
    if (node.name === "Array") {
      const values = children(node).filter(({ name }) => !["[", "]", ","].includes(name));
      return values[Number(key)] ?? null;
    }
    if (node.name !== "Object") return null;
    for (const property of node.getChildren("Property")) {
      const name = property.firstChild;
      if (name && unquoted(this.text.slice(name.from, name.to)) === key) return property.lastChild;
    }
    return null;
  }

  /** Columns count characters, texts of JavaScript halves of some. */
  #at(line: number, column: number): SyntaxNode {
    let start = 0;
    for (let passed = 1; passed < line; passed += 1) {
      const end = this.text.indexOf("\n", start);
      if (end < 0) break;
      start = end + 1;
    }
    let position = start;
    for (let passed = 1; passed < column && position < this.text.length; passed += 1)
      position += (this.text.codePointAt(position) ?? 0) > 0xffff ? 2 : 1;
    return this.#tree.resolveInner(position, 1);
  }

  /** Of what goes over several lines the first is enough. */
  #shown({ from, to, name, firstChild }: SyntaxNode): Range {
    if (name === "Property" && firstChild) return { from: firstChild.from, to: firstChild.to };
    const end = this.text.indexOf("\n", from);
    const last = end >= from && end < to ? end : to;
    return { from, to: Math.min(Math.max(last, from + 1), Math.max(this.text.length, from)) };
  }
}

/** What is wrong there is how the field is called. */
const ABOUT_NAMES = new Set<Problem["code"]>(["unknown_field", "duplicate_field", "deprecated"]);

/** The field whose value begins there. */
function fieldOf(node: SyntaxNode): SyntaxNode | undefined {
  const value = node.name === "{" || node.name === "[" ? node.parent : node;
  return value?.parent?.name === "Property" ? value.parent : undefined;
}

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

function unquoted(text: string): string {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A declared thing of a document, and where it stands. */
export interface Part {
  /** The list that it is in: `offers`, `earning`, `levels`, … */
  list: string;
  id: string;
  /** By language. */
  name?: Record<string, string>;
  path: string;
}

/** Everything with an id that stands in a list, in the order of the document. */
export function parts(document: unknown): Part[] {
  const found: Part[] = [];
  const walk = (value: unknown, path: string, list: string) => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        const at = `${path}/${index}`;
        if (typeof item?.id === "string") {
          found.push({
            list,
            id: item.id,
            ...(isTexts(item.name) && { name: item.name }),
            path: at,
          });
        }
        walk(item, at, list);
      }
    } else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value))
        walk(item, `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, key);
    }
  };
  walk(document, "", "");
  return found;
}

function isTexts(value: unknown): value is Record<string, string> {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((text) => typeof text === "string")
  );
}
