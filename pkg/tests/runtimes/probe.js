/** Loads the package, and again once the server knows that it failed; what happened is left in `report`. */
import { load } from "ENTRY";
import { program } from "/program.js";

const attempt = () =>
  load(program).then(
    ({ id }) => ({ id }),
    (error) => ({ name: error.name, problems: error.problems, cause: String(error.cause) }),
  );

const first = await attempt();
await import("/mended.js");
globalThis.report = { first, second: await attempt() };
