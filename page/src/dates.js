/* What holds on a day. The bounds were worked out in Python ("docs/explanation/as-of.md"); here they are only compared,
   and days written YYYY-MM-DD compare as text. A view is { day, planned, uncertain, rules }; without a day it is any
   date. */

export const FIRST_DAY = "0001-01-01";
export const LAST_DAY = "9999-12-31";

/** @type {(thing: Thing, day: Day) => Holds} */
export function holdsOn(thing, day) {
  const [startMin, startMax, endMin, endMax] = thing.bounds;
  if (day < startMin || day > endMax) {
    return "no";
  }
  return startMax <= day && day <= endMin ? "yes" : "possibly";
}

/** @type {(line: LineRecord, day: Day) => Holds} */
export const lineHolds = (line, day) => (line.planned ? "no" : holdsOn(line, day));

/* The last day on which a source surely saw a thing; null where no such day is known. */
/** @type {(thing: Thing) => Day | null} */
export function lastSeen({ bounds: [startMin, startMax, endMin] }) {
  if (endMin === FIRST_DAY) {
    return null;
  }
  return endMin < startMin && startMin < startMax ? startMin : endMin;
}

/* Whether a thing is past its sources: it may hold on a day, which is after the last on which it surely was seen. */
/** @type {(thing: Thing, day: Day) => boolean} */
export const isBeyond = (thing, day) => holdsOn(thing, day) === "possibly" && day > (lastSeen(thing) || FIRST_DAY);

/* Whether a line counts in a view, as the stores ask it of their query languages. */
/** @type {(line: LineRecord, view: View) => boolean} */
export function admits(line, view) {
  if (line.certainty === "denied" || line.general) {
    return false;
  }
  if ((line.certainty === "uncertain" && !view.uncertain) || (line.certainty === "rule" && !view.rules)) {
    return false;
  }
  if (!view.day) {
    return view.planned || !line.planned;
  }
  if (!line.planned && line.bounds[0] <= view.day && view.day <= line.bounds[3]) {
    return true;
  }
  return view.planned && foreseen(line, view.day);
}

/** @type {(line: LineRecord, day: Day | null) => boolean} */
const foreseen = (line, day) => line.plan !== null && (!day || (line.plan[0] <= day && day <= line.plan[1]));

/* Why a line stands where it does in a view: "in effect" where nothing is in its way. */
/** @type {(line: LineRecord, view: View) => string} */
export function standing(line, view) {
  if (line.certainty === "denied") {
    return "denied";
  }
  const timely = !view.day || (line.bounds[0] <= view.day && view.day <= line.bounds[3]);
  if (line.planned || !timely) {
    return foreseen(line, view.day) ? "planned" : "at other times";
  }
  if (line.certainty === "uncertain") {
    return "uncertain";
  }
  if (line.certainty === "rule" && !view.rules) {
    return "by rule";
  }
  return line.general ? "in general" : "in effect";
}

/** @type {(thing: Thing, day: Day | null) => string} */
export function phaseOn(thing, day) {
  if (!day) {
    return thing.phases.at;
  }
  let phase = "not-stated";
  for (const [from, name] of thing.phases.steps) {
    if (from > day) {
      break;
    }
    phase = name;
  }
  return phase;
}

/** @type {(line: LineRecord, view: View) => string} */
export const linePhase = (line, view) => (standing(line, view) === "planned" ? "planned" : phaseOn(line, view.day));

/* Whether the stated first or last day of a thing lies after one day and up to another: surely, perhaps, not. */
/** @type {(thing: Thing, first: Day, last: Day) => Sure} */
export function whenBegan({ from, bounds: [startMin, startMax] }, first, last) {
  if (!from || startMin === FIRST_DAY || startMin > last || startMax <= first) {
    return "not";
  }
  return first < startMin && startMax <= last ? "surely" : "perhaps";
}

/** @type {(thing: Thing, first: Day, last: Day) => Sure} */
export function whenEnded({ bounds: [, , endMin, endMax] }, first, last) {
  if (endMax === LAST_DAY || endMax < first || endMin >= last) {
    return "not";
  }
  return first <= endMin && endMax < last ? "surely" : "perhaps";
}

/** @type {(event: EventRecord, first: Day, last: Day) => Sure} */
export function happened(event, first, last) {
  if (!event.days || event.days[1] <= first || event.days[0] > last) {
    return "not";
  }
  return first < event.days[0] && event.days[1] <= last ? "surely" : "perhaps";
}

/** @type {(text: string) => boolean} */
export const isDay = (text) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text + "T00:00:00Z")) &&
  new Date(text + "T00:00:00Z").toISOString().slice(0, 10) === text;

/** @type {(thing: Thing) => boolean} */
export const undated = (thing) => !thing.from && !thing.until;
