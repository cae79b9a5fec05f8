/** Uses that must compile. Never run. */
import { type Cart, load, type Member, PerksError, type Problem, Program, type Quote, type Reason } from "perks";
import { load as loadManually, start, startSync } from "perks/manual";

export async function everything(text: string, bytes: Uint8Array): Promise<void> {
  const program: Program = await load(text);
  const digits: number = program.digits;
  const warnings: readonly Problem[] = program.warnings;

  const member: Member = program.member(bytes);
  const guest = program.guest();
  const name: string | undefined = guest.id;
  const cart: Cart = program.cart({ currency: program.currency, lines: [] });

  const status = member.status({ now: new Date(0) });
  const worth: number | undefined = status.points.worth_minor;
  const soonest: string | undefined = status.points.next_expiry?.at;
  member.quote(cart, { now: 0 });
  member.quote(cart, { now: "2026-11-20T04:00:00Z", spend: 200 });
  const quote: Quote = member.quote(cart, { now: 0, spend: "max" });
  for (const line of quote.lines) for (const { offer, bearer } of line.discounts) say(offer, bearer);

  const { entries, duplicate } = member.record({ id: "e-1" }, { now: 0 });
  for (const entry of entries) if (entry.kind === "granted") say(entry.lines[0]?.points, duplicate);
  const snapshot: object = member.state();

  cart.setUnits("1", 2);
  cart.addLine("{}");
  cart.removeLine("1");
  cart.free();
  guest[Symbol.dispose]();
  using again = program.member(snapshot);
  say(digits, warnings, name, worth, soonest, again.id, program instanceof Program);
}

export function refusals(error: unknown): string[] {
  if (!(error instanceof PerksError)) throw error;
  const literal: "PerksError" = error.name;
  return [literal, ...error.problems.map(({ code, path, line = 0, help = "" }) => `${code} ${path} ${line} ${help}`)];
}

/** Every code has a branch: a new one breaks this function. */
export function sentence(reason: Reason): string {
  switch (reason.code) {
    case "not_yet":
      return reason.from;
    case "ended":
      return reason.until;
    case "not_enrolled":
    case "excluded":
    case "nothing_to_discount":
    case "spending_off":
      return reason.code;
    case "amount_short":
      return String(reason.missing_minor);
    case "units_short":
    case "balance_short":
    case "spend_below_minimum":
      return String(reason.missing);
    case "none_met":
    case "too_few_met":
      return reason.of.flat().map(sentence).join();
    case "better_offer":
      return reason.offer;
    case "spend_off_step":
      return String(reason.step);
    case "spend_over_maximum":
      return String(reason.maximum);
    default:
      return reason satisfies never;
  }
}

export async function manually(module: object, bytes: Uint8Array): Promise<Program> {
  await start(module);
  await start("perks_bg.wasm");
  await start(Promise.resolve(bytes));
  startSync(bytes);
  return loadManually("{}");
}

declare function say(...values: unknown[]): void;
