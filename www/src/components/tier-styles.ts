/** How levels look: the ring, the ways with their bars, what would go. */
import { css } from "lit";

export const tierStyles = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 1rem 1.25rem;
  }

  .head > .pool {
    display: grid;
    gap: 0.125rem;
    flex: 1 1 12rem;
  }

  .ring {
    position: relative;
    width: 5.5rem;
    height: 5.5rem;
    flex: none;
  }

  .ring > svg {
    display: block;
    width: 100%;
    height: 100%;
  }

  .ring circle {
    fill: none;
    stroke: var(--_edge);
    stroke-width: 8;
  }

  .ring .done {
    stroke: var(--_brand);
    stroke-linecap: round;
  }

  .ring > div {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
  }

  .crown {
    width: 1.75rem;
    fill: none;
    stroke: var(--_brand);
    stroke-width: 1.75;
    stroke-linejoin: round;
  }

  .facts-of,
  .ways {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.875rem;
  }

  .ways > li {
    padding-inline-start: 0.875rem;
    border-inline-start: 3px solid var(--_edge);
  }

  .within {
    display: grid;
    gap: 0.625rem;
    margin-block-start: 0.5rem;
    padding-inline-start: 0.875rem;
    border-inline-start: 1px solid var(--_edge);
  }

  .mark {
    display: inline-block;
    width: 0.625rem;
    height: 0.625rem;
    margin-inline-end: 0.5rem;
    border: 2px solid var(--_field-edge);
    border-radius: 50%;
  }

  .met > .row .mark {
    border-color: var(--_brand);
    background: var(--_brand);
  }

  progress {
    display: block;
    width: 100%;
    height: 0.5rem;
    margin-block: 0.375rem;
    border: 0;
    border-radius: 1rem;
    overflow: hidden;
    appearance: none;
    background: var(--_edge);
  }

  progress::-webkit-progress-bar {
    background: var(--_edge);
  }

  progress::-webkit-progress-value {
    background: var(--_brand);
    border-radius: 1rem;
  }

  progress::-moz-progress-bar {
    background: var(--_brand);
    border-radius: 1rem;
  }

  .names {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem;
  }
`;
