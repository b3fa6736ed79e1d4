/* The column beside the picture: what it holds, and where the focus goes when it is closed. */
import { byId, isThere } from "./elements.js";
import { successorOf } from "./nested_view.js";
import { container } from "./painting.js";
import { pictureShown } from "./state.js";

export const panel = byId("panel");
export const details = byId("details");

/* What had the focus before the panel, and what was asked for and is shown until it is closed. */
/** @type {HTMLElement | null} */
let back = null;
/** @type {Child[] | null} */
let form = null;

/** @type {(children: Child[]) => void} */
export function show(children) {
  details.replaceChildren(...children.filter(isThere));
  panel.hidden = false;
  panel.scrollTop = 0;
}

/** @type {(children: Child[]) => void} */
export function openForm(children) {
  form = children;
  show(children);
}

export function closeForm() {
  form = null;
}

export const openedForm = () => form;

/* Where the focus goes when the panel is closed: to where it was before the panel had it. */
export function keepFocus() {
  if (!panel.contains(document.activeElement)) {
    back = /** @type {HTMLElement | null} */ (document.activeElement);
  }
}

/* Back to where the focus was: what was drawn anew meanwhile has a successor of the same name or place. */
export function refocus() {
  const last = back;
  back = null;
  if (last && last.isConnected && last !== document.body && last.getClientRects().length) {
    last.focus();
    return;
  }
  /** @type {NodeListOf<HTMLElement>} */
  const inTable = document.querySelectorAll("#table button, #table a");
  const again =
    last &&
    ((last.id && document.getElementById(last.id)) ||
      [...inTable].find((link) => link.textContent === last.textContent));
  const instead = pictureShown() === "nested" ? byId("change-day") : container;
  const seen = again && again.getClientRects().length ? again : null;
  (seen || successorOf(last) || instead).focus({ preventScroll: true });
}
