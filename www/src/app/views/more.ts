/** The views that have no tab of their own on a phone. */
import { iconOf } from "../icons";
import { viewsOf } from "../offered";
import { addressOf } from "../routes";
import { AppView, html, type TemplateResult } from "../view";

const BEHIND = ["check-in", "rewards", "what-if", "history"] as const;

export class MoreView extends AppView {
  protected get heading(): string {
    return this.words.views.more;
  }

  protected body(): TemplateResult {
    const offered = viewsOf(this.opened);
    return html`<ul class="rows">
      ${BEHIND.filter((view) => offered.has(view)).map(
        (view) => html`<li><a class="row" href=${addressOf(view)}>
          <span>
            <strong>${this.words.views[view]}</strong><br />
            <span class="quiet">${this.words.more[view]}</span>
          </span>
          ${iconOf(view)}
        </a></li>`,
      )}
    </ul>`;
  }
}

customElements.define("app-more", MoreView);
