/** `perks status`: what a member has and is, and what could be had. */
import { print, printJson } from "../io.js";
import { openMember, openProgram } from "../opened.js";
import { json, language, now } from "../options.js";
import { showStatus } from "../views/status.js";

export function register(program) {
  program
    .command("status")
    .summary("tell what a member has and is: points, levels, memberships, perks, coupons, scores")
    .description("Tells what a member has and is at an instant, what leads to more, and which offers there are. Without a member, what a guest sees.")
    .argument("<program>", "file of the programme, or its folder")
    .argument("[member]", "file of the member; without, a guest")
    .addOption(now())
    .addOption(language())
    .addOption(json())
    .action(status);
}

async function status(path, file, given) {
  const { program, speak } = await openProgram(path, given.lang);
  const member = await openMember(program, file);
  const answer = member.status({ now: given.now });
  if (given.json) printJson(answer);
  else print(showStatus(answer, speak));
}
