/** What is deployed: the worker's face, and the classes of its objects. */
import { answerTo } from "./app.ts";
import type { Env } from "./contracts.ts";

export { CodesObject } from "./objects/codes.ts";
export { CounterObject } from "./objects/counter.ts";
export { MemberObject } from "./objects/member.ts";
export { OperationsObject } from "./objects/operations.ts";
export { ProgramObject } from "./objects/program.ts";

export default { fetch: answerTo } satisfies ExportedHandler<Env>;
