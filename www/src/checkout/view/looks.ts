/** How the parts of the checkout look, beside what lays parts of all pages out: panels, fields and buttons, once for all. */
import { css } from "lit";

export const looks = css`
  fieldset,
  legend {
    margin: 0;
    padding: 0;
  }

  fieldset {
    border: 0;
    min-inline-size: 0;
  }

  h2 {
    text-wrap: balance;
  }

  legend {
    font-size: 0.9375rem;
    font-weight: 600;
  }

  .panel {
    background: var(--_panel);
    border-radius: var(--_radius);
    padding: 1.25rem;
  }

  .between {
    justify-content: space-between;
  }

  .why,
  .wrong {
    font-size: 0.875rem;
    overflow-wrap: anywhere;
  }

  .why {
    color: var(--_quiet);
  }

  .saving {
    color: var(--_saving);
  }

  .earning {
    color: var(--_earning);
  }

  .number {
    font-variant-numeric: tabular-nums;
    text-align: end;
    white-space: nowrap;
  }

  .name {
    font-weight: 550;
    overflow-wrap: anywhere;
  }

  label {
    font-size: 0.875rem;
    color: var(--_quiet);
  }

  input,
  select,
  button,
  summary {
    font: inherit;
    color: inherit;
  }

  input:not([type="checkbox"], [type="radio"], [type="range"], [type="file"]),
  select {
    min-block-size: 2.75rem;
    padding: 0.5rem 0.75rem;
    inline-size: 100%;
    min-inline-size: 0;
    background: var(--_panel);
    border: 1px solid var(--_field-edge);
    border-radius: 0.625rem;
    text-overflow: ellipsis;
  }

  input[aria-invalid="true"] {
    border-color: var(--_wrong);
  }

  input[type="checkbox"],
  input[type="radio"] {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    margin: 0;
    flex: none;
    accent-color: var(--_brand);
  }

  input[type="range"] {
    inline-size: 100%;
    min-block-size: 2.75rem;
    margin: 0;
    accent-color: var(--_brand);
  }

  /* A tick and what it is about are one target. */
  label.tick {
    display: flex;
    gap: 0.75rem;
    align-items: center;
    min-block-size: 2.75rem;
    color: var(--_ink);
    font-size: 1rem;
    overflow-wrap: anywhere;
    cursor: pointer;
  }

  button {
    min-block-size: 2.75rem;
    padding: 0.5rem 1rem;
    border: 1px solid var(--_field-edge);
    border-radius: 0.625rem;
    background: transparent;
    cursor: pointer;
    transition: background-color 120ms;
  }

  button:hover:not(:disabled) {
    background: color-mix(in srgb, var(--_brand) 8%, transparent);
  }

  button:disabled {
    color: var(--_quiet);
    cursor: default;
    border-style: dashed;
  }

  button.main {
    background: var(--_brand);
    border-color: var(--_brand);
    color: var(--_on-brand);
    font-weight: 600;
  }

  button.main:hover:not(:disabled) {
    background: color-mix(in srgb, var(--_brand) 88%, var(--_ink));
  }

  button.main:disabled {
    background: transparent;
    color: var(--_quiet);
    border-color: var(--_field-edge);
  }

  button.text {
    border-color: transparent;
    color: var(--_brand);
    padding-inline: 0.5rem;
    margin-inline: -0.5rem;
  }

  button.square {
    inline-size: 2.75rem;
    padding: 0;
    display: inline-grid;
    place-items: center;
    flex: none;
  }

  svg {
    inline-size: 1.125rem;
    block-size: 1.125rem;
    stroke-width: 2;
  }

  summary {
    min-block-size: 2.75rem;
    display: flex;
    align-items: center;
    gap: 0.5rem;
    cursor: pointer;
    color: var(--_brand);
    list-style: none;
  }

  summary::-webkit-details-marker {
    display: none;
  }

  summary::before {
    content: "";
    inline-size: 0.45rem;
    block-size: 0.45rem;
    border: solid currentColor;
    border-width: 0 2px 2px 0;
    rotate: -45deg;
    flex: none;
  }

  details[open] > summary::before {
    rotate: 45deg;
  }

  :is(input, select, button, summary, [tabindex]):focus-visible {
    outline: 3px solid var(--_brand);
    outline-offset: 2px;
  }

  @media (prefers-reduced-motion: reduce) {
    button {
      transition: none;
    }
  }
`;
