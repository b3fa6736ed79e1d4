/* What leaves the page as a file or through the clipboard, how it is called, and what is announced. */
import { told } from "./data.js";
import { byId, make } from "./elements.js";
import { painted } from "./painting.js";
import { encode, keepAddress, state } from "./state.js";
import { counted, dayInWords } from "./words.js";

/* Say what happened: to those who hear the page, and where it is ``seen`` also at the foot of the window. */
/** @type {(text: string, seen?: boolean) => void} */
export function announce(text, seen = false) {
  byId("status").textContent = text;
  byId("status").classList.toggle("seen", seen);
}

/* What was said at the foot of the window goes with the next thing that is done. */
export const unsay = () => byId("status").classList.remove("seen");

/* Copy the address of what is shown. That of a file means nothing to who has not got the file. */
export async function copyLink() {
  keepAddress();
  await copyText(
    location.href.split("#")[0] + "#" + encode(),
    location.protocol === "file:"
      ? "Link copied. Send the file, then this link: your colleague opens the file and pastes the link into its box."
      : "Link copied.",
  );
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
  announce(said, true);
}

/** @type {(ending: string) => string} */
export const fileName = (ending) =>
  [told.system, state.day, ...(state.to ? [state.to] : [])].join("-").replace(/[^\w-]+/g, "-") +
  (ending.startsWith(".") ? "" : "-") +
  ending;

export const dateInWords = () =>
  state.to ? "Compared: " + dayInWords(state.day) + " and " + dayInWords(state.to) : "On " + dayInWords(state.day);

export const countsInWords = () =>
  "Showing " +
  painted.shown.bodies.size.toLocaleString("en-GB") +
  " of " +
  (told.total + (state.further ? told.further[state.further] : 0)).toLocaleString("en-GB") +
  " bodies, " +
  counted(painted.shown.lines.size, "line");
