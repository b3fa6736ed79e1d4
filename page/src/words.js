/* Words for numbers, names, days, phases and certainties. */
import { inWords, periodInWords } from "./calendar.js";
import { told } from "./data.js";
import { lastSeen } from "./dates.js";

/** @type {(n: number, noun: string, many?: string) => string} */
export const counted = (n, noun, many = noun + "s") => n.toLocaleString("en-GB") + " " + (n === 1 ? noun : many);

/** @type {(names: string[], most?: number) => string} */
export const listed = (names, most = 6) =>
  names.length > most
    ? names.slice(0, most).join(", ") + " and " + (names.length - most) + " more"
    : names.length > 1
      ? names.slice(0, -1).join(", ") + " and " + names[names.length - 1]
      : names[0] || "";

/* A sentence begins with a capital letter. */
/** @type {(text: string) => string} */
export const begun = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/* The same order in every browser and language: by the numbers of the characters. */
/** @type {(a: string, b: string) => number} */
export const before = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** @type {(day: Day | null) => string} */
export const dayInWords = (day) => (day ? inWords(day) : "");

/* From when on a thing is not known, as no source saw it later. */
/** @type {(thing: Thing) => string} */
export function notKnown(thing) {
  const seen = lastSeen(thing);
  return seen ? "not known after " + dayInWords(seen) : "not known: its sources have no date";
}

/* A text in which dates stand as in data, with the dates as people write them. */
/** @type {(text: string) => string} */
export const withDates = (text) => text.replace(/^\d{4}-\d{2}$|\b\d{4}-\d{2}-\d{2}\b/g, inWords);

/** @type {(thing: { from: string | null; until: string | null }) => string} */
export const dates = (thing) => periodInWords(thing.from, thing.until) || "not stated";

/** @type {(name: string) => string} */
export const phaseWord = (name) => told.words.phases[name];

/** @type {(name: string) => string} */
export const certaintyWord = (name) => (name === "rule" ? "by law" : told.words.certainties[name]);

/* How well a thing is known, as a reader sees it: a reading of a layout is told from words. */
/** @type {(thing: Known) => string} */
export const certaintyOf = (thing) => thing.certaintyWords || (thing.certainty ? certaintyWord(thing.certainty) : "");

/* How a claim was read from its source; nothing where the source says it in words. */
/** @type {(basis: string) => string} */
export function basisInWords(basis) {
  if (basis === "explicit") {
    return "";
  }
  return basis === "layout" ? "read from the layout" : basis;
}
