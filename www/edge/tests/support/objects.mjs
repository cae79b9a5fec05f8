/** Objects and modules on a real workerd, called by tests one by one. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle } from "../../local/build.mjs";
import { serve } from "../../local/workerd.mjs";

/** @param {Record<string, string>} settings */
export async function objects(settings = {}, entry = "tests/support/objects-worker.ts") {
  const folder = mkdtempSync(join(tmpdir(), "perks-objects-"));
  const dist = await bundle(join(folder, "dist"), entry);
  let worker = await serve(folder, settings, { dist });
  const post = async (path, args, signal) => {
    const body = JSON.stringify(args);
    const response = await fetch(`${worker.url}/${path}`, { method: "POST", body, signal });
    const { value, ...failed } = await response.json();
    if (response.status === 500) throw Object.assign(new Error(failed.error), failed);
    return value;
  };
  return {
    folder,
    call: (kind, name, method, ...args) =>
      post(`${kind}/${encodeURIComponent(name)}/${method}`, args),
    /** The same, by a caller who may break off. */
    broken: (signal, kind, name, method, ...args) =>
      post(`${kind}/${encodeURIComponent(name)}/${method}`, args, signal),
    ask: (module, ...args) => post(`module/${module}`, args),
    logs: () => worker.logs(),
    /** Kills it as a power cut would, and starts it again on what is on disk. */
    async restart(changed = settings) {
      await worker.stop("SIGKILL");
      worker = await serve(folder, changed, { dist });
    },
    async end() {
      await worker.stop("SIGKILL");
      rmSync(folder, { recursive: true });
    },
  };
}
