/** The names that come from outside, as the engine reads them: here to refuse early, and to name objects. */
import { z } from "@hono/zod-openapi";

/** An id that a programme declares. */
export const ID = /^[a-z0-9][a-z0-9._-]{0,63}$/;

const ENDS = /^\p{White_Space}|\p{White_Space}$/u;
const CONTROL = /\p{Cc}/u;

/** A name that another system gave: 1 to 128 characters, no control characters, no blanks at its ends. */
export function isKey(text: unknown): text is string {
  if (typeof text !== "string" || !text || !text.isWellFormed()) return false;
  return [...text].length <= 128 && !ENDS.test(text) && !CONTROL.test(text);
}

export const id = () =>
  z.string().regex(ID, "is no id: small letters, digits, `.`, `_`, `-`, at most 64");

export const key = () =>
  z
    .string()
    .refine(isKey, "is no name: 1 to 128 characters, none of control, no blanks at its ends")
    .openapi({ minLength: 1, maxLength: 128 });
