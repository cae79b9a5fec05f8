import { DurableObject } from "cloudflare:workers";
class Stub extends DurableObject {}
export { Stub as ProgramObject, Stub as MemberObject, Stub as CodesObject, Stub as CounterObject, Stub as OperationsObject };
import { load } from "perks";
export default { async fetch() { return Response.json({ load: typeof load, a: (()=>{const t=Date.now(); let i=0; while(i<3e7) i++; return Date.now()-t})() }); } };
