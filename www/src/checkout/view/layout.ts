/** Where the parts of the checkout lie: one column on a phone with the order at its end, two on a wide screen. */
import { css } from "lit";

export const layout = css`
  :host {
    display: block;
    max-inline-size: 76rem;
    margin-inline: auto;
    padding: 1.25rem clamp(1rem, 3vw, 2rem) 3rem;
  }

  header {
    padding-block-end: 1.25rem;
  }

  h1 {
    margin: 0;
    font-size: clamp(1.5rem, 4vw, 2rem);
    font-weight: 700;
    letter-spacing: -0.025em;
    line-height: 1.2;
  }

  .alone {
    max-inline-size: 44rem;
    margin-inline: auto;
  }

  .columns {
    display: grid;
    gap: 1rem;
    grid-template-columns: minmax(0, 1fr);
    align-items: start;
  }

  .lines > li {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 9rem;
  }

  .bar {
    position: sticky;
    inset-block-end: 0.75rem;
    margin-block-start: 1rem;
    padding: 0.625rem 0.75rem 0.625rem 1.25rem;
    flex-wrap: nowrap;
    background: var(--_panel);
    border-radius: var(--_radius);
    border: 1px solid var(--_edge);
    box-shadow: 0 4px 24px rgb(0 0 0 / 22%);
  }

  .bar strong {
    font-size: 1.25rem;
    letter-spacing: -0.02em;
  }

  perks-quote::part(panel) {
    padding: 0.5rem 0 0;
    background: none;
    box-shadow: none;
  }

  .panel[hidden] {
    display: none;
  }

  pre {
    margin: 0;
    padding: 1rem;
    overflow-x: auto;
    border-radius: 0.625rem;
    background: var(--perks-ground, Canvas);
    font-size: 0.8125rem;
    line-height: 1.5;
  }

  @media (min-width: 60rem) {
    .bar {
      display: none;
    }

    .columns {
      grid-template-columns: minmax(0, 1fr) 24rem;
      gap: 1.25rem;
    }

    .side {
      position: sticky;
      inset-block-start: 1rem;
      max-block-size: calc(100dvh - 2rem);
      overflow-y: auto;
      border-radius: var(--_radius);
    }
  }
`;
