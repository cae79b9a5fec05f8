/** `perks voucher issue`: signs vouchers, many at a time, and writes them as they are made. */
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { codes } from "./codes.js";
import { Misuse } from "./exit.js";
import { isFolder } from "./folder.js";
import { print } from "./io.js";
import { makeFile } from "./output.js";
import { progress } from "./progress.js";
import { keyFailure, readKey } from "./signing.js";
import { openIssuer } from "./voucher-program.js";

/** So many are signed at once, and written as one piece. */
const AT_ONCE = 256;
/** Characters of a serial that is drawn: of a hundred million, two are alike once in a thousand times. */
const SERIAL_CHARACTERS = 16;

export async function issue(options) {
  requireFitting(options);
  const key = await readKey(options.key);
  const [{ epochSeconds }, { holderOf, voucherSigner }] = await Promise.all([
    import("../signed/jws.js"),
    import("../signed/vouchers.js"),
  ]);
  const { kid, signed } = await voucherSigner(key, options).catch(keyFailure);
  const issuer = await openIssuer(options.program);
  const { offer, member, serial } = options;
  const window = { nbf: second(options.from, epochSeconds), exp: second(options.until, epochSeconds) };
  issuer.require({ offer, kid, x: key.x, serial, ...window });

  const made = async (jti) => {
    const sub = member === undefined ? undefined : await holderOf(jti, member);
    return { serial: jti, voucher: await signed({ jti, aud: issuer.id, offer, sub, ...window }) };
  };
  const serials = serial === undefined ? codes({ count: options.count, length: SERIAL_CHARACTERS }) : [serial];
  const bar = await progress("vouchers", options.count);
  let last;
  try {
    const each = async (rows) => {
      if (options.qrSvg !== undefined) for (const row of rows) await writeSvg(row, options);
      bar?.increment(rows.length);
      last = rows.at(-1);
    };
    await write(batches(serials, made, each), options);
  } catch (error) {
    if (error?.code !== "not_voucher") throw error;
    throw new Misuse(error.message, "`perks help voucher issue` tells what belongs there");
  } finally {
    bar?.stop();
  }
  if (options.qr) {
    const { terminalQr } = await import("./qr.js");
    print(terminalQr(last.voucher));
  }
}

/** What does not go together, before anything is read. */
function requireFitting({ serial, count, csv, json, qr, qrSvg, out: file }) {
  if (serial !== undefined && count > 1) throw new Misuse("a serial is of one voucher", "leave out `--serial` or `--count`");
  if (csv && json) throw new Misuse("vouchers are written in one form", "leave out `--csv` or `--json`");
  if (qr && count > 1) throw new Misuse("a terminal shows one QR code", "write them to a folder with `--qr-svg`");
  const onStdout = file === undefined || file === "-";
  if (qr && (csv || json) && onStdout) {
    throw new Misuse("stdout cannot have both a QR code and data", "write the data to a file with `--out`");
  }
  if (qrSvg !== undefined && count > 1 && !isFolder(qrSvg)) {
    throw new Misuse(`\`${qrSvg}\` is no folder`, "make one: each voucher has a file of its own");
  }
}

/** A time in the whole seconds of a voucher. */
function second(time, epochSeconds) {
  if (time === undefined) return undefined;
  try {
    const whole = epochSeconds(time);
    if (whole === epochSeconds(time, Math.ceil)) return whole;
  } catch (error) {
    keyFailure(error);
  }
  throw new Misuse("a voucher begins and ends at whole seconds", "such as 2026-11-30T20:00:00+08:00");
}

/** Rows of vouchers in pieces, in the order of their serials. */
async function* batches(serials, made, each) {
  let waiting = [];
  for (const serial of serials) {
    waiting.push(serial);
    if (waiting.length < AT_ONCE) continue;
    yield await batch(waiting, made, each);
    waiting = [];
  }
  if (waiting.length > 0) yield await batch(waiting, made, each);
}

async function batch(serials, made, each) {
  const rows = await Promise.all(serials.map(made));
  await each(rows);
  return rows;
}

async function write(pieces, { csv, json, out: file, force }) {
  const source = Readable.from(csv ? await inCsv(pieces) : json ? inJson(pieces) : inLines(pieces), { highWaterMark: 4 });
  if (file === undefined || file === "-") return pipeline(source, process.stdout, { end: false });
  // Whoever reads a voucher has what it is worth.
  return makeFile(file, { force, mode: 0o600 }, (stream) => pipeline(source, stream));
}

async function* inLines(pieces) {
  for await (const rows of pieces) yield rows.map(({ voucher }) => `${voucher}\n`).join("");
}

async function inCsv(pieces) {
  const { stringify } = await import("csv-stringify/sync");
  return (async function* lines() {
    let header = true;
    for await (const rows of pieces) {
      yield stringify(rows, { header, columns: ["serial", "voucher"] });
      header = false;
    }
  })();
}

async function* inJson(pieces) {
  let before = "[\n";
  for await (const rows of pieces) {
    yield before + rows.map((row) => `  ${JSON.stringify(row)}`).join(",\n");
    before = ",\n";
  }
  yield "\n]\n";
}

async function writeSvg({ serial, voucher }, { qrSvg: path, force }) {
  const { svgQr } = await import("./qr.js");
  let file = path;
  if (isFolder(path)) {
    if (!/^[\w-][\w.-]*$/.test(serial)) throw new Misuse(`the serial \`${serial}\` is no name of a file`, "name the file with `--qr-svg`");
    file = join(path, `${serial}.svg`);
  }
  await makeFile(file, { force, mode: 0o600 }, async (stream) => {
    stream.end(svgQr(voucher));
  });
}
