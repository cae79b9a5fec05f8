/** What the page asks the worker that knows the schemas, and what it is told. */
import type { Kind } from "../desk/bench";

export interface Asked {
  id: number;
  what: "propose" | "explain";
  kind: Kind;
  text: string;
  /** An offset in the text. */
  at: number;
}

export interface Proposal {
  label: string;
  /** With places to fill in, as snippets of editors have them. */
  insert: string;
  about: string;
  from: number;
  to: number;
}

export interface Told {
  id: number;
  told: Proposal[] | string;
}

let worker: Worker | undefined;
let last = 0;
const waiting = new Map<number, (told: Told["told"]) => void>();

function ask(what: Asked["what"], kind: Kind, text: string, at: number): Promise<Told["told"]> {
  if (!worker) {
    worker = new Worker(new URL("./languages.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<Told>) => {
      waiting.get(data.id)?.(data.told);
      waiting.delete(data.id);
    });
  }
  last += 1;
  const asked: Asked = { id: last, what, kind, text, at };
  worker.postMessage(asked);
  return new Promise((resolve) => waiting.set(asked.id, resolve));
}

export async function proposals(kind: Kind, text: string, at: number): Promise<Proposal[]> {
  const told = await ask("propose", kind, text, at);
  return Array.isArray(told) ? told : [];
}

/** Empty where there is nothing to say. */
export async function explained(kind: Kind, text: string, at: number): Promise<string> {
  const told = await ask("explain", kind, text, at);
  return typeof told === "string" ? told : "";
}
