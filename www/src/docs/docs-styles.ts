/** How the components' page looks: one column to read, examples in it. */
import { css } from "lit";

export const docsStyles = css`
  :host {
    max-width: 52rem;
    margin-inline: auto;
    padding: 2rem 1rem 5rem;
  }

  h1 {
    margin: 0 0 0.75rem;
    font-size: clamp(1.75rem, 5vw, 2.5rem);
    line-height: 1.15;
    letter-spacing: -0.02em;
  }

  .about {
    color: var(--_quiet);
    font-size: 1.125rem;
  }

  p {
    margin-block: 0 0.75rem;
  }

  h2 {
    margin: 0 0 0.5rem;
    font-size: 1.5rem;
  }

  h3 {
    margin: 1.5rem 0 0.5rem;
    font-size: 1rem;
  }

  section {
    margin-block-start: 4rem;
    scroll-margin-block-start: 1rem;
  }

  section:focus {
    outline: none;
  }

  docs-example {
    margin-block-start: 1rem;
  }

  code {
    font-family: ui-monospace, monospace;
    font-size: 0.9em;
  }

  pre {
    margin: 0 0 1rem;
    padding: 0.875rem 1rem;
    border-radius: var(--_radius);
    background: var(--_panel);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    direction: ltr;
    text-align: start;
  }

  .switches {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1rem;
    padding-block: 0.75rem;
    background: var(--_ground);
  }

  @media (min-width: 40rem) and (min-height: 40rem) {
    .switches {
      position: sticky;
      inset-block-start: 0;
      z-index: 1;
    }
  }

  label {
    display: grid;
    flex: 1 1 6rem;
    gap: 0.125rem;
    color: var(--_quiet);
    font-size: 0.8125rem;
  }

  select {
    min-height: 2.75rem;
    min-width: 0;
    width: 100%;
    padding-inline: 0.625rem;
    border: 1px solid var(--_field-edge);
    border-radius: 0.625rem;
    background: var(--_panel);
    color: var(--_ink);
    font: inherit;
    font-size: 0.9375rem;
  }

  nav ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.25rem;
    margin: 0.5rem 0 0;
    padding: 0;
    list-style: none;
  }

  nav a {
    display: inline-block;
    padding-block: 0.625rem;
    color: var(--_brand);
  }

  a:focus-visible,
  select:focus-visible {
    outline: 3px solid var(--_brand);
    outline-offset: 2px;
  }

  .table {
    margin: 0;
  }

  .table > div {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr));
    gap: 0.125rem 1.5rem;
    padding-block: 0.5rem;
    border-block-end: 1px solid var(--_edge);
  }

  dt {
    overflow-wrap: anywhere;
  }

  dd {
    margin: 0;
  }

  .type,
  small,
  .quiet,
  .parts {
    color: var(--_quiet);
  }

  .parts code {
    margin-inline-end: 0.5rem;
  }
`;
