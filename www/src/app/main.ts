/** Starts the page. */
import "../page.css";
import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Speaker } from "../engine/speak";
import type { Opened } from "../shell/open";
import { type PageRoot, startPage } from "../shell/start";

@customElement("app-page")
class AppPage extends LitElement implements PageRoot {
  @property({ attribute: false }) speaker: Speaker | undefined;
  @property({ attribute: false }) opened: Opened | undefined;

  changed(): void {
    this.requestUpdate();
  }

  protected override render() {
    if (!this.opened || !this.speaker) return nothing;
    const { account } = this.opened;
    const { points } = account.member.status({ now: account.now() });
    return html`<h1>${this.speaker.say.points(points.balance)}</h1>`;
  }
}

startPage("app", new AppPage());
