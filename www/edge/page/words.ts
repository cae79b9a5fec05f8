/** What the page says, in each of its languages. */

export const LOCALES = ["en", "zh-CN"] as const;
export type Locale = (typeof LOCALES)[number];

const en = {
  language: "English",
  title: "The last hour at the edge",
  languages: "Language",
  key: "Key of a back office, with the scope operate",
  keyHelp: "It stays in this tab, and is sent to this address alone.",
  show: "Show",
  forget: "Forget the key",
  refused: "The key is not known here, or has no scope operate.",
  unreachable: "No answer from the edge: what is shown is old. It is asked again every 5 seconds.",
  updated: (time: string) => `As of ${time}, asked again every 5 seconds`,
  sums: "Sums of the hour",
  requests: "Requests",
  refusals: "Refused",
  faults: "Faults",
  p50: "Half within",
  p99: "99 % within",
  orders: "Orders",
  held: "Held",
  committed: "Committed",
  released: "Released",
  expired: "Expired",
  changed: "Price changed",
  chart: "By minute",
  chartSays: (requests: string, minute: string, p99: string) =>
    `Requests and latency by minute. Most were ${requests} at ${minute}; the slowest 99 % were within ${p99}. The table below has the numbers.`,
  noRequests: "There were no requests in this hour.",
  minutes: "The minutes as a table",
  minute: "Minute",
  routes: "Routes",
  route: "Route",
  noRoute: "No such route",
  problems: "Problems",
  problem: "Code",
  count: "Count",
  none: "None in this hour.",
  ms: "ms",
};

export type Words = typeof en;

const zhCN: Words = {
  language: "简体中文",
  title: "边缘服务最近一小时",
  languages: "语言",
  key: "后台密钥（须有 operate 权限）",
  keyHelp: "密钥只留在此标签页，只发送到本站。",
  show: "查看",
  forget: "清除密钥",
  refused: "密钥无效，或没有 operate 权限。",
  unreachable: "边缘服务没有应答，以下为旧数据；每 5 秒重试一次。",
  updated: (time) => `截至 ${time}，每 5 秒更新`,
  sums: "一小时合计",
  requests: "请求",
  refusals: "被拒绝",
  faults: "故障",
  p50: "50% 不超过",
  p99: "99% 不超过",
  orders: "订单",
  held: "预占",
  committed: "提交",
  released: "释放",
  expired: "过期",
  changed: "价格变动",
  chart: "每分钟",
  chartSays: (requests, minute, p99) =>
    `每分钟的请求数与延迟。最多为 ${minute} 的 ${requests} 次；最慢的一分钟 99% 不超过 ${p99}。数字见下表。`,
  noRequests: "这一小时内没有请求。",
  minutes: "以表格查看每分钟",
  minute: "时间",
  routes: "接口",
  route: "接口",
  noRoute: "没有此接口",
  problems: "问题",
  problem: "代码",
  count: "次数",
  none: "这一小时内没有。",
  ms: "毫秒",
};

export const WORDS: Record<Locale, Words> = { en, "zh-CN": zhCN };

/** The language of the browser, as far as it is one of these. */
export function spoken(languages: readonly string[]): Locale {
  const [first] = languages.flatMap((tag): Locale[] => {
    if (/^zh\b/i.test(tag)) return ["zh-CN"];
    return /^en\b/i.test(tag) ? ["en"] : [];
  });
  return first ?? "en";
}
