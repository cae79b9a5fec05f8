/** Unique codes: published examples of the check character, what it finds, how many codes there are, and `perks codes`. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { mod37_36 } from "cdigit";
import * as perks from "perks";
import { ALPHABET, codes, fault, grouped, LEAST_TRIES, leastLength, plain, space, usual } from "../cli/codes.js";
import { scratch } from "./scratch.mjs";

const BIN = fileURLToPath(new URL("../cli/perks.js", import.meta.url));
const VALUES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

test("the check character is that of ISO/IEC 7064, MOD 37,36, of published identifiers", () => {
  // The examples of GRid, EIDR and ISAN (its root and episode), which use it.
  for (const whole of ["A12425GABC1234002M", "779185342C23903086105", "00000000D07A0090Q"]) {
    assert.equal(fault(whole), undefined, whole);
    assert.equal(fault(whole.slice(0, -1) + (whole.at(-1) === "0" ? "1" : "0")), "wrong_check");
  }
  assert.equal(fault("A1-2425G-ABC1234002-M"), undefined);
});

test("nothing looks like another, and nothing is a word", () => {
  assert.equal(new Set(ALPHABET).size, 20);
  for (const alike of ["0OQ", "1IL", "2Z", "5S", "6G", "8B", "UV"]) {
    assert.ok([...alike].filter((it) => ALPHABET.includes(it)).length <= 1, alike);
  }
  assert.doesNotMatch(ALPHABET, /[AEIOU01258BGLQSZ]/);
});

test("of 200,000 codes each occurs once, holds, and every character comes as often as it should", () => {
  const [all, seen] = [new Set(), Array.from({ length: 12 }, () => new Map())];
  for (const code of codes({ count: 200_000, length: 12 })) {
    assert.match(code, /^[34679CDFHJKMNPRTVWXY]{12}$/);
    all.add(code);
    for (let at = 0; at < 12; at += 1) seen[at].set(code[at], (seen[at].get(code[at]) ?? 0) + 1);
  }
  assert.equal(all.size, 200_000);
  for (const code of all) assert.ok(mod37_36.validate(code), code);
  // Of each place 10,000 are expected, with a deviation of 97: seven of them are never seen.
  for (const [at, counts] of seen.entries()) {
    assert.equal(counts.size, 20, `place ${at}`);
    for (const [character, count] of counts) assert.ok(Math.abs(count - 10_000) < 700, `${character} at ${at}: ${count}`);
  }
});

test("every character that is mistyped is found, and nearly every two that are exchanged", () => {
  let [exchanged, found] = [0, 0];
  for (const code of codes({ count: 300, length: 12, prefix: "SPRING" })) {
    for (let at = 0; at < code.length; at += 1) {
      for (const other of VALUES.replace(code[at], "")) {
        assert.equal(fault(code.slice(0, at) + other + code.slice(at + 1)), "wrong_check", `${code}: ${other} at ${at}`);
      }
      if (at === 0 || code[at] === code[at - 1]) continue;
      exchanged += 1;
      found += fault(code.slice(0, at - 1) + code[at] + code[at - 1] + code.slice(at + 1)) === "wrong_check";
    }
  }
  assert.ok(exchanged > 4000 && found / exchanged > 0.99, `${found} of ${exchanged}`);
});

test("how many codes there are is what counting them one by one finds", () => {
  const count = (length, prefix) => {
    let texts = [prefix];
    for (let at = 1; at < length; at += 1) texts = texts.flatMap((text) => [...ALPHABET].map((it) => text + it));
    return texts.filter((text) => ALPHABET.includes(mod37_36.compute(text))).length;
  };
  for (const prefix of ["", "X", "SPRING26"]) assert.equal(space(4, prefix), BigInt(count(4, prefix)), prefix);
  assert.ok(space(leastLength(1000), "") >= 1000n * LEAST_TRIES);
  assert.ok(space(leastLength(1000) - 1, "") < 1000n * LEAST_TRIES);
});

test("a code that is drawn twice is made once, and one that there is already never", () => {
  // Of all that can be drawn the first, then the same again, then others.
  const drawn = ["333", "333", ...[...ALPHABET].map((it) => `34${it}`)];
  const taken = new Set([[...codes({ count: 1, length: 4, draw: () => "346" })][0]]);
  const made = [...codes({ count: 5, length: 4, taken, draw: () => drawn.shift() })];
  assert.equal(new Set(made).size, 5);
  assert.ok(!made.some((code) => code.startsWith("346")) && taken.size === 6);
});

test("codes are compared as the engine compares them", async () => {
  const [code] = codes({ count: 1, length: 12, prefix: "VIP" });
  const written = [
    code, code.toLowerCase(), grouped(code, { prefix: "VIP" }), ` ${grouped(code, { group: 3 })}\t`,
    [..."\u00a0\u3000\u2010\u2011\u2012\u2013\u2014\u2015\uff0d -"].map((it, at) => code[at] + it).join("") + code.slice(11),
  ];
  const hash = createHash("sha256").update("0123456789abcdef" + code.toLowerCase()).digest("hex");
  const program = await perks.load({
    format: 1, id: "p", version: 1, currency: "CNY", zone: { offset: "+08:00" },
    offers: [{ id: "o", kind: { public_code: { hashes: [hash], salt: "0123456789abcdef" } }, target: "order", benefit: { percent: { off: "10" } } }],
  });
  const cart = program.cart({ currency: "CNY", lines: [{ id: "1", sku: "x", units: 1, price_minor: 10_000 }] });
  for (const text of written) {
    assert.equal(plain(text), code, text);
    assert.equal(usual(text), program.code(text), text);
    assert.equal(fault(text), undefined, text);
    assert.equal(program.guest().quote(cart, { now: 0, coupons: [text] }).totals.pay_minor, 9000, text);
  }
});

const desk = scratch("codes");

function run(args, input = "") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, "codes", ...args], { encoding: "utf8", cwd: desk, input });
  return { status, stdout, stderr };
}

test("`perks codes` writes a CSV, of the columns that are asked for", () => {
  const { status, stdout, stderr } = run(["-n", "50", "--prefix", "spring", "--columns", "serial,code,offer,hash", "--offer", "a,b", "--salt", "s"]);
  assert.deepEqual([status, stderr], [0, ""]);
  const [header, ...rows] = stdout.trimEnd().split("\n");
  assert.equal(header, "serial,code,offer,hash");
  assert.equal(rows.length, 50);
  for (const [at, row] of rows.entries()) {
    const [, serial, code, hash] = row.match(/^(\d+),(SPRING(?:-[34679CDFHJKMNPRTVWXY]{4}){3}),"a,b",([0-9a-f]{64})$/);
    assert.equal(Number(serial), at + 1);
    assert.equal(hash, createHash("sha256").update(`s${plain(code).toLowerCase()}`).digest("hex"));
  }
});

test("`perks codes` takes a prefix as it is written, and groups by no dash where none is asked for", () => {
  for (const prefix of ["SPRING", "spring-", "Spr ing", "SPRING\u2013"]) {
    assert.match(run(["-n", "1", "--prefix", prefix]).stdout, /^code\nSPRING(-\w{4}){3}\n$/, prefix);
  }
  assert.match(run(["-n", "1", "--prefix", "SPRING-", "--group", "0"]).stdout, /^code\nSPRING\w{12}\n$/);
});

test("`perks codes` that is interrupted leaves no part of a file, nor harms the one that was there", async () => {
  const folder = mkdtempSync(join(desk, "stopped-"));
  writeFileSync(join(folder, "old.csv"), "old");
  for (const [file, signal] of [["new.csv", "SIGINT"], ["old.csv", "SIGTERM"]]) {
    const child = spawn(process.execPath, [BIN, "codes", "-n", "1000000", "--force", "-o", file], { cwd: folder });
    const begun = () => readdirSync(folder).some((name) => name !== "old.csv" && statSync(join(folder, name)).size > 0);
    while (!begun()) await new Promise((next) => setTimeout(next, 20));
    child.kill(signal);
    assert.deepEqual(await once(child, "exit"), [null, signal]);
    assert.deepEqual(readdirSync(folder), ["old.csv"]);
    assert.equal(readFileSync(join(folder, "old.csv"), "utf8"), "old");
  }
});

test("`perks codes` writes to a file, over none that is there, and makes none again that is beside", () => {
  assert.equal(run(["-n", "100", "-o", "one.csv"]).status, 0);
  assert.equal(statSync(join(desk, "one.csv")).mode & 0o777, 0o600);
  const one = readFileSync(join(desk, "one.csv"), "utf8");
  const again = run(["-n", "100", "-o", "one.csv"]);
  assert.equal(again.status, 2);
  assert.equal(again.stderr, "perks: cannot write `one.csv`: it is there already\n  help: choose another name, or `--force` to write over it\n");
  assert.equal(readFileSync(join(desk, "one.csv"), "utf8"), one);
  assert.equal(run(["-n", "100", "-o", "one.csv", "--force", "--beside", "one.csv"]).status, 0);
  const other = readFileSync(join(desk, "one.csv"), "utf8").trimEnd().split("\n");
  assert.equal(new Set([...one.trimEnd().split("\n"), ...other]).size, 201);
  assert.equal(run(["-n", "1", "-o", "/dev/null"]).status, 0);
});

test("`perks codes` makes none that can be guessed", () => {
  assert.deepEqual(run(["-n", "1000", "--length", "9"]), {
    status: 2,
    stdout: "",
    stderr: "perks: 1,000 codes of 9 characters are too easy to guess: one in 14,222,227 tries finds one, " +
      "and no more than one in 100,000,000 may\n  help: take `--length 10`\n",
  });
  // A million of the usual length are the most that there are at once.
  assert.ok(space(12) / 1_000_000n >= LEAST_TRIES && space(12) / 2_000_000n < LEAST_TRIES);
});

const MISUSED = [
  [[], /how many codes is not said/],
  [["-n", "0"], /not between 1 and 1000000/],
  [["-n", "1000001"], /not between 1 and 1000000/],
  [["-n", "many"], /not a whole number/],
  [["-n", "1", "--length", "41"], /not between 4 and 40/],
  [["-n", "1", "--prefix", "été"], /A prefix is up to 20 letters/],
  [["-n", "1", "--prefix", "ß"], /A prefix is up to 20 letters/],
  [["-n", "1", "-o", "."], /cannot write `.`: it is a folder/],
  [["-n", "1", "--columns", "code,code"], /each once/],
  [["-n", "1", "--columns", "secret"], /`secret` is none/],
  [["-n", "1", "--columns", "code,hash"], /the column `hash` and `--salt`/],
  [["-n", "1", "--offer", "o"], /the column `offer` and `--offer`/],
  [["-n", "1", "34"], /codes are named to be verified/],
  [["-n", "1", "--json"], /belong to `--verify`/],
  [["-n", "1", "--verify", "34"], /either made or verified/],
  [["--verify"], /what to verify is not clear/],
  [["--verify", "34", "--file", "-"], /what to verify is not clear/],
  [["--verify", "--file", "absent.csv"], /there is no such file/],
  [["--verify", "--file", "-"], /there is no code/],
];
for (const [args, message] of MISUSED) {
  test(`perks codes ${args.join(" ")}`, () => {
    const { status, stdout, stderr } = run(args);
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, message);
  });
}

/** A programme that takes codes, by its own way of comparing them. */
function programOf(settings) {
  const offer = (id, kind) => ({ id, kind, target: "order", benefit: { percent: { off: "10" } } });
  const offers = [offer("unique", "unique_code"), offer("public", { public_code: { codes: ["SAVE"] } }), offer("held", { wallet: {} })];
  return { format: 1, id: "p", version: 1, currency: "CNY", zone: { offset: "+08:00" }, codes: settings, offers };
}

const hashed = (text) => createHash("sha256").update(`s${text}`).digest("hex");
for (const [settings, compared] of [
  [{}, (code) => code.replace(/-/g, "").toLowerCase()],
  [{ case: "sensitive" }, (code) => code.replace(/-/g, "")],
  [{ ignore: "nothing" }, (code) => code.toLowerCase()],
  [{ case: "sensitive", ignore: "nothing" }, (code) => code],
]) {
  test(`\`perks codes --program\` hashes and verifies as a programme compares: ${JSON.stringify(settings)}`, () => {
    const file = "compared.json";
    writeFileSync(join(desk, file), JSON.stringify(programOf(settings)));
    const made = run(["-n", "20", "--prefix", "VIP", "--columns", "code,hash", "--salt", "s", "--program", file]);
    assert.deepEqual([made.status, made.stderr], [0, ""]);
    const rows = made.stdout.trimEnd().split("\n").slice(1).map((row) => row.split(","));
    for (const [code, hash] of rows) assert.equal(hash, hashed(compared(code)), code);

    const [code] = rows[0];
    const verified = (...texts) => {
      const { stdout } = run(["--verify", "--json", "--program", file, ...texts]);
      return JSON.parse(stdout).wrong.map(({ reason }) => reason);
    };
    assert.deepEqual(verified(code, rows[1][0]), []);
    assert.deepEqual(verified(code, code.replace(/-/g, "")), settings.ignore === "nothing" ? [] : ["twice"]);
    assert.deepEqual(verified(code.toLowerCase()), settings.case === "sensitive" ? ["small_letter"] : []);
  });
}

test("`perks codes --program` makes codes of offers that take them", () => {
  writeFileSync(join(desk, "offers.json"), JSON.stringify(programOf({})));
  const of = (offer, file = "offers.json") => run(["-n", "1", "--columns", "code,offer", "--offer", offer, "--program", file]);
  for (const offer of ["unique", "public"]) assert.equal(of(offer).status, 0);
  assert.deepEqual(of("uniqe"), { status: 2, stdout: "", stderr: "perks: the programme has no offer `uniqe`\n  help: did you mean `unique`?\n" });
  assert.match(of("held").stderr, /the offer `held` takes no codes/);
  assert.match(of("unique", "absent.json").stderr, /there is no such file/);
  writeFileSync(join(desk, "refused.json"), "{}");
  assert.equal(of("unique", "refused.json").status, 3);
});

test("`perks codes --verify` says which are wrong, and why", () => {
  assert.deepEqual(run(["--verify", "A1-2425G-ABC1234002-M"]), { status: 0, stdout: "1 code: written right\n", stderr: "" });
  assert.deepEqual(run(["--verify", "A1-2425G-ABC1234002-N", "a12425gabc1234002m", "A12425GABC1234002M", "34", "ü234", "ßA1X"]), {
    status: 1,
    stdout: "`A1-2425G-ABC1234002-N`: its check character does not fit: a character is wrong, or two were exchanged\n" +
      "`A12425GABC1234002M`: it stands here twice\n" +
      "`34`: it has fewer than 4 characters\n" +
      "`ü234`: it has a character that is neither a letter from A to Z nor a digit\n" +
      "`ßA1X`: it has a character that is neither a letter from A to Z nor a digit\n" +
      "6 codes: 5 wrong\n",
    stderr: "",
  });
});

test("`perks codes --verify` reads what `perks codes` writes, and lists", () => {
  writeFileSync(join(desk, "all.csv"), run(["-n", "3000", "--columns", "offer,code,serial", "--offer", 'say "a,b"']).stdout);
  assert.deepEqual(run(["--verify", "--file", "all.csv"]), { status: 0, stdout: "3,000 codes: written right\n", stderr: "" });
  const lines = readFileSync(join(desk, "all.csv"), "utf8").split("\n");
  lines[7] = lines[7].replace(/,(....)-(.)/, (_, group, next) => `,${group}-${next === "3" ? "4" : "3"}`);
  const { status, stdout } = run(["--verify", "--file", "-", "--json"], `\ufeff${lines.join("\r\n")}`);
  assert.equal(status, 1);
  const { checked, wrong } = JSON.parse(stdout);
  assert.deepEqual([checked, wrong.length, wrong[0].line, wrong[0].reason], [3000, 1, 8, "wrong_check"]);
  assert.equal(run(["--verify", "--file", "-"], "A12425GABC1234002M\n\nA1-2425G-ABC1234002-M").stdout, "line 3: `A1-2425G-ABC1234002-M`: it stands here twice\n2 codes: 1 wrong\n");
  assert.match(run(["--verify", "--file", "-"], "a,b\n1,2\n").stderr, /no column `code`/);
  // Fields of several lines, a quote within, ends of lines of other systems, and a row that is too short or too long.
  const odd = 'note,code\r\n"a\r\n""b"", c",A12425GABC1234002M\r\nnone\r\nx,"A12425GABC1234002N",y\n';
  assert.equal(
    run(["--verify", "--file", "-"], odd).stdout,
    "line 4: ``: it has fewer than 4 characters\n" +
      "line 5: `A12425GABC1234002N`: its check character does not fit: a character is wrong, or two were exchanged\n3 codes: 2 wrong\n",
  );
  for (const unread of ['code\nA1"2\n', 'code\n"A12\n\nB\n', `code\n"${"A\n".repeat(50_000)}`, 'code"']) {
    const { status, stderr } = run(["--verify", "--file", "-"], unread);
    assert.deepEqual([status, stderr.match(/is not written as a CSV/)?.length], [2, 1], stderr);
  }
  for (const mark of [";", "\t"]) {
    const { status, stderr } = run(["-n", "1", "--beside", "-"], `code${mark}offer\nA12425GABC1234002M${mark}a\n`);
    assert.equal(status, 2);
    assert.match(stderr, /semicolons or tabs/);
  }
});
