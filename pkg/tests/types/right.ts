/** Uses that must compile. Never run. */
import {
  type Authority, type Borne, type Cart, type CartDocument, type Entry, type EventDocument, type Hint, load, type Lot, type Member,
  type MemberDocument, type Message, type PerkGives, type PerkStatus, PerksError, type PlanStep, type PointsStatus, type Problem,
  Program, type Quote, type Reason, type Recorded, type RewardQuote, type ScoreStatus, type TierFact, type Voucher, type Watched,
} from "perks";
import { type Language, type Texts, texts } from "perks/texts";
import { en } from "perks/texts/en";
import { type DeclaredNameKind, type Names, names } from "perks/texts/names";
import { zhCN } from "perks/texts/zh-CN";
import {
  holderOf, type JwkSet, keySet, makeKeys, readVoucher, SignedError, signProgram, signVoucher, type VerifiedProgram, verifyProgram, verifyVoucher,
  type Voucher as SignedTerms, type VoucherClaims,
} from "perks/signed";
import { load as loadManually, start, startSync } from "perks/manual";

export async function everything(text: string, bytes: Uint8Array): Promise<void> {
  const program: Program = await load(text);
  const digits: number = program.digits;
  const digitsAndZone: [number, string] = [program.pointDigits, program.zone];
  const warnings: readonly Problem[] = program.warnings;

  const published: string = program.prepare() + program.prepare({ salt: "0123456789abcdef" });

  const member: Member = program.member(bytes);
  const guest = program.guest();
  const name: string | undefined = guest.id;
  const cart: Cart = program.cart({ currency: program.currency, lines: [] });

  const status = member.status({ now: new Date(0) });
  const worth: number | undefined = status.points.worth_minor;
  const soonest: string | undefined = status.points.next_expiry?.at;
  member.quote(cart, { now: 0 });
  member.quote(cart, { now: "2026-11-20T04:00:00Z", spend: 200 });
  const voucher: Voucher = { program: "p", offer: "o", serial: "V-1", key: "k", until: new Date(0) };
  member.quote(cart, { now: 0, coupons: ["SAVE10", { code: "U-1", offer: "once" }, { voucher }] });
  const quote: Quote = member.quote(cart, { now: 0, spend: "max" });
  for (const { message, example } of program.check()) say(message, example && program.cart(example).state().currency);
  const { offers, groups = [] } = program.combinations();
  const authority: Authority = program.authority();
  for (const { offer, total = 0, cancelled } of authority.offers) say(offer, total, cancelled === "kept", program.code("SAVE10"));
  for (const { id, revoked } of authority.keys) say(id, revoked.length, authority.rewards.map(({ stock }) => stock).length);
  for (const { offer, exclusive } of offers) say(offer, exclusive === "order", groups.length, program.combines(offer, "o"));
  say(published);
  if (program.conflicts("a", "b").includes("not_with")) say();
  const kept: string = member.inputs(cart, { now: 0, spend: "max" });
  if (quote.receipt) say(program.replay(quote.receipt, kept).outcome === "other", program.replay("{}", bytes).same);
  for (const line of quote.lines) for (const { offer, bearer } of line.discounts) say(offer, bearer);
  for (const { offer, bearer, bearers = [] } of quote.cash_back ?? []) say(offer, bearer ?? bearers[0]?.bearer);
  for (const { bearer, bearers } of status.cash_back ?? []) say(bearer === undefined ? bearers.length : bearer);

  const { entries, duplicate } = member.record({ id: "e-1", at: 0, delivered: { order: "o-1" } }, { now: 0 });
  for (const entry of entries) if (entry.kind === "granted") say(entry.lines?.[0]?.points, duplicate);
  for (const { gives, left = 0 } of status.perks ?? []) say(typeof gives === "string" ? gives : "a number", left);
  for (const { state, renews } of status.memberships ?? []) say(state, renews);
  for (const { level = "none", next, stay, loses } of status.tiers ?? []) {
    for (const { met, facts } of [...(next?.paths ?? []), ...(stay?.paths ?? [])]) say(level, met, facts.map(missing));
    say(loses?.perks.length, loses?.at);
  }
  say(status.stage ?? status.segments?.join(), (status.scores ?? []).map(scored));
  for (const { perk, lines } of quote.perks ?? []) say(perk, lines.length);
  for (const { ladder, level, until } of quote.tier_after ?? []) say(ladder, level, until);
  const settled: Recorded = member.settle({ now: new Date(0) });
  for (const { offer, change, saves_minor: saves, pays_minor } of member.hints(cart, { now: 0, at_most: 5 }).hints) {
    say(offer, change.at ?? change.set?.payment ?? change.without?.join(), saves - pays_minor);
    for (const { units, lines } of change.add ?? []) lines.forEach((line) => (say(units), cart.addLine(line)));
  }
  const { balance, until } = member.forecast({ now: 0, until: "2026-11-20T04:00:00Z" });
  const { status: then } = member.forecast({ now: 0, until: 9, events: [{ id: "e", at: 5, use: { perk: "lounge" } }] });
  say(then.tiers?.[0]?.why);
  member.record("{}", { now: 0 });
  member.record(bytes, { now: 0 });
  const snapshot: MemberDocument = member.state();
  const document: CartDocument = cart.state();
  say(settled, balance, until, document.lines[0]?.tags?.length);

  cart.setUnits("1", 2);
  cart.addLine("{}");
  cart.removeLine("1");
  cart.free();
  guest[Symbol.dispose]();
  using again = program.member(snapshot);
  say(digits, digitsAndZone, warnings, name, worth, soonest, again.id, program instanceof Program);
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
    case "no_such_price":
    case "out_of_stock":
    case "code_needed":
    case "unknown_code":
    case "revoked":
    case "other_holder":
    case "not_held":
    case "not_activated":
    case "left_out":
    case "not_referred":
    case "not_invited":
      return reason.code;
    case "wrong_time":
      return reason.next ?? reason.code;
    case "other_level":
    case "other_segment":
      return reason.needs.join();
    case "other_class":
      return `${reason.of} ${reason.name} ${reason.needs.join()} ${reason.has}`;
    case "no_membership":
      return reason.has ?? reason.ended ?? reason.plan;
    case "too_soon":
      return reason.from ?? reason.of;
    case "too_late":
      return reason.until ?? reason.of;
    case "too_little":
      return String(reason.unit === "money" ? reason.missing_minor : reason.missing);
    case "too_much":
      return String(reason.unit === "money" ? reason.maximum_minor : reason.maximum);
    case "not_known":
      return `${reason.of} ${reason.name}`;
    case "other_order":
      return String(reason.has);
    case "limit_reached":
      return String(reason.limit - reason.used);
    case "budget_reached":
      return String(reason.limit_minor - reason.used_minor);
    case "used":
      return reason.order;
    case "voucher_of_other_program":
      return reason.program;
    case "key_refused":
      return reason.key;
    case "points_over":
      return String(reason.maximum);
    case "amount_short":
      return String(reason.missing_minor);
    case "units_short":
    case "balance_short":
    case "spend_below_minimum":
    case "spend_below_item":
    case "points_short":
      return String(reason.missing);
    case "none_met":
    case "too_few_met":
      return reason.of.flat().map(sentence).join();
    case "better_offer":
    case "conflict":
      return reason.offer;
    case "better_combination":
      return String(reason.by_minor);
    case "not_chosen":
      return reason.code;
    case "spend_off_step":
      return String(reason.step);
    case "spend_over_maximum":
      return String(reason.maximum);
    default:
      return reason satisfies never;
  }
}

/** A number's unit says how it is written. */
export function missing(fact: TierFact): string | number | undefined {
  if (fact.unit === undefined) return fact.reasons?.map(sentence).join() ?? fact.paths?.length;
  return fact.unit === "money" ? fact.missing_minor : fact.missing;
}

export function scored(score: ScoreStatus): string | undefined {
  const inputs = (score.inputs ?? []).map(({ of, name, class: of_other }) => `${of} ${name} ${of_other}`);
  const value = score.unit === "money" ? score.value_minor : score.value;
  return score.class ?? (value === undefined ? inputs.join() : String(value));
}

/** Every kind of entry has a branch: a new one breaks this function. */
export function told(entry: Entry): unknown {
  switch (entry.kind) {
    case "recorded":
      return entry.digest;
    case "settled":
    case "delivered":
      return entry.at;
    case "joined":
      return entry.referred_by ?? entry.day;
    case "profiled":
      return entry.household ?? entry.gender ?? entry.day ?? Object.entries(entry.attributes ?? {}).length;
    case "migrated":
      return entry.version;
    case "folded":
      return entry.until;
    case "staged":
      return entry.stage;
    case "subscribed":
      return `${entry.plan} ${entry.do} ${entry.expires_at}`;
    case "used":
      return entry.quantity - (entry.carried ?? 0) - (entry.extra ?? 0);
    case "brought":
      return entry.of;
    case "issued":
      return entry.worth_minor ?? entry.expires_at ?? entry.coupon;
    case "revoked":
      return entry.coupon;
    case "activated":
      return entry.offer;
    case "cash_back":
      return entry.shares.reduce((sum, { amount_minor }) => sum + amount_minor, 0);
    case "credited":
      return `${entry.conversion === undefined ? entry.offer.length : entry.conversion.length} ${entry.amount_minor}`;
    case "cash_back_returned":
      return entry.bearers?.reduce((sum, { amount_minor }) => sum + amount_minor, 0) ?? entry.bearer;
    case "ordered":
      return entry.order_lines.map(({ price_minor, net_minor, points_minor }) => [price_minor, net_minor, points_minor]);
    case "returned":
      return entry.returned.reduce((sum, { pay_minor }) => sum + pay_minor, 0);
    case "reported":
      return entry.quantity ?? entry.amount_minor ?? entry.activity;
    case "ran":
      return entry.days;
    case "carried":
      return entry.amount_minor;
    case "redeemed":
      return entry.reward;
    case "cancelled":
      return entry.redemption ?? entry.source;
    case "levelled":
      return entry.why ?? entry.level ?? entry.since;
    case "entered":
    case "left":
      return entry.segment;
    case "met":
    case "unmet":
      return watched(entry) + entry.at;
    case "granted":
      return entry.waits_for === undefined ? entry.available_at.length : entry.waits_for;
    case "released":
      return entry.available_at;
    case "extended":
      return entry.expires_at;
    case "spent":
      return entry.order === undefined ? entry.redemption.length : entry.worth_minor;
    case "converted":
      return entry.conversion;
    case "given_back":
    case "expired":
    case "forfeited":
      return `${entry.lot} ${entry.points}`;
    case "renewed":
      return entry.source;
    case "clawed_back":
      return entry.order ?? entry.rule;
    case "restored":
      return entry.order;
    case "owed":
    case "cleared":
      return entry.source;
    case "repaid":
      return entry.lot;
    case "sent":
    case "transferred":
      return entry.to;
    default:
      return entry satisfies never;
  }
}

export function watched(of: Watched): string {
  if (of.rule !== undefined) return of.rule;
  if (of.offer !== undefined) return of.offer;
  if (of.forfeit !== undefined) return of.forfeit;
  if (of.conversion !== undefined) return of.conversion;
  return of satisfies never;
}

/** Every code has a branch: a new one breaks this function. */
export function wrong(problem: Problem): string {
  switch (problem.code) {
    case "wrong_type":
      return problem.params?.expected ?? problem.params?.found ?? problem.message;
    case "duplicate_field":
      return problem.params.instead ?? problem.params.name;
    case "deprecated":
      return `${problem.params.name} ${problem.params.instead}`;
    case "unknown_field":
      return problem.params.near ?? problem.params.name;
    case "not_supported":
      return problem.params.name;
    case "missing_field":
      return problem.params?.name ?? problem.path;
    case "unknown_choice":
      return problem.params.choices?.join() ?? problem.params.near ?? problem.params.found;
    case "too_many":
    case "too_long":
      return String(problem.params?.maximum);
    case "too_many_decimals":
      return String(problem.params.maximum);
    case "out_of_range":
      return String(problem.params?.minimum ?? problem.params?.maximum ?? problem.params?.above);
    case "bad_id":
      return `${problem.params.kind} ${problem.params.found}`;
    case "bad_decimal":
    case "bad_date":
    case "bad_instant":
    case "bad_time":
    case "bad_locale":
    case "unknown_currency":
    case "unknown_zone":
      return problem.params.found;
    case "unsupported_format":
      return `${problem.params.found} ${problem.params.reads}`;
    case "wrong_currency":
    case "wrong_program":
      return problem.params.needs;
    case "duplicate_id":
    case "unknown_line":
      return problem.params.id;
    case "order_decides":
      return `${problem.params.offer} ${problem.params.before} ${problem.params.other_minor - problem.params.off_minor}`;
    case "unknown_name":
      return problem.params.near ?? problem.params.declared?.join() ?? `${problem.params.kind} ${problem.params.name}`;
    case "unknown_lot":
      return problem.params?.id ?? problem.path;
    case "unknown_order":
      return `${problem.params.kind} ${problem.params.id}`;
    case "spend_refused":
      return sentence(problem.params.reason);
    case "coupon_refused":
      return problem.params.entered + sentence(problem.params.reason);
    case "event_refused":
      return problem.params?.reason === undefined ? problem.message : sentence(problem.params.reason);
    case "more_problems":
      return String(problem.params.count);
    case "too_large":
    case "not_utf8":
    case "not_json":
    case "too_deep":
    case "not_plain":
    case "not_started":
    case "not_loaded":
    case "not_one_choice":
    case "empty":
    case "bad_zone":
    case "empty_window":
    case "contradiction":
    case "no_effect":
    case "unbounded":
    case "bad_lot":
    case "over_limit":
    case "event_conflict":
    case "event_too_early":
    case "event_in_future":
    case "wrong_member":
    case "return_refused":
    case "other_program":
    case "wrong_handle":
    case "freed_handle":
    case "internal":
      return problem.message;
    default:
      return problem satisfies never;
  }
}

/** Whatever can happen has a branch: a new event breaks this function. */
export function happened(event: EventDocument): unknown {
  if (event.order !== undefined) return event.order.cart.lines.length;
  if (event.coupon !== undefined) return event.coupon.issue?.offer ?? event.coupon.revoke?.coupon;
  if (event.refund !== undefined) return event.refund.lines?.length;
  if (event.delivered !== undefined) return event.delivered.order;
  if (event.activity !== undefined) return event.activity.amount_minor ?? event.activity.quantity;
  if (event.redeem !== undefined) return event.redeem.reward;
  if (event.cancel !== undefined) return event.cancel.use ?? event.cancel.redemption;
  if (event.membership !== undefined) return stepped(event.membership.do);
  if (event.activate !== undefined) return event.activate.offer;
  if (event.use !== undefined) return event.use.count ?? 1;
  if (event.level !== undefined) return event.level.until;
  if (event.segment !== undefined) return event.segment.in === "yes";
  if (event.adjust !== undefined) return event.adjust.points;
  if (event.transfer !== undefined) return event.transfer.to;
  if (event.receive !== undefined) return event.receive.lots.reduce((sum, { points }) => sum + points, 0);
  if (event.referral !== undefined) return event.referral.of;
  if (event.join !== undefined) return event.join.referred_by;
  if (event.profile !== undefined) return event.profile.attributes?.nps;
  return event satisfies never;
}

function stepped(step: PlanStep): string {
  switch (step) {
    case "trial":
    case "paid":
    case "stop":
    case "end":
      return step;
    default:
      return step satisfies never;
  }
}

/** Every change that a hint can make has its words: a new one lacks them here. */
export const changes: { [Name in keyof Hint["change"]]-?: (value: NonNullable<Hint["change"][Name]>) => unknown } = {
  cost_minor: (cost) => cost / 100,
  add: (goods) => goods.map(({ amount_minor, units = 0, lines }) => [amount_minor, units, lines.length]),
  at: (instant) => new Date(instant),
  set: ({ channel, payment, attributes = {} }) => [channel, payment, ...Object.keys(attributes)],
  without: (offers) => offers.join(),
  spend: (points) => points + 1,
};

/** What is one of a few: a new one breaks this function. */
export function few(lot: Lot, reward: RewardQuote, perk: PerkStatus, borne: Borne): unknown[] {
  const given = typeof perk.gives === "string" ? perk.gives : granted(perk.gives);
  const bought = reward.gives === "donation" ? reward.gives : prize(reward.gives);
  const bearer = borne.bearer ?? borne.bearers.map((part) => [part.bearer, part.amount_minor]);
  const { state } = lot;
  switch (state) {
    case "pending":
    case "available":
    case "expired":
    case "used_up":
      return [given, bought, bearer, lot.available_at ?? (lot.waits_for === "delivery" ? lot.waits_for : lot.waits_for.activity.id)];
    default:
      return state satisfies never;
  }
}

function granted(gives: Exclude<PerkGives, string>): number {
  if (gives.return_days !== undefined) return gives.return_days;
  if (gives.priority !== undefined) return gives.priority;
  if (gives.allowance !== undefined) return gives.allowance;
  return gives satisfies never;
}

function prize(gives: Exclude<RewardQuote["gives"], string>): unknown {
  if (gives.gift !== undefined) return gives.gift.sku;
  if (gives.gift_card !== undefined) return gives.gift_card.worth_minor;
  if (gives.cash_back !== undefined) return gives.cash_back.worth_minor;
  if (gives.coupon !== undefined) return gives.coupon.worth_minor ?? gives.coupon.offer;
  if (gives.partner !== undefined) return gives.partner.worth_minor;
  if (gives.perk !== undefined) return gives.perk.uses;
  if (gives.tier !== undefined) return gives.tier.level;
  return gives satisfies never;
}

/** One of each; a message's event is an event. */
export function events(message: Message, cart: CartDocument): EventDocument[] {
  const head = { id: "e-1", at: new Date(0) };
  return [
    { ...head, order: { id: "o-1", cart, spend: 5, prices: { "1": { price: "p", points: 5 } } } },
    { ...head, order: { id: "o-1", cart: { ...cart, shipping: { cost_minor: 800, tax: { rate: "6" } }, gift_card_minor: 5 } } },
    { ...head, order: { id: "o-1", cart: { ...cart, channel: "app", region: "CN/31", attributes: { party: 4, table: "w" } } } },
    { ...head, refund: { order: "o-1" } },
    { ...head, refund: { order: "o-1", lines: [{ line: "1", units: 1 }], shipping: "returned" } },
    { ...head, delivered: { order: "o-1" } },
    { ...head, activity: { id: "review", quantity: 3 } },
    { ...head, redeem: { reward: "mug", stock_left: 4 } },
    { ...head, cancel: { redemption: "r-1" } },
    { ...head, cancel: { use: "u-1" } },
    { ...head, coupon: { issue: { id: "c-1", offer: "paper", worth_minor: 150 } } },
    { ...head, membership: { plan: "prime", do: "trial" } },
    { ...head, use: { perk: "lounge", count: 2 } },
    { ...head, level: { level: "gold", until: 0 } },
    { ...head, segment: { id: "staff", in: "yes" } },
    { ...head, correction: { reason: "the till was offline" }, adjust: { points: -5, reason: "found out" } },
    { ...head, transfer: { to: "n", points: 5 } },
    { ...head, receive: { from: "n", lots: [{ points: 5, expires_at: 0 }] } },
    { ...head, referral: { of: "n" } },
    { ...head, join: {} },
    { ...head, profile: { birthday: "1990-05-01", household: "h" } },
    { ...head, profile: { gender: "x", attributes: { nps: 9, skin: "dry", car: null } } },
    message.event,
  ];
}

export function books({ balance, pending, spent, expired, ...points }: PointsStatus): boolean {
  const { clawed_back = 0, forfeited = 0, transferred = 0 } = points;
  return points.granted === balance + pending + spent + expired + clawed_back + forfeited + transferred;
}

export async function manually(module: object, bytes: Uint8Array): Promise<Program> {
  await start(module);
  await start("perks_bg.wasm");
  await start(Promise.resolve(bytes));
  startSync(bytes);
  return loadManually("{}");
}

declare function say(...values: unknown[]): void;

export function sentences(problem: Problem, reason: Reason): string[] {
  const language: Language = { ...zhCN, reasons: { ...zhCN.reasons, used: ({ order }) => order } };
  const says: Texts = texts(language, { currency: "CNY", timeZone: "+08:00", name: (kind, id) => (kind === "offer" ? id : undefined) });
  // What a code carries is known by the code.
  if (problem.code === "unknown_name") return [problem.params.kind, problem.params.near ?? "", ...(problem.params.declared ?? [])];
  if (problem.code === "event_refused" && problem.params?.reason) return [says.reason(problem.params.reason)];
  return [reason, { code: "used", order: "o" } as const].map(says.reason).concat(says.problem(problem), texts(en, { currency: "JPY", digits: 0, timeZone: "UTC" }).money(1n));
}

export async function signed(text: string, known: JwkSet): Promise<VerifiedProgram | undefined> {
  const { privateKey, publicKeys } = await makeKeys({ kid: "k", from: new Date(0), until: "2030-01-01T00:00:00Z" });
  const jws: string = await signProgram(text, privateKey, { kid: "k" });
  await verifyProgram(jws, publicKeys, { now: 0 });
  try {
    return await verifyProgram(jws, known, { now: new Date(0), id: "p", atLeast: 3 });
  } catch (error) {
    if (error instanceof SignedError && error.code === "old_version") return undefined;
    throw error;
  }
}

export async function vouchers(jws: string, known: JwkSet, member: Member, cart: Cart): Promise<SignedTerms | string> {
  const { privateKey, publicKeys } = await makeKeys();
  const claims: VoucherClaims = { jti: "V-1", aud: "p", offer: "o", sub: await holderOf("V-1", "m"), nbf: 0, exp: 1, iat: undefined };
  await verifyVoucher(await signVoucher(claims, privateKey, { kid: "k" }), publicKeys, { now: 0 });
  await verifyVoucher(jws, keySet([{ id: "k", public: "", from: "2026-11-01T00:00:00Z" }]), { now: new Date(0) });
  const { voucher, kid } = readVoucher(jws);
  // What is verified, or only read, is what the engine takes.
  const entered: Voucher = voucher;
  member.quote(cart, { now: 0, coupons: [{ voucher: entered }] });
  if (voucher.key !== kid || (voucher.until ?? "") > "2030") return voucher.serial;
  try {
    return (await verifyVoucher(jws, known, { now: 0 })).voucher;
  } catch (error) {
    // What is wrong is known by the code, and of a claim which.
    if (error instanceof SignedError && error.code === "not_voucher") return (error as SignedError<"not_voucher">).params.claim ?? "";
    throw error;
  }
}

export function called(document: unknown): string | undefined {
  const { title, name }: Names = names(document, "zh-CN");
  const kind: DeclaredNameKind = "reward";
  const say = texts(zhCN, { currency: "CNY", timeZone: "Asia/Shanghai", name });
  return title ?? name(kind, "mug") ?? name("level", "gold", "card") ?? say.name("offer", "ten");
}
