/** `perks` without automatic start: for hosts that fetch, cache or compile the module themselves. */
export * from "perks";

/**
 * Starts the module; again is no harm. `load` refuses before, with a problem of code `not_started`. The file is
 * `perks/perks_bg.wasm`, of this very version.
 *
 * @param module a `WebAssembly.Module`, the bytes, an address, a `Response`, or a promise of one. A `Response` whose type is
 * `application/wasm` is compiled while it arrives.
 * @throws {PerksError} with a problem of code `not_loaded`; it may be called again.
 */
export function start(module: object | string | Promise<object>): Promise<void>;

/**
 * The same at once, for bytes or a compiled module.
 *
 * @throws {PerksError} with a problem of code `not_loaded`.
 */
export function startSync(module: object): void;
