/** Folders for what a test writes: each is new, and all of them go with the process. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folders = [];

process.once("exit", () => {
  // Of links the links alone go, not what they lead to.
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function scratch(name) {
  const folder = mkdtempSync(join(tmpdir(), `perks-${name}-`));
  folders.push(folder);
  return folder;
}
