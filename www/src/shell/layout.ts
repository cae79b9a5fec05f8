/** How parts of pages are laid out, and their plain words set: stacks, rows, headings, what is said quietly or is wrong. Each page adds its own looks. */
import { css } from "lit";

export const layout = css`
  h2,
  h3,
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

  h2 {
    font-size: 1.125rem;
    font-weight: 650;
    letter-spacing: -0.01em;
    line-height: 1.3;
  }

  h3 {
    font-size: 0.9375rem;
    font-weight: 600;
  }

  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1rem;
  }

  .tight {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.375rem;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
  }

  .grow {
    flex: 1 1 8rem;
    min-inline-size: 0;
  }

  .quiet {
    color: var(--_quiet);
    font-size: 0.875rem;
  }

  .wrong {
    color: var(--_wrong);
  }
`;
