/**
 * What was done and is to reach the edge: kept on the device before it is sent, and sent in its order, by one tab at a time, under a key that makes one
 * effect of however many tries. Whoever waits for an answer is told, in whichever tab; what is refused while nobody waits is kept, to be shown.
 */
import type { EventDocument } from "perks";
import type { Terms } from "../../../edge/src/member/terms";
import type { Waiting } from "../account";
import { isInstant, type Store } from "../store";
import { inTurn, Others } from "../turns";
import type { Reply } from "./calls";

export interface Entry extends Waiting {
  /** Below the member. */
  path: string;
  json: object;
  /** What it is to the engine, for previews of what comes after. */
  event: EventDocument;
  /** Of an order: what it promised when it was shown. */
  shown?: Terms;
}

/** What tabs tell each other. */
type News = { sent: string; reply: Reply } | { changed: true };

export class Outbox {
  /** The oldest first. */
  entries: readonly Entry[] = [];
  readonly #name: string;
  readonly #store: Store;
  readonly #send: (entry: Entry) => Promise<Reply>;
  readonly #changed: () => void;
  readonly #others: Others<News>;
  /** Who waits for which answer, in this tab. */
  readonly #asking = new Map<string, (reply: Reply) => void>();

  constructor(
    account: string,
    store: Store,
    send: (entry: Entry) => Promise<Reply>,
    changed: () => void,
  ) {
    this.#name = account;
    this.#store = store;
    this.#send = send;
    this.#changed = changed;
    this.#others = new Others(`perks/outbox/${account}`, (news) => void this.#hear(news));
  }

  /** What is still to be sent. */
  get open(): readonly Entry[] {
    return this.entries.filter(({ refusal }) => !refusal);
  }

  /** Of that, what nobody in this tab waits for. */
  get kept(): readonly Entry[] {
    return this.open.filter(({ key }) => !this.#asking.has(key));
  }

  /** What is no entry was written by nobody here, and is dropped. */
  async read(): Promise<void> {
    const all = await this.#store.list(`outbox/${this.#name}/`);
    for (const [path, value] of all) if (!isEntry(value)) await this.#store.drop(path);
    this.entries = all.flatMap(([, value]) => (isEntry(value) ? [value] : []));
  }

  /** Keeps it; its answer comes for as long as the tab is there. */
  async put(entry: Entry): Promise<{ reply: Promise<Reply> }> {
    const reply = new Promise<Reply>((resolve) => this.#asking.set(entry.key, resolve));
    // After all before it, done in the same millisecond or before a clock was set back.
    const last = this.entries.at(-1)?.since ?? 0;
    await this.#keep({ ...entry, since: Math.max(entry.since, last + 1) });
    this.#others.tell({ changed: true });
    return { reply };
  }

  /** Nobody waits any more. */
  leave(key: string): void {
    this.#asking.delete(key);
  }

  async drop(key: string): Promise<void> {
    const entry = this.entries.find((it) => it.key === key);
    if (entry) await this.#store.drop(this.#path(entry));
    await this.#read();
    this.#others.tell({ changed: true });
  }

  /** Sends all that is not refused, in its order; false where one met nobody. */
  drain(): Promise<boolean> {
    return inTurn(`perks/outbox/${this.#name}`, async () => {
      await this.#read();
      for (const entry of this.open) {
        const reply = await this.#send(entry);
        if (reply.is === "away") {
          await this.#keep({ ...entry, tries: entry.tries + 1 });
          return false;
        }
        await this.#settle(entry, reply);
      }
      return true;
    });
  }

  close(): void {
    this.#others.close();
  }

  async #settle(entry: Entry, reply: Exclude<Reply, { is: "away" }>): Promise<void> {
    // First: who is told that it waits, while it is being dropped, would never hear of a refusal.
    const isAsked = this.#answer(entry.key, reply);
    if (reply.is === "done" || isAsked) await this.#store.drop(this.#path(entry));
    else await this.#keep({ ...entry, refusal: reply.refusal });
    this.#others.tell({ sent: entry.key, reply });
    await this.#read();
  }

  #answer(key: string, reply: Reply): boolean {
    const asking = this.#asking.get(key);
    this.#asking.delete(key);
    asking?.(reply);
    return asking !== undefined;
  }

  async #hear(news: News): Promise<void> {
    // Another tab sent it, and kept the refusal since it waits here.
    const isOurs = "sent" in news && this.#answer(news.sent, news.reply);
    await this.#read();
    if (isOurs) await this.drop(news.sent);
  }

  async #keep(entry: Entry): Promise<void> {
    await this.#store.put(this.#path(entry), entry);
    await this.#read();
  }

  async #read(): Promise<void> {
    await this.read();
    this.#changed();
  }

  /** In the order of their beginning. */
  #path({ since, key }: Entry): string {
    return `outbox/${this.#name}/${String(since).padStart(15, "0")}-${key}`;
  }
}

function isEntry(value: unknown): value is Entry {
  const it = (value ?? {}) as Partial<Record<keyof Entry, unknown>>;
  return (
    typeof it.key === "string" &&
    (it.what === "order" || it.what === "event") &&
    typeof it.path === "string" &&
    isObject(it.json) &&
    isObject(it.event) &&
    isInstant(it.since) &&
    Number.isSafeInteger(it.tries) &&
    (it.refusal === undefined || isRefusal(it.refusal))
  );
}

function isRefusal(value: unknown): boolean {
  return isObject(value) && "code" in value && "problems" in value && Array.isArray(value.problems);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
