"use strict";
/* The one state of the page: which day, what is left out, what is chosen. All that is shown follows from it, and it is
   written into the address, so that a link brings back what was seen, whichever store the page is made from. */
const KINDS = ["type", "family", "phase", "certainty"];

const state = {
  day: told.start.day, /* null: any date */
  to: null, /* the second day, where two are compared */
  hidden: { type: new Set(), family: new Set(), phase: new Set(), certainty: new Set() },
  undated: true,
  chosen: null, /* ["body" | "line", id] */
  trace: null, /* ["route", from, to] or ["accountable", body] */
  tab: null,
  camera: null, /* [x, y, scale] once it was moved by hand */
};
if (!told.start.planned) state.hidden.phase.add("planned");
if (!told.start.uncertain) state.hidden.certainty.add("uncertain");
if (!told.start.rules) state.hidden.certainty.add("rule");
const initial = encode();

const viewOf = (day = state.day) => ({ day, planned: !state.hidden.phase.has("planned"), uncertain: !state.hidden.certainty.has("uncertain"), rules: !state.hidden.certainty.has("rule") });

function encode() {
  const words = [];
  const put = (name, value) => words.push(name + "=" + encodeURIComponent(value).replace(/%3A/g, ":").replace(/%2C/g, ","));
  put("day", state.day || "any");
  if (state.to) put("to", state.to);
  for (const kind of KINDS) put("without-" + kind, [...state.hidden[kind]].sort().join(","));
  if (!state.undated) put("undated", "no");
  if (state.chosen) put(state.chosen[0], state.chosen[1]);
  if (state.trace) put("trace", state.trace.map(encodeURIComponent).join(","));
  if (state.tab) put("tab", state.tab);
  if (state.camera) put("view", state.camera.join(","));
  return words.filter((word) => !word.startsWith("without-") || !word.endsWith("=")).join("&");
}

/* Take over what an address says, and return in words what of it this page does not know. */
function decode(text) {
  const words = new Map(text.replace(/^#/, "").split("&").filter(Boolean).map((word) => { const [name, ...rest] = word.split("="); return [name, unescaped(rest.join("="))]; }));
  const unknown = [];
  const known = (id) => { if (!told.bodies[id]) unknown.push(id); return Boolean(told.bodies[id]); };
  const day = words.get("day"), to = words.get("to");
  state.day = day && isDay(day) ? day : null;
  if (day && day !== "any" && !isDay(day)) unknown.push("day " + day);
  state.to = state.day && to && isDay(to) && to > state.day ? to : null;
  if (to && !state.to) unknown.push("day " + to);
  for (const kind of KINDS) state.hidden[kind] = new Set((words.get("without-" + kind) || "").split(",").filter(Boolean));
  state.undated = words.get("undated") !== "no";
  state.chosen = null;
  if (words.has("body") && known(words.get("body"))) state.chosen = ["body", words.get("body")];
  if (words.has("line")) { if (told.lines[words.get("line")]) state.chosen = ["line", words.get("line")]; else unknown.push(words.get("line")); }
  const trace = (words.get("trace") || "").split(",").map(unescaped);
  state.trace = null;
  if (trace[0] === "route" && trace.length === 3 && trace.slice(1).map(known).every(Boolean)) state.trace = trace;
  if (trace[0] === "accountable" && trace.length === 2 && known(trace[1])) state.trace = trace;
  state.tab = words.get("tab") || null;
  const camera = (words.get("view") || "").split(",").map(Number);
  state.camera = camera.length === 3 && camera.every(Number.isFinite) && camera[2] > 0 ? camera : null;
  return unknown;
}
function unescaped(text) { try { return decodeURIComponent(text); } catch { return text; } }

/* What is shown in the state: ids of bodies and lines drawn, and which of them the day leaves open. */
const drawnBodies = read("network").nodes.map((node) => node.id);
const drawnLines = read("network").edges.map((edge) => edge.id);

function shownOn(day) {
  const view = viewOf(day), { type, family, phase, certainty } = state.hidden;
  const bodies = new Set(), lines = new Set(), open = new Set();
  const there = (id) => { const body = told.bodies[id]; return !type.has(body.type) && (!day || holdsOn(body, day) !== "no"); };
  for (const id of drawnLines) {
    const line = told.lines[id];
    if (!admits(line, view) || family.has(line.family) || certainty.has(line.certainty) || phase.has(linePhase(line, view))) continue;
    if (day && !state.undated && undated(line)) continue;
    if (!there(line.subject) || !there(line.object)) continue;
    lines.add(id);
    if (day && lineHolds(line, day) !== "yes") open.add(id);
  }
  const linked = new Set([told.system]);
  for (const id of lines) { linked.add(told.lines[id].subject); linked.add(told.lines[id].object); }
  for (const id of drawnBodies) {
    const body = told.bodies[id];
    if (!there(id)) continue;
    const left = certainty.has(body.certainty) || phase.has(body.planned ? "planned" : phaseOn(body, day)) || (day && !state.undated && undated(body));
    /* What is left out itself stays where a line that is shown leads to it, as it does in every answer. */
    if (left && !linked.has(id)) continue;
    bodies.add(id);
    if (day && holdsOn(body, day) !== "yes") open.add(id);
  }
  return { bodies, lines, open };
}

/* Shown at all: on the day, or while two are compared on either of them. */
function shown() {
  const one = shownOn(state.day);
  if (!state.to) return one;
  const two = shownOn(state.to);
  const union = (a, b) => new Set([...a, ...b]);
  return { bodies: union(one.bodies, two.bodies), lines: union(one.lines, two.lines), open: new Set([...one.open].filter((id) => two.open.has(id))) };
}

const listeners = [];
const onChange = (listener) => listeners.push(listener);
/* Change the state and show it; only what is put into ``changes`` changes. */
function change(changes, { remember = true } = {}) {
  Object.assign(state, changes);
  for (const listener of listeners) listener(changes);
  if (remember) keepAddress();
}
function keepAddress() {
  const now = encode();
  history.replaceState(null, "", now === initial ? location.pathname + location.search : "#" + now);
}
