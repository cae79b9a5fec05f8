/** `perks explain`: of each offer whether it applies, why not, what would change it, and what it never goes with. */
import { print, printJson } from "../io.js";
import { openMemberAndCart, openProgram } from "../opened.js";
import { json, language } from "../options.js";
import { addQuoteOptions, known, offersOf, quoteOptions } from "../quote-options.js";
import { showExplanation } from "../views/explain.js";

/** The most hints that the engine gives. */
const ALL_HINTS = 20;

export function register(program) {
  const command = program
    .command("explain")
    .summary("tell why each offer does or does not apply, and what would change it")
    .description("Tells of each offer whether it applies to a cart, why not, what would change that, and with which it never goes.")
    .usage("[options] <program> [member] <cart>")
    .argument("<program>", "file of the programme, or its folder")
    .argument("<files...>", "the member, if there is one, and the cart");
  addQuoteOptions(command)
    .option("--offer <offer>", "only this offer")
    .addOption(language())
    .addOption(json())
    .addHelpText("after", "\nWith `--coupon` and no `--offer`, it tells of the offers of those coupons and\ncodes alone.")
    .action(explain);
}

async function explain(path, files, given) {
  const { program, speak } = await openProgram(path, given.lang);
  const { member, cart } = await openMemberAndCart(program, files);
  const all = offersOf(program);
  const options = quoteOptions(given, all, cart);
  if (given.offer !== undefined) known("--offer", [given.offer], all, "the programme has no offer");
  const quote = member.quote(cart, options);
  const { hints } = member.hints(cart, { ...options, at_most: ALL_HINTS });
  const codes = quote.codes ?? [];
  const asked = new Set(given.offer === undefined ? codes.map(({ offer }) => offer) : [given.offer]);
  const about = (offer) => (given.offer === undefined && codes.length === 0) || asked.has(offer);
  const offers = all.filter(about).map((offer) => explained(offer, quote, hints, conflicts(program, offer, all)));
  const answer = { program: quote.program, now: quote.now, ...(codes.length > 0 && { codes }), offers };
  if (given.json) printJson(answer);
  else print(showExplanation(answer, member.id, speak));
}

/** What a quote, hints and the programme say of one offer. */
function explained(offer, quote, hints, against) {
  const of = (all = []) => all.find((it) => it.offer === offer);
  const [applied, possible, refused] = [of(quote.offers.applied), of(quote.offers.possible), of(quote.offers.refused)];
  const state = applied ? "applied" : possible ? "possible" : refused ? "refused" : "not_shown";
  const [hint, gift] = [of(hints), of(quote.gifts)];
  const found = applied ?? possible ?? refused ?? { offer };
  return { ...found, state, ...(gift && { gift }), ...(hint && { hint }), conflicts: against };
}

function conflicts(program, offer, all) {
  return all
    .filter((other) => other !== offer)
    .map((other) => ({ offer: other, why: program.conflicts(offer, other) }))
    .filter(({ why }) => why.length > 0);
}
