/** Codes and vouchers that a member keeps on this device, as they were entered. */
import type { Store } from "./store";
import { inTurn } from "./turns";

export class KeptCodes {
  all: readonly string[] = [];
  readonly #store: Store;
  readonly #path: string;
  readonly #changed: () => void;

  constructor(store: Store, account: string, changed: () => void) {
    this.#store = store;
    this.#path = `codes/${account}`;
    this.#changed = changed;
  }

  /** What is kept and is no list of texts is as good as nothing. */
  async read(): Promise<void> {
    const kept = await this.#store.get(this.#path);
    this.all = Array.isArray(kept) ? kept.filter((it) => typeof it === "string") : [];
  }

  keep(code: string): Promise<void> {
    return this.#replace((all) => [...all.filter((it) => it !== code), code]);
  }

  drop(code: string): Promise<void> {
    return this.#replace((all) => all.filter((it) => it !== code));
  }

  async #replace(by: (all: readonly string[]) => string[]): Promise<void> {
    await inTurn(`perks/${this.#path}`, async () => {
      await this.read();
      this.all = by(this.all);
      await this.#store.put(this.#path, [...this.all]);
    });
    this.#changed();
  }
}
