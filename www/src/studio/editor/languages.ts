/** A worker that knows the format's schemas: proposes, explains and formats, beside the page, so that typing never waits for it. */

import cart from "perks/schema/cart.schema.json?url";
import member from "perks/schema/member.schema.json?url";
import program from "perks/schema/program.schema.json?url";
import { getLanguageService, TextDocument } from "vscode-json-languageservice";
import type { Kind } from "../desk/bench";
import type { Asked, Told } from "./talk";

const SCHEMAS: Record<Kind, string> = { program, member, cart };

const service = getLanguageService({
  schemaRequestService: async (uri) => (await fetch(uri)).text(),
  clientCapabilities: {
    textDocument: { completion: { completionItem: { documentationFormat: ["plaintext"] } } },
  },
});
service.configure({
  schemas: Object.entries(SCHEMAS).map(([kind, path]) => ({
    uri: new URL(path, location.href).href,
    fileMatch: [`${kind}.json`],
  })),
});

async function told({ what, kind, text, at }: Asked): Promise<Told["told"]> {
  const document = TextDocument.create(`file:///${kind}.json`, "json", 1, text);
  const json = service.parseJSONDocument(document);
  if (what === "propose") {
    const list = await service.doComplete(document, document.positionAt(at), json);
    return (list?.items ?? []).map((item) => {
      const edit = item.textEdit;
      const range = edit && "range" in edit ? edit.range : undefined;
      return {
        label: item.label,
        insert: edit?.newText ?? item.insertText ?? item.label,
        about: plain(item.documentation),
        from: range ? document.offsetAt(range.start) : at,
        to: range ? document.offsetAt(range.end) : at,
      };
    });
  }
  const hover = await service.doHover(document, document.positionAt(at), json);
  return plain(hover?.contents);
}

/** Without the backslashes that keep it from being read as Markdown. */
function plain(content: unknown): string {
  if (typeof content === "string")
    return content.replace(/\\(.)/gs, "$1").replaceAll("&nbsp;", " ");
  if (Array.isArray(content)) return content.map(plain).join("\n");
  if (typeof content === "object" && content !== null && "value" in content) {
    return plain(content.value);
  }
  return "";
}

addEventListener("message", async ({ data }: MessageEvent<Asked>) => {
  const answer: Told = { id: data.id, told: await told(data) };
  postMessage(answer);
});
