/** How a quote looks. */
import { css } from "lit";

export const quoteStyles = css`
  .goods {
    font-weight: 550;
  }

  .lines s {
    margin-inline-end: 0.375rem;
  }

  .details {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.25rem;
    font-size: 0.9375rem;
  }

  .details:not(:empty) {
    margin-block-start: 0.25rem;
  }

  .sums {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.375rem;
    padding-block-start: var(--_gap);
    border-block-start: 1px solid var(--_edge);
  }

  .sums .pay {
    padding-block-start: 0.375rem;
    font-size: 1.25rem;
    font-weight: 650;
  }

  .entered {
    unicode-bidi: isolate;
  }
`;
