/** What the app says beside the package's sentences and the components' words, by language; each comes when it is wanted. */
import type { PerkStatus } from "perks";
import type { Texts } from "perks/texts";
import type { Locale } from "../../engine/speak";
import type { ViewName } from "../routes";

type Say = (text: string) => string;
type Many = (count: number, say: Texts) => string;

export interface AppWords {
  documentTitle(view: string, programme: string): string;
  navigation: string;
  tabs: Record<ViewName, string>;
  views: Record<ViewName, string>;
  loading: string;
  failed: string;
  notLoaded: string;
  retry: string;
  close: string;
  cancel: string;
  /** Of what waits to be sent. */
  kept: string;
  until: Say;
  change: Record<"plus" | "minus" | "later", Say>;
  changeOf(change: string, what: string): string;
  join: {
    title: Say;
    guest: string;
    first: string;
    invite: string;
    birthday: string;
    birthdayHelp: string;
    submit: string;
    done: string;
  };
  today: { title: string; run: Many; done: string; checkIn: Say; calendar: string };
  ends: { title: string };
  offers: {
    now: string;
    members: string;
    others: string;
    all: string;
    activate: string;
    activateOf: Say;
  };
  points: {
    lots: string;
    lotsOf: Say;
    ahead: string;
    chart: string;
    table: string;
    nothing: Say;
    when: string;
    what: string;
    change: string;
    after: string;
  };
  lots: {
    byHand: string;
    earned: Say;
    expires: Say;
    never: string;
    sliding: string;
    of: Say;
    pending: string;
  };
  waits: { until: Say; delivery: string; activity(name: string, until: string): string };
  perks: {
    perks: string;
    gives(gives: PerkStatus["gives"], say: Texts): string;
    used: Many;
    carried: Many;
    extra: Many;
    left: Many;
    anew: Say;
    had: string;
    notHad: string;
    use: string;
    useOf: Say;
  };
  about: {
    title: string;
    stage: string;
    segments: string;
    notKnown: string;
    favourite: Record<"sku" | "category" | "brand", string>;
  };
  wallet: {
    enter: string;
    code: string;
    keep: string;
    good: string;
    goodUntil: Say;
    empty: string;
    qr: Say;
  };
  report: { title: string; submit: string; of: Say; amount: string; quantity: string };
  rewards: {
    balance: string;
    confirm: Say;
    price(points: string, money_minor: number, say: Texts): string;
    has: Say;
    redeem: string;
    done: Say;
    redeemed: string;
    cancelled: string;
    giveBack: string;
    giveBackOf: Say;
    givenBack: Say;
  };
  history: {
    order: string;
    number: Say;
    all: string;
    empty: string;
    redeemed: string;
    activity: string;
    granted: string;
    expired: string;
    noLevel: string;
    coupon: string;
    couponUsed: string;
    couponRevoked: string;
    enrolled: string;
    joined: string;
    folded: string;
    orders: Many;
    paid: Say;
    back: Record<"part" | "all", string>;
    delivered: Say;
    lines: string;
    shipping: string;
    total: string;
    /** Where tax comes on top: a record has the prices alone. */
    totalBeforeTax: string;
    earned: string;
    clawedBack: Say;
    spent: string;
    cameBack: Say;
    offers: string;
    units(units: string, price: string): string;
    byPoints: Say;
    returned: Say;
    giveBack: string;
    giveBackDo: string;
    givenBack: string;
  };
  whatIf: {
    lead: string;
    buy: string;
    nothing: string;
    anAmount: string;
    purchase: string;
    amount: Say;
    day: string;
    newYear: string;
    today: string;
    on: Say;
    rightAfter: string;
    balance: string;
    now: Say;
    pending: Say;
    pay: string;
    earns: Say;
    changes: string;
    unchanged: string;
    andMore: Many;
    checkout: string;
  };
  more: Record<"check-in" | "rewards" | "what-if" | "history", string>;
  entry: {
    joined: string;
    granted: string;
    released: Say;
    expired: Say;
    spent: string;
    forfeited: string;
    transferred: string;
    givenBack: string;
    clawedBack: string;
    owed: string;
    repaid: string;
    level(ladder: string, level: string | undefined): string;
    entered: Say;
    left: Say;
    stage: Say;
    coupon: Say;
    revoked: string;
    activated: Say;
    plan(plan: string, until: string): string;
    credited: Say;
    used: Say;
    uses(perk: string, count: number, say: Texts): string;
    run: Say;
    migrated: Say;
  };
}

const WORDS: Record<Locale, () => Promise<AppWords>> = {
  en: async () => (await import("./en")).en,
  "zh-CN": async () => (await import("./zh-CN")).zhCN,
};

export function wordsOf(locale: Locale): Promise<AppWords> {
  return WORDS[locale]();
}
