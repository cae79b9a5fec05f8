/** How the app's frame looks: tabs at the bottom of a phone, at the side of anything wider. */
import { css } from "lit";

export const frame = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  h1,
  p,
  ul {
    margin: 0;
    padding: 0;
  }

  .frame {
    max-inline-size: 72rem;
    margin-inline: auto;
  }

  .view {
    padding: 1.25rem 1rem 7rem;
  }

  nav {
    position: fixed;
    inset-inline: 0;
    inset-block-end: 0;
    z-index: 2;
    background: color-mix(in srgb, var(--_panel) 94%, transparent);
    backdrop-filter: blur(12px);
    border-block-start: 1px solid var(--_edge);
    padding-block-end: env(safe-area-inset-bottom);
  }

  nav ul {
    display: flex;
    list-style: none;
  }

  nav li {
    flex: 1 1 0;
    min-inline-size: 0;
  }

  nav .wide {
    display: none;
  }

  nav a {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 0.125rem;
    min-block-size: 3.75rem;
    padding-inline: 0.125rem;
    font-size: 0.75rem;
    color: var(--_quiet);
    text-decoration: none;
  }

  nav span {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  nav a[aria-current] {
    color: var(--_brand);
    font-weight: 600;
  }

  :focus-visible {
    outline: 3px solid var(--_brand);
    outline-offset: -3px;
    border-radius: 0.5rem;
  }

  button {
    font: inherit;
    font-weight: 600;
    min-block-size: 2.75rem;
    padding: 0.375rem 1rem;
    border: 0;
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_brand);
    color: var(--_on-brand);
    cursor: pointer;
  }

  .toast {
    position: fixed;
    z-index: 3;
    inset-inline: 0.75rem;
    inset-block-end: calc(4.5rem + env(safe-area-inset-bottom));
    max-inline-size: 34rem;
    margin-inline: auto;
    display: flex;
    gap: 1rem;
    align-items: center;
    justify-content: space-between;
    padding: 0.875rem 1rem;
    border-radius: var(--_radius);
    background: var(--_ink);
    color: var(--_ground);
    box-shadow: 0 8px 32px rgb(0 0 0 / 28%);
    font-size: 0.9375rem;
  }

  .toast > div {
    min-inline-size: 0;
    max-block-size: 40vh;
    overflow: auto;
    overflow-wrap: anywhere;
  }

  .toast .title {
    font-weight: 600;
  }

  .toast button {
    background: transparent;
    color: inherit;
    border: 1px solid color-mix(in srgb, currentColor 40%, transparent);
  }

  .toast :focus-visible {
    outline-color: currentColor;
  }

  .failed {
    max-inline-size: 34rem;
    margin: 12vh auto 0;
    padding-inline: 1rem;
    display: grid;
    gap: 0.75rem;
    justify-items: start;
    overflow-wrap: anywhere;
  }

  .loading {
    color: var(--_quiet);
  }

  @media (prefers-reduced-motion: no-preference) {
    .toast {
      animation: rise 180ms ease-out;
    }
  }

  @keyframes rise {
    from {
      transform: translateY(1rem);
      opacity: 0;
    }
  }

  @media (min-width: 48rem) {
    .frame {
      display: grid;
      grid-template-columns: 13rem minmax(0, 1fr);
    }

    .view {
      padding: 2rem 2rem 5rem;
    }

    nav {
      position: sticky;
      inset-block: 0 auto;
      align-self: start;
      background: none;
      backdrop-filter: none;
      border: 0;
      padding: 1.75rem 0 0 1rem;
    }

    nav ul {
      flex-direction: column;
      gap: 0.25rem;
    }

    nav li {
      flex: none;
    }

    nav .wide {
      display: block;
    }

    nav .phone {
      display: none;
    }

    nav a {
      flex-direction: row;
      justify-content: flex-start;
      gap: 0.75rem;
      min-block-size: 2.75rem;
      padding-inline: 0.875rem;
      border-radius: 0.75rem;
      font-size: 0.9375rem;
    }

    nav a[aria-current] {
      background: color-mix(in srgb, var(--_brand) 12%, transparent);
    }

    .toast {
      inset-block-end: 1.5rem;
    }
  }
`;
