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
/** The farthest that a date can be in any zone, epoch milliseconds: two days before dates end. */
const FARTHEST_MS = 8.64e15 - 2 * 86_400_000;

export class Store {
  readonly mended = new Set<Mended>();
  #db: IDBPDatabase | undefined;
  #connecting: Promise<void> | undefined;
  /** The browser or another page has ended the connection: the next who needs it makes another. */
  #isLost = false;
  /** What could not be written; `undefined` is what could not be deleted. */
  readonly #memory = new Map<string, unknown>();

  /** Keeps all until the page is closed, and nothing longer: nothing of it is in the database. */
  static inMemory(): Store {
    return new Store();
  }

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

  #lose(): void {
    this.close();
    this.#isLost = true;
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
    if (this.#isLost) await this.#connect();
    const db = this.#db;
    if (!db) return undefined;
    try {
      return await work(db);
    } catch (error) {
      if (again && !isFull(error)) {
        // Who failed beside this one may have made another already.
        if (this.#db === db) this.#lose();
        return this.#tried(work, false);
      }
      this.mended.add(isFull(error) ? "store_full" : "store_unavailable");
      return undefined;
    }
  }

  /** One connection for all who ask at once: another would keep a newer page from changing the form. */
  #connect(): Promise<void> {
    this.#connecting ??= this.#connected().finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  async #connected(): Promise<void> {
    this.#isLost = false;
    try {
      // What waits to be sent is not given up for a fault that passes.
      this.#db = await this.#opened().catch((error) => {
        if (!isDamage(error)) throw error;
        return this.#opened();
      });
      if (this.#db.objectStoreNames.contains(NAME)) return;
      this.close();
    } catch (error) {
      if (!isDamage(error)) {
        this.mended.add(isFull(error) ? "store_full" : "store_unavailable");
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
        blocking: () => this.#lose(),
        terminated: () => this.#lose(),
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

/** Whether what is kept as an instant can be shown as one, epoch milliseconds. */
export function isInstant(value: unknown): value is number {
  return Number.isSafeInteger(value) && Math.abs(value as number) <= FARTHEST_MS;
}

function isFull(error: unknown): boolean {
  return nameOf(error) === "QuotaExceededError";
}

/** All else passes, or is how a newer page wrote it: that is no damage, and is left alone. */
function isDamage(error: unknown): boolean {
  return nameOf(error) === "UnknownError";
}

function nameOf(error: unknown): string {
  return error instanceof DOMException ? error.name : "";
}
