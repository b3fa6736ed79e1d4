/* How everything drawn is to look at the moment: the colours of the page, what is dimmed, where the cursor is. */
import { plan } from "./data.js";

export const FONT = '"Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif';

/** @type {Record<string, Path2D>} */
export const paths = Object.fromEntries(Object.entries(plan.shapes).map(([name, d]) => [name, new Path2D(d)]));

export const dark = window.matchMedia("(prefers-color-scheme: dark)");

/** @type {(pair: [string, string, string]) => string} */
export const colour = (pair) => pair[dark.matches ? 2 : 1];

/** @type {(family: string) => string} */
export const strokeColour = (family) => plan.strokes[family][dark.matches ? 1 : 0];

function theme() {
  const style = getComputedStyle(document.documentElement);
  /** @type {(name: string) => string} */
  const of = (name) => style.getPropertyValue("--" + name).trim();
  return {
    ink: of("ink"),
    soft: of("soft"),
    pale: of("pale"),
    paper: of("paper"),
    rule: of("rule"),
    band: of("band"),
    band2: of("band2"),
    focus: of("focus"),
    warn: of("warn"),
    added: of("added"),
    ended: of("ended"),
    addedLine: of("added-line"),
    endedLine: of("ended-line"),
  };
}

/* A colour mixed with that of the ground: opaque, so that it is the same however many lie upon each other. */
/** @type {(colour: string, share: number) => string} */
export function tint(colour, share) {
  /** @type {(text: string) => number[]} */
  const parts = (text) => [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));
  const ground = parts(look.band);
  const mixed = parts(colour).map((part, n) => Math.round(part * share + ground[n] * (1 - share)));
  return "#" + mixed.map((part) => part.toString(16).padStart(2, "0")).join("");
}

export let look = theme();

export function renewLook() {
  look = theme();
}

/* How each body and line is to look at the moment: { dim, faint, badges, dash, mark }. Kept by painting.js. */
/** @type {Map<string, Look>} */
export const looks = new Map();

/** @type {Look} */
const plainLook = { dim: false, faint: false, badges: [], dash: null, mark: null };

/** @type {(id: string) => Look} */
export const lookOf = (id) => looks.get(id) || plainLook;

/* The body that the arrow keys have come to. */
/** @type {string | null} */
export let cursor = null;

/** @type {(id: string | null) => void} */
export function setCursor(id) {
  cursor = id;
}
