/** What is deployed: the worker's face, and the classes of its objects. */
import { app } from "./app.ts";

export { CodesObject } from "./objects/codes.ts";
export { CounterObject } from "./objects/counter.ts";
export { MemberObject } from "./objects/member.ts";
export { OperationsObject } from "./objects/operations.ts";
export { ProgramObject } from "./objects/program.ts";

export default app satisfies ExportedHandler<import("./contracts.ts").Env>;
