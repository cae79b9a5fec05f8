/** Events of members: the first, the same again, late ones, rewards of which there are but so many, and messages between accounts. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { cart, members, no, ok, soon } from "./support/members.mjs";

let edge;
before(async () => {
  edge = await members();
});
after(() => edge.end());

const iso = (ms) => new Date(ms).toISOString();

test("a member begins with `join`, and is unknown before", async () => {
  for (const ask of ["status", "state", "receipts", "export", "replay"])
    await no(edge.ask("new", ask), "unknown_member");
  await no(edge.ask("new", "quote", { cart: cart() }), "unknown_member");
  await no(
    edge.ask("new", "record", { id: "e1", adjust: { points: 5, reason: "gift" } }),
    "unknown_member",
  );
  await no(
    edge.ask("new", "record", { id: "e1", order: { id: "e1", cart: cart() } }),
    "bad_request",
  );
  const joined = await edge.ask("new", "record", { id: "e1", join: { birthday: "1990-05-01" } });
  assert.equal(joined.status, 201);
  assert.deepEqual(
    joined.body.entries.map(({ kind }) => kind),
    ["recorded", "joined"],
  );
  const { points } = await ok(edge.ask("new", "status"));
  assert.equal(points.balance, 0);
});

test("an event twice is one, with other contents a conflict, and malformed ones are told", async () => {
  const lin = await edge.join();
  const gift = { id: `${lin}-e`, at: iso(Date.now()), adjust: { points: 5, reason: "gift" } };
  assert.equal((await edge.ask(lin, "record", gift)).status, 201);
  const again = await edge.ask(lin, "record", gift);
  assert.deepEqual([again.status, again.body.duplicate, again.body.entries], [200, true, []]);
  const { at: _, ...untimed } = gift;
  assert.equal(
    (await ok(edge.ask(lin, "record", untimed))).duplicate,
    true,
    "without an instant it is that of the first",
  );
  await no(
    edge.ask(lin, "record", { ...gift, adjust: { points: 6, reason: "gift" } }),
    "event_conflict",
  );
  const bad = await no(
    edge.ask(lin, "record", { id: "x", adjust: { points: "many" } }),
    "bad_document",
  );
  assert.ok(bad.problems.every(({ path }) => path.startsWith("/adjust")));
  await no(
    edge.ask(lin, "record", { id: "x", adjust: { points: -6, reason: "more than there is" } }),
    "refused",
  );
  await no(edge.ask(lin, "record", { id: "x", activate: { offer: "nope" } }), "bad_document");
  assert.equal(await edge.balance(lin), 5);
  assert.equal(await edge.proved(lin), 2);
});

test("late events are the engine's to judge, and what lies ahead is a clock", async () => {
  const wang = await edge.join();
  const now = Date.now();
  await ok(
    edge.ask(wang, "record", {
      id: `${wang}-1`,
      at: iso(now + 60_000),
      adjust: { points: 5, reason: "a till ahead" },
    }),
  );
  const late = await no(
    edge.ask(wang, "record", {
      id: `${wang}-2`,
      at: iso(now),
      adjust: { points: 5, reason: "late" },
    }),
    "refused",
  );
  assert.equal(late.problems[0].code, "event_too_early");
  assert.ok(late.problems[0].help.includes("correction"));
  const why = { correction: { reason: "the till was off" } };
  await ok(
    edge.ask(wang, "record", {
      id: `${wang}-2`,
      at: iso(now),
      adjust: { points: 5, reason: "late" },
      ...why,
    }),
  );
  await no(
    edge.ask(wang, "record", {
      id: `${wang}-3`,
      at: iso(now + 180_000),
      adjust: { points: 5, reason: "early" },
    }),
    "clock_skew",
  );
  await no(
    edge.ask(wang, "record", {
      id: `${wang}-3`,
      at: "yesterday",
      adjust: { points: 5, reason: "early" },
    }),
    "bad_request",
  );
  // What has no instant follows what is settled already, and so do orders.
  await ok(edge.ask(wang, "record", { id: `${wang}-4`, adjust: { points: 5, reason: "now" } }));
  const made = await ok(edge.ask(wang, "order", { order: `${wang}-o`, cart: cart() }));
  assert.equal(Date.parse(made.at), now + 60_000);
  assert.equal(await edge.balance(wang), 115);
  await edge.proved(wang);
});

test("of a reward with a stock there are so many, and one that is given back is there again", async () => {
  const [he, lu] = [await edge.join({ points: 60 }), await edge.join({ points: 60 })];
  const both = await Promise.all(
    [he, lu].map((name) =>
      edge.ask(name, "record", { id: `${name}-mug`, redeem: { reward: "mug" } }),
    ),
  );
  assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409]);
  const [winner, loser] = both[0].status === 201 ? [he, lu] : [lu, he];
  assert.equal(both.find(({ status }) => status === 409).body.code, "refused");
  assert.deepEqual([await edge.balance(winner), await edge.balance(loser)], [10, 60]);
  const again = await ok(
    edge.ask(winner, "record", { id: `${winner}-mug`, redeem: { reward: "mug" } }),
  );
  assert.equal(again.duplicate, true);
  await no(
    edge.ask(loser, "record", { id: `${loser}-mug2`, redeem: { reward: "mug" } }),
    "refused",
  );
  await ok(
    edge.ask(winner, "record", { id: `${winner}-back`, cancel: { redemption: `${winner}-mug` } }),
  );
  assert.equal(await edge.balance(winner), 60);
  await ok(edge.ask(loser, "record", { id: `${loser}-mug3`, redeem: { reward: "mug" } }));
  await ok(edge.ask(loser, "record", { id: `${loser}-pen`, redeem: { reward: "pen" } }));
  assert.equal(await edge.balance(loser), 5);
  await Promise.all([he, lu].map((name) => edge.proved(name)));
});

test("points that are sent arrive once, also where nobody has joined", async () => {
  const sender = await edge.join({ points: 100 });
  const friend = await edge.join();
  await edge.module("fault", "MEMBER", { method: "receive", when: "after", times: 1 });
  await ok(
    edge.ask(sender, "record", { id: `${sender}-t1`, transfer: { to: friend, points: 40 } }),
  );
  assert.equal(await edge.balance(sender), 60);
  await soon(async () => (await edge.balance(friend)) === 40);
  await soon(async () => (await edge.sql(sender, "SELECT * FROM outbox")).length === 0);
  assert.equal(
    await edge.balance(friend),
    40,
    "the lost answer was asked for again, and nothing came twice",
  );
  await ok(
    edge.ask(sender, "record", { id: `${sender}-t2`, transfer: { to: "household-1", points: 10 } }),
  );
  await soon(async () => (await edge.ask("household-1", "status")).body.points?.balance === 10);
  await edge.proved("household-1");
  await edge.proved(sender);
});

test("messages outlast a crash, and who was erased gets none", async () => {
  const sender = await edge.join({ points: 100 });
  const [friend, gone] = [await edge.join(), await edge.join()];
  await edge.module("fault", "MEMBER", { method: "receive", when: "before", times: 1_000 });
  await ok(
    edge.ask(sender, "record", { id: `${sender}-t1`, transfer: { to: friend, points: 40 } }),
  );
  await ok(edge.ask(sender, "record", { id: `${sender}-t2`, transfer: { to: gone, points: 10 } }));
  await no(edge.ask(sender, "erase"), "try_again");
  await ok(edge.ask(gone, "erase"));
  await edge.restart();
  await soon(async () => (await edge.sql(sender, "SELECT * FROM outbox")).length === 0);
  assert.equal(await edge.balance(friend), 40);
  await no(edge.ask(gone, "status"), "erased");
});
