/** What is open in the studio: the texts, the draft that keeps them, and the moment. The page shows it. */
import type { Opened } from "../../shell/open";
import { handOver, kindOf } from "../../shell/own";
import type { Documents, Kind } from "./bench";
import { type Draft, Drafts, TEMPLATE } from "./drafts";

export class Session {
  documents: Documents;
  draft: Draft | undefined;
  list: Draft[] = [];
  /** Whether the browser keeps drafts. */
  keeps = true;
  /** What the member or the cart of the gallery is called; empty for none. */
  names = { member: "", cart: "" };
  /** Tells documents apart, for the editor's history. */
  turn = 0;
  #drafts: Drafts | undefined;

  constructor(readonly opened: Opened) {
    const { entry } = opened;
    const [member] = Object.entries(entry.members)[0] ?? [""];
    const asked = new URLSearchParams(location.search).get("member") ?? member;
    this.names = { member: asked in entry.members ? asked : "", cart: opened.cartName };
    this.documents = this.#original;
  }

  get #original(): Documents {
    const { entry, cart } = this.opened;
    return {
      program: entry.program,
      member: entry.members[this.names.member]?.text,
      cart: entry.carts[this.names.cart] ?? cart,
    };
  }

  /** The text of the programme that this one was begun from. */
  get original(): string {
    return this.draft?.original ?? this.opened.entry.program;
  }

  /** Opens what is kept, and the draft that the address names. */
  async begin(): Promise<void> {
    try {
      this.#drafts = await Drafts.open();
      this.list = await this.#drafts.list();
    } catch {
      // A private window, say: the page says that nothing is kept.
      this.keeps = false;
      return;
    }
    const asked = new URLSearchParams(location.search).get("draft");
    if (asked !== null) this.take(asked);
  }

  take(id: string): void {
    const draft = this.list.find((it) => it.id === id);
    if (!draft) return;
    this.draft = draft;
    const { program, member, cart } = draft;
    this.documents = { program, member, cart };
    this.turn += 1;
    this.#address(id);
  }

  /** The gallery's texts, as they are. */
  reset(): void {
    this.draft = undefined;
    this.documents = this.#original;
    this.turn += 1;
    this.#address(undefined);
  }

  choose(kind: "member" | "cart", name: string): void {
    const { entry } = this.opened;
    this.names = { ...this.names, [kind]: name };
    const text = kind === "member" ? entry.members[name]?.text : entry.carts[name];
    this.documents = { ...this.documents, [kind]: text };
    this.turn += 1;
    if (this.draft) void this.#keep({ ...this.draft, ...this.documents });
  }

  /** What was typed. */
  write(kind: Kind, text: string): void {
    this.documents = { ...this.documents, [kind]: text };
  }

  /** The first change begins a draft. */
  async keep(name: string): Promise<void> {
    await this.#keep({ ...(this.draft ?? this.#begun(name)), ...this.documents });
  }

  async rename(name: string): Promise<void> {
    if (this.draft && name.trim() !== "") await this.#keep({ ...this.draft, name: name.trim() });
  }

  async beginAnew(name: string): Promise<void> {
    this.documents = { program: TEMPLATE, member: undefined, cart: BASKET };
    this.draft = undefined;
    await this.#keep({ ...this.#begun(name), ...this.documents, original: TEMPLATE });
    this.turn += 1;
  }

  /** Which document a file was, after it took that one's place; absent where it is none. */
  async import(file: File, name: string): Promise<Kind | undefined> {
    const text = await file.text();
    const kind = kindOf(text);
    if (kind === undefined) return undefined;
    if (kind === "program") this.draft = undefined;
    this.write(kind, text);
    await this.keep(kind === "program" ? file.name.replace(/\.json$/, "") : name);
    this.turn += 1;
    return kind;
  }

  async remove(id: string): Promise<void> {
    await this.#drafts?.remove(id);
    this.list = this.list.filter((it) => it.id !== id);
    if (this.draft?.id === id) this.reset();
  }

  /** To another page of this tab. */
  handOver(now: number): void {
    const { program, member, cart } = this.documents;
    handOver({
      program,
      ...(member !== undefined && { member }),
      ...(cart !== undefined && { cart }),
      now: new Date(now).toISOString(),
      goods: this.opened.entry.goods,
    });
  }

  #begun(name: string): Draft {
    return {
      id: crypto.randomUUID(),
      name,
      from: this.opened.entry.id,
      original: this.opened.entry.program,
      kept: 0,
      ...this.documents,
    };
  }

  async #keep(draft: Draft): Promise<void> {
    const isNew = draft.id !== this.draft?.id;
    this.draft = { ...draft, kept: Date.now() };
    this.list = [this.draft, ...this.list.filter(({ id }) => id !== draft.id)];
    if (isNew) this.#address(draft.id);
    try {
      await this.#drafts?.keep(this.draft);
    } catch {
      // The store is full or closed: the page says so.
      this.keeps = false;
    }
  }

  /** So that a reload finds it again. */
  #address(draft: string | undefined): void {
    const address = new URL(location.href);
    if (draft === undefined) address.searchParams.delete("draft");
    else address.searchParams.set("draft", draft);
    history.replaceState(history.state, "", address);
  }
}

/** A cart for a new programme, so that there is something to price. */
const BASKET = `{
  "currency": "CNY",
  "lines": [
    { "id": "1", "sku": "tea", "units": 2, "price_minor": 4500 }
  ]
}
`;
