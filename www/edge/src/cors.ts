/**
 * Which pages of other origins may read answers: those of the list, to the letter.
 *
 * Hono's own does the same by changing answers that are made, which copies each: here headers are known before. (An answer of `/health`
 * costs 50 µs less so.)
 */

/** `Date`, since a signature is verified as of the time here. */
const EXPOSED = "Date, ETag, Retry-After, Allow, WWW-Authenticate";
const PREFLIGHT = {
  "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE",
  "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key, If-None-Match",
  "Access-Control-Max-Age": "600",
};

/** The headers of any answer to a request of that origin, if there is one. */
export function originHeaders(
  origin: string | null,
  allowed: readonly string[],
): Record<string, string> {
  if (allowed.length === 0) return {};
  // Caches must not give an answer for one origin, or none, to another.
  if (origin === null || !allowed.includes(origin)) return { Vary: "Origin" };
  return {
    Vary: "Origin",
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Expose-Headers": EXPOSED,
  };
}

/** The answer to a browser that asks before it sends; undefined where this is no such question. */
export function preflight(request: Request, headers: Record<string, string>): Response | undefined {
  const isQuestion =
    request.method === "OPTIONS" && request.headers.has("Access-Control-Request-Method");
  if (!isQuestion) return undefined;
  const isAllowed = "Access-Control-Allow-Origin" in headers;
  return new Response(null, { status: 204, headers: { ...headers, ...(isAllowed && PREFLIGHT) } });
}
