/* The ways of the drawn lines: a lane at the left of all cards, a lane above each row of cards, and one in the gap
   beside each card that is concerned. No way leads through a card or a head that it is not about. */
import { cut, widthOf } from "./measure.js";

const LANE = 8;

/** @type {(courses: Course[]) => number} */
export const spineWidth = (courses) => (courses.length ? 10 + LANE * courses.length : 0);

export const BUS = 18;

/* Where at the left edge of its card each subject is joined, from the top down. A heading all of whose rows are
   concerned is bracketed whole. */
/** @type {(card: PlacedCard, ids: Set<string>) => Tick[]} */
function ticksIn(card, ids) {
  if (ids.has(card.id)) {
    return [{ y: card.y + 18, ids: [card.id] }];
  }
  /** @type {Tick[]} */
  const ticks = [];
  /** @type {(row: Row) => string[]} */
  const within = (row) => [row.id, ...(row.chip && !row.chip.open ? row.chip.ids : [])].filter((id) => ids.has(id));
  for (const group of card.groups) {
    const rows = group.rows.filter((row) => !row.hollow);
    const inside = rows.filter((row) => within(row).length);
    const folded = group.folded.filter((id) => ids.has(id));
    if (folded.length && group.chip) {
      ticks.push({ y: group.chip.y + group.chip.h / 2, ids: folded });
    } else if (inside.length && inside.length === group.rows.length && group.heading) {
      const all = inside.flatMap(within);
      ticks.push({ y: group.heading.y - 4, ids: all }, { y: inside[inside.length - 1].markY, ids: all });
    } else {
      ticks.push(...inside.map((row) => ({ y: row.markY, ids: within(row) })));
    }
  }
  ticks.push(...card.seats.filter((row) => ids.has(row.id)).map((row) => ({ y: row.markY, ids: [row.id] })));
  return ticks.sort((a, b) => a.y - b.y);
}

/* A straight way between joints, in pieces: each knows whose lines run along it on their way to the goal. */
/** @type {(joints: Tick[], goal: number, at: (place: number) => Point) => Piece[]} */
function pieced(joints, goal, at) {
  const places = [...new Set([...joints.map(({ y }) => y), goal])].sort((a, b) => a - b);
  return places.slice(1).map((high, n) => {
    const low = places[n];
    const beyond = joints.filter(({ y }) => (goal <= low ? y >= high : y <= low));
    return { points: [at(low), at(high)], subjects: [...new Set(beyond.flatMap(({ ids }) => ids))] };
  });
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
  /** @type {(course: Course, card: PlacedCard) => Tick[]} */
  const ticks = (course, card) => ticksIn(card, new Set([...course.subjects, course.object]));
  const touched = new Map(
    order.map((course) => [course, stage.rows.map((row) => row.filter((card) => ticks(course, card).length))]),
  );
  const risers = (/** @type {Course} */ course) => (touched.get(course) || []).flat().length;
  const buses = [...order].sort((a, b) => risers(a) - risers(b) || (a.key < b.key ? -1 : 1));
  return order.map((course, lane) => {
    const spine = stage.spineLeft + 6 + LANE * lane;
    /** @type {Piece[]} */
    const paths = [];
    /** @type {Tick[]} */
    const joints = [];
    /** @type {Run[]} */
    const labels = [];
    const end = goalOf(course, stage, spine, lane);
    let head = end?.head || null;
    let goal = end ? end.y : Infinity;
    paths.push(...(end?.paths || []).map((points) => ({ points, subjects: course.subjects })));
    stage.rows.forEach((row, n) => {
      const mine = (touched.get(course) || [])[n];
      if (!mine.length) {
        return;
      }
      const bus = stage.busTops[n] + BUS * buses.indexOf(course) + BUS / 2;
      /** @type {Tick[]} */
      const turns = [];
      for (const card of mine) {
        const here = ticks(course, card);
        const first = card === row[0];
        const beside = order.filter((other) => ticks(other, card).length);
        const deepest = (/** @type {Course} */ other) => Math.max(...ticks(other, card).map(({ y }) => y));
        const deep = [...beside].sort((a, b) => deepest(b) - deepest(a));
        const x = first ? spine : card.x - 6 - LANE * (deep.length - 1 - deep.indexOf(course));
        const target = here.find(({ y }) => isGoal(card, course.object, y));
        if (target) {
          head = { x: card.x, y: target.y, towards: "right" };
          goal = first ? target.y : bus;
        }
        if (first) {
          joints.push(...here);
        } else {
          paths.push(...pieced(here, target ? target.y : bus, (y) => [x, y]));
          if (target) {
            paths.push({
              points: [
                [x, Math.min(bus, target.y)],
                [x, Math.max(bus, target.y)],
              ],
              subjects: course.subjects,
            });
          }
          turns.push({ y: x, ids: here.flatMap(({ ids }) => ids) });
        }
        for (const tick of here) {
          paths.push({
            points: [
              [x, tick.y],
              [tick === target ? card.x - 5 : card.x, tick.y],
            ],
            subjects: tick === target ? course.subjects : tick.ids,
          });
        }
      }
      if (turns.length) {
        paths.push(...pieced(turns, spine, (x) => [x, bus]));
        joints.push({ y: bus, ids: turns.flatMap(({ ids }) => ids) });
      }
      if (!labels.length) {
        const text = cut(course.label, (row[0]?.w || 200) - 16, 12);
        labels.push({ text, x: stage.left + 10, y: bus + 4, size: 12, bold: false, tone: course.tone });
      }
    });
    const { system } = stage;
    if (system && course.subjects.includes(system.id)) {
      const y = system.y + 32 + LANE * lane;
      joints.push({ y, ids: [system.id] });
      paths.push({
        points: [
          [spine, y],
          [system.x, y],
        ],
        subjects: [system.id],
      });
    }
    if (goal === Infinity) {
      goal = Math.min(...joints.map(({ y }) => y));
    }
    paths.unshift(...pieced(joints, goal, (y) => [spine, y]));
    return { ...course, paths, head: head || { x: spine, y: goal, towards: "up" }, labels };
  });
}

/* How a course comes from its lane to a body of the nation or to the system: where it leaves the lane, and its head. */
/** @type {(course: Course, stage: Stage, spine: number, lane: number)
    => { y: number; paths: Point[][]; head: PlacedCourse["head"] } | null} */
function goalOf(course, stage, spine, lane) {
  const goal = stage.cards.find((card) => card.id === course.object);
  if (goal?.level === "system") {
    const y = goal.y + 16 + LANE * lane;
    return {
      y,
      paths: [
        [
          [spine, y],
          [goal.x - 5, y],
        ],
      ],
      head: { x: goal.x, y, towards: "right" },
    };
  }
  if (goal?.level !== "national") {
    return null;
  }
  const bottom = goal.y + goal.h;
  if (spine > goal.x + 4 && spine < goal.x + goal.w - 4) {
    return { y: bottom + 5, paths: [], head: { x: spine, y: bottom, towards: "up" } };
  }
  const [x, turn] = [goal.x + 14, bottom + 8];
  return {
    y: turn,
    paths: [
      [
        [spine, turn],
        [x, turn],
      ],
      [
        [x, turn],
        [x, bottom + 5],
      ],
    ],
    head: { x, y: bottom, towards: "up" },
  };
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
      {
        points: [
          [from.x + from.w, y],
          [to.x - 5, y],
        ],
        subjects: course.subjects,
      },
    ],
    head: { x: to.x, y, towards: "right" },
    labels: [{ text, x: middle - wide / 2 - 2, y: y + 4, size: 12, bold: false, tone: course.tone }],
  };
}
