import type { ClassName, OrderFactName, Reason } from "perks";
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
    rounded: "抹零",
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
    noLevel: "无等级",
    oneOfThese: "满足其一即可：",
    notKnown: "暂无数据",
    memberships: "付费会员",
    noMembership: "未开通",
    canBeTried: "可试用",
    perks: "会员权益",
    about: "我的画像",
    stage: "阶段",
    segments: "分组",
    scores: "评分",
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
  days: (count, format) => `${format.count(count)} 天`,
  since: (time) => `自 ${time}`,
  why: {
    granted: "获赠等级",
    earned: "达标升级",
    kept: "保级成功",
    grace: "宽限期内，仍可保级",
    lapsed: "原等级已到期",
    undone: "因退货调整",
    requalified: "按新规则重新评定",
  },
  toLevel: (level) => `升级至${level}`,
  toStay: (level, day) => (day === undefined ? `保留${level}` : `${day}后保留${level}`),
  reached: (has, needs) => `${has ?? "暂无数据"} / ${needs}`,
  missing: (amount) => `还差 ${amount}`,
  atMost: (maximum, has) => `${has ?? "暂无数据"}，不得超过 ${maximum}`,
  loses: (day, level, gone) =>
    `若无变化，${day}起为${level ?? "无等级"}${gone.length > 0 ? `，不再享有：${gone.join("、")}` : ""}。`,
  after: (level, until) =>
    `本单完成后等级为${level ?? "无等级"}${until === undefined ? "" : `，有效至 ${until}`}。`,
  plan: { trial: "试用中", active: "有效", grace: "宽限期" },
  renews: { automatic: "自动续费", by_hand: "手动续费", stopped: "已停止续费" },
  costs: (money) => `每期 ${money}`,
  grace: (day) => `若不续费，权益保留至 ${day}`,
  ended: (day) => `已于${day}结束`,
  gives: (gives, format) => {
    if (typeof gives === "string") return PERKS[gives];
    if ("return_days" in gives) return `退货期 ${zhCN.days(gives.return_days, format)}`;
    if ("priority" in gives) return `优先级 ${format.count(gives.priority)}`;
    return `额度 ${format.count(gives.allowance)}`;
  },
  left: (left, of, format) => `剩余 ${format.count(left)} 次，共 ${format.count(of)} 次`,
  used: (times, format) => `已用 ${format.count(times)} 次`,
  carried: (times, format) => `上期结转 ${format.count(times)} 次`,
  extra: (times, format) => `兑换获得 ${format.count(times)} 次`,
  reachedFrom: (inputs) => `依据：${inputs}`,
  facts: {
    spend: "消费金额",
    orders: "订单数",
    visits: "消费天数",
    bought: "购买件数",
    average_order: "平均订单金额",
    share: "消费占比",
    activities: "活动",
    points_earned: "获得积分",
    balance: "积分余额",
    expiring: "即将到期积分",
    referrals: "推荐人数",
    uses: "优惠使用次数",
    holds: "持有优惠券",
    score: "评分",
    attribute: "资料",
    age: "年龄",
    tenure: "入会时长",
    since_last_order: "距上次下单",
    joined: "距入会",
    birthday: "生日",
    anniversary: "周年",
    due_again: "复购时间",
    stage: "阶段",
    gender: "性别",
    enrolled: "已入会",
    tier: "等级",
    segment: "会员分组",
    membership: "付费会员",
    referred: "好友推荐",
    invited: "受邀",
    during: "指定时段",
    any: "满足其一",
    at_least: "满足若干",
    not: "不得满足",
    amount: "购物车金额",
    units: "购物车件数",
    channel: "渠道",
    store: "门店",
    region: "地区",
    payment: "支付方式",
    shipping_method: "配送方式",
    device: "设备",
    order_attribute: "订单信息",
    lines: "购物车行数",
    shipping_cost: "运费",
    recency: "最近一次消费",
    frequency: "消费频率",
    monetary: "消费额",
    yearly_margin: "年毛利",
    retention: "留存率",
    discount: "折现率",
  },
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
    other_level: ({ needs }, say) =>
      `仅限等级：${needs.map((level) => say.name("level", level)).join("、")}。`,
    other_segment: () => "仅限特定会员。",
    other_class: ({ of, name, needs, has }, say) =>
      `${say.fact({ of, ...(name && { name }) })}须为${classes(of, needs, say).join("或")}${
        has === undefined ? "" : `，当前为${classes(of, [has], say)}`
      }。`,
    no_membership: ({ plan, has, ended }, say) => {
      const needs = `需要付费会员“${say.name("plan", plan)}”`;
      if (has !== undefined) return `${needs}的其他状态，当前为${zhCN.plan[has]}。`;
      return ended === undefined ? `${needs}。` : `${needs}，您的会员已于${say.day(ended)}结束。`;
    },
    not_referred: () => "仅限好友推荐入会的会员。",
    not_invited: () => "仅限受邀会员。",
    too_soon: ({ from, ...asked }, say) =>
      `${say.fact(asked)}：时间未到${from === undefined ? "" : `，${say.time(from)} 起可享`}。`,
    too_late: ({ until, ...asked }, say) =>
      `${say.fact(asked)}：时间已过${until === undefined ? "" : `，截至 ${say.time(until)}`}。`,
    too_little: (it, say) =>
      `${say.fact(it)}需达 ${say.amount(it, "needs")}，现为 ${say.amount(it, "has")}，还差 ${say.amount(it, "missing")}。`,
    too_much: (it, say) =>
      `${say.fact(it)}不得超过 ${say.amount(it, "maximum")}，现为 ${say.amount(it, "has")}。`,
    not_known: (it, say) => `${say.fact(it)}：暂无数据。`,
    other_order: ({ has }, say) =>
      has === 0 ? "仅限含指定商品的订单。" : `仅限特定序号的订单，本单为第 ${say.count(has)} 单。`,
    points_short: ({ needs, has, missing }, say) =>
      `积分余额需满 ${points(needs, say)}，现有 ${say.count(has)}，还差 ${say.count(missing)}。`,
    points_over: ({ maximum, has }, say) =>
      `积分余额不得超过 ${points(maximum, say)}，现有 ${say.count(has)}。`,
    no_such_price: () => "此商品没有积分价。",
    out_of_stock: () => "已兑完。",
    limit_reached: ({ limit }, say) => `已兑换 ${say.count(limit)} 次，达到上限。`,
    budget_reached: ({ limit_minor }, say) => `已优惠 ${say.money(limit_minor)}，达到上限。`,
    code_needed: () => "需输入优惠码。",
    unknown_code: () => "优惠码无效。",
    not_held: () => "需持有优惠券。",
    used: () => "已使用。",
    not_activated: () => "需先报名参加。",
    left_out: () => "未选用。",
    spend_below_item: ({ needs, missing }, say) =>
      `积分须支付整件商品：至少 ${points(needs, say)}，还差 ${say.count(missing)}。`,
    excluded: () => "当前购物车不适用。",
    nothing_to_discount: () => "购物车中没有参加此优惠的商品。",
    better_offer: ({ offer, by_minor }, say) =>
      `“${say.offer(offer)}”可多省 ${say.money(by_minor)}。`,
    conflict: ({ offer, by_minor }, say) =>
      `不能与“${say.offer(offer)}”同享${by_minor === undefined ? "" : `；改用它会少省 ${say.money(by_minor)}`}。`,
    better_combination: ({ by_minor }, say) =>
      `用它总共会少省${by_minor === undefined ? "" : ` ${say.money(by_minor)}`}。`,
    not_chosen: () => "已选用其他优惠。",
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

/** Perks that are what they are called. */
const PERKS = {
  service: "服务",
  early_access: "优惠提前享",
  upgrade: "升级",
  fee_waiver: "免除费用",
  return_days: "延长退货期",
  priority: "优先",
  allowance: "额度",
};

function classes(of: ClassName | OrderFactName, ids: string[], say: Say): string[] {
  if (of === "stage") return ids.map((id) => say.name("stage", id));
  return of === "score" ? ids.map((id) => say.name("class", id)) : ids;
}
