/* The whole picture: bands from the nation down, the system's card, the cards of its members side by side, and what
   stands around the system in chips. */
import { bodyAt, headAt, nationalAt, systemAt } from "./cards.js";
import { chipsAt } from "./chips.js";
import { widthOf, wrap } from "./measure.js";
import { groupAt } from "./rows.js";
import { BUS, across, routed, singleColumns, spineWidth } from "./routes.js";
import { LEAST_CARD, MOST_CARD } from "./sizes.js";

/** @type {(words: Words) => string} */
const inWords = (words) =>
  words.map(([text]) => (text === "possibly" ? "possibly there on this day" : text)).join("; ");

/** @type {(model: PictureModel) => string} */
function bandNote({ cards, said }) {
  const label = new Set(cards.map((card) => card.type)).size === 1 ? cards[0].type : "body";
  const many = label === "body" ? "bodies" : label.replace(/([^aeiou])y$/, "$1ie") + "s";
  const parts = [cards.length + " " + (cards.length === 1 ? label : many) + "."];
  if (said.cards.length) {
    parts.push((cards.length === 1 ? "It is: " : "All of them: ") + inWords(said.cards) + ".");
  }
  if (said.rows.length) {
    const words = said.rows.map(([text]) => (text === "possibly" ? "possibly on this day" : text)).join("; ");
    parts.push("All that is inside them: " + words + ".");
  }
  return parts.join(" ");
}

/** @type {(sizes: Sizes, text: string, x: number, y: number, width: number) => Run[]} */
const noteAt = (sizes, text, x, y, width) =>
  wrap(text, width, sizes.rest, false, 4).map((line, n) => ({
    text: line,
    x,
    y: y + n * sizes.small,
    size: sizes.rest,
    bold: false,
    tone: "soft",
  }));

/* Lay everything out at a width, with what folds. */
/** @type {(model: PictureModel, sizes: Sizes, width: number, folds: Folds) => Laid} */
export function laidOut(model, sizes, width, folds) {
  const drawn = model.courses.filter((course) => course.drawn);
  const between = drawn.filter((course) => model.national.some((card) => card.id === course.subjects[0]));
  const lanes = drawn.filter((course) => !between.includes(course));
  const edge = sizes.phone ? 12 : sizes.label + 10;
  const left = edge + spineWidth(lanes);
  const right = width - 12;
  const bandTop = sizes.phone ? 30 : 10;
  /** @type {Band[]} */
  const bands = [];
  /** @type {PlacedCard[]} */
  const cards = [];
  /** @type {PlacedCourse[]} */
  const courses = [];
  let y = 0;
  /** @type {(name: string, from: number, end: number, notes?: Run[]) => void} */
  const band = (name, from, end, notes = []) => {
    bands.push({ name, y: from, h: end - from, notes });
    y = end;
  };

  if (model.national.length) {
    let x = edge;
    let top = y + bandTop;
    let bottom = top;
    /** @type {PlacedCard | null} */
    let last = null;
    for (const model_ of model.national) {
      const course = between.find((each) => each.object === model_.id && each.subjects[0] === last?.id);
      const word = course ? widthOf(course.word || "accountable", sizes.rest) + 44 : 10;
      let card = nationalAt(sizes, model_, folds, { x: last ? x + word : x, y: top, most: right - x });
      if (last && card.x + card.w > right) {
        top = bottom + 8;
        card = nationalAt(sizes, model_, folds, { x: edge, y: top, most: right - edge });
      } else if (last && course) {
        courses.push(across(course, last, card));
      }
      cards.push(card);
      x = card.x + card.w;
      bottom = Math.max(bottom, card.y + card.h);
      last = card;
    }
    band("National", y, bottom + (lanes.length ? 14 : 10));
  }

  /** @type {PlacedCard | null} */
  let system = null;
  if (model.system) {
    system = systemAt(sizes, model.system, model.partOf, folds, { x: left, y: y + bandTop, w: right - left });
    cards.push(system);
    band(model.systemBand, y, system.y + system.h + 10);
  }

  /** @type {Group[]} */
  const around = [];
  if (model.fresh.length) {
    let end = y + bandTop;
    for (const group of model.fresh) {
      const made = groupAt(sizes, group, { ...folds, folds: () => false }, { x: left, y: end, w: right - left }, false);
      around.push(made.group);
      end = made.end + sizes.space;
    }
    band("Established", y, end + 6);
  }

  /** @type {PlacedCard[][]} */
  const rows = [];
  /** @type {number[]} */
  const busTops = [];
  if (model.cards.length) {
    const inGaps = lanes.length > 1 ? 8 * (lanes.length - 1) : 0;
    const gap = sizes.gap + inGaps;
    const most = sizes.phone ? 1 : Math.max(1, Math.floor((right - left + gap) / (LEAST_CARD + gap)));
    const count = Math.ceil(model.cards.length / Math.ceil(model.cards.length / most));
    const wide = Math.min((right - left - gap * (count - 1)) / count, sizes.phone ? Infinity : MOST_CARD);
    const single = singleColumns(model.cards, model.courses);
    const start = y;
    const notes = noteAt(sizes, bandNote(model), left, y + bandTop + 13, right - left);
    y = notes[notes.length - 1].y + 6;
    for (let n = 0; n < model.cards.length; n += count) {
      busTops.push(y + 2);
      const top = y + (lanes.length ? BUS * lanes.length + 6 : 6);
      const models = model.cards.slice(n, n + count);
      const row = models.map((card, column) =>
        headAt(sizes, card, folds, { x: left + column * (wide + gap), y: top, w: wide }),
      );
      const head = Math.max(...row.map((card) => card.headBottom));
      row.forEach((card) => {
        card.headBottom = head;
      });
      const bottom = Math.max(...row.map((card, column) => bodyAt(sizes, models[column], card, folds, single)));
      row.forEach((card) => {
        card.h = bottom - top;
      });
      rows.push(row);
      cards.push(...row);
      y = bottom + (sizes.phone ? 10 : 6);
    }
    band(model.memberBand, start, y + 6, notes);
  }

  if (model.around.length) {
    const top = y + bandTop;
    /* Beside the cards of members what stands around is folded; where there are none, it is what there is to see. */
    const shut = (/** @type {GroupModel} */ group) => model.cards.length > 0 || folds.folds(group);
    const chips = model.around.filter(shut);
    let end = top;
    for (const group of model.around.filter((each) => !shut(each))) {
      const made = groupAt(sizes, group, folds, { x: left, y: end, w: right - left }, false);
      around.push(made.group);
      end = made.end + sizes.space;
    }
    if (chips.length) {
      const all = { ...folds, folds: () => true };
      end = chipsAt(sizes, chips, all, { x: left, y: end, w: right - left }, around);
    }
    band("Around", y, end + 10);
  }
  /** @type {Stage} */
  const stage = { cards, system, rows, busTops, left, spineLeft: edge };
  const inner = rows.length ? Math.max(...rows.flat().map((card) => card.y + card.h)) : y;
  return { bands, cards, around, courses: [...courses, ...routed(lanes, stage)], width, height: y, inner };
}
