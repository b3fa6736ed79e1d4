/* What can be said of a body in two or three sentences. Silence is never read as "none". */
import { lifeInWords, notReadIn } from "./bodies.js";
import { nameOf, told } from "./data.js";
import { holdsOn, isBeyond, phaseOn } from "./dates.js";
import { relationWord } from "./lines.js";
import { byHeading, countedHeading, farOf, isFirm, isPossible, ofFamily, standingLines } from "./relations.js";
import { state } from "./state.js";
import { begun, certaintyOf, dates, listed, notKnown, phaseWord } from "./words.js";

/* How many of each kind there are, the most first: "four CCGs, two NHS foundation trusts and three others". */
/** @type {(lines: LineRecord[], id: string) => string} */
function countsOf(lines, id) {
  const groups = byHeading(lines, id).map(([heading, own]) =>
    countedHeading(new Set(own.map((line) => farOf(line, id))).size, heading),
  );
  return groups.length > 4
    ? groups.slice(0, 3).join(", ") + " and " + (groups.length - 3) + " other kinds"
    : listed(groups);
}

/** @type {(id: string) => string} */
export function answerFor(id) {
  const body = told.bodies[id];
  if (holdsOn(body, state.day) === "no") {
    return lifeInWords(id);
  }
  const lines = standingLines(id).filter(isFirm);
  const members = ofFamily(lines, id, "membership", false);
  const areas = ofFamily(lines, id, "coverage", true);
  const parts = ofFamily(lines, id, "structure", false).filter(({ type }) => type !== "atLevel");
  const homes = [...ofFamily(lines, id, "membership", true)];
  const above = ofFamily(lines, id, "accountability", true);
  const stated = above.filter(({ certainty }) => certainty !== "rule");
  const rules = above.filter(({ certainty }) => certainty === "rule");
  const leaders = ofFamily(lines, id, "leadership", false);
  /** @type {(line: LineRecord[]) => string} */
  const ends = (own) => listed([...new Set(own.map((line) => nameOf(farOf(line, id))))], 3);
  const clauses = [
    members.length ? countsOf(members, id) + (members.length === 1 ? " is a member" : " are members") : "",
    parts.length ? "its parts are " + countsOf(parts, id) : "",
    areas.length
      ? "it covers " +
        countsOf(areas, id)
          .replace(/\bcouncils\b/, "council areas")
          .replace(/\bcouncil$/, "council area")
      : "",
    homes.length ? "it is a member of " + ends(homes) : "",
  ].filter(Boolean);
  const firm = [...members, ...areas, ...parts, ...homes];
  const first = clauses.length ? (firm.every(isPossible) ? "in the sources, " : "") + listed(clauses) + "." : "";
  const silent = [
    leaders.length ? "" : "who leads it",
    stated.length || notReadIn(id, "accountability").length ? "" : "who it is accountable to",
  ].filter(Boolean);
  return [
    first,
    stated.length ? "It is accountable to " + ends(stated) + "." : "",
    !stated.length && notReadIn(id, "accountability").length
      ? "The parts that were read do not say who it is accountable to."
      : "",
    silent.length ? "No source says " + silent.join(" or ") + "." : "",
    rules.length
      ? "By law, it " +
        [...new Set(rules.map((line) => relationWord(line)))].slice(0, 2).join(" and ") +
        " " +
        ends(rules) +
        "."
      : "",
  ]
    .filter(Boolean)
    .map(begun)
    .join(" ");
}

/* Its phase, certainty and dates, and whether it existed on the day, in one small line. */
/** @type {(id: string) => string} */
export function statusOf(id) {
  const body = told.bodies[id];
  const phase = phaseOn(body, state.day);
  const there = {
    yes: "existed on this day",
    possibly: "possibly existed on this day",
    no: "did not exist on this day",
  };
  return begun(
    [
      phase === "not-stated" ? "" : phaseWord(phase),
      certaintyOf(body),
      "dates: " + dates(body),
      there[holdsOn(body, state.day)] + (isBeyond(body, state.day) ? "; " + notKnown(body) : ""),
    ]
      .filter(Boolean)
      .join(" · ") + ".",
  );
}

/* Other names, type and population, beneath the name. */
/** @type {(id: string) => string} */
export function underName(id) {
  const body = told.bodies[id];
  const people = body.facts.find((fact) => fact.label === "population" && fact.value);
  return [...body.other.slice(0, 2), told.words.types[body.type].label, people ? people.value : ""]
    .filter(Boolean)
    .join(" · ");
}
