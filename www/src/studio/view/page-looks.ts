/** How the page of the studio is laid out: two columns, on a phone one part at a time. */
import { css } from "lit";

export const pageLooks = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1rem;
    max-inline-size: 100rem;
    margin-inline: auto;
    padding: 1rem clamp(0.75rem, 2.5vw, 2rem) 3rem;
  }

  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1rem;
    align-items: start;
  }

  [role="tablist"] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
  }

  [role="tab"] {
    border-color: transparent;
    color: var(--_quiet);
  }

  [role="tab"][aria-selected="true"] {
    background: color-mix(in srgb, var(--_brand) 12%, transparent);
    color: var(--_brand);
  }

  .hint {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.75rem 1.5rem;
    border-inline-start: 4px solid var(--_brand);
  }

  .hint > div {
    flex: 1 1 18rem;
  }

  .desk {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
    padding: 1rem;
  }

  studio-editor {
    block-size: clamp(18rem, 52dvh, 40rem);
    overflow: hidden;
    border: 1px solid var(--_edge);
    border-radius: 0.625rem;
  }

  .documents {
    display: flex;
    flex: 1 1 auto;
    gap: 0.5rem;
  }

  .documents button,
  .tools button {
    padding-inline: 0.75rem;
  }

  .problems {
    max-block-size: 14rem;
    overflow: auto;
  }

  .problems button {
    display: grid;
    justify-content: start;
    justify-items: start;
    inline-size: 100%;
    border-color: transparent;
    border-inline-start: 3px solid var(--_wrong);
    border-radius: 0 0.625rem 0.625rem 0;
    font-weight: 400;
    text-align: start;
    overflow-wrap: anywhere;
  }

  .problems button.warning {
    border-inline-start-color: var(--_field-edge);
  }

  .notice {
    padding: 0.75rem 1rem;
    border-radius: 0.625rem;
    background: var(--_wrong-ground);
    color: var(--_wrong);
    font-size: 0.875rem;
  }

  .offers li {
    padding-block: 0.5rem;
    border-block-start: 1px solid var(--_edge);
  }

  .offers .bare {
    padding: 0;
    text-align: start;
  }

  [hidden] {
    display: none !important;
  }

  @media (min-width: 64rem) {
    .columns {
      grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr);
    }

    .edit {
      position: sticky;
      inset-block-start: 1rem;
    }

    .edit[hidden] {
      display: block !important;
    }

    [role="tab"].phone {
      display: none;
    }
  }
`;
