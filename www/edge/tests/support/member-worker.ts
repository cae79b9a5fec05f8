/**
 * Members' objects with all others, called by tests one by one: `POST /CLASS/NAME/METHOD` with the arguments as a list. Besides, tests may alter
 * what is on disk, and let calls of other objects fail before or after they have done what they do.
 */
import { DurableObject } from "cloudflare:workers";
import { hashOfCode, loadAll, lookAll } from "../../src/codes.ts";
import type { Env } from "../../src/contracts.ts";
import { readCounter } from "../../src/counters.ts";
import { askAgain, programOf } from "../../src/engine.ts";
import { CodesObject as Codes } from "../../src/objects/codes.ts";
import { CounterObject as Counter } from "../../src/objects/counter.ts";
import { MemberObject as Member } from "../../src/objects/member.ts";
import { ProgramObject } from "../../src/objects/program.ts";

class OperationsObject extends DurableObject<Env> {}

export { OperationsObject, ProgramObject };

interface Fault {
  method: string;
  when: "before" | "after" | "slow";
  times: number;
}

/** As long as an answer may take, or nearly. */
const SLOW_MS = 2_000;

/** By class: of all its objects in this isolate. */
const faults: Record<string, Fault | undefined> = {};

async function faulty<T>(kind: string, method: string, act: () => Promise<T>): Promise<T> {
  const fault = faults[kind];
  const isHit = fault?.method === method && fault.times > 0;
  if (fault && isHit) fault.times -= 1;
  if (isHit && fault.when === "before") throw new Error("out of reach");
  if (isHit && fault.when === "slow") await scheduler.wait(SLOW_MS);
  const result = await act();
  if (isHit && fault.when === "after") throw new Error("the answer was lost");
  return result;
}

export class CodesObject extends Codes {
  override reserve(...asked: Parameters<Codes["reserve"]>) {
    return faulty("CODES", "reserve", () => super.reserve(...asked));
  }

  override confirm(hold: string) {
    return faulty("CODES", "confirm", () => super.confirm(hold));
  }

  override release(hold: string) {
    return faulty("CODES", "release", () => super.release(hold));
  }
}

export class CounterObject extends Counter {
  override read(now: number) {
    return faulty("COUNTER", "read", () => super.read(now));
  }

  override reserve(...asked: Parameters<Counter["reserve"]>) {
    return faulty("COUNTER", "reserve", () => super.reserve(...asked));
  }

  override confirm(...asked: Parameters<Counter["confirm"]>) {
    return faulty("COUNTER", "confirm", () => super.confirm(...asked));
  }

  override release(hold: string) {
    return faulty("COUNTER", "release", () => super.release(hold));
  }
}

export class MemberObject extends Member {
  #isRinging = false;

  override receive(...asked: Parameters<Member["receive"]>) {
    return faulty("MEMBER", "receive", () => super.receive(...asked));
  }

  sql(query: string, ...bindings: SqlStorageValue[]) {
    return this.ctx.storage.sql.exec(query, ...bindings).toArray();
  }

  override async alarm() {
    this.#isRinging = true;
    try {
      await super.alarm();
    } finally {
      this.#isRinging = false;
    }
  }

  /** While the alarm is under way: for when it is set again by then. */
  async rings() {
    return this.#isRinging ? { setFor: await this.ctx.storage.getAlarm() } : null;
  }

  ring() {
    return this.alarm();
  }

  alarmAt() {
    return this.ctx.storage.getAlarm();
  }

  /** What is still to be told is to be told then. */
  async tellAt(time: number) {
    this.ctx.storage.sql.exec("UPDATE outbox SET next = ?", time);
    await this.ctx.storage.setAlarm(time);
  }

  /** Without the object's knowing. */
  loseAlarm() {
    return this.ctx.storage.deleteAlarm();
  }
}

const MODULES: Record<string, (env: Env, ...args: never[]) => unknown> = {
  loadCodes: async (env, program: string, offer: string, codes: string[]) =>
    loadAll(env, program, offer, await hashes(env, program, codes)),
  lookCodes: async (env, program: string, codes: string[]) => {
    const looked = await lookAll(env, program, await hashes(env, program, codes), Date.now());
    return looked.map((it) => it?.state ?? null);
  },
  count: (env, program: string, counted: never) => readCounter(env, program, counted, Date.now()),
  askAgain: (_, id: string) => askAgain(id),
  fault: (_, kind: string, fault: Fault) => {
    faults[kind] = fault;
  },
};

async function hashes(env: Env, id: string, codes: string[]) {
  const { program } = await programOf(env, id, Date.now());
  return Promise.all(codes.map((code) => hashOfCode(id, program.code(code))));
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const [kind = "", name = "", method = ""] = new URL(request.url).pathname
      .slice(1)
      .split("/")
      .map(decodeURIComponent);
    const args = (await request.json()) as never[];
    try {
      const value = await (kind === "module"
        ? MODULES[name]?.(env, ...args)
        : called(env, kind as "MEMBER", name, method, args));
      return Response.json({ value: value ?? null });
    } catch (error) {
      return Response.json({ error: String(error) }, { status: 500 });
    }
  },
};

function called(env: Env, kind: "MEMBER", name: string, method: string, args: never[]) {
  const object = env[kind].get(env[kind].idFromName(name));
  return (object as unknown as Record<string, (...args: never[]) => unknown>)[method]?.(...args);
}
