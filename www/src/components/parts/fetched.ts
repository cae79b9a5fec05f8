/** A part that brings a library along: fetched when it is first wanted, and shown once it is there. */
import type { ReactiveController, ReactiveControllerHost } from "lit";

export class Fetched<Part> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #fetch: () => Promise<Part>;
  #part: Part | undefined;
  #failed = false;
  #coming: Promise<void> | undefined;

  constructor(host: ReactiveControllerHost, fetch: () => Promise<Part>) {
    this.#host = host;
    this.#fetch = fetch;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Resolved once it is there, if it was wanted, or cannot be had. */
  get settled(): Promise<void> {
    return this.#coming ?? Promise.resolve();
  }

  /** Until it is there what stands in its place; where it cannot be had, `otherwise`. */
  show<Shown>(make: (part: Part) => Shown, meanwhile: Shown, otherwise: Shown): Shown {
    if (this.#part !== undefined) return make(this.#part);
    this.#coming ??= this.#come();
    return this.#failed ? otherwise : meanwhile;
  }

  async #come(): Promise<void> {
    try {
      this.#part = await this.#fetch();
    } catch (error) {
      // Without a connection, say: the rest of the component is as good as before.
      console.warn(error);
      this.#failed = true;
    }
    this.#host.requestUpdate();
  }
}
