/** How the command line behaves: its JSON is the package's, its streams, colours, language, and what it does when something fails. */
import assert from "node:assert/strict";
import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import * as perks from "perks";
import stringWidth from "string-width";
import { lineOfStep } from "../cli/stories.js";
import { differences } from "../cli/differences.js";
import { wrap } from "../cli/layout.js";
import { WORDS } from "../cli/speaker.js";
import { entries as english } from "../cli/words/entries.en.js";
import { entries as chinese } from "../cli/words/entries.zh-CN.js";
import { desk, shell } from "./console.mjs";
import { CART, gallery, MEMBER, NOW, PROGRAM, watsons } from "./support.mjs";

const folder = desk();
const [MEMBER_FILE, CART_FILE] = ["programs/watsons-vip/member.json", "programs/watsons-vip/cart.json"];

/** Runs `perks` with what is expected of it. */
function run(args, { status = 0, ...how } = {}) {
  const ran = shell(`perks ${args}`, folder, how);
  assert.equal(ran.status, status, `perks ${args}\n${ran.stdout}${ran.stderr}`);
  assert.doesNotMatch(ran.stderr, /^\s+at .*\.js:\d+/m, "no trace of a stack");
  return ran;
}

function json(args, how) {
  const { stdout, stderr } = run(`${args} --json`, how);
  assert.equal(stderr, "");
  return JSON.parse(stdout);
}

test("JSON is the package's own answer", async () => {
  const { program, member, cart } = await watsons();
  const now = NOW;
  const asked = `programs/watsons-vip ${MEMBER_FILE}`;
  assert.deepEqual(json(`status ${asked} --now ${NOW}`), member.status({ now }));
  assert.deepEqual(json(`status programs/watsons-vip --now ${Date.parse(NOW)}`), program.guest().status({ now }));
  assert.deepEqual(json(`quote ${asked} ${CART_FILE} --now ${NOW}`), member.quote(cart, { now }));
  assert.deepEqual(
    json(`quote ${asked} ${CART_FILE} --now ${NOW} -s max --without member-20 --nodes 7 --receipt`),
    member.quote(cart, { now, spend: "max", without: ["member-20"], nodes: 7, receipt: "yes" }),
  );
  assert.deepEqual(
    json(`quote ${asked} ${CART_FILE} --now ${NOW} --offer member-20 --coupon X --coupon member-20=Y`),
    member.quote(cart, { now, offers: ["member-20"], coupons: ["X", { code: "Y", offer: "member-20" }] }),
  );
  const until = "2027-12-24T00:00:00Z";
  assert.deepEqual(json(`forecast ${asked} --now ${NOW} --until ${until}`), member.forecast({ now, until }));
  const explained = json(`explain ${asked} ${CART_FILE} --now ${NOW}`);
  const quote = member.quote(cart, { now });
  const states = (state) => explained.offers.filter((it) => it.state === state).map(({ offer }) => offer).sort();
  assert.deepEqual(states("applied"), quote.offers.applied.map(({ offer }) => offer).sort());
  assert.deepEqual(states("refused"), quote.offers.refused.map(({ offer }) => offer).sort());
});

test("counters, gifts and prices in points are passed on", async () => {
  const small = await perks.load(gallery("small-business-saturday/program.json"));
  const ann = small.member(gallery("small-business-saturday/member-ann.json"));
  const books = small.cart(gallery("small-business-saturday/cart-books.json"));
  const files = ["program", "member-ann", "cart-books"].map((name) => `programs/small-business-saturday/${name}.json`);
  const now = "2026-11-28T18:00:00Z";
  const counters = { "elm-tote": { uses: 50 }, "small-week": { uses: 1, amount_minor: 5 } };
  const counted = json(`quote ${files.join(" ")} --now ${now} --counter elm-tote=50 --counter small-week=1,5`);
  assert.deepEqual(counted, ann.quote(books, { now, counters }));
  assert.notDeepEqual(counted, ann.quote(books, { now }));

  const vip = await perks.load(gallery("vipshop/program.json"));
  const limited = vip.cart(gallery("vipshop/cart-limited.json"));
  const [{ id }] = limited.state().lines;
  const eve = vip.member(gallery("vipshop/member-eve.json"));
  const price = JSON.parse(gallery("vipshop/program.json")).points.spending.prices[0].id;
  assert.deepEqual(
    json(`quote programs/vipshop programs/vipshop/member-eve.json programs/vipshop/cart-limited.json --now ${NOW} --price ${id}=${price},3000`),
    eve.quote(limited, { now: NOW, prices: { [id]: { price, points: 3000 } } }),
  );
});

test("check lists the package's problems, with their files", async () => {
  writeFileSync(join(folder, "typo.json"), PROGRAM.replace('"price_match"', '"price_macth"'));
  const found = json("check typo.json programs/watsons-vip", { status: 1 });
  const [problem] = await perks.load(readFileSync(join(folder, "typo.json"))).catch((error) => error.problems);
  assert.deepEqual(found.problems, [{ file: "typo.json", ...problem }]);
  assert.deepEqual([found.errors, found.warnings, found.files.length], [1, 0, 10]);
});

test("warnings are told, and are errors where that is asked for", async () => {
  const vector = JSON.parse(readFileSync(new URL("../../tests/vectors/warnings-order-of-offers.json", import.meta.url), "utf8"));
  const document = vector.program.text;
  writeFileSync(join(folder, "turns.json"), document);
  const warnings = (await perks.load(document)).check();
  assert.ok(warnings.length > 0 && warnings.every(({ code }) => code === "order_decides"));
  const deep = json("check turns.json --deep");
  assert.deepEqual(deep.problems, warnings.map((problem) => ({ file: "turns.json", ...problem })));
  assert.equal(json("check turns.json").problems.length, 0);
  const { stdout } = run("check turns.json --deep --warnings-as-errors", { status: 1 });
  assert.match(stdout, /warning\[order_decides\]/);
  assert.ok(stdout.includes(`example: ${JSON.stringify(warnings[0].example)}`));
  assert.match(run("check turns.json --deep --lang zh-CN").stdout, /警告\[order_decides\]/);
});

test("stdin takes the place of any one file", () => {
  const expected = run(`quote programs/watsons-vip ${MEMBER_FILE} ${CART_FILE} --now ${NOW}`).stdout;
  const asked = [
    [`quote - ${MEMBER_FILE} ${CART_FILE}`, PROGRAM],
    [`quote programs/watsons-vip - ${CART_FILE}`, MEMBER],
    [`quote programs/watsons-vip/program.json ${MEMBER_FILE} -`, CART],
  ];
  for (const [args, input] of asked) assert.equal(run(`${args} --now ${NOW}`, { input }).stdout, expected);
  assert.match(run("check - --json", { input: "{", status: 1 }).stdout, /"file": "stdin"/);
});

test("replay tells the same quote from another", () => {
  run(`quote programs/watsons-vip ${MEMBER_FILE} ${CART_FILE} --now ${NOW} --receipt-out r.json --inputs-out i.json`);
  assert.equal(json("replay programs/watsons-vip r.json i.json").same, true);
  writeFileSync(join(folder, "other.json"), PROGRAM.replace('"off": "20"', '"off": "25"'));
  const other = json("replay other.json r.json i.json", { status: 1 });
  assert.deepEqual([other.same, other.program, other.inputs, other.outcome], [false, "other", "same", "other"]);
  assert.match(run("replay other.json r.json i.json --lang zh-CN", { status: 1 }).stdout, /报价与凭据不一致/);
  // A quote that was edited afterwards has the receipt of what it was.
  const quote = json(`quote programs/watsons-vip ${MEMBER_FILE} ${CART_FILE} --now ${NOW} --receipt`);
  quote.totals.pay_minor -= 1;
  writeFileSync(join(folder, "edited-quote.json"), JSON.stringify(quote));
  const edited = json("replay programs/watsons-vip edited-quote.json i.json", { status: 1 });
  assert.deepEqual(edited.differences, [{ path: "/totals/pay_minor", expected: 28309, actual: 28310 }]);
});

test("record writes the snapshot that the package gives, or nothing", async () => {
  const events = [
    { id: "e-1", at: NOW, order: { id: "o-1", cart: JSON.parse(CART), spend: 200 } },
    { id: "e-2", at: "2026-11-21T04:00:00Z", refund: { order: "o-1", lines: [{ line: "3", units: 1 }] } },
  ];
  writeFileSync(join(folder, "events.json"), JSON.stringify(events));
  const { member } = await watsons();
  const now = "2026-11-22T04:00:00Z";
  const recorded = events.map((event) => member.record(event, { now }));
  const args = `record programs/watsons-vip ${MEMBER_FILE} events.json --now ${now}`;
  assert.deepEqual(json(`${args} --out next.json`), recorded);
  assert.deepEqual(JSON.parse(readFileSync(join(folder, "next.json"), "utf8")), member.state());
  assert.deepEqual(JSON.parse(run(`${args} --out -`).stdout), member.state());
  assert.match(run(`record programs/watsons-vip next.json events.json --now ${now}`).stdout, /was recorded before/);

  writeFileSync(join(folder, "events.json"), JSON.stringify([events[0], { ...events[1], id: "e-1" }]));
  run(`${args} --out never.json`, { status: 3 });
  assert.throws(() => readFileSync(join(folder, "never.json")), { code: "ENOENT" });
});

test("what is supposed is in a forecast, one event or several", async () => {
  const event = { id: "if", at: "2026-12-01T04:00:00Z", order: { id: "o", cart: JSON.parse(CART) } };
  writeFileSync(join(folder, "one.json"), JSON.stringify(event));
  writeFileSync(join(folder, "two.json"), JSON.stringify([{ ...event, id: "if-2", order: { ...event.order, id: "o-2" } }]));
  const { member } = await watsons();
  const options = { now: NOW, until: "2027-01-01T00:00:00Z" };
  const events = ["one.json", "two.json"].flatMap((file) => JSON.parse(readFileSync(join(folder, file), "utf8")));
  assert.deepEqual(
    json(`forecast programs/watsons-vip ${MEMBER_FILE} --now ${NOW} --until ${options.until} -e one.json -e two.json`),
    member.forecast({ ...options, events }),
  );
});

test("test reports in every form, and fails when a case does", () => {
  cpSync(new URL("../../programs/watsons-vip", import.meta.url), join(folder, "mine"), { recursive: true });
  const story = join(folder, "mine", "story-checkout.json");
  writeFileSync(story, readFileSync(story, "utf8").replace("22110", "22111").replace("20 %", "<20 %> & #"));
  const report = json("test mine", { status: 1 });
  assert.deepEqual([report.passed, report.failed], [5, 1]);
  const [failure] = report.cases.find(({ failures }) => failures.length > 0).failures;
  const differs = [{ path: "/totals/pay_minor", expected: 22111, actual: 22110 }];
  assert.deepEqual(failure, { step: 1, do: "quote", line: 19, differences: differs });

  const tap = run("test mine --reporter tap", { status: 1 }).stdout.split("\n");
  assert.deepEqual(tap.slice(0, 2), ["TAP version 13", "1..6"]);
  assert.equal(tap.filter((line) => line.startsWith("ok ")).length, 5);
  assert.match(tap.find((line) => line.startsWith("not ok")), /^not ok 3 - mine\/story-checkout.json .*<20 %> & \\# on/);
  const xml = run("test mine --reporter junit", { status: 1 }).stdout;
  assert.match(xml, /<testsuites name="perks" tests="6" failures="1">/);
  assert.match(xml, /<failure message="mine\/story-checkout.json:19, step 1 \(quote\)">/);
  assert.match(xml, /&lt;20 %&gt; &amp; #/);
  assert.match(run("test mine --lang zh-CN", { status: 1 }).stdout, /6 个用例：5 个通过，1 个失败/);
  const { cases, failed: none } = json("test tests/vectors --files programs");
  const vectors = readdirSync(new URL("../../tests/vectors", import.meta.url)).filter((name) => name.endsWith(".json"));
  assert.deepEqual([cases.map(({ file }) => file), none], [vectors.sort().map((name) => `tests/vectors/${name}`), 0]);
});

test("a step that is answered or refused against what is expected is told so", () => {
  const story = (step) => JSON.stringify({
    program: { file: "program.json" }, member: { file: "member.json" }, cart: { file: "cart.json" }, steps: [step],
  });
  const told = (step) => {
    writeFileSync(join(folder, "mine", "story-one.json"), story(step));
    return run("test mine/story-one.json", { status: 1 }).stdout;
  };
  const now = NOW;
  assert.match(told({ do: "quote", with: { now }, problems: [] }), /story-one.json:1, step 0 \(quote\)\n +expected to be refused/);
  assert.match(told({ do: "quote", with: { now: "x" }, gives: {} }), /expected an answer, but was refused\n +bad_instant: options \/now/);
  assert.match(told({ do: "quoet", with: { now } }), /step 0 \(quoet\): the runner knows no such step/);
  assert.match(told({ do: "quote", with: { now }, as: "nobody", has: {} }), /nobody is called `nobody`/);
  assert.match(told({ do: "quote", with: { now }, haz: {} }), /has `haz` in step 0, which is nothing there: did you mean `has`\?/);
  // Two lists of another length: what the story names is compared still, and no more of it.
  const short = told({ do: "quote", with: { now }, has: { lines: [{ id: "1" }] } });
  assert.match(short, /\/lines\/1\n +expected: nothing/);
  assert.doesNotMatch(short, /\/lines\/0/);
  const { lines, currency } = JSON.parse(CART);
  const state = told({ do: "cart_state", gives: { lines, currency } });
  assert.match(state, /cart_state\)\n +the values are the same, but their names stand in another order/);
});

test("the language is the environment's, or what is asked for", () => {
  const args = `status programs/watsons-vip --now ${NOW}`;
  const first = (env, more = "") => run(args + more, { env }).stdout.split("\n")[0];
  const chinese = "屈臣氏贵宾卡 · 访客 · 2026年11月20日 12:00（Asia/Shanghai）";
  const english = "Watsons VIP card · guest · Nov 20, 2026, 12:00 (Asia/Shanghai)";
  assert.equal(first({ LANG: "zh_CN.UTF-8" }), chinese);
  assert.equal(first({ LC_ALL: "zh_CN.UTF-8", LANG: "en_US.UTF-8" }), chinese);
  assert.equal(first({ LC_ALL: "zh_CN.UTF-8" }, " --lang en"), english);
  assert.equal(first({ LANG: "de_DE.UTF-8", TZ: "Asia/Tokyo" }), english);
  assert.equal(first({ LANG: "zhx" }, ""), english);
});

test("nothing is wider than the terminal, where texts can be broken", () => {
  const asked = [
    `status programs/airline-miles programs/airline-miles/member-ben.json`,
    `status programs/bank-club programs/bank-club/member-clara.json`,
    `explain programs/restaurant programs/restaurant/member-nora.json programs/restaurant/cart-dinner.json`,
  ];
  for (const args of asked) {
    for (const [columns, lang] of [[60, "en"], [80, "en"], [60, "zh-CN"], [80, "zh-CN"]]) {
      const { stdout } = run(`${args} --now ${NOW} --lang ${lang}`, { env: { COLUMNS: String(columns) } });
      const widest = Math.max(...stdout.split("\n").map((line) => stringWidth(line)));
      assert.ok(widest <= columns, `${args}: ${widest} of ${columns}\n${stdout}`);
    }
  }
});

test("a score of which nothing is known says so", () => {
  const nora = "status programs/dicks-supermarket programs/dicks-supermarket/member-nora.json";
  assert.match(run(`${nora} --now ${NOW}`).stdout, /^ {2}One of nine kinds of shopper: not known$/m);
});

test("colours appear when they are forced, and never else in a pipe", () => {
  const args = `quote programs/watsons-vip ${MEMBER_FILE} ${CART_FILE} --now ${NOW}`;
  const plain = run(args, { env: { CI: "true" } }).stdout;
  assert.ok(!plain.includes("\x1b"));
  const coloured = run(args, { env: { FORCE_COLOR: "1" } }).stdout;
  assert.ok(coloured.includes("\x1b[32m✓\x1b[39m"));
  // Nothing but the colours differs: columns stay where they are.
  assert.equal(coloured.replace(/\x1b\[\d+m/g, ""), plain);
  assert.equal(run(`${args} --color`).stdout, coloured);
  for (const env of [{ FORCE_COLOR: "0" }, { NO_COLOR: "1", FORCE_COLOR: "1" }]) assert.equal(run(args, { env }).stdout, plain);
  assert.equal(run(`${args} --no-color`, { env: { FORCE_COLOR: "1" } }).stdout, plain);
  const problem = run("check typo.json", { status: 1, env: { FORCE_COLOR: "1" } }).stdout;
  assert.ok(problem.includes("\x1b[31merror[unknown_choice]\x1b[39m"));
});

test("texts of others cannot control a terminal", () => {
  const evil = PROGRAM.replace("Watsons VIP card", "\\u001b]0;owned\\u0007\\u202ecard").replaceAll("watsons-vip", "evil");
  writeFileSync(join(folder, "evil.json"), evil);
  const { stdout } = run(`status evil.json --now ${NOW}`);
  assert.ok(stdout.startsWith("\ufffd]0;owned\ufffd\ufffdcard · guest"));
  writeFileSync(join(folder, "evil-2.json"), '{ "format": \x1b[2J }');
  assert.doesNotMatch(run("check evil-2.json", { status: 1 }).stdout, /\x1b\[2J/);
});

test("a reader that stops early is no error", () => {
  const { status, stdout, stderr } = shell("perks test tests/vectors --files programs | head -n 1", folder);
  assert.deepEqual([status, stdout, stderr], [0, "tests/vectors\n", ""]);
  // However much is still to be written.
  const cut = shell(`perks status programs/vipshop --now ${NOW} --json | true`, folder);
  assert.deepEqual([cut.status, cut.stderr], [0, ""]);
});

test("a file that may not be read says so", () => {
  writeFileSync(join(folder, "secret.json"), PROGRAM);
  chmodSync(join(folder, "secret.json"), 0);
  // Root may read everything, so that somebody else has to try.
  const asNobody = process.getuid() === 0 ? "setpriv --reuid=65534 --clear-groups " : "";
  chmodSync(folder, 0o755);
  const line = `${asNobody}${process.execPath} $(readlink -f perks) check secret.json`;
  const { status, stderr } = shell(line, folder);
  const expected = "perks: cannot read `secret.json`: permission denied\n  help: let yourself read it\n";
  assert.deepEqual([status, stderr], [2, expected]);
});

test("a bug says that it is one, and where only when asked", () => {
  const env = { NODE_OPTIONS: "--import data:text/javascript,Intl.ListFormat=undefined" };
  const { stdout, stderr } = run(`status programs/watsons-vip --now ${NOW}`, { status: 70, env });
  assert.equal(stdout, "");
  assert.match(stderr, /^perks: this is a bug of perks, please report it: .*\n {2}help: with `--debug` it says where/);
  const traced = (args, more) => shell(`perks status programs/watsons-vip ${args}`, folder, { env: { ...env, ...more } });
  for (const { status, stderr: trace } of [traced("--debug"), traced("", { PERKS_DEBUG: "1" })]) {
    assert.equal(status, 70);
    assert.match(trace, /TypeError.*\n\s+at /);
  }
});

test("help and version are answers", () => {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  assert.equal(run("--version").stdout, `${version}\n`);
  assert.equal(run("help").stdout, run("--help").stdout);
  for (const name of run("--help").stdout.match(/^ {2}([a-z]+) {3,}/gm).map((line) => line.trim())) {
    const { stdout, stderr } = run(`help ${name}`);
    assert.equal(stderr, "");
    assert.match(stdout, new RegExp(`^Usage: perks ${name} `));
    assert.equal(run(`${name} --help`).stdout, stdout);
  }
});

test("both languages say the same things", () => {
  const shape = (it) => (typeof it === "object" ? Object.fromEntries(Object.keys(it).sort().map((key) => [key, shape(it[key])])) : typeof it);
  assert.deepEqual(shape(WORDS["zh-CN"]), shape(WORDS.en));
  assert.deepEqual(Object.keys(chinese), Object.keys(english));
  const types = readFileSync(new URL("../perks.d.ts", import.meta.url), "utf8");
  const declared = types.slice(types.indexOf("export type Entry ="), types.indexOf("/** An event for another account"));
  const kinds = [...declared.matchAll(/kind: ("[^;]*?);/g)].flatMap(([, text]) => [...text.matchAll(/"(\w+)"/g)].map(([, kind]) => kind));
  assert.ok(kinds.length > 40);
  assert.deepEqual([...new Set(kinds)].sort(), Object.keys(english).sort());
});

test("places that differ are told by pointers", () => {
  assert.deepEqual(differences({ a: [1, { "b/c": 2 }] }, { a: [1, { "b/c": 3 }], d: null }), [
    { path: "/a/1/b~1c", expected: 2, actual: 3 },
    { path: "/d", expected: undefined, actual: null },
  ]);
  assert.deepEqual(differences([1, 2], [1]), [{ path: "/1", expected: 2, actual: undefined }]);
  assert.deepEqual(differences([], {}), [{ path: "", expected: [], actual: {} }]);
  assert.deepEqual(differences({ a: 1, b: 2 }, { b: 2, a: 1 }), []);
});

test("a step's line is found, whatever stands in the texts", () => {
  const text = '{\n "about": "\\"steps\\": [ {",\n "x": [[1]],\n "steps": [\n  {"do": ["a,b"]},\n\n  {"do": "c"} ]\n}';
  assert.deepEqual([0, 1, 2].map((step) => lineOfStep(text, step)), [5, 7, undefined]);
});

test("lines are wrapped by columns, and nothing is lost", () => {
  assert.deepEqual(wrap("one two three", 7), ["one two", "three"]);
  assert.deepEqual(wrap("会员价，今天", 8), ["会员价，", "今天"]);
  assert.deepEqual(wrap("仅限“金卡”会员", 5), ["仅限", "“金", "卡”会", "员"]);
  assert.deepEqual(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
  for (const width of [1, 2, 5, 11, 40]) {
    const text = "获得“回归礼券 满199减30/60”的券 “2027-11-10T16:00:00.000Z:win-back-coupon”，有效期至 2027年。";
    assert.equal(wrap(text, width).join("").replaceAll(" ", ""), text.replaceAll(" ", ""));
  }
});

test("a checkout that is not built says so", () => {
  cpSync(new URL("../cli", import.meta.url), join(folder, "unbuilt", "cli"), { recursive: true });
  cpSync(new URL("../package.json", import.meta.url), join(folder, "unbuilt", "package.json"));
  const { status, stdout, stderr } = shell("node unbuilt/cli/perks.js check programs", folder);
  assert.deepEqual([status, stdout], [2, ""]);
  assert.equal(stderr, "perks: the module is not built\n  help: run `cargo xtask build`, or install the package\n");
});
