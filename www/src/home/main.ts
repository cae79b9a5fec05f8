/** Starts the page. */
import "../page.css";
