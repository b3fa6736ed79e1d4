/* What the page was filled with, read once, and bodies and lines by id, whether told in full or only by name. */
import { byId } from "./elements.js";
import { withIds } from "./picture/draw.js";

/** @type {(id: string) => any} */
const read = (id) => JSON.parse(byId("data-" + id).textContent || "");

/** @type {Plan} */
export const plan = read("plan");

/** @type {Told} */
export const told = withIds(read("told"));

/** @type {Drawing} */
export const drawing = read("network");

/* The ways to ask and the words they are read by. */
/** @type {ReadingData} */
export const readingData = read("reading");

/* The answers that the page carries; null where a server answers, or the page does not carry all they rest on. */
/** @type {AnswerData | null} */
export const answerData = read("answers");

/* Add an item to the list of a key, which begins with it. */
/** @type {<T>(lists: Map<string, T[]>, key: string, item: T) => void} */
export function addTo(lists, key, item) {
  const list = lists.get(key);
  if (list) {
    list.push(item);
  } else {
    lists.set(key, [item]);
  }
}

/* Bodies by id, whether told in full or only by name. */
/** @type {(id: string) => string} */
export const nameOf = (id) => (told.bodies[id] ? told.bodies[id].name : told.far[id] ? told.far[id][0] : id);

/** @type {(id: string) => string | null} */
export const typeOf = (id) => (told.bodies[id] ? told.bodies[id].type : told.far[id] ? told.far[id][1] : null);

/** @type {(type: string | null) => string} */
export const typeLabel = (type) => (type && told.words.types[type] ? told.words.types[type].label : type || "");

/** @type {Map<string, LineRecord[]>} */
export const linesAt = new Map();

for (const line of Object.values(told.lines)) {
  for (const end of new Set([line.subject, line.object])) {
    addTo(linesAt, end, line);
  }
}

/* The ids of the bodies and lines that are drawn, shown or not. */
/** @type {string[]} */
export const drawnBodies = drawing.nodes.map((node) => node.id);

/** @type {string[]} */
export const drawnLines = drawing.edges.map((edge) => edge.id);

/* The bodies at which a walk would go on with lines that the page of a large store does not carry. */
export const beyond = new Set(told.beyond || []);

export const scopeIds = new Set(told.scope || []);

/* Whether a body belongs to what the page is about, so that its changes count. */
/** @type {(id: string) => boolean} */
export const inScope = (id) => (told.scope ? scopeIds.has(id) : Boolean(told.bodies[id]));
