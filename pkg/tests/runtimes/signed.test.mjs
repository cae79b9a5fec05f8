/** A programme and a voucher that were signed here are verified in every runtime, and each signs its own; of WebCrypto not all have the same. */
import assert from "node:assert/strict";
import test from "node:test";
import { holderOf, makeKeys, signProgram, signVoucher } from "perks/signed";
import { PROGRAM } from "../support.mjs";
import { chosen, RUNTIMES, runSuite, suiteProject } from "./drivers/index.mjs";

const { privateKey, publicKeys } = await makeKeys({ kid: "k-1" });
// Characters beyond the first plane, and such as regular expressions differ on.
const serial = "会员-\u{1f39f}-\ufeff1";
const sub = await holderOf(serial, "m-1");
const claims = { jti: serial, aud: "watsons-vip", offer: "welcome", sub, nbf: 1793462400, exp: 1796054400 };
const signed = { jws: await signProgram(PROGRAM, privateKey), voucherJws: await signVoucher(claims, privateKey) };
const folder = suiteProject("signed.js", { ...signed, keys: publicKeys, text: PROGRAM, claims });
const voucher = {
  program: "watsons-vip", offer: "welcome", serial, key: "k-1", holder: sub, from: "2026-10-31T16:00:00.000Z", until: "2026-11-30T16:00:00.000Z",
};

for (const runtime of chosen()) {
  test(`a signed programme and a voucher in ${RUNTIMES[runtime][0]}`, async () => {
    const { report } = await runSuite(runtime, folder);
    assert.deepEqual(report, {
      loaded: "watsons-vip", same: true, refused: "bad_signature",
      voucher, holder: true, alike: true, voucherRefused: "bad_signature", voucherUnread: "not_jws", said: "",
    });
  });
}
