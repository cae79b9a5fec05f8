/** A cart as a hint changes it: all that it says, and nothing else. */
import type { CartDocument, Hint } from "perks";

export function hinted(cart: CartDocument, { change }: Hint): CartDocument {
  const { add = [], set = {} } = change;
  const { attributes, ...facts } = set;
  return {
    ...cart,
    ...facts,
    ...(attributes && { attributes: { ...cart.attributes, ...attributes } }),
    lines: [...cart.lines, ...add.flatMap(({ lines }) => lines)],
  };
}
