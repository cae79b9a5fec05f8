/** Starts the page. */
import "../page.css";
import { startPage } from "../shell/start";
import { StudioPage } from "./view/page";

startPage("studio", new StudioPage());
