/**
 * Which programmes there are, told by one list before any object of a programme, a member or a code is asked: workerd makes a file of
 * each object that is, so that names that somebody thinks up would fill the disk. What a programme says is not known here.
 */
import type { Env, ProgramCalls } from "./contracts.ts";
import { Refusal } from "./problem.ts";
import { programObject } from "./reach.ts";

/** No programme can be called so. */
const LIST = "/";

/** A programme that was listed stays so. */
const listed = new Set<string>();

const list = (env: Env): ProgramCalls => programObject(env, LIST);

/** For whoever publishes, before it does. */
export async function listProgram(env: Env, program: string): Promise<void> {
  if (listed.has(program)) return;
  await list(env).list(program);
  listed.add(program);
}

/** @throws {Refusal} `unknown_program` */
export async function mustBeListed(env: Env, program: string): Promise<void> {
  if (listed.has(program)) return;
  if (!(await list(env).isListed(program)))
    throw new Refusal("unknown_program", `\`${program}\` is not published here`);
  listed.add(program);
}
