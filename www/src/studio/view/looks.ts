/** How the parts of the studio look, beside what lays parts of all pages out: panels, fields, buttons, once for all. */
import { css } from "lit";

export const looks = css`
  .panel {
    padding: 1.25rem;
    border-radius: var(--_radius);
    background: var(--_panel);
    box-shadow: var(--_shadow);
  }

  label {
    display: grid;
    gap: 0.25rem;
    color: var(--_quiet);
    font-size: 0.8125rem;
  }

  input,
  select {
    min-block-size: 2.75rem;
    min-inline-size: 0;
    max-inline-size: 100%;
    padding: 0.375rem 0.75rem;
    border: 1px solid var(--_field-edge);
    border-radius: 0.625rem;
    background: var(--_panel);
    color: var(--_ink);
    font: inherit;
    font-size: 1rem;
  }

  button,
  a.button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-block-size: 2.75rem;
    padding: 0.375rem 1rem;
    border: 1px solid var(--_field-edge);
    border-radius: 0.625rem;
    background: transparent;
    color: var(--_ink);
    font: inherit;
    font-weight: 550;
    text-decoration: none;
    cursor: pointer;
  }

  button.main {
    border-color: transparent;
    background: var(--_brand);
    color: var(--_on-brand);
  }

  button.bare {
    border-color: transparent;
    color: var(--_brand);
  }

  button:disabled {
    opacity: 0.55;
    cursor: default;
  }

  button:hover:enabled {
    background-color: color-mix(in srgb, var(--_brand) 10%, transparent);
  }

  button.main:hover:enabled {
    background: var(--_brand);
    filter: brightness(1.08);
  }

  :focus-visible {
    outline: 3px solid var(--_brand);
    outline-offset: 2px;
  }

  code {
    font-family: ui-monospace, "SF Mono", Consolas, monospace;
    font-size: 0.8125rem;
    overflow-wrap: anywhere;
  }
`;
