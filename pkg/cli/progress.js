/** A bar on the terminal, for what takes a while. It shows numbers alone, never what is made. */

/** Fewer are there before anybody has read it. */
const LEAST = 50_000;

/** A bar up to `count`; none where nobody looks, or little is to be done. */
export async function progress(what, count) {
  if (!process.stderr.isTTY || count < LEAST) return undefined;
  const { default: { SingleBar, Presets } } = await import("cli-progress");
  const format = `${what} {bar} {percentage}% | {value}/{total} | {eta} s left`;
  const bar = new SingleBar({ stream: process.stderr, format }, Presets.shades_grey);
  bar.start(count, 0);
  return bar;
}
