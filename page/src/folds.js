/* Long lists: the first are seen, and the rest is one press away. */
import { button, make } from "./elements.js";

const MOST_ITEMS = 6;

/* Names of which the first are seen, and the rest is one press away. */
/** @type {(items: HTMLElement[], most?: number) => Child[]} */
export function folded(items, most = 6) {
  const between = "; ";
  /** @type {(list: HTMLElement[]) => Child[]} */
  const joined = (list) => list.flatMap((item, n) => (n ? [between, item] : [item]));
  if (items.length <= most + 1) {
    return joined(items);
  }
  const rest = make("span", { hidden: true }, between, ...joined(items.slice(most)));
  const more = button(
    "and " + (items.length - most).toLocaleString("en-GB") + " more",
    () => {
      rest.hidden = false;
      more.remove();
      /** @type {HTMLElement | null} */ (rest.querySelector("a, button"))?.focus();
    },
    { class: "link" },
  );
  return [...joined(items.slice(0, most)), rest, " ", more];
}

/* The same for the items of a list: those that are folded away are items, too. */
/** @type {(items: HTMLElement[], most?: number) => HTMLElement[]} */
export function foldedItems(items, most = MOST_ITEMS) {
  if (items.length <= most + 1) {
    return items;
  }
  const rest = items.slice(most);
  rest.forEach((item) => {
    item.hidden = true;
  });
  const open = () => {
    rest.forEach((item) => {
      item.hidden = false;
    });
    last.remove();
    rest[0].tabIndex = -1;
    rest[0].focus();
  };
  const last = make(
    "li",
    { class: "rest" },
    button("and " + rest.length.toLocaleString("en-GB") + " more", open, { class: "link" }),
  );
  return [...items, last];
}
