/* Lines and bodies as one can press them, and the lines of a body by family and direction. */
import { choose } from "./choosing.js";
import { claimList, section } from "./claims.js";
import { linesAt, nameOf, told } from "./data.js";
import { isBeyond, lineHolds, linePhase, standing } from "./dates.js";
import { bdi, make } from "./elements.js";
import { foldedItems } from "./folds.js";
import { state, viewOf } from "./state.js";
import { certaintyOf, notKnown, phaseWord } from "./words.js";

/** @type {Record<Holds, string>} */
const HOLDS = {
  yes: "holds on that day",
  possibly: "possibly holds on that day",
  no: "does not hold on that day",
};

/* Whether a line holds on a day, and where that day is past its sources, after which day it is not known. */
/** @type {(line: LineRecord, day: Day) => string} */
export const onTheDay = (line, day) => HOLDS[lineHolds(line, day)] + (isBeyond(line, day) ? "; " + notKnown(line) : "");

/** @type {(id: string, name?: string) => HTMLElement} */
export function bodyButton(id, name = nameOf(id)) {
  if (!told.bodies[id]) {
    return told.served ? make("a", { href: "/body/" + encodeURIComponent(id) }, bdi(name)) : bdi(name);
  }
  return make("button", { type: "button", class: "body", onclick: () => choose("body", id) }, bdi(name));
}

/** @type {(line: LineRecord, up?: boolean) => string} */
export const relationWord = (line, up = true) => {
  const words = told.words.relations[line.type];
  return up ? (linePhase(line, viewOf()) === "planned" ? words.planned : words.label) : words.inverse;
};

/** @type {(line: LineRecord, up?: boolean) => HTMLElement} */
export function lineButton(line, up = true) {
  return make(
    "button",
    { type: "button", class: "line", onclick: () => choose("line", line.id) },
    relationWord(line, up),
  );
}

/* What is out of the ordinary of a line, in words. */
/** @type {(line: LineRecord) => string[]} */
export function tagWords(line) {
  const words = [];
  const heading = standing(line, viewOf());
  const phase = linePhase(line, viewOf());
  if (heading !== "in effect") {
    words.push(heading);
  }
  if (!["not-stated", "established"].includes(phase) && !words.includes(phase)) {
    words.push(phaseWord(phase));
  }
  if (line.certaintyWords || (line.certainty !== "stated" && !words.includes(line.certainty))) {
    words.push(certaintyOf(line));
  }
  if (state.day && heading === "in effect" && lineHolds(line, state.day) === "possibly") {
    words.push("possibly");
  }
  return words;
}

/** @type {(line: LineRecord) => HTMLElement[]} */
export const tags = (line) => tagWords(line).map((word) => make("span", { class: "tag" }, word));

/** @type {(line: LineRecord, from: string) => HTMLElement} */
function lineItem(line, from) {
  const up = line.subject === from;
  return make(
    "li",
    {},
    lineButton(line, up),
    " ",
    bodyButton(up ? line.object : line.subject),
    line.role ? make("span", {}, " (", bdi(line.role), ")") : null,
    ...tags(line),
    ...claimList(line.claims),
  );
}

/* The lines of a body by family and direction, memberships first: those that stand on the day in some way. */
/** @type {(id: string) => HTMLElement[]} */
export function lineSections(id) {
  const view = viewOf();
  const mine = linesAt.get(id) || [];
  const order = Object.keys(told.words.families);
  /** @type {HTMLElement[]} */
  const parts = [];
  for (const family of ["membership", ...order.filter((name) => name !== "membership")]) {
    for (const up of [false, true]) {
      const lines = mine.filter(
        (line) =>
          line.family === family &&
          (up ? line.subject === id : line.object === id) &&
          standing(line, view) !== "at other times",
      );
      if (!lines.length) {
        continue;
      }
      const title =
        family === "membership"
          ? up
            ? "Member of"
            : "Members"
          : told.words.families[family][0] + (up ? ", upward" : ", downward");
      parts.push(
        ...section(
          title + " (" + lines.length + ")",
          lines.map((line) => lineItem(line, id)),
        ),
      );
    }
  }
  return parts;
}

/* The lines of a body that do not hold on the day, and did or will at other times. */
/** @type {(id: string) => HTMLElement[]} */
export function linesAtOtherTimes(id) {
  const view = viewOf();
  const other = (linesAt.get(id) || []).filter((line) => standing(line, view) === "at other times");
  return section(
    "Relationships at other dates (" + other.length + ")",
    foldedItems(
      other.map((line) => lineItem(line, id)),
      20,
    ),
  );
}
