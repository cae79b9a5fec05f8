/** Starts the first page: it needs no engine. */
import "../page.css";
import { galleryList } from "../gallery/gallery";
import { frame } from "../shell/start";
import { HomePage } from "./home-page";

const page = new HomePage();
frame("home", page, {
  speak: (locale) => {
    page.locale = locale;
  },
});
galleryList(".").then(
  (list) => {
    page.list = list;
  },
  () => {
    page.unavailable = true;
  },
);
