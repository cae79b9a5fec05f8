/**
 * The hand-written types: `right.ts` compiles, each marked line of `wrong.ts` does not, however a project finds them, and what the engine takes and gives
 * in the shared vectors is of its type, without a field that the types know nothing of.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import * as perks from "perks";
import { runVector } from "../cli/cases.js";
import { vectors } from "./support.mjs";

const path = (file) => fileURLToPath(new URL(file, import.meta.url));

function compile(project, flags = []) {
  const { status, stdout, stderr } = spawnSync(path("../node_modules/.bin/tsc"), ["--noEmit", "-p", project, ...flags], {
    encoding: "utf8",
  });
  const said = stdout + stderr;
  assert.equal(status, 0, said.length > 4000 ? `${said.slice(0, 4000)} …` : said);
}

test("right uses compile, wrong uses are refused", () => compile(path("types")));

// As the declarations are found and read by others' projects, every library of theirs checked too.
for (const [what, given] of [
  ["a project of Node 16", { module: "node16", moduleResolution: "node16" }],
  ["a project of Node", { module: "nodenext", moduleResolution: "nodenext" }],
  ["a project for a bundler", { module: "esnext", moduleResolution: "bundler" }],
  ["a project for a page", { lib: ["es2022", "dom"] }],
  ["a project for a worker", { lib: ["es2022", "webworker"] }],
]) {
  test(`the same in ${what}`, () => {
    const flags = Object.entries(given).flatMap(([name, value]) => [`--${name}`, String(value)]);
    compile(path("types"), flags);
  });
}

test("the same for Deno, which finds the package where npm puts it", () => {
  inFolder("perks-deno-", (folder) => {
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(path(".."), join(folder, "node_modules", "perks"), "junction");
    for (const file of ["right.ts", "wrong.ts"]) copyFileSync(path(`types/${file}`), join(folder, file));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", dependencies: { perks: "*" } }));
    const { strict, exactOptionalPropertyTypes, noUncheckedIndexedAccess } = options();
    const compilerOptions = { strict, exactOptionalPropertyTypes, noUncheckedIndexedAccess };
    writeFileSync(join(folder, "deno.json"), JSON.stringify({ compilerOptions }));
    const flags = ["check", "--quiet", "--node-modules-dir=manual", "--no-remote", "right.ts", "wrong.ts"];
    const env = { ...process.env, NO_COLOR: "1", DENO_DIR: join(folder, "cache"), DENO_NO_UPDATE_CHECK: "1" };
    const { status, stdout, stderr } = spawnSync(path("../node_modules/.bin/deno"), flags, { cwd: folder, env, encoding: "utf8" });
    assert.equal(status, 0, `${stdout}${stderr}`.slice(0, 4000));
  });
});

const options = () => JSON.parse(readFileSync(path("types/tsconfig.json"), "utf8")).compilerOptions;

/** Does something in a folder that is there until then. */
function inFolder(name, use) {
  const folder = mkdtempSync(join(tmpdir(), name));
  try {
    use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The type of what a step gives, and of what it takes, by its name. */
const GIVES = {
  status: "Status", quote: "Quote", hints: "Hints", settle: "Recorded", forecast: "Forecast", record: "Recorded",
  state: "MemberDocument", cart_state: "CartDocument", check_codes: "Verdicts",
};
const TAKES = {
  status: "StatusOptions", quote: "QuoteOptions", hints: "HintOptions", settle: "SettleOptions",
  forecast: "ForecastOptions", prepare: "PrepareOptions", check_codes: "CheckOptions",
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

  inFolder("perks-types-", (project) => {
    writeFileSync(join(project, "answers.ts"), lines.join("\n"));
    const config = { compilerOptions: { ...options(), paths: { perks: [path("../perks.d.ts")] } }, include: ["*.ts"] };
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify(config));
    compile(project);
  });
});
