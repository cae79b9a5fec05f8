/** The page of counts: asks for the key, then for the last hour each five seconds. The key stays in this tab's session. */

import type { Hour } from "../src/hour";
import { choice, el, write } from "./dom";
import { HourView } from "./hour";
import { LOCALES, type Locale, spoken, WORDS } from "./words";

const KEY = "perks-operate";
const EVERY_MS = 5_000;

class Page {
  #locale: Locale;
  #hour: Hour | undefined;
  #view!: HourView;
  #state = el("p", { class: "quiet", "data-test": "state" });
  #trouble = el("p", { class: "trouble", role: "alert" });
  #body = el("main");
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(
    readonly app: Element,
    locale: Locale,
  ) {
    this.#locale = locale;
  }

  /** Builds everything in the language of now. */
  show(): void {
    const words = WORDS[this.#locale];
    document.documentElement.lang = this.#locale;
    document.title = words.title;
    this.#view = new HourView(this.#locale);
    const languages = LOCALES.map((value) => ({
      value,
      label: WORDS[value].language,
      lang: value,
    }));
    const forget = el("button", { type: "button", class: "plain" }, words.forget);
    forget.addEventListener("click", () => this.#forget());
    this.app.replaceChildren(
      el(
        "header",
        { class: "head" },
        el("h1", {}, words.title),
        el(
          "div",
          { class: "controls" },
          choice("locale", words.languages, languages, this.#locale, (locale) =>
            this.#speak(locale),
          ),
          sessionStorage.getItem(KEY) !== null && forget,
        ),
        this.#state,
        this.#trouble,
      ),
      this.#body,
    );
    write(this.#trouble, "");
    write(this.#state, "");
    if (sessionStorage.getItem(KEY) === null) this.#askForKey();
    else this.#follow();
  }

  #speak(locale: Locale): void {
    this.#locale = locale;
    this.show();
    this.app.querySelector<HTMLInputElement>(`input[value="${locale}"]`)?.focus();
  }

  #askForKey(): void {
    const words = WORDS[this.#locale];
    const field = el("input", {
      id: "key",
      type: "password",
      required: true,
      autocomplete: "off",
      spellcheck: "false",
      "aria-describedby": "key-help",
    });
    const form = el(
      "form",
      { class: "panel key" },
      el("label", { for: "key" }, words.key),
      el(
        "div",
        { class: "row" },
        field,
        el("button", { type: "submit", class: "plain" }, words.show),
      ),
      el("p", { id: "key-help", class: "quiet" }, words.keyHelp),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      sessionStorage.setItem(KEY, field.value.trim());
      this.show();
    });
    this.#body.replaceChildren(form);
  }

  #forget(): void {
    sessionStorage.removeItem(KEY);
    this.#hour = undefined;
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.show();
    this.app.querySelector<HTMLInputElement>("#key")?.focus();
  }

  #follow(): void {
    if (this.#hour) this.#fill(this.#hour);
    this.#body.replaceChildren(this.#view.root);
    clearTimeout(this.#timer);
    void this.#ask();
  }

  /** Asks now, and then again; what an older question brings is not shown. */
  async #ask(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const answer = await hourOf(sessionStorage.getItem(KEY) ?? "");
    if (asked !== this.#asked) return;
    if (answer === "refused") {
      this.#forget();
      write(this.#trouble, WORDS[this.#locale].refused);
      return;
    }
    if (answer === "unreachable") write(this.#trouble, WORDS[this.#locale].unreachable);
    else this.#fill(answer);
    this.#timer = setTimeout(() => void this.#ask(), EVERY_MS);
  }

  #fill(hour: Hour): void {
    this.#hour = hour;
    this.#view.fill(hour);
    write(this.#trouble, "");
    const time = new Intl.DateTimeFormat(this.#locale, { timeStyle: "medium" }).format(hour.now);
    write(this.#state, WORDS[this.#locale].updated(time));
  }
}

async function hourOf(key: string): Promise<Hour | "refused" | "unreachable"> {
  try {
    const response = await fetch("v1/operations", {
      headers: { Authorization: `Bearer ${key}` },
      cache: "no-store",
    });
    if (response.ok) return await response.json();
    return response.status === 401 || response.status === 403 ? "refused" : "unreachable";
  } catch {
    return "unreachable";
  }
}

const app = document.querySelector("#app");
if (app) new Page(app, spoken(navigator.languages)).show();
