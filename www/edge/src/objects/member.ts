/**
 * A member, or a guest's order: calls in turn, answers that were given, and what time brings. What each call does stands in `member/`.
 *
 * Calls that change anything wait for each other, since each awaits other objects; those that only read do not.
 */
import { DurableObject } from "cloudflare:workers";
import type { EventDocument } from "perks";
import type {
  Answer,
  Call,
  CheckRequest,
  CommitRequest,
  Env,
  HoldRequest,
  QuoteRequest,
  RefundRequest,
} from "../contracts.ts";
import * as carry from "../member/carry.ts";
import * as events from "../member/events.ts";
import { againAt, expire, finish, undo } from "../member/holds.ts";
import { keep } from "../member/log.ts";
import * as orders from "../member/orders.ts";
import { runErrands } from "../member/outbox.ts";
import type { Own } from "../member/own.ts";
import * as reads from "../member/reads.ts";
import { type Hold, Store } from "../member/store.ts";
import { ofThrown, Refusal } from "../problem.ts";

/** No turn takes longer, since others answer in seconds or not at all; one that was broken off must not stop all that follow. */
const TURN_MS = 60_000;

export class MemberObject extends DurableObject<Env> {
  readonly #own: Own;
  #turns: Promise<unknown> = Promise.resolve();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const store = new Store(ctx.storage);
    this.#own = { env, id: ctx.id.toString(), store };
    ctx.blockConcurrencyWhile(() => store.begin());
  }

  status(call: Call): Promise<Answer> {
    return this.#answering(() => reads.status(this.#own, call));
  }

  state(call: Call): Promise<Answer> {
    return this.#answering(() => reads.state(this.#own, call));
  }

  quote(call: Call, request: QuoteRequest): Promise<Answer> {
    return this.#answering(() => reads.quote(this.#own, call, request));
  }

  check(call: Call, request: CheckRequest): Promise<Answer> {
    return this.#answering(() => reads.check(this.#own, call, request));
  }

  receipts(call: Call): Promise<Answer> {
    return this.#answering(() => reads.receipts(this.#own, call));
  }

  receipt(call: Call, order: string): Promise<Answer> {
    return this.#answering(() => reads.receipt(this.#own, call, order));
  }

  export(call: Call): Promise<Answer> {
    return this.#answering(() => carry.exported(this.#own, call));
  }

  hold(call: Call, request: HoldRequest): Promise<Answer> {
    return this.#changing(call, () => orders.hold(this.#own, call, request));
  }

  commit(call: Call, order: string, request: CommitRequest = {}): Promise<Answer> {
    return this.#changing(call, () => orders.commit(this.#own, call, order, request));
  }

  release(call: Call, order: string): Promise<Answer> {
    return this.#changing(call, () => orders.release(this.#own, call, order));
  }

  order(call: Call, request: HoldRequest & CommitRequest): Promise<Answer> {
    return this.#changing(call, () => orders.order(this.#own, call, request));
  }

  record(call: Call, event: EventDocument): Promise<Answer> {
    return this.#changing(call, () => events.record(this.#own, call, event));
  }

  /** From another account's object alone. */
  receive(call: Call, event: EventDocument): Promise<Answer> {
    return this.#changing(call, () => events.receive(this.#own, call, event));
  }

  refund(call: Call, request: RefundRequest): Promise<Answer> {
    return this.#changing(call, () => events.refund(this.#own, call, request));
  }

  import(call: Call, document: object): Promise<Answer> {
    return this.#changing(call, () => carry.imported(this.#own, call, document));
  }

  erase({ once: _, ...call }: Call): Promise<Answer> {
    return this.#changing(call, () => carry.erase(this.#own, call));
  }

  /** In turn, so that nothing is recorded while all is gone through. */
  replay({ once: _, ...call }: Call): Promise<Answer> {
    return this.#changing(call, () => carry.replay(this.#own, call));
  }

  override alarm() {
    const { store } = this.#own;
    return store.alarm.rang(
      () => this.#onTime(),
      () => store.next(),
    );
  }

  async #onTime() {
    const { store } = this.#own;
    store.sweepAnswers(Date.now());
    const owner = store.owner();
    if (!owner) return;
    const call: Call = { ...owner, now: Date.now(), by: "edge" };
    try {
      await this.#tend(call);
    } finally {
      // Not in turn: two accounts may be telling each other something.
      await runErrands(this.#own, owner, call.now);
    }
  }

  /** What time has brought: ends of holds, and what was broken off. Each is a turn, so that calls come between and none takes too long. */
  async #tend(call: Call) {
    const { store } = this.#own;
    expire(this.#own, call.now);
    for (const { name, tries } of store.holdsDue(call.now)) {
      await this.#inTurn(async () => {
        // A call may have done it meanwhile: of what is recorded nothing may be given back.
        const hold = store.holdDue(name, call.now);
        if (hold) await this.#goOn(call, hold);
      }).catch(() => {
        const left = store.hold(name);
        // Going on may have counted this try itself.
        const tried = Math.max(left?.tries ?? 0, tries + 1);
        if (left) store.putHold({ ...left, tries: tried }, againAt(call.now, tries));
      });
    }
  }

  async #goOn(call: Call, hold: Hold) {
    if (hold.state === "committing") await finish(this.#own, orders.inIntent(call, hold), hold);
    else await undo(this.#own, call, hold.name, hold.state === "reserving" ? hold.plan.claims : []);
  }

  /** One effect and one answer for each `Idempotency-Key`. */
  #changing(call: Call, act: () => Promise<Answer>): Promise<Answer> {
    const { store } = this.#own;
    const { once } = call;
    return this.#inTurn(() =>
      this.#answering(async () => {
        if (!once) return act();
        const kept = store.answer(once.key, call.now);
        if (kept?.digest === once.digest) return kept.answer;
        if (kept) throw new Refusal("idempotency_conflict", "the key was used with other contents");
        const answer = await answering(act);
        // What was decided is kept. Where nothing was, since the call was wrong or something was out of reach, it may be made again.
        const isDecided = answer.status < 300 || answer.status === 409;
        return isDecided ? store.atomically(() => keep(this.#own, call, answer)) : answer;
      }),
    );
  }

  /** Any call sees to it that what is due is not forgotten. */
  #answering(act: () => Promise<Answer>): Promise<Answer> {
    const { store } = this.#own;
    if (store.alarm.isLost) store.wakeInTime();
    return answering(act);
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#turns.then(act);
    this.#turns = this.#turns.then(() => ended(turn));
    return turn;
  }
}

/** Once it has, however it did; or once nobody can wait any longer. */
function ended(turn: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, TURN_MS);
    const end = () => {
      clearTimeout(late);
      resolve();
    };
    turn.then(end, end);
  });
}

async function answering(act: () => Promise<Answer>): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    const answer = ofThrown(error);
    if (!answer) throw error;
    return answer;
  }
}
