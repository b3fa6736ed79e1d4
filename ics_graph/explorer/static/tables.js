"use strict";
/* What is shown, as tables: always what the picture shows, sorted by any column, and copied as CSV. */
const cell = (text, node) => ({ text: text === null || text === undefined ? "" : String(text), node });
const claimsText = (claims) => claims.map(claimText).join("; ");
const claimsCell = (claims) => cell(claimsText(claims), make("div", {}, ...claimList(claims)));
const bodyCell = (id, name) => cell(name || nameOf(id), bodyButton(id, name));
const lineCell = (line) => cell(relationWord(line), lineButton(line));
const certaintyCell = (name) => cell(name ? certaintyWord(name) : "");

const bodyRows = () => [...painted.shown.bodies].map((id) => {
  const body = told.bodies[id];
  return [bodyCell(id), cell(typeLabel(body.type)), cell(phaseWord(phaseOn(body, state.day))), certaintyCell(body.certainty), cell(body.from || "not stated"), cell(body.until || "not stated"), cell(state.day ? (painted.shown.open.has(id) ? "possibly" : "yes") : ""), cell((linesAt.get(id) || []).filter((line) => painted.shown.lines.has(line.id)).length), claimsCell(body.claims)];
});
const lineRows = () => [...painted.shown.lines].map((id) => {
  const line = told.lines[id];
  return [bodyCell(line.subject), lineCell(line), bodyCell(line.object), cell(line.role), cell(phaseWord(linePhase(line, viewOf()))), certaintyCell(line.certainty), cell(line.from || "not stated"), cell(line.until || "not stated"), cell(state.day && !line.planned ? (lineHolds(line, state.day)) : ""), claimsCell(line.claims)];
});
const changeRows = () => painted.parts.flatMap((part) => part.items.map((one) => {
  const line = one.kind === "line" ? told.lines[one.id] : null;
  const about = line ? cell([nameOf(line.subject), relationWord(line), nameOf(line.object)].join(" "), make("div", {}, bodyButton(line.subject), " ", lineButton(line), " ", bodyButton(line.object))) : one.kind === "body" ? bodyCell(one.id) : cell(told.events[one.id].parts.map(([id]) => nameOf(id)).join("; "));
  return [cell(part.title), about, cell(one.words), cell(part.sure ? "surely" : "its dates leave it open"), claimsCell((line || (one.kind === "body" ? told.bodies[one.id] : told.events[one.id])).claims)];
}));
/* Rows as a question gives them; where the store is too large to ask it of the whole, those of what the page carries. */
const listRows = (name) => (told.lists ? told.lists[name] : carriedRows(name)).map((row) => [
  cell(row.group || (row.heading === "in effect" ? "" : row.heading)),
  row.of && row.of !== row.id ? bodyCell(row.of, row.ofName) : row.id && (told.bodies[row.id] || told.far[row.id]) ? bodyCell(row.id, row.name) : cell(row.name),
  row.line && told.lines[row.line] ? lineCell(told.lines[row.line]) : cell(row.relation),
  row.of && row.of !== row.id ? bodyCell(row.id, row.name) : cell(""),
  cell([row.value, row.note].filter(Boolean).join(" – ")), claimsCell(row.claims),
]);
function carriedRows(name) {
  const bodies = drawnBodies.map((id) => told.bodies[id]), lines = drawnLines.map((id) => told.lines[id]);
  const ofBody = (body, relation, more) => ({ id: body.id, name: body.name, of: null, relation, claims: body.claims, ...more });
  const ofLine = (line, group) => ({ id: line.object, name: nameOf(line.object), of: line.subject, ofName: nameOf(line.subject), line: line.id, group, note: line.note, claims: line.claims });
  if (name === "gaps") return bodies.flatMap((body) => body.gaps.map((gap) => ofBody(body, gap.text, { note: gap.note, claims: gap.claims })));
  if (name === "conflicts") return [...lines.filter((line) => line.certainty === "disputed").map((line) => ofLine(line, "Disputed")), ...bodies.flatMap((body) => body.facts.filter((fact) => fact.certainty === "disputed").map((fact) => ofBody(body, fact.label, { group: "Disputed", value: fact.value, claims: fact.claims })))];
  const group = (thing) => (thing.certainty === "uncertain" ? "With a question mark" : thing.planned || thing.phases.at === "planned" ? "Planned" : thing.phases.at === "shadow" ? "Shadow" : null);
  return [...bodies.filter(group).map((body) => ofBody(body, "is named", { group: group(body), note: body.note })), ...lines.filter(group).map((line) => ofLine(line, group(line)))];
}
const citedNow = () => {
  const uses = new Map();
  for (const thing of [...[...painted.shown.bodies].map((id) => told.bodies[id]), ...[...painted.shown.lines].map((id) => told.lines[id])]) for (const id of new Set(thing.claims.map((claim) => claim.source))) uses.set(id, (uses.get(id) || 0) + 1);
  return uses;
};
const sourceRows = () => [...citedNow()].filter(([id]) => told.sources[id]).map(([id, n]) => {
  const source = told.sources[id];
  return [cell(source.title, make("div", {}, bdi(source.title), source.link ? " " : null, source.link ? make("a", { href: source.link, rel: "noreferrer noopener" }, "open the source") : null)), cell(source.publisher), cell((source.kind || "").replace(/-/g, " ")), cell([source.date, source.why].filter(Boolean).join(" – ")), cell(source.licence), cell(n)];
});

const LIST_HEADS = ["What", "Of", "Relation", "To", "In words", "Who says so"];
const TABLES = {
  bodies: { title: "Bodies", heads: ["Body", "Type", "Phase", "Certainty", "From", "Until", "On the day", "Lines", "Where it is named"], rows: bodyRows, count: () => painted.shown.bodies.size },
  lines: { title: "Lines", heads: ["From", "Line", "To", "Role", "Phase", "Certainty", "Since", "Until", "On the day", "Who says so"], rows: lineRows, count: () => painted.shown.lines.size },
  changes: { title: "Changes", heads: ["Change", "Of", "In words", "Sure", "Who says so"], rows: changeRows, count: () => painted.parts.reduce((n, part) => n + part.items.length, 0), shown: () => Boolean(state.to) },
  gaps: { title: "Gaps", heads: LIST_HEADS, rows: () => listRows("gaps"), count: () => (told.lists ? told.lists.gaps : carriedRows("gaps")).length },
  conflicts: { title: told.lists ? "Conflicts" : "Disputed", heads: LIST_HEADS, rows: () => listRows("conflicts"), count: () => (told.lists ? told.lists.conflicts : carriedRows("conflicts")).length },
  uncertain: { title: "Uncertain", heads: LIST_HEADS, rows: () => listRows("uncertain"), count: () => (told.lists ? told.lists.uncertain : carriedRows("uncertain")).length },
  sources: { title: "Sources", heads: ["Source", "Publisher", "Kind", "Date", "Licence", "Cited by"], rows: sourceRows, count: () => citedNow().size },
  notdrawn: { title: "Not drawn", heads: ["Body", "Type", "Why it is not drawn"], rows: () => told.notDrawn.map(([id, name, type, why]) => [bodyCell(id, name), cell(typeLabel(type)), cell(why)]), count: () => told.notDrawn.length, shown: () => told.notDrawn.length > 0 },
};
const order = {}; /* by table: [column, 1 or -1] */

function sorted(name) {
  const rows = TABLES[name].rows();
  if (!order[name]) return rows;
  const [column, way] = order[name];
  const key = (row) => row[column].text;
  const numbers = rows.every((row) => /^-?\d+$/.test(key(row)));
  return rows.map((row, n) => [row, n]).sort(([a, m], [b, n]) => way * (numbers ? key(a) - key(b) : before(key(a).toLowerCase(), key(b).toLowerCase())) || m - n).map(([row]) => row);
}
/* A cell that a spreadsheet would take for a formula gets an apostrophe before it, as in "--format csv". */
const safe = (text) => (/^[=+\-@\t\r]/.test(text) ? "'" + text : text);
const csvOf = (name) => [TABLES[name].heads, ...sorted(name).map((row) => row.map((one) => one.text))].map((row) => row.map((text) => { const plain = safe(text); return /[",\n\r]/.test(plain) ? '"' + plain.replace(/"/g, '""') + '"' : plain; }).join(",")).join("\r\n") + "\r\n";

function showTables() {
  const names = Object.keys(TABLES).filter((name) => !TABLES[name].shown || TABLES[name].shown());
  const tab = names.includes(state.tab) ? state.tab : null;
  const focused = document.activeElement && document.activeElement.id;
  byId("tabs").replaceChildren(...names.map((name, n) => make("button", {
    type: "button", role: "tab", id: "tab-" + name, "aria-selected": String(name === tab), "aria-controls": "table", tabindex: name === tab || (!tab && n === 0) ? "0" : "-1",
    onclick: () => change({ tab: state.tab === name ? null : name }),
    onkeydown: (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) { event.preventDefault(); byId("tab-" + names[(n + step + names.length) % names.length]).focus(); }
    },
  }, TABLES[name].title + " (" + TABLES[name].count().toLocaleString("en-GB") + ")")));
  if (focused && focused.startsWith("tab-") && byId(focused)) byId(focused).focus();
  byId("table").hidden = !tab;
  if (tab) fillTable(tab); else byId("table").replaceChildren();
}
function fillTable(name) {
  const { title, heads } = TABLES[name], [column, way] = order[name] || [null, 1];
  const head = (label, n) => make("th", { scope: "col", "aria-sort": n === column ? (way === 1 ? "ascending" : "descending") : null },
    button(label + (n === column ? (way === 1 ? " ▲" : " ▼") : ""), () => { order[name] = [n, n === column ? -way : 1]; fillTable(name); byId("table").querySelectorAll("th button")[n].focus(); }, { class: "sort", "aria-label": "Sort by " + label }));
  const rows = sorted(name).map((row) => make("tr", {}, ...row.map((one) => make("td", {}, one.node || bdi(one.text)))));
  byId("table").setAttribute("aria-labelledby", "tab-" + name);
  byId("table").replaceChildren(
    make("div", { class: "acts" }, button("Copy as CSV", () => copyText(csvOf(name), title + " copied as CSV: " + counted(rows.length, "row") + ".")), button("Save as CSV", () => save(new Blob(["\ufeff" + csvOf(name)], { type: "text/csv" }), fileName(name + ".csv"))), name === "changes" && !told.scope ? storeButton("changes", { first: state.day, last: state.to, within: told.system }) : null),
    rows.length ? make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title }, make("table", {}, make("thead", {}, make("tr", {}, ...heads.map(head))), make("tbody", {}, ...rows))) : make("p", { class: "note" }, name === "changes" ? "No source dates a change between these days." : "There is nothing in this list."),
  );
}
