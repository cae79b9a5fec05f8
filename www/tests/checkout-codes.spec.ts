/** Codes that only their authority knows, and signed vouchers, pasted as they are printed. */
import { makeKeys, signVoucher } from "perks/signed";
import { Checkout } from "./checkout-page";
import { expect, test } from "./page";

const NOW = "2026-11-20T04:00:00Z";
const OFF = { target: "order", benefit: { amount: { off: "20.00" } } };

test("a voucher is read as it is pasted, and taken by the quote", async ({ page }) => {
  const { privateKey, publicKeys } = await makeKeys({ kid: "partner" });
  const key = { id: "partner", alg: "EdDSA", public: publicKeys.keys[0].x };
  const program = {
    ...club(),
    keys: [key],
    offers: [
      {
        id: "partner-20",
        name: { en: "Partner voucher" },
        kind: { signed: { keys: ["partner"] } },
        ...OFF,
      },
    ],
  };
  const claims = { jti: "S-0001", aud: "club", offer: "partner-20" };
  const checkout = await open(page, program);
  await expect(checkout.pay).toHaveText("¥100.00");
  const codes = checkout.part("codes");
  const field = codes.getByLabel("Code or voucher");
  const verdict = codes.getByTestId("verdict");

  await field.fill(await signVoucher(claims, privateKey));
  await expect(verdict).toContainText("Good for Partner voucher");
  await expect(verdict).toContainText("signature is verified when the order is placed");
  await field.press("Enter");
  await expect(checkout.pay).toHaveText("¥80.00");
  await expect(codes.getByTestId("codes")).toContainText("S-0001");

  await field.fill(await signVoucher({ ...claims, jti: "S-0002", exp: 1_700_000_000 }, privateKey));
  await expect(verdict).toContainText("2023");
  await field.fill("eyJub25lIjowfQ.e30.AAAA");
  await expect(verdict).not.toContainText("Good for");
  await expect(verdict).not.toBeEmpty();
});

test("a code of many is good once it is said of which offer it is", async ({ page }) => {
  const unique = [
    { id: "letter", name: { en: "Letter of November" }, kind: "unique_code", ...OFF },
  ];
  const checkout = await open(page, { ...club(), offers: unique });
  const codes = checkout.part("codes");
  await codes.getByLabel("Code or voucher").fill("NOV-1234");
  await expect(codes.getByTestId("verdict")).not.toContainText("Good for");
  await codes.getByLabel("The code is of").selectOption("letter");
  await expect(codes.getByTestId("verdict")).toContainText("Good for Letter of November");
  await codes.getByRole("button", { name: "Use it" }).click();
  await expect(checkout.pay).toHaveText("¥80.00");
  await page.reload();
  await expect(checkout.pay).toHaveText("¥80.00");
  await codes.getByRole("button", { name: "Take NOV-1234 out" }).click();
  await expect(checkout.pay).toHaveText("¥100.00");
});

function club() {
  return {
    format: 1,
    id: "club",
    version: 1,
    name: { en: "Club" },
    currency: "CNY",
    zone: "Asia/Shanghai",
  };
}

function open(page: ConstructorParameters<typeof Checkout>[0], program: object): Promise<Checkout> {
  const lines = [{ id: "1", sku: "lamp", units: 1, price_minor: 10000 }];
  return new Checkout(page).openOwn({
    program: JSON.stringify(program),
    member: JSON.stringify({
      format: 1,
      program: "club",
      id: "m-1",
      joined_at: "2026-01-01T00:00:00Z",
    }),
    cart: JSON.stringify({ currency: "CNY", lines }),
    now: NOW,
  });
}
