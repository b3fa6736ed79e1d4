/* What a click or a key does in the nested picture: a name opens its card, a chip opens in place, a line says what
   it is. */
import { choose } from "./choosing.js";
import { byId } from "./elements.js";
import { lineChoice } from "./details.js";
import { showFurther } from "./opening.js";
import { nested } from "./nested_view.js";
import { closeForm, keepFocus, panel, show } from "./side_panel.js";
import { change, state } from "./state.js";

/** @type {(key: string) => void} */
function toggle(key) {
  const open = new Set(state.open);
  if (!open.delete(key)) {
    open.add(key);
  }
  change({ open });
}

nested.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const further = target.closest("[data-further]")?.getAttribute("data-further");
  if (further) {
    showFurther(further);
    return;
  }
  const fold = target.closest("[data-fold]")?.getAttribute("data-fold");
  if (fold) {
    toggle(fold);
    return;
  }
  const lines = target.closest("[data-lines]")?.getAttribute("data-lines")?.split(" ");
  if (lines?.length === 1) {
    choose("line", lines[0], false);
    return;
  }
  if (lines) {
    keepFocus();
    closeForm();
    show(lineChoice(lines));
    panel.focus({ preventScroll: true });
    return;
  }
  const id = target.closest("[data-id]")?.getAttribute("data-id");
  if (id) {
    event.preventDefault();
    choose("body", id, false);
  }
});

nested.addEventListener("keydown", (event) => {
  const target = /** @type {Element} */ (event.target);
  const fold = target.closest("[data-fold]")?.getAttribute("data-fold");
  const further = target.closest("[data-further]")?.getAttribute("data-further");
  if ((fold || further) && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    if (fold) {
      toggle(fold);
    } else if (further) {
      showFurther(further);
    }
  }
});

byId("view-nested").onclick = () => change({ picture: "nested" });
byId("view-network").onclick = () => change({ picture: "network" });
