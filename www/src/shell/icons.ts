/** Small pictures beside words; they say nothing that the words do not. */
import { icon } from "../components/parts/icon";

/** Two sliders. */
export const cog = icon("M4 7h9m5 0h2M4 17h2m5 0h9M16 4.5v5M8.5 14.5v5", 20);
