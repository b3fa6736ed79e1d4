/* What hangs on a body and is not drawn at first, opened in place: what stands beneath the body makes room for a panel
   with its further neighbours, and all goes back to its place when the panel is closed. */
import { drawing, drawnBodies, drawnLines, plan, told } from "./data.js";

const CARD = 210;
const PAD = 12;
const GAP = 9;
/* How far apart the lanes of two families are, and how much a line needs from its lane to the card. */
const LANE = 6;
const ENTRY = 24;
const TITLE = 30;
/* How wide a panel may be where the drawing is narrower. */
const WIDE = 1060;

/* The panel that is open: whose it is, where, and its words. */
/** @type {{ id: string; title: string; x: number; y: number; w: number; h: number } | null} */
export let panelOpen = null;

/* As all stood at first. */
const first = {
  nodes: drawing.nodes.map(({ id, x, y }) => ({ id, x, y })),
  routes: new Map(drawing.edges.map((edge) => [edge.id, edge.route])),
  bands: plan.bands,
  headings: plan.headings,
  labels: plan.labels,
  width: plan.width,
  height: plan.height,
  bodies: [...drawnBodies],
  lines: [...drawnLines],
};

/* How many further neighbours of a body the page can open. */
/** @type {(id: string) => number} */
export const openable = (id) => told.further[id] || 0;

/** @type {<T>(list: T[], items: T[]) => void} */
const refill = (list, items) => {
  list.splice(0, list.length, ...items);
};

/* The height beneath a card at which nothing is cut in two. */
/** @type {(hub: DrawnNode) => number} */
function cutBeneath(hub) {
  let cut = hub.y + hub.card.h / 2 + 12;
  for (let moves = true; moves;) {
    moves = false;
    for (const { y, card } of drawing.nodes) {
      if (y - card.h / 2 < cut && y + card.h / 2 + 8 > cut) {
        cut = y + card.h / 2 + 12;
        moves = true;
      }
    }
  }
  return cut;
}

/* Put all back to where it stood, and then open the panel of a body, where one is named; returns what came with it. */
/** @type {(id: string | null) => { nodes: DrawnNode[]; edges: DrawnEdge[] }} */
export function arrangeWith(id) {
  const places = new Map(first.nodes.map((node) => [node.id, node]));
  refill(
    drawing.nodes,
    drawing.nodes.filter((node) => places.has(node.id)),
  );
  refill(
    drawing.edges,
    drawing.edges.filter((edge) => first.routes.has(edge.id)),
  );
  for (const node of drawing.nodes) {
    Object.assign(node, places.get(node.id));
  }
  for (const edge of drawing.edges) {
    edge.route = /** @type {Point[]} */ (first.routes.get(edge.id));
  }
  const { bands, headings, labels, width, height } = first;
  Object.assign(plan, { bands, headings, labels, width, height });
  refill(drawnBodies, first.bodies);
  refill(drawnLines, first.lines);
  panelOpen = null;
  const hub = drawing.nodes.find((node) => node.id === id);
  const own = hub && plan.further[hub.id];
  return hub && own ? open(hub, own) : { nodes: [], edges: [] };
}

/** @type {(hub: DrawnNode, own: Further) => { nodes: DrawnNode[]; edges: DrawnEdge[] }} */
function open(hub, own) {
  const families = [...new Set(own.lines.map((line) => line.family))];
  const gutter = ENTRY + LANE * families.length;
  const step = gutter + CARD;
  const fit = Math.max(1, Math.floor((Math.max(plan.width, WIDE) - 2 * PAD) / step));
  const columns = Math.min(own.bodies.length, fit, Math.max(3, Math.ceil(own.bodies.length / 8)));
  const w = columns * step + 2 * PAD;
  widen(Math.max(0, w - plan.width));
  const cut = cutBeneath(hub);
  const x = Math.min(Math.max(0, hub.x - w / 2), plan.width - w);
  const y = cut + 6;
  const lane = y + TITLE;
  let top = lane + LANE * families.length + GAP;
  /** @type {DrawnNode[]} */
  const nodes = [];
  for (let n = 0; n < own.bodies.length; n += columns) {
    const row = own.bodies.slice(n, n + columns);
    const tall = Math.max(...row.map(({ card }) => card.h));
    row.forEach((body, column) => {
      const left = x + PAD + column * step + gutter;
      nodes.push({ ...body, rank: 0, x: left + CARD / 2, y: top + tall / 2 });
    });
    /* The words that hang on the lower edge of a card need a little, too. */
    top += tall + GAP + 6;
  }
  const h = top + PAD - GAP - y;
  makeRoom(cut, h + 18);
  const at = new Map(nodes.map((node) => [node.id, node]));
  const edges = own.lines.map(({ id, family, width, head }) => {
    const line = told.lines[id];
    const far = /** @type {DrawnNode} */ (at.get(line.subject === hub.id ? line.object : line.subject));
    const n = families.indexOf(family);
    const edge = far.x - far.card.w / 2;
    const aisle = edge - gutter + 4 + LANE * n;
    const drop = hub.x - hub.card.w / 4 + LANE * n;
    const entry = far.y + Math.max(-9, Math.min(9, 5 * (n - (families.length - 1) / 2)));
    /** @type {Point[]} */
    const way = [
      [drop, hub.y + hub.card.h / 2],
      [drop, lane + LANE * n],
      [aisle, lane + LANE * n],
      [aisle, entry],
      [edge, entry],
    ];
    return {
      id,
      from: line.subject,
      to: line.object,
      family,
      width,
      arrows: { to: { enabled: true, type: head, scaleFactor: 0.4 } },
      route: line.subject === hub.id ? way : way.reverse(),
      hub: hub.id,
    };
  });
  drawing.nodes.push(...nodes);
  drawing.edges.push(...edges);
  drawnBodies.push(...nodes.map((node) => node.id));
  drawnLines.push(...edges.map((edge) => edge.id));
  panelOpen = { id: hub.id, title: "Also linked to " + hub.card.text.join(" "), x, y, w, h };
  return { nodes, edges };
}

/* Give the drawing more width, and keep what stands in it in its middle. */
/** @type {(by: number) => void} */
function widen(by) {
  for (const node of drawing.nodes) {
    node.x += by / 2;
  }
  for (const edge of drawing.edges) {
    edge.route = edge.route.map(([x, y]) => [x + by / 2, y]);
  }
  plan.headings = plan.headings.map(([text, x, y]) => [text, x + by / 2, y]);
  plan.labels = plan.labels.map(([text, x, y, ids]) => [text, x + by / 2, y, ids]);
  plan.width += by;
}

/* Move down what stands beneath a height; lines that cross it grow longer, and so does the band that it is in. */
/** @type {(cut: number, by: number) => void} */
function makeRoom(cut, by) {
  /** @type {(y: number) => number} */
  const moved = (y) => (y > cut ? y + by : y);
  for (const node of drawing.nodes) {
    node.y = moved(node.y);
  }
  for (const edge of drawing.edges) {
    edge.route = edge.route.map(([x, y]) => [x, moved(y)]);
  }
  plan.bands = plan.bands.map(([name, top, bottom]) => [name, moved(top), moved(Math.max(bottom, top))]);
  plan.headings = plan.headings.map(([text, x, y]) => [text, x, y + 10 > cut ? y + by : y]);
  plan.labels = plan.labels.map(([text, x, y, ids]) => [text, x, moved(y), ids]);
  plan.height = Math.max(plan.height, cut) + by;
  if (plan.bands.length) {
    const [name, top, bottom] = plan.bands[plan.bands.length - 1];
    plan.bands[plan.bands.length - 1] = [name, top, Math.max(bottom, plan.height)];
  }
}
