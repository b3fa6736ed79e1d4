/* The ways of the drawn lines: a lane at the left of all cards, a lane above each row of cards, and one in the gap
   beside each card that is concerned. No way leads through a card or a head that it is not about. */
import { cut, widthOf } from "./measure.js";

const LANE = 8;

/** @type {(courses: Course[]) => number} */
export const spineWidth = (courses) => (courses.length ? 10 + LANE * courses.length : 0);

export const BUS = 18;

/* Where at the left edge of its card each subject is joined, from the top down. A heading all of whose rows are
   concerned is bracketed whole. */
/** @type {(card: PlacedCard, ids: Set<string>) => number[]} */
function ticksIn(card, ids) {
  if (ids.has(card.id)) {
    return [card.y + 18];
  }
  /** @type {number[]} */
  const ys = [];
  for (const group of card.groups) {
    const rows = group.rows.filter((row) => !row.hollow);
    const inside = rows.filter(
      (row) => ids.has(row.id) || (row.chip && !row.chip.open && row.chip.ids.some((id) => ids.has(id))),
    );
    if (group.folded.some((id) => ids.has(id)) && group.chip) {
      ys.push(group.chip.y + group.chip.h / 2);
    } else if (inside.length && inside.length === rows.length && rows.length === group.rows.length && group.heading) {
      ys.push(group.heading.y - 4, inside[inside.length - 1].markY);
    } else {
      ys.push(...inside.map((row) => row.markY));
    }
  }
  ys.push(...card.seats.filter((row) => ids.has(row.id)).map((row) => row.markY));
  return [...new Set(ys)].sort((a, b) => a - b);
}

/* The rows that a line meets one by one: these stand in one column, at the edge where the line runs. */
/** @type {(cards: CardModel[], courses: Course[]) => Set<string>} */
export function singleColumns(cards, courses) {
  const ids = new Set();
  const ends = courses.filter((course) => course.drawn);
  for (const group of cards.flatMap((card) => card.groups)) {
    for (const course of ends) {
      const subjects = group.rows.filter((row) => course.subjects.includes(row.id)).length;
      if ((subjects && subjects < group.rows.length) || group.rows.some((row) => row.id === course.object)) {
        ids.add(group.key);
      }
    }
  }
  return ids;
}

/** @type {(courses: Course[], stage: Stage) => PlacedCourse[]} */
export function routed(courses, stage) {
  const order = [...courses].sort((a, b) => targetX(stage, a) - targetX(stage, b) || (a.key < b.key ? -1 : 1));
  const cards = new Map(stage.cards.map((card) => [card.id, card]));
  /** @type {(course: Course, card: PlacedCard) => number[]} */
  const ticks = (course, card) => ticksIn(card, new Set([...course.subjects, course.object]));
  const touched = new Map(
    order.map((course) => [course, stage.rows.map((row) => row.filter((card) => ticks(course, card).length))]),
  );
  const risers = (/** @type {Course} */ course) => (touched.get(course) || []).flat().length;
  const buses = [...order].sort((a, b) => risers(a) - risers(b) || (a.key < b.key ? -1 : 1));
  return order.map((course, lane) => {
    const spine = stage.spineLeft + 6 + LANE * lane;
    /** @type {Point[][]} */
    const paths = [];
    /** @type {number[]} */
    const joints = [];
    /** @type {Run[]} */
    const labels = [];
    /** @type {PlacedCourse["head"] | null} */
    let head = null;
    stage.rows.forEach((row, n) => {
      const mine = (touched.get(course) || [])[n];
      if (!mine.length) {
        return;
      }
      const bus = stage.busTops[n] + BUS * buses.indexOf(course) + BUS / 2;
      let end = spine;
      for (const card of mine) {
        const ys = ticks(course, card);
        const first = card === row[0];
        const beside = order.filter((other) => ticks(other, card).length);
        const deep = [...beside].sort((a, b) => Math.max(...ticks(b, card)) - Math.max(...ticks(a, card)));
        const x = first ? spine : card.x - 6 - LANE * (deep.length - 1 - deep.indexOf(course));
        if (first) {
          joints.push(...ys);
        } else {
          paths.push([
            [x, bus],
            [x, ys[ys.length - 1]],
          ]);
          end = Math.max(end, x);
        }
        for (const y of ys) {
          const goal = isGoal(card, course.object, y);
          paths.push([
            [x, y],
            [goal ? card.x - 5 : card.x, y],
          ]);
          head = goal ? { x: card.x, y, towards: "right" } : head;
        }
      }
      joints.push(bus);
      if (end > spine) {
        paths.push([
          [spine, bus],
          [end, bus],
        ]);
      }
      if (!labels.length) {
        const room = (row[0]?.w || 200) - 16;
        const text = cut(course.label, room, 12);
        labels.push({ text, x: stage.left + 10, y: bus + 4, size: 12, bold: false, tone: course.tone });
      }
    });
    const system = stage.system;
    if (system && course.subjects.includes(system.id)) {
      const y = system.y + 32 + LANE * lane;
      joints.push(y);
      paths.push([
        [spine, y],
        [system.x, y],
      ]);
    }
    if (system && course.object === system.id) {
      const y = system.y + 20;
      joints.push(y);
      paths.push([
        [spine, y],
        [system.x - 5, y],
      ]);
      head = { x: system.x, y, towards: "right" };
    }
    const goal = cards.get(course.object);
    if (goal && goal.level === "national") {
      const bottom = goal.y + goal.h;
      const within = spine > goal.x + 4 && spine < goal.x + goal.w - 4;
      const x = within ? spine : goal.x + 14;
      const turn = bottom + 8;
      joints.push(within ? bottom + 5 : turn);
      if (!within) {
        paths.push([
          [spine, turn],
          [x, turn],
        ]);
        paths.push([
          [x, turn],
          [x, bottom + 5],
        ]);
      }
      head = { x, y: bottom, towards: "up" };
    }
    const low = Math.min(...joints);
    const high = Math.max(...joints);
    if (joints.length && high > low) {
      paths.unshift([
        [spine, high],
        [spine, low],
      ]);
    }
    return { ...course, paths, head: head || { x: spine, y: low, towards: "up" }, labels };
  });
}

/* Where from the left a course ends above: lanes stand in the order of their goals, so that they do not cross. */
/** @type {(stage: Stage, course: Course) => number} */
function targetX(stage, course) {
  const goal = stage.cards.find((card) => card.id === course.object);
  return goal?.level === "national" ? goal.x : goal?.level === "system" ? 1e5 : 1e6;
}

/** @type {(card: PlacedCard, object: string, y: number) => boolean} */
function isGoal(card, object, y) {
  return card.id === object
    ? y === card.y + 18
    : card.groups.some(
        (group) =>
          group.rows.some((row) => row.id === object && row.markY === y) ||
          (group.chip !== null && group.folded.includes(object)),
      );
}

/* A line from one body of the nation to the next, with its words in the gap. */
/** @type {(course: Course, from: PlacedCard, to: PlacedCard) => PlacedCourse} */
export function across(course, from, to) {
  const y = from.y + 16;
  const text = course.word || (course.tone === "report" ? "reporting" : "accountable");
  const wide = widthOf(text, 12);
  const middle = (from.x + from.w + to.x) / 2;
  return {
    ...course,
    paths: [
      [
        [from.x + from.w, y],
        [to.x - 5, y],
      ],
    ],
    head: { x: to.x, y, towards: "right" },
    labels: [{ text, x: middle - wide / 2 - 2, y: y + 4, size: 12, bold: false, tone: course.tone }],
  };
}
