/** What happened or will, in order of time, as a table. */
import { table } from "../layout.js";

/**
 * Entries by their instants, each instant once.
 *
 * The bookkeeping that every event brings (that it is recorded, that all before is settled) is told only where nothing else is.
 */
export function showEntries(entries, speak) {
  const { say, words: { forecast } } = speak;
  const told = entries.filter(({ kind }) => kind !== "settled" && kind !== "recorded");
  let before;
  const rows = (told.length > 0 ? told : entries).map((entry) => {
    const when = say.time(entry.at);
    const shown = when === before ? "" : when;
    before = when;
    return [shown, speak.entry(entry)];
  });
  return table([{ head: forecast.when }, { head: forecast.what }], rows);
}
