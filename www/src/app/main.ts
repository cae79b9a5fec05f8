/** Starts the page: the module, the gallery and the language on their way at once, the app's frame before any of them is here. */
import "../page.css";
import { PerksError } from "perks";
import { LANGUAGES, speaker } from "../engine/speak";
import { open } from "../shell/open";
import { settings, tried } from "../shell/settings";
import { MemberApp } from "./member-app";
import { wordsOf } from "./words";

const { locale, theme } = settings();
document.documentElement.lang = locale;
if (theme !== "auto") document.documentElement.dataset.theme = theme;
void LANGUAGES[locale]();

const app = new MemberApp();
app.words = await wordsOf(locale);
app.addEventListener("app-retry", start);
document.body.append(app);
await start();

async function start(): Promise<void> {
  try {
    const opened = await open(tried());
    app.speaker = await speaker(opened.shop, locale);
    app.opened = opened;
  } catch (error) {
    app.failures =
      error instanceof PerksError
        ? error.problems.map(({ message }) => message)
        : [error instanceof Error ? error.message : String(error)];
  }
}
