/** A cart and a choice as a hint changes them: all that it says, and nothing else. */
import type { CartDocument, Hint } from "perks";
import type { Choice } from "./choice";

export function hinted(
  { change }: Hint,
  cart: CartDocument,
  choice: Choice,
): [CartDocument, Choice] {
  const { add = [], set = {}, without = [], at, spend } = change;
  const { attributes, ...facts } = set;
  const said = attributes && { attributes: { ...cart.attributes, ...attributes } };
  const lines = [...cart.lines, ...add.flatMap((it) => it.lines)];
  return [
    { ...cart, ...facts, ...said, lines },
    {
      ...choice,
      without: [...choice.without, ...without],
      ...(at !== undefined && { at }),
      ...(spend !== undefined && { spend }),
    },
  ];
}
