import type { NameKind } from "./index.d.ts";

/** What a programme names and sentences of {@link Texts} do not speak of, too. */
export type DeclaredNameKind = NameKind | "rule" | "conversion" | "group" | "reward";

/** What people call a programme and what it declares, in one language. */
export interface Names {
  /** The programme's own name. */
  title?: string;
  /** Of a level `of` is its ladder, of a class its score; absent where it has no name. Takes no `this`. */
  name(kind: DeclaredNameKind, id: string, of?: string): string | undefined;
}

/**
 * Reads the names of a programme's document.
 *
 * @param document parsed JSON, as `load` takes it; of what is no programme nothing has a name
 * @param lang `en` or `zh-CN`, say; where a thing has no name in it, its name in another
 */
export function names(document: unknown, lang: string): Names;
