/* Opening what is not drawn at first beneath its body, and closing it again by a second press or by Back. */
import { choose } from "./choosing.js";
import { nameOf } from "./data.js";
import { openable } from "./further.js";
import { announce } from "./saving.js";
import { change, state } from "./state.js";
import { counted } from "./words.js";

/* Where the page carries none of it, the card of the body says how to see it. */
/** @type {(id: string) => void} */
export function showFurther(id) {
  if (!openable(id)) {
    choose("body", id, false);
    return;
  }
  const opens = state.further !== id;
  const open = new Set(state.open);
  for (const other of [state.further, id]) {
    open.delete(other + "/inside");
  }
  if (opens) {
    /* In the nested picture what is inside it is seen at once. */
    open.add(id + "/inside");
  }
  change({ further: opens ? id : null, open }, { step: true });
  announce(counted(openable(id), "body", "bodies") + (opens ? " opened at " : " closed at ") + nameOf(id) + ".");
}
