/* What is shown in a state: which of the bodies and lines drawn, and which of them the day leaves open. It reads
   what it is given and nothing else, so that the page and the command line have one rule. */
import { FIRST_DAY, admits, holdsOn, lineHolds, linePhase, phaseOn, undated } from "../dates.js";

/** @type {(state: Pick<State, "hidden">, day: Day | null) => View} */
export const viewIn = ({ hidden }, day) => ({
  day,
  planned: !hidden.phase.has("planned"),
  uncertain: !hidden.certainty.has("uncertain"),
  rules: !hidden.certainty.has("rule"),
});

/** @type {(data: Drawn, state: Pick<State, "hidden" | "undated">, day: Day | null) => Shown} */
export function shownIn(data, state, day) {
  const { told } = data;
  const view = viewIn(state, day);
  const { type, family, phase, certainty } = state.hidden;
  /** @type {Set<string>} */
  const bodies = new Set();
  /** @type {Set<string>} */
  const lines = new Set();
  /** @type {Set<string>} */
  const open = new Set();
  /** @type {(id: string) => boolean} */
  const wanted = (id) => !type.has(told.bodies[id].type);
  for (const id of data.lines) {
    const line = told.lines[id];
    if (
      !admits(line, view) ||
      family.has(line.family) ||
      certainty.has(line.certainty) ||
      phase.has(linePhase(line, view))
    ) {
      continue;
    }
    if (day && !state.undated && undated(line)) {
      continue;
    }
    if (!wanted(line.subject) || !wanted(line.object)) {
      continue;
    }
    lines.add(id);
    if (day && lineHolds(line, day) !== "yes") {
      open.add(id);
    }
  }
  const linked = new Set([told.system]);
  for (const id of lines) {
    linked.add(told.lines[id].subject);
    linked.add(told.lines[id].object);
  }
  for (const id of data.bodies) {
    const body = told.bodies[id];
    if (!wanted(id)) {
      continue;
    }
    const left =
      (day && holdsOn(body, day) === "no") ||
      certainty.has(body.certainty) ||
      phase.has(body.planned ? "planned" : phaseOn(body, day)) ||
      (day && !state.undated && undated(body));
    /* What is left out itself, or not yet there, stays where a line that is shown, such as a plan, leads to it. */
    if (left && !linked.has(id)) {
      continue;
    }
    bodies.add(id);
    if (day && holdsOn(body, day) !== "yes") {
      open.add(id);
    }
  }
  return { bodies, lines, open };
}

/* Shown at all: on the day, or while two are compared on either of them. */
/** @type {(data: Drawn, state: Pick<State, "hidden" | "undated"> & { day: Day | null; to: Day | null }) => Shown} */
export function shownAtAll(data, state) {
  const first = shownIn(data, state, state.day);
  if (!state.to) {
    return first;
  }
  const second = shownIn(data, state, state.to);
  /** @type {(a: Set<string>, b: Set<string>) => Set<string>} */
  const union = (a, b) => new Set([...a, ...b]);
  return {
    bodies: union(first.bodies, second.bodies),
    lines: union(first.lines, second.lines),
    open: new Set([...first.open].filter((id) => second.open.has(id))),
  };
}

/* What is not told of a body or line, because it holds of most. */
const COMMON = {
  planned: false,
  from: null,
  until: null,
  note: null,
  general: false,
  plan: null,
  role: null,
  byList: false,
  called: [],
};

/* What is told, each body and line with the id that it is told under, and with what holds where nothing else is
   told. */
/** @type {(told: Told) => Told} */
export function withIds(told) {
  for (const things of [told.bodies, told.lines]) {
    for (const [id, thing] of Object.entries(things)) {
      /** @type {Thing["phases"]} */
      const phases = { at: "not-stated", steps: [[FIRST_DAY, "not-stated"]] };
      Object.assign(thing, { ...COMMON, phases, ...thing, id });
    }
  }
  return told;
}
