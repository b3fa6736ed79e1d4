/* The small pictures of the legend: shapes, strokes and arrow heads. */
import { plan, told } from "./data.js";
import { svg } from "./elements.js";
import { colour, strokeColour } from "./looks.js";

/** @type {Record<string, string>} */
export const heads = {
  triangle: "M33 5 26 1V9Z",
  arrow: "M33 5 25 1 27 5 25 9Z",
  vee: "M33 5 25 1 29 5 25 9Z",
  circle: "M33 5A3.5 3.5 0 1 1 26 5A3.5 3.5 0 1 1 33 5Z",
  diamond: "M34 5 30 1.5 26 5 30 8.5Z",
  curve: "M32 1A5 5 0 0 0 32 9L33 9A6 6 0 0 1 33 1Z",
  box: "M27 2H33V8H27Z",
};

/** @type {(type: string, tint?: string) => SVGElement} */
export const shapeIcon = (type, tint) =>
  svg(
    "svg",
    { width: 18, height: 18, viewBox: "-11 -11 22 22", "aria-hidden": "true" },
    svg("path", {
      d: plan.shapes[plan.looks[told.words.types[type].kind][0]],
      fill: tint || colour(plan.looks[told.words.types[type].kind]),
    }),
  );

/** @type {(tint: string, dash: number[] | null) => SVGElement} */
export const strokeIcon = (tint, dash) =>
  svg(
    "svg",
    { width: 34, height: 10, viewBox: "0 0 34 10", "aria-hidden": "true" },
    svg("line", {
      x1: 1,
      x2: 33,
      y1: 5,
      y2: 5,
      stroke: tint,
      "stroke-width": 2.2,
      "stroke-dasharray": dash ? dash.join(" ") : "none",
    }),
  );

/** @type {(family: string, tint?: string) => SVGElement} */
export const familyIcon = (family, tint) =>
  svg(
    "svg",
    { width: 36, height: 10, viewBox: "0 0 36 10", "aria-hidden": "true" },
    svg("line", { x1: 1, x2: 28, y1: 5, y2: 5, stroke: tint || strokeColour(family), "stroke-width": 2.2 }),
    svg("path", { d: heads[plan.strokes[family][2]], fill: tint || strokeColour(family) }),
  );
