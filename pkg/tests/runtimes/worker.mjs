/** The suite in an edge worker: the cases are sent, and what it found is answered. */
import { suite } from "./suite.js";

export default {
  async fetch(request) {
    return Response.json(await suite(await request.json()));
  },
};
