/** Compiles the module from wherever it comes, and says what to do where that fails. */
import { initSync, version } from "../dist/perks.js";
import { refuse } from "./perks.js";

/** Of any realm. */
const kind = (it) => Object.prototype.toString.call(it).slice(8, -1);
// The glue takes no other realm's.
const isModule = (it) => it instanceof WebAssembly.Module;

export async function start(given) {
  let from = "what was promised";
  try {
    let source = await given;
    from = "";
    if (/^(String|URL|Request)$/.test(kind(source))) {
      from = source.url ?? source;
      source = await fetch(source);
    }
    if (kind(source) === "Response") {
      const type = source.headers.get("content-type");
      from = `${source.url || "a response"} (${source.status}, ${type})`;
      if (!source.ok) throw source;
      // Compiled while it arrives, which needs this very type.
      source = await (type === "application/wasm" ? WebAssembly.compileStreaming(source) : source.arrayBuffer());
    }
    run(isModule(source) ? source : await WebAssembly.compile(source));
  } catch (cause) {
    fail(cause, from);
  }
}

export function startSync(source) {
  try {
    run(isModule(source) ? source : new WebAssembly.Module(source));
  } catch (cause) {
    fail(cause);
  }
}

function run(module) {
  const [mark] = WebAssembly.Module.customSections(module, "perks");
  const its = mark && new TextDecoder().decode(mark);
  if (its !== version) throw new WebAssembly.LinkError(`it is of ${its ?? "something else"}`);
  initSync({ module });
}

function fail(cause, from) {
  const refused = (message, help) => refuse("program", "not_loaded", message, help, "", { cause });
  // Before asking whether compiling is allowed: edge workers get their modules compiled, and it is not.
  if (cause instanceof WebAssembly.LinkError) {
    refused(`the module does not fit perks ${version}: ${cause.message}`, "serve module and scripts of one version");
  }
  try {
    // The smallest module there is; some policies bind only here.
    new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
  } catch {
    refused("compiling WebAssembly is not allowed here", "let `script-src` of the Content-Security-Policy have `'wasm-unsafe-eval'`");
  }
  if (!from || cause instanceof WebAssembly.CompileError) {
    const help = "give `perks_bg.wasm` of this package: compiled, as bytes, an address or a `Response`";
    refused(`no WebAssembly, or not all of it: ${from || "what was given"}`, help);
  }
  refused(`could not load ${from}`, "check that the file is there and whole, the network, and `connect-src` of the Content-Security-Policy");
}
