/* The one state of the page: which day, what is left out, what is chosen. All that is shown follows from it, and it is
   written into the address, so that a link brings back what was seen, whichever store the page is made from. */
import { told } from "./data.js";
import { isDay } from "./dates.js";
import { viewIn } from "./picture/draw.js";
import { dayInWords } from "./words.js";

/** @type {Kind[]} */
export const KINDS = ["type", "family", "phase", "certainty"];

/* The day that the page was made for: there is always one, and a link without a day means it. */
export const pageDay = told.start.day;

/* How long a question in an address may be. */
const LONGEST = 1000;

/** @type {State} */
export const state = {
  day: pageDay,
  to: null /* the second day, where two are compared */,
  ask: null /* the question whose answer is shown */,
  hidden: { type: new Set(), family: new Set(), phase: new Set(), certainty: new Set() },
  undated: true,
  chosen: null /* ["body" | "line" | "meeting", id] */,
  card: null /* which part of a card is open; null: its overview */,
  trace: null /* ["route", from, to], ["accountable", body] or ["delegation", power] */,
  tab: null,
  camera: null /* [x, y, scale] once it was moved by hand */,
  picture: null /* "nested" or "network"; null: whichever shows best what is asked */,
  further: null /* the body of which what is not drawn at first is open */,
  open: new Set() /* the folds that were opened in the nested picture */,
};

/* What is left out as the page was made. */
/** @type {() => Record<Kind, Set<string>>} */
export const hiddenAtStart = () => ({
  type: new Set(),
  family: new Set(),
  phase: new Set(told.start.planned ? [] : ["planned"]),
  certainty: new Set([...(told.start.uncertain ? [] : ["uncertain"]), ...(told.start.rules ? [] : ["rule"])]),
});

export function resetFilters() {
  state.hidden = hiddenAtStart();
  state.undated = true;
}

/* Whether the filters are as the page was made. */
/** @type {() => boolean} */
export function isAtStart() {
  const start = hiddenAtStart();
  return (
    state.undated && KINDS.every((kind) => [...state.hidden[kind]].sort().join() === [...start[kind]].sort().join())
  );
}

resetFilters();

export const initial = encode();

/** @type {(day?: Day | null) => View} */
export const viewOf = (day = state.day) => viewIn(state, day);

/* Which of the two pictures is seen: a system opens nested; a trace and what is near one body open the network. */
/** @type {() => "nested" | "network"} */
export const pictureShown = () => state.picture || (state.trace || told.near ? "network" : "nested");

export function encode() {
  /** @type {string[]} */
  const words = [];
  /** @type {(name: string, value: string) => number} */
  const put = (name, value) =>
    words.push(name + "=" + encodeURIComponent(value).replace(/%3A/g, ":").replace(/%2C/g, ","));
  put("day", state.day);
  if (state.to) {
    put("to", state.to);
  }
  if (state.ask) {
    put("ask", state.ask);
  }
  for (const kind of KINDS) {
    put("without-" + kind, [...state.hidden[kind]].sort().join(","));
  }
  if (!state.undated) {
    put("undated", "no");
  }
  if (state.chosen) {
    put(state.chosen[0], state.chosen[1]);
  }
  if (state.card && state.chosen) {
    put("card", state.card);
  }
  if (state.trace) {
    put("trace", state.trace.map(encodeURIComponent).join(","));
  }
  if (state.tab) {
    put("tab", state.tab);
  }
  if (state.picture) {
    put("picture", state.picture);
  }
  if (state.open.size) {
    put("open", [...state.open].sort().join(","));
  }
  if (state.further) {
    put("further", state.further);
  }
  if (state.camera) {
    put("view", state.camera.join(","));
  }
  return words.filter((word) => !word.startsWith("without-") || !word.endsWith("=")).join("&");
}

/* Every date at once is a state that never was; links that ask for it open on the page's day. */
const ANY = "a picture of any date; the page shows " + dayInWords(pageDay);

/* Of two days the earlier is the first, whichever was typed first. */
function inOrder() {
  if (state.to && state.to < state.day) {
    [state.day, state.to] = [state.to, state.day];
  }
}

/* Take over what an address says, and return in words what of it this page does not know. */
/** @type {(text: string) => string[]} */
export function decode(text) {
  /** @type {Map<string, string>} */
  const words = new Map();
  for (const word of text.replace(/^#/, "").split("&").filter(Boolean)) {
    const [name, ...rest] = word.split("=");
    words.set(name, unescaped(rest.join("=")));
  }
  /** @type {string[]} */
  const unknown = [];
  /** @type {(id: string) => boolean} */
  const carried = (id) => {
    if (!told.bodies[id]) {
      unknown.push(id);
    }
    return Boolean(told.bodies[id]);
  };
  const day = words.get("day");
  const to = words.get("to");
  state.day = day && isDay(day) ? day : pageDay;
  if (day && !isDay(day)) {
    unknown.push(day === "any" ? ANY : "day " + day);
  }
  state.to = to && isDay(to) && to !== state.day ? to : null;
  if (to && !state.to) {
    unknown.push("day " + to);
  }
  inOrder();
  state.ask = (words.get("ask") || "").trim().slice(0, LONGEST) || null;
  for (const kind of KINDS) {
    state.hidden[kind] = new Set((words.get("without-" + kind) || "").split(",").filter(Boolean));
  }
  state.undated = words.get("undated") !== "no";
  state.chosen = null;
  const body = words.get("body");
  if (body !== undefined && carried(body)) {
    state.chosen = ["body", body];
  }
  const line = words.get("line");
  if (line !== undefined) {
    if (told.lines[line]) {
      state.chosen = ["line", line];
    } else {
      unknown.push(line);
    }
  }
  const meeting = words.get("meeting");
  if (meeting !== undefined) {
    if (told.meetings[meeting]) {
      state.chosen = ["meeting", meeting];
    } else {
      unknown.push(meeting);
    }
  }
  state.card = words.get("card") || null;
  const trace = (words.get("trace") || "").split(",").map(unescaped);
  state.trace = null;
  if (trace[0] === "route" && trace.length === 3 && trace.slice(1).map(carried).every(Boolean)) {
    state.trace = trace;
  }
  if (trace[0] === "accountable" && trace.length === 2 && carried(trace[1])) {
    state.trace = trace;
  }
  if (trace[0] === "delegation" && trace.length === 2) {
    const isKnown = Object.values(told.bodies).some(({ decides }) => decides?.some(({ id }) => id === trace[1]));
    if (isKnown) {
      state.trace = trace;
    } else {
      unknown.push(trace[1]);
    }
  }
  state.tab = words.get("tab") || null;
  const picture = words.get("picture");
  state.picture = picture === "nested" || picture === "network" ? picture : null;
  state.open = new Set((words.get("open") || "").split(",").filter(Boolean));
  const further = words.get("further");
  state.further = further && told.further[further] ? further : null;
  if (further && !state.further) {
    unknown.push(further);
  }
  const [x, y, scale, ...more] = (words.get("view") || "").split(",").map(Number);
  state.camera = [x, y, scale].every(Number.isFinite) && scale > 0 && !more.length ? [x, y, scale] : null;
  return unknown;
}

/** @type {(text: string) => string} */
function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @type {((changes: Partial<State>) => void)[]} */
const listeners = [];

/** @type {(listener: (changes: Partial<State>) => void) => number} */
export const onChange = (listener) => listeners.push(listener);

/* Change the state and show it; only what is put into ``changes`` changes. What a person chose is a ``step``, which
   Back undoes; what follows from it, or is still on its way (a key, a pixel of a slider), is none. */
/** @type {(changes: Partial<State>, options?: { remember?: boolean; step?: boolean }) => void} */
export function change(changes, { remember = true, step = true } = {}) {
  Object.assign(state, changes);
  inOrder();
  for (const listener of listeners) {
    listener(changes);
  }
  if (remember) {
    keepAddress(step);
  }
}

export function keepAddress(step = false) {
  const now = encode();
  const address = now === initial ? location.pathname + location.search : "#" + now;
  if (now === (location.hash.slice(1) || initial)) {
    return;
  }
  if (step) {
    history.pushState(null, "", address);
  } else {
    history.replaceState(null, "", address);
  }
}
