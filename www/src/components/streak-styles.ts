/** How runs of days look, and their calendar. */
import { css } from "lit";

export const streakStyles = css`
  .streak {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.75rem 1rem;
  }

  .streak > .stack {
    flex: 1 1 14rem;
    gap: 0.125rem;
  }

  /* As high as it will be, so that nothing moves once it is there. */
  .month {
    min-height: 21rem;
    align-content: start;
  }

  .turn {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem;
  }

  .turn button {
    display: grid;
    place-items: center;
    width: 2.75rem;
    padding: 0;
    border-color: transparent;
  }

  .turn svg {
    width: 1.25rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .earlier,
  :host(:dir(rtl)) .later {
    transform: scaleX(-1);
  }

  :host(:dir(rtl)) .earlier {
    transform: none;
  }

  .calendar {
    width: 100%;
    max-width: 24rem;
    margin-inline: auto;
    border-collapse: collapse;
    table-layout: fixed;
    text-align: center;
    font-variant-numeric: tabular-nums;
  }

  th {
    padding-block: 0.375rem;
    color: var(--_quiet);
    font-size: 0.8125rem;
    font-weight: 600;
  }

  td {
    position: relative;
    padding: 0.125rem;
  }

  td > span:first-child {
    display: grid;
    place-items: center;
    width: min(100%, 2.25rem);
    height: 2.25rem;
    margin-inline: auto;
    border-radius: 50%;
    font-size: 0.9375rem;
  }

  td.checked > span:first-child {
    background: var(--_brand);
    color: var(--_on-brand);
    font-weight: 600;
  }

  td[aria-current="date"] > span:first-child {
    box-shadow: inset 0 0 0 2px var(--_brand);
  }
`;
