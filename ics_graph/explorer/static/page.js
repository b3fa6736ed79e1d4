"use strict";
/* The page around the drawing: search, choice, legend, tables. */
(function () {
  const data = read("network");
  const container = document.getElementById("drawing");
  const panel = document.getElementById("panel");
  const details = document.getElementById("details");
  const byId = (id) => document.getElementById(id);
  const hiddenFamilies = new Set();

  for (const node of data.nodes) { node.ctxRenderer = drawCard(node); delete node.color; delete node.font; }
  const cards = new Map(data.nodes.map((node) => [node.id, node]));
  const routes = new Map(data.edges.map((edge) => [edge.id, edge.route]));
  const hubs = new Map(data.edges.map((edge) => [edge.id, edge.hub]));
  const edgeColour = (edge) => { const c = strokeColour(edge.family); return { color: c, highlight: look.focus, hover: c, opacity: 0.85 }; };
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges.map((edge) => ({ ...edge, color: edgeColour(edge) })));
  const network = new vis.Network(container, { nodes, edges }, data.options);

  function prepare() {
    for (const [id, node] of cards) settle(network.body.nodes[id], node.card);
    for (const [id, route] of routes) if (network.body.edges[id]) follow(network.body.edges[id], route, hubs.get(id));
  }
  prepare();
  network.on("beforeDrawing", drawBands);
  network.on("afterDrawing", drawWords);

  function whole() {
    const { clientWidth: w, clientHeight: h } = container;
    const narrow = w < 700;
    const scale = narrow ? 0.62 : Math.min(w / (plan.width + 28), h / (plan.height + 24), 1.25);
    const root = data.nodes.find((node) => node.rank === 2);
    const position = narrow && root ? { x: root.x, y: root.y + h / 2 / scale - 90 } : { x: plan.width / 2, y: plan.height / 2 };
    network.moveTo({ position, scale, animation: false });
  }
  whole();
  network.once("afterDrawing", () => { container.dataset.ready = String(Math.round(performance.now())); });
  let width = container.clientWidth;
  new ResizeObserver(() => { if (container.clientWidth !== width) { width = container.clientWidth; whole(); } }).observe(container);
  const zoom = (by) => network.moveTo({ scale: Math.max(0.1, Math.min(4, network.getScale() * by)), animation: false });
  byId("nearer").onclick = () => zoom(1.25);
  byId("farther").onclick = () => zoom(0.8);
  byId("whole").onclick = whole;
  /* A page that cannot be scrolled past its drawing is a trap: the wheel zooms only with Ctrl. */
  container.addEventListener("wheel", (event) => { if (!event.ctrlKey && !event.metaKey) event.stopPropagation(); }, { capture: true });

  function show(children) {
    details.replaceChildren(...children.filter(Boolean));
    panel.hidden = false;
    panel.scrollTop = 0;
  }
  function close() {
    panel.hidden = true;
    network.unselectAll();
    if (back) back.focus();
    back = null;
  }
  let back = null;
  window.choose = function (what, id, centre = true) {
    if (!panel.contains(document.activeElement)) back = document.activeElement;
    show(what === "body" ? bodyCard(id) : lineCard(id));
    network.unselectAll();
    if (what === "body" && cards.has(id)) {
      network.selectNodes([id], false);
      if (centre) bring(id);
    }
    if (what === "line" && network.body.edges[id]) network.selectEdges([id]);
    panel.focus({ preventScroll: window.innerWidth > 900 });
  };
  function bring(id) {
    const scale = Math.max(network.getScale(), 0.8);
    const overlay = window.innerWidth > 900 ? 205 / scale : 0;
    const half = container.clientHeight / 2 / scale;
    const y = plan.height > 2 * half ? Math.max(half - 10, Math.min(plan.height - half + 10, cards.get(id).y)) : plan.height / 2;
    network.moveTo({ position: { x: cards.get(id).x + overlay, y }, scale, animation: false });
  }
  byId("close").onclick = close;
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) close(); });

  network.on("click", (event) => {
    const node = network.getNodeAt(event.pointer.DOM);
    if (node !== undefined) return choose("body", node, false);
    const { x, y } = event.pointer.canvas;
    const near = [...routes].filter(([id]) => !hiddenFamilies.has(edges.get(id).family)).map(([id, route]) => [distance(route, x, y), id]).filter(([far]) => far < 6 / network.getScale());
    const closest = Math.min(...near.map(([far]) => far));
    const ids = near.filter(([far]) => far < closest + 1.5).map(([, id]) => id).sort();
    if (ids.length === 1) return choose("line", ids[0], false);
    if (ids.length) { show(lineChoice(ids)); network.selectEdges(ids); panel.focus({ preventScroll: true }); }
    else if (!panel.hidden) close();
  });
  const hand = (on) => () => { container.style.cursor = on ? "pointer" : ""; };
  network.on("hoverNode", hand(true)); network.on("blurNode", hand(false));
  network.on("hoverEdge", hand(true)); network.on("blurEdge", hand(false));

  dark.addEventListener("change", () => {
    look = theme();
    edges.update(data.edges.map((edge) => ({ id: edge.id, color: edgeColour(edge) })));
    prepare();
    legend();
    network.redraw();
  });

  /* Search */
  const wanted = byId("wanted"), list = byId("found");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const index = Object.entries(told.bodies).map(([id, body]) => ({ id, body, keys: [body.name, ...body.other, ...body.codes].map(fold) }));
  let hits = [], at = 0;
  function search() {
    const text = fold(wanted.value.trim());
    hits = text ? index.filter((one) => one.keys.some((key) => key.includes(text))) : [];
    hits.sort((a, b) => rank(a, text) - rank(b, text) || (a.body.name < b.body.name ? -1 : 1));
    hits = hits.slice(0, 12);
    at = 0;
    list.replaceChildren(...(hits.length ? hits.map((hit, n) => make("li", { role: "option", id: "hit-" + n, onmousedown: (event) => { event.preventDefault(); at = n; take(); } }, bdi(hit.body.name), make("small", {}, hit.body.type)))
      : text ? [make("li", { role: "option", "aria-disabled": "true" }, "No body drawn here has this name.")] : []));
    list.hidden = !text;
    mark();
  }
  const rank = (one, text) => (one.keys.some((key) => key === text) ? 0 : one.keys.some((key) => key.startsWith(text)) ? 1 : 2);
  function mark() {
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at && hits.length > 0)));
    wanted.setAttribute("aria-expanded", String(!list.hidden));
    if (hits.length && !list.hidden) wanted.setAttribute("aria-activedescendant", "hit-" + at); else wanted.removeAttribute("aria-activedescendant");
  }
  function take() {
    if (!hits[at]) return;
    list.hidden = true;
    mark();
    choose("body", hits[at].id);
  }
  wanted.addEventListener("input", search);
  wanted.addEventListener("blur", () => { list.hidden = true; mark(); });
  wanted.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); at = (at + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % (hits.length || 1); mark(); }
    if (event.key === "Escape") { list.hidden = true; mark(); }
  });
  byId("search").addEventListener("submit", (event) => { event.preventDefault(); if (list.hidden) search(); take(); });

  /* Legend */
  const svg = (name, attributes, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const icon = (kind) => svg("svg", { width: 18, height: 18, viewBox: "-11 -11 22 22", "aria-hidden": "true" }, svg("path", { d: plan.shapes[plan.looks[kind][0]], fill: colour(plan.looks[kind]) }));
  const stroke = (tint, dash) => svg("svg", { width: 34, height: 10, viewBox: "0 0 34 10", "aria-hidden": "true" }, svg("line", { x1: 1, x2: 33, y1: 5, y2: 5, stroke: tint, "stroke-width": 2.2, "stroke-dasharray": dash ? dash.join(" ") : "none" }));
  /* The heads that vis-network draws at the far end of a line, so that a family is known without its colour. */
  const heads = { triangle: "M33 5 26 1V9Z", arrow: "M33 5 25 1 27 5 25 9Z", vee: "M33 5 25 1 29 5 25 9Z", circle: "M33 5A3.5 3.5 0 1 1 26 5A3.5 3.5 0 1 1 33 5Z", diamond: "M34 5 30 1.5 26 5 30 8.5Z", curve: "M32 1A5 5 0 0 0 32 9L33 9A6 6 0 0 1 33 1Z", box: "M27 2H33V8H27Z" };
  const family = (one) => svg("svg", { width: 36, height: 10, viewBox: "0 0 36 10", "aria-hidden": "true" }, svg("line", { x1: 1, x2: 28, y1: 5, y2: 5, stroke: strokeColour(one.family), "stroke-width": 2.2 }), svg("path", { d: heads[one.head], fill: strokeColour(one.family) }));
  const count = (n) => make("span", { class: "n" }, String(n));
  function legend() {
    const entries = told.legend;
    const group = (title, items) => make("div", {}, make("h2", {}, title), make("ul", {}, ...items));
    const families = entries.families.map((one) => {
      const box = make("input", { type: "checkbox" });
      box.style.width = "auto";
      box.checked = !hiddenFamilies.has(one.family);
      box.addEventListener("change", () => {
        if (box.checked) hiddenFamilies.delete(one.family); else hiddenFamilies.add(one.family);
        edges.update(edges.get({ filter: (edge) => edge.family === one.family }).map((edge) => ({ id: edge.id, hidden: !box.checked })));
        prepare();
      });
      return make("li", { title: one.definition }, make("label", {}, box, family(one), make("span", {}, one.label), count(one.count)));
    });
    const phases = entries.phases.map((one) => make("li", {}, stroke(look.ink, one.dash), make("span", {}, one.label), count(one.count + " lines, " + one.bodies + " bodies")));
    const certainties = entries.certainties.map((one) => make("li", {}, stroke(look.ink, one.dash), make("span", {}, one.label), count(one.count)));
    byId("legend").replaceChildren(
      group("Bodies: shape, colour and word", entries.types.map((one) => make("li", {}, icon(one.kind), make("span", {}, one.label), count(one.count)))),
      group("Lines: tick to show", families),
      make("div", {}, group("Phase: dash and word", phases), group("Certainty: dash and word", certainties)),
    );
  }
  legend();

  /* Tables */
  function table(caption, heads, rows) {
    return make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption }, make("table", {}, make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head)))), make("tbody", {}, ...rows)));
  }
  const row = (...cells) => make("tr", {}, ...cells.map((cell) => make("td", {}, cell)));
  const inPicture = Object.entries(told.lines).filter(([id]) => routes.has(id));
  const bodies = Object.entries(told.bodies).sort(([, a], [, b]) => (a.type + a.name < b.type + b.name ? -1 : 1));
  /* Filled when first opened: a long table costs time that the drawing should not wait for. */
  function fold_(title, fill) {
    const element = make("details", {}, make("summary", {}, title));
    element.addEventListener("toggle", () => { if (element.open && element.children.length === 1) element.append(fill()); });
    return element;
  }
  byId("tables").append(
    fold_("Bodies drawn, as a table (" + bodies.length + ")", () => table("Bodies drawn", ["Body", "Type", "Phase", "Certainty", "Lines"], bodies.map(([id, body]) => row(bodyButton(id, body.name), body.type, body.phase, body.certainty, String(body.lines.length))))),
    fold_("Lines drawn, as a table (" + inPicture.length + ")", () => table("Lines drawn", ["From", "Line", "To", "Phase", "Certainty", "Dates", "Source"], inPicture.map(([id, line]) => row(bodyButton(line.subject, line.subjectName), make("button", { type: "button", class: "line", onclick: () => choose("line", id) }, line.label), bodyButton(line.object, line.objectName), line.phase, line.certainty, dates(line), make("div", {}, ...claimList(line.claims)))))),
  );
  if (told.notDrawn.length) byId("tables").append(fold_("Bodies in these data that are not drawn, and why (" + told.notDrawn.length + ")", () => table("Bodies not drawn", ["Body", "Type", "Why it is not drawn"], told.notDrawn.map(([name, type, why]) => row(bdi(name), type, why)))));
  window.explorer = { network, cards, routes };
})();
