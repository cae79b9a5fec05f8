/** What entries of the engine come to for the member, in a few words each. Those that only keep the books say nothing. */
import type { Entry } from "perks";
import type { Speaker } from "../engine/speak";
import type { AppWords } from "./words";

/** An amount of points with its sign, and what it is about; or only that. */
export interface Said {
  what: string;
  /** How the points change that can be spent, now or later. */
  change?: { points: number; sign: "plus" | "minus" | "later" };
}

type Points = Extract<Entry, { lot: string; points?: number }>;
type Teller<Kind extends Entry["kind"]> = (
  entry: Entry & { kind: Kind },
  speaker: Speaker,
  words: AppWords,
) => Said | undefined;

const plus = (points: number) => ({ points, sign: "plus" }) as const;
const minus = (points: number) => ({ points, sign: "minus" }) as const;

/** Why points came or went: by a rule of the programme, or in words of the app. */
function ruled(rule: string | undefined, speaker: Speaker, otherwise: string): string {
  return rule === undefined ? otherwise : speaker.name("rule", rule);
}

const TELLERS: { [Kind in Entry["kind"]]?: Teller<Kind> } = {
  joined: (_, __, { entry }) => ({ what: entry.joined }),
  granted: (it, speaker, { entry }) => ({
    what: it.conversion
      ? speaker.name("conversion", it.conversion)
      : ruled(it.rule, speaker, entry.granted),
    change: { points: it.points, sign: isLater(it) ? "later" : "plus" },
  }),
  released: (it, speaker, { entry }) => ({
    what: entry.released(ruled(it.rule, speaker, entry.granted)),
    change: plus(it.points),
  }),
  expired: (it, speaker, { entry }) => ({
    what: entry.expired(ruled(it.rule, speaker, entry.granted)),
    change: minus(it.points),
  }),
  spent: (it, _, { entry }) => ({ what: entry.spent, change: minus(it.points) }),
  converted: (it, speaker) => ({
    what: speaker.name("conversion", it.conversion),
    change: minus(it.points),
  }),
  forfeited: (it, _, { entry }) => ({ what: entry.forfeited, change: minus(it.points) }),
  transferred: (it, _, { entry }) => ({ what: entry.transferred, change: minus(it.points) }),
  given_back: (it, _, { entry }) => ({ what: entry.givenBack, change: plus(it.points) }),
  renewed: (it, _, { entry }) => ({ what: entry.givenBack, change: plus(it.points) }),
  clawed_back: (it, _, { entry }) =>
    it.points === undefined ? undefined : { what: entry.clawedBack, change: minus(it.points) },
  owed: (it, _, { entry }) => ({ what: entry.owed, change: minus(it.points) }),
  repaid: (it, _, { entry }) => ({ what: entry.repaid, change: plus(it.points) }),
  levelled: (it, speaker, { entry }) => ({
    what: entry.level(
      speaker.name("ladder", it.ladder),
      it.level && speaker.name("level", it.level, it.ladder),
    ),
  }),
  entered: (it, speaker, { entry }) => ({
    what: entry.entered(speaker.name("segment", it.segment)),
  }),
  left: (it, speaker, { entry }) => ({ what: entry.left(speaker.name("segment", it.segment)) }),
  staged: (it, speaker, { entry }) =>
    it.stage === undefined ? undefined : { what: entry.stage(speaker.name("stage", it.stage)) },
  issued: (it, speaker, { entry }) => ({ what: entry.coupon(speaker.name("offer", it.offer)) }),
  revoked: (_, __, { entry }) => ({ what: entry.revoked }),
  activated: (it, speaker, { entry }) => ({
    what: entry.activated(speaker.name("offer", it.offer)),
  }),
  subscribed: (it, speaker, { entry }) => ({
    what: entry.plan(speaker.name("plan", it.plan), speaker.say.day(it.expires_at)),
  }),
  credited: (it, { say }, { entry }) => ({ what: entry.credited(say.money(it.amount_minor)) }),
  used: (it, speaker, { entry }) => ({ what: entry.used(speaker.name("perk", it.perk)) }),
  redeemed: (it, speaker, { entry }) =>
    it.perk === undefined
      ? undefined
      : { what: entry.uses(speaker.name("perk", it.perk), it.quantity ?? 1, speaker.say) },
  ran: (it, { say }, { entry }) => ({ what: entry.run(say.days(it.days)) }),
  migrated: (it, { say }, { entry }) => ({ what: entry.migrated(say.count(it.version)) }),
};

export function told(entry: Entry, speaker: Speaker, words: AppWords): Said | undefined {
  const teller = TELLERS[entry.kind] as Teller<Entry["kind"]> | undefined;
  return teller?.(entry as never, speaker, words);
}

/** One text each: first what came or went, which is what one looks for. */
export function tellAll(entries: readonly Entry[], speaker: Speaker, words: AppWords): string[] {
  const all = entries.flatMap((entry) => told(entry, speaker, words) ?? []);
  const changes = all.flatMap(({ change, what }) =>
    change ? words.changeOf(changed(change, speaker, words), what) : [],
  );
  return [...changes, ...all.flatMap(({ change, what }) => (change ? [] : what))];
}

/** `+26`, or in words where it is for later. */
export function changed(
  { points, sign }: NonNullable<Said["change"]>,
  { say }: Speaker,
  words: AppWords,
): string {
  return words.change[sign](say.pointCount(points));
}

/** Whether what happened in the books of a lot is of a pool, by its lots' ids. */
export function isOf(entry: Entry, pool: string | undefined, lots: ReadonlyMap<string, string>) {
  return !("lot" in entry) || poolOf(entry, lots) === pool;
}

function poolOf(entry: Points, lots: ReadonlyMap<string, string>): string | undefined {
  return "pool" in entry && entry.pool !== undefined ? entry.pool : lots.get(entry.lot);
}

function isLater(it: Extract<Entry, { kind: "granted" }>): boolean {
  return it.waits_for !== undefined || Date.parse(it.available_at) > Date.parse(it.at);
}
