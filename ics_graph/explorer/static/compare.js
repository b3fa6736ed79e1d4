"use strict";
/* What changed between two days, as "ics-graph ask changes" tells it of the system: only dates that sources state count,
   what is planned or put with a question mark does not, and what a date leaves open is told apart. */
const inScope = (id) => (told.scope ? scopeIds.has(id) : Boolean(told.bodies[id]));
const scopeIds = new Set(told.scope || []);
const SEATS = ["membership", "leadership"];

function changes(first, last) {
  const parts = [];
  const add = (title, sure, mark, items) => { if (items.length) parts.push({ title, sure, mark, items }); };
  const events = Object.entries(told.events).filter(([, event]) => !told.scope || event.parts.some(([id]) => scopeIds.has(id)));
  for (const [words, sure] of [["surely", true], ["perhaps", false]]) {
    add("Mergers and other events", sure, "event", events.filter(([, event]) => happened(event, first, last) === words).map(([id, event]) => ({ kind: "event", id, words: event.kind + ": " + event.name })));
  }
  const took = events.filter(([, event]) => happened(event, first, last) === "surely" && !event.planned).map(([, event]) => event);
  const bodies = Object.values(told.bodies).filter((body) => inScope(body.id) && !body.planned).sort((a, b) => before(typeLabel(a.type), typeLabel(b.type)) || before(a.name, b.name) || before(a.id, b.id));
  for (const [title, when, words, mark, later] of [["Bodies that opened", whenBegan, "opened", "added", false], ["Bodies that closed", whenEnded, "closed", "ended", true]]) {
    for (const [how, sure] of [["surely", true], ["perhaps", false]]) {
      add(title, sure, mark, bodies.filter((body) => when(body, first, last) === how).map((body) => ({ kind: "body", id: body.id, words: (sure ? "" : "may have ") + words + succession(body.id, took, later) })));
    }
  }
  const turned = turn(first, last);
  add("Lines that moved to another body", true, "changed", turned.moved);
  for (const [sure, items] of [[true, turned.orphaned.filter((item) => item.sure)], [false, turned.orphaned.filter((item) => !item.sure)]]) add("Lines that lost an end: a body is gone, and no source ends the line", sure, "ended", items);
  add("Lines that doubled: two of the same ends and role at once", true, "changed", turned.doubled);
  for (const seats of [true, false]) {
    const mine = (item) => SEATS.includes(told.lines[item.id].family) === seats, title = seats ? "Memberships and roles" : "Other lines";
    for (const [words, mark, sure, maybe] of [["began", "added", turned.began, turned.mayHaveBegun], ["ended", "ended", turned.ended, turned.mayHaveEnded]]) {
      add(title + " that " + words, true, mark, sure.filter(mine));
      add(title + " that may have " + (words === "began" ? "begun" : "ended"), false, mark, maybe.filter(mine));
    }
  }
  add("Codes that passed from one body to another", true, "changed", passedCodes(first, last));
  return parts;
}

function succession(id, events, later) {
  const [mine, theirs] = later ? ["original", "resulting"] : ["resulting", "original"];
  const told_ = events.flatMap((event) => {
    const far = event.parts.filter(([, side]) => side === theirs).map(([other]) => other);
    const near = event.parts.some(([other, side]) => other === id && side === mine);
    return near && far.length && !far.includes(id) ? [listed([...new Set(far)].map(nameOf)) + " (" + event.kind + ")"] : [];
  });
  return told_.length ? ", " + (later ? "into " : "out of ") + told_.join("; ") : "";
}

function turn(first, last) {
  const found = { began: [], mayHaveBegun: [], ended: [], mayHaveEnded: [], orphaned: [], moved: [], doubled: [] };
  const stated = Object.values(told.lines).filter((line) => admits(line, { day: null, planned: false, uncertain: false, rules: false }) && (inScope(line.subject) || inScope(line.object)));
  const item = (line, words, more = {}) => ({ kind: "line", id: line.id, line, words, ...more });
  for (const line of stated) {
    const began = whenBegan(line, first, last), ended = whenEnded(line, first, last);
    if (began === "not" && ended === "not") continue;
    if (began !== "not" && line.from) (began === "surely" ? found.began : found.mayHaveBegun).push(item(line, began === "surely" ? "began" : "may have begun"));
    if (ended !== "not" && line.until) (ended === "surely" ? found.ended : found.mayHaveEnded).push(item(line, ended === "surely" ? "ended" : "may have ended"));
    else if (!line.until && first <= line.bounds[3] && line.bounds[3] < last) {
      const gone = [line.subject, line.object].filter((end) => told.bodies[end] && told.bodies[end].bounds[3] === line.bounds[3]);
      const sure = gone.some((end) => whenEnded(told.bodies[end], first, last) === "surely");
      found.orphaned.push(item(line, (sure ? "ended" : "may have ended") + " with " + (listed(gone.map(nameOf)) || "a body"), { sure }));
    }
  }
  move(found);
  const fresh = new Set([...found.began, ...found.moved].filter(({ line }) => lineHolds(line, last) !== "no").map(({ id }) => id));
  const alike = new Map();
  for (const line of stated) {
    if (lineHolds(line, last) === "no") continue;
    const seat = [line.subject, line.type, line.seat, line.object].join("|");
    alike.set(seat, [...(alike.get(seat) || []), line]);
  }
  for (const several of alike.values()) if (several.length > 1 && several.some((line) => fresh.has(line.id))) found.doubled.push(...several.map((line) => item(line, "doubled")));
  return found;
}

/* A line moved where its subject surely ended one and began another of the same type and role, to another body. */
function move(found) {
  const seat = ({ line }) => [line.subject, line.type, line.seat].join("|");
  const by = (items) => items.reduce((map, one) => map.set(seat(one), [...(map.get(seat(one)) || []), one]), new Map());
  const begun = by(found.began), gone = by([...found.ended, ...found.orphaned]), moved = new Set();
  for (const [key, here] of begun) {
    const there = gone.get(key) || [];
    const came = here.filter((one) => !there.some((two) => two.line.object === one.line.object));
    const left = there.filter((one) => !here.some((two) => two.line.object === one.line.object));
    if (!came.length || !left.length) continue;
    const names = (items) => listed([...new Set(items.map((one) => nameOf(one.line.object)))].sort());
    for (const one of left) found.moved.push({ ...one, words: "moved from here to " + names(came) });
    for (const one of came) found.moved.push({ ...one, words: "moved here from " + names(left) });
    for (const one of [...came, ...left]) moved.add(one.id);
  }
  for (const kind of ["began", "ended", "orphaned"]) found[kind] = found[kind].filter((one) => !moved.has(one.id));
}

/* Codes that one body had on the first day and another has on the last, and had not then. */
function passedCodes(first, last) {
  const held = (body, since, until, day) => {
    if (body.planned || holdsOn(body, day) === "no") return false;
    if (!since && !until) return holdsOn(body, day) === "yes";
    return (!since || latest(since) <= day) && (!until || day <= earliest(until)) && (since || latest(until) <= day);
  };
  const at = (day) => {
    const holders = new Map();
    for (const body of Object.values(told.bodies)) for (const [scheme, value, since, until] of body.codes) {
      if (!held(body, since, until, day)) continue;
      const code = scheme + " code " + value;
      holders.set(code, [...(holders.get(code) || []), body.id]);
    }
    return holders;
  };
  const was = at(first), is = at(last), found = [];
  for (const code of [...was.keys()].filter((one) => is.has(one)).sort()) {
    for (const old of was.get(code)) for (const now of is.get(code)) {
      if (is.get(code).includes(old) || was.get(code).includes(now) || !(inScope(old) || inScope(now))) continue;
      found.push({ kind: "body", id: now, words: code + " was that of " + nameOf(old) + "; that does not say that one followed the other" });
    }
  }
  return found;
}
const earliest = (date) => (date + "-01-01").slice(0, 10);
const latest = (date) => (date.length === 10 ? date : date.length === 4 ? date + "-12-31" : new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).toISOString().slice(0, 10));

/* What the picture marks: of each body and line, whether it was added, ended or changed. */
function marksOf(parts) {
  const marks = new Map();
  for (const part of parts) for (const one of part.items) if (one.kind !== "event") marks.set(one.id, { mark: part.mark, sure: part.sure });
  return marks;
}
