/** The few pictures on buttons; each button says in words what it does. */
import { icon } from "../../components/parts/icon";

export const minus = icon("M5 12h14");
export const plus = icon("M5 12h14M12 5v14");
export const cross = icon("M6 6l12 12M18 6L6 18");
export const tick = icon("M5 12.5l4.5 4.5L19 7.5");
