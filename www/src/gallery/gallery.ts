/** The gallery's programmes, with their members and carts, as texts that the engine reads: a file of each, made by `host/gallery.ts`. */

/** What there is to choose from. */
export type GalleryList = {
  id: string;
  /** By language. */
  name: Record<string, string>;
  currency: string;
  /** Names of members and carts, as in {@link GalleryEntry}. */
  members: string[];
  carts: string[];
}[];

export interface GalleryEntry {
  id: string;
  /** The document's text; so are those of members and carts, by their names. */
  program: string;
  /** `now` is when the member's stories begin, RFC 3339: before, the record lies in the future. */
  members: Record<string, { text: string; now: string }>;
  carts: Record<string, string>;
  /** What goods are called, by sku and language; and what orders say of themselves, by `payment:card` and the like. */
  goods: Record<string, Record<string, string>>;
}

/** Relative to the page: every page lies one folder below the site's root, but for the first. */
export async function galleryList(root = ".."): Promise<GalleryList> {
  return (await fetched(`${root}/gallery/list.json`)).json();
}

export async function galleryEntry(id: string, root = ".."): Promise<GalleryEntry> {
  return (await fetched(`${root}/gallery/${encodeURIComponent(id)}.json`)).json();
}

async function fetched(path: string): Promise<Response> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`);
  return response;
}
