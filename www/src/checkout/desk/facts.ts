/** What an order says of itself, as fields: which there are, what is said, and a cart document that says something else. */
import type { CartDocument, OrderFacts } from "perks";

/** A fact of an order: one of the format's, or an attribute by its name. */
export interface Fact {
  kind: Exclude<keyof OrderFacts, "attributes"> | "attribute";
  /** Of an attribute. */
  name?: string;
}

export interface FactField extends Fact {
  /** What is said now; empty: nothing. */
  value: string;
  /** What carts of the programme say. */
  known: string[];
  /** Whole numbers are said of it. */
  number: boolean;
}

export const FACTS = [
  "channel",
  "store",
  "region",
  "payment",
  "shipping_method",
  "device",
] as const;

/** The JSON pointer at which the engine speaks of a fact. */
export function pathOf({ kind, name }: Fact): string {
  return kind === "attribute" ? `/attributes/${escaped(name ?? "")}` : `/${kind}`;
}

/** Of the facts that one of the carts states. */
export function factFields(cart: OrderFacts, others: readonly OrderFacts[]): FactField[] {
  const all = [cart, ...others];
  const said = (fact: Fact) => all.flatMap((it) => stated(it, fact) ?? []);
  const names = new Set(all.flatMap(({ attributes }) => Object.keys(attributes ?? {})));
  const facts: Fact[] = [
    ...FACTS.map((kind): Fact => ({ kind })),
    ...[...names].map((name): Fact => ({ kind: "attribute", name })),
  ];
  return facts
    .filter((fact) => said(fact).length > 0)
    .map((fact) => ({
      ...fact,
      value: String(stated(cart, fact) ?? ""),
      known: [...new Set(said(fact).map(String))],
      number: said(fact).every((it) => typeof it === "number"),
    }));
}

/** The cart, saying something else of this fact, or nothing. */
export function saying(
  cart: CartDocument,
  fact: Fact,
  value: string | number | undefined,
): CartDocument {
  if (fact.kind === "attribute") {
    const { [fact.name ?? ""]: _before, ...attributes } = cart.attributes ?? {};
    if (value !== undefined) attributes[fact.name ?? ""] = value;
    return { ...cart, attributes };
  }
  const { [fact.kind]: _before, ...rest } = cart;
  return value === undefined ? rest : { ...rest, [fact.kind]: value };
}

function stated(cart: OrderFacts, { kind, name }: Fact): string | number | undefined {
  return kind === "attribute" ? cart.attributes?.[name ?? ""] : cart[kind];
}

function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
