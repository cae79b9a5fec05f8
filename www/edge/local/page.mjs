/** Makes one text of a page, its script and its style, for the worker's bundle: an import that ends in `?page`. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build } from "esbuild";

export const page = {
  name: "page",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\?page$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace(/\?page$/, "")),
      namespace: "page",
    }));
    onLoad({ filter: /.*/, namespace: "page" }, async ({ path }) => {
      const folder = dirname(path);
      const { outputFiles } = await build({
        entryPoints: [join(folder, "main.ts"), join(folder, "style.css")],
        outdir: folder,
        write: false,
        bundle: true,
        minify: true,
        format: "iife",
        target: "es2023",
        logLevel: "warning",
      });
      const text = (end) => outputFiles.find((file) => file.path.endsWith(end)).text.trim();
      // Neither may end its element: in a script `<\/` is the same text, and style sheets have no such thing.
      const [script, style] = [text(".js").replaceAll("</", "<\\/"), text(".css")];
      // A function, since `$` in what is put in means something.
      const html = (await readFile(path, "utf8"))
        .replace("/* STYLE */", () => style)
        .replace("/* SCRIPT */", () => script);
      const values = { html, script: hash(script), style: hash(style) };
      const contents = Object.entries(values).map(
        ([name, it]) => `export const ${name} = ${JSON.stringify(it)};`,
      );
      return { contents: contents.join("\n"), loader: "js" };
    });
  },
};

function hash(text) {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
