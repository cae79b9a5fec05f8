/** Long texts in a table, cut into parts, since a row holds at most 2 MB. It knows nothing of what they say. */

/** UTF-16 units of a part: at most three bytes each, so 1.5 MB. */
const PART = 500_000;

export class Texts {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS texts (name TEXT, part INTEGER, text TEXT, PRIMARY KEY (name, part))",
    );
  }

  /** In place of what was there. */
  put(name: string, text: string) {
    this.drop(name);
    let part = 0;
    for (let from = 0; part === 0 || from < text.length; part += 1) {
      const to = cut(text, from + PART);
      this.#sql.exec("INSERT INTO texts VALUES (?, ?, ?)", name, part, text.slice(from, to));
      from = to;
    }
  }

  get(name: string): string | undefined {
    const rows = this.#sql
      .exec<{ text: string }>("SELECT text FROM texts WHERE name = ? ORDER BY part", name)
      .toArray();
    return rows.length === 0 ? undefined : rows.map(({ text }) => text).join("");
  }

  drop(name: string) {
    this.#sql.exec("DELETE FROM texts WHERE name = ?", name);
  }
}

/** Not between the halves of a surrogate pair: as UTF-8 neither would be itself again. */
function cut(text: string, at: number): number {
  const last = text.charCodeAt(at - 1);
  return at < text.length && last >= 0xd800 && last < 0xdc00 ? at - 1 : at;
}
