/* What lies in the system of what is shown, nested as the picture has it, and how many of each kind. */
import { told } from "./data.js";
import { nest } from "./picture/draw.js";
import { countedHeading, headingOfBody, kindOf } from "./relations.js";

/* What lies in the system on the day, each body once: those that are areas are counted apart. */
/** @type {(shown: Shown) => { within: string[]; areas: string[]; partnerships: string[] }} */
export function inside(shown) {
  const { root } = nest(told, shown);
  /** @type {Set<string>} */
  const within = new Set();
  /** @type {Set<string>} */
  const areas = new Set();
  /** @type {(node: Nested) => void} */
  const walk = (node) => {
    for (const child of node.children) {
      (child.how === "area" ? areas : within).add(child.id);
      walk(child);
    }
  };
  if (root) {
    walk(root);
  }
  const partnerships = [...within].filter((id) => kindOf(id) === "Collaboration");
  return { within: [...within], areas: [...areas], partnerships };
}

/* How many there are of each kind, the most telling first. */
/** @type {(ids: string[], kinds: string[]) => string[]} */
export function countsOf(ids, kinds) {
  return kinds.flatMap((kind) => {
    const own = ids.filter((id) => kindOf(id) === kind);
    /** @type {Map<string, number>} */
    const headings = new Map();
    own.forEach((id) => headings.set(headingOfKind(id), (headings.get(headingOfKind(id)) || 0) + 1));
    return [...headings].map(([heading, n]) => countedHeading(n, heading));
  });
}

/** @type {(id: string) => string} */
const headingOfKind = (id) =>
  kindOf(id) === "NHSTrust" ? "Trusts" : kindOf(id) === "Collaboration" ? "Partnerships" : headingOfBody(id);
