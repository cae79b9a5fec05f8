/** A programme that was signed here is verified in every runtime, and each signs its own; of WebCrypto not all have the same. */
import assert from "node:assert/strict";
import test from "node:test";
import { makeKeys, signProgram } from "perks/signed";
import { PROGRAM } from "../support.mjs";
import { chosen, RUNTIMES, runSuite, suiteProject } from "./drivers/index.mjs";

const { privateKey, publicKeys } = await makeKeys({ kid: "k-1" });
const folder = suiteProject("signed.js", { jws: await signProgram(PROGRAM, privateKey), keys: publicKeys, text: PROGRAM });

for (const runtime of chosen()) {
  test(`a signed programme in ${RUNTIMES[runtime][0]}`, async () => {
    const { report } = await runSuite(runtime, folder);
    assert.deepEqual(report, { loaded: "watsons-vip", same: true, refused: "bad_signature", said: "" });
  });
}
