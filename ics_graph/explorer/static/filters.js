"use strict";
/* The legend, which is at the same time the filters: each entry says what a shape, stroke or dash means, and how much
   of it is shown, and can be left out. */
const heads = { triangle: "M33 5 26 1V9Z", arrow: "M33 5 25 1 27 5 25 9Z", vee: "M33 5 25 1 29 5 25 9Z", circle: "M33 5A3.5 3.5 0 1 1 26 5A3.5 3.5 0 1 1 33 5Z", diamond: "M34 5 30 1.5 26 5 30 8.5Z", curve: "M32 1A5 5 0 0 0 32 9L33 9A6 6 0 0 1 33 1Z", box: "M27 2H33V8H27Z" };
const shapeIcon = (type, tint) => svg("svg", { width: 18, height: 18, viewBox: "-11 -11 22 22", "aria-hidden": "true" }, svg("path", { d: plan.shapes[plan.looks[told.words.types[type].kind][0]], fill: tint || colour(plan.looks[told.words.types[type].kind]) }));
const strokeIcon = (tint, dash) => svg("svg", { width: 34, height: 10, viewBox: "0 0 34 10", "aria-hidden": "true" }, svg("line", { x1: 1, x2: 33, y1: 5, y2: 5, stroke: tint, "stroke-width": 2.2, "stroke-dasharray": dash ? dash.join(" ") : "none" }));
const familyIcon = (family, tint) => svg("svg", { width: 36, height: 10, viewBox: "0 0 36 10", "aria-hidden": "true" }, svg("line", { x1: 1, x2: 28, y1: 5, y2: 5, stroke: tint || strokeColour(family), "stroke-width": 2.2 }), svg("path", { d: heads[plan.strokes[family][2]], fill: tint || strokeColour(family) }));

/* How many bodies and lines of each kind there are on the day, and how many of them are shown. */
function tally() {
  const counts = { type: new Map(), family: new Map(), phase: new Map(), certainty: new Map() };
  const count = (kind, name, what, seen) => {
    if (!counts[kind].has(name)) counts[kind].set(name, { bodies: [0, 0], lines: [0, 0] });
    const one = counts[kind].get(name)[what];
    one[1]++;
    if (seen) one[0]++;
  };
  const all = { day: state.day, planned: true, uncertain: true, rules: true }, { bodies, lines } = painted.shown;
  for (const id of drawnBodies) {
    const body = told.bodies[id];
    if (state.day && !state.to && holdsOn(body, state.day) === "no") continue;
    count("type", body.type, "bodies", bodies.has(id));
    count("phase", body.planned ? "planned" : phaseOn(body, state.day), "bodies", bodies.has(id));
    count("certainty", body.certainty, "bodies", bodies.has(id));
  }
  for (const id of drawnLines) {
    const line = told.lines[id];
    if (!admits(line, all) && !(state.to && admits(line, { ...all, day: state.to }))) continue;
    count("family", line.family, "lines", lines.has(id));
    count("phase", linePhase(line, all), "lines", lines.has(id));
    count("certainty", line.certainty, "lines", lines.has(id));
  }
  return counts;
}
const ofAll = ([seen, all]) => (seen === all ? String(all) : seen + " of " + all);

function legend() {
  const counts = tally();
  const entry = (kind, name, icon, label, text, title) => {
    const box = make("input", { type: "checkbox", id: "filter-" + kind + "-" + name, "data-kind": kind, "data-name": name });
    box.checked = !state.hidden[kind].has(name);
    box.addEventListener("change", () => {
      if (box.checked) state.hidden[kind].delete(name); else state.hidden[kind].add(name);
      change({});
    });
    return make("li", { title }, make("label", {}, box, icon, make("span", {}, label), make("span", { class: "n" }, text)));
  };
  const both = ({ bodies, lines }) => [lines[1] ? ofAll(lines) + (lines[1] === 1 ? " line" : " lines") : "", bodies[1] ? ofAll(bodies) + (bodies[1] === 1 ? " body" : " bodies") : ""].filter(Boolean).join(", ");
  const group = (title, items, more) => make("section", {}, make("h2", {}, title), make("ul", {}, ...items), more);
  const most = (kind, what) => [...counts[kind]].sort(([a, x], [b, y]) => y[what][1] - x[what][1] || before(a, b));
  const inOrder = (kind, words) => Object.keys(words).filter((name) => counts[kind].has(name)).map((name) => [name, counts[kind].get(name)]);
  const focused = document.activeElement && document.activeElement.id;
  byId("legend").replaceChildren(
    group("Bodies: shape, colour, word", most("type", "bodies").map(([name, one]) => entry("type", name, shapeIcon(name), typeLabel(name), ofAll(one.bodies), told.words.types[name].definition))),
    group("Lines: colour, head, word", most("family", "lines").map(([name, one]) => entry("family", name, familyIcon(name), told.words.families[name][0], ofAll(one.lines), told.words.families[name][1]))),
    group("Phase: dash and word", inOrder("phase", told.words.phases).map(([name, one]) => entry("phase", name, strokeIcon(look.ink, dashOf(name, "")), phaseWord(name), both(one)))),
    group("Certainty: dash and word", inOrder("certainty", told.words.certainties).map(([name, one]) => entry("certainty", name, strokeIcon(look.ink, dashOf("", name)), certaintyWord(name), both(one)))),
    group("Marks on cards", [
      ...(state.day ? [["possibly", "dates leave open whether it is there on the day"]] : []),
      ...(state.to ? [["+ opened", "between the days"], ["− closed", "between the days"], ["± changed", "between the days"]] : []),
      ["accountable: not stated", "no source says to whom; drawn on the system and its partnerships"],
      ["? 2", "so many things about it are on record as not said"], ["≠", "sources differ on it"],
    ].map(([mark, text]) => make("li", {}, make("span", { class: "mark" }, mark), make("span", {}, text)))),
  );
  if (focused && focused.startsWith("filter-") && byId(focused)) byId(focused).focus();
  const hidden = KINDS.some((kind) => state.hidden[kind].size);
  byId("showall").hidden = !hidden;
}
byId("showall").onclick = () => { for (const kind of KINDS) state.hidden[kind].clear(); change({ undated: true }); };
const filtersInWords = () => {
  const label = { type: typeLabel, family: (name) => "lines of " + told.words.families[name][0], phase: (name) => "phase " + phaseWord(name), certainty: (name) => certaintyWord(name) };
  const words = KINDS.flatMap((kind) => [...state.hidden[kind]].sort().map((name) => (label[kind](name) || name).toLowerCase()));
  return (words.length ? "Left out: " + words.join(", ") : "Nothing left out") + (state.undated || !state.day ? "" : "; without what is undated");
};
