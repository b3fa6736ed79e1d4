/* What lies in what on the day. A member, a part or an area covered lies inside the body that has it; a body with
   several such homes is whole in the nearest to the system, and hollow in the others, each of which points to the
   first. */

const NATIONAL = new Set(["NationalBody", "GovernmentDepartment"]);
const AREAS = new Set(["Council", "Area", "CombinedAuthority"]);
/** @type {Record<string, How>} */
const INSIDE = { structure: "part", membership: "member", leadership: "seat" };
const HOW_ORDER = ["member", "part", "area", "seat"];

/** @type {(told: Told, id: string) => string} */
export const kindOf = (told, id) => told.words.types[told.bodies[id].type].kind;

/** @type {(told: Told, id: string) => boolean} */
const isNational = (told, id) => NATIONAL.has(kindOf(told, id)) || told.bodies[id].type === "SecretaryOfState";

/* Which body a line puts inside which other; null where it says nothing of the kind. */
/** @type {(told: Told, line: LineRecord) => { home: string; guest: string; how: How } | null} */
function insideBy(told, line) {
  if (line.family === "coverage") {
    return AREAS.has(kindOf(told, line.object)) && !AREAS.has(kindOf(told, line.subject))
      ? { home: line.subject, guest: line.object, how: "area" }
      : null;
  }
  const how = INSIDE[line.family];
  const level = kindOf(told, line.subject) === "SystemLevel" || kindOf(told, line.object) === "SystemLevel";
  return how && !level ? { home: line.object, guest: line.subject, how } : null;
}

/** @type {(told: Told, shown: Shown) => Nesting} */
export function nest(told, shown) {
  /** @type {Map<string, Map<string, Guest>>} */
  const guests = new Map();
  /** @type {Map<string, Set<string>>} */
  const homes = new Map();
  for (const id of [...shown.lines].sort()) {
    const line = told.lines[id];
    const inside = insideBy(told, line);
    if (!inside || inside.home === inside.guest || !shown.bodies.has(inside.home) || !shown.bodies.has(inside.guest)) {
      continue;
    }
    const list = guests.get(inside.home) || new Map();
    guests.set(inside.home, list);
    const guest = list.get(inside.guest);
    if (guest) {
      guest.lines.push(id);
      guest.how = HOW_ORDER.indexOf(inside.how) < HOW_ORDER.indexOf(guest.how) ? inside.how : guest.how;
    } else {
      list.set(inside.guest, { id: inside.guest, how: inside.how, lines: [id] });
    }
    homes.set(inside.guest, (homes.get(inside.guest) || new Set()).add(inside.home));
  }
  /** @type {(a: string, b: string) => number} */
  const byName = (a, b) => {
    const [one, other] = [told.bodies[a].name.toLowerCase(), told.bodies[b].name.toLowerCase()];
    return one < other ? -1 : one > other ? 1 : a < b ? -1 : 1;
  };
  /** @type {Map<string, Nested>} */
  const placed = new Map();
  /** @type {(id: string) => Nested} */
  const treeOf = (id) => {
    /** @type {Nested} */
    const top = { id, how: "part", lines: [], hollow: false, home: null, children: [] };
    placed.set(id, top);
    const queue = [top];
    for (let at = queue.shift(); at; at = queue.shift()) {
      const inside = [...(guests.get(at.id) || new Map()).values()].sort((a, b) => byName(a.id, b.id));
      for (const guest of inside) {
        if (isNational(told, guest.id)) {
          continue;
        }
        const hollow = placed.has(guest.id);
        /** @type {Nested} */
        const node = { id: guest.id, how: guest.how, lines: guest.lines, hollow, home: at.id, children: [] };
        at.children.push(node);
        if (!hollow) {
          placed.set(guest.id, node);
          queue.push(node);
        }
      }
    }
    return top;
  };
  const root = shown.bodies.has(told.system) ? treeOf(told.system) : null;
  const rest = [...shown.bodies].filter((id) => id !== told.system).sort(byName);
  /** @type {Map<string, number>} */
  const answered = new Map();
  for (const id of shown.lines) {
    const { family, object } = told.lines[id];
    if (family === "accountability" || family === "reporting") {
      answered.set(object, (answered.get(object) || 0) + 1);
    }
  }
  /* Those to whom most answer stand first, above the lane in which the lines come up. */
  const national = rest
    .filter((id) => isNational(told, id) && !placed.has(id))
    .sort((a, b) => (answered.get(b) || 0) - (answered.get(a) || 0))
    .map(treeOf);
  const tops = rest.filter((id) => !homes.has(id) && !placed.has(id)).map(treeOf);
  /* What is only inside itself, in a circle, begins anywhere. */
  const circles = rest.filter((id) => !placed.has(id)).map((id) => (placed.has(id) ? null : treeOf(id)));
  return {
    root,
    national,
    around: [...tops, ...circles.filter((node) => node !== null)],
    placed,
    homes,
    above: root ? [...(homes.get(root.id) || [])].sort(byName) : [],
  };
}

/* How many bodies lie inside one, however deep, each counted where it is whole. */
/** @type {(node: Nested) => number} */
export const insideCount = (node) =>
  node.children.reduce((sum, child) => sum + (child.hollow ? 0 : 1 + insideCount(child)), 0);
