/** An order as it was paid, line by line, with what it earned, what points paid of it, and what offers it had. */
import { html, nothing, type TemplateResult } from "lit";
import type { LotDocument, OrderDocument, OrderLine } from "perks";
import type { ProgramDocument } from "../engine/shop";
import type { Speaker } from "../engine/speak";
import { paidOf } from "./record";
import type { AppWords } from "./words";

export function orderDetail(
  order: OrderDocument,
  lots: readonly LotDocument[],
  { tax }: ProgramDocument,
  speaker: Speaker,
  words: AppWords,
): TemplateResult {
  const { say } = speaker;
  const { history } = words;
  const { earned = [], spent = [], uses = [], shipping } = order;
  const points = new Map(lots.map((lot) => [lot.id, lot]));
  const from = (lot: LotDocument | undefined) =>
    lot?.rule === undefined ? words.lots.byHand : speaker.name("rule", lot.rule);
  return html`
    <section>
      <p class="quiet">${history.number(order.id)}</p>
      <p class="quiet"><time datetime=${order.at}>${say.time(order.at)}</time></p>
      ${
        order.delivered_at
          ? html`<p class="quiet">${history.delivered(say.time(order.delivered_at))}</p>`
          : nothing
      }
    </section>
    <section>
      <h2>${history.lines}</h2>
      <ul class="rows">
        ${order.lines.map((line) => lineRow(line, speaker, words))}
        ${
          shipping
            ? row(history.shipping, say.money(shipping.cost_minor - (shipping.discount_minor ?? 0)))
            : nothing
        }
        ${row(tax?.prices === "exclude" ? history.totalBeforeTax : history.total, say.money(paidOf(order)))}
      </ul>
    </section>
    ${list(
      history.earned,
      earned.map(({ lot }) => {
        const it = points.get(lot);
        if (!it) return html``;
        return row(
          from(it),
          words.change.plus(say.pointCount(it.granted)),
          it.clawed_back ? history.clawedBack(say.points(it.clawed_back)) : undefined,
        );
      }),
    )}
    ${list(
      history.spent,
      spent.map((it) =>
        row(
          from(points.get(it.lot)),
          words.change.minus(say.pointCount(it.points)),
          it.returned ? history.cameBack(say.points(it.returned)) : undefined,
        ),
      ),
    )}
    ${list(
      history.offers,
      uses.map(({ offer, saved_minor }) =>
        row(
          speaker.name("offer", offer),
          saved_minor === undefined ? "" : words.change.minus(say.money(saved_minor)),
        ),
      ),
    )}
  `;
}

function list(title: string, items: readonly TemplateResult[]) {
  if (items.length === 0) return nothing;
  return html`<section><h2>${title}</h2><ul class="rows">${items}</ul></section>`;
}

function row(title: string, value: string, about?: string): TemplateResult {
  return html`<li><div class="row">
    <div><span>${title}</span>${about ? html`<p class="quiet">${about}</p>` : nothing}</div>
    <span class="number">${value}</span>
  </div></li>`;
}

function lineRow(line: OrderLine, speaker: Speaker, words: AppWords): TemplateResult {
  const { say } = speaker;
  const { history } = words;
  return row(
    speaker.name("sku", line.sku),
    say.money(line.net_minor),
    [
      history.units(say.count(line.units), say.money(line.price_minor)),
      line.points_minor ? history.byPoints(say.money(line.points_minor)) : "",
      line.returned ? history.returned(say.count(line.returned)) : "",
    ]
      .filter(Boolean)
      .join(" · "),
  );
}
