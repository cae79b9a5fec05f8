/** How the frame looks: one line at the top, and a sheet for what can be chosen. */
import { css } from "lit";

export const shellStyles = css`
  :host {
    min-height: 100vh;
    font-size: 1rem;
  }

  .skip {
    position: absolute;
    inset-inline-start: 0.5rem;
    inset-block-start: -4rem;
    padding: 0.75rem 1rem;
    background: var(--_panel);
    color: var(--_brand);
    z-index: 3;
  }

  .skip:focus-visible {
    inset-block-start: 0.5rem;
  }

  header {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    padding: 0.5rem max(1rem, calc((100% - 72rem) / 2));
    background: var(--_panel);
    border-block-end: 1px solid var(--_edge);
  }

  .brand {
    font-weight: 750;
    font-size: 1.125rem;
    letter-spacing: -0.01em;
    color: var(--_brand);
    text-decoration: none;
    padding-block: 0.5rem;
  }

  nav {
    display: none;
    gap: 0.25rem;
  }

  nav a,
  .sheet nav a {
    padding: 0.5rem 0.75rem;
    border-radius: 0.5rem;
    color: var(--_quiet);
    text-decoration: none;
  }

  nav a:hover {
    color: var(--_ink);
    background: var(--_ground);
  }

  nav a[aria-current] {
    color: var(--_ink);
    font-weight: 600;
  }

  .title {
    margin: 0;
    flex: 1;
    min-width: 0;
    text-align: center;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--_quiet);
    font-size: 0.9375rem;
  }

  button {
    min-height: 2.75rem;
    padding: 0.5rem 1rem;
    border: 1px solid var(--_field-edge);
    border-radius: 0.625rem;
    background: var(--_panel);
    color: var(--_ink);
    font: inherit;
    cursor: pointer;
  }

  .open {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    margin-inline-start: auto;
    border-color: transparent;
    padding-inline: 0.75rem;
  }

  .open span {
    display: none;
  }

  a:focus-visible,
  button:focus-visible,
  select:focus-visible,
  input:focus-visible {
    outline: 3px solid var(--_brand);
    outline-offset: 2px;
  }

  #choices {
    position: fixed;
    inset: 0 0 auto auto;
    width: min(26rem, 100vw);
    max-height: 100vh;
    margin: 0;
    padding: 0;
    border: 0;
    overflow: auto;
    background: var(--_panel);
    color: var(--_ink);
    box-shadow: 0 1rem 3rem rgb(0 0 0 / 0.3);
  }

  :host(:dir(rtl)) #choices {
    inset: 0 auto auto 0;
  }

  #choices::backdrop {
    background: rgb(0 0 0 / 0.4);
  }

  .sheet {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: center;
    gap: 1rem;
    padding: 1.25rem;
  }

  .sheet > * {
    grid-column: 1 / -1;
    margin: 0;
  }

  .sheet h2 {
    grid-column: 1;
    font-size: 1.125rem;
  }

  .sheet .close {
    grid-column: 2;
    border-color: transparent;
  }

  .sheet nav {
    display: grid;
  }

  .field {
    display: grid;
    gap: 0.25rem;
  }

  .field span,
  .help,
  .kept {
    color: var(--_quiet);
    font-size: 0.9375rem;
  }

  .help {
    margin-block-start: -0.625rem;
  }

  select,
  input {
    min-height: 2.75rem;
    width: 100%;
    min-width: 0;
    padding: 0.375rem 0.75rem;
    border: 1px solid var(--_field-edge);
    border-radius: 0.625rem;
    background: var(--_ground);
    color: inherit;
    font: inherit;
  }

  .link:empty {
    display: none;
  }

  .link p,
  .notices {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1rem;
    margin: 0;
    padding: 0.5rem max(1rem, calc((100% - 72rem) / 2));
    background: color-mix(in srgb, var(--_brand) 10%, var(--_panel));
    font-size: 0.9375rem;
  }

  .notices {
    display: grid;
  }

  .notices p {
    margin: 0;
  }

  .refused strong {
    color: var(--_wrong);
  }

  main:focus {
    outline: none;
  }

  .loading,
  .failed {
    max-width: 40rem;
    margin: 4rem auto;
    padding: 0 1rem;
    color: var(--_quiet);
    text-align: center;
  }

  .failed h1 {
    color: var(--_ink);
    font-size: 1.375rem;
  }

  .failed p {
    white-space: pre-line;
    overflow-wrap: anywhere;
  }

  @media (min-width: 56rem) {
    header {
      column-gap: 1.5rem;
    }

    header nav {
      display: flex;
    }

    .sheet nav {
      display: none;
    }

    .title {
      text-align: end;
    }

    .title + .open {
      margin-inline-start: 0;
    }
  }
`;
