/** Runs of days with their calendar, and what else can be reported of the member. */
import { minorOf, patternOf, wholeOf } from "../../engine/minor";
import { activityOf, checkedDays } from "../../shell/streaks";
import "../../components/perks-streak";
import { AppView, html, nothing, type TemplateResult } from "../view";

type Declared = { id: string; carries?: ("amount" | "quantity")[] };

export class CheckInView extends AppView {
  protected get heading(): string {
    return this.words.views["check-in"];
  }

  protected body(): TemplateResult {
    const { status, speaker, opened } = this;
    const { document } = opened.shop;
    const { record } = this;
    const streaks = status.streaks ?? [];
    const continued = streaks.map(({ rule }) => activityOf(document, rule));
    const others = (document.activities ?? []).filter(({ id }) => !continued.includes(id));
    if (status.joined_at === undefined) return html`<p>${this.words.join.first}</p>`;
    return html`
      ${streaks.map(
        (streak) => html`
          <perks-streak
            .status=${{ ...status, streaks: [streak] }}
            .days=${checkedDays(opened.shop, record, streak.rule)}
            .speaker=${speaker}
            @perks-check-in=${this.onCheckIn}
          ></perks-streak>
          ${this.refusalAt(streak.rule)}
        `,
      )}
      ${this.reports(others)}
    `;
  }

  private readonly onCheckIn = (event: CustomEvent<{ rule: string }>) => {
    const { rule } = event.detail;
    const id = activityOf(this.opened.shop.document, rule);
    if (id === undefined) return;
    void this.act(rule, { activity: { id } }, this.say.name("activity", id));
  };

  private reports(activities: readonly Declared[]) {
    const { words } = this;
    if (activities.length === 0) return nothing;
    return html`<section>
      <h2>${words.report.title}</h2>
      <ul class="rows">${activities.map((it) => this.report(it))}</ul>
    </section>`;
  }

  private report({ id, carries = [] }: Declared): TemplateResult {
    const { words, say, opened } = this;
    const { digits } = opened.shop.program;
    const name = say.name("activity", id);
    return html`<li>
      <form @submit=${(event: SubmitEvent) => this.onReport(event, id)}>
        <div class="row">
          <h3>${name}</h3>
          <button class="plain" aria-disabled=${this.isBusy(id)} aria-label=${words.report.of(name)}>
            ${words.report.submit}
          </button>
        </div>
        ${carries.map(
          (what) => html`<div>
            <label for=${`${id}-${what}`}>${words.report[what]}</label>
            <input
              id=${`${id}-${what}`}
              name=${what}
              required
              inputmode=${what === "amount" ? "decimal" : "numeric"}
              pattern=${patternOf(what === "amount" ? digits : 0)}
            />
          </div>`,
        )}
      </form>
      ${this.refusalAt(id)}
    </li>`;
  }

  private onReport(event: SubmitEvent, id: string): void {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const [amount, quantity] = [given.get("amount"), given.get("quantity")];
    const { digits } = this.opened.shop.program;
    const activity = {
      id,
      ...(amount !== null && { amount_minor: minorOf(String(amount), digits) }),
      ...(quantity !== null && { quantity: wholeOf(String(quantity)) }),
    };
    void this.act(id, { activity }, this.say.name("activity", id));
  }
}

customElements.define("app-check-in", CheckInView);
