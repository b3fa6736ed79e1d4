/* How much of what there is is shown, and in words what is left out. */
import { drawnBodies, drawnLines, told, typeLabel } from "./data.js";
import { admits, holdsOn, linePhase, phaseOn } from "./dates.js";
import { painted } from "./painting.js";
import { KINDS, state } from "./state.js";
import { certaintyWord, phaseWord } from "./words.js";

/* How many bodies and lines of each kind there are on the day, and how many of them are shown. */
/** @type {() => Tally} */
export function tally() {
  /** @type {Tally} */
  const counts = { type: new Map(), family: new Map(), phase: new Map(), certainty: new Map() };
  /** @type {(kind: Kind, name: string, what: "bodies" | "lines", seen: boolean) => void} */
  const count = (kind, name, what, seen) => {
    const entry = counts[kind].get(name) || { bodies: [0, 0], lines: [0, 0] };
    counts[kind].set(name, entry);
    const pair = entry[what];
    pair[1]++;
    if (seen) {
      pair[0]++;
    }
  };
  const all = { day: state.day, planned: true, uncertain: true, rules: true };
  const { bodies, lines } = painted.shown;
  for (const id of drawnBodies) {
    const body = told.bodies[id];
    if (state.day && !state.to && holdsOn(body, state.day) === "no") {
      continue;
    }
    count("type", body.type, "bodies", bodies.has(id));
    count("phase", body.planned ? "planned" : phaseOn(body, state.day), "bodies", bodies.has(id));
    count("certainty", body.certainty, "bodies", bodies.has(id));
  }
  for (const id of drawnLines) {
    const line = told.lines[id];
    if (!admits(line, all) && !(state.to && admits(line, { ...all, day: state.to }))) {
      continue;
    }
    count("family", line.family, "lines", lines.has(id));
    count("phase", linePhase(line, all), "lines", lines.has(id));
    count("certainty", line.certainty, "lines", lines.has(id));
  }
  return counts;
}

export const filtersInWords = () => {
  /** @type {Record<Kind, (name: string) => string>} */
  const label = {
    type: typeLabel,
    family: (name) => "lines of " + told.words.families[name][0],
    phase: (name) => "phase " + phaseWord(name),
    certainty: (name) => certaintyWord(name),
  };
  const words = KINDS.flatMap((kind) =>
    [...state.hidden[kind]].sort().map((name) => (label[kind](name) || name).toLowerCase()),
  );
  return (
    (words.length ? "Left out: " + words.join(", ") : "Nothing left out") +
    (state.undated || !state.day ? "" : "; without what is undated")
  );
};
