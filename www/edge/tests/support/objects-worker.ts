/**
 * Lets tests call objects and modules one by one: `POST /CLASS/NAME/METHOD` with the arguments as a list. What a real disk may do wrong
 * is done by `sql`; nothing else differs from the objects as they are deployed.
 */
import { DurableObject } from "cloudflare:workers";
import type { MemberDocument } from "perks";
import * as codes from "../../src/codes.ts";
import type { CounterAsk, Entered, Env } from "../../src/contracts.ts";
import { counter, counterFor, readCounter } from "../../src/counters.ts";
import { askAgain, faults, programOf, versionOf } from "../../src/engine.ts";
import { resolve } from "../../src/entered.ts";
import { CodesObject as Codes } from "../../src/objects/codes.ts";
import { CounterObject as Counter } from "../../src/objects/counter.ts";
import { ProgramObject as Program } from "../../src/objects/program.ts";
import { Refusal } from "../../src/problem.ts";

/** Those that are not tested here. */
class Other extends DurableObject<Env> {}

export { Other as MemberObject, Other as OperationsObject };

type Row = Record<string, SqlStorageValue>;

export class ProgramObject extends Program {
  /** How many times each method was asked since the object began. */
  #asked: Record<string, number> = {};

  #stalledMs = 0;

  override async active() {
    this.#asked.active = (this.#asked.active ?? 0) + 1;
    if (this.#stalledMs > 0) await scheduler.wait(this.#stalledMs);
    return super.active();
  }

  /** It takes so long to answer from now on. */
  stall(milliseconds: number) {
    this.#stalledMs = milliseconds;
  }

  override text(version: number) {
    this.#asked.text = (this.#asked.text ?? 0) + 1;
    return super.text(version);
  }

  asked() {
    return this.#asked;
  }

  sql(query: string, ...bindings: SqlStorageValue[]): Row[] {
    return this.ctx.storage.sql.exec(query, ...bindings).toArray();
  }
}

export class CodesObject extends Codes {
  sql(query: string, ...bindings: SqlStorageValue[]): Row[] {
    return this.ctx.storage.sql.exec(query, ...bindings).toArray();
  }

  alarmAt() {
    return this.ctx.storage.getAlarm();
  }

  clean() {
    return this.alarm();
  }

  /** Without the object's knowing. */
  loseAlarm() {
    return this.ctx.storage.deleteAlarm();
  }
}

export class CounterObject extends Counter {
  #stalledMs = 0;

  /** From now on what it says to other objects is under way for so long. */
  stall(milliseconds: number) {
    this.#stalledMs = milliseconds;
  }

  override async exchange(...args: Parameters<Counter["exchange"]>) {
    const said = await super.exchange(...args);
    if (this.#stalledMs > 0) await scheduler.wait(this.#stalledMs);
    return said;
  }

  override async recall(now: number) {
    const said = await super.recall(now);
    if (this.#stalledMs > 0) await scheduler.wait(this.#stalledMs);
    return said;
  }

  /** Releases, and leaves the rest to the alarm: all that is on disk when it is killed between the two. */
  releaseUntold(hold: string) {
    this.ctx.storage.sql.exec(
      "UPDATE kept SET uses = uses - (SELECT uses FROM holds WHERE hold = ?), amount = amount - (SELECT amount FROM holds WHERE hold = ?)",
      hold,
      hold,
    );
    this.ctx.storage.sql.exec("DELETE FROM holds WHERE hold = ?", hold);
    return this.ctx.storage.setAlarm(Date.now() + 1_000);
  }

  sql(query: string, ...bindings: SqlStorageValue[]): Row[] {
    return this.ctx.storage.sql.exec(query, ...bindings).toArray();
  }
}

/** What one module does, by name; `env` comes first. */
const MODULES: Record<string, (env: Env, ...args: never[]) => unknown> = {
  ...codes,
  hashOfCode: (_, program: string, code: string) => codes.hashOfCode(program, code),
  hashOfSerial: (_, program: string, offer: string, serial: string) =>
    codes.hashOfSerial(program, offer, serial),
  /** Loads `count` codes from the number `first` on. */
  fill: (env, program: string, offer: string, first: number, count: number) =>
    codes.loadAll(env, program, offer, numbered(first, count, 1)),
  lookNumbered: async (env, program: string, first: number, count: number, step: number) => {
    const found = await codes.lookAll(env, program, numbered(first, count, step), 0);
    return found.filter((one) => one?.state === "free").length;
  },
  /** As many holds of three codes each, one after the other. */
  reserveNumbered: async (env, program: string, round: number, count: number) => {
    for (let nr = 0; nr < count; nr++) {
      const claims = numbered(round * 5_000 + 3 * nr, 3, 1).map((hash) => ({
        kind: "unique_code" as const,
        offer: "gift",
        hash,
      }));
      const { refused } = await codes.reserveAll(env, program, `${round}-${nr}`, claims, 1, 0);
      if (refused.length > 0) throw new Error(JSON.stringify(refused));
    }
  },
  counterFor: (env, program: string, counted: { offer: string }, limit: object, who: string) =>
    counterFor(env, program, counted, limit, who),
  readCounter: (env, program: string, counted: { offer: string }, now: number) =>
    readCounter(env, program, counted, now),
  /** As many holds at once, each of another member: whether it was granted, by hold. */
  rush: async (
    env,
    program: string,
    counted: { offer: string },
    ask: CounterAsk,
    first: number,
    count: number,
  ) => {
    const granted = await Promise.all(
      Array.from({ length: count }, async (_, at) => {
        const who = `m${first + at}`;
        const name = counterFor(env, program, counted, ask.limit, who);
        const grant = await counter(env, name).reserve({ ...ask, hold: who });
        return grant.granted ? [who, name] : [];
      }),
    );
    return granted.filter(([who]) => who);
  },
  /** For a guest, or a member of that document. */
  resolve: async (env, id: string, entered: Entered[], now: number, member?: MemberDocument) => {
    const loaded = await programOf(env, id, now);
    using handle = member ? loaded.program.member(member) : loaded.program.guest();
    const resolved = await resolve(env, loaded, handle, entered, now);
    // What the engine makes of it.
    const verdicts = handle.check({ now, coupons: resolved.coupons as never }).codes;
    return { ...resolved, claims: [...resolved.claims], verdicts };
  },
  programOf: async (env, id: string, now: number) => shown(await programOf(env, id, now)),
  /** As many calls at once. */
  programsOf: (env, id: string, now: number, times: number) =>
    Promise.all(Array.from({ length: times }, async () => shown(await programOf(env, id, now)))),
  versionOf: async (env, id: string, version: number) => shown(await versionOf(env, id, version)),
  askAgain: (_, id: string) => askAgain(id),
  faults: () => faults(),
};

/** Stand-ins for hashes: as evenly spread, and faster. */
function numbered(first: number, count: number, step: number) {
  return Array.from({ length: count }, (_, nr) => {
    let word = first + nr * step;
    let text = "";
    for (let part = 0; part < 8; part++) {
      word = Math.imul(word ^ (word >>> 16), 0x45d9f3b) + 0x9e3779b9;
      word ^= word >>> 15;
      text += (word >>> 0).toString(16).padStart(8, "0");
    }
    return text;
  });
}

function shown({ id, version, publishedAt, program }: Awaited<ReturnType<typeof programOf>>) {
  return { id, version, publishedAt, loaded: program.version };
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const [kind = "", name = "", method = ""] = new URL(request.url).pathname
      .slice(1)
      .split("/")
      .map(decodeURIComponent);
    const args = (await request.json()) as never[];
    try {
      const value =
        kind === "module"
          ? await MODULES[name]?.(env, ...args)
          : await called(env, kind as "PROGRAM", name, method, args);
      return Response.json({ value: value ?? null });
    } catch (error) {
      const { code, more } =
        error instanceof Refusal ? error : { code: undefined, more: undefined };
      return Response.json({ error: String(error), code, more }, { status: 500 });
    }
  },
};

function called(env: Env, kind: "PROGRAM", name: string, method: string, args: never[]) {
  const object = env[kind].get(env[kind].idFromName(name));
  return (object as unknown as Record<string, (...args: never[]) => unknown>)[method]?.(...args);
}
