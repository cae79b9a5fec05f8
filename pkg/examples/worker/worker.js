import { load, PerksError } from "perks";

/** Read once, and kept for the requests that follow. */
let program;

export default {
  async fetch(request, env) {
    try {
      program ??= await load(env.PROGRAM);
      const { member, cart, spend } = await request.json();
      using buyer = program.member(member);
      using basket = program.cart(cart);
      return Response.json(buyer.quote(basket, { now: Date.now(), spend }));
    } catch (error) {
      if (!(error instanceof PerksError)) throw error;
      return Response.json(error.problems, { status: 422 });
    }
  },
};
