"use strict";
/* Walking lines as the questions do: "to whom is this accountable" and "how does this lead to that". A walk goes from
   subject to object, its lines are let in by the view, and all of them hold on one day. All lines above a carried body
   are carried, so that a walk from it is as complete here as in the store. */
function leavingIn(families, view, up) {
  const wanted = new Set(families), leaving = new Map();
  for (const line of Object.values(told.lines)) {
    if (!wanted.has(line.family) || line.subject === line.object || !admits(line, view)) continue;
    const near = up ? line.subject : line.object;
    if (!leaving.has(near)) leaving.set(near, []);
    leaving.get(near).push(line);
  }
  for (const lines of leaving.values()) lines.sort((a, b) => before(a.id, b.id));
  return leaving;
}

/* The lines that some walk can use: each body keeps the longest periods in which it can be reached. */
function walkable(start, leaving) {
  const periods = new Map([[start, [[FIRST_DAY, LAST_DAY]]]]), used = new Set();
  const waiting = [[start, FIRST_DAY, LAST_DAY]];
  while (waiting.length) {
    const [at, since, until] = waiting.pop();
    for (const line of leaving.get(at) || []) {
      const first = since > line.bounds[0] ? since : line.bounds[0], last = until < line.bounds[3] ? until : line.bounds[3];
      if (first > last) continue;
      used.add(line.id);
      const known = periods.get(line.object) || [];
      if (known.some(([s, u]) => s <= first && last <= u)) continue;
      periods.set(line.object, [...known.filter(([s, u]) => !(first <= s && u <= last)), [first, last]]);
      waiting.push([line.object, first, last]);
    }
  }
  return used;
}

/* A rule's line is left out while stated lines reach the same body; without a day they must cover all its time. */
function withoutNeedlessRules(lines, day) {
  const stated = lines.filter((line) => ["stated", "reported"].includes(line.certainty) && !line.planned);
  const needless = (rule) => {
    const covering = stated.filter((line) => day || (line.bounds[0] <= rule.bounds[0] && rule.bounds[3] <= line.bounds[3]));
    const reached = new Set(), waiting = [rule.subject];
    while (waiting.length) {
      const at = waiting.pop();
      for (const line of covering) if (line.subject === at && !reached.has(line.object)) { reached.add(line.object); waiting.push(line.object); }
    }
    return reached.has(rule.object);
  };
  return lines.filter((line) => line.certainty !== "rule" || !needless(line));
}

/* All lines of some families upward from a body, by depth and id, and those beside them by their heading. */
function upward(start, families, view) {
  const leaving = leavingIn(families, view, true);
  const used = walkable(start, leaving);
  let within = [];
  const seen = new Set([start]), depths = new Map();
  for (let frontier = [start], depth = 1; frontier.length; depth++) {
    const level = frontier.flatMap((at) => leaving.get(at) || []).sort((a, b) => before(a.id, b.id));
    frontier = [];
    for (const line of level) {
      within.push(line);
      depths.set(line.id, depth);
      if (!seen.has(line.object)) { seen.add(line.object); frontier.push(line.object); }
    }
  }
  within = withoutNeedlessRules(within.filter((line) => used.has(line.id)), view.day);
  const inside = new Set(within.map((line) => line.id)), reached = new Set([start, ...within.map((line) => line.object)]);
  const wanted = new Set(families), beside = { planned: [], uncertain: [], denied: [], "in general": [] };
  for (const line of Object.values(told.lines)) {
    if (!wanted.has(line.family) || !reached.has(line.subject) || inside.has(line.id) || line.subject === line.object) continue;
    const heading = standing(line, view);
    if (beside[heading]) beside[heading].push(line);
  }
  return { within, depths, beside };
}

/* The shortest simple paths to a goal whose lines share a day, then by ids. */
function pathsTo(start, goal, lines, most) {
  const leaving = new Map();
  for (const line of [...lines].sort((a, b) => before(a.id, b.id))) {
    if (!leaving.has(line.subject)) leaving.set(line.subject, []);
    leaving.get(line.subject).push(line);
  }
  const found = [];
  let level = [[[], new Set([start]), start, FIRST_DAY, LAST_DAY]], steps = 0;
  while (level.length && steps <= 100000) {
    const longer = [];
    for (const [walked, seen, at, since, until] of level) {
      if (at === goal) { found.push(walked); if (found.length === most) return found; continue; }
      for (const line of leaving.get(at) || []) {
        const first = since > line.bounds[0] ? since : line.bounds[0], last = until < line.bounds[3] ? until : line.bounds[3];
        if (seen.has(line.object) || first > last) continue;
        steps++;
        longer.push([[...walked, line], new Set([...seen, line.object]), line.object, first, last]);
      }
    }
    level = longer;
  }
  return found;
}

/* How one body leads to another; where nothing does, the way back is tried and said to be the way back. */
function route(from, to, view, most = 5) {
  for (const [start, goal, back] of [[from, to, false], [to, from, true]]) {
    const paths = pathsTo(start, goal, upward(start, told.route, view).within, most);
    if (paths.length) return { start, goal, back, paths };
  }
  return { start: from, goal: to, back: false, paths: [] };
}
