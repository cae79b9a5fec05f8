/**
 * The hand-written types: `right.ts` compiles, each marked line of `wrong.ts` does not, and what the engine takes and gives
 * in the shared vectors is of its type, without a field that the types know nothing of.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import * as perks from "perks";
import { runVector } from "../cli/cases.js";
import { vectors } from "./support.mjs";

const path = (file) => fileURLToPath(new URL(file, import.meta.url));

function compile(project) {
  const { status, stdout, stderr } = spawnSync(path("../node_modules/.bin/tsc"), ["--noEmit", "-p", project], {
    encoding: "utf8",
  });
  const said = stdout + stderr;
  assert.equal(status, 0, said.length > 4000 ? `${said.slice(0, 4000)} …` : said);
}

test("right uses compile, wrong uses are refused", () => compile(path("types")));

/** The type of what a step gives, and of what it takes, by its name. */
const GIVES = {
  status: "Status", quote: "Quote", hints: "Hints", settle: "Recorded", forecast: "Forecast", record: "Recorded",
  state: "MemberDocument", cart_state: "CartDocument",
};
const TAKES = {
  status: "StatusOptions", quote: "QuoteOptions", hints: "HintOptions", settle: "SettleOptions",
  forecast: "ForecastOptions", prepare: "PrepareOptions",
};

test("what the vectors take and give is of its type", async () => {
  const lines = [`import type * as perks from "perks";`];
  for (const { file, vector, gallery } of vectors()) {
    const say = (type, value) => {
      // An error names the line, whose end names the vector.
      if (type !== undefined) lines.push(`say<perks.${type}>(${JSON.stringify(value)}); // ${file}`);
    };
    const told = [vector.problems, vector.warnings, ...(vector.steps ?? []).map(({ problems }) => problems)];
    for (const problem of told.flatMap((problems) => problems ?? [])) say("Problem", problem);
    await runVector(perks, vector, gallery, (step, gives) => {
      say(GIVES[step.do], gives);
      say(TAKES[step.do], step.with);
      if (step.do === "record" && typeof step.event === "object") say("EventDocument", step.event);
    });
  }
  lines.push("declare function say<Type>(value: Type): void;");

  const project = mkdtempSync(join(tmpdir(), "perks-types-"));
  try {
    writeFileSync(join(project, "answers.ts"), lines.join("\n"));
    const { compilerOptions } = JSON.parse(readFileSync(path("types/tsconfig.json"), "utf8"));
    const paths = { perks: [path("../perks.d.ts")] };
    const config = { compilerOptions: { ...compilerOptions, paths }, include: ["*.ts"] };
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify(config));
    compile(project);
  } finally {
    rmSync(project, { recursive: true });
  }
});
