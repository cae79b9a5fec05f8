/** Starts a page: its frame, what it is about, and who speaks; then keeps the page's root told of every change. */
import { PerksError } from "perks";
import { texts } from "perks/texts";
import { LANGUAGES, type Locale, type Speaker, speaker } from "../engine/speak";
import { galleryList } from "../gallery/gallery";
import { type Opened, open } from "./open";
import { OWN } from "./own";
import { PageShell } from "./page-shell";
import { keepSettings, type Settings, settings, tried } from "./settings";
import type { PageName } from "./words";
import { keepOnDevice } from "./worker";

/** The one element of a page that shows what it is about. */
export interface PageRoot extends HTMLElement {
  speaker: Speaker | undefined;
  opened: Opened | undefined;
  /** The account, or what it knows, is another. */
  changed(): void;
}

/** @param choices whether the gallery's carts are to be chosen from, too */
export function startPage(page: PageName, root: PageRoot, choices: { cart?: true } = {}): void {
  let opened: Opened | undefined;
  const speak = async (locale: Locale) => {
    if (!opened) {
      // It is on its way while the page is opened.
      void LANGUAGES[locale]();
      return;
    }
    const now = await speaker(opened.shop, locale);
    shell.speaker = now;
    root.speaker = now;
    document.title = `${now.title} · ${shell.words.pages[page]} · Perks`;
  };
  const begin = async () => {
    shell.failure = undefined;
    try {
      opened = await open(shell.tried);
    } catch (error) {
      shell.failure = await failure(error, shell);
      return;
    }
    let { shop } = opened;
    opened.account.subscribe(() => {
      shell.requestUpdate();
      root.changed();
      // Another version of the programme may name things otherwise.
      if (opened && opened.shop !== shop) {
        ({ shop } = opened);
        void speak(shell.settings.locale);
      }
    });
    shell.opened = opened;
    root.opened = opened;
    await speak(shell.settings.locale);
  };
  const shell = frame(page, root, {
    speak: (locale) => void speak(locale),
    again: () => void begin(),
  });
  shell.choices = choices;
  // What can be chosen instead is wanted last; without it the page does all else.
  void begin()
    .then(() => galleryList())
    .then(
      (list) => {
        shell.list = list;
      },
      () => {},
    );
}

/** The frame around an element, with the reader's settings; `speak` is called at once, and when the language is another. */
export function frame(
  page: PageName,
  root: HTMLElement,
  { speak, again = () => location.reload() }: { speak(locale: Locale): void; again?(): void },
): PageShell {
  const shell = new PageShell();
  shell.page = page;
  shell.tried = tried();
  shell.settings = settings();
  const choose = (part: Partial<Settings>) => {
    shell.settings = { ...shell.settings, ...part };
    keepSettings(shell.settings);
    show(shell.settings);
    if (part.locale) speak(part.locale);
  };
  shell.asked = {
    speak: (locale) => choose({ locale }),
    colour: (theme) => choose({ theme }),
    again,
  };
  shell.append(root);
  document.body.prepend(shell);
  keepOnDevice(page === "home" ? "." : "..", (take) => {
    shell.newer = take;
  });
  show(shell.settings);
  speak(shell.settings.locale);
  return shell;
}

function show({ locale, theme }: Settings): void {
  const { documentElement } = document;
  documentElement.lang = locale;
  if (theme === "auto") delete documentElement.dataset.theme;
  else documentElement.dataset.theme = theme;
}

/** Why the page cannot be opened, as far as it can be said; everything else is a fault of the page, and is in the console. */
async function failure(error: unknown, { settings, tried, words }: PageShell): Promise<string> {
  if (error instanceof PerksError) {
    const say = texts(await LANGUAGES[settings.locale](), { currency: "XXX", timeZone: "UTC" });
    return error.problems.map(say.problem).join("\n");
  }
  console.error(error);
  return tried.program === OWN ? words.handedNothing : words.notThere;
}
