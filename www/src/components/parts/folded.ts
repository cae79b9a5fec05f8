/** What is folded away, and made only while somebody has it open. */
import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from "lit";

export class Folded implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #open = new Set<string>();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  /** @param id which of the host's it is */
  show(id: string, summary: string, content: () => unknown): TemplateResult {
    const open = this.#open.has(id);
    return html`<details part="details" ?open=${open} @toggle=${(event: Event) => this.#toggled(id, event)}>
      <summary>${summary}</summary>
      ${open ? content() : nothing}
    </details>`;
  }

  #toggled(id: string, event: Event): void {
    const { open } = event.currentTarget as HTMLDetailsElement;
    if (open === this.#open.has(id)) return;
    if (open) this.#open.add(id);
    else this.#open.delete(id);
    this.#host.requestUpdate();
  }
}
