/** Elements without a framework: text is always text, so nothing here can inject markup. */

type Child = Node | string | undefined | false;
type Attributes = Record<string, string | number | boolean | undefined>;

/** An element with attributes and children; `false` and `undefined` leave one out. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined) element.setAttribute(key, String(value));
  }
  element.append(...children.filter((child) => child !== undefined && child !== false));
  return element;
}

/** Sets a text only where it changed: a live region speaks of changes alone. */
export function write(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Radio buttons drawn as one switch. */
export function choice<Value extends string>(
  name: string,
  legend: string,
  options: { value: Value; label: string; lang?: string }[],
  chosen: Value,
  change: (value: Value) => void,
): HTMLFieldSetElement {
  const labels = options.map(({ value, label, lang }) => {
    const input = el("input", { type: "radio", name, value, checked: value === chosen });
    input.addEventListener("change", () => change(value));
    return el("label", { lang }, input, el("span", {}, label));
  });
  return el("fieldset", { class: "switch" }, el("legend", { class: "quiet" }, legend), ...labels);
}
