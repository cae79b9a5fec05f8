/** Starts the page. */
import "../page.css";
import { open } from "../shell/open";
import { tried } from "../shell/settings";
import "../components/element";

const { account } = await open(tried());
document.body.append(JSON.stringify(account.member.status({ now: account.now() }).points.balance));
