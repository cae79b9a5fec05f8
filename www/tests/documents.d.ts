/** What the engine's own measurements make documents with. */
declare module "*/benches/node/documents.mjs" {
  export function program(offers: number): object;
  export function member(lots: number): object;
  export function cart(lines: number): object;
}
