/** What tests of accounts share: an edge of their own, the site before it, and a look at the account that a page has opened. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import { load } from "perks";
import { signProgram } from "perks/signed";
import { preview } from "vite";
import { start } from "../edge/local/serve.mjs";
import type { Account } from "../src/account/account";
import type { Opened } from "../src/shell/open";

export { expect };

type Running = Awaited<ReturnType<typeof start>>;

/** The edge as tests see it: it can go away, and be asked behind the page's back. */
export class Edge {
  #running: Running | undefined;
  readonly #port: number;
  readonly #state: string;

  constructor(port: number, state: string) {
    this.#port = port;
    this.#state = state;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get secrets() {
    if (!this.#running) throw new Error("the edge is away");
    return this.#running.secrets;
  }

  async come(): Promise<void> {
    this.#running ??= await start({ port: this.#port, state: this.#state, log: null });
  }

  async go(): Promise<void> {
    await this.#running?.end();
    this.#running = undefined;
  }

  /** As the back office. */
  async ask(method: string, path: string, body?: object | string) {
    const isSigned = typeof body === "string";
    const answer = await fetch(`${this.url}/v1/programs${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${this.secrets.shops.office}`,
        "Idempotency-Key": crypto.randomUUID(),
        ...(body && { "Content-Type": isSigned ? "application/jose" : "application/json" }),
      },
      ...(body && { body: isSigned ? body : JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() };
  }

  /** The gallery's programme, changed, as its next version. */
  async publish(program: string, change: (document: object) => void): Promise<void> {
    const file = resolve(import.meta.dirname, "../../programs", program, "program.json");
    const document = JSON.parse(readFileSync(file, "utf8"));
    change(document);
    const read = await load(document);
    const text = read.prepare({ salt: crypto.randomUUID() });
    read.free();
    const signed = await signProgram(text, this.secrets.program);
    expect((await this.ask("POST", "", signed)).status).toBe(201);
  }

  /** What is recorded of a member, but for where it began. */
  async events(of: string): Promise<{ document: Record<string, unknown> }[]> {
    const { body } = await this.ask("GET", `/${of}/export`);
    return body.log.filter(({ kind }: { kind: string }) => kind === "event");
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (typeof address !== "object" || !address) throw new Error("no port");
  return address.port;
}

/** `faults` are errors that nobody caught: there may be none. */
export const test = base.extend<{ faults: string[] }, { edge: Edge; built: string; site: string }>({
  edge: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from it.
    async ({}, use) => {
      const state = mkdtempSync(join(tmpdir(), "perks-edge-"));
      const edge = new Edge(await freePort(), state);
      await edge.come();
      Object.assign(process.env, { PERKS_EDGE: edge.url, PERKS_EDGE_STATE: state });
      await use(edge);
      await edge.go();
      rmSync(state, { recursive: true });
    },
    { scope: "worker", timeout: 60_000 },
  ],
  // A copy: a test may make a new version of it.
  built: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from it.
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), "perks-site-"));
      cpSync(resolve(import.meta.dirname, "../dist"), folder, { recursive: true });
      await use(folder);
      rmSync(folder, { recursive: true });
    },
    { scope: "worker" },
  ],
  site: [
    async ({ edge, built }, use) => {
      expect(edge.url).toBe(process.env.PERKS_EDGE);
      const root = resolve(import.meta.dirname, "..");
      const server = await preview({
        root,
        configFile: join(root, "vite.config.ts"),
        logLevel: "silent",
        build: { outDir: built },
        preview: { port: await freePort(), strictPort: true },
      });
      const [url] = server.resolvedUrls?.local ?? [];
      if (!url) throw new Error("the site has no address");
      await use(url);
      await server.close();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  baseURL: async ({ site }, use) => use(site),
  faults: [
    async ({ context, edge }, use) => {
      await edge.come();
      const faults: string[] = [];
      context.on("weberror", (error) => faults.push(String(error.error())));
      await use(faults);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

/** What is asked of the account in the page; it is a function of the page, and sees nothing of the test. */
export async function ask<T, A>(
  page: Page,
  work: (account: Account, argument: A) => T | Promise<T>,
  argument?: A,
): Promise<T> {
  const text = `(async (argument) => {
    const { account } = document.querySelector("page-shell").opened;
    return (${work.toString()})(account, argument);
  })(${JSON.stringify(argument ?? null)})`;
  return (await page.evaluate(text)) as T;
}

export async function opened(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await ready(page);
}

/** Waits until the page has opened its account. */
export async function ready(page: Page): Promise<void> {
  await page.waitForFunction(
    () => (document.querySelector("page-shell") as { opened?: Opened } | null)?.opened,
  );
}

export const linkOf = (page: Page) => ask(page, (account) => account.link.state);
export const waitingOf = (page: Page) =>
  ask(page, (account) => account.waiting.map(({ what, refusal }) => refusal?.code ?? what));
export const balanceOf = (page: Page) =>
  ask(page, (account) => account.member.status({ now: account.now() }).points.balance);
export const ordersOf = (page: Page) =>
  ask(page, (account) => account.member.state().orders.length);
export const checkIn = (page: Page) =>
  ask(page, async (account) => {
    const done = await account.record({ activity: { id: "check-in" } });
    return done.is === "refused" ? done.refusal.code : done.is;
  });

/** The page's own order of a cart: quoted, shown, and placed. */
export const placed = (page: Page, spend: number | "max" = 0) =>
  ask(
    page,
    async (account, spend) => {
      const lines = [{ id: "1", sku: "tea", units: 1, price_minor: 10_000 }];
      const cart = { currency: account.shop.program.currency, lines };
      const handle = account.shop.program.cart(cart);
      const { counters } = account;
      const options = { spend, ...(counters && { counters }) };
      const asked = { ...options, now: account.now(), receipt: "yes" as const };
      const quote = account.member.quote(handle, asked);
      const done = await account.place({ id: crypto.randomUUID(), cart, options, quote });
      return { is: done.is, due: "quote" in done ? done.quote.totals.pay_minor : undefined };
    },
    spend,
  );
