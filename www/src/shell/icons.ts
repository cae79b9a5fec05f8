/** Small pictures beside words; they say nothing that the words do not. */
import { svg } from "lit";

const icon = (path: string) =>
  svg`<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d=${path} /></svg>`;

/** Two sliders. */
export const cog = icon("M4 7h9m5 0h2M4 17h2m5 0h9M16 4.5v5M8.5 14.5v5");
