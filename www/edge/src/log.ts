/**
 * The log: a line of JSON for each request, of the form of the request and never its contents. No member, code, cart or body is in it,
 * nor is the path as it was called: the route's pattern stands for it.
 */

/** What is known of a request at its end. */
export interface Seen {
  method: string;
  /** `GET /v1/programs/{program}`, or `–` where there is no such route. */
  route: string;
  status: number;
  ms: number;
  code?: string | undefined;
  /** The kind of the caller and its key's id. */
  by?: string | undefined;
  /** The programme and its version, where one was loaded. */
  program?: string | undefined;
  /** Of a fault, the `instance` that the caller was told, and where it happened. */
  instance?: string | undefined;
  fault?: string | undefined;
}

/** Lines that wait to be written, at most so many and so long: writing each by itself takes longer than all else of a short call. */
const waiting: string[] = [];
const MOST_WAITING = 64;
const WAIT_MS = 100;

/** Faults are written at once, after what came before. */
export function log(seen: Seen, now: number, waitUntil: (work: Promise<void>) => void): void {
  const line = JSON.stringify({ at: new Date(now).toISOString(), ...seen });
  waiting.push(line);
  if (seen.status >= 500 || waiting.length >= MOST_WAITING) write();
  else if (waiting.length === 1) waitUntil(writeSoon());
}

async function writeSoon(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  write();
}

function write(): void {
  if (waiting.length > 0) console.log(waiting.splice(0).join("\n"));
}

/** The name of an error and where it was thrown: its message may have anything in it. */
export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return `thrown: ${typeof error}`;
  const { stack = "", message } = error;
  // A message of several lines may look like frames; it stands before them.
  const at = message === "" ? 0 : stack.indexOf(message) + message.length;
  const frames = (stack.includes(message) ? stack.slice(at) : "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line));
  return [error.constructor.name, ...frames.slice(0, 8).map((frame) => frame.trim())].join(" | ");
}
