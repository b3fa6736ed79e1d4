/* Walking lines as the questions do: "to whom is this accountable" and "how does this lead to that". A walk goes from
   subject to object, its lines are let in by the view, and all of them hold on one day. All lines above a carried body
   are carried, so that a walk from it is as complete here as in the store. */
import { addTo, told } from "./data.js";
import { FIRST_DAY, LAST_DAY, admits, standing } from "./dates.js";
import { before } from "./words.js";

/** @type {(families: string[], view: View, up: boolean) => Map<string, LineRecord[]>} */
function leavingIn(families, view, up) {
  const wanted = new Set(families);
  /** @type {Map<string, LineRecord[]>} */
  const leaving = new Map();
  for (const line of Object.values(told.lines)) {
    if (!wanted.has(line.family) || line.subject === line.object || !admits(line, view)) {
      continue;
    }
    const near = up ? line.subject : line.object;
    addTo(leaving, near, line);
  }
  for (const lines of leaving.values()) {
    lines.sort((a, b) => before(a.id, b.id));
  }
  return leaving;
}

/* The lines that some walk can use: each body keeps the longest periods in which it can be reached. */
/** @type {(start: string, leaving: Map<string, LineRecord[]>) => Set<string>} */
function walkable(start, leaving) {
  /** @type {Map<string, [Day, Day][]>} */
  const periods = new Map([[start, [[FIRST_DAY, LAST_DAY]]]]);
  /** @type {Set<string>} */
  const used = new Set();
  /** @type {[string, Day, Day][]} */
  const waiting = [[start, FIRST_DAY, LAST_DAY]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [at, since, until] = next;
    for (const line of leaving.get(at) || []) {
      const first = since > line.bounds[0] ? since : line.bounds[0];
      const last = until < line.bounds[3] ? until : line.bounds[3];
      if (first > last) {
        continue;
      }
      used.add(line.id);
      const earlier = periods.get(line.object) || [];
      if (earlier.some(([s, u]) => s <= first && last <= u)) {
        continue;
      }
      periods.set(line.object, [...earlier.filter(([s, u]) => !(first <= s && u <= last)), [first, last]]);
      waiting.push([line.object, first, last]);
    }
  }
  return used;
}

/* A rule's line is left out while stated lines reach the same body; without a day they must cover all its time. */
/** @type {(lines: LineRecord[], day: Day | null) => LineRecord[]} */
function withoutNeedlessRules(lines, day) {
  const stated = lines.filter((line) => ["stated", "reported"].includes(line.certainty) && !line.planned);
  /** @type {(rule: LineRecord) => boolean} */
  const needless = (rule) => {
    const covering = stated.filter(
      (line) => day || (line.bounds[0] <= rule.bounds[0] && rule.bounds[3] <= line.bounds[3]),
    );
    /** @type {Set<string>} */
    const reached = new Set();
    const waiting = [rule.subject];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      for (const line of covering) {
        if (line.subject === at && !reached.has(line.object)) {
          reached.add(line.object);
          waiting.push(line.object);
        }
      }
    }
    return reached.has(rule.object);
  };
  return lines.filter((line) => line.certainty !== "rule" || !needless(line));
}

/* All lines of some families upward from a body, by depth and id, and those beside them by their heading. */
/** @type {(start: string, families: string[], view: View) => Upward} */
export function upward(start, families, view) {
  /** @type {Map<string, LineRecord[]>} */
  const leaving = leavingIn(families, view, true);
  /** @type {Set<string>} */
  const used = walkable(start, leaving);
  /** @type {LineRecord[]} */
  let within = [];
  const seen = new Set([start]);
  /** @type {Map<string, number>} */
  const depths = new Map();
  for (let frontier = [start], depth = 1; frontier.length; depth++) {
    const level = frontier.flatMap((at) => leaving.get(at) || []).sort((a, b) => before(a.id, b.id));
    frontier = [];
    for (const line of level) {
      within.push(line);
      depths.set(line.id, depth);
      if (!seen.has(line.object)) {
        seen.add(line.object);
        frontier.push(line.object);
      }
    }
  }
  within = withoutNeedlessRules(
    within.filter((line) => used.has(line.id)),
    view.day,
  );
  const inside = new Set(within.map((line) => line.id));
  /** @type {Set<string>} */
  const reached = new Set([start, ...within.map((line) => line.object)]);
  const wanted = new Set(families);
  /** @type {Record<string, LineRecord[]>} */
  const beside = { planned: [], uncertain: [], denied: [], "in general": [] };
  for (const line of Object.values(told.lines)) {
    if (!wanted.has(line.family) || !reached.has(line.subject) || inside.has(line.id) || line.subject === line.object) {
      continue;
    }
    const heading = standing(line, view);
    if (beside[heading]) {
      beside[heading].push(line);
    }
  }
  return { within, depths, beside };
}

/* The shortest simple paths to a goal whose lines share a day, then by ids. */
/** @type {(start: string, goal: string, lines: LineRecord[], most: number) => LineRecord[][]} */
function pathsTo(start, goal, lines, most) {
  /** @type {Map<string, LineRecord[]>} */
  const leaving = new Map();
  for (const line of [...lines].sort((a, b) => before(a.id, b.id))) {
    addTo(leaving, line.subject, line);
  }
  /** @type {LineRecord[][]} */
  const paths = [];
  /** @type {[LineRecord[], Set<string>, string, Day, Day][]} */
  let level = [[[], new Set([start]), start, FIRST_DAY, LAST_DAY]];
  let steps = 0;
  while (level.length && steps <= 100000) {
    /** @type {[LineRecord[], Set<string>, string, Day, Day][]} */
    const longer = [];
    for (const [walked, seen, at, since, until] of level) {
      if (at === goal) {
        paths.push(walked);
        if (paths.length === most) {
          return paths;
        }
        continue;
      }
      for (const line of leaving.get(at) || []) {
        const first = since > line.bounds[0] ? since : line.bounds[0];
        const last = until < line.bounds[3] ? until : line.bounds[3];
        if (seen.has(line.object) || first > last) {
          continue;
        }
        steps++;
        longer.push([[...walked, line], new Set([...seen, line.object]), line.object, first, last]);
      }
    }
    level = longer;
  }
  return paths;
}

/* How one body leads to another; where nothing does, the way back is tried and said to be the way back. */
/** @type {(from: string, to: string, view: View, most?: number) => Route} */
export function route(from, to, view, most = 5) {
  for (const back of [false, true]) {
    const [start, goal] = back ? [to, from] : [from, to];
    const paths = pathsTo(start, goal, upward(start, told.route, view).within, most);
    if (paths.length) {
      return { start, goal, back, paths };
    }
  }
  return { start: from, goal: to, back: false, paths: [] };
}
