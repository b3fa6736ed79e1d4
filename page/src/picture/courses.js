/* The few lines that are drawn: accountability and reporting, those of one sort to one body as one. What has no
   room, or leads to or from what is folded away elsewhere, is said in words at the body instead. */
import { strengthOf } from "./colours.js";

const FAMILIES = ["accountability", "reporting"];
const MOST_DRAWN = 6;

/* Where in the picture a body stands: in the band of the nation, the system's own card, a member's card, or
   elsewhere. */
/** @type {(nesting: Nesting, members: Set<string>, id: string) => Zone} */
function zoneOf(nesting, members, id) {
  if (nesting.root?.id === id) {
    return { zone: "system", card: id };
  }
  if (nesting.national.some((node) => node.id === id)) {
    return { zone: "national", card: id };
  }
  for (let at = nesting.placed.get(id); at; at = at.home === null ? undefined : nesting.placed.get(at.home)) {
    if (members.has(at.id)) {
      return { zone: "member", card: at.id };
    }
  }
  return { zone: "elsewhere", card: null };
}

/* Whether a line between two zones can keep to the gaps; two bodies of the nation must stand next to each other. */
/** @type {(nesting: Nesting, subject: Zone, object: Zone) => boolean} */
function isDrawable(nesting, subject, object) {
  if (subject.zone === "national") {
    const order = nesting.national.map((node) => node.id);
    return object.zone === "national" && order.indexOf(String(object.card)) === order.indexOf(String(subject.card)) + 1;
  }
  return subject.zone !== "elsewhere" && object.zone !== "elsewhere";
}

/** @type {(told: Told, line: LineRecord, open: boolean, phase: string) => string} */
function wordOf(told, line, open, phase) {
  const words = [
    line.certainty === "rule" ? "by law" : line.certainty === "stated" ? "" : told.words.certainties[line.certainty],
    phase === "planned" || phase === "shadow" ? told.words.phases[phase].toLowerCase() : open ? "possibly" : "",
  ];
  return words.filter(Boolean).join(", ");
}

/* The courses of what is shown, the largest first. */
/** @type {(data: Drawn, shown: Shown, nesting: Nesting, members: Set<string>, phaseOf: (line: LineRecord) => string,
    wide: boolean) => Course[]} */
export function coursesOf({ told }, shown, nesting, members, phaseOf, wide) {
  /** @type {Map<string, LineRecord[]>} */
  const pairs = new Map();
  for (const id of [...shown.lines].sort()) {
    const line = told.lines[id];
    if (!FAMILIES.includes(line.family) || line.subject === line.object) {
      continue;
    }
    const open = shown.open.has(id);
    const word = wordOf(told, line, open, phaseOf(line));
    const key = [line.subject, line.object, word].join("|");
    pairs.set(key, [...(pairs.get(key) || []), line]);
  }
  /** @type {Map<string, Course>} */
  const courses = new Map();
  for (const lines of pairs.values()) {
    const [{ subject, object, certainty, id }] = lines;
    const open = shown.open.has(id);
    const phase = phaseOf(lines[0]);
    const strength = strengthOf(phase, certainty, open);
    const families = FAMILIES.filter((family) => lines.some((line) => line.family === family));
    const word = wordOf(told, lines[0], open, phase);
    const drawn =
      wide &&
      shown.bodies.has(subject) &&
      shown.bodies.has(object) &&
      isDrawable(nesting, zoneOf(nesting, members, subject), zoneOf(nesting, members, object));
    const key = [object, families.join("+"), word, drawn ? zoneOf(nesting, members, subject).zone : "in words"].join(
      "|",
    );
    const course = courses.get(key) || {
      key,
      object,
      lines: [],
      subjects: [],
      families,
      strength,
      tone: families[0] === "accountability" ? "law" : "report",
      word,
      label: "",
      drawn,
    };
    courses.set(key, course);
    course.lines.push(...lines.map((line) => line.id));
    course.subjects.push(subject);
  }
  const all = [...courses.values()].sort((a, b) => b.lines.length - a.lines.length || (a.key < b.key ? -1 : 1));
  let drawn = 0;
  for (const course of all) {
    const between = nesting.national.some((node) => node.id === course.subjects[0]);
    if (course.drawn && !between && ++drawn > MOST_DRAWN) {
      course.drawn = false;
    }
    course.label = labelOf(told, course);
  }
  return all;
}

/* The shortest of a body's own names with which its name begins, such as Secretary of State. */
/** @type {(told: Told, id: string) => string} */
function beginningOf(told, id) {
  const { name, other } = told.bodies[id];
  const starts = other.filter((text) => text.length > 2 && name.startsWith(text));
  return starts.sort((a, b) => a.length - b.length)[0] || name;
}

/* "by law: 12 CCGs to NHS England": what the line is, from how many, to whom. */
/** @type {(told: Told, course: Course) => string} */
function labelOf(told, { subjects, object, word, families }) {
  const types = new Set(subjects.map((id) => told.words.types[told.bodies[id].type].label));
  const [label] = types;
  const noun =
    types.size > 1
      ? "bodies"
      : label === "clinical commissioning group"
        ? "CCG"
        : label.replace(/^NHS foundation /, "");
  const many = subjects.length === 1 || noun === "bodies" ? noun : noun.replace(/([^aeiou])y$/, "$1ie") + "s";
  const who = subjects.length === 1 ? told.bodies[subjects[0]].name : subjects.length + " " + many;
  const how = [word, families[0] === "reporting" ? "reporting" : ""].filter(Boolean).join(", ");
  return (how ? how + ": " : "") + who + " to " + beginningOf(told, object);
}

/* The words of lines at a body: of one that is drawn how well it is known, of one that is not, also to whom it
   leads. */
/** @type {(told: Told, courses: Course[]) => (id: string) => Words} */
export function courseWordsOf(told, courses) {
  /** @type {Map<string, Words>} */
  const words = new Map();
  for (const course of courses) {
    const { word, drawn, tone, families } = course;
    const kind = families[0] === "reporting" ? "reports" : "accountable";
    const text = drawn ? word : (word || kind) + " to " + beginningOf(told, course.object);
    if (!text || (drawn && families[0] === "reporting" && !word)) {
      continue;
    }
    for (const id of course.subjects) {
      const list = words.get(id) || [];
      if (!list.some(([other]) => other === text)) {
        words.set(id, [...list, [text, tone]]);
      }
    }
  }
  return (id) => words.get(id) || [];
}
