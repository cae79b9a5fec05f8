/** The yardstick: a worker that does nothing but answer. */
export default {
  fetch() {
    return new Response("{}", { headers: { "Content-Type": "application/json" } });
  },
};
