/** How parts look that every component has: its panel, headings, rows of a name and a number, badges, buttons, what is folded away. */
import { css } from "lit";

export const frame = css`
  :host {
    font-size: 1rem;
    line-height: 1.45;
    overflow-wrap: anywhere;
  }

  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }

  ul,
  ol {
    list-style: none;
  }

  /* Whatever the page's direction, a sentence runs in its own, and a number keeps its sign in front; both stand where the page begins. */
  h2,
  h3,
  h4,
  p,
  li,
  dt,
  dd,
  .row > *,
  .facts > * {
    unicode-bidi: plaintext;
  }

  :host(:dir(rtl)) :is(h2, h3, h4, p, li, dt) {
    text-align: right;
  }

  h2 {
    font-size: 0.9375rem;
    font-weight: 600;
    color: var(--_quiet);
  }

  h3 {
    font-size: 1rem;
    font-weight: 650;
  }

  h4 {
    font-size: 0.9375rem;
    font-weight: 600;
  }

  .panel {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_gap);
    padding: var(--_pad);
    border-radius: var(--_radius);
    background: var(--_panel);
    box-shadow: var(--_shadow);
  }

  .panel + .panel {
    margin-block-start: var(--_gap);
  }

  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
  }

  .part {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.625rem;
    padding-block-start: var(--_gap);
    border-block-start: 1px solid var(--_edge);
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0.125rem 1rem;
  }

  .row > :first-child {
    flex: 1 1 0;
    min-width: 40%;
  }

  .row > :not(:first-child) {
    margin-inline-start: auto;
    text-align: end;
  }

  .number {
    font-variant-numeric: tabular-nums;
    unicode-bidi: plaintext;
    text-align: end;
  }

  .big {
    font-size: clamp(1.75rem, 1.4rem + 2vw, 2.5rem);
    font-weight: 650;
    line-height: 1.15;
    letter-spacing: -0.02em;
    font-variant-numeric: tabular-nums;
  }

  .quiet {
    color: var(--_quiet);
    font-size: 0.875rem;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1rem;
  }

  .saving,
  .saving > .badge {
    color: var(--_saving);
  }

  .earning {
    color: var(--_earning);
  }

  .wrong {
    color: var(--_wrong);
  }

  .badge {
    display: inline-block;
    padding: 0.125rem 0.625rem;
    border-radius: 999px;
    background: color-mix(in srgb, currentColor 10%, transparent);
    color: var(--_quiet);
    font-size: 0.8125rem;
    font-weight: 600;
    line-height: 1.5;
  }

  .badge.good {
    color: var(--_brand);
  }

  .badge.wrong {
    color: var(--_wrong);
  }

  .reasons {
    display: grid;
    gap: 0.25rem;
    color: var(--_quiet);
    font-size: 0.875rem;
  }

  .list > li {
    padding-block: 0.75rem;
  }

  .list > li + li {
    border-block-start: 1px solid var(--_edge);
  }

  .list > li:first-child {
    padding-block-start: 0;
  }

  .list > li:last-child {
    padding-block-end: 0;
  }

  button {
    min-height: 2.75rem;
    padding: 0.5rem 1.125rem;
    border: 1px solid transparent;
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_brand);
    color: var(--_on-brand);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }

  button:hover {
    filter: brightness(1.08);
  }

  button.plain {
    background: transparent;
    border-color: var(--_field-edge);
    color: var(--_ink);
  }

  button:focus-visible,
  summary:focus-visible {
    outline: 3px solid var(--_brand);
    outline-offset: 2px;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }

  summary {
    display: list-item;
    min-height: 2.75rem;
    padding-block: 0.625rem;
    color: var(--_brand);
    font-weight: 600;
    cursor: pointer;
  }

  details[open] > summary {
    margin-block-end: 0.25rem;
  }

  .stale {
    margin-block-end: 0.5rem;
    padding: 0.5rem 0.875rem;
    border-radius: calc(var(--_radius) * 0.75);
    background: color-mix(in srgb, var(--_quiet) 14%, var(--_ground));
    color: var(--_ink);
    font-size: 0.875rem;
  }

  .failed {
    background: var(--_wrong-ground);
    justify-items: start;
  }

  .loading i {
    display: block;
    height: 0.875rem;
    border-radius: 0.5rem;
    background: var(--_edge);
    animation: calm 2s ease-in-out infinite;
  }

  .loading i:first-of-type {
    width: 40%;
    height: 1.75rem;
  }

  .loading i:last-of-type {
    width: 65%;
  }

  @keyframes calm {
    50% {
      opacity: 0.5;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .loading i {
      animation: none;
    }
  }
`;
