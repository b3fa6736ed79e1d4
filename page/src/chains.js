/* The chain of delegation of a power: who gave it to whom, by which clause and version. Which steps it has on which day
   was worked out by the rules when the page was made (ics_graph/explorer/delegation_data.py). */
import { nameOf, told } from "./data.js";
import { dayInWords, listed } from "./words.js";

/* The powers of a body by the rows that stand on a day. */
/** @type {(id: string, day: Day) => Power[]} */
export const powersOn = (id, day) =>
  (told.bodies[id]?.decides || []).filter(({ from, until }) => (!from || from <= day) && (!until || day <= until));

/** @type {Map<string, [Power, string]>} */
const byId = new Map(
  Object.values(told.bodies).flatMap(({ id, decides }) => (decides || []).map((power) => [power.id, [power, id]])),
);

/* Whether the page tells of a power. */
/** @type {(id: string) => boolean} */
export const isPower = (id) => byId.has(id);

/* The power of a holder by a row: a row of a version is known by its place. */
/** @type {(holder: string, clause: string | undefined) => Power | undefined} */
export const powerBy = (holder, clause) => told.bodies[holder]?.decides?.find((power) => power.clause === clause);

/* The steps of a power on a day, and why it does not count, or not in every case. */
/** @type {(power: Power, day: Day) => { steps: ListRow[]; why: string }} */
export function stepsOn(power, day) {
  const [, places, why] = power.chains.filter(([from]) => from <= day).pop() || ["", [], ""];
  return { steps: places.map((place) => told.steps[place]), why };
}

/* The chain of a power as a finding: its steps on a day, and who gave it to whom. */
/** @type {(id: string, day: Day) => Delegation | null} */
export function chainOf(id, day) {
  const [power, holder] = byId.get(id) || [];
  if (!power || !holder) {
    return null;
  }
  const stands = powersOn(holder, day).includes(power);
  const { steps, why } = stands ? stepsOn(power, day) : { steps: [], why: "" };
  /** @type {[string, string][]} */
  const hops = steps.flatMap(({ of, id: to }) => (of && of !== to ? [[of, to]] : []));
  return { kind: "delegation", power, holder, stands, steps, why, hops };
}

/* One sentence that can be read out. */
/** @type {(chain: Delegation, day: Day) => string} */
export function chainSentence({ power, holder, stands, steps, why, hops }, day) {
  const on = "On " + dayInWords(day) + ", ";
  const row = "the row of " + nameOf(holder) + " on " + power.function + " (" + power.clause + ") ";
  if (!stands) {
    return on + row + "is not in force.";
  }
  if (!steps.length) {
    return on + row + "does not count: " + why + ".";
  }
  const limit = why ? " It does not count in every case: " + why.replace(/^not in every case: /, "") + "." : "";
  if (!hops.length) {
    return on + row + "keeps the power with " + nameOf(holder) + ": nobody else gave it." + limit;
  }
  const way = hops.map(([from, to]) => "from " + nameOf(from) + " to " + nameOf(to));
  return on + "the power over '" + power.function + "' passed " + listed(way) + "." + limit;
}
