/* Three questions that the page can answer, made from what it carries: who sits on its largest partnership, what lies
   in two of a kind, and what changed on the day on which most changed. */
import { daysAfter, inWords } from "../calendar.js";
import { drawnBodies, told } from "../data.js";
import { before } from "../words.js";
import { reader } from "./asking.js";
import { manyOf } from "./said.js";

/** @type {<T>(counts: Map<T, number>, key: T) => Map<T, number>} */
const count = (counts, key) => counts.set(key, (counts.get(key) || 0) + 1);

/* The key that was counted most; the first in order where several were. */
/** @type {(counts: Map<string, number>) => [string, number] | null} */
const most = (counts) => [...counts].sort(([a, m], [b, n]) => n - m || before(a, b))[0] || null;

/* The shortest name by which a body alone is meant. */
/** @type {(id: string) => string} */
function shortest(id) {
  const { name, other, short } = told.bodies[id];
  const names = [name, ...other, ...short].filter((each) => each.includes(" ") && !each.includes("("));
  return (
    names
      .sort((a, b) => a.length - b.length)
      .find(
        (each) =>
          reader.names
            .called(each)
            .map((one) => one.id)
            .join() === id,
      ) || name
  );
}

/* The members of the bodies that are drawn, the system itself apart: a seat in it says little. */
const seats = Object.values(told.lines).filter(
  (line) =>
    line.family === "membership" &&
    !["denied", "uncertain"].includes(line.certainty) &&
    drawnBodies.includes(line.object) &&
    line.object !== told.system &&
    reader.vocabulary.isA(told.bodies[line.object].type, "Collaboration"),
);

/** @type {() => string[]} */
function whoSits() {
  const counts = seats.reduce(
    (sums, { object }) => count(sums, object),
    /** @type {Map<string, number>} */ (new Map()),
  );
  const body = most(counts) || [told.system];
  return ["Who sits on " + theName(shortest(body[0])) + "?"];
}

/** @type {(name: string) => string} */
const theName = (name) => (/^the /i.test(name) ? name : "the " + name);

/** @type {() => string[]} */
function whatIsInTwo() {
  /** @type {Map<string, Set<string>>} */
  const homes = new Map();
  for (const { subject, object } of seats) {
    const key = JSON.stringify([subject, told.bodies[object].type]);
    homes.set(key, (homes.get(key) || new Set()).add(object));
  }
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const [key, own] of homes) {
    const [subject, type] = JSON.parse(key);
    const kind = told.bodies[subject]?.type;
    if (own.size > 1 && kind) {
      count(counts, JSON.stringify([kind, type]));
    }
  }
  const pair = most(counts);
  if (!pair) {
    return [];
  }
  const [kind, type] = JSON.parse(pair[0]);
  const trust = reader.vocabulary.isA(kind, "NHSTrust") || kind === "FoundationTrust";
  return ["Which " + (trust ? "trusts" : manyOf(reader.data, kind)) + " are in two " + manyOf(reader.data, type) + "?"];
}

/** @type {() => string[]} */
function whatChanged() {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const event of Object.values(told.events)) {
    const [first, last] = event.days || [null, null];
    if (first && first === last && !event.planned && event.parts.some(([id]) => drawnBodies.includes(id))) {
      count(counts, first);
    }
  }
  const day = most(counts);
  return day && told.scope
    ? ["What changed between " + inWords(daysAfter(day[0], -1)) + " and " + inWords(day[0]) + "?"]
    : ["What is not stated about " + shortest(told.system) + "?"];
}

/* A test holds each to be read and answered by the page itself. */
/** @type {() => string[]} */
export const examples = () => [...whoSits(), ...whatIsInTwo(), ...whatChanged()];
