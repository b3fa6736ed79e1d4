/* The picture: vis-network with our cards and courses, painted anew whenever the state changes. */
import { notReadIn } from "./bodies.js";
import { drawBadges, drawBands, drawCard, drawWords } from "./canvas.js";
import { changes, marksOf } from "./compare.js";
import { follow, settle } from "./courses.js";
import { drawing, drawnBodies, drawnLines, linesAt, plan, told } from "./data.js";
import { admits, holdsOn, linePhase, phaseOn } from "./dates.js";
import { byId } from "./elements.js";
import { look, looks, strokeColour } from "./looks.js";
import { shown } from "./shown.js";
import { state, viewOf } from "./state.js";
import { traced } from "./tracing.js";
import { certaintyWord, phaseWord } from "./words.js";

export const container = byId("drawing");

for (const node of drawing.nodes) {
  node.ctxRenderer = drawCard(node);
  delete node.color;
  delete node.font;
}

export const cards = new Map(drawing.nodes.map((node) => [node.id, node]));

/** @type {(id: string) => DrawnNode} */
export const cardOf = (id) => /** @type {DrawnNode} */ (cards.get(id));

export const routes = new Map(drawing.edges.map((edge) => [edge.id, edge.route]));

const byEdge = new Map(drawing.edges.map((edge) => [edge.id, edge]));

/** @type {(id: string) => DrawnEdge} */
export const edgeOf = (id) => /** @type {DrawnEdge} */ (byEdge.get(id));

export const nodes = new vis.DataSet(drawing.nodes);

export const edges = new vis.DataSet(drawing.edges);

export const network = new vis.Network(container, { nodes, edges }, drawing.options);

network.canvas.frame.tabIndex = -1;

/** @type {Set<string>} */
let visible = new Set();

function prepare() {
  for (const [id, node] of cards) {
    settle(network.body.nodes[id], node.card);
  }
  for (const [id, course] of routes) {
    if (network.body.edges[id]) {
      follow(network.body.edges[id], course, edgeOf(id).hub);
    }
  }
}

network.on("beforeDrawing", drawBands);

network.on("afterDrawing", (ctx) => {
  drawWords(ctx, visible);
  drawBadges(ctx, cards, visible);
});

/** @type {(phase: string, certainty: string) => number[] | null} */
export const dashOf = (phase, certainty) => plan.dashes[phase] || plan.dashes[certainty] || null;

/** @type {Map<string, number>} */
const gapCounts = new Map();
/** @type {Set<string>} */
const conflictIds = new Set();

for (const id of drawnBodies) {
  if (told.bodies[id].gaps.length) {
    gapCounts.set(id, told.bodies[id].gaps.length);
  }
}

for (const row of told.lists ? told.lists.conflicts : []) {
  for (const id of [row.id, row.of, row.line]) {
    if (id) {
      conflictIds.add(id);
    }
  }
}

for (const id of drawnLines) {
  if (told.lines[id].certainty === "disputed") {
    conflictIds.add(id);
  }
}

/* Whether a source says, on the day and in the view, to whom a body is accountable; the law alone is no source. */
/** @type {(id: string) => boolean} */
const accountableOnDay = (id) =>
  (linesAt.get(id) || []).some(
    (line) =>
      line.family === "accountability" && line.subject === id && line.certainty !== "rule" && admits(line, viewOf()),
  );

/* The words on a card beyond its type, the most telling first. */
/** @type {(id: string, open: Set<string>, marks: Map<string, Mark>) => [string, string][]} */
function badgesOf(id, open, marks) {
  const body = told.bodies[id];
  /** @type {[string, string][]} */
  const badges = [];
  const mark = marks.get(id);
  const phase = phaseOn(body, state.day);
  if (mark) {
    badges.push([
      (mark.sure ? "" : "perhaps ") + { added: "+ opened", ended: "− closed", changed: "± changed" }[mark.mark],
      mark.mark,
    ]);
  }
  if (cardOf(id).rank && !accountableOnDay(id)) {
    badges.push(["accountable: " + (notReadIn(id, "accountability").length ? "not read" : "not stated"), "warn"]);
  }
  if (phase === "planned" || phase === "shadow") {
    badges.push([phaseWord(phase).toLowerCase(), ""]);
  }
  if (body.certainty !== "stated") {
    badges.push([certaintyWord(body.certainty), ""]);
  }
  if (state.day && !state.to && holdsOn(body, state.day) === "no") {
    badges.push([body.bounds[0] > state.day ? "not yet there" : "no longer there", "warn"]);
  } else if (open.has(id)) {
    badges.push(["possibly", ""]);
  }
  if (conflictIds.has(id)) {
    badges.push(["≠", "warn"]);
  }
  if (gapCounts.has(id)) {
    badges.push(["? " + gapCounts.get(id), "warn"]);
  }
  if (told.hanging[id]) {
    badges.push(["+" + told.hanging[id].toLocaleString("en-GB") + " not drawn", ""]);
  }
  return badges;
}

/** @type {Painted} */
export let painted = {
  shown: { bodies: new Set(), lines: new Set(), open: new Set() },
  trace: null,
  parts: [],
  marks: new Map(),
};

export function paint() {
  const now = shown();
  const trace = traced();
  const parts = state.day && state.to ? changes(state.day, state.to) : [];
  const marks = marksOf(parts);
  painted = { shown: now, trace, parts, marks };
  visible = new Set([...now.bodies, ...now.lines]);
  const view = viewOf();
  looks.clear();
  nodes.update(
    drawnBodies.map((id) => {
      const body = told.bodies[id];
      looks.set(id, {
        dim: trace !== null && !trace.bodies.has(id),
        faint: now.open.has(id),
        badges: badgesOf(id, now.open, marks),
        dash: dashOf(phaseOn(body, state.day), body.certainty),
        mark: marks.get(id),
      });
      return { id, hidden: !now.bodies.has(id) };
    }),
  );
  edges.update(
    drawnLines.map((id) => {
      const line = told.lines[id];
      const mark = marks.get(id);
      const dim = trace !== null && !trace.lines.has(id);
      const open = now.open.has(id);
      const base = edgeOf(id).width;
      looks.set(id, { dim, faint: open, badges: [], dash: null, mark });
      const tint = mark
        ? mark.mark === "ended"
          ? look.endedLine
          : mark.mark === "added"
            ? look.addedLine
            : look.focus
        : strokeColour(line.family);
      return {
        id,
        hidden: !now.lines.has(id),
        color: { color: tint, highlight: look.focus, hover: tint, opacity: dim ? 0.1 : open ? 0.5 : 0.9 },
        width: mark ? base + 1.6 : trace && !dim ? base + 1.4 : open ? base * 0.75 : base,
        dashes: mark && mark.mark === "ended" ? [2, 3] : dashOf(linePhase(line, view), line.certainty) || false,
      };
    }),
  );
  prepare();
  network.redraw();
}
