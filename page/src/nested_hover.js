/* What is under the pointer, or has the focus, stays bright with all that is linked to it; the rest of the nested
   picture pales, in opaque colours of its own. */
import { linesAt } from "./data.js";
import { litNow } from "./lit.js";
import { nested } from "./nested_view.js";
import { painted } from "./painting.js";

/* A body, its lines that are shown, and the bodies at their other ends. */
/** @type {(id: string) => Set<string>} */
function linkedTo(id) {
  const linked = new Set([id]);
  for (const line of linesAt.get(id) || []) {
    if (painted.shown.lines.has(line.id)) {
      linked.add(line.id).add(line.subject).add(line.object);
    }
  }
  return linked;
}

/** @type {string | null} */
let bright = null;

/* Mark what is linked to a body; without one what an answer is about, and where there is none, nothing is paled. */
/** @type {(id: string | null) => void} */
function light(id) {
  if (id !== bright) {
    bright = id;
    lightAgain();
  }
}

/* Mark the same in a picture that was drawn anew. */
export function lightAgain() {
  const id = bright;
  const linked = id === null ? litNow() : linkedTo(id);
  nested.classList.toggle("paled", linked !== null);
  for (const element of nested.querySelectorAll(".lit")) {
    element.classList.remove("lit");
  }
  if (linked === null) {
    return;
  }
  /** @type {(names: string | null) => boolean} */
  const some = (names) => (names || "").split(" ").some((name) => linked.has(name));
  for (const element of nested.querySelectorAll("[data-id], [data-holds], [data-lines]")) {
    const names = ["data-id", "data-holds", "data-lines"].map((name) => element.getAttribute(name));
    element.classList.toggle("lit", names.some(some));
  }
  /* Of lines drawn as one only the piece on the way of this body. */
  for (const course of nested.querySelectorAll(".course.lit")) {
    const whole = id !== null && course.getAttribute("data-object") === id;
    for (const piece of course.querySelectorAll("[data-subjects]")) {
      const subjects = (piece.getAttribute("data-subjects") || "").split(" ");
      piece.classList.toggle("lit", whole || subjects.some((each) => (id === null ? linked.has(each) : each === id)));
    }
  }
}

/** @type {(event: Event) => string | null} */
const bodyOf = (event) => /** @type {Element} */ (event.target).closest("[data-id]")?.getAttribute("data-id") || null;

nested.addEventListener("pointerover", (event) => light(bodyOf(event)));
nested.addEventListener("pointerleave", () => light(null));
nested.addEventListener("focusin", (event) => light(bodyOf(event)));
nested.addEventListener("focusout", () => light(null));
