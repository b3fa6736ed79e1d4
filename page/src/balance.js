/* Whether the bodies of each type add up between two days, as ics_graph/answering/changes/balance.py has it: opening +
   opened − closed ± from other types = closing, held against the events. A test holds the two together. */
import { inScope, scopeIds, told, typeLabel, typeOf } from "./data.js";
import { happened, holdsOn } from "./dates.js";
import { before, dayInWords, listed } from "./words.js";

const BORNE_OUT = ["stated", "reported", "inferred", "disputed"];
const ENDING = ["merger", "split", "abolition"];
const MAKING = ["merger", "split", "establishment"];

/** @type {() => Tallied} */
const empty = () => ({
  opening: 0,
  closing: 0,
  opened: [],
  mayHaveOpened: [],
  closed: [],
  mayHaveClosed: [],
  came: new Map(),
  went: new Map(),
  faults: [],
});

/* Counted are single bodies that a source bears out. */
/** @type {(body: BodyRecord) => boolean} */
const counts = (body) => inScope(body.id) && !body.planned && !body.several && BORNE_OUT.includes(body.certainty);

/* The times in which a body was of one type, each with its bounds, cut by those of its life. */
/** @type {(body: BodyRecord) => { type: string; bounds: Bounds }[]} */
function timesOf(body) {
  if (!body.kinds.length) {
    return [{ type: body.type, bounds: body.bounds }];
  }
  /** @type {(a: Day, b: Day) => Day} */
  const later = (a, b) => (a > b ? a : b);
  /** @type {(a: Day, b: Day) => Day} */
  const earlier = (a, b) => (a < b ? a : b);
  return body.kinds
    .map(({ type, bounds: [a, b, c, d] }) => ({
      type,
      bounds: /** @type {Bounds} */ ([
        later(body.bounds[0], a),
        later(body.bounds[1], b),
        earlier(body.bounds[2], c),
        earlier(body.bounds[3], d),
      ]),
    }))
    .filter(({ bounds }) => bounds[0] <= bounds[3]);
}

/* Count one body, with all times in which it was of the type: it is there once, however often it was of it. */
/** @type {(tally: Tallied, id: string, times: { bounds: Bounds }[], first: Day, last: Day) => void} */
function place(tally, id, times, first, last) {
  /** @type {(time: { bounds: Bounds }, day: Day) => boolean} */
  const on = ({ bounds }, day) => bounds[0] <= day && day <= bounds[3];
  const there = times.some((time) => on(time, first));
  const later = times.some((time) => on(time, last));
  tally.opening += Number(there);
  tally.closing += Number(later);
  const between = times.filter(({ bounds }) => first < bounds[0] && bounds[3] < last && !(there || later));
  const came = later && !there ? times.filter((time) => on(time, last)).slice(0, 1) : between;
  const went = there && !later ? times.filter((time) => on(time, first)).slice(0, 1) : between;
  for (const { bounds } of came) {
    (bounds[1] <= last ? tally.opened : tally.mayHaveOpened).push(id);
  }
  for (const { bounds } of went) {
    (bounds[2] >= first ? tally.closed : tally.mayHaveClosed).push(id);
  }
}

/** @type {<T>(sets: Map<string, Set<T>>, key: string) => Set<T>} */
const at = (sets, key) => {
  const set = sets.get(key) || new Set();
  sets.set(key, set);
  return set;
};

/* Which bodies went whole into each event that took place between the days, and which came whole out of it. */
/** @type {(first: Day, last: Day) => { kind: string; went: string[]; came: string[] }[]} */
function sidesOf(first, last) {
  return Object.values(told.events)
    .filter((event) => !told.scope || event.parts.some(([id]) => scopeIds.has(id)))
    .filter((event) => !event.planned && happened(event, first, last) === "surely")
    .map((event) => {
      /** @type {(side: string) => string[]} */
      const whole = (side) => event.parts.filter(([, its, part]) => its === side && part === "whole").map(([id]) => id);
      const [went, came] = [whole("original"), whole("resulting")];
      return {
        kind: event.kind,
        went: went.filter((id) => !came.includes(id)),
        came: came.filter((id) => !went.includes(id)),
      };
    });
}

/* Find which bodies opened out of, or closed into, bodies of other types alone, and which changed their own. */
/** @type {(types: Map<string, Tallied>, sides: { went: string[]; came: string[] }[], bodies: BodyRecord[]) => void} */
function betweenTypes(types, sides, bodies) {
  /** @type {Map<string, Set<string>>} */
  const earlier = new Map();
  /** @type {Map<string, Set<string>>} */
  const later = new Map();
  for (const { went, came } of sides) {
    for (const id of came) {
      went.forEach((other) => at(earlier, id).add(typeOf(other) || ""));
    }
    for (const id of went) {
      came.forEach((other) => at(later, id).add(typeOf(other) || ""));
    }
  }
  /** @type {Map<string, Set<string>>} */
  const turnedFrom = new Map();
  /** @type {Map<string, Set<string>>} */
  const turnedInto = new Map();
  for (const body of bodies) {
    const times = timesOf(body);
    for (let n = 1; n < times.length; n++) {
      at(turnedInto, body.id + " " + times[n - 1].type).add(times[n].type);
      at(turnedFrom, body.id + " " + times[n].type).add(times[n - 1].type);
    }
  }
  for (const [name, tally] of types) {
    for (const [moved, ends, turned, into] of /** @type {const} */ ([
      [tally.opened, earlier, turnedFrom, tally.came],
      [tally.closed, later, turnedInto, tally.went],
    ])) {
      for (const id of moved) {
        const others = turned.get(id + " " + name) || ends.get(id) || new Set();
        if (others.size && !others.has(name)) {
          const words = listed([...others].map(typeLabel).sort());
          into.set(words, (into.get(words) || 0) + 1);
        }
      }
    }
  }
}

/* Find the bodies that an event takes away though their dates leave them there, or makes though they have none. */
/** @type {(types: Map<string, Tallied>, sides: { kind: string; went: string[]; came: string[] }[],
    bodies: BodyRecord[], first: Day, last: Day) => void} */
function againstEvents(types, sides, bodies, first, last) {
  const byId = new Map(bodies.map((body) => [body.id, body]));
  /** @type {(kinds: string[], side: "went" | "came") => BodyRecord[]} */
  const those = (kinds, side) =>
    [...new Set(sides.filter(({ kind }) => kinds.includes(kind)).flatMap((each) => each[side]))]
      .sort()
      .flatMap((id) => byId.get(id) || []);
  for (const body of those(ENDING, "went")) {
    if (holdsOn(body, last) !== "no") {
      types
        .get(body.type)
        ?.faults.push(
          body.name + " ended in an event, and by its dates it existed on " + dayInWords(last) + ", or may have",
        );
    }
  }
  for (const body of those(MAKING, "came")) {
    if (holdsOn(body, first) === "no" && holdsOn(body, last) === "no" && body.bounds[0] > last) {
      types
        .get(body.type)
        ?.faults.push(
          body.name + " began in an event, and by its dates it began only on " + dayInWords(body.bounds[0]),
        );
    }
  }
}

/* The signed terms between the opening and the closing number, each in words. */
/** @type {(tally: Tallied) => [number, string][]} */
function termsOf({ opened, mayHaveOpened, closed, mayHaveClosed, came, went }) {
  /** @type {(turns: Map<string, number>) => number} */
  const sum = (turns) => [...turns.values()].reduce((all, n) => all + n, 0);
  /** @type {(turns: Map<string, number>) => [string, number][]} */
  const inOrder = (turns) => [...turns].sort(([a], [b]) => before(a, b));
  /** @type {[number, string][]} */
  const terms = [
    [opened.length - sum(came), "established"],
    ...inOrder(came).map(([kind, n]) => /** @type {[number, string]} */ ([n, "from another type: " + kind])),
    [mayHaveOpened.length, "that may have been established"],
    [sum(went) - closed.length, "abolished"],
    ...inOrder(went).map(([kind, n]) => /** @type {[number, string]} */ ([-n, "into another type: " + kind])),
    [-mayHaveClosed.length, "that may have been abolished"],
  ];
  return terms.filter(([n]) => n);
}

/* A sentence for each type of which a body opened or closed between two days, in the words of the store. */
/** @type {(first: Day, last: Day) => { type: string; value: string }[]} */
export function balances(first, last) {
  const bodies = Object.values(told.bodies).filter(counts);
  /** @type {Map<string, Tallied>} */
  const types = new Map();
  for (const body of bodies) {
    const times = timesOf(body);
    for (const name of new Set(times.map(({ type }) => type))) {
      const tally = types.get(name) || empty();
      types.set(name, tally);
      const own = times.filter(({ type }) => type === name);
      place(tally, body.id, own, first, last);
    }
  }
  const sides = sidesOf(first, last);
  betweenTypes(types, sides, bodies);
  againstEvents(types, sides, bodies, first, last);
  /** @type {(n: number) => string} */
  const number = (n) => n.toLocaleString("en-GB");
  return [...types]
    .filter(
      ([, tally]) =>
        tally.opened.length + tally.closed.length + tally.mayHaveOpened.length + tally.mayHaveClosed.length > 0 ||
        tally.faults.length,
    )
    .sort(([a], [b]) => before(typeLabel(a), typeLabel(b)))
    .map(([type, tally]) => {
      const terms = termsOf(tally);
      const left = tally.closing - tally.opening - terms.reduce((sum, [n]) => sum + n, 0);
      const faults = [...(left ? ["the sum is out by " + (left > 0 ? "+" : "") + number(left)] : []), ...tally.faults];
      return {
        type,
        value:
          number(tally.opening) +
          " on " +
          dayInWords(first) +
          terms.map(([n, words]) => (n > 0 ? " + " : " − ") + number(Math.abs(n)) + " " + words).join("") +
          " = " +
          number(tally.closing) +
          " on " +
          dayInWords(last) +
          (faults.length ? "; does not balance with the events: " + faults.join("; ") : ""),
      };
    });
}
