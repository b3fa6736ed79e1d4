/* The picture: vis-network with our cards and courses, painted anew whenever the state changes. */
import { drawBadges, drawBands, drawCard, drawPanel, drawWords } from "./canvas.js";
import { arrowsOf, drawArrows } from "./chain_arrows.js";
import { changes, marksOf } from "./compare.js";
import { follow, settle } from "./courses.js";
import { drawing, drawnBodies, drawnLines, linesAt, nameOf, plan, told } from "./data.js";
import { linePhase, phaseOn } from "./dates.js";
import { byId } from "./elements.js";
import { arrangeWith } from "./further.js";
import { litNow } from "./lit.js";
import { look, looks, strokeColour, tint } from "./looks.js";
import { badgesOf, conflictsIn } from "./picture/draw.js";
import { shown } from "./shown.js";
import { state, viewOf } from "./state.js";
import { traced } from "./tracing.js";

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
  for (const { id } of own) {
    const kind = network.body.edges[id]?.edgeType;
    const line = kind?._line;
    if (kind && line) {
      kind._line = (ctx) => {
        panelOnce(ctx);
        line(ctx);
      };
    }
  }
}

/* The panel of what was opened lies over all lines but its own. */
let isPanelDrawn = false;

network.on("beforeDrawing", (ctx) => {
  isPanelDrawn = false;
  drawBands(ctx);
  drawPanel(ctx);
});

/** @type {InnerEdge["edgeType"]["_line"]} */
function panelOnce(ctx) {
  if (!isPanelDrawn) {
    isPanelDrawn = true;
    drawPanel(ctx);
  }
}

/** @type {string | null} */
let opened = null;

/** @type {DrawnEdge[]} */
let own = [];

/* Put into the network what was opened, and take out what was closed. */
function rearrange() {
  if (state.further === opened) {
    return;
  }
  opened = state.further;
  const before = new Set([...cards.keys(), ...routes.keys()]);
  const added = arrangeWith(opened);
  own = added.edges;
  for (const node of added.nodes) {
    node.ctxRenderer = drawCard(node);
  }
  for (const [kept, items] of /** @type {[Map<string, unknown>, { id: string }[]][]} */ ([
    [cards, drawing.nodes],
    [byEdge, drawing.edges],
  ])) {
    kept.clear();
    items.forEach((item) => kept.set(item.id, item));
  }
  routes.clear();
  drawing.edges.forEach((edge) => routes.set(edge.id, edge.route));
  const gone = [...before].filter((id) => !cards.has(id) && !routes.has(id));
  edges.remove(gone);
  nodes.remove(gone);
  nodes.update([
    ...drawing.nodes.map(({ id, x, y }) => ({ id, x, y })),
    ...added.nodes.map((node) => ({ ...node, shape: "custom", label: nameOf(node.id) })),
  ]);
  edges.update(added.edges);
}

network.on("afterDrawing", (ctx) => {
  drawWords(ctx, visible);
  drawArrows(ctx, arrowsOf(painted.trace, cards, visible));
  drawBadges(ctx, cards, visible);
});

/* Lines are drawn in their order: what is dimmed lies beneath the rest, and what is only possible beneath what is
   sure. */
function dimFirst() {
  const opens = new Set(own.map(({ id }) => id));
  /** @type {(id: string) => number} */
  const depth = (id) => {
    const now = looks.get(id);
    return (now?.dim ? 0 : now?.faint ? 1 : 2) + (opens.has(id) ? 3 : 0);
  };
  network.body.edgeIndices.sort((a, b) => depth(a) - depth(b));
}

/** @type {(phase: string, certainty: string) => number[] | null} */
export const dashOf = (phase, certainty) => plan.dashes[phase] || plan.dashes[certainty] || null;

const conflicts = conflictsIn(told);

/* The words on a card beyond its type, the most telling first: those of the nested picture. */
/** @type {(id: string, now: Shown, marks: Map<string, Mark>) => [string, string][]} */
const badges = (id, now, marks) =>
  badgesOf({ told, state, shown: now, linesAt, conflicts, marks }, id, cardOf(id).rank > 0);

/** @type {Painted} */
export let painted = {
  shown: { bodies: new Set(), lines: new Set(), open: new Set() },
  trace: null,
  parts: [],
  marks: new Map(),
};

export function paint() {
  rearrange();
  const now = shown();
  const trace = traced();
  const bright = litNow();
  /** @type {(id: string, lit: Set<string> | undefined) => boolean} */
  const pales = (id, lit) => (lit ? !lit.has(id) : bright !== null && !bright.has(id));
  const parts = state.day && state.to ? changes(state.day, state.to) : [];
  const marks = marksOf(parts);
  painted = { shown: now, trace, parts, marks };
  visible = new Set([...now.bodies, ...now.lines].filter((id) => cards.has(id) || byEdge.has(id)));
  const view = viewOf();
  looks.clear();
  nodes.update(
    drawnBodies.map((id) => {
      const body = told.bodies[id];
      looks.set(id, {
        dim: pales(id, trace?.bodies),
        faint: now.open.has(id),
        badges: badges(id, now, marks),
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
      const dim = pales(id, trace?.lines);
      const open = now.open.has(id);
      const base = edgeOf(id).width;
      looks.set(id, { dim, faint: open, badges: [], dash: null, mark });
      const full = mark
        ? mark.mark === "ended"
          ? look.endedLine
          : mark.mark === "added"
            ? look.addedLine
            : look.focus
        : strokeColour(line.family);
      return {
        id,
        hidden: !now.lines.has(id),
        /* An opaque tint: whatever lets the ground through adds up where many lines share a course. */
        color: { color: tint(full, dim ? 0.16 : open ? 0.6 : 1), highlight: look.focus, hover: full, opacity: 1 },
        width: mark ? base + 1.6 : trace && !dim ? base + 1.4 : open ? base * 0.75 : base,
        dashes: mark && mark.mark === "ended" ? [2, 3] : dashOf(linePhase(line, view), line.certainty) || false,
      };
    }),
  );
  prepare();
  dimFirst();
  network.redraw();
}
