/** The options of a quote on the command line, for the commands that price a cart. */
import { InvalidArgumentError } from "commander";
import { Misuse } from "./exit.js";
import { meant } from "./near.js";
import { now, repeated, whole } from "./options.js";

/** Adds to a command what changes a quote. */
export function addQuoteOptions(command) {
  return command
    .addOption(now())
    .option("-s, --spend <points>", "points to spend, in the programme's smallest points, or `max` (default: 0)", spending)
    .option("--coupon <code>", "a coupon of the member's by its id, or a code; OFFER=CODE for a unique code; may be repeated", repeated)
    .option("--without <offer>", "an offer to leave out; may be repeated", repeated)
    .option("--gift <offer=sku>", "the gift that the member picks; may be repeated", repeated)
    .option("--price <line=price[,points]>", "the price in points at which a line is bought; may be repeated", repeated)
    .option(
      "--counter <offer=uses[,minor]>",
      "what everybody together had of an offer with a total or a budget: uses, and its amount in minor units; may be repeated",
      repeated,
    )
    .option("--nodes <number>", "the most combinations of offers to look at (default: 500)", whole);
}

/**
 * The package's options, of those that were given on the command line; `offers` are the ids of all there are.
 *
 * The engine takes names of offers that it does not know for offers that are over; on a command line they are typos.
 */
export function quoteOptions(given, offers, cart) {
  const options = { now: given.now };
  if (given.spend !== undefined) options.spend = given.spend;
  if (given.coupon) options.coupons = given.coupon.map((text) => entered(text, offers));
  if (given.without) options.without = given.without;
  if (given.gift) options.gifts = byName(given.gift, "--gift", "OFFER=SKU", (sku) => sku);
  if (given.price) options.prices = byName(given.price, "--price", "LINE=PRICE or LINE=PRICE,POINTS", atPrice);
  if (given.counter) options.counters = byName(given.counter, "--counter", "OFFER=USES or OFFER=USES,MINOR", counter);
  if (given.nodes !== undefined) options.nodes = given.nodes;
  const lines = cart.state().lines.map(({ id }) => id);
  known("--without", options.without, offers, "the programme has no offer");
  known("--gift", Object.keys(options.gifts ?? {}), offers, "the programme has no offer");
  known("--counter", Object.keys(options.counters ?? {}), offers, "the programme has no offer");
  known("--price", Object.keys(options.prices ?? {}), lines, "the cart has no line");
  return options;
}

/** The offers of a programme, by their ids. */
export function offersOf(program) {
  return program.combinations().offers.map(({ offer }) => offer);
}

/** Refuses names that are none of those there are. */
export function known(option, named = [], names, none) {
  const strange = named.find((name) => !names.includes(name));
  if (strange !== undefined) throw new Misuse(`\`${option}\`: ${none} \`${strange}\``, meant(strange, names, "it has none"));
}

function spending(text) {
  if (text === "max") return text;
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError("It is a whole number, or `max`.");
  return whole(text);
}

/** A code may hold a `=`; it is of an offer only where one is called like what stands before. */
function entered(text, offers) {
  const at = text.indexOf("=");
  const offer = text.slice(0, Math.max(at, 0));
  return offers.includes(offer) ? { offer, code: text.slice(at + 1) } : text;
}

/** `NAME=VALUE`, each name once. */
function byName(texts, option, form, read) {
  const all = {};
  for (const text of texts) {
    const at = text.indexOf("=");
    const [name, value] = [text.slice(0, at), text.slice(at + 1)];
    if (at < 1 || value === "") throw new Misuse(`\`${option} ${text}\` is not of the form ${form}`, `write ${form}`);
    if (Object.hasOwn(all, name)) throw new Misuse(`\`${option}\` names \`${name}\` twice`, "leave one of them out");
    Object.defineProperty(all, name, { value: read(value, option, form), enumerable: true });
  }
  return all;
}

function atPrice(value, option, form) {
  const [price, points, ...more] = value.split(",");
  if (more.length > 0) throw new Misuse(`\`${option} …=${value}\` is not of the form ${form}`, `write ${form}`);
  return points === undefined ? { price } : { price, points: number(points, option, form) };
}

function counter(value, option, form) {
  const [uses, amount, ...more] = value.split(",");
  if (more.length > 0) throw new Misuse(`\`${option} …=${value}\` is not of the form ${form}`, `write ${form}`);
  return {
    ...(uses !== "" && { uses: number(uses, option, form) }),
    ...(amount !== undefined && { amount_minor: number(amount, option, form) }),
  };
}

function number(text, option, form) {
  const read = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(read)) {
    throw new Misuse(`\`${text}\` in \`${option}\` is not a whole number`, `write ${form}`);
  }
  return read;
}
