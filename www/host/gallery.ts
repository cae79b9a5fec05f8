/**
 * The gallery for pages: of each folder of `programs/` one file with its documents as they stand, and a list of all. Made from the folders
 * when the site is built, or asked for in development.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Plugin } from "vite";
import type { GalleryEntry, GalleryList } from "../src/gallery/gallery.ts";

const PROGRAMS = resolve(import.meta.dirname, "../../programs");
const GOODS = resolve(import.meta.dirname, "../src/gallery/goods");

export function gallery(): Plugin {
  return {
    name: "perks:gallery",
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const name = /\/gallery\/([\w-]+)\.json$/.exec(request.url?.split("?")[0] ?? "")?.[1];
        if (!name || !(name === "list" || existsSync(join(PROGRAMS, name)))) return next();
        response.setHeader("Content-Type", "application/json");
        response.end(JSON.stringify(name === "list" ? list() : entryOf(name)));
      });
    },
    generateBundle() {
      const emit = (name: string, it: object) =>
        this.emitFile({
          type: "asset",
          fileName: `gallery/${name}.json`,
          source: JSON.stringify(it),
        });
      emit("list", list());
      for (const id of folders()) emit(id, entryOf(id));
    },
  };
}

function folders(): string[] {
  return readdirSync(PROGRAMS).filter((name) => existsSync(join(PROGRAMS, name, "program.json")));
}

function list(): GalleryList {
  return folders().map((id) => {
    const { name, currency } = JSON.parse(read(id, "program.json"));
    const { members, carts } = entryOf(id);
    return { id, name, currency, members: Object.keys(members), carts: Object.keys(carts) };
  });
}

function entryOf(id: string): GalleryEntry {
  const files = readdirSync(join(PROGRAMS, id));
  const documents = (kind: string) =>
    Object.fromEntries(
      files.flatMap((file) => {
        const found = new RegExp(`^${kind}(?:-(.+))?\\.json$`).exec(file);
        return found ? [[found[1] ?? kind, read(id, file)]] : [];
      }),
    );
  const stories: Story[] = files
    .filter((file) => /^story-.+\.json$/.test(file))
    .map((file) => JSON.parse(read(id, file)));
  const goods = join(GOODS, `${id}.json`);
  return {
    id,
    program: read(id, "program.json"),
    members: Object.fromEntries(
      Object.entries(documents("member")).map(([name, text]) => {
        const file = name === "member" ? "member.json" : `member-${name}.json`;
        const own = stories.filter((story) => JSON.stringify(story).includes(`"${file}"`));
        return [name, { text, now: firstNow(own.length > 0 ? own : stories) }];
      }),
    ),
    carts: documents("cart"),
    goods: existsSync(goods) ? JSON.parse(readFileSync(goods, "utf8")) : {},
  };
}

/** The text of a programme, or of one of its members or carts, by the name that {@link GalleryEntry} has for it; absent where there is none. */
export function documentOf(
  program: string,
  kind: "program" | "member" | "cart",
  name: string = kind,
): string | undefined {
  const isName = [program, name].every((it) => /^[\w-]+$/.test(it));
  const file = name === kind ? `${kind}.json` : `${kind}-${name}.json`;
  return isName && existsSync(join(PROGRAMS, program, file)) ? read(program, file) : undefined;
}

function read(id: string, file: string): string {
  return readFileSync(join(PROGRAMS, id, file), "utf8");
}

interface Story {
  steps?: { with?: { now?: string } }[];
}

/** When stories begin: the first instant that any of them asks at. */
function firstNow(stories: Story[]): string {
  const instants = stories.flatMap(
    ({ steps }) => steps?.find((it) => it.with?.now)?.with?.now ?? [],
  );
  const [first] = instants.sort((one, other) => Date.parse(one) - Date.parse(other));
  if (!first) throw new Error("no story of the programme has a `now`");
  return first;
}
