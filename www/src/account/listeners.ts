/** Who wants to be told of each change. */

export class Listeners {
  readonly #all = new Set<() => void>();

  add(changed: () => void): () => void {
    this.#all.add(changed);
    return () => this.#all.delete(changed);
  }

  call(): void {
    for (const changed of this.#all) changed();
  }

  clear(): void {
    this.#all.clear();
  }
}
