/**
 * One programme: the signed texts of its versions, and which of them is active since when. It stores nothing that it has not verified
 * and loaded; what callers may do is the worker's to say.
 */

import { DurableObject } from "cloudflare:workers";
import { load, PerksError } from "perks";
import { SignedError, verifyProgram } from "perks/signed";
import type { Answer, Env, ProgramCalls, Published } from "../contracts.ts";
import { ofEngine, problem } from "../problem.ts";
import { programKeys } from "../settings.ts";
import { sha256 } from "../sha256.ts";

/** A row has at most 2 MB, and a signed programme may be longer. */
const PART_CHARS = 1_000_000;
/** The longest lists that are told, newest first. */
const MOST_TOLD = 1_000;

const TABLES = `
  CREATE TABLE IF NOT EXISTS versions (
    version INTEGER PRIMARY KEY, digest TEXT NOT NULL, kid TEXT NOT NULL, published_at INTEGER NOT NULL, by TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS parts (version INTEGER NOT NULL, part INTEGER NOT NULL, jws TEXT NOT NULL, PRIMARY KEY (version, part));
  CREATE TABLE IF NOT EXISTS activations (nr INTEGER PRIMARY KEY, version INTEGER NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL);
`;

/** Of the object that lists all programmes; it has no versions. */
const LISTED = "CREATE TABLE IF NOT EXISTS listed (program TEXT PRIMARY KEY) WITHOUT ROWID";

type How = Parameters<ProgramCalls["publish"]>[1];
type Verified = Awaited<ReturnType<typeof verifyProgram>>;

export class ProgramObject extends DurableObject<Env> implements ProgramCalls {
  /** Who only asks for a programme that was never published whole leaves no tables behind. */
  #isMade = false;

  async publish(jws: string, how: How): Promise<Answer> {
    const id = how.id ?? this.ctx.id.name;
    let verified: Verified;
    try {
      const keys = programKeys(this.env);
      verified = await verifyProgram(jws, keys, {
        now: how.now,
        ...(id === undefined ? {} : { id }),
      });
      (await load(verified.text)).free();
    } catch (error) {
      if (error instanceof SignedError && error.code !== "bad_key") {
        return problem("signature_refused", error.message, {
          reason: { code: error.code, params: error.params },
        });
      }
      if (error instanceof PerksError) return ofEngine(error);
      throw error;
    }
    const digest = await sha256(verified.text);
    return this.ctx.storage.transactionSync(() => this.#store(jws, verified, digest, how));
  }

  async activate(version: number, { now, by }: { now: number; by: string }): Promise<Answer> {
    return this.ctx.storage.transactionSync(() => {
      if (!this.#published(version))
        return problem("unknown_version", `version ${version} was not published here`);
      this.#activate(version, now, by);
      return { status: 200, body: { program: this.ctx.id.name, version, active: version } };
    });
  }

  async active() {
    return this.#active();
  }

  async text(version: number) {
    const published = this.#published(version);
    return published ? { jws: this.#jws(version), publishedAt: published.at } : null;
  }

  async versions(): Promise<Published> {
    if (!this.#isThere()) return { versions: [], activations: [] };
    const active = this.#active()?.version;
    const versions = this.#rows<{ version: number; kid: string; published_at: number; by: string }>(
      "SELECT version, kid, published_at, by FROM versions ORDER BY version DESC LIMIT ?",
      MOST_TOLD,
    );
    const activations = this.#rows<{ version: number; at: number; by: string }>(
      "SELECT version, at, by FROM activations ORDER BY nr DESC LIMIT ?",
      MOST_TOLD,
    );
    return {
      versions: versions.map((row) => ({ ...row, active: row.version === active })),
      activations,
    };
  }

  async list(program: string): Promise<void> {
    this.ctx.storage.sql.exec(LISTED);
    this.ctx.storage.sql.exec("INSERT OR IGNORE INTO listed VALUES (?)", program);
  }

  async isListed(program: string): Promise<boolean> {
    this.ctx.storage.sql.exec(LISTED);
    return this.#rows("SELECT 1 FROM listed WHERE program = ?", program).length > 0;
  }

  #store(
    jws: string,
    { id, version, kid }: Verified,
    digest: string,
    { now, by, activate = true }: How,
  ): Answer {
    const { sql } = this.ctx.storage;
    sql.exec(TABLES);
    const known = this.#published(version);
    if (known && known.digest !== digest) {
      return problem("version_conflict", `version ${version} was published with another text`, {
        version,
      });
    }
    if (!known) {
      sql.exec("INSERT INTO versions VALUES (?, ?, ?, ?, ?)", version, digest, kid, now, by);
      this.#write(version, jws);
      if (activate) this.#activate(version, now, by);
    } else if (this.#jws(version) !== jws) {
      // Signed anew, as when a key is withdrawn, or mended where the disk altered it: the programme is the same.
      sql.exec(
        "UPDATE versions SET kid = ?, published_at = ? WHERE version = ?",
        kid,
        now,
        version,
      );
      this.#write(version, jws);
    }
    const active = this.#active()?.version ?? null;
    return { status: known ? 200 : 201, body: { program: id, version, kid, active } };
  }

  #write(version: number, jws: string) {
    const { sql } = this.ctx.storage;
    sql.exec("DELETE FROM parts WHERE version = ?", version);
    for (let at = 0; at < jws.length; at += PART_CHARS) {
      sql.exec(
        "INSERT INTO parts VALUES (?, ?, ?)",
        version,
        at / PART_CHARS,
        jws.slice(at, at + PART_CHARS),
      );
    }
  }

  #jws(version: number): string {
    return this.#rows<{ jws: string }>(
      "SELECT jws FROM parts WHERE version = ? ORDER BY part",
      version,
    )
      .map((part) => part.jws)
      .join("");
  }

  #activate(version: number, now: number, by: string) {
    if (this.#active()?.version === version) return;
    this.ctx.storage.sql.exec(
      "INSERT INTO activations (version, at, by) VALUES (?, ?, ?)",
      version,
      now,
      by,
    );
  }

  #active() {
    if (!this.#isThere()) return null;
    const [row] = this.#rows<{ version: number; publishedAt: number }>(
      `SELECT version, published_at AS publishedAt FROM versions
       WHERE version = (SELECT version FROM activations ORDER BY nr DESC LIMIT 1)`,
    );
    return row ?? null;
  }

  #published(version: number) {
    if (!this.#isThere()) return undefined;
    return this.#rows<{ digest: string; at: number }>(
      "SELECT digest, published_at AS at FROM versions WHERE version = ?",
      version,
    )[0];
  }

  #isThere(): boolean {
    this.#isMade ||=
      this.#rows("SELECT 1 FROM sqlite_master WHERE name = 'activations'").length > 0;
    return this.#isMade;
  }

  #rows<Row extends Record<string, SqlStorageValue>>(
    query: string,
    ...bindings: SqlStorageValue[]
  ): Row[] {
    return this.ctx.storage.sql.exec<Row>(query, ...bindings).toArray();
  }
}
