/** What pages of others import, as `perks-components.js` of the built site: it defines the components, and opens what they speak and tell of. */
export * from "./components";
export { openShop, type Shop } from "./engine/shop";
export { LOCALES, type Locale, type Speaker, speaker } from "./engine/speak";
