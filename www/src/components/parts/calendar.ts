/** A month of days in the programme's zone, as a table: which day it is, and on which somebody checked in. */
import { TZDate } from "@date-fns/tz";
import { eachDayOfInterval } from "date-fns/eachDayOfInterval";
import { endOfMonth } from "date-fns/endOfMonth";
import { getISODay } from "date-fns/getISODay";
import { html, type TemplateResult } from "lit";

export { dateOf } from "../../shell/day";

export interface Month {
  /** As `2026-11`. */
  month: string;
  /** Today, as `2026-11-20`. */
  today: string;
  days: ReadonlySet<string>;
  /** How the month and weekdays are written. */
  locale: string;
  caption: string;
  checked: string;
}

export function calendar({ month, today, days, locale, caption, checked }: Month): TemplateResult {
  const weeks = weeksOf(month);
  const short = new Intl.DateTimeFormat(locale, { weekday: "narrow", timeZone: "UTC" });
  const long = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  const number = new Intl.NumberFormat(locale, { useGrouping: false });
  return html`<table class="calendar" part="calendar">
    <caption class="unseen">${caption}</caption>
    <thead><tr>${WEEK.map((day) => html`<th scope="col"><span aria-hidden="true">${short.format(day)}</span><span class="unseen">${long.format(day)}</span></th>`)}</tr></thead>
    <tbody>${weeks.map(
      (week) =>
        html`<tr>${week.map((day) => {
          if (day === undefined) return html`<td></td>`;
          const has = days.has(day);
          const text = number.format(Number(day.slice(8)));
          return html`<td class=${has ? "checked" : ""} aria-current=${day === today ? "date" : "false"}><span>${text}</span>${has ? html`<span class="unseen">${checked}</span>` : ""}</td>`;
        })}</tr>`,
    )}</tbody>
  </table>`;
}

/** The name of a month. */
export function monthName(month: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(first(month));
}

/** So many months later, or earlier. */
export function monthFrom(month: string, by: number): string {
  const of = first(month);
  return new TZDate(of.getFullYear(), of.getMonth() + by, 1, "UTC").toISOString().slice(0, 7);
}

/** A Monday and the six days after it. */
const WEEK = [5, 6, 7, 8, 9, 10, 11].map((day) => new Date(Date.UTC(2026, 0, day)));

/** The month's days by weeks from Monday on, and none where a week begins before it or ends after it. */
function weeksOf(month: string): (string | undefined)[][] {
  const start = first(month);
  const all = eachDayOfInterval({ start, end: endOfMonth(start) });
  const before = Array.from({ length: getISODay(start) - 1 }, () => undefined);
  const days = [...before, ...all.map((day) => day.toISOString().slice(0, 10))];
  return Array.from({ length: Math.ceil(days.length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => days[week * 7 + day]),
  );
}

/** Of dates alone: in UTC every day has its own. */
function first(month: string): TZDate {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new TZDate(year, number - 1, 1, "UTC");
}
