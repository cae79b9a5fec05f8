/** Which object keeps a programme, a member, or a guest's order. */
import type { Env, MemberCalls, ProgramCalls, Who } from "./contracts.ts";
import { sha256 } from "./sha256.ts";

/**
 * A member's is named by a hash: the platform keeps names of objects where nothing here can erase them. An order's id names nobody.
 */
export async function objectOf({ MEMBER }: Env, program: string, who: Who): Promise<MemberCalls> {
  const name =
    who.guest === undefined
      ? `m/${await sha256(JSON.stringify([program, who.member]))}`
      : `g/${who.guest}`;
  return MEMBER.get(MEMBER.idFromName(`${program}/${name}`)) as unknown as MemberCalls;
}

export function programObject({ PROGRAM }: Env, program: string): ProgramCalls {
  return PROGRAM.get(PROGRAM.idFromName(program)) as unknown as ProgramCalls;
}
