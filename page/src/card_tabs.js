/* The tabs of a card: which is open is part of the state, so that a link and Back keep it. */
import { button, make } from "./elements.js";
import { change, state } from "./state.js";

/** @type {(tabs: [string, string, Child[]][]) => HTMLElement[]} */
export function cardTabs(tabs) {
  const open = tabs.some(([name]) => name === state.card) ? state.card : tabs[0][0];
  /** @type {(name: string) => void} */
  const show = (name) => {
    change({ card: name === tabs[0][0] ? null : name });
    document.getElementById("card-" + name)?.focus();
  };
  /** @type {(event: KeyboardEvent, n: number) => void} */
  const keys = (event, n) => {
    const to = { ArrowRight: n + 1, ArrowLeft: n - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      show(tabs[(to + tabs.length) % tabs.length][0]);
    }
  };
  return [
    make(
      "div",
      { role: "tablist", class: "tabs", "aria-label": "Details" },
      ...tabs.map(([name, title], n) =>
        button(title, () => show(name), {
          role: "tab",
          id: "card-" + name,
          "aria-selected": String(name === open),
          "aria-controls": "card-of-" + name,
          tabindex: name === open ? "0" : "-1",
          onkeydown: (event) => keys(/** @type {KeyboardEvent} */ (event), n),
        }),
      ),
    ),
    ...tabs.map(([name, , children]) =>
      make(
        "div",
        {
          role: "tabpanel",
          id: "card-of-" + name,
          class: "part",
          "aria-labelledby": "card-" + name,
          hidden: name !== open,
        },
        ...children,
      ),
    ),
  ];
}
