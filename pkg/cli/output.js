/** Files that are made, and never written over unless somebody says so. Knows nothing of what they hold. */
import { once } from "node:events";
import { createWriteStream, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { Option } from "commander";
import { unwritable } from "./io.js";

/** `--out`: where the result goes. */
export function out() {
  return new Option("-o, --out <file>", "write it to a file instead of stdout");
}

/** `--force`. */
export function force() {
  return new Option("--force", "write over a file that is there already");
}

/** Refuses files that are there already, before anything is made. */
export function refuseExisting(files, { force: forced = false }) {
  const found = files.find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
  if (found !== undefined && !forced) throw unwritable(found, { code: "EEXIST" });
}

/** Writes a result to stdout as it stands, or to a new file. */
export async function writeResult(file, text, options) {
  if (file === undefined || file === "-") {
    // Bytes are kept for whoever reads them; people want their prompt on a line of its own.
    process.stdout.write(process.stdout.isTTY ? `${text}\n` : text);
    return;
  }
  await makeFile(file, options, async (stream) => {
    stream.end(text);
  });
}

/** What ends a command from outside, such as Ctrl-C. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Makes a file of what `write` puts into a stream and ends. What is there already is refused; with `force` it is replaced
 * once the new one is whole. What fails or is interrupted leaves nothing behind.
 *
 * @param {{force?: boolean, mode?: number}} options `mode` is that of the new file
 */
export async function makeFile(file, { force: forced = false, mode = 0o666 }, write) {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw unwritable(file, { code: "EISDIR" });
  // A terminal, a pipe or /dev/null holds nothing that could be lost.
  const through = found !== undefined && !found.isFile();
  const replaced = forced && found?.isFile() ? realpathSync(file) : undefined;
  const path = replaced === undefined ? file : `${replaced}.${process.pid}.part`;
  const stream = createWriteStream(path, { flags: through ? "w" : "wx", mode });
  let opened = false;
  const discard = () => {
    if (opened && !through) rmSync(path, { force: true });
  };
  const stop = (signal) => {
    discard();
    // Without this listener it ends us as it would have.
    process.kill(process.pid, signal);
  };
  try {
    await once(stream, "open");
    opened = true;
    for (const signal of SIGNALS) process.once(signal, stop);
    const closed = once(stream, "close");
    await Promise.all([write(stream), closed]);
    if (replaced !== undefined) renameSync(path, replaced);
  } catch (error) {
    stream.destroy();
    discard();
    throw error.syscall === undefined ? error : unwritable(file, error);
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}
