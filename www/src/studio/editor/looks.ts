/** How the editor looks: the page's colours, in place of CodeMirror's own. */
import { css } from "lit";

export const looks = css`
  :host {
    --_name: light-dark(#00594f, #7fdccf);
    --_text: light-dark(#7a3b00, #f0bd8a);
    --_value: light-dark(#5b2a9b, #c9b2ff);
    min-block-size: 0;
  }

  .holder {
    block-size: 100%;
  }

  .cm-editor {
    background: var(--_panel);
    color: var(--_ink);
    font-size: 0.875rem;
    outline: none;
  }

  .cm-editor.cm-focused {
    outline: 2px solid var(--_brand);
    outline-offset: -2px;
  }

  .cm-editor .cm-scroller {
    font-family: ui-monospace, "SF Mono", "Cascadia Mono", Consolas, monospace;
    line-height: 1.55;
  }

  .cm-editor .cm-content {
    caret-color: var(--_ink);
  }

  .cm-editor .cm-gutters {
    border: 0;
    background: var(--_panel);
    color: var(--_quiet);
  }

  .cm-editor .cm-activeLine,
  .cm-editor .cm-activeLineGutter {
    background: color-mix(in srgb, var(--_brand) 7%, transparent);
  }

  .cm-editor .cm-cursor {
    border-color: var(--_ink);
  }

  .cm-editor .cm-selectionBackground,
  .cm-editor.cm-focused .cm-scroller .cm-selectionLayer .cm-selectionBackground {
    background: color-mix(in srgb, var(--_brand) 24%, transparent);
  }

  .cm-editor .cm-tooltip,
  .cm-editor .cm-panels {
    border: 1px solid var(--_edge);
    background: var(--_panel);
    color: var(--_ink);
  }

  .cm-editor .cm-tooltip {
    max-inline-size: min(30rem, 90vw);
    border-radius: 0.625rem;
    box-shadow: 0 8px 24px rgb(0 0 0 / 16%);
    font-family: var(--_font);
  }

  .cm-editor .cm-tooltip-autocomplete ul li {
    padding: 0.375rem 0.75rem;
  }

  .cm-editor .cm-tooltip-autocomplete ul li[aria-selected] {
    background: var(--_brand);
    color: var(--_on-brand);
  }

  .about {
    max-inline-size: 26rem;
    margin: 0;
    padding: 0.5rem 0.75rem;
    font-size: 0.8125rem;
    white-space: pre-wrap;
  }

  .cm-editor .cm-panel.cm-search {
    padding: 0.625rem 2.5rem 0.625rem 0.75rem;
    font-family: var(--_font);
    font-size: 0.875rem;
  }

  .cm-editor .cm-textfield,
  .cm-editor .cm-button {
    border: 1px solid var(--_field-edge);
    border-radius: 0.375rem;
    background: var(--_panel);
    color: var(--_ink);
  }

  .cm-editor .cm-diagnostic {
    padding: 0.5rem 0.75rem;
    white-space: pre-wrap;
  }
`;
