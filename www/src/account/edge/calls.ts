/** Calls to the edge, as the member who is signed in: an answer, whichever, or that there is none. What answers mean is the account's to know. */
import type { Problem, Verdict } from "perks";
import type { Refusal } from "../account";
import type { Login, Session } from "./session";

/** It gives up then; what may be kept, is. */
export const PATIENCE_MS = 15_000;
/** An answer that takes longer is late. */
export const LATE_MS = 2_000;

export type Reply =
  | { is: "done"; body: never }
  | { is: "refused"; refusal: Refusal; body: Body }
  /** Nobody knows whether it was heard: it is asked again, with the same key. */
  | { is: "away" };

export type Refused = Extract<Reply, { is: "refused" }>;

/** Of `problem+json`; what stands in it besides depends on the code. */
interface Body {
  code: string;
  detail: string;
  problems?: Problem[];
  codes?: Verdict[];
  quote?: never;
}

/** What somebody else answers on the way, and what the edge says when it cannot answer now. */
const AWAY = [408, 429, 500, 502, 503, 504];

export class Calls {
  readonly #login: Login;
  readonly #program: string;

  constructor(login: Login, program: string) {
    this.#login = login;
    this.#program = program;
  }

  /** Of the member, at `path` below it. */
  member(path: string, { json, once }: { json?: object; once?: string } = {}): Promise<Reply> {
    const headers = once === undefined ? {} : { "Idempotency-Key": once };
    return this.#signedIn(({ member, token }) => [
      `members/${encodeURIComponent(member)}/${path}`,
      {
        headers: {
          ...headers,
          Authorization: `Bearer ${token}`,
          ...(json && { "Content-Type": "application/json" }),
        },
        ...(json && { method: "POST", body: JSON.stringify(json) }),
      },
    ]);
  }

  /** Of the programme; anybody may ask. */
  program(path: string): Promise<Reply> {
    return this.#signedIn(() => [path, {}]);
  }

  /** The programme that is published, verified. `known` is a text that was verified before. */
  async published(known: string | undefined): Promise<{ jws: string; text?: string } | undefined> {
    const session = await this.#login.session(PATIENCE_MS);
    if (session.why !== undefined) return undefined;
    const response = await answerOf(this.#address(session, ""), {});
    if (!response?.ok) return undefined;
    const jws = await response.text();
    if (jws === known) return { jws };
    try {
      const { verifyProgram } = await import("perks/signed");
      const now = response.headers.get("Date") ?? Date.now();
      const { text } = await verifyProgram(jws, session.keys, {
        now: new Date(now),
        id: this.#program,
      });
      return { jws, text };
    } catch {
      // What does not hold is as good as no answer.
      return undefined;
    }
  }

  async #signedIn(
    call: (session: Signed) => [path: string, options: RequestInit],
    again = true,
  ): Promise<Reply> {
    const session = await this.#login.session(PATIENCE_MS);
    if (session.why !== undefined) return { is: "away" };
    const [path, options] = call(session);
    const reply = await replyOf(await answerOf(this.#address(session, path), options));
    if (reply.is !== "refused" || !isOver(reply)) return reply;
    this.#login.end();
    if (again) return this.#signedIn(call, false);
    // Nothing was decided: what waits, waits until somebody is signed in who may.
    return isGone(reply) ? reply : { is: "away" };
  }

  #address({ edge }: Signed, path: string): string {
    const program = `${edge}/v1/programs/${encodeURIComponent(this.#program)}`;
    return path === "" ? program : `${program}/${path}`;
  }
}

type Signed = Exclude<Session, { why: string }>;

/** Whether the host is to sign the member in anew: the token has ended, or the edge knows the member no more. */
function isOver(reply: Refused): boolean {
  return reply.refusal.code === "unauthorized" || isGone(reply);
}

/** Whether there is no such member at the edge, and no record of one. */
export function isGone({ refusal: { code } }: Refused): boolean {
  return code === "unknown_member" || code === "erased";
}

/** Absent where nobody answers in time: whoever asks knows when to ask again. */
async function answerOf(address: string, options: RequestInit): Promise<Response | undefined> {
  try {
    return await fetch(address, { ...options, signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    // Of a network there is nothing else to say.
    return undefined;
  }
}

async function replyOf(response: Response | undefined): Promise<Reply> {
  if (!response || AWAY.includes(response.status)) return { is: "away" };
  try {
    const body = await response.json();
    if (response.ok) return { is: "done", body: body as never };
    if (typeof body.code !== "string") return { is: "away" };
    return { is: "refused", refusal: refusalOf(body), body };
  } catch {
    // Neither the edge's answer nor its problem: something on the way.
    return { is: "away" };
  }
}

function refusalOf({ code, detail, problems = [], codes }: Body): Refusal {
  return { code, message: detail, problems, ...(codes && { codes }) };
}
