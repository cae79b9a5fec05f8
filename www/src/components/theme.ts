/**
 * How components look. A page sets any of these custom properties on an element above them; their defaults are light or dark as its
 * `color-scheme` is. Colours are chosen for AA contrast on their ground.
 */
import { css } from "lit";

export const theme = css`
  :host {
    --_ground: var(--perks-ground, light-dark(#f3f6f5, #0e1514));
    --_panel: var(--perks-panel, light-dark(#ffffff, #18211f));
    --_ink: var(--perks-ink, light-dark(#14211f, #e7efed));
    --_quiet: var(--perks-quiet, light-dark(#4c5c59, #a7b8b4));
    --_edge: var(--perks-edge, light-dark(#d3dcda, #2d3a37));
    --_field-edge: var(--perks-field-edge, light-dark(#7b8b88, #748884));
    --_brand: var(--perks-brand, light-dark(#00695f, #5fd6c6));
    --_on-brand: var(--perks-on-brand, light-dark(#ffffff, #06201d));
    --_saving: var(--perks-saving, light-dark(#a3155c, #ff9ccb));
    --_earning: var(--perks-earning, light-dark(#00695f, #5fd6c6));
    --_wrong: var(--perks-wrong, light-dark(#b3261e, #ffb4ab));
    --_wrong-ground: var(--perks-wrong-ground, light-dark(#fdecea, #3a1614));
    --_radius: var(--perks-radius, 0.875rem);
    --_pad: var(--perks-pad, clamp(1rem, 0.75rem + 1.5vw, 1.5rem));
    --_gap: var(--perks-gap, 1rem);
    --_shadow: var(--perks-shadow, 0 1px 2px rgb(0 0 0 / 6%), 0 4px 16px rgb(0 0 0 / 4%));
    --_font: var(--perks-font, system-ui, sans-serif);
    display: block;
    color: var(--_ink);
    font-family: var(--_font);
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :host([hidden]) {
    display: none;
  }

  /* For those who listen. */
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
