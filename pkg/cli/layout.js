/** Tables, trees and paragraphs in columns of a terminal, where a Chinese character takes two. Knows no document. */
import Table from "cli-table3";
import stringWidth from "string-width";
import { colours, columns } from "./io.js";

/** No frame: a rule below the head, and two blanks between columns. */
const CHARS = {
  top: "", "top-mid": "", "top-left": "", "top-right": "",
  bottom: "", "bottom-mid": "", "bottom-left": "", "bottom-right": "",
  left: "", "left-mid": "", right: "", "right-mid": "",
  mid: "─", "mid-mid": "──", middle: "  ",
};

/** Columns below which a column of a table is not made narrower. */
const LEAST = 12;

/**
 * Rows below a head. Columns that are empty everywhere are left out; where the rest is wider than the terminal, the widest
 * ones are wrapped.
 *
 * @param {{head: string, right?: boolean}[]} heads `right`: numbers, set to the right
 * @param {string[][]} rows a cell for each head; it may have several lines
 * @param {number} [indent] blanks before each line
 */
export function table(heads, rows, indent = 0) {
  const kept = heads.map((_, column) => column).filter((column) => rows.some((row) => row[column]));
  const used = kept.map((column) => heads[column]);
  const all = [used.map(({ head }) => head), ...rows.map((row) => kept.map((column) => row[column] ?? ""))];
  const widths = fitting(used.map((_, column) => Math.max(...all.map((row) => widthOf(row[column])))), columns() - indent);
  const cells = all.map((row) => row.map((cell, column) => wrap(cell, widths[column]).join("\n")));
  const drawn = new Table({
    head: cells[0].map((cell) => colours().bold(cell)),
    chars: CHARS,
    colAligns: used.map(({ right }) => (right ? "right" : "left")),
    style: { head: [], border: [], compact: true, "padding-left": 0, "padding-right": 0 },
  });
  drawn.push(...cells.slice(1));
  const before = " ".repeat(indent);
  return drawn.toString().split("\n").map((line) => `${before}${line}`.trimEnd()).join("\n");
}

/** The widths of columns, less what the space has not, taken from the widest. */
function fitting(widths, space) {
  const fit = [...widths];
  let over = fit.reduce((sum, width) => sum + width + 2, -2) - space;
  while (over > 0) {
    const widest = fit.indexOf(Math.max(...fit));
    if (fit[widest] <= LEAST) break;
    fit[widest] -= 1;
    over -= 1;
  }
  return fit;
}

const widthOf = (text) => Math.max(0, ...text.split("\n").map((line) => stringWidth(line)));

/** A text in lines of at most so many columns: broken at blanks, beside characters of two columns, and inside longer words. */
export function wrap(text, width) {
  return text.split("\n").flatMap((line) => {
    if (stringWidth(line) <= width) return [line];
    const lines = [];
    let row = "";
    for (const piece of pieces(line).flatMap((word) => cut(word, width))) {
      if (row !== "" && stringWidth((row + piece).trimEnd()) > width) {
        lines.push(row.trimEnd());
        row = "";
      }
      row += row === "" && lines.length > 0 ? piece.trimStart() : piece;
    }
    return [...lines, row.trimEnd()];
  });
}

/** Punctuation that begins no line, and that ends none. */
const CLOSING = /^[，。；：、？！）”》」…]$/u;
const OPENING = /[（“《「]$/u;

/** What is not broken: words with the blanks after them, and wide characters one by one, with the punctuation about them. */
function pieces(line) {
  const found = [];
  for (const part of line.match(/\S+\s*|\s+/g) ?? []) {
    let word = "";
    let wideBefore = false;
    for (const character of part) {
      const wide = stringWidth(character) === 2;
      const stays = CLOSING.test(character) || OPENING.test(word) || /\s/.test(character);
      if (word !== "" && (wide || wideBefore) && !stays) {
        found.push(word);
        word = "";
      }
      word += character;
      wideBefore = wide || (wideBefore && stays);
    }
    found.push(word);
  }
  return found;
}

/** A word in parts of at most so many columns, but for the blanks behind it; one with colours stays whole. */
function cut(word, width) {
  if (stringWidth(word.trimEnd()) <= width || word.includes("\x1b")) return [word];
  const parts = [""];
  for (const character of word) {
    if (stringWidth(parts.at(-1) + character) > width) parts.push("");
    parts[parts.length - 1] += character;
  }
  return parts;
}

/** A paragraph that begins with a mark; its other lines stand below its first. */
export function item(mark, text, indent = 2) {
  const before = " ".repeat(indent) + (mark === "" ? "" : `${mark} `);
  const rest = " ".repeat(stringWidth(before));
  return wrap(text, columns() - rest.length).map((line, index) => (index === 0 ? before : rest) + line).join("\n");
}

/**
 * A tree, with lines to what stands below what.
 *
 * @param {{text: string, children?: object[]}[]} nodes
 */
export function tree(nodes, before = "  ") {
  return nodes.flatMap(({ text, children = [] }, index) => {
    const last = index === nodes.length - 1;
    const stem = last ? "   " : "│  ";
    const [first, ...rest] = wrap(text, columns() - stringWidth(before) - 3);
    const below = children.length > 0 ? "│  " : "";
    return [
      `${before}${last ? "└─ " : "├─ "}${first}`,
      ...rest.map((line) => `${before}${stem}${below}${line}`),
      ...(children.length > 0 ? [tree(children, before + stem)] : []),
    ];
  }).join("\n");
}

/** Rows below a title; nothing where there are none. */
export function section(title, rows) {
  return rows.length === 0 ? "" : [colours().bold(title), ...rows].join("\n");
}

/** Labels with values, a text for each: values stand right of the widest label, set to the right where they are amounts. */
export function pairs(rows, { right = false } = {}) {
  const left = Math.max(...rows.map(([label]) => stringWidth(label)));
  const widest = Math.max(...rows.map(([, value]) => stringWidth(value)));
  return rows.map(([label, value, more = ""]) => {
    const gap = " ".repeat(left - stringWidth(label) + 2 + (right ? widest - stringWidth(value) : 0));
    const before = `  ${label}${gap}`;
    const lines = wrap(`${value}${more && `  ${more}`}`, columns() - stringWidth(before));
    return lines.map((line, index) => (index === 0 ? before : " ".repeat(stringWidth(before))) + line).join("\n");
  });
}
