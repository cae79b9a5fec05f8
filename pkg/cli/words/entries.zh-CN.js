/** What happened, entry by entry, in Chinese. `it` is the entry, `say` the sentences of its programme, `name` its names. */

const WHY = {
  granted: "授予", earned: "达标", kept: "保级", grace: "宽限期内", lapsed: "未能保级", undone: "因退货撤销", requalified: "重新达标",
};

export const entries = {
  recorded: ({ event }) => `记录事件“${event}”。`,
  settled: () => "截至此时均已结算。",
  folded: ({ until }, { say }) => `${say.day(until)}之前的明细自此只保留汇总。`,
  joined: ({ referred_by: by }) => `入会${by === undefined ? "" : `，由“${by}”推荐`}。`,
  profiled: ({ household, gender, attributes = {}, day }) => {
    const stated = [
      household !== undefined && `家庭“${household}”`,
      gender !== undefined && `性别“${gender}”`,
      day !== undefined && `生日 ${day}`,
      ...Object.entries(attributes).map(([key, value]) => (value === null ? `删除“${key}”` : `“${key}”为“${value}”`)),
    ].filter(Boolean);
    return `更新资料：${stated.join("，")}。`;
  },
  migrated: ({ version }) => `自此适用计划的第 ${version} 版。`,
  levelled: ({ ladder, level, why, expires_at: until }, { say, name }) => {
    const title = name("ladder", ladder);
    const how = why === undefined ? "" : `（${WHY[why]}）`;
    if (level === undefined) return `${title}：不再有等级${how}。`;
    return `${title}：${name("level", level, ladder)}${how}${until === undefined ? "" : `，至 ${say.time(until)}`}。`;
  },
  entered: ({ segment }, { name }) => `进入分组“${name("segment", segment)}”。`,
  left: ({ segment }, { name }) => `离开分组“${name("segment", segment)}”。`,
  staged: ({ stage }, { name }) => (stage === undefined ? "不再处于任何阶段。" : `进入阶段“${name("stage", stage)}”。`),
  met: (it, { name }) => `开始满足${watched(it, name)}的条件。`,
  unmet: (it, { name }) => `不再满足${watched(it, name)}的条件。`,
  subscribed: ({ plan, do: step, expires_at: until }, { say, name }) => {
    const [title, end] = [name("plan", plan), say.time(until)];
    return {
      trial: `试用“${title}”至 ${end}。`,
      paid: `“${title}”已付费至 ${end}。`,
      stop: `“${title}”不再续费，${end} 到期。`,
      end: `“${title}”终止。`,
    }[step];
  },
  used: ({ perk, quantity }, { say, name }) => `使用权益“${name("perk", perk)}”${say.count(quantity)} 次。`,
  brought: ({ of }) => `推荐的“${of}”完成首单。`,
  issued: ({ coupon, offer, worth_minor: worth, available_at: from, expires_at: until }, { say, name }) => {
    const much = worth === undefined ? "" : `，面值 ${say.money(worth)}`;
    const window = [from && `自 ${say.time(from)}`, until && `至 ${say.time(until)}`].filter(Boolean).join(" ");
    return `获得“${name("offer", offer)}”的券“${coupon}”${much}${window && `，有效期${window}`}。`;
  },
  revoked: ({ coupon }) => `券“${coupon}”被收回。`,
  activated: ({ offer }, { name }) => `报名参加“${name("offer", offer)}”。`,
  ordered: ({ order, order_lines: lines, uses = [] }, { say, name }) => {
    const net = lines.reduce((sum, line) => sum + line.net_minor, 0);
    const units = lines.reduce((sum, line) => sum + line.units, 0);
    const used = uses.length === 0 ? "" : `；使用${uses.map(({ offer }) => `“${name("offer", offer)}”`).join("、")}`;
    return `订单“${order}”：${say.count(units)} 件，${say.money(net)}${used}。`;
  },
  cash_back: ({ order, offer, amount_minor: amount, available_at: at }, { say, name }) =>
    `订单“${order}”因“${name("offer", offer)}”将于 ${say.time(at)} 返现 ${say.money(amount)}。`,
  credited: ({ order, offer, conversion, amount_minor: amount }, { say, name }) =>
    conversion === undefined
      ? `订单“${order}”因“${name("offer", offer)}”返现 ${say.money(amount)} 到账。`
      : `“${name("conversion", conversion)}”的 ${say.money(amount)} 到账。`,
  cash_back_returned: ({ order, offer, amount_minor: amount }, { say, name }) =>
    `订单“${order}”因“${name("offer", offer)}”的返现减少 ${say.money(amount)}。`,
  delivered: ({ order }) => `订单“${order}”已送达。`,
  returned: ({ order, returned }, { say }) => {
    const pay = returned.reduce((sum, line) => sum + line.pay_minor, 0);
    const what = returned.map(({ line, units }) => (line === undefined ? "运费" : `第 ${line} 行 ${say.count(units)} 件`));
    return `订单“${order}”退回：${what.join("、")}；应退款 ${say.money(pay)}。`;
  },
  reported: ({ activity, order, points = 0, amount_minor: amount, quantity }, { say, name }) => {
    const about = [
      order !== undefined && `，订单“${order}”`,
      amount !== undefined && `，${say.money(amount)}`,
      quantity !== undefined && `，数量 ${say.count(quantity)}`,
    ].filter(Boolean).join("");
    return `行为“${name("activity", activity)}”${about}${points > 0 ? `：得 ${say.points(points)}` : ""}。`;
  },
  ran: ({ rule, days }, { say, name }) => `“${name("rule", rule)}”：连续 ${say.days(days)}。`,
  carried: ({ rule, amount_minor: amount }, { say, name }) =>
    `“${name("rule", rule)}”：余下 ${say.money(amount)} 留待下一单累计。`,
  redeemed: ({ redemption, reward, points = 0, amount_minor: amount = 0, perk, quantity }, { say, name }) => {
    const costs = [points > 0 && say.points(points), amount > 0 && say.money(amount)].filter(Boolean);
    const much = costs.length === 0 ? "" : `，花费 ${costs.join("和")}`;
    const gives = perk === undefined ? "" : `：权益“${name("perk", perk)}”${say.count(quantity)} 次`;
    return `兑换“${name("reward", reward)}”（“${redemption}”）${much}${gives}。`;
  },
  cancelled: ({ redemption, perk, source }, { name }) =>
    perk === undefined ? `撤销兑换“${redemption}”。` : `权益“${name("perk", perk)}”的使用“${source}”并未发生。`,
  granted: (it, { say, name }) => {
    const by = it.rule === undefined ? "" : `，因“${name("rule", it.rule)}”`;
    const converted = it.conversion === undefined ? "" : `，因“${name("conversion", it.conversion)}”`;
    const from = it.from === undefined ? "" : `，来自“${it.from}”`;
    const pool = it.pool === undefined ? "" : `（${name("pool", it.pool)}）`;
    return `+${say.points(it.points)}${pool}${by}${converted}${from}${available(it, say, name)}${expires(it, say)}。`;
  },
  released: (it, { say }) => `“${it.lot}”的 ${say.points(it.points)} 可以使用${expires(it, say)}。`,
  extended: ({ rule, pool, expires_at: until }, { say, name }) => {
    const whose = rule === undefined ? pool && `“${name("pool", pool)}”的` : `“${name("rule", rule)}”的`;
    return `${whose ?? ""}积分有效期延至 ${say.time(until)}。`;
  },
  spent: ({ points, worth_minor: worth, order, redemption }, { say }) => {
    const what = order === undefined ? `兑换“${redemption}”` : `订单“${order}”`;
    return `−${say.points(points)}，支付${what}${worth === undefined ? "" : `中的 ${say.money(worth)}`}。`;
  },
  converted: ({ points, conversion }, { say, name }) => `−${say.points(points)}，经“${name("conversion", conversion)}”转换。`,
  given_back: ({ points, lot }, { say }) => `+${say.points(points)}，退回“${lot}”。`,
  renewed: (it, { say }) => `+${say.points(it.points)}，退回为新的一批${expires(it, say)}。`,
  clawed_back: ({ order, points, lot }, { say }) => {
    const why = order === undefined ? "" : `，因订单“${order}”退货`;
    return points === undefined ? `“${lot}”已无可收回的积分。` : `−${say.points(points)}，收回${why}。`;
  },
  restored: ({ order, points }, { say }) => `+${say.points(points)}，订单“${order}”退货曾收回，现恢复以便重新计算。`,
  owed: ({ points }, { say }) => `欠 ${say.points(points)}。`,
  cleared: ({ points }, { say }) => `欠款 ${say.points(points)} 取消，以便重新计算。`,
  repaid: ({ points }, { say }) => `−${say.points(points)}，偿还所欠。`,
  expired: ({ points, lot }, { say }) => `−${say.points(points)}，“${lot}”到期。`,
  forfeited: ({ points, lot }, { say }) => `−${say.points(points)}，“${lot}”被没收。`,
  transferred: ({ to, points, lot }, { say }) => `−${say.points(points)}，从“${lot}”转给“${to}”。`,
  sent: ({ to, points }, { say }) => `转出 ${say.points(points)} 给“${to}”。`,
};

/** Of an entry that a later version may tell. */
export const otherEntry = ({ kind }) => `“${kind}”。`;

function watched(it, name) {
  const [kind, id] = Object.entries(it).find(([key]) => ["rule", "offer", "forfeit", "conversion"].includes(key));
  return { rule: "规则", offer: "优惠", forfeit: "没收规则", conversion: "转换规则" }[kind] + `“${name(kind, id)}”`;
}

function available({ at, available_at: from, waits_for: waits }, say, name) {
  if (waits === "delivery") return "，送达后可用";
  if (waits !== undefined) {
    return `，须在 ${say.time(waits.activity.until)} 前完成“${name("activity", waits.activity.id)}”`;
  }
  return from === undefined || from <= at ? "" : `，自 ${say.time(from)} 可用`;
}

function expires({ expires_at: until }, say) {
  return until === undefined ? "" : `，有效至 ${say.time(until)}`;
}
