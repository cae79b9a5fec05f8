/** Starts the page. */
import "../page.css";
import { startPage } from "../shell/start";
import { MemberApp } from "./member-app";

startPage("app", new MemberApp());
