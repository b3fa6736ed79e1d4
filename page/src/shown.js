/* What is shown in the state: which of the bodies and lines drawn, and which of them the day leaves open. */
import { drawnBodies, drawnLines, told } from "./data.js";
import { admits, holdsOn, lineHolds, linePhase, phaseOn, undated } from "./dates.js";
import { state, viewOf } from "./state.js";

/** @type {(day: Day | null) => Shown} */
export function shownOn(day) {
  const view = viewOf(day);
  const { type, family, phase, certainty } = state.hidden;
  /** @type {Set<string>} */
  const bodies = new Set();
  /** @type {Set<string>} */
  const lines = new Set();
  /** @type {Set<string>} */
  const open = new Set();
  /** @type {(id: string) => boolean} */
  const wanted = (id) => !type.has(told.bodies[id].type);
  for (const id of drawnLines) {
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
  for (const id of drawnBodies) {
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
/** @type {() => Shown} */
export function shown() {
  const first = shownOn(state.day);
  if (!state.to) {
    return first;
  }
  const second = shownOn(state.to);
  /** @type {(a: Set<string>, b: Set<string>) => Set<string>} */
  const union = (a, b) => new Set([...a, ...b]);
  return {
    bodies: union(first.bodies, second.bodies),
    lines: union(first.lines, second.lines),
    open: new Set([...first.open].filter((id) => second.open.has(id))),
  };
}
