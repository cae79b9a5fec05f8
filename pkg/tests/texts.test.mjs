/** The catalogue of sentences: none is missing, all are whole, and a selection of them word by word. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";
import * as perks from "perks";
import { texts } from "perks/texts";
import { en } from "perks/texts/en";
import { names } from "perks/texts/names";
import { zhCN } from "perks/texts/zh-CN";
import { runVector } from "../cli/cases.js";
import { CART, refusal, vectors, watsons } from "./support.mjs";

const LANGUAGES = [en, zhCN];
const SHANGHAI = { currency: "CNY", digits: 2, timeZone: "Asia/Shanghai" };

/** Of `perks/signed`, what a voucher may be refused with at an authority; that a key does not hold at the time is the engine's `key_refused`. */
const FORGED = ["not_jws", "wrong_alg", "wrong_typ", "bad_header", "unknown_key", "bad_signature", "not_voucher"];

const read = (file) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");

/** The codes that have a paragraph in `docs/codes.md`, which lists those of the engine. */
function codes() {
  const [, problems, reasons] = read("docs/codes.md").split(/^## (?:Problems|Reasons)$/m);
  const of = (text) => Array.from(text.matchAll(/^### `(\w+)`$/gm), ([, code]) => code);
  return { problems: [...of(problems), "not_started", "not_loaded", "internal"], reasons: of(reasons) };
}

/** Every reason, hint and problem that the engine answers in the vectors, with its vector. */
async function answers() {
  const all = [];
  for (const { file, vector, gallery } of vectors()) {
    const told = [vector.problems, vector.warnings, (vector.steps ?? []).map(({ problems }) => problems)];
    await runVector(perks, vector, gallery, (_step, gives) => told.push(gives));
    for (const found of within(told)) all.push({ file, ...found });
  }
  return all;
}

const answered = answers();

function* within(it, key) {
  if (it === null || typeof it !== "object") return;
  if (typeof it.message === "string" && it.severity) yield { kind: "problem", it };
  // A coupon has a code as well.
  else if (["reasons", "reason", "of"].includes(key) && it.code) yield { kind: "reason", it };
  else if (it.change !== undefined) yield { kind: "hint", it };
  for (const [name, inner] of Object.entries(it)) yield* within(inner, Array.isArray(it) ? key : name);
}

/** What is wrong with a sentence, in a word. */
function fault(sentence, language) {
  if (typeof sentence !== "string" || sentence.trim() === "") return "empty";
  // What is in quotes is somebody's.
  if (/undefined|NaN|\[object|[{}`]|null|Infinity/.test(sentence.replace(/“[^”]*”/g, ""))) return "not filled in";
  if (!(language === en ? /[.?]$/ : /[。？]$/).test(sentence)) return "without an end";
  if (/\.\.|。。|\. \.| {2}|: \.|：。/.test(sentence)) return "with a broken joint";
  if (language === zhCN) {
    if (!/\p{Script=Han}/u.test(sentence)) return "not Chinese";
    // Names are in quotes, a place is a pointer, facts have names in brackets.
    const bare = sentence.replace(/“[^”]*”|（[^（）]*）| \/[^：（]*/g, "").replace(/JSON|UTF-8|ISO 4217|[A-Z]{3}(?=\s?-?\d)/g, "");
    if (/[A-Za-z]{2,}/.test(bare)) return "with English words";
  }
  return undefined;
}

test("every code has a sentence in every language, and no other has", () => {
  const { problems, reasons } = codes();
  assert.ok(problems.length > 50 && reasons.length > 40);
  for (const language of LANGUAGES) {
    assert.deepEqual(Object.keys(language.reasons).sort(), [...reasons].sort(), language.tag);
    assert.deepEqual(Object.keys(language.authority), ["held", ...FORGED], language.tag);
    assert.deepEqual(Object.keys(language.problems).sort(), [...problems].sort(), language.tag);
    assert.deepEqual(Object.keys(language.help).sort(), [...problems].sort(), language.tag);
  }
});

for (const language of LANGUAGES) {
  test(`${language.tag}: what the vectors answer makes whole sentences`, async () => {
    const say = texts(language, SHANGHAI);
    const counts = { reason: 0, hint: 0, problem: 0 };
    const faults = new Set();
    for (const { file, kind, it } of await answered) {
      counts[kind] += 1;
      const sentence = say[kind](it);
      const wrong = fault(sentence, language);
      if (wrong) faults.add(`${file}: ${wrong}: ${sentence}`);
    }
    assert.deepEqual([...faults], []);
    assert.ok(counts.reason > 500 && counts.hint > 20 && counts.problem > 300, JSON.stringify(counts));
  });

  test(`${language.tag}: a sentence is whole without what is not always there`, () => {
    const say = texts(language, SHANGHAI);
    const params = {
      name: "x", found: "x", offer: "x", before: "y", off_minor: 1450, other_minor: 1500, maximum: 7, needs: "x", id: "x", kind: "order", count: 1, entered: "x", reason: { code: "used" }, instead: "y", reads: 1,
    };
    for (const code of codes().problems) {
      const always = { unknown_name: ["kind", "name"], unknown_order: ["kind"], coupon_refused: ["entered", "reason"] };
      const all = code === "bad_id" ? { ...params, kind: "name" } : params;
      for (const given of [all, pick(all, always[code] ?? REQUIRED[code] ?? [])]) {
        const problem = { code, severity: "error", document: "cart", path: "", message: "it is so", params: given };
        assert.equal(fault(say.problem(problem), language), undefined, say.problem(problem));
      }
    }
  });
}

const REQUIRED = Object.fromEntries(
  Array.from(
    read("pkg/perks.d.ts").matchAll(/^ {2}(\w+): \{ ([^}]*) \};$/gm),
    ([, code, fields]) => [code, fields.split("; ").flatMap((field) => field.match(/^(\w+):/)?.[1] ?? [])],
  ),
);

const pick = (all, names) => Object.fromEntries(names.map((name) => [name, all[name]]));

test("no reason stays without an example in the vectors", async () => {
  const seen = new Set();
  for (const { it } of await answered) if (it.code) seen.add(it.code);
  for (const code of codes().reasons) assert.ok(seen.has(code), code);
});

/** No-break spaces are written as blanks below. */
const plain = (text) => text.replace(/[\u00a0\u202f]/g, " ");

const NAMES = { "selector beer": "啤酒", "level gold main": "Gold", "plan prime": "Prime", "offer full-100": "满100减20", "sku mask": "面膜", "payment alipay": "支付宝" };
const named = { ...SHANGHAI, name: (...of) => NAMES[of.filter((it) => it !== undefined).join(" ")] };

for (const [what, it, english, chinese] of [
  [
    "reason", { code: "amount_short", needs_minor: 10000, has_minor: 8750, missing_minor: 1250 },
    "Needs ¥100.00 of these goods; you have ¥87.50, add ¥12.50 more.",
    "指定商品需满 ¥100.00，现为 ¥87.50，还差 ¥12.50。",
  ],
  [
    "reason", { code: "units_short", needs: 1, has: 0, missing: 1 },
    "Needs 1 item; you have 0, add 1 more.", "指定商品需满 1 件，现有 0 件，还差 1 件。",
  ],
  [
    "reason", { code: "amount_short", selector: "beer", needs_minor: 10000, has_minor: 8750, missing_minor: 1250 },
    "Needs ¥100.00 of “啤酒”; you have ¥87.50, add ¥12.50 more.",
    "“啤酒”需满 ¥100.00，现为 ¥87.50，还差 ¥12.50。",
  ],
  [
    "reason", { code: "units_short", selector: "wine", needs: 2, has: 0, missing: 2 },
    "Needs 2 items of “wine”; you have 0, add 2 more.", "“wine”需满 2 件，现有 0 件，还差 2 件。",
  ],
  [
    "reason", { code: "nothing_to_discount", selector: "beer" },
    "Nothing in the basket is part of this offer: it is for “啤酒”.", "购物车中没有参加此优惠的商品，本优惠适用于“啤酒”。",
  ],
  [
    "reason", { code: "not_yet", from: "2026-11-29T16:00:00.000Z" },
    "Starts Nov 30, 2026, 00:00.", "2026年11月30日 00:00 开始。",
  ],
  [
    "reason",
    {
      code: "none_met",
      of: [
        [{ code: "other_level", ladder: "main", needs: ["gold", "top"] }, { code: "not_invited" }],
        [{ code: "none_met", of: [[{ code: "not_enrolled" }], [{ code: "no_membership", plan: "prime", has: "trial" }]] }],
      ],
    },
    "Needs one of these: For the level Gold or top. By invitation only. Or: (Needs one of these: For members only. Or: Not with the membership “Prime” as it is: yours is on trial.)",
    "需满足以下任一条件：仅限“Gold”或“top”等级会员。仅限受邀会员。或：（需满足以下任一条件：仅限会员。或：付费会员“Prime”当前状态不适用（试用中）。）",
  ],
  [
    "reason",
    { code: "too_few_met", needs: 2, has: 0, missing: 2, of: [[{ code: "not_enrolled" }], [{ code: "not_invited" }], [{ code: "used", order: "o" }]] },
    "Needs 2 conditions, 0 met so far; the others: (1) For members only. (2) By invitation only. (3) Already used.",
    "需满足 2 项条件，已满足 0 项，其余为：（1）仅限会员。（2）仅限受邀会员。（3）已使用。",
  ],
  [
    "reason", { code: "too_little", of: "spend", unit: "money", needs_minor: 50000, has_minor: 0, missing_minor: 50000 },
    "Spend: ¥0.00 of ¥500.00, ¥500.00 more needed.", "消费金额需达 ¥500.00，当前 ¥0.00，还差 ¥500.00。",
  ],
  [
    "reason", { code: "too_much", of: "share", unit: "share", maximum: "12.5", has: "33.333333333" },
    "Share of what you buy: 12.5% at the most, you have 33.333333333%.", "消费占比不得超过 12.5%，当前 33.333333333%。",
  ],
  [
    "reason", { code: "other_class", of: "payment", needs: ["alipay", "cash"], has: "card" },
    "Payment: for 支付宝 or cash only; yours is card.", "支付方式须为“支付宝”或“cash”，当前为“card”。",
  ],
  [
    "reason", { code: "points_over", maximum: 99, has: 100 },
    "For a balance of at most 99 points; you have 100.", "积分余额不得超过 99 积分，现有 100。",
  ],
  [
    "reason", { code: "points_short", pool: "growth", needs: 10, has: 9, missing: 1 },
    "Needs a balance of 10 points in “growth”; you have 9, 1 short.", "“growth”余额需满 10 积分，现有 9，还差 1。",
  ],
  [
    "reason", { code: "balance_short", needs: 1000, has: -1, missing: 1001 },
    "Needs 1,000 points; you have -1, 1,001 short.", "需要 1,000 积分，现有 -1，还差 1,001。",
  ],
  [
    "reason", { code: "spend_below_minimum", needs: 1, has: 0, missing: 1 },
    "At least 1 point at a time: 1 more.", "每次至少使用 1 积分，还差 1。",
  ],
  [
    "reason", { code: "limit_reached", limit: 1, used: 1, until: "2026-06-30T16:00:00.000Z" },
    "Limited to once, 1 used so far; again from Jul 1, 2026, 00:00.", "限 1 次，已用 1 次，2026年7月1日 00:00 起可再次享用。",
  ],
  [
    "reason", { code: "conflict", offer: "full-100", by_minor: 500 },
    "Does not combine with “满100减20”: with this one you save ¥5.00 less.", "不可与“满100减20”同享，改用本优惠会少省 ¥5.00。",
  ],
  [
    "hint",
    {
      offer: "full-100", change: { cost_minor: 1200, add: [{ amount_minor: 1200, lines: [{ sku: "mask" }] }] },
      saves_minor: 2000, pays_minor: -800, earns: -1,
    },
    "Add ¥12.00 of goods such as “面膜” to get “满100减20”: save ¥20.00 more, pay ¥8.00 less, and earn 1 point fewer.",
    "再买 ¥12.00 的“面膜”或同类商品，即可享“满100减20”，多省 ¥20.00，少付 ¥8.00，少得 1 积分。",
  ],
  [
    "hint",
    {
      offer: "full-100",
      change: {
        cost_minor: 3000,
        add: [
          { amount_minor: 2000, selector: "beer", lines: [{ sku: "ipa" }] },
          { amount_minor: 1000, units: 2, selector: "beer", lines: [{ sku: "ipa" }] },
        ],
      },
      saves_minor: 2000, pays_minor: 0, earns: 0,
    },
    "Add ¥20.00 of “啤酒” and add 2 more of “啤酒” (¥10.00) to get “满100减20”: save ¥20.00 more.",
    "再买 ¥20.00 的“啤酒”，同时再买 2 件“啤酒”（¥10.00），即可享“满100减20”，多省 ¥20.00。",
  ],
  [
    "hint",
    {
      offer: "full-100",
      change: {
        cost_minor: 500, add: [{ amount_minor: 500, units: 2, lines: [{ sku: "mask" }] }],
        set: { payment: "alipay", attributes: { gift: "yes" } }, at: "2026-11-29T16:00:00.000Z", without: ["a", "b"], spend: 0,
      },
      saves_minor: 0, pays_minor: 500, earns: 0, cash_back_minor: 100,
    },
    "Add 2 more of “面膜” (¥5.00), pay with “支付宝”, choose “yes” for “gift”, order from Nov 30, 2026, 00:00 on, do without “a” and “b”, and spend no points to get “满100减20”: pay ¥5.00 more and get ¥1.00 more back later.",
    "再买 2 件“面膜”（¥5.00），同时使用“支付宝”支付，同时“gift”选择“yes”，同时于 2026年11月30日 00:00 或之后下单，同时不使用“a”、“b”，同时不使用积分，即可享“满100减20”，多付 ¥5.00，多返 ¥1.00。",
  ],
  [
    "problem",
    {
      code: "out_of_range", severity: "error", document: "cart", path: "/lines/0/units", line: 1, column: 56,
      message: "-2 is not between 1 and 1000000", params: { minimum: 1, maximum: 1000000 },
    },
    "Cart /lines/0/units, line 1, column 56: This must be at least 1 and at most 1,000,000. Choose a number in the range.",
    "购物车 /lines/0/units（第 1 行第 56 列）：数值须不小于 1，不大于 1,000,000。请填写范围内的数值。",
  ],
  [
    "problem",
    {
      code: "coupon_refused", severity: "error", document: "event", path: "/order/coupons", message: "m",
      params: { entered: "c1", reason: { code: "used", order: "o1" } },
    },
    "Event /order/coupons: “c1” does not apply: Already used. Quote the order first, and send what applies.",
    "事件 /order/coupons：“c1”不适用：已使用。请先试算订单，只提交可用的优惠。",
  ],
  [
    "problem",
    {
      code: "contradiction", severity: "warning", document: "program", path: "", message: "the level `gold` comes before `silver`",
    },
    "Programme: The level “gold” comes before “silver”. Correct one of them.",
    "会员方案：此处与其他内容相矛盾。请更正其中一处。",
  ],
  [
    "problem",
    {
      code: "order_decides", severity: "warning", document: "program", path: "/offers/0", message: "m", help: "give one a higher `priority`",
      params: { offer: "ten", before: "full-100", off_minor: 1450, other_minor: 1500 },
    },
    "Programme /offers/0: Nobody decided that “满100减20” comes before “ten”, which matters: of the example they take ¥14.50, in the other order ¥15.00. Give one a higher “priority”.",
    "会员方案 /offers/0：未曾指定“满100减20”与“ten”的先后，而其顺序影响实付金额：示例购物车现优惠 ¥14.50，顺序对调则优惠 ¥15.00。请在其中一项优惠的“stacking”中设置更高的“priority”。",
  ],
  [
    "problem",
    {
      code: "order_decides", severity: "warning", document: "program", path: "/offers/0", message: "m", help: "take the `dearest` first",
      params: { offer: "full-100", off_minor: 10000, other_minor: 9999 },
    },
    "Programme /offers/0: “满100减20” takes items in the order of the cart's lines, which matters: of the example it takes ¥100.00, with the lines in the other order ¥99.99. Take the “dearest” first.",
    "会员方案 /offers/0：“满100减20”按购物车中商品行的顺序选取商品，而该顺序影响实付金额：示例购物车现优惠 ¥100.00，顺序对调则优惠 ¥99.99。请改为先选取最贵（“dearest”）或最便宜（“cheapest”）的商品。",
  ],
  [
    "problem",
    {
      code: "bad_id", severity: "error", document: "receipt", path: "/outcome", message: "m", params: { found: "abc", kind: "digest" },
    },
    "Receipt /outcome: “abc” is not a sum of 32 hexadecimal digits. Take it as it was told.",
    "报价凭据 /outcome：“abc”不是 32 位十六进制的校验和。请原样提供当时得到的值。",
  ],
  [
    "problem",
    {
      code: "bad_id", severity: "error", document: "cart", path: "/lines/0/sku", message: "m", params: { found: "Tea ", kind: "name" },
    },
    "Cart /lines/0/sku: “Tea ” cannot be a name. Use 1 to 128 characters, without blanks at the ends.",
    "购物车 /lines/0/sku：“Tea ”不能用作名称。请使用 1 至 128 个字符，首尾不留空格。",
  ],
  [
    "reason", { code: "too_little", of: "score", name: "rfm", unit: "rate", needs: "0.1235", has: "0.123456789", missing: "0.000043211" },
    "Score (rfm): 0.123456789 of 0.1235, 0.000043211 more needed.", "评分（rfm）需达 0.1235，当前 0.123456789，还差 0.000043211。",
  ],
  [
    "problem",
    {
      code: "unknown_field", severity: "error", document: "options", path: "/nwo", message: "m", params: { name: "nwo", near: "now" },
    },
    "Options /nwo: There is no field “nwo” here. Did you mean “now”?", "选项 /nwo：此处没有字段“nwo”。是否应为“now”？",
  ],
  [
    "problem",
    {
      code: "unknown_field", severity: "error", document: "member", path: "/wallets", message: "m", params: { name: "wallets" },
    },
    "Member /wallets: There is no field “wallets” here. A newer perks may have written it: update this one.",
    "会员档案 /wallets：此处没有字段“wallets”。可能由较新版本的引擎写入，请升级当前版本。",
  ],
  [
    "problem",
    {
      code: "unsupported_format", severity: "error", document: "member", path: "/format", message: "format 2 is newer than what this version of perks reads, 1", help: "update perks to a version that reads format 2", params: { found: "2", reads: 1 },
    },
    "Member /format: Format 2 is newer than what this version of perks reads, 1. Update perks to a version that reads format 2.",
    "会员档案 /format：文档的格式版本为 2，高于此版本支持的 1。请将引擎升级到支持格式版本 2 的版本。",
  ],
  [
    "problem",
    {
      code: "unsupported_format", severity: "error", document: "program", path: "/format", message: "there is no format 0, the first is 1", help: "write `1`, the format that this version of perks reads", params: { found: "0", reads: 1 },
    },
    "Programme /format: There is no format 0, the first is 1. Write “1”, the format that this version of perks reads.",
    "会员方案 /format：没有格式版本 0。请填写 1。",
  ],
  [
    "problem",
    {
      code: "deprecated", severity: "warning", document: "program", path: "/text", message: "m", params: { name: "text", instead: "description" },
    },
    "Programme /text: “text” is called “description” now. Write “description”.", "会员方案 /text：“text”已更名为“description”。请改写为“description”。",
  ],
  [
    "problem",
    {
      code: "duplicate_field", severity: "error", document: "program", path: "/text", message: "m", params: { name: "text", instead: "description" },
    },
    "Programme /text: “text” is the old name of “description”, and both stand here. Keep “description”.",
    "会员方案 /text：“text”是“description”的旧名称，二者不能同时填写。请只保留“description”。",
  ],
  [
    "problem",
    {
      code: "unknown_name", severity: "error", document: "program", path: "/perks/0/plan", message: "m", params: { kind: "plan", name: "primo", near: "prime" },
    },
    "Programme /perks/0/plan: The programme has no plan “primo”. Did you mean “prime”?",
    "会员方案 /perks/0/plan：会员方案中没有付费会员“primo”。是否应为“prime”？",
  ],
  [
    "problem",
    {
      code: "unknown_name", severity: "error", document: "event", path: "/level/level", message: "m", params: { kind: "level", name: "top", declared: ["silver", "gold"] },
    },
    "Event /level/level: The programme has no level “top”. There are “silver” and “gold”.",
    "事件 /level/level：会员方案中没有等级“top”。现有“silver”、“gold”。",
  ],
  [
    "problem",
    {
      code: "unknown_name", severity: "error", document: "event", path: "/adjust/pool", message: "m", params: { kind: "pool", name: "q", declared: ["points"] },
    },
    "Event /adjust/pool: The programme has no pool “q”. There is only “points”.",
    "事件 /adjust/pool：会员方案中没有积分账户“q”。仅有“points”。",
  ],
]) {
  test(`a ${what} word by word: ${it.code ?? Object.keys(it.change).join()}`, () => {
    assert.equal(plain(texts(en, named)[what](it)), english);
    assert.equal(plain(texts(zhCN, named)[what](it)), chinese);
  });
}

test("money has the digits of its currency, and is never rounded", () => {
  const money = (language, currency, digits, minor) =>
    plain(texts(language, { currency, ...(digits !== undefined && { digits }), timeZone: "UTC" }).money(minor));
  assert.equal(money(en, "CNY", 2, 5), "¥0.05");
  assert.equal(money(en, "CNY", undefined, -123456), "-¥1,234.56");
  assert.equal(money(zhCN, "JPY", 0, 1500), "¥1,500");
  assert.equal(money(en, "KWD", 3, 1250), "KWD 1.250");
  assert.equal(money(zhCN, "KWD", 3, 1250), "KWD 1.250");
  assert.equal(money(en, "CNY", 2, Number.MAX_SAFE_INTEGER), "¥90,071,992,547,409.91");
  assert.equal(money(en, "KWD", 3, 9223372036854775807n), "KWD 9,223,372,036,854,775.807");
});

test("points have the programme's digits", () => {
  const say = texts(en, { ...SHANGHAI, pointDigits: 1 });
  assert.deepEqual([5, 10, 125].map(say.points), ["0.5 points", "1 point", "12.5 points"]);
  assert.equal(say.reason({ code: "spend_off_step", step: 50, has: 7 }), "Points are spent in steps of 5.");
});

test("days and times are those of the programme's zone", () => {
  const instant = "2026-11-29T16:30:00.000Z";
  const at = (language, timeZone, locale) => {
    const say = texts(language, { ...SHANGHAI, timeZone, ...(locale && { locale }) });
    return [say.day(instant), say.time(instant)].map(plain);
  };
  assert.deepEqual(at(en, "Asia/Shanghai"), ["Nov 30, 2026", "Nov 30, 2026, 00:30"]);
  assert.deepEqual(at(en, "America/New_York", "en-GB"), ["29 Nov 2026", "29 Nov 2026, 11:30"]);
  assert.deepEqual(at(zhCN, "Asia/Shanghai"), ["2026年11月30日", "2026年11月30日 00:30"]);
  assert.deepEqual(at(zhCN, "America/New_York"), ["2026年11月29日", "2026年11月29日 11:30"]);
  assert.deepEqual(at(zhCN, "-03:30"), ["2026年11月29日", "2026年11月29日 13:00"]);
  assert.deepEqual(at(en, "+08:00"), ["Nov 30, 2026", "Nov 30, 2026, 00:30"]);
});

test("what sentences cannot be made of is refused, and not guessed", () => {
  for (const timeZone of [undefined, null]) assert.throws(() => texts(en, { currency: "CNY", timeZone }), TypeError);
  for (const timeZone of ["", "Mars/Base", "+0800", "+99:99"]) {
    assert.throws(() => texts(en, { currency: "CNY", timeZone }), RangeError, timeZone);
  }
  assert.throws(() => texts(en, { timeZone: "UTC" }), TypeError);
  const say = texts(en, { currency: "JPY", digits: 0, timeZone: "UTC" });
  for (const amount of [1.5, Number.NaN, 1e21, undefined]) assert.throws(() => say.money(amount), /is not a whole number/);
  assert.throws(() => say.time("yesterday"), RangeError);
});

test("what has no name, or an empty one, is called by its id; what a name throws comes through", () => {
  const called = (name) => texts(en, { ...SHANGHAI, name }).name("offer", "x");
  assert.deepEqual([undefined, () => undefined, () => null, () => ""].map(called), ["x", "x", "x", "x"]);
  const own = new Error("mine");
  assert.throws(() => called(() => { throw own; }), (error) => error === own);
});

test("a refusal of the package itself has its sentences", async () => {
  const { program } = await watsons();
  const say = texts(zhCN, named);
  const sentence = async (work) => (await refusal(work)).map(say.problem).join(" ");
  assert.equal(
    await sentence(() => program.cart({ ...JSON.parse(CART), lines: [] })),
    "购物车 /lines：此处不能为空。请至少填写一项，或将其删除。",
  );
  assert.equal(
    await sentence(() => program.cart({ ...JSON.parse(CART), currency: new Map() })),
    "购物车 /currency：此处不是普通数据，或无法读取。请提供 JSON 文本或普通对象。",
  );
  program.free();
  assert.equal(await sentence(() => program.guest()), "会员方案：此对象已被释放。请重新读取文档。");
});

test("a code of a later version is named, and what is known of a problem is told", () => {
  const [english, chinese] = LANGUAGES.map((language) => texts(language, SHANGHAI));
  assert.equal(english.reason({ code: "sold_out" }), "Not possible: “sold_out”.");
  assert.equal(chinese.reason({ code: "sold_out" }), "暂不可用（sold_out）。");
  const problem = { code: "bad_sku", document: "cart", path: "/lines/0/sku", message: "no", help: "Correct it." };
  assert.equal(english.problem(problem), "Cart /lines/0/sku: Not possible: “bad_sku”. Correct it.");
});

test("each language is of its type: a code without a sentence would not compile", () => {
  const project = fileURLToPath(new URL("types/texts.json", import.meta.url));
  const tsc = fileURLToPath(new URL("../node_modules/.bin/tsc", import.meta.url));
  const { status, stdout, stderr } = spawnSync(tsc, ["-p", project], { encoding: "utf8" });
  assert.equal(status, 0, stdout + stderr);
});

test("the package ships the sentences and their types", () => {
  const { exports } = JSON.parse(read("pkg/package.json"));
  const folder = fileURLToPath(new URL("..", import.meta.url));
  const packed = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: folder, encoding: "utf8" });
  assert.equal(packed.status, 0, packed.stderr);
  const shipped = new Set(JSON.parse(packed.stdout)[0].files.map(({ path }) => `./${path}`));
  for (const name of ["./texts", "./texts/names", ...LANGUAGES.map(({ tag }) => `./texts/${tag}`)]) {
    assert.deepEqual(Object.keys(exports[name]), ["types", "default"], name);
    for (const file of Object.values(exports[name])) assert.ok(shipped.has(file), file);
  }
});

test("names of a document, in the language asked or another", () => {
  const document = {
    name: { en: "Shop", "zh-CN": "商店" },
    tiers: { ladders: [{ id: "card", levels: [{ id: "gold", name: { en: "Gold" } }] }] },
    offers: [{ id: "ten", name: "Ten off" }, { id: "none" }, null],
    rewards: [{ id: "mug", name: { "zh-CN": "马克杯" } }],
  };
  const chinese = names(document, "zh-CN");
  assert.equal(chinese.title, "商店");
  assert.equal(chinese.name("level", "gold", "card"), "Gold");
  assert.equal(chinese.name("level", "gold", "other"), undefined);
  assert.equal(chinese.name("rule", "ten"), "Ten off");
  assert.equal(names(document, "en").name("reward", "mug"), "马克杯");
  assert.equal(chinese.name("offer", "none"), undefined);
  for (const nothing of [undefined, null, 1, "x", [], { offers: {} }]) {
    assert.equal(names(nothing, "en").name("offer", "ten"), undefined);
  }
});

test("the example of the README", async () => {
  const [, example] = /^```js\n(import \{ texts \}.*?)^```$/ms.exec(read("pkg/README.md"));
  const [code, ...said] = example.split(/^\/\/ /m);
  assert.ok(said.length > 0);
  const { program, member, cart } = await watsons();
  const lines = [];
  const body = code.replace(/^import .*\n/gm, "");
  const make = Object.getPrototypeOf(async () => {}).constructor;
  const run = make("texts", "zhCN", "program", "member", "cart", "console", body);
  await run(texts, zhCN, program, member, cart, { log: (line) => lines.push(plain(line)) });
  assert.deepEqual(lines, said.map((line) => line.trim()));
});
