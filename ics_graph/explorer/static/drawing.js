"use strict";
/* The picture: vis-network with our cards and courses, painted anew whenever the state changes. */
const data = read("network");
const container = byId("drawing");
for (const node of data.nodes) { node.ctxRenderer = drawCard(node); delete node.color; delete node.font; }
const cards = new Map(data.nodes.map((node) => [node.id, node]));
const routes = new Map(data.edges.map((edge) => [edge.id, edge.route]));
const byEdge = new Map(data.edges.map((edge) => [edge.id, edge]));
const nodes = new vis.DataSet(data.nodes);
const edges = new vis.DataSet(data.edges);
const network = new vis.Network(container, { nodes, edges }, data.options);
network.canvas.frame.tabIndex = -1;
let visible = new Set();

function prepare() {
  for (const [id, node] of cards) settle(network.body.nodes[id], node.card);
  for (const [id, course] of routes) if (network.body.edges[id]) follow(network.body.edges[id], course, byEdge.get(id).hub);
}
network.on("beforeDrawing", drawBands);
network.on("afterDrawing", (ctx) => { drawWords(ctx, visible); drawBadges(ctx, cards, visible); });

const dashOf = (phase, certainty) => plan.dashes[phase] || plan.dashes[certainty] || null;
const gapCounts = new Map(), conflictIds = new Set();
for (const id of drawnBodies) if (told.bodies[id].gaps.length) gapCounts.set(id, told.bodies[id].gaps.length);
for (const row of told.lists ? told.lists.conflicts : []) for (const id of [row.id, row.of, row.line]) if (id) conflictIds.add(id);
for (const id of drawnLines) if (told.lines[id].certainty === "disputed") conflictIds.add(id);

/* Whether a source says, of the day and in the view, to whom a body is accountable; what only the law says is no source. */
const accountableOnDay = (id) => (linesAt.get(id) || []).some((line) => line.family === "accountability" && line.subject === id && line.certainty !== "rule" && admits(line, viewOf()));

/* The words on a card beyond its type, the most telling first. */
function badgesOf(id, open, marks) {
  const body = told.bodies[id], badges = [], mark = marks.get(id), phase = phaseOn(body, state.day);
  if (mark) badges.push([(mark.sure ? "" : "perhaps ") + { added: "+ opened", ended: "− closed", changed: "± changed" }[mark.mark], mark.mark]);
  if (cards.get(id).rank && !accountableOnDay(id)) badges.push(["accountable: not stated", "warn"]);
  if (phase === "planned" || phase === "shadow") badges.push([phaseWord(phase).toLowerCase(), ""]);
  if (body.certainty !== "stated") badges.push([certaintyWord(body.certainty), ""]);
  if (state.day && !state.to && holdsOn(body, state.day) === "no") badges.push([body.bounds[0] > state.day ? "not yet there" : "no longer there", "warn"]);
  else if (open.has(id)) badges.push(["possibly", ""]);
  if (conflictIds.has(id)) badges.push(["≠", "warn"]);
  if (gapCounts.has(id)) badges.push(["? " + gapCounts.get(id), "warn"]);
  if (told.hanging[id]) badges.push(["+" + told.hanging[id].toLocaleString("en-GB") + " not drawn", ""]);
  return badges;
}

let painted = { shown: null, trace: null, parts: [] };
function paint() {
  const now = shown(), trace = traced(), parts = state.to ? changes(state.day, state.to) : [], marks = marksOf(parts);
  painted = { shown: now, trace, parts, marks };
  visible = new Set([...now.bodies, ...now.lines]);
  const view = viewOf();
  looks.clear();
  nodes.update(drawnBodies.map((id) => {
    const body = told.bodies[id];
    looks.set(id, { dim: Boolean(trace) && !trace.bodies.has(id), faint: now.open.has(id), badges: badgesOf(id, now.open, marks), dash: dashOf(phaseOn(body, state.day), body.certainty), mark: marks.get(id) });
    return { id, hidden: !now.bodies.has(id) };
  }));
  edges.update(drawnLines.map((id) => {
    const line = told.lines[id], mark = marks.get(id), dim = Boolean(trace) && !trace.lines.has(id), open = now.open.has(id), base = byEdge.get(id).width;
    looks.set(id, { dim, faint: open, badges: [], dash: null, mark });
    const tint = mark ? (mark.mark === "ended" ? look.endedLine : mark.mark === "added" ? look.addedLine : look.focus) : strokeColour(line.family);
    return {
      id,
      hidden: !now.lines.has(id),
      color: { color: tint, highlight: look.focus, hover: tint, opacity: dim ? 0.1 : open ? 0.5 : 0.9 },
      width: mark ? base + 1.6 : trace && !dim ? base + 1.4 : open ? base * 0.75 : base,
      dashes: mark && mark.mark === "ended" ? [2, 3] : dashOf(linePhase(line, view), line.certainty) || false,
    };
  }));
  prepare();
  network.redraw();
}

/* As high as the picture needs at this width; one that is higher than the window is scrolled past. */
function fitHeight() {
  const room = container.clientWidth < 700 ? Math.max(340, 0.62 * window.innerHeight) : Math.max(420, 1.3 * window.innerHeight);
  const needed = (container.clientWidth * (plan.height + 30)) / (plan.width + 28);
  container.style.height = Math.round(Math.min(room, Math.max(needed, 340))) + "px";
  network.setSize("100%", container.style.height);
}
function whole() {
  const { clientWidth: w, clientHeight: h } = container;
  const fit = Math.min(w / (plan.width + 28), h / (plan.height + 24), 1.25);
  const narrow = fit < 0.45 && plan.width > w;
  const root = cards.get(told.system);
  const scale = narrow ? 0.62 : fit;
  const position = narrow && root ? { x: root.x, y: root.y + h / 2 / scale - 90 } : { x: plan.width / 2, y: plan.height / 2 };
  network.moveTo({ position, scale, animation: false });
}
function moved() {
  const { x, y } = network.getViewPosition();
  state.camera = [Math.round(x), Math.round(y), Number(network.getScale().toFixed(3))];
  keepAddress();
}
function zoom(by) {
  network.moveTo({ scale: Math.max(0.1, Math.min(4, network.getScale() * by)), animation: false });
  moved();
}
function place() {
  fitHeight();
  if (state.camera) network.moveTo({ position: { x: state.camera[0], y: state.camera[1] }, scale: state.camera[2], animation: false });
  else whole();
}
/* Bring a card into the part of the picture that the window shows and the panel leaves free; what is there stays. */
function bring(id) {
  const card = cards.get(id);
  if (!card) return;
  const box = container.getBoundingClientRect();
  const top = Math.max(0, -box.top), bottom = Math.min(box.height, window.innerHeight - box.top);
  const right = box.width - (window.innerWidth > 900 ? 430 : 0);
  const seen = bottom - top > 120, scale = Math.max(network.getScale(), 0.8);
  const at = network.canvasToDOM({ x: card.x, y: card.y }), wide = (card.card.w / 2) * network.getScale();
  if (seen && network.getScale() >= 0.6 && at.x > wide && at.x < right - wide && at.y > top + 40 && at.y < bottom - 40) return;
  const middle = { x: right / 2, y: seen ? (top + bottom) / 2 : box.height / 2 };
  network.moveTo({ position: { x: card.x - (middle.x - box.width / 2) / scale, y: card.y - (middle.y - box.height / 2) / scale }, scale, animation: false });
}

/* What lies under a point: a body, or the lines that run there together. */
function under(pointer) {
  const node = network.getNodeAt(pointer.DOM);
  if (node !== undefined) return { body: node };
  const { x, y } = pointer.canvas;
  const near = [...routes].filter(([id]) => painted.shown.lines.has(id)).map(([id, course]) => [distance(course, x, y), id]).filter(([far]) => far < 6 / network.getScale());
  const closest = Math.min(...near.map(([far]) => far));
  return { lines: near.filter(([far]) => far < closest + 1.5).map(([, id]) => id).sort() };
}

/* The nearest card that is shown in the direction of an arrow key, seen from the one that the cursor is on. */
function nextCard(from, key) {
  const [dx, dy] = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[key];
  const at = cards.get(from);
  let best = null, cost = Infinity;
  for (const id of painted.shown.bodies) {
    const one = cards.get(id), along = (one.x - at.x) * dx + (one.y - at.y) * dy, across = Math.abs((one.x - at.x) * dy) + Math.abs((one.y - at.y) * dx);
    if (id === from || along <= 1) continue;
    if (along + 2.5 * across < cost) { cost = along + 2.5 * across; best = id; }
  }
  return best;
}
