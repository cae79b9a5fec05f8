/** How the record stands with the edge, what waits to be sent, what was refused for good, and what was mended: for people to know, not to act upon at once. */
import { html, nothing, type TemplateResult } from "lit";
import type { Account } from "../account/account";
import type { Speaker } from "../engine/speak";
import { whyNot } from "./refused";
import type { ShellWords } from "./words";

/** Late, or away; nothing while all is well. */
export function linkNotice(account: Account, { say }: Speaker, words: ShellWords): TemplateResult {
  const { link, waiting } = account;
  const since = "at" in link ? say.time(new Date(link.at).toISOString()) : "";
  const open = waiting.filter(({ refusal }) => !refusal);
  const text =
    link.state === "late" ? words.late : link.state === "offline" ? words.offline(since) : "";
  return html`<div class="link" role="status" data-link=${link.state}>
    ${text ? html`<p>${text}</p>` : nothing}
    ${
      open.length > 0
        ? html`<p>
            ${words.waiting(say.count(open.length))}
            <button @click=${() => account.sync()}>${words.sendNow}</button>
          </p>`
        : nothing
    }
  </div>`;
}

/** A version of the page that can be had now. */
export function updateNotice(
  take: (() => void) | undefined,
  words: ShellWords,
): TemplateResult | typeof nothing {
  if (!take) return nothing;
  return html`<div class="link" role="status">
    <p>${words.update} <button @click=${take}>${words.updateNow}</button></p>
  </div>`;
}

export function notices(
  account: Account,
  speaker: Speaker,
  words: ShellWords,
): TemplateResult | typeof nothing {
  const { say } = speaker;
  const refused = account.waiting.flatMap((it) =>
    it.refusal ? [{ ...it, refusal: it.refusal }] : [],
  );
  if (refused.length + account.mended.length === 0) return nothing;
  return html`<div class="notices" role="status">
    ${account.mended.map((it) => html`<p class="mended">${words.mended[it]}</p>`)}
    ${refused.map(
      ({ key, what, since, refusal }) => html`<div class="refused">
        <p>
          <strong>${words.refused}</strong>: ${words.waitingFor[what]},
          ${say.time(new Date(since).toISOString())}
        </p>
        ${whyNot(refusal, speaker).map((why) => html`<p>${why}</p>`)}
        <button @click=${() => account.dismiss(key)}>${words.dismiss}</button>
      </div>`,
    )}
  </div>`;
}
