/** Starts the page. */
import "../page.css";
import { settings } from "../shell/settings";
import { startPage } from "../shell/start";
import { MemberApp } from "./member-app";
import { wordsOf } from "./words";

startPage("app", new MemberApp());
// On their way before anybody speaks.
void wordsOf(settings().locale);
