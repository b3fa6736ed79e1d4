/* Opening what is not drawn at first beneath its body, and closing it again by a second press or by Back. */
import { choose } from "./choosing.js";
import { nameOf, plan } from "./data.js";
import { openable } from "./further.js";
import { nested } from "./nested_view.js";
import { announce } from "./saving.js";
import { change, pictureShown, state } from "./state.js";
import { counted } from "./words.js";

/* The folds that were opened with it. */
/** @type {string[]} */
let unfolded = [];

/* Where the page carries none of it, the card of the body says how to see it. */
/** @type {(id: string) => void} */
export function showFurther(id) {
  if (!openable(id)) {
    choose("body", id, false);
    return;
  }
  const opens = state.further !== id;
  const open = new Set([...state.open].filter((key) => !unfolded.includes(key)));
  unfolded = [];
  change({ further: opens ? id : null, open });
  if (opens && pictureShown() === "nested") {
    unfold(new Set(plan.further[id].bodies.map((body) => body.id)));
  }
  announce(counted(openable(id), "body", "bodies") + (opens ? " opened at " : " closed at ") + nameOf(id) + ".");
}

/* What was opened is seen at once: the folds of the nested picture that hold it open, too. */
/** @type {(ids: Set<string>) => void} */
function unfold(ids) {
  /* A fold may lie in a fold. */
  for (let deep = 0; deep < 4; deep++) {
    /** @type {NodeListOf<SVGElement>} */
    const chips = nested.querySelectorAll(".chip[data-holds]");
    const keys = [...chips]
      .filter((chip) => (chip.dataset.holds || "").split(" ").some((id) => ids.has(id)))
      .map((chip) => chip.dataset.fold || "");
    if (!keys.length) {
      return;
    }
    unfolded.push(...keys);
    change({ open: new Set([...state.open, ...keys]) }, { step: false });
  }
}
