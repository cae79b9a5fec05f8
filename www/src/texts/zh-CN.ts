import type { Reason } from "perks";
import type { Format } from "../format";
import type { Catalogue, Say } from "./index";

function points(count: number, format: Format): string {
  return `${format.count(count)} 积分`;
}

export const zhCN: Catalogue = {
  language: "简体中文",
  title: "会员价、积分与结算",
  words: {
    language: "语言",
    day: "日期",
    dayHelp: "以门店当地时间当日中午计算",
    viewer: "购物身份",
    member: "会员",
    guest: "访客",
    card: "我的会员卡",
    balance: "积分余额",
    guestStatus: "您正以访客身份购物。会员可享会员价，并可累积和使用积分。",
    lots: "积分来源",
    lotSource: "订单",
    lotLeft: "剩余",
    lotEarned: "获得日期",
    lotExpires: "到期日期",
    never: "长期有效",
    pending: "待生效",
    memberOffers: "当日优惠",
    always: "长期有效",
    cart: "购物车",
    pointsShare: "积分抵扣",
    addMore: "加购商品",
    spend: "使用积分",
    spendSlider: "使用积分（滑块）",
    spendMax: "全部可用",
    applied: "已享优惠",
    refused: "未享优惠",
    nothingApplied: "购物车暂无可用优惠。",
    list: "商品原价",
    discounts: "优惠",
    net: "优惠后",
    pointsWorth: "积分抵扣",
    pay: "应付",
    toEarn: "可得积分",
    loading: "正在启动计算引擎…",
    failed: "计算引擎无法启动。",
    lastGood: "当前金额为上一次有效购物车的结果。",
  },
  points,
  worth: (money) => `结账可抵 ${money}`,
  memberSince: (day) => `${day}入会`,
  nextExpiry: (amount, day) => `${amount}将于${day}到期`,
  until: (time) => `至 ${time}`,
  saves: (money) => `已省 ${money}`,
  each: (money) => `单价 ${money}`,
  earns: (amount) => `可得 ${amount}`,
  spendable: (amount, money) => `您此次最多可用 ${amount}；当前抵扣 ${money}。`,
  unitsOf: (goods) => `${goods}的数量`,
  fewer: (goods) => `减少一件${goods}`,
  more: (goods) => `增加一件${goods}`,
  remove: (goods) => `移除${goods}`,
  add: (goods) => `加入${goods}`,
  took: (micros) =>
    micros === undefined
      ? "本次计算耗时低于浏览器时钟的精度。"
      : `本次报价由浏览器内的 WebAssembly 计算，耗时 ${micros} 微秒。`,
  summary: (pay, earns) => `应付 ${pay}，可得 ${earns}。`,
  reasons: {
    not_yet: ({ from }, say) => `${say.time(from)} 开始。`,
    ended: ({ until }, say) => `已于 ${say.time(until)} 结束。`,
    not_enrolled: () => "仅限会员。",
    amount_short: (it, say) =>
      `需满 ${say.money(it.needs_minor)}，现为 ${say.money(it.has_minor)}，还差 ${say.money(it.missing_minor)}。`,
    units_short: (it, say) =>
      `需满 ${say.count(it.needs)} 件，现有 ${say.count(it.has)} 件，还差 ${say.count(it.missing)} 件。`,
    none_met: ({ of }, say) => `需满足以下任一条件：${alternatives(of, say)}`,
    too_few_met: ({ needs, has, of }, say) =>
      `需满足以下 ${say.count(needs)} 项，已满足 ${say.count(has)} 项：${alternatives(of, say)}`,
    wrong_time: ({ next }, say) =>
      next === undefined ? "当前时段不适用。" : `当前时段不适用，下次为 ${say.time(next)}。`,
    other_level: ({ needs }) => `仅限等级：${needs.join("、")}。`,
    other_segment: () => "仅限特定会员。",
    other_class: () => "仅限特定会员。",
    no_membership: () => "仅限付费会员。",
    not_referred: () => "仅限受邀请入会的会员。",
    not_invited: () => "仅限受邀会员。",
    too_soon: ({ from }, say) => (from === undefined ? "时间未到。" : `${say.time(from)} 起可用。`),
    too_late: ({ until }, say) =>
      until === undefined ? "已过期限。" : `已于 ${say.time(until)} 过期。`,
    too_little: (it, say) =>
      it.unit === "money"
        ? `需满 ${say.money(it.needs_minor)}，现为 ${say.money(it.has_minor)}，还差 ${say.money(it.missing_minor)}。`
        : `需满 ${it.needs}，现为 ${it.has}，还差 ${it.missing}。`,
    too_much: (it, say) =>
      it.unit === "money"
        ? `不得超过 ${say.money(it.maximum_minor)}，现为 ${say.money(it.has_minor)}。`
        : `不得超过 ${it.maximum}，现为 ${it.has}。`,
    not_known: () => "尚无足够的信息。",
    other_order: () => "仅限特定次序的订单。",
    points_short: ({ needs, has, missing }, say) =>
      `积分余额需满 ${points(needs, say)}，现有 ${say.count(has)}，还差 ${say.count(missing)}。`,
    points_over: ({ maximum, has }, say) =>
      `积分余额不得超过 ${points(maximum, say)}，现有 ${say.count(has)}。`,
    no_such_price: () => "此商品没有积分价。",
    out_of_stock: () => "已兑完。",
    limit_reached: ({ limit }, say) => `已兑换 ${say.count(limit)} 次，达到上限。`,
    spend_below_item: ({ needs, missing }, say) =>
      `积分须支付整件商品：至少 ${points(needs, say)}，还差 ${say.count(missing)}。`,
    excluded: () => "当前购物车不适用。",
    nothing_to_discount: () => "购物车中没有参加此优惠的商品。",
    better_offer: ({ offer, by_minor }, say) =>
      `“${say.offer(offer)}”可多省 ${say.money(by_minor)}。`,
    spending_off: () => "此处不可使用积分。",
    balance_short: ({ needs, has, missing }, say) =>
      `需要 ${points(needs, say)}，现有 ${say.count(has)}，还差 ${say.count(missing)}。`,
    spend_below_minimum: ({ needs, missing }, say) =>
      `每次至少使用 ${points(needs, say)}，还差 ${say.count(missing)}。`,
    spend_off_step: ({ step }, say) => `积分须以 ${say.count(step)} 为单位使用。`,
    spend_over_maximum: ({ maximum }, say) => `本单金额最多可抵 ${points(maximum, say)}。`,
  },
  problems: {
    out_of_range: "数值超出允许范围。",
    not_plain: "请输入整数。",
    wrong_type: "请输入整数。",
    bad_instant: "请选择日期。",
    empty: "购物车至少需要一件商品。",
    over_limit: "购物车超出限额。",
    too_many: "购物车已满。",
  },
};

function alternatives(of: Reason[][], say: Say): string {
  return of.map((reasons) => reasons.map((reason) => say.reason(reason)).join("")).join("或：");
}
