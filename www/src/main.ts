/** Starts the page in the reader's language. */
import "./style.css";
import { Page } from "./page";
import { Session } from "./session";
import { CATALOGUES, type Locale } from "./texts";
import { el } from "./view/dom";

const app = document.querySelector("#app") as Element;
const locale: Locale = navigator.language.startsWith("zh") ? "zh-CN" : "en";
const { words } = CATALOGUES[locale];

document.documentElement.lang = locale;
app.replaceChildren(el("p", { class: "loading" }, words.loading));
try {
  new Page(await Session.open(), app, locale).show();
} catch (error) {
  app.replaceChildren(el("p", { class: "loading", role: "alert" }, words.failed));
  throw error;
}
