/* What the answer to a question is about: while it is shown, the picture pales the rest. */

/** @type {Set<string> | null} */
let lit = null;

/* The bodies and lines that stay bright; null where nothing is paled. */
export const litNow = () => lit;

/** @type {(ids: Set<string> | null) => void} */
export function setLit(ids) {
  lit = ids;
}
