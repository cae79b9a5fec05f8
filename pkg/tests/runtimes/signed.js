/** Signed programmes in whatever runtime imports this: one that was signed elsewhere, one that is signed here, one that was changed. */
import { load } from "perks";
import { makeKeys, signProgram, verifyProgram } from "perks/signed";

const AT = { now: "2026-11-20T04:00:00Z" };

export async function suite({ jws, keys, text }) {
  const verified = await verifyProgram(jws, keys, AT);
  const { privateKey, publicKeys } = await makeKeys({ kid: "own" });
  const own = await verifyProgram(await signProgram(text, privateKey), publicKeys, AT);
  const [head, body, signature] = jws.split(".");
  const spoiled = `${head}.${body}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
  return {
    loaded: (await load(verified.text)).id,
    same: verified.text === text && own.text === text,
    refused: await verifyProgram(spoiled, keys, AT).then(() => "nothing", (error) => error.code),
  };
}
