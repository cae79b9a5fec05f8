import type { ShellWords } from ".";

export const en: ShellWords = {
  pages: {
    home: "Overview",
    app: "Member app",
    checkout: "Checkout",
    studio: "Studio",
    components: "Components",
  },
  skip: "Skip to content",
  navigation: "Pages",
  choose: "Programme and settings",
  close: "Close",
  program: "Programme",
  own: "Your own files",
  member: "Member",
  guest: "Guest",
  cart: "Basket",
  language: "Language",
  colours: "Colours",
  themes: { auto: "Like the device", light: "Light", dark: "Dark" },
  day: "Date and time",
  dayHelp: (zone) => `In the programme’s time zone, ${zone}. Try what another day brings.`,
  startOver: "Start over",
  startOverHelp: "Forgets what you did here, and begins again with the member of the gallery.",
  kept: {
    device: "Try-out: this record is kept on your device alone.",
    edge: "Live: the edge keeps this record, and decides.",
  },
  instead: {
    ahead:
      "This member’s record lies in the future of the edge’s clock, so nobody can sign in with it there.",
  },
  late: "Waiting for the edge…",
  offline: (since) => `Offline. What you see is as of ${since}.`,
  waiting: (count) => `To be sent: ${count}`,
  sendNow: "Send now",
  refused: "The edge refused it",
  refusals: {
    quote_changed: "The price is another by now. Nothing was charged: look at the basket again.",
    coupon_refused: "A coupon, code or voucher of it can no longer be used.",
    forbidden: "The member’s app may not do this by itself: the shop does.",
    hold_taken: "Somebody else had the last of it.",
  },
  refusedAs: (code) => `The edge’s answer: ${code}.`,
  dismiss: "Dismiss",
  loading: "Starting the engine…",
  notThere:
    "What the address asks for is not in the gallery, or could not be fetched. Check the connection, or choose another programme.",
  handedNothing: "This tab has no files of your own open. Open them in the checkout or the studio.",
  failed: "The page could not be opened.",
  again: "Try again",
  mended: {
    store_unreadable:
      "What this device had kept could not be read, and was begun anew. What the edge has is all there.",
    record_unreadable:
      "A record on this device was damaged, and was fetched or begun anew. What the edge has is all there.",
    store_full:
      "This device has no room left. The page goes on, but keeps nothing new until there is room.",
    store_unavailable:
      "This browser keeps nothing for the page. All works until the page is closed.",
  },
  waitingFor: { order: "An order", event: "Something you did" },
  update: "A new version of this page is ready.",
  updateNow: "Use it now",
};
