/** `perks` without automatic start: for hosts that fetch, cache or compile the module themselves. */
export * from "perks";

/**
 * Starts the module; again is no harm. `load` refuses before, with a problem of code `not_started`.
 *
 * @param module a `WebAssembly.Module`, the bytes, an address, a `Response`, or a promise of one.
 * The file is `perks/perks_bg.wasm`.
 */
export function start(module: object | string | Promise<object>): Promise<void>;

/** The same at once, for bytes or a compiled module. */
export function startSync(module: object): void;
