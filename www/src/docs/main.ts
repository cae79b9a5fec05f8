/** Starts the page. */
import "../page.css";
import "../components";
import { startPage } from "../shell/start";
import { DocsPage } from "./docs-page";

startPage("components", new DocsPage());
