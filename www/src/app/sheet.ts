/** How the app's views look: panels on a ground, rows between hairlines, one accent. Colours come from the components' theme. */
import { css } from "lit";

export const sheet = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }

  ul,
  ol {
    list-style: none;
  }

  h1 {
    font-size: 1.75rem;
    line-height: 1.2;
    letter-spacing: -0.02em;
    margin-block-end: 1.25rem;
    outline-offset: 0.25rem;
    overflow-wrap: anywhere;
  }

  h1:focus:not(:focus-visible) {
    outline: none;
  }

  h2 {
    font-size: 1.0625rem;
    line-height: 1.3;
    margin-block-end: 0.75rem;
  }

  h3 {
    font-size: 1rem;
    font-weight: 600;
  }

  section,
  perks-balance,
  perks-tier,
  perks-wallet,
  perks-streak,
  perks-rewards,
  perks-quote,
  perks-hints {
    margin-block-end: 1.75rem;
  }

  .more a {
    display: inline-flex;
    align-items: center;
    min-block-size: 2.75rem;
  }

  a {
    color: var(--_brand);
    text-underline-offset: 0.2em;
  }

  .panel {
    background: var(--_panel);
    border-radius: var(--_radius);
    padding: 1.25rem;
    box-shadow: 0 1px 2px rgb(0 0 0 / 6%), 0 4px 16px rgb(0 0 0 / 4%);
  }

  .panel + .panel {
    margin-block-start: 0.75rem;
  }

  .quiet {
    color: var(--_quiet);
    font-size: 0.875rem;
  }

  .number {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .up {
    color: var(--_earning);
  }

  .figures {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr));
    gap: 1.25rem;
  }

  .figures > li {
    display: grid;
    align-content: start;
    gap: 0.125rem;
    overflow-wrap: anywhere;
  }

  .lead {
    color: var(--_quiet);
    margin-block: -0.75rem 1.25rem;
  }

  .big {
    font-size: 2rem;
    font-weight: 700;
    letter-spacing: -0.03em;
    line-height: 1.15;
  }

  .rows {
    background: var(--_panel);
    border-radius: var(--_radius);
    box-shadow: 0 1px 2px rgb(0 0 0 / 6%), 0 4px 16px rgb(0 0 0 / 4%);
    overflow: hidden;
  }

  .rows > * {
    padding: 0.875rem 1.25rem;
  }

  .rows > * + * {
    border-block-start: 1px solid var(--_edge);
  }

  .row {
    display: flex;
    gap: 0.25rem 1rem;
    align-items: flex-start;
    justify-content: space-between;
  }

  form > .row {
    align-items: center;
  }

  .row > :first-child {
    min-inline-size: 0;
    flex: 1;
    overflow-wrap: anywhere;
  }

  .row > .number {
    text-align: end;
    font-weight: 600;
  }

  .row.wrap {
    flex-wrap: wrap;
    gap: 0.75rem 1rem;
  }

  .row.wrap > :first-child {
    flex: 1 1 12rem;
  }

  .row.wrap > button {
    flex: 0 1 auto;
  }

  a.row {
    color: inherit;
    text-decoration: none;
    margin: -0.875rem -1.25rem;
    padding: 0.875rem 1.25rem;
    min-block-size: 2.75rem;
  }

  a.row::after {
    content: "";
    flex: none;
    align-self: center;
    inline-size: 0.5rem;
    block-size: 0.5rem;
    border: solid var(--_quiet);
    border-width: 2px 2px 0 0;
    rotate: 45deg;
  }

  a.row:dir(rtl)::after {
    rotate: -135deg;
  }

  a.row:hover {
    background: color-mix(in srgb, var(--_brand) 6%, transparent);
  }

  a.row:focus-visible {
    outline-offset: -3px;
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }

  .chip {
    border-radius: 999px;
    padding: 0.125rem 0.625rem;
    font-size: 0.8125rem;
    background: color-mix(in srgb, var(--_brand) 12%, transparent);
    color: var(--_brand);
    white-space: nowrap;
  }

  .chip.off {
    background: color-mix(in srgb, var(--_quiet) 14%, transparent);
    color: var(--_quiet);
  }

  button,
  input,
  select {
    font: inherit;
  }

  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    min-block-size: 2.75rem;
    padding: 0.5rem 1.125rem;
    border: 0;
    border-radius: calc(var(--_radius) * 0.75);
    font-weight: 600;
    background: var(--_brand);
    color: var(--_on-brand);
    text-decoration: none;
    cursor: pointer;
  }

  button.plain {
    background: color-mix(in srgb, var(--_brand) 11%, transparent);
    color: var(--_brand);
  }

  button[aria-disabled="true"] {
    opacity: 0.55;
    cursor: progress;
  }

  :focus-visible {
    outline: 3px solid var(--_brand);
    outline-offset: 2px;
  }

  label {
    display: block;
    font-size: 0.875rem;
    color: var(--_quiet);
    margin-block-end: 0.25rem;
  }

  input,
  select {
    min-block-size: 2.75rem;
    inline-size: 100%;
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--_field-edge);
    border-radius: 0.625rem;
    background: var(--_panel);
    color: inherit;
  }

  form,
  .fields {
    display: grid;
    gap: 0.875rem;
  }

  .fields {
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr));
  }

  .beside {
    display: flex;
    gap: 0.625rem;
    align-items: end;
  }

  .beside > :first-child {
    flex: 1;
    min-inline-size: 0;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.625rem;
    margin-block-start: 0.75rem;
  }

  .wrong {
    margin-block-start: 0.75rem;
    padding: 0.75rem 1rem;
    border-radius: 0.625rem;
    background: var(--_wrong-ground);
    color: var(--_wrong);
    font-size: 0.9375rem;
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.9375rem;
  }

  th,
  td {
    text-align: start;
    vertical-align: top;
    padding-block: 0.625rem;
    padding-inline-end: 0.75rem;
    border-block-end: 1px solid var(--_edge);
    font-weight: normal;
  }

  thead th {
    color: var(--_quiet);
    font-size: 0.8125rem;
    padding-block-start: 0;
  }

  tbody tr:last-child > * {
    border-block-end: 0;
    padding-block-end: 0;
  }

  td.number,
  th.number {
    text-align: end;
  }

  td:last-child,
  th:last-child {
    padding-inline-end: 0;
  }

  dialog {
    inline-size: min(26rem, calc(100vw - 2rem));
    padding: 1.5rem;
    border: 0;
    border-radius: var(--_radius);
    background: var(--_panel);
    color: var(--_ink);
    box-shadow: 0 1rem 3rem rgb(0 0 0 / 30%);
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }

  summary > h2 {
    display: inline;
  }

  summary {
    min-block-size: 2.75rem;
    padding-block: 0.625rem;
    font-weight: 600;
    cursor: pointer;
  }

  .date {
    white-space: nowrap;
  }

  @media (min-width: 64rem) {
    .columns {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: 0 1.75rem;
      align-items: start;
    }
  }

  @media (prefers-reduced-motion: no-preference) {
    button,
    a.row {
      transition: background-color 120ms;
    }
  }
`;
