/** What the tests of the package share: the gallery's documents, and how a refusal must look. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as perks from "perks";

/** Text of a file of the gallery, such as `watsons-vip/cart.json`. */
export function gallery(file) {
  return readFileSync(new URL(`../../programs/${file}`, import.meta.url), "utf8");
}

export { vectors } from "./listing.mjs";

export const PROGRAM = gallery("watsons-vip/program.json");
export const MEMBER = gallery("watsons-vip/member.json");
export const CART = gallery("watsons-vip/cart.json");
export const NOW = "2026-11-20T04:00:00Z";

/** A fresh programme, member and cart of the gallery. */
export async function watsons() {
  const program = await perks.load(PROGRAM);
  return { program, member: program.member(MEMBER), cart: program.cart(CART) };
}

/** The problems that some work is refused with; anything but a refusal fails. */
export async function refusal(work) {
  try {
    await work();
  } catch (error) {
    assert.ok(error instanceof perks.PerksError, `not a PerksError, but ${error?.stack ?? error}`);
    assert.equal(error.name, "PerksError");
    assert.ok(error.message.length > 0);
    assertProblems(error.problems);
    return error.problems;
  }
  return assert.fail("this was accepted");
}

function assertProblems(problems) {
  assert.ok(Array.isArray(problems) && problems.length > 0, "a refusal without problems");
  for (const problem of problems) {
    const shown = JSON.stringify(problem);
    assert.match(problem.code, /^[a-z0-9_]+$/, shown);
    assert.equal(problem.severity, "error", shown);
    assert.match(problem.document, /^(program|member|cart|event|options|inputs|receipt)$/, shown);
    assert.match(problem.path, /^(\/.*)?$/s, shown);
    // Lower case, but for a name such as a currency.
    assert.doesNotMatch(problem.message, /^[A-Z][a-z]/, shown);
    assert.doesNotMatch(problem.message, /\b(usize|i64|u64|struct|enum|Option|serde)\b/, shown);
    assert.equal(typeof problem.line, typeof problem.column, shown);
    if (problem.line !== undefined) assert.ok(problem.line >= 1 && problem.column >= 1, shown);
    const known = ["code", "severity", "document", "path", "line", "column", "message", "help", "params", "example"];
    for (const key of Object.keys(problem)) assert.ok(known.includes(key), shown);
  }
}
