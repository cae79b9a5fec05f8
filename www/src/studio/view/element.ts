/** What all parts of the studio have in common: who speaks, and its words. */
import { theme } from "../../components/theme";
import { layout } from "../../shell/layout";
import { Voiced } from "../../shell/voiced";
import { type StudioWords, wordsOf } from "../words";
import { looks } from "./looks";

export abstract class StudioElement extends Voiced {
  static override styles = [theme, layout, looks];

  get text(): StudioWords {
    return wordsOf(this.locale);
  }
}
