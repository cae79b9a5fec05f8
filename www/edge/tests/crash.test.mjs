/** Killed in the middle of a load and started again: what was acknowledged is there, and nothing else is there in half. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inParallel, shop } from "./support/shop.mjs";

const ROUNDS = 3;
const CLIENTS = 12;
const MEMBERS = Array.from({ length: 12 }, (_, nr) => `k${nr}`);
const CODES = Array.from({ length: 400 }, (_, nr) => `CRASH${nr}`);
let it;

before(async () => {
  it = await shop();
  await it.codes(CODES);
  await inParallel(6, MEMBERS, (member) => it.join(member));
});
after(() => it?.end());

test("kill -9 under load, three times", async () => {
  const sent = [];
  for (let round = 0; round < ROUNDS; round++) {
    let killed = false;
    const client = async (nr) => {
      while (!killed) {
        const at = sent.length;
        // Two orders in a row want the same code: one of them is to have it.
        const attempt = {
          member: MEMBERS[(at + nr) % MEMBERS.length],
          order: `c${at}`,
          code: CODES[at >> 1],
        };
        sent.push(attempt);
        const answer = await it
          .order(attempt.member, attempt.order, { coupons: [attempt.code], once: attempt.order })
          .catch(() => undefined);
        attempt.answer = answer;
      }
    };
    const clients = Array.from({ length: CLIENTS }, (_, nr) => client(nr));
    await new Promise((resolve) => setTimeout(resolve, 400 + 250 * round));
    killed = true;
    await it.crash();
    await Promise.all(clients);
    await it.restart();
  }
  const acknowledged = sent.filter(({ answer }) => answer?.status === 201);
  const unknown = sent.filter(({ answer }) => answer === undefined);
  assert.ok(acknowledged.length > 20, `${acknowledged.length} were acknowledged`);
  assert.ok(unknown.length > 0, "nothing was under way");

  for (const { member, order, answer } of acknowledged) {
    const receipt = await it.get(`/members/${member}/receipts/${order}`);
    assert.deepEqual(
      receipt.body.receipt,
      answer.body.receipt,
      `${order} is not as it was acknowledged`,
    );
  }
  // Each of the others is whole, or not there: the same call once more says which, for good.
  for (const attempt of unknown) {
    const { member, order, code } = attempt;
    attempt.answer = await it.order(member, order, { coupons: [code], once: order });
    assert.ok([201, 409].includes(attempt.answer.status), attempt.answer.text);
  }

  const done = sent.filter(({ answer }) => answer.status === 201);
  assert.equal(new Set(done.map(({ code }) => code)).size, done.length, "a code was used twice");
  for (const member of MEMBERS) {
    const own = done.filter((attempt) => attempt.member === member);
    const { body } = await it.get(`/members/${member}/receipts`);
    assert.deepEqual(
      body.receipts.map(({ order }) => order).sort(),
      own.map(({ order }) => order).sort(),
    );
    const status = await it.get(`/members/${member}/status`);
    assert.equal(status.body.points.balance, 40 * own.length, "each paid 40.00, and earned 40");
    const proved = await it.post(`/members/${member}/replay`, {});
    assert.equal(proved.status, 200, proved.text);
  }
  // What nobody has of what was asked for can be had.
  const used = new Set(done.map(({ code }) => code));
  const left = [...new Set(sent.map(({ code }) => code))].filter((code) => !used.has(code));
  for (const code of left) {
    const answer = await it.order(MEMBERS[0], `left-${code}`, { coupons: [code] });
    assert.equal(answer.status, 201, `${code}: ${answer.text}`);
  }
});
