/** A limit of everybody: a bank, or a shard of it, as its name says. */
import { DurableObject } from "cloudflare:workers";
import type {
  Amounts,
  CounterAsk,
  CounterCalls,
  CounterParts,
  Env,
  Exchange,
} from "../contracts.ts";
import { Bank } from "../counter/bank.ts";
import { Book } from "../counter/book.ts";
import { Shard } from "../counter/shard.ts";
import { setting } from "../settings.ts";

export class CounterObject extends DurableObject<Env> implements CounterCalls, CounterParts {
  #book: Book;
  #bank: Bank | undefined;
  #shard: Shard | undefined;
  /** The object of that name beside this one. */
  #beside: (name: string) => DurableObjectStub<CounterObject>;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const name = ctx.id.name ?? "";
    const [limit, part] = [
      name.slice(0, name.lastIndexOf("/")),
      name.slice(name.lastIndexOf("/") + 1),
    ];
    this.#beside = (of) => env.COUNTER.get(env.COUNTER.idFromName(`${limit}/${of}`));
    this.#book = new Book(ctx.storage.sql);
    if (part === "bank")
      this.#bank = new Bank(ctx.storage, this.#book, this.#beside, setting(env, "COUNTER_SHARDS"));
    else this.#shard = new Shard(ctx.storage, this.#book, part, () => this.#beside("bank"));
  }

  async reserve(ask: CounterAsk) {
    return (this.#bank ?? this.#as(this.#shard)).reserve(ask);
  }

  async confirm(hold: string, needed?: Amounts): Promise<boolean> {
    const isHeld = this.ctx.storage.transactionSync(() => this.#book.confirm(hold, needed));
    await this.#shard?.tell();
    return isHeld;
  }

  async release(hold: string): Promise<void> {
    this.ctx.storage.transactionSync(() => this.#book.release(hold));
    await this.#shard?.tell();
  }

  async read(now: number): Promise<Amounts> {
    const shards = await Promise.all(
      (this.#bank?.shards() ?? []).map((shard) => this.#beside(shard).read(now)),
    );
    const own = this.#book.read(now);
    return shards.reduce(
      (sum, { uses, amount }) => ({ uses: sum.uses + uses, amount: sum.amount + amount }),
      own,
    );
  }

  async exchange(shard: string, said: Exchange) {
    return this.#as(this.#bank).exchange(shard, said);
  }

  async recall(now: number) {
    return this.#as(this.#shard).recall(now);
  }

  override async alarm() {
    await this.#shard?.tell();
  }

  #as<T>(role: T | undefined): T {
    if (role === undefined)
      throw new Error("a bank is asked what a shard is asked, or the other way round");
    return role;
  }
}
