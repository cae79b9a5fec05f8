/** What cases came to: for people, as TAP, as JUnit's XML. */
import { colours } from "../io.js";
import { item } from "../layout.js";
import { titleOf } from "../stories.js";

/** Longer values are cut: the place tells where to look. */
const MOST = 160;

/** For people: by folder, each case, and below those that failed where and what. */
export function showCases(results, words) {
  const pc = colours();
  const lines = [];
  let before;
  for (const { file, about, failures } of results) {
    const { folder, name } = titleOf(file);
    if (folder !== before) lines.push(...(before === undefined ? [] : [""]), pc.bold(folder));
    before = folder;
    const mark = failures.length === 0 ? pc.green("✓") : pc.red("✗");
    lines.push(item(mark, about === "" ? name : `${name}: ${about}`));
    for (const failure of failures) lines.push(...failureLines(file, failure, words).map((line) => `      ${line}`));
  }
  const failed = results.filter(({ failures }) => failures.length > 0).length;
  const paint = failed === 0 ? pc.green : pc.red;
  return `${lines.join("\n")}\n\n${paint(words.test.summary(results.length - failed, failed))}`;
}

function failureLines(file, failure, words) {
  const { test } = words;
  const at = failure.line === undefined ? file : `${file}:${failure.line}`;
  const step = failure.step === undefined ? (failure.what ?? "") : test.step(failure.step, failure.do);
  const head = [at, step].filter(Boolean).join(words.list);
  const rest = [];
  if (failure.message !== undefined) rest.push(...failure.message.split("\n"));
  if (failure.answered) rest.push(test.answered);
  if (failure.accepted) rest.push(test.accepted);
  if (failure.refused) {
    rest.push(test.refused, ...failure.refused.map(({ code, document, path, message }) => `${code}: ${document} ${path} ${message}`));
  }
  for (const { path, expected, actual } of failure.differences ?? []) {
    rest.push(...(path === "" ? [] : [path]), `  ${test.expected}: ${shown(expected, test)}`, `  ${test.actual}: ${shown(actual, test)}`);
  }
  return [head, ...rest.map((line) => `  ${line}`)];
}

function shown(value, test) {
  const text = value === undefined ? test.nothing : JSON.stringify(value);
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

/** Test Anything Protocol, version 13. */
export function tap(results, words) {
  const lines = ["TAP version 13", `1..${results.length}`];
  for (const [index, { file, about, failures }] of results.entries()) {
    // In TAP `#` begins a directive.
    const title = `${file} ${about}`.replaceAll("#", "\\#").trimEnd();
    lines.push(`${failures.length === 0 ? "ok" : "not ok"} ${index + 1} - ${title}`);
    lines.push(...failures.flatMap((failure) => failureLines(file, failure, words)).map((line) => `# ${line}`));
  }
  return lines.join("\n");
}

/** The XML of JUnit, as build servers read it: a suite for each folder. */
export function junit(results, words) {
  const folders = grouped(results);
  const failed = (all) => all.filter(({ failures }) => failures.length > 0).length;
  const suites = [...folders].map(([folder, all]) => {
    const cases = all.map(({ file, about, failures }) => {
      const { name } = titleOf(file);
      const title = `name="${xml(about === "" ? name : `${name}: ${about}`)}" classname="${xml(folder)}" file="${xml(file)}"`;
      if (failures.length === 0) return `    <testcase ${title}/>`;
      const told = failures.flatMap((failure) => failureLines(file, failure, words)).join("\n");
      return `    <testcase ${title}>\n      <failure message="${xml(told.split("\n")[0])}">${xml(told)}</failure>\n    </testcase>`;
    });
    const head = `name="${xml(folder)}" tests="${all.length}" failures="${failed(all)}"`;
    return `  <testsuite ${head}>\n${cases.join("\n")}\n  </testsuite>`;
  });
  const head = `name="perks" tests="${results.length}" failures="${failed(results)}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${head}>\n${suites.join("\n")}\n</testsuites>`;
}

function grouped(results) {
  const folders = new Map();
  for (const result of results) {
    const { folder } = titleOf(result.file);
    folders.set(folder, [...(folders.get(folder) ?? []), result]);
  }
  return folders;
}

function xml(text) {
  const names = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  // XML has no control characters, not even as references.
  return text.replace(/[\x00-\x08\x0b-\x1f]/g, "\ufffd").replace(/[&<>"]/g, (character) => names[character]);
}
