/** What can be chosen in the frame: fields with a label each. */
import { html, nothing, type TemplateResult } from "lit";
import { fieldOf, instantOf } from "./day";
import type { Opened } from "./open";
import type { ShellWords } from "./words";

/** One of several. @param options value and what it is called */
export function pick(
  label: string,
  options: readonly (readonly [string, string])[],
  chosen: string | undefined,
  choose: (value: string) => void,
): TemplateResult {
  const change = (event: Event) => choose((event.target as HTMLSelectElement).value);
  return html`<label class="field">
    <span>${label}</span>
    <select @change=${change} .value=${chosen ?? ""}>
      ${options.map(([value, name]) => html`<option value=${value} ?selected=${value === chosen}>${name}</option>`)}
    </select>
  </label>`;
}

/** Of a try-out: the day, and the way back. */
export function dayChoice(
  { account, instead }: Pick<Opened, "account" | "instead">,
  words: ShellWords,
): TemplateResult | typeof nothing {
  const { day, shop } = account;
  if (!day) return html`<p class="kept">${words.kept.edge}</p>`;
  const { zone } = shop.program;
  const choose = (event: Event) => {
    const at = instantOf((event.target as HTMLInputElement).value, zone);
    if (at !== undefined) void day.choose(at);
  };
  return html`
    <label class="field">
      <span>${words.day}</span>
      <input type="datetime-local" .value=${fieldOf(account.now(), zone)} @change=${choose} aria-describedby="day-help" />
    </label>
    <p id="day-help" class="help">${words.dayHelp(zone)}</p>
    <p class="kept">${words.kept.device}</p>
    ${instead === "ahead" ? html`<p class="kept">${words.instead.ahead}</p>` : nothing}
    <button @click=${() => day.startOver()} aria-describedby="over-help">${words.startOver}</button>
    <p id="over-help" class="help">${words.startOverHelp}</p>
  `;
}
