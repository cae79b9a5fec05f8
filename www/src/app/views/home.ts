/** The first view: what the member has, what comes next, and what can be done today. Everything else is a tap away. */
import type { Status } from "perks";
import "../../components/perks-balance";
import "../../components/perks-tier";
import { activityOf } from "../../shell/streaks";
import { addressOf } from "../routes";
import { AppView, html, nothing, type TemplateResult } from "../view";

/** How many offers stand here; all of them are in the wallet. */
const SHOWN_OFFERS = 4;

export class HomeView extends AppView {
  protected get heading(): string {
    return this.words.views.home;
  }

  protected body(): TemplateResult {
    const { status, speaker, opened } = this;
    const joined = status.joined_at !== undefined;
    const hasPoints = opened.shop.document.points !== undefined;
    return html`
      ${joined ? nothing : this.join()}
      <div class="columns">
        <div>
          ${
            hasPoints && joined
              ? html`<perks-balance .status=${status} .speaker=${speaker}></perks-balance>`
              : nothing
          }
          ${joined ? this.today() : nothing}
          ${this.endings()}
        </div>
        <div>
          ${hasPlansAlone(status) ? html`<perks-tier .status=${status} .speaker=${speaker}></perks-tier>` : nothing}
          ${status.tiers?.map(
            ({ ladder }) => html`<perks-tier .status=${status} .ladder=${ladder}
              .speaker=${speaker}></perks-tier>`,
          )}
          ${this.offers()}
        </div>
      </div>
    `;
  }

  private join() {
    const { words, status } = this;
    const { title, guest, invite, birthday, birthdayHelp, submit } = words.join;
    return html`<section class="panel" aria-labelledby="join">
      <h2 id="join">${title(this.speaker.title)}</h2>
      ${
        status.member === undefined
          ? html`<p>${guest}</p>`
          : html`<form @submit=${this.onJoin}>
              <p>${invite}</p>
              <div>
                <label for="birthday">${birthday}</label>
                <input id="birthday" name="birthday" type="date" aria-describedby="birthday-help" />
                <p class="quiet" id="birthday-help">${birthdayHelp}</p>
              </div>
              <div><button aria-disabled=${this.isBusy("join")}>${submit}</button></div>
            </form>`
      }
      ${this.refusalAt("join")}
    </section>`;
  }

  private readonly onJoin = (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement).get("birthday");
    const birthday = String(given ?? "");
    void this.act("join", { join: birthday ? { birthday } : {} }, this.words.join.done);
  };

  /** The runs that a check-in continues. */
  private today() {
    const { status, words, say, opened } = this;
    const streaks = (status.streaks ?? []).flatMap((it) => {
      const activity = activityOf(opened.shop.document, it.rule);
      return activity === undefined ? [] : [{ ...it, activity }];
    });
    if (streaks.length === 0) return nothing;
    return html`<section aria-labelledby="today">
      <h2 id="today">${words.today.title}</h2>
      <ul class="rows">
        ${streaks.map(
          (it) => html`<li>
            <div class="row wrap">
              <div>
                <h3>${this.speaker.name("rule", it.rule)}</h3>
                <p class="quiet">${words.today.run(it.days, say)}</p>
              </div>
              ${
                it.done
                  ? html`<span class="chip">${words.today.done}</span>`
                  : html`<button
                      aria-disabled=${this.isBusy(it.rule)}
                      @click=${() =>
                        this.act(
                          it.rule,
                          { activity: { id: it.activity } },
                          say.name("activity", it.activity),
                        )}
                    >${words.today.checkIn(say.points(it.next_points))}</button>`
              }
            </div>
            ${this.refusalAt(it.rule)}
            <p class="more"><a href=${addressOf("check-in")}>${words.today.calendar}</a></p>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  /** What goes next: points and coupons, the soonest first. */
  private endings() {
    const { words, say, speaker } = this;
    const endings = endingsOf(this.status).slice(0, 4);
    if (endings.length === 0) return nothing;
    return html`<section aria-labelledby="ends">
      <h2 id="ends">${words.ends.title}</h2>
      <ul class="rows">
        ${endings.map((it) =>
          "points" in it
            ? html`<li><a class="row" href=${addressOf("points")}>
                <span>${say.points(it.points)}</span>
                <span class="quiet number">${say.day(it.at)}</span>
              </a></li>`
            : html`<li><a class="row" href=${addressOf("wallet")}>
                <span>${speaker.name("offer", it.offer)}</span>
                <span class="quiet number">${say.day(it.at)}</span>
              </a></li>`,
        )}
      </ul>
    </section>`;
  }

  /** What there is now; to whom has not joined, what members have. */
  private offers() {
    const { words, status } = this;
    const { available, refused } = status.offers;
    const joined = status.joined_at !== undefined;
    const shown: readonly { offer: string; until?: string }[] = joined
      ? available
      : [...available, ...refused.map(({ offer }) => ({ offer }))];
    if (shown.length === 0) return nothing;
    return html`<section aria-labelledby="offers">
      <h2 id="offers">${joined ? words.offers.now : words.offers.members}</h2>
      <ul class="rows">
        ${shown.slice(0, SHOWN_OFFERS).map((it) => this.offer(it))}
        <li><a class="row" href=${addressOf("wallet")}>${words.offers.all}</a></li>
      </ul>
    </section>`;
  }

  private offer({ offer, until }: { offer: string; until?: string }) {
    const { words, say, speaker } = this;
    return html`<li><div class="row wrap">
      <span>${speaker.name("offer", offer)}</span>
      ${until === undefined ? nothing : html`<span class="quiet">${words.until(say.time(until))}</span>`}
    </div></li>`;
  }
}

type Ending = { at: string } & ({ points: number } | { offer: string });

function endingsOf({ points, coupons = [] }: Status): Ending[] {
  const endings: Ending[] = coupons.flatMap(({ offer, until }) =>
    until === undefined ? [] : [{ offer, at: until }],
  );
  if (points.next_expiry) endings.push(points.next_expiry);
  return endings.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** Memberships are shown with levels, or where there are none. */
function hasPlansAlone({ tiers = [], memberships = [] }: Status): boolean {
  return tiers.length === 0 && memberships.length > 0;
}

customElements.define("app-home", HomeView);
