/* Arrow keys in the nested picture go from name to name, to the nearest in their direction, and say what each is. */
import { nested } from "./nested_view.js";
import { DIRECTIONS } from "./pointing.js";
import { announce } from "./saving.js";
import { spoken } from "./spoken.js";

/** @type {(element: Element) => { x: number; y: number }} */
function middleOf(element) {
  const box = element.getBoundingClientRect();
  return { x: box.left + Math.min(box.width, 24) / 2, y: box.top + box.height / 2 };
}

/* The nearest name in the direction of an arrow key: what lies straight ahead before what lies beside. */
/** @type {(from: Element, key: string) => SVGElement | null} */
function nextName(from, key) {
  const [dx, dy] = DIRECTIONS[key];
  const at = middleOf(from);
  /** @type {NodeListOf<SVGElement>} */
  const names = nested.querySelectorAll("[data-choose]");
  let cost = Infinity;
  /** @type {SVGElement | null} */
  let best = null;
  for (const name of names) {
    const { x, y } = middleOf(name);
    const along = (x - at.x) * dx + (y - at.y) * dy;
    const across = Math.abs((x - at.x) * dy) + Math.abs((y - at.y) * dx);
    if (name !== from && along > 1 && along + 2.5 * across < cost) {
      cost = along + 2.5 * across;
      best = name;
    }
  }
  return best;
}

nested.addEventListener("keydown", (event) => {
  const from = /** @type {Element} */ (event.target).closest("[data-choose]");
  if (!from || !(event.key in DIRECTIONS) || event.altKey || event.ctrlKey || event.metaKey) {
    return;
  }
  event.preventDefault();
  const name = nextName(from, event.key);
  if (name) {
    name.focus();
    announce(spoken(name.dataset.choose || ""));
  }
});
