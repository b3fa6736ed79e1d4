/* The nested picture in the page: drawn anew whenever the state, the width or the colours of the page change. */
import { marksOf } from "./compare.js";
import { byId } from "./elements.js";
import { dark } from "./looks.js";
import { painted } from "./painting.js";
import { drawPicture } from "./picture/draw.js";
import { pictureNow } from "./shown.js";
import { pictureShown, state } from "./state.js";

export const nested = byId("nested");

/* The picture as the state has it, on whatever it is drawn. */
/** @type {(options: PictureOptions, lit?: Set<string> | null) => { svg: string; plan: PicturePlan }} */
export const pictureFor = (options, lit = null) =>
  drawPicture(
    pictureNow(),
    {
      day: state.day,
      to: state.to,
      hidden: state.hidden,
      undated: state.undated,
      open: state.open,
      further: state.further,
      chosen: options.medium === "page" && state.chosen?.[0] === "body" ? state.chosen[1] : null,
      lit,
      marks: marksOf(painted.parts),
    },
    options,
  );

/* An SVG that was drawn, as an element of this page: its text is read as XML, in which nothing runs. */
/** @type {(svg: string) => SVGElement} */
export function asElement(svg) {
  const read = new DOMParser().parseFromString(svg, "image/svg+xml");
  return /** @type {SVGElement} */ (/** @type {unknown} */ (document.adoptNode(read.documentElement)));
}

/** @type {PicturePlan | null} */
export let nestedPlan = null;

/* How high the picture may be before more of it folds: what a window shows of it at once, scrolled to its top. */
const room = () => Math.max(480, window.innerHeight - 16);

export function showNested() {
  const seen = pictureShown() === "nested";
  byId("stage").dataset.picture = pictureShown();
  byId("view-nested").setAttribute("aria-pressed", String(seen));
  byId("view-network").setAttribute("aria-pressed", String(!seen));
  nested.hidden = !seen;
  if (!seen) {
    return;
  }
  const focused = nested.contains(document.activeElement) ? keyOf(document.activeElement) : null;
  const { svg, plan } = pictureFor({
    width: Math.max(320, nested.clientWidth),
    /* Where two days are compared, what changed is to be seen, however high that is. */
    height: state.to ? null : room(),
    theme: dark.matches ? "dark" : "light",
    medium: "page",
  });
  nestedPlan = plan;
  nested.replaceChildren(asElement(svg));
  if (focused) {
    named(focused)?.focus({ preventScroll: true });
  }
}

/** @type {(key: string) => SVGElement | undefined} */
function named(key) {
  /** @type {NodeListOf<SVGElement>} */
  const links = nested.querySelectorAll("[data-choose], [data-fold], [data-further]");
  /* A row becomes a card, and a card a row, when what hangs on it opens or closes. */
  const further = key.split("|")[1];
  return (
    [...links].find((link) => keyOf(link) === key) ||
    [...links].find((link) => further && link.dataset.further === further)
  );
}

/* What took the place of a name or chip when all was drawn anew; undefined where it was none. */
/** @type {(last: Element | null) => SVGElement | undefined} */
export const successorOf = (last) =>
  last?.matches("[data-choose], [data-fold], [data-further]") ? named(keyOf(last)) : undefined;

/* What an element of the picture is about, and in which home: by this it is found again when all is drawn anew. */
/** @type {(element: Element | null) => string} */
const keyOf = (element) =>
  [
    element?.getAttribute("data-fold"),
    element?.getAttribute("data-further"),
    element?.getAttribute("data-choose"),
    element?.closest("[data-home]")?.getAttribute("data-home"),
  ].join("|");
