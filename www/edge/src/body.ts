/** Bodies, read within a limit whatever their headers say, as bytes, strict UTF-8 or JSON. What JSON means is not known here. */
import { Refusal } from "./problem.ts";

/** Programmes and lists of codes may be longer than calls; what is exported of a member, too. */
export const LARGE_BYTES = 6 * 1_048_576;
/** The engine reads 32 levels of a document, and says where there are more; beyond this nothing passes between objects. */
const MAX_DEPTH = 64;

export interface Body {
  bytes: Uint8Array<ArrayBuffer>;
  /** `undefined` where there is none. */
  text: string | undefined;
}

const STRICT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @throws {Refusal} `too_large`, `unsupported_media_type`, `bad_request` */
export async function readBody(request: Request, type: string, limit: number): Promise<Body> {
  const bytes = await bytesOf(request, limit).catch((error) => {
    if (error instanceof Refusal) throw error;
    // Whoever sends it went away, or sends what is no HTTP.
    throw badBody("", "breaks off");
  });
  const said = request.headers.get("Content-Type");
  if (bytes.length === 0) return { bytes, text: undefined };
  if (!isType(said, type)) {
    throw new Refusal("unsupported_media_type", `the body is to be \`${type}\` in UTF-8`, {
      needs: type,
    });
  }
  const coding = request.headers.get("Content-Encoding");
  if (coding && coding.toLowerCase() !== "identity") {
    throw new Refusal("unsupported_media_type", "a body that is packed is not read", {
      needs: type,
    });
  }
  try {
    // A mark of byte order is not JSON; it stays, and is refused there.
    return {
      bytes,
      text: STRICT.decode(bytes),
    };
  } catch {
    throw badBody("", "is not UTF-8");
  }
}

/** @throws {Refusal} `bad_request` */
export function readJson(text: string): unknown {
  if (isDeeper(text)) throw badBody("", `has more than ${MAX_DEPTH} levels`);
  try {
    return JSON.parse(text);
  } catch {
    throw badBody("", "is no JSON");
  }
}

export function badBody(path: string, message: string): Refusal {
  return new Refusal("bad_request", `the body ${message}`, {
    errors: [{ in: "body", path, message }],
  });
}

/** So much more than the limit is read and dropped, and for so long, since few clients hear an answer while they send. */
const DRAIN_BYTES = 1_048_576;
const DRAIN_MS = 500;

async function bytesOf(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  if (!request.body) return new Uint8Array();
  // The runtime reads no more than a length that is said; of what says none, each piece is looked at.
  const said = request.headers.get("Content-Length");
  if (said !== null && Number(said) <= limit) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (bytes.length <= limit) return bytes;
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader: Reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > limit) {
      await drained(reader, DRAIN_BYTES);
      throw new Refusal("too_large", `the body has more than ${limit} bytes`, { limit });
    }
    parts.push(value);
  }
  const [first] = parts;
  if (parts.length === 1 && first) return first as Uint8Array<ArrayBuffer>;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

async function drained(reader: Reader, most: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), DRAIN_MS);
  });
  for (let left = most; left > 0; ) {
    const part = await Promise.race([reader.read(), late]);
    if (!part || part.done) break;
    left -= part.value.length;
  }
  clearTimeout(timer);
  reader.cancel().catch(() => undefined);
}

function isType(said: string | null, needed: string): boolean {
  const [type, ...parameters] = (said ?? "").toLowerCase().split(";");
  const plain = (text: string) => text.replace(/[\s"]/g, "");
  return (
    type?.trim() === needed && parameters.every((it) => ["", "charset=utf-8"].includes(plain(it)))
  );
}

/** Whether lists and objects lie in each other too deep. What is no JSON may count wrong: it is refused anyway. */
function isDeeper(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (quoted) {
      if (unit === BACKSLASH) at += 1;
      else if (unit === QUOTE) quoted = false;
    } else if (unit === QUOTE) quoted = true;
    else if (unit === LIST || unit === OBJECT) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (unit === LIST_END || unit === OBJECT_END) depth -= 1;
  }
  return false;
}

const [QUOTE, BACKSLASH, LIST, LIST_END, OBJECT, OBJECT_END] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];
