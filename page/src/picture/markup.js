/* Elements of an SVG as text: every name in them is escaped, and what XML cannot hold is shown as an unknown sign. */
import { UNSEEN, visible } from "./measure.js";

/** @type {(text: string) => string} */
export const escaped = (text) =>
  text
    .replace(UNSEEN, "\ufffd")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");

/* A name as it is shown: whatever cannot be seen is a sign, and none is endless. */
/** @type {(text: string) => string} */
export const plain = (text) => escaped(visible(text));

/** @type {(tag: string, props: Attributes, ...inner: string[]) => string} */
export function element(tag, props, ...inner) {
  const written = Object.entries(props)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(
      ([name, value]) => " " + name + '="' + escaped(typeof value === "number" ? number(value) : String(value)) + '"',
    )
    .join("");
  return inner.length ? "<" + tag + written + ">" + inner.join("") + "</" + tag + ">" : "<" + tag + written + "/>";
}

/** @type {(n: number) => string} */
export const number = (n) => String(Math.round(n * 10) / 10);
