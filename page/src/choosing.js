import { bring } from "./camera.js";
import { setCursor } from "./looks.js";
import { cards } from "./painting.js";
import { closeForm, keepFocus, panel } from "./side_panel.js";
import { change, pictureShown } from "./state.js";

/** @type {(what: "body" | "line" | "meeting", id: string, centre?: boolean) => void} */
export function choose(what, id, centre = true) {
  keepFocus();
  closeForm();
  change({ chosen: [what, id], card: null });
  if (what === "body" && cards.has(id)) {
    setCursor(id);
    if (centre && pictureShown() === "network") {
      bring(id);
    }
  }
  panel.focus({ preventScroll: true });
}
