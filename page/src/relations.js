/* The relationships of a body as its card and the summary count and list them: those of the view, by who is at the
   other end. */
import { linesAt, told, typeLabel, typeOf } from "./data.js";
import { lineHolds, standing } from "./dates.js";
import { headingOf } from "./picture/draw.js";
import { state, viewOf } from "./state.js";
import { before } from "./words.js";

/** @type {(line: LineRecord, id: string) => string} */
export const farOf = (line, id) => (line.subject === id ? line.object : line.subject);

/* The lines of a body that stand on the day in some way: also those that are planned, in doubt or denied. */
/** @type {(id: string) => LineRecord[]} */
export const standingLines = (id) => {
  const view = viewOf();
  return (linesAt.get(id) || []).filter((line) => !["at other times", "by rule"].includes(standing(line, view)));
};

/* Those of a family upward or downward; a line from a body to itself is on both sides. */
/** @type {(lines: LineRecord[], id: string, family: string, up: boolean) => LineRecord[]} */
export const ofFamily = (lines, id, family, up) =>
  lines.filter((line) => line.family === family && (up ? line.subject === id : line.object === id));

/* Whether a line counts: it is in effect on the day, and not planned, in doubt, denied or in general. */
/** @type {(line: LineRecord) => boolean} */
export const isFirm = (line) => standing(line, viewOf()) === "in effect";

/** @type {(line: LineRecord) => boolean} */
export const isPossible = (line) => lineHolds(line, state.day) === "possibly";

/* Under which heading a body is counted: councils of all types as councils. */
/** @type {(id: string) => string} */
export const headingOfBody = (id) => (kindOf(id) === "Council" ? "Councils" : headingOf(typeLabel(typeOf(id))));

/** @type {(id: string) => string} */
export function kindOf(id) {
  const type = typeOf(id);
  return type && told.words.types[type] ? told.words.types[type].kind : "";
}

/* Lines by the heading of the bodies at their far ends: partnerships, then the most first. */
/** @type {(lines: LineRecord[], id: string) => [string, LineRecord[]][]} */
export function byHeading(lines, id) {
  /** @type {Map<string, LineRecord[]>} */
  const groups = new Map();
  for (const line of lines) {
    const heading = headingOfBody(farOf(line, id));
    groups.set(heading, [...(groups.get(heading) || []), line]);
  }
  /** @type {(lines: LineRecord[]) => number} */
  const rank = ([line]) => Number(kindOf(farOf(line, id)) !== "Collaboration");
  return [...groups].sort(([a, x], [b, y]) => rank(x) - rank(y) || y.length - x.length || before(a, b));
}

/* A heading after a number, within a sentence: "4 NHS foundation trusts", "1 council". */
/** @type {(n: number, heading: string) => string} */
export function countedHeading(n, heading) {
  const words = /^(NHS|CCGs|GP|[A-Z]{2})/.test(heading) ? heading : heading.charAt(0).toLowerCase() + heading.slice(1);
  return n.toLocaleString("en-GB") + " " + (n === 1 ? one(words) : words);
}

/** @type {(many: string) => string} */
const one = (many) =>
  many === "people"
    ? "person"
    : many.endsWith("ies")
      ? many.slice(0, -3) + "y"
      : /s$/.test(many) && !/(in common|England)$/.test(many)
        ? many.slice(0, -1)
        : many;
