/** 简体中文. */

/** Whatever is wrong with the signature is nothing that its holder can mend. */
const FORGED = "此券不是真券。";

/** @type {import("./index.d.ts").Language} */
export const zhCN = {
  tag: "zh-CN",
  points: (count) => `${count} 积分`,
  days: (count) => `${count} 天`,
  factOf: (fact, name) => `${fact}（${name}）`,
  facts: {
    spend: "消费金额",
    orders: "订单数",
    visits: "消费天数",
    bought: "购买件数",
    average_order: "平均订单金额",
    share: "消费占比",
    activities: "活动次数",
    points_earned: "累计获得积分",
    balance: "积分余额",
    expiring: "即将到期积分",
    referrals: "邀请好友数",
    uses: "优惠使用次数",
    favourite: "最常购买商品的件数",
    holds: "持有优惠券",
    score: "评分",
    attribute: "会员资料",
    age: "年龄",
    tenure: "入会时长",
    since_last_order: "距上次下单",
    joined: "距入会",
    birthday: "生日",
    anniversary: "入会周年",
    due_again: "复购时间",
    stage: "会员阶段",
    gender: "性别",
    enrolled: "已入会",
    tier: "等级",
    segment: "会员分组",
    membership: "付费会员",
    referred: "好友邀请",
    invited: "受邀",
    during: "指定时段",
    any: "满足其一",
    at_least: "满足若干",
    not: "不得满足",
    amount: "购物车金额",
    units: "购物车件数",
    channel: "下单渠道",
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
  plan: { trial: "试用中", active: "有效", grace: "宽限期内" },

  other: ({ code }) => `暂不可用（${code}）。`,
  reasons: {
    not_yet: ({ from }, say) => `${say.time(from)} 开始。`,
    ended: ({ until }, say) => `已于 ${say.time(until)} 结束。`,
    wrong_time: ({ next }, say) =>
      next === undefined ? "当前时段不可用。" : `当前时段不可用，下次开始时间为 ${say.time(next)}。`,
    not_enrolled: () => "仅限会员。",
    other_level: ({ ladder, needs }, say) =>
      `仅限${say.or(needs.map((level) => quoted(say.name("level", level, ladder))))}等级会员。`,
    other_segment: () => "仅限特定会员。",
    other_class: (it, say) => {
      const yours = it.has === undefined ? "" : `，当前为${quoted(say.classes(it.of, [it.has], it.name)[0])}`;
      return `${say.fact(it)}须为${say.or(say.classes(it.of, it.needs, it.name).map(quoted))}${yours}。`;
    },
    no_membership: ({ plan, has, ended }, say) => {
      const name = quoted(say.name("plan", plan));
      if (has !== undefined) return `付费会员${name}当前状态不适用（${zhCN.plan[has]}）。`;
      return ended === undefined ? `需开通付费会员${name}。` : `需开通付费会员${name}，您的会员已于${say.day(ended)}结束。`;
    },
    not_referred: () => "仅限好友邀请入会的会员。",
    not_invited: () => "仅限受邀会员。",
    too_soon: ({ from, ...asked }, say) =>
      `${say.fact(asked)}：时间未到${from === undefined ? "" : `，${say.time(from)} 起可享`}。`,
    too_late: ({ until, ...asked }, say) =>
      `${say.fact(asked)}：时间已过${until === undefined ? "" : `，已于 ${say.time(until)} 截止`}。`,
    too_little: (it, say) =>
      `${say.fact(it)}需达 ${say.amount(it, "needs")}，当前 ${say.amount(it, "has")}，还差 ${say.amount(it, "missing")}。`,
    too_much: (it, say) =>
      `${say.fact(it)}不得超过 ${say.amount(it, "maximum")}，当前 ${say.amount(it, "has")}。`,
    not_known: (it, say) => `${say.fact(it)}：暂无数据。`,
    other_order: ({ has }, say) =>
      has === 0 ? "仅限含指定商品的订单。" : `仅限指定序号的订单，本单为第 ${say.count(has)} 单。`,
    points_short: ({ pool, needs, has, missing }, say) =>
      `${balance(pool, say)}需满 ${say.points(needs)}，现有 ${say.pointCount(has)}，还差 ${say.pointCount(missing)}。`,
    points_over: ({ pool, maximum, has }, say) =>
      `${balance(pool, say)}不得超过 ${say.points(maximum)}，现有 ${say.pointCount(has)}。`,
    amount_short: (it, say) =>
      `${goods(it.selector, say) ?? "指定商品"}需满 ${say.money(it.needs_minor)}，现为 ${say.money(it.has_minor)}，还差 ${say.money(it.missing_minor)}。`,
    units_short: (it, say) =>
      `${goods(it.selector, say) ?? "指定商品"}需满 ${say.count(it.needs)} 件，现有 ${say.count(it.has)} 件，还差 ${say.count(it.missing)} 件。`,
    none_met: ({ of }, say) => `需满足以下任一条件：${alternatives(of, say).join("或：")}`,
    too_few_met: ({ needs, has, of }, say) =>
      `需满足 ${say.count(needs)} 项条件，已满足 ${say.count(has)} 项，其余为：${numbered(alternatives(of, say))}`,
    excluded: () => "当前购物车不适用。",
    nothing_to_discount: (it, say) =>
      `购物车中没有参加此优惠的商品${it.selector === undefined ? "" : `，本优惠适用于${goods(it.selector, say)}`}。`,
    better_offer: ({ offer, by_minor }, say) =>
      `${quoted(say.name("offer", offer))}${by_minor === 0 ? "优惠相同" : `可多省 ${say.money(by_minor)}`}。`,
    conflict: ({ offer, by_minor }, say) =>
      `不可与${quoted(say.name("offer", offer))}同享${
        by_minor === undefined ? "" : by_minor === 0 ? "，两者优惠相同" : `，改用本优惠会少省 ${say.money(by_minor)}`
      }。`,
    better_combination: ({ by_minor }, say) =>
      `其他优惠组合${by_minor === undefined ? "更省" : by_minor === 0 ? "优惠相同" : `可多省 ${say.money(by_minor)}`}。`,
    not_chosen: () => "已选用其他优惠。",
    no_such_price: () => "此商品不支持积分兑换。",
    out_of_stock: () => "已兑完。",
    limit_reached: ({ limit, used, until }, say) =>
      `限 ${say.count(limit)} 次，已用 ${say.count(used)} 次${again(until, say)}。`,
    budget_reached: ({ limit_minor, used_minor, until }, say) =>
      `最多优惠 ${say.money(limit_minor)}，已优惠 ${say.money(used_minor)}${again(until, say)}。`,
    code_needed: () => "需输入优惠码。",
    unknown_code: () => "优惠码无效。",
    voucher_of_other_program: () => "此券属于其他会员方案。",
    key_refused: () => "此券的签名不被接受。",
    revoked: () => "此券已作废。",
    other_holder: () => "此券已发放给其他会员。",
    not_held: () => "需持有对应优惠券。",
    used: () => "已使用。",
    not_activated: () => "需先报名参加。",
    left_out: () => "您已选择不使用此优惠。",
    spending_off: () => "此处不可使用积分。",
    balance_short: ({ needs, has, missing }, say) =>
      `需要 ${say.points(needs)}，现有 ${say.pointCount(has)}，还差 ${say.pointCount(missing)}。`,
    spend_below_minimum: ({ needs, missing }, say) =>
      `每次至少使用 ${say.points(needs)}，还差 ${say.pointCount(missing)}。`,
    spend_off_step: ({ step }, say) => `积分须以 ${say.pointCount(step)} 的整数倍使用。`,
    spend_over_maximum: ({ maximum }, say) => `本单最多可用 ${say.points(maximum)}。`,
    spend_below_item: ({ needs, missing }, say) =>
      `积分须支付整件商品，至少 ${say.points(needs)}，还差 ${say.pointCount(missing)}。`,
  },

  authority: {
    held: () => "正被另一订单占用，请几分钟后再试。",
    not_jws: () => FORGED,
    wrong_alg: () => FORGED,
    wrong_typ: () => FORGED,
    bad_header: () => FORGED,
    unknown_key: () => FORGED,
    bad_signature: () => FORGED,
    not_voucher: () => FORGED,
  },

  changes: {
    add: ({ amount_minor, units, selector, lines }, say) => {
      const skus = say.or([...new Set(lines.map(({ sku }) => quoted(say.name("sku", sku))))]);
      const named = goods(selector, say);
      return units === undefined
        ? `再买 ${say.money(amount_minor)} 的${named ?? `${skus}或同类商品`}`
        : `再买 ${say.count(units)} 件${named ?? skus}（${say.money(amount_minor)}）`;
    },
    at: (instant, say) => `于 ${say.time(instant)} 或之后下单`,
    set: {
      channel: (id, say) => `通过${quoted(say.name("channel", id))}下单`,
      store: (id, say) => `在${quoted(say.name("store", id))}门店购买`,
      region: (id, say) => `收货地区选择${quoted(say.name("region", id))}`,
      payment: (id, say) => `使用${quoted(say.name("payment", id))}支付`,
      shipping_method: (id, say) => `配送方式选择${quoted(say.name("shipping_method", id))}`,
      device: (id, say) => `使用${quoted(say.name("device", id))}下单`,
      attribute: ({ name, value }, say) =>
        `${quoted(say.name("attribute", name))}选择${quoted(typeof value === "number" ? say.count(value) : value)}`,
    },
    without: (offers, say) => `不使用${offers.map((offer) => quoted(say.name("offer", offer))).join("、")}`,
    spend: (points, say) => (points === 0 ? "不使用积分" : `使用 ${say.points(points)}`),
  },
  hint: ({ offer, saves_minor, pays_minor, earns, cash_back_minor = 0 }, changes, say) => {
    const gains = [
      saves_minor > 0 && `多省 ${say.money(saves_minor)}`,
      pays_minor !== 0 && `${pays_minor > 0 ? "多付" : "少付"} ${say.money(Math.abs(pays_minor))}`,
      earns !== 0 && `${earns > 0 ? "多得" : "少得"} ${say.points(Math.abs(earns))}`,
      cash_back_minor !== 0 && `${cash_back_minor > 0 ? "多返" : "少返"} ${say.money(Math.abs(cash_back_minor))}`,
    ].filter((gain) => gain !== false);
    const brings = gains.length > 0 ? `，${gains.join("，")}` : "";
    return `${changes.join("，同时")}，即可享${quoted(say.name("offer", offer))}${brings}。`;
  },

  documents: {
    program: "会员方案",
    member: "会员档案",
    cart: "购物车",
    event: "事件",
    options: "选项",
    inputs: "报价依据",
    receipt: "报价凭据",
  },
  place: (document, path, at) =>
    `${document}${path && ` ${path}`}${at === undefined ? "" : `（第 ${at[0]} 行第 ${at[1]} 列）`}`,
  problem: (place, wrong, help) => `${place}：${wrong}${help}`,
  kinds: {
    activity: "活动",
    class: "评分级别",
    coupon: "优惠券",
    cycle: "周期",
    "earning rule": "积分规则",
    gift: "赠品",
    group: "分组",
    key: "密钥",
    ladder: "等级体系",
    level: "等级",
    offer: "优惠",
    "offer or group": "优惠或优惠组",
    order: "订单",
    perk: "权益",
    plan: "付费会员",
    pool: "积分账户",
    redemption: "兑换记录",
    reward: "兑换品",
    score: "评分",
    segment: "会员分组",
    selector: "商品范围",
    "set of days": "日期集合",
    stage: "会员阶段",
    use: "使用记录",
  },
  names: {
    id: { wrong: "不是有效的标识", help: "请使用小写字母、数字和“.”、“_”、“-”，并以字母或数字开头。" },
    name: { wrong: "不能用作名称", help: "请使用 1 至 128 个字符，首尾不留空格。" },
    path: { wrong: "以“/”开头或结尾", help: "请删除首尾的“/”。" },
    digest: { wrong: "不是 32 位十六进制的校验和", help: "请原样提供当时得到的值。" },
    hash: { wrong: "不是 64 位小写十六进制的哈希值", help: "请填写盐值与优惠码的 SHA-256。" },
    holder: { wrong: "不是持有人的 64 位小写十六进制哈希值", help: "请填写券号、换行符与会员标识的 SHA-256。" },
    key: { wrong: "不是有效的公钥（Ed25519）", help: "请填写密钥（JWK）中的“x”，共 43 个字符。" },
    salt: { wrong: "不能用作隐藏优惠码的盐值", help: "请使用 16 至 128 个随机字符。" },
  },
  types: {
    nothing: "空值",
    boolean: "布尔值",
    integer: "整数",
    other_number: "非整数或过大的数",
    text: "文本",
    list: "列表",
    object: "对象",
    word: "关键词",
    word_or_object: "关键词或对象",
    id: "标识",
    decimal: "以文本书写的小数",
    points: "积分数量",
    integer_or_text: "整数或文本",
    time: "时刻",
    date: "日期",
    day_of_year: "月份和日期",
    instant: "时间点",
    spend: "积分数量或“max”",
    coupon: "优惠券、优惠码或签名券",
  },
  problems: {
    too_large: () => "内容过大。",
    not_utf8: () => "文本不是 UTF-8 编码。",
    not_json: () => "文本不是有效的 JSON。",
    too_deep: () => "列表和对象嵌套过深。",
    not_plain: () => "此处不是普通数据，或无法读取。",
    not_started: () => "引擎尚未启动。",
    not_loaded: () => "引擎未能加载。",
    wrong_type: ({ expected, found }) => {
      if (expected === undefined) return "类型不正确。";
      return `此处须为${zhCN.types[expected]}${found === undefined ? "" : `，实际为${zhCN.types[found]}`}。`;
    },
    duplicate_field: ({ name, instead }) =>
      instead === undefined
        ? `字段${quoted(name)}重复出现。`
        : `${quoted(name)}是${quoted(instead)}的旧名称，二者不能同时填写。`,
    unknown_field: ({ name }) => `此处没有字段${quoted(name)}。`,
    not_supported: ({ name }) => `此版本不支持${quoted(name)}。`,
    deprecated: ({ name, instead }) => `${quoted(name)}已更名为${quoted(instead)}。`,
    missing_field: ({ name }) => (name === undefined ? "缺少必填字段。" : `缺少${quoted(name)}。`),
    unknown_choice: ({ found }) => `${quoted(found)}不是此处的可选项。`,
    not_one_choice: () => "此处须且仅须选择一项。",
    empty: () => "此处不能为空。",
    too_many: ({ maximum }, say) => (maximum === undefined ? "数量过多。" : `数量过多，最多 ${say.count(maximum)} 个。`),
    too_long: ({ maximum }, say) => (maximum === undefined ? "文本过长。" : `文本过长，最多 ${say.count(maximum)} 个字符。`),
    out_of_range: ({ minimum, maximum, above }, say) => {
      const limits = [
        above !== undefined && `大于 ${say.decimal(above)}`,
        minimum !== undefined && `不小于 ${say.decimal(minimum)}`,
        maximum !== undefined && `不大于 ${say.decimal(maximum)}`,
      ].filter((limit) => limit !== false);
      return limits.length === 0 ? "数值超出允许范围。" : `数值须${limits.join("，")}。`;
    },
    bad_id: ({ found, kind }) => `${quoted(found)}${zhCN.names[kind].wrong}。`,
    bad_decimal: ({ found }) => `${quoted(found)}不是有效的小数。`,
    too_many_decimals: ({ maximum }, say) => `小数位数过多，最多 ${say.count(maximum)} 位。`,
    bad_date: ({ found }) => `${quoted(found)}不是有效的日期。`,
    bad_instant: ({ found }) => `${quoted(found)}不是有效的时间点。`,
    bad_time: ({ found }) => `${quoted(found)}不是有效的时刻。`,
    bad_locale: ({ found }) => `${quoted(found)}不是有效的语言代码。`,
    unsupported_format: ({ found, reads }) =>
      Number(found) > reads ? `文档的格式版本为 ${found}，高于此版本支持的 ${reads}。` : `没有格式版本 ${found}。`,
    unknown_currency: ({ found }) => `${quoted(found)}不是现行货币。`,
    wrong_currency: ({ needs }) => `币种须与会员方案一致，为${quoted(needs)}。`,
    unknown_zone: ({ found }) => `时区${quoted(found)}未知。`,
    bad_zone: () => "时区的偏移或时区表无效。",
    duplicate_id: ({ id }) => `${quoted(id)}重复出现。`,
    empty_window: () => "结束时间须晚于开始时间。",
    contradiction: () => "此处与其他内容相矛盾。",
    no_effect: () => "此处不会产生任何效果。",
    unbounded: () => "此条件没有起始时间，须永久保留会员的全部历史。",
    order_decides: ({ offer, before, off_minor, other_minor }, say) => {
      const own = quoted(say.name("offer", offer));
      const sums = `示例购物车现优惠 ${say.money(off_minor)}，顺序对调则优惠 ${say.money(other_minor)}`;
      return before === undefined
        ? `${own}按购物车中商品行的顺序选取商品，而该顺序影响实付金额：${sums}。`
        : `未曾指定${quoted(say.name("offer", before))}与${own}的先后，而其顺序影响实付金额：${sums}。`;
    },
    wrong_program: ({ needs }) => `此文档不属于会员方案${quoted(needs)}。`,
    bad_lot: () => "此笔积分的数量或时间不合理。",
    unknown_name: ({ kind, name }) => `会员方案中没有${zhCN.kinds[kind]}${quoted(name)}。`,
    unknown_line: ({ id }) => `没有商品行${quoted(id)}。`,
    unknown_lot: ({ id }) => (id === undefined ? "没有此笔积分。" : `没有积分记录${quoted(id)}。`),
    unknown_order: ({ kind, id }) =>
      id === undefined ? `没有此${zhCN.kinds[kind]}。` : `没有${zhCN.kinds[kind]}${quoted(id)}。`,
    over_limit: () => "合计超出限额。",
    event_conflict: () => "此编号已用于内容不同的事件或记录。",
    event_too_early: () => "此事件早于已结算的时间。",
    event_in_future: () => "此事件的时间尚未到来。",
    wrong_member: () => "此事件不适用于该会员。",
    spend_refused: ({ reason }, say) => `无法按要求使用积分：${say.reason(reason)}`,
    coupon_refused: ({ entered, reason }, say) => `${quoted(entered)}不适用：${say.reason(reason)}`,
    return_refused: () => "退回的内容超过订单尚可退回的部分。",
    event_refused: ({ reason }, say) => (reason === undefined ? "会员方案不允许此操作。" : `此操作不可行：${say.reason(reason)}`),
    other_program: () => "所用对象属于不同的会员方案。",
    wrong_handle: () => "传入的对象不是此处需要的类型。",
    freed_handle: () => "此对象已被释放。",
    more_problems: ({ count }, say) => `另有 ${say.count(count)} 个问题未列出。`,
    internal: () => "引擎内部出错，这是程序缺陷。",
  },
  help: {
    too_large: () => "请减少单次提交的内容。",
    not_utf8: () => "请以 UTF-8 编码保存。",
    not_json: () => "请使用 JSON 工具生成文档。",
    too_deep: () => "请减少嵌套层数。",
    not_plain: () => "请提供 JSON 文本或普通对象。",
    not_started: () => "请先调用“start”。",
    not_loaded: () => "请检查网络连接后重试。",
    wrong_type: () => "请按格式说明填写。",
    duplicate_field: ({ instead }) => (instead === undefined ? "请删除其中一个。" : `请只保留${quoted(instead)}。`),
    unknown_field: ({ near }, _say, { document }) => {
      if (near !== undefined) return `是否应为${quoted(near)}？`;
      return WRITTEN.includes(document) ? NEWER : "请更正名称或将其删除。";
    },
    not_supported: () => "请将其删除。",
    deprecated: ({ instead }) => `请改写为${quoted(instead)}。`,
    missing_field: () => "请补充填写。",
    unknown_choice: ({ near, choices }, _say, { document }) => {
      if (near !== undefined) return `是否应为${quoted(near)}？`;
      if (WRITTEN.includes(document)) return NEWER;
      return choices === undefined ? "请更正。" : `可选项为${choices.map(quoted).join("、")}。`;
    },
    not_one_choice: () => "请只保留一项。",
    empty: () => "请至少填写一项，或将其删除。",
    too_many: () => "请减少数量。",
    too_long: () => "请缩短文本。",
    out_of_range: () => "请填写范围内的数值。",
    bad_id: ({ kind }) => zhCN.names[kind].help,
    bad_decimal: () => "请填写数字，可带小数点，例如“10.50”。",
    too_many_decimals: () => "请减少小数位数。",
    bad_date: () => "例如“2026-11-20”；每年的日期例如“11-20”。",
    bad_instant: () => "例如“2026-11-20T12:00:00+08:00”。",
    bad_time: () => "请填写“00:00”至“23:59”的时刻。",
    bad_locale: () => "例如“zh-CN”或“en”。",
    unsupported_format: ({ found, reads }) =>
      Number(found) > reads ? `请将引擎升级到支持格式版本 ${found} 的版本。` : `请填写 ${reads}。`,
    unknown_currency: () => "请使用 ISO 4217 货币代码，例如“CNY”。",
    wrong_currency: () => "请换算金额，或使用对应的会员方案。",
    unknown_zone: () => "例如“Asia/Shanghai”，或填写偏移。",
    bad_zone: () => "请更正偏移或时区表。",
    duplicate_id: () => "请改用不同的标识，或删除其中一个。",
    empty_window: () => "请更正时间范围。",
    contradiction: () => "请更正其中一处。",
    no_effect: () => "请将其删除，或补充其作用。",
    unbounded: () => "请为条件设置起始时间。",
    order_decides: ({ before }) =>
      before === undefined
        ? "请改为先选取最贵（“dearest”）或最便宜（“cheapest”）的商品。"
        : "请在其中一项优惠的“stacking”中设置更高的“priority”。",
    wrong_program: () => "请使用其所属的会员方案读取。",
    bad_lot: () => "请使用最近一次保存的会员档案。",
    unknown_name: ({ near, declared }) => {
      if (near !== undefined) return `是否应为${quoted(near)}？`;
      return declared === undefined
        ? "请更正名称，或在会员方案中声明。"
        : `${declared.length === 1 ? "仅有" : "现有"}${declared.map(quoted).join("、")}。`;
    },
    unknown_line: () => "请使用已有商品行的标识。",
    unknown_lot: () => "请使用已有积分记录的标识。",
    unknown_order: () => "请核对编号，并先记录其所指的内容。",
    over_limit: () => "请减少单次提交的数量或金额。",
    event_conflict: () => "请为每个事件使用不同的编号。",
    event_too_early: () => "请按时间顺序记录事件，或在“correction”中说明迟到原因。",
    event_in_future: () => "请在发生后再记录，并检查时钟。",
    wrong_member: () => "请核对事件所属的会员。",
    spend_refused: () => "请先试算订单，再按结果提交。",
    coupon_refused: () => "请先试算订单，只提交可用的优惠。",
    return_refused: () => "请只退回订单剩余的可退部分。",
    event_refused: () => "请先核对会员方案的规则。",
    other_program: () => "请使用同一会员方案读取的对象。",
    wrong_handle: () => "请使用“load”及各方法返回的对象。",
    freed_handle: () => "请重新读取文档。",
    more_problems: () => "请先修正已列出的问题，再重新读取。",
    internal: () => "请附上错误的“cause”报告此问题，并重新读取文档。",
  },
};

/** What perks writes for itself to read. */
const WRITTEN = ["member", "inputs", "receipt"];
const NEWER = "可能由较新版本的引擎写入，请升级当前版本。";

function quoted(name) {
  return `“${name}”`;
}

/** What the goods are called that a selector with a name asks for. */
function goods(selector, say) {
  return selector === undefined ? undefined : quoted(say.name("selector", selector));
}

/** The alternatives of a reason, each with all that it lacks; one that has alternatives itself is set apart. */
function alternatives(of, say) {
  const all = (reasons) =>
    reasons.map((reason) => (reason.of instanceof Array ? `（${say.reason(reason)}）` : say.reason(reason))).join("");
  return of.map(all);
}

function numbered(sentences) {
  return sentences.map((sentence, index) => `（${index + 1}）${sentence}`).join("");
}

function balance(pool, say) {
  return pool === undefined ? "积分余额" : `${quoted(say.name("pool", pool))}余额`;
}

function again(until, say) {
  return until === undefined ? "" : `，${say.time(until)} 起可再次享用`;
}
