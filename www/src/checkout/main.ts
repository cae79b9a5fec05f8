/** Starts the page. */
import "../page.css";
import { startPage } from "../shell/start";
import { CheckoutPage } from "./view/page";

startPage("checkout", new CheckoutPage(), { cart: true });
