/**
 * What is kept on this device: values by their path, in IndexedDB; where that fails, in memory until it works again or the page is closed. It
 * never throws: what was wrong stands in {@link Store.mended}. What the values are is the accounts' to know, and to check.
 */
import { deleteDB, type IDBPDatabase, openDB } from "idb";
import type { Mended } from "./account";

const NAME = "perks";
const VERSION = 1;
/** A database that another tab holds open in an older form is not waited for longer. */
const PATIENCE_MS = 3_000;

export class Store {
  readonly mended = new Set<Mended>();
  #db: IDBPDatabase | undefined;
  /** What could not be written; `undefined` is what could not be deleted. */
  readonly #memory = new Map<string, unknown>();

  static async open(): Promise<Store> {
    const store = new Store();
    await store.#connect();
    return store;
  }

  async get(path: string): Promise<unknown> {
    if (this.#memory.has(path)) return this.#memory.get(path);
    return this.#tried((db) => db.get(NAME, path));
  }

  /** All whose path begins so, in the order of their paths. */
  async list(under: string): Promise<[path: string, value: unknown][]> {
    const range = () => IDBKeyRange.bound(under, `${under}\uffff`);
    const kept = await this.#tried(async (db) => {
      const { store } = db.transaction(NAME);
      const [paths, values] = await Promise.all([store.getAllKeys(range()), store.getAll(range())]);
      return paths.map((path, nr): [string, unknown] => [String(path), values[nr]]);
    });
    const all = new Map(kept ?? []);
    for (const [path, value] of this.#memory) if (path.startsWith(under)) all.set(path, value);
    return [...all]
      .filter(([, value]) => value !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1));
  }

  async put(path: string, value: object): Promise<void> {
    await this.#write(path, value, (db) => db.put(NAME, value, path));
  }

  async drop(path: string): Promise<void> {
    await this.#write(path, undefined, (db) => db.delete(NAME, path));
  }

  close(): void {
    this.#db?.close();
    this.#db = undefined;
  }

  async #write(path: string, value: unknown, work: (db: IDBPDatabase) => Promise<unknown>) {
    const isKept = await this.#tried(async (db) => {
      await work(db);
      return true;
    });
    if (isKept) this.#memory.delete(path);
    else this.#memory.set(path, value);
  }

  /** Absent where it cannot be done. A connection that was lost is made once more. */
  async #tried<T>(work: (db: IDBPDatabase) => Promise<T>, again = true): Promise<T | undefined> {
    const db = this.#db;
    if (!db) return undefined;
    try {
      return await work(db);
    } catch (error) {
      if (nameOf(error) === "QuotaExceededError") {
        this.mended.add("store_full");
      } else if (again) {
        this.close();
        await this.#connect();
        return this.#tried(work, false);
      } else {
        this.mended.add("store_unavailable");
      }
      return undefined;
    }
  }

  async #connect(): Promise<void> {
    try {
      this.#db = await this.#opened();
      if (this.#db.objectStoreNames.contains(NAME)) return;
      this.close();
    } catch (error) {
      // A newer page wrote it in a form of its own: that is no damage, and is left alone.
      if (["VersionError", "SecurityError", "TimeoutError"].includes(nameOf(error))) {
        this.mended.add("store_unavailable");
        return;
      }
    }
    try {
      await within(deleteDB(NAME));
      this.#db = await this.#opened();
      this.mended.add("store_unreadable");
    } catch {
      this.mended.add("store_unavailable");
    }
  }

  #opened(): Promise<IDBPDatabase> {
    return within(
      openDB(NAME, VERSION, {
        upgrade: (db) => db.createObjectStore(NAME),
        // A newer page wants to change its form.
        blocking: () => this.close(),
        terminated: () => this.close(),
      }),
      (late) => late.close(),
    );
  }
}

/** @throws {DOMException} `TimeoutError`; `late` then gets what comes after it */
function within<T>(work: Promise<T>, late?: (it: T) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    let isOver = false;
    const timer = setTimeout(() => {
      isOver = true;
      reject(new DOMException("the database does not open", "TimeoutError"));
    }, PATIENCE_MS);
    work
      .then((it) => (isOver ? late?.(it) : resolve(it)), reject)
      .finally(() => clearTimeout(timer));
  });
}

function nameOf(error: unknown): string {
  return error instanceof DOMException ? error.name : "";
}
