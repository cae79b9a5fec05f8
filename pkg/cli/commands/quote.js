/** `perks quote`: what a cart costs a member, which offers apply, and why others do not. */
import { Misuse } from "../exit.js";
import { print, printJson, writeFile } from "../io.js";
import { openMemberAndCart, openProgram } from "../opened.js";
import { json, language, repeated, whole } from "../options.js";
import { addQuoteOptions, known, offersOf, quoteOptions } from "../quote-options.js";
import { showHints, showQuote } from "../views/quote.js";

export function register(program) {
  const command = program
    .command("quote")
    .summary("price a cart: discounts, points to earn and to spend, and why not more")
    .description("Prices a cart for a member, or for a guest where none is named, and says why offers do not apply.")
    .usage("[options] <program> [member] <cart>")
    .argument("<program>", "file of the programme, or its folder")
    .argument("<files...>", "the member, if there is one, and the cart");
  addQuoteOptions(command)
    .option("--offer <offer>", "apply this offer and others named so, not the programme's choice; may be repeated", repeated)
    .option("--no-offers", "apply no offer that is chosen")
    .option("--hints <number>", "the most hints, 0 for none (default: 3; with `--json` there are none)", whole)
    .option("--receipt", "with a receipt")
    .option("--receipt-out <file>", "write the receipt, for `perks replay`")
    .option("--inputs-out <file>", "write what the quote is made from, for `perks replay`")
    .addOption(language())
    .addOption(json())
    .action(quote);
}

async function quote(path, files, given) {
  const { program, speak } = await openProgram(path, given.lang);
  const { member, cart } = await openMemberAndCart(program, files);
  const offers = offersOf(program);
  const options = quoteOptions(given, offers, cart);
  known("--offer", given.offer, offers, "the programme has no offer");
  if (given.offer && given.offers === false) throw new Misuse("`--offer` and `--no-offers` exclude each other", "leave one of them out");
  if (given.offer) options.offers = given.offer;
  else if (given.offers === false) options.offers = [];
  const asked = given.receipt || given.receiptOut !== undefined ? { ...options, receipt: "yes" } : options;
  const answer = member.quote(cart, asked);
  // All is asked before anything is told: an option that is refused leaves no half an answer.
  const wanted = { ...options, ...(given.hints !== undefined && { at_most: given.hints }) };
  const { hints } = given.json || given.hints === 0 ? { hints: [] } : member.hints(cart, wanted);
  if (given.receiptOut !== undefined) writeFile(given.receiptOut, `${JSON.stringify(answer.receipt, null, 2)}\n`);
  if (given.inputsOut !== undefined) writeFile(given.inputsOut, `${member.inputs(cart, options)}\n`);
  if (given.json) {
    printJson(answer);
    return;
  }
  print(showQuote(answer, member.id, speak));
  if (hints.length > 0) print(`\n${showHints(hints, speak)}`);
}
