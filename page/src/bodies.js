/* What is known of a body beyond its lines: names and codes, its life, what no source says, where sources differ. */
import { inWords } from "./calendar.js";
import { pairs } from "./claims.js";
import { linesAt, nameOf, told } from "./data.js";
import { holdsOn, isBeyond, phaseOn } from "./dates.js";
import { state } from "./state.js";
import { before, certaintyOf, dates, dayInWords, listed, notKnown, phaseWord } from "./words.js";

/* How a body takes part in an event, in words. */
/** @type {(side: string, part: string, role: string | null) => string} */
function howTakesPart(side, part, role) {
  if (part === "part" && (side === "original" || side === "resulting")) {
    return (side === "original" ? "a part of it passed" : "a part passed to it") + (role ? ", " + role : "");
  }
  return role || (side === "original" ? "predecessor" : side === "resulting" ? "successor" : side.replace("-", " "));
}

/* One of the types that a body was of, with its days. */
/** @type {(kind: BodyRecord["kinds"][number]) => string} */
function kindWords(kind) {
  return (
    kind.label +
    (kind.note ? " (" + kind.note + ")" : "") +
    (kind.from ? " from " + inWords(kind.from) : "") +
    (kind.until ? " to " + inWords(kind.until) : "")
  );
}

/* The life of a body in the order of its days; what has no day comes last. */
/** @type {(id: string) => Life[]} */
export function lifeOf(id) {
  const body = told.bodies[id];
  /** @type {Life[]} */
  const life = [];
  /** @type {(day: string | null, text: string, claims?: Claim[]) => number} */
  const add = (day, text, claims) => life.push({ day, text, claims });
  if (body.from) {
    add(body.from, "established");
  }
  if (body.until) {
    add(body.until, "abolished (its last day)");
  }
  for (const kind of body.kinds) {
    add(kind.from || kind.until, kindWords(kind));
  }
  for (const spell of body.spells) {
    add(
      spell.from || spell.until,
      phaseWord(spell.phase) +
        (spell.from ? " from " + inWords(spell.from) : "") +
        (spell.until ? " to " + inWords(spell.until) : ""),
    );
  }
  for (const [scheme, value, since, until] of body.codes) {
    if (since || until) {
      add(since || until, scheme + " code " + value + " " + dates({ from: since, until }));
    }
  }
  for (const event of Object.values(told.events)) {
    if (!event.parts.some(([member]) => member === id)) {
      continue;
    }
    const others = event.parts
      .filter(([member, side]) => member !== id || side === "original" || side === "resulting")
      .map(([member, side, part, role]) => nameOf(member) + ": " + howTakesPart(side, part, role));
    add(
      event.said,
      (event.planned ? "planned " : "") +
        event.kind +
        ": " +
        event.name +
        (others.length ? " (" + others.join("; ") + ")" : ""),
      event.claims,
    );
  }
  for (const line of linesAt.get(id) || []) {
    if (line.from || line.until) {
      add(
        line.from || line.until,
        (line.subject === id ? told.words.relations[line.type].label : told.words.relations[line.type].inverse) +
          " " +
          nameOf(line.subject === id ? line.object : line.subject) +
          " " +
          dates(line),
      );
    }
  }
  return life.sort((a, b) => before(a.day || "9999", b.day || "9999"));
}

/* Of a body that did not exist on the day: when it did, and what came before or after it. */
/** @type {(id: string) => string} */
export function lifeInWords(id) {
  const body = told.bodies[id];
  const gone = body.bounds[3] < state.day;
  const events = Object.values(told.events).filter(
    (event) =>
      !event.planned && event.parts.some(([other, side]) => other === id && side === (gone ? "original" : "resulting")),
  );
  const others = [
    ...new Set(
      events.flatMap((event) =>
        event.parts.filter(([, side]) => side === (gone ? "resulting" : "original")).map(([other]) => other),
      ),
    ),
  ].filter((other) => other !== id);
  return (
    (gone ? "It no longer existed on " : "It did not yet exist on ") +
    dayInWords(state.day) +
    "." +
    (body.from || body.until ? " It existed " + dates(body) + "." : "") +
    (others.length ? (gone ? " It was followed by " : " It came out of ") + listed(others.map(nameOf), 3) + "." : "")
  );
}

/* What of a body no source says: the gaps on record, and a line of accountability where there is none. */
/** @type {(id: string) => Gap[]} */
export function gapsOf(id) {
  const gaps = told.bodies[id].gaps;
  const stated = (linesAt.get(id) || []).some(
    (line) => line.family === "accountability" && line.subject === id && !["rule", "denied"].includes(line.certainty),
  );
  return stated || gaps.some((gap) => gap.topic === "accountability")
    ? gaps
    : [{ text: "not stated: to whom it is accountable", note: null, claims: null }, ...gaps];
}

/* The gaps of a body under their headings: what was not read may stand in a source, and is to be checked there. */
/** @type {(id: string) => [string, Gap[]][]} */
export function gapsByHeading(id) {
  const gaps = gapsOf(id);
  return [
    ["Not read: check it in the source", gaps.filter((gap) => gap.reason === "not-read")],
    ["Not stated", gaps.filter((gap) => gap.reason !== "not-read")],
  ];
}

/* Where to look for what was not read of a body on a topic; empty where no gap says so. */
/** @type {(id: string, topic: string) => string[]} */
export const notReadIn = (id, topic) => [
  ...new Set(
    told.bodies[id].gaps
      .filter((gap) => gap.reason === "not-read" && gap.topic === topic)
      .flatMap((gap) => gap.claims || [])
      .map((claim) => [told.sources[claim.source]?.title || claim.source, claim.locator].filter(Boolean).join(", ")),
  ),
];

/** @type {(id: string) => ListRow[]} */
export const conflictsOf = (id) =>
  told.lists ? told.lists.conflicts.filter((row) => row.id === id || row.of === id) : [];

/* Names, codes, phase, certainty and dates of a body. */
/** @type {(body: BodyRecord) => HTMLElement} */
export function bodyPairs(body) {
  const codes = body.codes.map(
    ([scheme, value, since, until]) =>
      scheme + " " + value + (since || until ? " (" + dates({ from: since, until }) + ")" : ""),
  );
  const there = {
    yes: "existed on that day",
    possibly: "possibly existed on that day",
    no: "did not exist on that day",
  };
  return pairs([
    ["Kind", body.kinds.map(kindWords).join("; ")],
    ["Also called", body.other.join("; ")],
    ["Codes", codes.join("; ")],
    ["Phase", phaseWord(phaseOn(body, state.day))],
    ["Certainty", certaintyOf(body)],
    ["Dates", dates(body)],
    [
      "On the day",
      state.day ? there[holdsOn(body, state.day)] + (isBeyond(body, state.day) ? "; " + notKnown(body) : "") : null,
    ],
    ["Note", body.note],
  ]);
}
