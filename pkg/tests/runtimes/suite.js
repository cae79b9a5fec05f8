/**
 * Every vector and story against the package, in whatever runtime imports this: no API of any is used but WebCrypto.
 * `perks` is resolved by the runtime itself; the cases come as JSON, since not every runtime has files.
 */
import { before } from "./globals.js";
import * as perks from "perks";
import { runVector } from "./cases.js";

/** What the package's import added to what is global. At once: later, a browser's driver adds its own. */
const added = Reflect.ownKeys(globalThis).filter((name) => !before.has(name)).map(String);

/**
 * @param {ReturnType<typeof import("../listing.mjs").listing>} listing
 * @returns {Promise<object>} plain data: how many there were, which differ and in what, and what each answered as one digest
 */
export async function suite({ cases, texts }) {
  const each = [];
  for (const it of cases) each.push(await run(it, texts));
  // Again, all at once: each waits while others are at work.
  const together = await Promise.all(cases.map((it) => run(it, texts)));
  return {
    vectors: cases.filter(({ folder }) => folder === "").length,
    stories: cases.filter(({ folder }) => folder !== "").length,
    steps: each.reduce((sum, { steps }) => sum + steps, 0),
    differing: [...each, ...together].filter(({ differences }) => differences.length > 0),
    digest: await digest(each),
    together: await digest(together),
    added,
    disposed: await disposed(texts),
  };
}

async function run({ file, folder, vector }, texts) {
  const answers = [];
  const told = (step, gives) => answers.push(`${step.do} ${JSON.stringify(gives)}`);
  try {
    const differences = await runVector(perks, vector, (named) => texts[`${folder}${named}`], told);
    return { file, differences, answers, steps: vector.steps?.length ?? 0 };
  } catch (error) {
    return { file, differences: [String(error?.stack ?? error)], answers, steps: 0 };
  }
}

/** SHA-256 of all answers: the runner compares of some a part alone. */
async function digest(runs) {
  const text = runs.map(({ file, answers }) => [file, ...answers].join("\n")).join("\n");
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What `using` does to a handle; `absent` where the runtime has no such symbol, and handles no such method. */
async function disposed(texts) {
  const program = await perks.load(texts["watsons-vip/program.json"]);
  if (!Symbol.dispose) {
    const keys = Reflect.ownKeys(Object.getPrototypeOf(perks.Program.prototype)).map(String);
    return keys.includes("undefined") ? "a method called undefined" : "absent";
  }
  program[Symbol.dispose]();
  try {
    return program.id;
  } catch (error) {
    return error.problems[0].code;
  }
}
