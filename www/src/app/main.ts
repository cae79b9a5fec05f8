/** Starts the page. */
import "../page.css";
import { settings } from "../shell/settings";
import { startPage } from "../shell/start";
import { AppPage } from "./app-page";
import { wordsOf } from "./words";

startPage("app", new AppPage());
// On their way before anybody speaks.
void wordsOf(settings().locale);
