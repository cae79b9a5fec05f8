/** Who is signed in at the edge: asked of the site's own host, which knows its members. The token stays in memory. */
import type { JwkSet } from "perks/signed";

/** What the host answers; see `host/session.ts`. */
export type Session =
  | {
      /** The edge's address, without a slash at its end. */
      edge: string;
      token: string;
      /** As the edge knows the member. */
      member: string;
      /** Whose signatures of programmes hold. */
      keys: JwkSet;
      why?: never;
    }
  | { why: WhyNot };

/** `no_edge`: there is none, or it does not answer. `ahead`: the member's record lies in the future of its clock. */
export type WhyNot = "no_edge" | "ahead";

export class Login {
  readonly #address: string;
  #session: Promise<Session> | undefined;

  constructor(program: string, member: string, root = "..") {
    this.#address = `${root}/session?${new URLSearchParams({ program, member })}`;
  }

  /** Never throws: a host that does not answer has no edge. */
  session(patience_ms: number): Promise<Session> {
    this.#session ??= this.#asked(patience_ms);
    return this.#session;
  }

  /** The next one is another: the token has ended, or the edge does not know the member any more. */
  end(): void {
    this.#session = undefined;
  }

  async #asked(patience_ms: number): Promise<Session> {
    const session = await asked(this.#address, patience_ms);
    if (session.why) this.end();
    return session;
  }
}

async function asked(address: string, timeout: number): Promise<Session> {
  try {
    const signal = AbortSignal.timeout(timeout);
    const response = await fetch(address, { cache: "no-store", signal });
    if (!response.ok) return { why: "no_edge" };
    const session: unknown = await response.json();
    return isSession(session) ? session : { why: "no_edge" };
  } catch {
    // No such host, or one without sessions: its page of another kind is no JSON.
    return { why: "no_edge" };
  }
}

function isSession(value: unknown): value is Session {
  if (typeof value !== "object" || value === null) return false;
  if ("why" in value) return value.why === "no_edge" || value.why === "ahead";
  const { edge, token, member, keys } = value as Partial<Record<string, unknown>>;
  return (
    [edge, token, member].every((it) => typeof it === "string") &&
    typeof keys === "object" &&
    keys !== null
  );
}
