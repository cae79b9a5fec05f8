/** SHA-256 of a text in UTF-8, or of bytes, in 64 small hexadecimal digits. */
export async function sha256(of: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof of === "string" ? new TextEncoder().encode(of) : of;
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  let hex = "";
  for (const byte of sum) hex += byte.toString(16).padStart(2, "0");
  return hex;
}
