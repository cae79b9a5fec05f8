/** The suite in a browser, without a bundler: what it found is left in `report`. */
import { suite } from "./suite.js";

try {
  globalThis.report = await suite(await (await fetch("listing.json")).json());
} catch (error) {
  globalThis.report = { failed: String(error?.stack ?? error) };
}
