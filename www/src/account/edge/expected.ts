/**
 * The record as it will be once what waits has reached the edge: recorded here on a copy of what the edge said last, so that the next preview spends no point
 * and no coupon twice. What the engine refuses is passed over: the edge will refuse it, too, and says so then.
 */
import type { EventDocument, Member } from "perks";
import { type Answer, answer } from "../../engine/answer";
import type { Refusal } from "../account";
import { refusalOf } from "../locally";
import type { Fetched } from "./fetched";
import type { Entry } from "./outbox";

/** A handle of its own, to be freed. */
export function expected(
  fetched: Pick<Fetched, "shop" | "known">,
  waiting: readonly Entry[],
  now: number,
): Member {
  const member = fetched.shop.program.member(fetched.known.text);
  for (const { event } of waiting) if (event) happened(fetched, member, event, now);
  return member;
}

/** Why something would be refused that is done now, after what waits. */
export function rehearsed(
  fetched: Pick<Fetched, "shop" | "known">,
  waiting: readonly Entry[],
  event: EventDocument,
  now: number,
): Refusal | undefined {
  using member = expected(fetched, waiting, now);
  const made = happened(fetched, member, event, now);
  return "problems" in made ? refusalOf(made.problems) : undefined;
}

/** Of a reward's stock as much is there as at first: the edge alone knows what is left. */
function happened(
  { shop: { program } }: Pick<Fetched, "shop">,
  member: Member,
  event: EventDocument,
  now: number,
): Answer<unknown> {
  const { rewards } = program.authority();
  const stock = rewards.find(({ reward }) => reward === event.redeem?.reward)?.stock;
  const redeem = event.redeem && stock !== undefined && { ...event.redeem, stock_left: stock };
  const dated = { ...event, at: now, ...(redeem && { redeem }) } as EventDocument;
  return answer(() => member.record(dated, { now }));
}
