/** A page that `local/build.mjs` makes one text of, with the hashes of its script and its style as CSP writes them. */
declare module "*?page" {
  export const html: string;
  export const script: string;
  export const style: string;
}
