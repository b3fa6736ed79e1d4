/* What changed between two days, as "ics-graph ask changes" tells it of the system: only dates that sources state
   count, what is planned or put with a question mark does not, and what a date leaves open is told apart. */
import { passedCodes } from "./codes.js";
import { addTo, inScope, nameOf, scopeIds, told, typeLabel } from "./data.js";
import { admits, happened, lineHolds, whenBegan, whenEnded } from "./dates.js";
import { before, listed } from "./words.js";

const SEATS = ["membership", "leadership"];

/** @type {(first: Day, last: Day) => ChangedPart[]} */
export function changes(first, last) {
  /** @type {ChangedPart[]} */
  const parts = [];
  /** @type {(title: string, sure: boolean, mark: string, items: ChangedItem[]) => void} */
  const add = (title, sure, mark, items) => {
    if (items.length) {
      parts.push({ title, sure, mark, items });
    }
  };
  const events = Object.entries(told.events).filter(
    ([, event]) => !told.scope || event.parts.some(([id]) => scopeIds.has(id)),
  );
  for (const sure of [true, false]) {
    const how = sure ? "surely" : "perhaps";
    add(
      "Mergers and other events",
      sure,
      "event",
      events
        .filter(([, event]) => happened(event, first, last) === how)
        .map(([id, event]) => ({ kind: "event", id, words: event.kind + ": " + event.name })),
    );
  }
  const took = events
    .filter(([, event]) => happened(event, first, last) === "surely" && !event.planned)
    .map(([, event]) => event);
  const bodies = Object.values(told.bodies)
    .filter((body) => inScope(body.id) && !body.planned)
    .sort((a, b) => before(typeLabel(a.type), typeLabel(b.type)) || before(a.name, b.name) || before(a.id, b.id));
  for (const { title, when, words, mark, later } of [
    { title: "Bodies that were established", when: whenBegan, words: "established", mark: "added", later: false },
    { title: "Bodies that were abolished", when: whenEnded, words: "abolished", mark: "ended", later: true },
  ]) {
    for (const sure of [true, false]) {
      const how = sure ? "surely" : "perhaps";
      add(
        title,
        sure,
        mark,
        bodies
          .filter((body) => when(body, first, last) === how)
          .map((body) => ({
            kind: "body",
            id: body.id,
            words: (sure ? "was " : "may have been ") + words + succession(body.id, took, later),
            mark: markOf(body.id, took, later),
          })),
      );
    }
  }
  const turned = turn(first, last);
  add("Lines that moved to another body", true, "changed", turned.moved);
  for (const sure of [true, false]) {
    const items = turned.orphaned.filter((item) => Boolean(item.sure) === sure);
    add("Lines that lost an end: a body is gone, and no source ends the line", sure, "ended", items);
  }
  add("Lines that doubled: two of the same ends and role at once", true, "changed", turned.doubled);
  for (const seats of [true, false]) {
    /** @type {(item: ChangedItem) => boolean} */
    const mine = (item) => SEATS.includes(told.lines[item.id].family) === seats;
    const title = seats ? "Memberships and roles" : "Other lines";
    for (const { words, mark, sure, maybe } of [
      { words: "began", mark: "added", sure: turned.began, maybe: turned.mayHaveBegun },
      { words: "ended", mark: "ended", sure: turned.ended, maybe: turned.mayHaveEnded },
    ]) {
      add(title + " that " + words, true, mark, sure.filter(mine));
      add(title + " that " + words, false, mark, maybe.filter(mine));
    }
  }
  add("Codes that passed from one body to another", true, "changed", passedCodes(first, last));
  return parts;
}

/** @type {(id: string, events: EventRecord[], later: boolean) => string} */
function succession(id, events, later) {
  const [mine, theirs] = later ? ["original", "resulting"] : ["resulting", "original"];
  const successions = events.flatMap((event) => {
    const far = event.parts.filter(([, side]) => side === theirs).map(([other]) => other);
    const near = event.parts.some(([other, side]) => other === id && side === mine);
    return near && far.length && !far.includes(id)
      ? [listed([...new Set(far)].map(nameOf)) + " (" + event.kind + ")"]
      : [];
  });
  return successions.length ? ", " + (later ? "into " : "out of ") + successions.join("; ") : "";
}

/* The word beside a body in the picture: what it merged into, or came out of. */
/** @type {(id: string, events: EventRecord[], later: boolean) => string} */
function markOf(id, events, later) {
  const into = succession(id, events, later).replace(/^, /, "");
  return later
    ? into.endsWith(" (merger)")
      ? "− merged " + into.slice(0, -" (merger)".length)
      : "− abolished" + (into ? ", " + into : "")
    : "+ established" + (into ? ", " + into.replace(/ \(merger\)$/, "") : "");
}

/** @type {(first: Day, last: Day) => Turned} */
function turn(first, last) {
  /** @type {Turned} */
  const turned = { began: [], mayHaveBegun: [], ended: [], mayHaveEnded: [], orphaned: [], moved: [], doubled: [] };
  const stated = Object.values(told.lines).filter(
    (line) =>
      admits(line, { day: null, planned: false, uncertain: false, rules: false }) &&
      (inScope(line.subject) || inScope(line.object)),
  );
  /** @type {(line: LineRecord, words: string, more?: { sure?: boolean }) => ChangedLine} */
  const item = (line, words, more = {}) => ({ kind: "line", id: line.id, line, words, ...more });
  for (const line of stated) {
    const began = whenBegan(line, first, last);
    const ended = whenEnded(line, first, last);
    if (began === "not" && ended === "not") {
      continue;
    }
    if (began !== "not" && line.from) {
      (began === "surely" ? turned.began : turned.mayHaveBegun).push(
        item(line, began === "surely" ? "began" : "may have begun"),
      );
    }
    if (ended !== "not" && (line.until || line.byList)) {
      (ended === "surely" ? turned.ended : turned.mayHaveEnded).push(
        item(line, ended === "surely" ? "ended" : "may have ended"),
      );
    } else if (!line.until && !line.byList && first <= line.bounds[3] && line.bounds[3] < last) {
      const gone = [line.subject, line.object].filter(
        (end) => told.bodies[end] && told.bodies[end].bounds[3] === line.bounds[3],
      );
      const sure = gone.some((end) => whenEnded(told.bodies[end], first, last) === "surely");
      turned.orphaned.push(
        item(line, (sure ? "ended" : "may have ended") + " with " + (listed(gone.map(nameOf)) || "a body"), { sure }),
      );
    }
  }
  move(turned);
  const fresh = new Set(
    [...turned.began, ...turned.moved].filter(({ line }) => lineHolds(line, last) !== "no").map(({ id }) => id),
  );
  /** @type {Map<string, LineRecord[]>} */
  const alike = new Map();
  for (const line of stated) {
    if (lineHolds(line, last) === "no") {
      continue;
    }
    const seat = [line.subject, line.type, line.seat, line.object].join("|");
    alike.set(seat, [...(alike.get(seat) || []), line]);
  }
  for (const several of alike.values()) {
    if (several.length > 1 && several.some((line) => fresh.has(line.id))) {
      turned.doubled.push(...several.map((line) => item(line, "doubled")));
    }
  }
  return turned;
}

/* A line moved where its subject surely ended one and began another of the same type and role, to another body. */
/** @type {(turned: Turned) => void} */
function move(turned) {
  /** @type {(item: ChangedLine) => string} */
  const seat = ({ line }) => [line.subject, line.type, line.seat].join("|");
  /** @type {(items: ChangedLine[]) => Map<string, ChangedLine[]>} */
  const by = (items) => {
    const seats = new Map();
    for (const item of items) {
      addTo(seats, seat(item), item);
    }
    return seats;
  };
  const begun = by(turned.began);
  const gone = by([...turned.ended, ...turned.orphaned]);
  const moved = new Set();
  for (const [key, here] of begun) {
    const there = gone.get(key) || [];
    const came = here.filter((item) => !there.some((other) => other.line.object === item.line.object));
    const left = there.filter((item) => !here.some((other) => other.line.object === item.line.object));
    if (!came.length || !left.length) {
      continue;
    }
    /** @type {(items: ChangedLine[]) => string} */
    const names = (items) => listed([...new Set(items.map((item) => nameOf(item.line.object)))].sort());
    for (const item of left) {
      turned.moved.push({ ...item, words: "moved from here to " + names(came), mark: "± moved to " + names(came) });
    }
    for (const item of came) {
      turned.moved.push({ ...item, words: "moved here from " + names(left), mark: "± moved from " + names(left) });
    }
    for (const item of [...came, ...left]) {
      moved.add(item.id);
    }
  }
  for (const kind of /** @type {const} */ (["began", "ended", "orphaned"])) {
    turned[kind] = turned[kind].filter((item) => !moved.has(item.id));
  }
}

/* What the picture marks: of each body and line, whether it was added, ended or changed. */
/** @type {(parts: ChangedPart[]) => Map<string, Mark>} */
export function marksOf(parts) {
  /** @type {Map<string, Mark>} */
  const marks = new Map();
  for (const part of parts) {
    for (const item of part.items) {
      if (item.kind !== "event") {
        marks.set(item.id, { mark: part.mark, sure: part.sure, word: item.mark });
      }
    }
  }
  return marks;
}
