/* What leaves the page as a file or through the clipboard, how it is called, and what is announced. */
import { told } from "./data.js";
import { byId, make } from "./elements.js";
import { painted } from "./painting.js";
import { state } from "./state.js";
import { counted, dayInWords } from "./words.js";

/** @type {(text: string) => void} */
export function announce(text) {
  byId("status").textContent = text;
}

/** @type {(blob: Blob, name: string) => void} */
export function save(blob, name) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** @type {(text: string, said: string) => Promise<void>} */
export async function copyText(text, said) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea", { class: "away", "aria-hidden": "true", tabindex: "-1" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  announce(said);
}

/** @type {(ending: string) => string} */
export const fileName = (ending) =>
  [told.system, state.day || "any-date", ...(state.to ? [state.to] : [])].join("-").replace(/[^\w-]+/g, "-") +
  (ending.startsWith(".") ? "" : "-") +
  ending;

export const dateInWords = () =>
  state.to
    ? "Compared: " + dayInWords(state.day) + " and " + dayInWords(state.to)
    : state.day
      ? "As at " + dayInWords(state.day)
      : "At any date";

export const countsInWords = () =>
  "showing " +
  painted.shown.bodies.size.toLocaleString("en-GB") +
  " of " +
  (told.total + (state.further ? told.further[state.further] : 0)).toLocaleString("en-GB") +
  " bodies, " +
  counted(painted.shown.lines.size, "line");
