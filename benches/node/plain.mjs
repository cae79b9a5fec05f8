/**
 * The job of a quote as one writes it by hand in JavaScript, for the programmes of `documents.mjs`:
 * who may have which offer and why not, the best offer of each line, points spent and shared over
 * the lines, points earned and shared. Nothing is validated: what is wrong gives a wrong answer.
 */

const minor = (money) => Math.round(Number(money) * 100);

/** What can be found once for all carts and members. */
export function readProgram(text) {
  const program = JSON.parse(text);
  const { cash } = program.points.spending;
  const earning = program.points.earning.map(({ id, give: { per_amount: per } }) => {
    return { id, points: per.points, amount: minor(per.amount) };
  });
  const offers = program.offers.map((offer) => ({
    id: offer.id,
    when: offer.when,
    target: readSelector(offer.target?.lines ?? {}),
    discount: readBenefit(offer.benefit),
    refusals: readCondition(offer.when),
  }));
  return { program, earning, offers, point: minor(cash.worth) / cash.points };
}

function readSelector({ tags, categories, brands }) {
  const below = (name) => (category) => name === category || name?.startsWith(`${category}/`);
  return (line) =>
    (!tags || tags.some((tag) => line.tags?.includes(tag))) &&
    (!categories || categories.some(below(line.category))) &&
    (!brands || brands.includes(line.brand));
}

function readBenefit({ percent, price_list: listed }) {
  if (percent) {
    // In hundredths of a percent, rounded half up.
    const off = Math.round(Number(percent.off) * 100);
    return (line) => Math.floor((line.units * line.price_minor * off + 5000) / 10_000);
  }
  const entries = Object.entries(listed.prices).map(([sku, price]) => [sku, minor(price)]);
  const prices = new Map(entries);
  return (line) => {
    const price = prices.get(line.sku) ?? line.price_minor;
    return Math.max(0, line.price_minor - price) * line.units;
  };
}

/** Gives the reasons why a condition isn't met. */
function readCondition(when) {
  if (when === "enrolled") return (member) => (member.joined ? [] : [{ code: "not_enrolled" }]);
  if (when.all) {
    const all = when.all.map(readCondition);
    return (member, cart) => all.flatMap((refusals) => refusals(member, cart));
  }
  const { amount, units } = when;
  const of = readSelector((amount ?? units).of);
  const needs = amount ? minor(amount.at_least) : units.at_least;
  return (_, cart) => {
    let has = 0;
    for (const line of cart.lines) {
      if (of(line)) has += amount ? line.units * line.price_minor : line.units;
    }
    if (has >= needs) return [];
    const missing = needs - has;
    return amount
      ? [{ code: "amount_short", needs_minor: needs, has_minor: has, missing_minor: missing }]
      : [{ code: "units_short", needs, has, missing }];
  };
}

export function readMember(text) {
  const member = JSON.parse(text);
  // Objects of their own: those of `JSON.parse`, spread, are slower by twenty times.
  const lots = member.lots.map(({ left, available_at, expires_at }) => ({
    left,
    available: Date.parse(available_at),
    expires: Date.parse(expires_at),
  }));
  return { joined: true, id: member.id, lots };
}

export function readCart(text) {
  const cart = JSON.parse(text);
  const order = cart.lines.map(({ id }, index) => ({ id, index }));
  order.sort((a, b) => (a.id < b.id ? -1 : 1));
  cart.ranks = [];
  order.forEach(({ index }, rank) => {
    cart.ranks[index] = rank;
  });
  return cart;
}

export function quote({ program, earning, offers, point }, member, cart, { now, spend = 0 }) {
  const reasons = offers.map((offer) => offer.refusals(member, cart));
  const best = chooseBest(offers, reasons, cart);
  const lines = cart.lines.map((line, index) => {
    const { id, sku, units, price_minor } = line;
    const list_minor = units * price_minor;
    const { offer, amount } = best[index];
    const discounts = offer ? [{ offer: offer.id, amount_minor: amount, bearer: "shop" }] : [];
    return {
      id,
      sku,
      units,
      price_minor,
      list_minor,
      discounts,
      discount_minor: amount,
      net_minor: list_minor - amount,
      points_minor: 0,
      pay_minor: 0,
      earns: 0,
    };
  });

  let balance = 0;
  for (const lot of member.lots) {
    if (lot.available <= now && now < lot.expires) balance += lot.left;
  }
  const net = sum(lines, "net_minor");
  const maximum = Math.min(balance, Math.ceil(net / point));
  const chosen = spend === "max" ? maximum : Math.min(spend, maximum);
  const worth = Math.min(chosen * point, net);
  const parts = share(
    worth,
    lines.map((line) => line.net_minor),
    cart.ranks,
  );
  lines.forEach((line, index) => {
    line.points_minor = parts[index];
    line.pay_minor = line.net_minor - parts[index];
  });

  const rules = [];
  const pay = lines.map((line) => line.pay_minor);
  const paid = sum(lines, "pay_minor");
  for (const rule of member.joined ? earning : []) {
    const points = Math.floor(paid / rule.amount) * rule.points;
    if (points === 0) continue;
    const shares = share(points, pay, cart.ranks);
    rules.push({ rule: rule.id, points, lines: shares });
    shares.forEach((part, index) => {
      lines[index].earns += part;
    });
  }
  return {
    program: program.id,
    version: program.version,
    currency: program.currency,
    now: new Date(now).toISOString(),
    lines,
    totals: {
      list_minor: sum(lines, "list_minor"),
      discount_minor: sum(lines, "discount_minor"),
      net_minor: net,
      points_minor: sum(lines, "points_minor"),
      pay_minor: paid,
      units: sum(lines, "units"),
    },
    points: {
      balance,
      spend: { maximum, chosen, worth_minor: worth, reasons: [] },
      earn: { total: sum(rules, "points"), rules },
    },
    offers: outcomes(offers, reasons, best, cart),
  };
}

const sum = (rows, field) => rows.reduce((total, row) => total + row[field], 0);

/** The best offer of each line; of equals the lesser id. */
function chooseBest(offers, reasons, cart) {
  return cart.lines.map((line) => {
    let best = { offer: undefined, amount: 0 };
    offers.forEach((offer, index) => {
      if (reasons[index].length > 0 || !offer.target(line)) return;
      const amount = offer.discount(line);
      const beats =
        amount > best.amount || (best.offer && amount === best.amount && offer.id < best.offer.id);
      if (beats) best = { offer, amount };
    });
    return best;
  });
}

function outcomes(offers, reasons, best, cart) {
  const saved = new Map();
  for (const { offer, amount } of best) {
    if (offer) saved.set(offer, (saved.get(offer) ?? 0) + amount);
  }
  const [applied, refused] = [[], []];
  offers.forEach((offer, index) => {
    if (saved.has(offer)) applied.push({ offer: offer.id, saves_minor: saved.get(offer) });
    else if (reasons[index].length > 0) refused.push({ offer: offer.id, reasons: reasons[index] });
    else refused.push({ offer: offer.id, reasons: [whyBeaten(offer, best, cart)] });
  });
  return { applied, refused };
}

function whyBeaten(offer, best, cart) {
  let winner;
  let by = 0;
  cart.lines.forEach((line, index) => {
    const own = offer.target(line) ? offer.discount(line) : 0;
    if (own === 0) return;
    winner ??= best[index].offer;
    by += best[index].amount - own;
  });
  return winner
    ? { code: "better_offer", offer: winner.id, by_minor: by }
    : { code: "nothing_to_discount" };
}

/** Shares of a total by largest remainder; of equals the lower rank. */
function share(total, weights, ranks) {
  const all = weights.reduce((a, b) => a + b, 0);
  if (all === 0 || total === 0) return weights.map(() => 0);
  const parts = weights.map((weight) => Math.floor((total * weight) / all));
  const rest = weights.map((weight) => (total * weight) % all);
  let left = total - parts.reduce((a, b) => a + b, 0);
  const order = weights.map((_, index) => index);
  order.sort((a, b) => rest[b] - rest[a] || ranks[a] - ranks[b]);
  for (const index of order) {
    if (left === 0) break;
    parts[index] += 1;
    left -= 1;
  }
  return parts;
}
