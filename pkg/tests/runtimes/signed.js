/** Signed programmes and vouchers in whatever runtime imports this: one that was signed elsewhere, one that is signed here, one that was changed. */
import { load } from "perks";
import { holderOf, makeKeys, readVoucher, signProgram, signVoucher, verifyProgram, verifyVoucher } from "perks/signed";

const AT = { now: "2026-11-20T04:00:00Z" };

export async function suite({ jws, keys, text, claims, voucherJws }) {
  const verified = await verifyProgram(jws, keys, AT);
  const { privateKey, publicKeys } = await makeKeys({ kid: "own" });
  const own = await verifyProgram(await signProgram(text, privateKey), publicKeys, AT);
  const ours = await verifyVoucher(await signVoucher(claims, privateKey), publicKeys, AT);
  const { voucher, kid } = await verifyVoucher(voucherJws, keys, AT);
  return {
    loaded: (await load(verified.text)).id,
    same: verified.text === text && own.text === text,
    refused: await refusal(() => verifyProgram(spoiled(jws), keys, AT)),
    voucher,
    holder: (await holderOf(claims.jti, "m-1")) === claims.sub,
    alike: [readVoucher(voucherJws).voucher, { ...ours.voucher, key: kid }].every((it) => JSON.stringify(it) === JSON.stringify(voucher)),
    voucherRefused: await refusal(() => verifyVoucher(spoiled(voucherJws), keys, AT)),
    voucherUnread: await refusal(async () => readVoucher("a.b.c")),
  };
}

function spoiled(jws) {
  const [head, body, signature] = jws.split(".");
  return `${head}.${body}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
}

function refusal(work) {
  return work().then(() => "nothing", (error) => error.code);
}
