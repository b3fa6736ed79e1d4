/* The bodies that a page names, as the reader of questions looks them up: those told in full, and others by name. */
import { SHOWN } from "./names.js";

/** @type {(told: Told) => Named[]} */
export function namedBodies(told) {
  /** @type {Map<string, Named>} */
  const bodies = new Map();
  for (const body of Object.values(told.bodies)) {
    const { id, type, other, called, short, codes, bounds } = body;
    const name = body.name.replace(SHOWN, "");
    bodies.set(id, { id, name, type, keys: [...other, ...called], short, codes, bounds });
  }
  for (const [id, name, type, , keys, values] of told.notDrawn) {
    if (!bodies.has(id)) {
      /** @type {Named["codes"]} */
      const codes = values.map((value) => ["", value, null, null]);
      bodies.set(id, { id, name, type, keys, short: [], codes, bounds: null });
    }
  }
  for (const [id, [name, type]] of Object.entries(told.far)) {
    if (!bodies.has(id)) {
      bodies.set(id, { id, name, type, keys: [], short: [], codes: [], bounds: null });
    }
  }
  return [...bodies.values()];
}
