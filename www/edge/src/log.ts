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

export function log(seen: Seen, now: number): void {
  const line = JSON.stringify({ at: new Date(now).toISOString(), ...seen });
  if (seen.status >= 500) console.error(line);
  else console.log(line);
}

/** The name of an error and where it was thrown: its message may have anything in it. */
export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return `thrown: ${typeof error}`;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [error.constructor.name, ...frames.slice(0, 8).map((frame) => frame.trim())].join(" | ");
}
