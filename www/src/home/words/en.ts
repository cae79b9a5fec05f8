import type { HomeWords } from ".";

export const en: HomeWords = {
  claim: "One rule document. The same answer everywhere.",
  about:
    "Points, tiers, perks and coupons, computed by one small module in a member’s phone, a checkout, an edge worker and a server. All that these pages show comes out of it.",
  pages: {
    app: "What a member has: points and their worth, levels, perks, coupons, and what the future brings. Works offline.",
    checkout: "A basket priced at every keystroke, with the best offers and why not the others.",
    studio: "Where rules are written, tried on any day, and explained.",
    components: "The parts these pages are made of, for pages of your own.",
  },
  gallery: "Programmes to try",
  galleryAbout:
    "Written after what their owners publish; what is assumed, each folder’s page says. The owners have no part in this.",
  unavailable: "The list could not be fetched. Reload the page to try again.",
  app: "App",
  checkout: "Checkout",
  studio: "Studio",
};
