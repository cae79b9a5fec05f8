/** What stands above a view where all is not well: no way to the edge, what waits or was refused, what was mended in the store. */
import { html, nothing, type TemplateResult } from "lit";
import type { Account, Waiting } from "../account/account";
import type { Speaker } from "../engine/speak";
import type { AppWords } from "./words";

export function notices(
  account: Account,
  speaker: Speaker,
  words: AppWords,
  toldMended: boolean,
  closeMended: () => void,
): TemplateResult {
  const { waiting, mended } = account;
  const sent = waiting.filter((it) => !it.refusal);
  const refused = waiting.filter((it) => it.refusal);
  return html`<div class="notices" role="status">
    ${connection(account, speaker, words)}
    ${sent.length > 0 ? html`<p class="notice">${words.waiting(sent.length, speaker.say)}</p>` : nothing}
    ${refused.map((it) => html`<div class="notice wrong">${why(it, speaker, words)}</div>`)}
    ${
      mended.length > 0 && !toldMended
        ? html`<div class="notice">
            ${mended.map((it) => html`<p>${words.mended[it]}</p>`)}
            <button @click=${closeMended}>${words.close}</button>
          </div>`
        : nothing
    }
  </div>`;
}

function connection(account: Account, { say }: Speaker, words: AppWords) {
  const { link } = account;
  if (link.state !== "offline" && link.state !== "late") return nothing;
  const at = say.time(new Date(link.at).toISOString());
  return html`<div class="notice">
    <p>${words.link[link.state](at)}</p>
    <button @click=${() => void account.sync()}>${words.retry}</button>
  </div>`;
}

function why({ what, since, refusal }: Waiting, { say }: Speaker, words: AppWords) {
  const problems = refusal?.problems ?? [];
  const at = say.time(new Date(since).toISOString());
  return html`<p>${words.refusedLater[what](at)}</p>
    ${
      problems.length > 0
        ? problems.map((it) => html`<p>${say.wrong(it)} ${say.help(it)}</p>`)
        : html`<p>${say.language.other({ code: refusal?.code ?? "" })}</p>`
    }`;
}
