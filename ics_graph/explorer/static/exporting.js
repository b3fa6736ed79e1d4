"use strict";
/* What leaves the page: the picture as SVG and PNG with title, date, filters, legend and sources; a briefing of one
   body for paper; the address of what is shown. */
function announce(text) { byId("status").textContent = text; }
function save(blob, name) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
async function copyText(text, said) {
  try { await navigator.clipboard.writeText(text); } catch {
    const area = make("textarea", { class: "away", "aria-hidden": "true", tabindex: "-1" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  announce(said);
}
const fileName = (ending) => [told.system, state.day || "any-date", ...(state.to ? [state.to] : [])].join("-").replace(/[^\w-]+/g, "-") + (ending.startsWith(".") ? "" : "-") + ending;
const dateInWords = () => (state.to ? "Compared: " + dayInWords(state.day) + " and " + dayInWords(state.to) : state.day ? "As of " + dayInWords(state.day) : "At any date");
const countsInWords = () => "showing " + painted.shown.bodies.size.toLocaleString("en-GB") + " of " + told.total.toLocaleString("en-GB") + " bodies, " + counted(painted.shown.lines.size, "line");

/* A course with rounded corners, as on the canvas. */
function coursePath(course) {
  const parts = ["M" + course[0].join(" ")];
  for (let n = 1; n < course.length - 1; n++) {
    const [[ax, ay], [bx, by], [cx, cy]] = [course[n - 1], course[n], course[n + 1]];
    const [inward, outward] = [Math.hypot(bx - ax, by - ay), Math.hypot(cx - bx, cy - by)];
    const room = Math.min(7, inward / 2, outward / 2);
    parts.push("L" + [bx - ((bx - ax) / inward) * room, by - ((by - ay) / inward) * room].map((x) => x.toFixed(1)).join(" "));
    parts.push("Q" + bx + " " + by + " " + [bx + ((cx - bx) / outward) * room, by + ((cy - by) / outward) * room].map((x) => x.toFixed(1)).join(" "));
  }
  return parts.join("") + "L" + course[course.length - 1].join(" ");
}

/* Paper is white, whatever the screen is. */
const INK = "#17212b", SOFT = "#4c5a67";
function drawnSvg(only) {
  const light = (kind) => plan.looks[kind][1], words = (text, x, y, props = {}) => svg("text", { x, y, "dominant-baseline": "middle", fill: INK, ...props }, text);
  const opacity = (id) => (lookOf(id).dim || (only && !only.has(id)) ? 0.14 : lookOf(id).faint ? 0.55 : 1);
  const bands = plan.bands.map(([name, top, bottom], n) => svg("g", {}, svg("rect", { x: -6, y: top, width: plan.width + 12, height: bottom - top, fill: n % 2 ? "#f3f6f8" : "#e9eef3" }), words(name.toUpperCase(), 6, top + 12, { "font-size": 10.5, "font-weight": 700, fill: SOFT })));
  const lines = [...painted.shown.lines].map((id) => {
    const line = told.lines[id], course = routes.get(id), edge = byEdge.get(id), tint = plan.strokes[line.family][0], now = lookOf(id);
    const [[px, py], [ex, ey]] = course.slice(-2), angle = (Math.atan2(ey - py, ex - px) * 180) / Math.PI;
    const dash = now.mark && now.mark.mark === "ended" ? [2, 3] : dashOf(linePhase(line, viewOf()), line.certainty);
    return svg("g", { opacity: opacity(id), "data-line": id }, svg("title", {}, [nameOf(line.subject), relationWord(line), nameOf(line.object)].join(" ")),
      svg("path", { d: coursePath(course), fill: "none", stroke: tint, "stroke-width": edge.width + (now.mark ? 1.6 : 0), "stroke-dasharray": dash ? dash.join(" ") : null }),
      svg("path", { d: heads[plan.strokes[line.family][2]], fill: tint, transform: `translate(${ex} ${ey}) rotate(${angle.toFixed(1)}) translate(-33 -5)` }));
  });
  const titles = plan.headings.map(([text, x, y]) => words(text.replace(/ \(\d+\)$/, ""), x, y, { "font-size": 10.5, "font-weight": 600, fill: SOFT }));
  const bodies = [...painted.shown.bodies].map((id) => {
    const node = cards.get(id), { w, h, text, words: below } = node.card, now = lookOf(id), tint = light(node.kind), left = node.x - w / 2, top = node.y - h / 2, root = node.rank === 2;
    let y = node.y - (text.length * 15 + below.length * 12) / 2 + 8;
    const set = (part, size, weight, fill) => { const made = words(part, left + 28, y, { "font-size": size, "font-weight": weight, fill }); y += size > 11 ? 15 : 12; return made; };
    return svg("g", { opacity: opacity(id), "data-body": id }, svg("title", {}, nameOf(id)),
      svg("rect", { x: left, y: top, width: w, height: h, rx: 6, fill: "#ffffff" }),
      svg("rect", { x: left, y: top, width: w, height: h, rx: 6, fill: tint, "fill-opacity": root ? 1 : node.rank ? 0.2 : 0.07, stroke: root ? INK : tint, "stroke-width": node.rank ? 1.8 : 1.1, "stroke-dasharray": now.dash ? now.dash.join(" ") : null }),
      svg("path", { d: plan.shapes[plan.looks[node.kind][0]], fill: root ? "#ffffff" : tint, transform: `translate(${left + 15} ${node.y}) scale(.78)` }),
      text.map((part) => set(part, 12.5, node.rank ? 700 : 500, root ? "#ffffff" : INK)), below.map((part) => set(part, 10, 400, root ? "#ffffff" : SOFT)),
      badgePlaces(node, now.badges, (mark) => mark.length * 5.4).map(({ text: mark, x, y: at, w: wide, h: high }) => svg("g", {}, svg("rect", { x, y: at, width: wide, height: high, rx: 4, fill: "#ffffff", stroke: SOFT, "stroke-width": 0.7 }), words(mark, x + 3.5, at + high / 2 + 0.5, { "font-size": 8.5, "font-weight": 600 }))));
  });
  return svg("g", {}, bands, lines, titles, bodies);
}

/* The legend and the sources in columns beneath the picture, from a height on; returns [elements, height]. */
function keysSvg(from, width) {
  const parts = [], column = 300, columns = Math.max(1, Math.floor(width / column));
  let y = from;
  const block = (title, items) => {
    if (!items.length) return;
    parts.push(svg("text", { x: 0, y: y + 14, "font-size": 11, "font-weight": 700, fill: SOFT }, title.toUpperCase()));
    y += 22;
    items.forEach((item, n) => parts.push(svg("g", { transform: `translate(${(n % columns) * column} ${y + Math.floor(n / columns) * 20})` }, item)));
    y += Math.ceil(items.length / columns) * 20 + 6;
  };
  const label = (text, x = 44) => svg("text", { x, y: 10, "font-size": 11, fill: INK, "dominant-baseline": "middle" }, text);
  const counts = tally(), some = (kind, what) => [...counts[kind]].filter(([, one]) => one[what][0]).sort(([a, x], [b, z]) => z[what][0] - x[what][0] || before(a, b));
  block("Bodies", some("type", "bodies").map(([name, one]) => [svg("path", { d: plan.shapes[plan.looks[told.words.types[name].kind][0]], fill: plan.looks[told.words.types[name].kind][1], transform: "translate(18 10) scale(.75)" }), label(typeLabel(name) + " (" + one.bodies[0] + ")")]));
  block("Lines", some("family", "lines").map(([name, one]) => [svg("line", { x1: 1, x2: 28, y1: 10, y2: 10, stroke: plan.strokes[name][0], "stroke-width": 2.2 }), svg("path", { d: heads[plan.strokes[name][2]], fill: plan.strokes[name][0], transform: "translate(0 5)" }), label(told.words.families[name][0] + " (" + one.lines[0] + ")")]));
  const dashes = (kind, word) => [...counts[kind]].filter(([, one]) => one.bodies[0] + one.lines[0]).map(([name]) => [svg("line", { x1: 1, x2: 33, y1: 10, y2: 10, stroke: INK, "stroke-width": 2.2, "stroke-dasharray": ((kind === "phase" ? dashOf(name, "") : dashOf("", name)) || []).join(" ") || "none" }), label(word(name))]);
  block("Phase", dashes("phase", phaseWord));
  block("Certainty", dashes("certainty", certaintyWord));
  const cited = [...citedNow().keys()].filter((id) => told.sources[id]);
  parts.push(svg("text", { x: 0, y: y + 14, "font-size": 11, "font-weight": 700, fill: SOFT }, "SOURCES"));
  y += 22;
  for (const id of cited) {
    const { title, publisher, date } = told.sources[id];
    for (const [n, part] of wrapped([title, publisher, date].filter(Boolean).join(", "), width / 5.7).entries()) { parts.push(svg("text", { x: n ? 12 : 0, y: y + 10, "font-size": 10.5, fill: INK }, part)); y += 15; }
  }
  return [parts, y];
}
function wrapped(text, most) {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const pieces = word.match(new RegExp(".{1," + Math.max(8, Math.floor(most)) + "}", "gu")) || [];
    for (const piece of pieces) if ((lines[lines.length - 1] + " " + piece).length > most) lines.push(piece); else lines[lines.length - 1] = (lines[lines.length - 1] + " " + piece).trim();
  }
  return lines;
}

function pictureSvg() {
  const width = Math.max(plan.width + 12, 620);
  const subtitle = [...wrapped(dateInWords() + " · " + countsInWords() + ".", width / 6.4), ...wrapped(filtersInWords() + ".", width / 6.4), ...(state.trace ? wrapped(traceSentence(traced()), width / 6.4) : [])];
  const top = 40 + subtitle.length * 17;
  const [keys, bottom] = keysSvg(top + plan.height + 20, width);
  const root = svg("svg", { xmlns: "http://www.w3.org/2000/svg", width: Math.ceil(width + 32), height: Math.ceil(bottom + 32), viewBox: `-16 0 ${Math.ceil(width + 32)} ${Math.ceil(bottom + 32)}`, "font-family": FONT },
    svg("title", {}, nameOf(told.system) + ". " + dateInWords()),
    svg("rect", { x: -16, y: 0, width: "100%", height: "100%", fill: "#ffffff" }),
    svg("text", { x: 0, y: 28, "font-size": 20, "font-weight": 700, fill: INK }, nameOf(told.system)),
    subtitle.map((text, n) => svg("text", { x: 0, y: 50 + n * 17, "font-size": 12, fill: SOFT }, text)),
    svg("g", { transform: `translate(6 ${top})` }, drawnSvg()), keys);
  return new XMLSerializer().serializeToString(root);
}
/* Characters that XML does not allow cannot be in a file that others open. */
const svgText = () => '<?xml version="1.0" encoding="UTF-8"?>\n' + pictureSvg().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd") + "\n";

async function picturePng() {
  const image = new Image();
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svgText());
  await image.decode();
  const scale = Math.min(2, 8000 / image.width, 8000 / image.height), canvas = document.createElement("canvas");
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

/* A briefing of one body: its card without anything to press, its place in the picture, the legend, the sources. On
   paper each claim is a number, which the list of sources explains once. */
function printBriefing(id) {
  const cited = [];
  const number = (claim) => {
    const text = claimText(claim), link = told.sources[claim.source] && told.sources[claim.source].link;
    let at = cited.findIndex((one) => one.text === text);
    if (at < 0) at = cited.push({ text, link }) - 1;
    return "[" + (at + 1) + "]";
  };
  const numbered = (claims) => (claims && claims.length ? make("span", { class: "cites" }, " ", claims.map(number).join(" ")) : claims ? make("span", { class: "cites" }, " no source cited") : null);
  const body = told.bodies[id], view = viewOf(), mine = (linesAt.get(id) || []).filter((line) => standing(line, view) !== "at other times");
  const row = (...parts) => make("li", {}, ...parts);
  const of = (line) => { const up = line.subject === id; return row(up ? relationWord(line) : told.words.relations[line.type].inverse, " ", bdi(nameOf(up ? line.object : line.subject)), line.role ? make("span", {}, " (", bdi(line.role), ")") : null, ...tags(line), line.from || line.until ? " " + dates(line) : null, numbered(line.claims)); };
  const lines = Object.keys(told.words.families).flatMap((family) => section("Lines of " + told.words.families[family][0], mine.filter((line) => line.family === family).map(of)));
  const other = (linesAt.get(id) || []).length - mine.length;
  const parts = [
    make("p", { class: "kind" }, "Briefing · " + nameOf(told.system) + " · " + dateInWords() + " · " + filtersInWords()),
    make("h2", {}, bdi(body.name)), make("p", { class: "kind" }, typeLabel(body.type), numbered(body.claims)),
    bodyPairs(body),
    make("p", { class: "answer" }, bdi(traceSentence({ kind: "accountable", body: id, found: upward(id, ["accountability"], view) }))),
    ...section("Not stated", gapsOf(id).map((gap) => row(bdi(gap.text), gap.note ? " – " + gap.note : null, gap.claims ? numbered(gap.claims) : null))),
    ...lines,
    other ? make("p", { class: "kind" }, counted(other, "line") + " of other times " + (other === 1 ? "is" : "are") + " left out.") : "",
    ...section("Where sources differ", conflictsOf(id).map((one) => row(bdi([one.group, one.relation, one.value, one.note].filter(Boolean).join(": ")), numbered(one.claims)))),
    ...section("What is said of it", body.facts.map((fact) => row(make("b", {}, fact.label), ": ", bdi(fact.value || ""), fact.note ? " – " + fact.note : null, numbered(fact.claims)))),
    ...section("History", lifeOf(id).map((one) => row(make("b", {}, one.day || "undated"), " ", bdi(one.text), one.claims ? numbered(one.claims) : null)), "ol"),
  ];
  const near = new Set([id, ...mine.filter((line) => painted.shown.lines.has(line.id)).flatMap((line) => [line.id, line.subject, line.object])]);
  if (drawnBodies.includes(id)) parts.push(make("figure", {}, svg("svg", { viewBox: `-8 -8 ${plan.width + 16} ${plan.height + 16}`, "font-family": FONT, role: "img", "aria-label": "Its place in the picture" }, drawnSvg(near)), make("figcaption", {}, "Its place in the picture; what is not linked to it is pale. The rows arrange the drawing and claim nothing.")));
  const counts = tally();
  const meaning = (kind, words, dash) => Object.keys(words).filter((name) => counts[kind].has(name)).map((name) => row(strokeIcon(INK, dash(name)), " ", words[name]));
  parts.push(
    ...section("Legend", [...Object.keys(plan.strokes).map((name) => row(familyIcon(name, plan.strokes[name][0]), " ", told.words.families[name][0])), ...meaning("phase", told.words.phases, (name) => dashOf(name, "")), ...meaning("certainty", told.words.certainties, (name) => dashOf("", name))]),
    ...section("Sources", cited.map(({ text, link }, n) => row("[" + (n + 1) + "] ", bdi(text), link ? " " + link : null))));
  byId("briefing").replaceChildren(...parts.filter(Boolean));
  document.body.classList.add("briefing");
  window.print();
}
window.addEventListener("afterprint", () => { document.body.classList.remove("briefing"); byId("briefing").replaceChildren(); });

byId("save-svg").onclick = () => { save(new Blob([svgText()], { type: "image/svg+xml" }), fileName(".svg")); announce("Picture saved as SVG."); };
byId("save-png").onclick = async () => { save(await picturePng(), fileName(".png")); announce("Picture saved as PNG."); };
byId("copy-link").onclick = () => { keepAddress(); copyText(location.href.split("#")[0] + "#" + encode(), "The link to what is shown is copied."); };
