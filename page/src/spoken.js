/* What is said of a body that the arrow keys come to: its name and type, what no source states, and how many lines. */
import { gapsByHeading } from "./bodies.js";
import { linesAt, nameOf, told, typeLabel, typeOf } from "./data.js";
import { painted } from "./painting.js";
import { counted, listed } from "./words.js";

const MOST_GAPS = 3;

/** @type {(id: string) => string} */
export function spoken(id) {
  const gaps = told.bodies[id]
    ? gapsByHeading(id)
        .filter(([, own]) => own.length)
        .map(([heading, own]) => {
          const topics = [...new Set(own.map(({ text }) => text.slice(text.indexOf(": ") + 2)))];
          return heading.split(":")[0] + ": " + listed(topics, MOST_GAPS) + ".";
        })
    : [];
  const lines = (linesAt.get(id) || []).filter((line) => painted.shown.lines.has(line.id)).length;
  return [nameOf(id) + ", " + typeLabel(typeOf(id)) + ".", ...gaps, counted(lines, "line") + "."].join(" ");
}
