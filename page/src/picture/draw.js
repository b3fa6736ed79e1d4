/* The nested picture of a system: what is told, a state and a width make a plan, and the plan an SVG. No page is
   needed: the command line runs this very script, and gets the very same picture. */
import { linePhase, phaseOn } from "../dates.js";
import { conflictsIn, isChange } from "./badges.js";
import { laidOut } from "./bands.js";
import { strengthOf } from "./colours.js";
import { courseWordsOf, coursesOf } from "./courses.js";
import { shownAtAll, viewIn, withIds } from "./holding.js";
import { framed } from "./frame.js";
import { cardOf, groupsOf, sayOnce, sayOnceIn } from "./model.js";
import { kindOf, nest } from "./nesting.js";
import { PAPER, PHONE, PHONE_WIDTH, WIDE } from "./sizes.js";

export { accountableWords, badgesOf, conflictsIn, isFurther } from "./badges.js";
export { PALETTES } from "./colours.js";
export { headingOf, rowName } from "./naming.js";
export { nest } from "./nesting.js";
export { shortOf } from "./model.js";
export { shownAtAll, shownIn, viewIn, withIds } from "./holding.js";

const MOST_CARDS = 24;
/* From how many rows on a heading folds, members and areas; what is tried next where the picture is still too high. */
const FOLDED = [
  [12, 12],
  [12, 6],
  [12, 0],
  [8, 0],
  [6, 0],
  [4, 0],
  [2, 0],
  [0, 0],
];

/* Which bodies of a system are cards of their own: its partnerships, and whatever else of it has somebody inside. */
/** @type {(data: PictureData, root: Nested | null) => Nested[]} */
function membersOf({ told }, root) {
  const members = (root ? root.children : []).filter(
    (node) =>
      !node.hollow &&
      node.how !== "seat" &&
      (kindOf(told, node.id) === "Collaboration" || node.children.some((child) => child.how !== "seat")),
  );
  return members.length > MOST_CARDS ? [] : members;
}

/** @type {(data: PictureData, state: PictureState, wide: boolean) => PictureModel} */
function modelOf(data, state, wide) {
  const { told } = data;
  const shown = shownAtAll(data, state);
  const view = viewIn(state, state.day);
  const nesting = nest(told, shown);
  const members = membersOf(data, nesting.root);
  const phaseOfLine = (/** @type {LineRecord} */ line) => linePhase(line, view);
  const ids = new Set(members.map((node) => node.id));
  const courses = coursesOf(data, shown, nesting, ids, phaseOfLine, wide);
  /** @type {Map<string, LineRecord[]>} */
  const linesAt = new Map();
  for (const line of Object.values(told.lines)) {
    linesAt.set(line.subject, [...(linesAt.get(line.subject) || []), line]);
  }
  /** @type {Context} */
  const context = {
    told,
    state,
    shown,
    linesAt,
    conflicts: conflictsIn(told),
    marks: state.marks,
    looks: data.looks,
    nesting,
    courseWords: courseWordsOf(told, courses),
    drawnWords: (id) =>
      courses.filter((course) => course.drawn && course.subjects.includes(id)).map((course) => course.word),
    strengthOfBody: (id) => strengthOf(phaseOn(told.bodies[id], state.day), told.bodies[id].certainty, false),
    phaseOfLine,
  };
  const cards = members.map((node) => cardOf(context, node));
  const said = sayOnce(cards);
  const root = nesting.root && {
    ...nesting.root,
    children: nesting.root.children.filter((node) => !ids.has(node.id)),
  };
  const system = root && cardOf(context, root);
  system?.groups.forEach(sayOnceIn);
  /* What changed between two days is not folded away with what stands around. */
  const changed = nesting.around.filter((node) => state.marks?.has(node.id));
  const around = groupsOf(
    context,
    nesting.around.filter((node) => !changed.includes(node)),
    "around",
  );
  const fresh = groupsOf(context, changed, "changed");
  [...around, ...fresh].forEach(sayOnceIn);
  const partnerships = members.every((node) => kindOf(told, node.id) === "Collaboration");
  return {
    national: nesting.national.map((node) => nationalCard(context, node)),
    system,
    partOf: nesting.above.map((id) => homeWords(context, told.system, id)).join("; "),
    systemBand: /System$|Partnership$/.test(told.bodies[told.system].type) ? "System" : "Body",
    cards,
    memberBand: partnerships ? "Partnerships" : "Inside",
    said,
    around,
    fresh,
    courses,
  };
}

/* What the system itself is part of, with how well that is known. */
/** @type {(context: Context, id: string, home: string) => string} */
function homeWords({ told, shown, phaseOfLine }, id, home) {
  const line = Object.values(told.lines).find(
    (each) =>
      each.subject === id &&
      each.object === home &&
      shown.lines.has(each.id) &&
      ["structure", "membership", "leadership"].includes(each.family),
  );
  const words = line
    ? [
        line.certainty === "stated" ? "" : told.words.certainties[line.certainty],
        strengthOf(phaseOfLine(line), "stated", false) === "planned" ? phaseOfLine(line) : "",
        shown.open.has(line.id) ? "possibly" : "",
      ].filter(Boolean)
    : [];
  return told.bodies[home].name + (words.length ? " (" + words.join(", ") + ")" : "");
}

/** @type {(context: Context, node: Nested) => CardModel} */
function nationalCard(context, node) {
  const card = cardOf(context, node);
  /* The word of a line that is drawn stands on the line; of one that is not, it also says to whom. */
  const onLine = new Set(context.drawnWords(node.id));
  card.badges = card.badges.filter(([text]) => !text.startsWith("accountable: ") && !onLine.has(text));
  return card;
}

/* Draw the picture at a width; where it is to be no higher than a height, more of it folds until it fits. */
/** @type {(data: PictureData, state: PictureState, options: PictureOptions) => { svg: string; plan: PicturePlan }} */
export function drawPicture(data, state, options) {
  const sizes = options.width < PHONE_WIDTH ? PHONE : options.medium === "page" ? WIDE : PAPER;
  const model = modelOf(data, state, !sizes.phone);
  const inSystem = model.system ? model.system.groups : [];
  const rows = inSystem.reduce((sum, group) => sum + group.rows.length, 0);
  const chips = model.cards.length > 0 && rows > 12 ? new Set(inSystem) : new Set();
  /* What changed between two days is never folded away. */
  const changed = (/** @type {GroupModel} */ group) =>
    group.rows.some((row) => row.words.some(([, tone]) => isChange(tone)));
  /** @type {Laid | null} */
  let laid = null;
  for (const [most, areas] of FOLDED) {
    const folds = {
      open: state.open,
      folds: (/** @type {GroupModel} */ group) =>
        !changed(group) && (chips.has(group) || group.rows.length > (group.key.endsWith("/areas") ? areas : most)),
    };
    laid = laidOut(model, sizes, options.width, folds);
    if (
      options.height === null ||
      sizes.phone ||
      (options.medium === "paper" ? laid.height : laid.inner) <= options.height
    ) {
      break;
    }
  }
  return framed(data, state, options, sizes, model, /** @type {Laid} */ (laid));
}

/* The same, of what is written as JSON, for an engine that hands over nothing but text. */
/** @type {(text: string) => string} */
export function drawFromJson(text) {
  const { data, state, options } = JSON.parse(text);
  withIds(data.told);
  const kinds = Object.entries(state.hidden).map(([kind, names]) => [kind, new Set(names)]);
  const read = {
    ...state,
    hidden: Object.fromEntries(kinds),
    open: new Set(state.open),
    lit: state.lit ? new Set(state.lit) : null,
    marks: null,
  };
  return JSON.stringify(drawPicture(data, read, options));
}
