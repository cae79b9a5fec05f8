/** Programs of the system: where a variable says, else on PATH. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

export function find(variable, names) {
  if (process.env[variable]) return process.env[variable];
  for (const name of names) {
    for (const folder of process.env.PATH.split(delimiter)) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // The next folder may have it.
      }
    }
  }
  throw new Error(`\`${names[0]}\` is not installed: run \`cargo xtask setup\`, or name it in ${variable}`);
}
