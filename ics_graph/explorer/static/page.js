"use strict";
/* The page around the drawing: what is chosen and said, and what happens at every change of the state. */
const panel = byId("panel"), details = byId("details");
let back = null, form = null;

function show(children) {
  details.replaceChildren(...children.filter(Boolean));
  panel.hidden = false;
  placePanel();
  panel.scrollTop = 0;
}
/* The panel shows what is chosen, else the trace; closing one shows the other again. */
function showPanel() {
  if (form) return show(form);
  if (state.chosen) {
    const [what, id] = state.chosen;
    return show([state.trace ? button("Back to the trace", () => change({ chosen: null }), { class: "back" }) : null, ...(what === "body" ? bodyCard(id) : lineCard(id))]);
  }
  if (state.trace) return show(traceCard(painted.trace));
  panel.hidden = true;
}
function select() {
  network.unselectAll();
  if (!state.chosen) return;
  const [what, id] = state.chosen;
  if (what === "body" && painted.shown.bodies.has(id)) network.selectNodes([id], false);
  if (what === "line" && painted.shown.lines.has(id)) network.selectEdges([id]);
}
/* Where the focus goes when the panel is closed: to where it was before the panel had it. */
function keepFocus() { if (!panel.contains(document.activeElement)) back = document.activeElement; }
function choose(what, id, centre = true) {
  keepFocus();
  form = null;
  change({ chosen: [what, id] });
  if (what === "body" && cards.has(id)) { cursor = id; if (centre) bring(id); }
  panel.focus({ preventScroll: window.innerWidth > 900 });
}
function close() {
  const had = form ? "form" : state.chosen ? "chosen" : "trace";
  form = null;
  if (had === "form") change({});
  else if (had === "chosen") change({ chosen: null });
  else change({ trace: null });
  if (panel.hidden) { refocus(); back = null; }
}
/* Back to where the focus was: what was drawn anew meanwhile has a successor of the same name or place. */
function refocus() {
  if (back && back.isConnected && back !== document.body) return back.focus();
  const again = back && ((back.id && byId(back.id)) || [...document.querySelectorAll("#table button, #table a")].find((one) => one.textContent === back.textContent));
  (again || container).focus({ preventScroll: true });
}
byId("close").onclick = close;
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) close(); });

/* Beside a picture that is higher than the window the panel stays in sight; on a narrow page it stands beneath it. */
function placePanel() {
  const stage = byId("stage").getBoundingClientRect();
  panel.style.top = Math.max(10, stage.top + 10) + "px";
  panel.style.right = Math.max(10, document.documentElement.clientWidth - stage.right + 10) + "px";
  panel.style.maxHeight = Math.max(220, Math.min(window.innerHeight - 10, stage.bottom - 60) - Math.max(10, stage.top + 10)) + "px";
}
window.addEventListener("scroll", placePanel, { passive: true });
window.addEventListener("resize", placePanel);

/* Asking for a trace: two fields, either of which may be filled already. */
function traceForm(from, to) {
  keepFocus();
  const ends = { from, to };
  const one = comboboxField("trace-from", "From", "a body, by name or code"), two = comboboxField("trace-to", "To", "a body, by name or code");
  const go = button("Show the way", () => { form = null; if (!(told.bodies[ends.from] && told.bodies[ends.to])) return askStore("route", { start: ends.from, goal: ends.to }); change({ trace: ["route", ends.from, ends.to], chosen: null }); panel.focus(); }, { class: "main" });
  const ready = () => { go.disabled = !(ends.from && ends.to) || ends.from === ends.to; };
  const carried = (hit) => { if (told.bodies[hit.id] || told.served) return true; announce(hit.name + " is not on this page, so no way to it can be traced here."); return false; };
  for (const [here, name, there, other] of [[one, "from", two, "to"], [two, "to", one, "from"]]) {
    combobox(here.field, here.list, (hit) => {
      if (!carried(hit)) return;
      ends[name] = hit.id;
      here.field.value = hit.name;
      ready();
      (ends[other] ? go : there.field).focus();
    });
  }
  if (from) one.field.value = nameOf(from);
  if (to) two.field.value = nameOf(to);
  ready();
  form = [make("h2", {}, "Trace"), make("p", {}, "How does one body lead to another? Lines are followed upward: from the member to the body, the part to the whole, the accountable to whom it answers."), one.box, two.box, make("div", { class: "acts" }, go), make("p", { class: "note" }, "To ask to whom one body is accountable, choose it in the picture or by its name.")];
  showPanel();
  (from ? two.field : one.field).focus();
}
byId("trace").onclick = () => traceForm(null, null);

/* What can be said of accountability between the bodies shown: silence is never read as "none". */
function accountability() {
  const lines = [...painted.shown.lines].map((id) => told.lines[id]).filter((line) => line.family === "accountability");
  const rules = lines.filter((line) => line.certainty === "rule"), stated = lines.length - rules.length;
  let said = stated ? counted(stated, "line") + " of accountability " + (stated === 1 ? "is" : "are") + " stated." : "No source states a line of accountability between these bodies.";
  const laws = [...new Set(rules.flatMap((line) => line.claims.map((claim) => (told.sources[claim.source] || { title: claim.source }).title)))].sort();
  if (rules.length) said += " " + rules.length + (rules.length === 1 ? " follows" : " follow") + " from law alone (" + laws.join("; ") + ") and " + (rules.length === 1 ? "is" : "are") + " marked “by rule”.";
  return said;
}
function leftOut() {
  const view = viewOf(), why = new Map(), inside = new Set(drawnBodies);
  for (const line of Object.values(told.lines)) {
    if (admits(line, view) || !(inside.has(line.subject) || inside.has(line.object))) continue;
    const reason = standing(line, view);
    why.set(reason, (why.get(reason) || 0) + 1);
  }
  return why.size ? " Lines at these bodies that are left out: " + [...why].sort().map(([reason, n]) => n + " " + reason).join(", ") + "." : "";
}
function showHeading() {
  byId("counts").textContent = dateInWords() + " · " + countsInWords() + "." + leftOut();
  byId("said").textContent = painted.trace ? traceSentence(painted.trace) : accountability();
  container.setAttribute("aria-label", "Network of " + counted(painted.shown.bodies.size, "body", "bodies") + " and " + counted(painted.shown.lines.size, "line") + ". Arrow keys go from body to body, Enter shows what is known, plus and minus zoom. The tables below say the same in words.");
}

onChange(() => { paint(); select(); showPanel(); showControls(); legend(); showTables(); showHeading(); });
onChange((changes) => { if ("trace" in changes && state.trace) announce(traceSentence(painted.trace)); });

/* Pointer and keys on the picture */
network.on("click", (event) => {
  const { body, lines } = under(event.pointer);
  if (body !== undefined) return choose("body", body, false);
  if (lines.length === 1) return choose("line", lines[0], false);
  if (lines.length) { keepFocus(); form = lineChoice(lines); showPanel(); network.selectEdges(lines); panel.focus({ preventScroll: true }); form = null; }
  else if (!panel.hidden) close();
});
network.on("dragEnd", moved);
network.on("zoom", moved);
const hand = (on) => () => { container.style.cursor = on ? "pointer" : ""; };
network.on("hoverNode", hand(true)); network.on("blurNode", hand(false));
network.on("hoverEdge", hand(true)); network.on("blurEdge", hand(false));
/* A page that cannot be scrolled past its drawing is a trap: the wheel zooms only with Ctrl. */
container.addEventListener("wheel", (event) => { if (!event.ctrlKey && !event.metaKey) event.stopPropagation(); }, { capture: true });
container.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key.startsWith("Arrow")) {
    event.preventDefault();
    if (!cursor || !painted.shown.bodies.has(cursor)) cursor = painted.shown.bodies.has(told.system) ? told.system : [...painted.shown.bodies][0];
    else cursor = nextCard(cursor, event.key) || cursor;
    if (!cursor) return;
    const { x, y } = network.canvasToDOM({ x: cards.get(cursor).x, y: cards.get(cursor).y });
    if (x < 40 || y < 30 || x > container.clientWidth - 40 || y > container.clientHeight - 30) network.moveTo({ position: { x: cards.get(cursor).x, y: cards.get(cursor).y }, animation: false });
    network.redraw();
    announce(nameOf(cursor) + ", " + typeLabel(typeOf(cursor)));
  } else if ((event.key === "Enter" || event.key === " ") && cursor) { event.preventDefault(); choose("body", cursor, false); }
  else if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-") zoom(0.8);
  else if (event.key === "0") { state.camera = null; whole(); keepAddress(); }
});
container.addEventListener("blur", () => { cursor = null; network.redraw(); });
byId("nearer").onclick = () => zoom(1.25);
byId("farther").onclick = () => zoom(0.8);
byId("whole").onclick = () => { state.camera = null; whole(); keepAddress(); };

/* Search in the heading */
const wanted = byId("wanted");
combobox(wanted, byId("found"), (hit) => {
  if (told.bodies[hit.id]) choose("body", hit.id);
  else if (told.served) location.assign("/body/" + encodeURIComponent(hit.id));
  else { keepFocus(); form = [make("h2", {}, bdi(hit.name)), make("p", { class: "kind" }, typeLabel(hit.type)), make("p", { class: "note" }, "It is in the data, but not in this picture: " + (hit.why || "it is linked to none of these bodies") + ".")]; showPanel(); panel.focus(); form = null; }
});
byId("search").addEventListener("submit", (event) => event.preventDefault());

dark.addEventListener("change", () => { look = theme(); change({}, { remember: false }); });
let width = container.clientWidth;
new ResizeObserver(() => { if (container.clientWidth !== width) { width = container.clientWidth; place(); } }).observe(container);
function fromAddress() {
  const unknown = decode(location.hash);
  change({}, { remember: false });
  place();
  if (unknown.length) announce("The link speaks of what is not on this page: " + listed(unknown) + ".");
}
window.addEventListener("hashchange", fromAddress);
if (location.hash.length > 1) fromAddress(); else { change({}, { remember: false }); place(); }
network.once("afterDrawing", () => { container.dataset.ready = String(Math.round(performance.now())); });
network.redraw();
window.explorer = { network, cards, routes, state, change, choose };
