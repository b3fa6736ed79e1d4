/* The cards, headings and rows of the picture, before anything has a place: who stands where, and with which words. */
import { badgesOf, isChange, isFurther } from "./badges.js";
import { insideCount, kindOf } from "./nesting.js";
import { headingOf, rowName } from "./naming.js";

/* The order of headings in a card: who commissions, who provides, then the rest, then areas. */
const ORDER = [
  "IntegratedCareBoard",
  "ClinicalCommissioningGroup",
  "PrimaryCareTrust",
  "NHSTrust",
  "Council",
  "CombinedAuthority",
  "Organisation",
  "Collaboration",
  "Activity",
  "Programme",
  "OrganisationalUnit",
  "Constituency",
  "Post",
  "Person",
  "SystemLevel",
];

/* Under which heading a body stands in its home. */
/** @type {(context: Context, node: Nested) => { key: string; heading: string; order: string }} */
function headingFor({ told }, node) {
  const { type } = told.bodies[node.id];
  const kind = kindOf(told, node.id);
  const rank = String(ORDER.indexOf(kind) < 0 ? ORDER.length : ORDER.indexOf(kind)).padStart(2, "0");
  if (node.how === "area") {
    return { key: "areas", heading: "Areas covered", order: "99" };
  }
  if (kind === "OrganisationalUnit" && !/^(Division|Site|SubICB|NHSEngland)/.test(type)) {
    return { key: "groups", heading: "Groups and boards", order: rank };
  }
  if (kind === "Council") {
    return { key: "councils", heading: "Councils", order: rank };
  }
  return { key: type, heading: headingOf(told.words.types[type].label), order: rank + type };
}

/* The words that a line adds to the body that it puts inside another. */
/** @type {(context: Context, node: Nested) => [string, Tone][]} */
function wordsOfLines(context, node) {
  const { told, shown, phaseOfLine } = context;
  if (!node.lines.length) {
    return [];
  }
  /** @type {[string, Tone][]} */
  const words = [];
  const lines = node.lines.map((id) => told.lines[id]);
  const certain = lines.find((line) => ["stated", "reported"].includes(line.certainty)) || lines[0];
  if (certain.certainty !== "stated") {
    words.push([told.words.certainties[certain.certainty], ""]);
  }
  const phase = phaseOfLine(certain);
  if (phase === "planned" || phase === "shadow") {
    words.push([told.words.phases[phase].toLowerCase(), ""]);
  }
  if (phase !== "planned" && node.lines.every((id) => shown.open.has(id))) {
    words.push(["possibly", ""]);
  }
  return [...words, ...movesOf(context, node)];
}

/* How a membership or part changed between two days, where its body went on. */
/** @type {(context: Context, node: Nested) => [string, Tone][]} */
function movesOf({ marks }, node) {
  const marked = node.lines.map((id) => marks?.get(id)).filter((mark) => mark !== undefined);
  if (!marked.length || marks?.has(node.id)) {
    return [];
  }
  return marked.map(({ mark, sure, word }) => [
    (sure ? "" : "perhaps ") + (word || { added: "+ joined", ended: "− left", changed: "± changed" }[mark] || mark),
    /** @type {Tone} */ (mark),
  ]);
}

/** @type {(lists: [string, Tone][][]) => [string, Tone][]} */
function together(lists) {
  /** @type {Map<string, Tone>} */
  const words = new Map();
  for (const [text, tone] of lists.flat()) {
    if (!words.has(text)) {
      words.set(text, tone);
    }
  }
  return [...words];
}

/** @type {(context: Context, node: Nested, home: string) => RowModel} */
export function rowOf(context, node, home) {
  const { told, nesting, courseWords } = context;
  const body = told.bodies[node.id];
  const kind = kindOf(told, node.id);
  const { name, acronym } = rowName(body, kind);
  const others = [...(nesting.homes.get(node.id) || [])].filter((id) => id !== home && isWithin(nesting, id));
  const first = nesting.placed.get(node.id)?.home;
  const also = node.hollow ? (first ? [first] : []) : others;
  const seat = node.how === "seat" ? node.lines.map((id) => told.lines[id].role).find(Boolean) : null;
  return {
    id: node.id,
    home,
    name: seat ? seat + ": " + name : name,
    acronym,
    shape: context.looks[kind] ? context.looks[kind][0] : "ring",
    kind,
    hollow: node.hollow,
    also: also.length ? "also in " + listed(also.map((id) => shortOf(told, id))) : "",
    words: together([
      node.hollow ? [] : courseWords(node.id),
      wordsOfLines(context, node),
      badgesOf(context, node.id, false),
    ]),
    title: body.name + ", " + told.words.types[body.type].label + (node.hollow ? " (" + "in two" + ")" : ""),
    inside: insideCount(node),
    children: node.children.map((child) => rowOf(context, child, node.id)),
  };
}

/* Whether a body stands somewhere inside the system, below its own card. */
/** @type {(nesting: Nesting, id: string) => boolean} */
function isWithin({ placed, root }, id) {
  let at = placed.get(id);
  while (at && at.home !== null) {
    if (at.home === root?.id) {
      return true;
    }
    at = placed.get(at.home);
  }
  return false;
}

/** @type {(names: string[]) => string} */
const listed = (names) =>
  names.length > 2 ? names.slice(0, 2).join(", ") + " and " + (names.length - 2) + " more" : names.join(" and ");

/* A name short enough to point with: the acronym or short form of a body, else its name. */
/** @type {(told: Told, id: string) => string} */
export function shortOf(told, id) {
  if (!told.bodies[id]) {
    return told.far[id] ? told.far[id][0] : id;
  }
  const { name, other } = told.bodies[id];
  return [...other].filter((text) => text.length < name.length && / (ICP|ICS|CCG|ICB)$/.test(text))[0] || name;
}

/* The headings of a home with their rows, in their order. */
/** @type {(context: Context, nodes: Nested[], home: string) => GroupModel[]} */
export function groupsOf(context, nodes, home) {
  /** @type {Map<string, GroupModel & { order: string }>} */
  const groups = new Map();
  for (const node of nodes) {
    const { key, heading, order } = headingFor(context, node);
    const group = groups.get(key) || { key: home + "/" + key, heading, order, rows: [], words: [] };
    groups.set(key, group);
    group.rows.push(rowOf(context, node, home));
  }
  for (const [key, group] of groups) {
    if (key === "areas" && group.rows.every((row) => row.kind === "Council")) {
      group.heading = "Council areas covered";
    }
    unambiguous(context, group.rows);
    /* By the name that is read, whatever the name in use. */
    group.rows.sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  }
  return [...groups.values()].sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.key < b.key ? -1 : 1));
}

/* Two rows that would read alike get the words back that their heading took from them. */
/** @type {(context: Context, rows: RowModel[]) => void} */
function unambiguous({ told }, rows) {
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const row of rows) {
    times.set(row.name, (times.get(row.name) || 0) + 1);
  }
  for (const row of rows) {
    if ((times.get(row.name) || 0) > 1) {
      row.name = told.bodies[row.id].name;
    }
  }
}

/* Who leads or chairs a body, or what is on record instead. */
/** @type {(context: Context, node: Nested) => string} */
function leaderWords({ told }, node) {
  const topics = told.bodies[node.id].gaps.filter((gap) => gap.topic === "leadership" || gap.topic === "chair");
  return topics.some((gap) => gap.reason === "not-read") ? "not read" : "not stated";
}

/** @type {(context: Context, node: Nested) => CardModel} */
export function cardOf(context, node) {
  const { told } = context;
  const body = told.bodies[node.id];
  const seats = node.children.filter((child) => child.how === "seat");
  return {
    id: node.id,
    title: body.name,
    type: told.words.types[body.type].label,
    strength: context.strengthOfBody(node.id),
    badges: together([context.courseWords(node.id), badgesOf(context, node.id, true), wordsOfLines(context, node)]),
    leader: seats.length ? null : leaderWords(context, node),
    seats: seats.map((seat) => rowOf(context, seat, node.id)),
    groups: groupsOf(
      context,
      node.children.filter((child) => child.how !== "seat"),
      node.id,
    ),
  };
}

/* What all have in common is said once above them, and not again on each; what opens stands on each. */
/** @type {(lists: [string, Tone][][]) => [string, Tone][]} */
const common = (lists) =>
  lists.length > 1
    ? lists[0].filter(
        ([text, tone]) =>
          !isFurther(text) && !isChange(tone) && lists.every((list) => list.some(([other]) => other === text)),
      )
    : [];

/** @type {(list: [string, Tone][], gone: [string, Tone][]) => [string, Tone][]} */
const without = (list, gone) => list.filter(([text]) => !gone.some(([other]) => other === text));

/* Say once for a band what holds of all its cards and of all their rows; then for each heading. */
/** @type {(cards: CardModel[]) => { cards: [string, Tone][]; rows: [string, Tone][] }} */
export function sayOnce(cards) {
  const own = common(cards.map((card) => card.badges)).filter(([text]) => !text.startsWith("accountable"));
  const rows = cards.flatMap((card) => card.groups.flatMap((group) => group.rows));
  const inside = common(rows.map((row) => row.words)).filter(([, tone]) => tone === "");
  for (const card of cards) {
    card.badges = without(card.badges, own);
  }
  for (const row of rows) {
    row.words = without(row.words, inside);
  }
  cards.forEach((card) => card.groups.forEach(sayOnceIn));
  return { cards: own, rows: inside };
}

/** @type {(group: GroupModel) => void} */
export function sayOnceIn(group) {
  group.words = common(group.rows.map((row) => row.words));
  for (const row of group.rows) {
    row.words = without(row.words, group.words);
  }
}
