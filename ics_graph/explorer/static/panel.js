"use strict";
/* The details of a body or a line: what is known of it, and who says so. */
function claimText(claim) {
  const source = told.sources[claim.source];
  const parts = [source ? source.title : claim.source];
  const more = [claim.locator, "read as: " + claim.basis];
  if (claim.stance === "denies") more.push("the source denies it");
  if (claim.stance === "questions") more.push("the source puts a question mark");
  if (claim.saidBy) more.push("said by " + claim.saidBy);
  if (claim.confidence) more.push("confidence " + claim.confidence);
  if (source) more.push(source.date);
  return parts.concat(more.filter(Boolean)).join(", ") + (claim.note ? ". Note: " + claim.note : "");
}
function claimList(claims) {
  if (!claims.length) return [make("span", { class: "claim" }, "no source cited")];
  return claims.map((claim) => {
    const link = told.sources[claim.source] && told.sources[claim.source].link;
    return make("span", { class: "claim" }, bdi(claimText(claim)), link ? " " : null, link ? make("a", { href: link, rel: "noreferrer noopener" }, "open the source") : null);
  });
}
function pairs(list) {
  const shown_ = list.filter(([, value]) => value);
  return make("dl", {}, ...shown_.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, bdi(value))]));
}
const dates = (thing) => (thing.from || thing.until ? "from " + (thing.from || "not stated") + " until " + (thing.until || "not stated") : "not stated");
const section = (title, children, tag = "ul") => (children.length ? [make("h3", {}, title), make(tag, {}, ...children)] : []);
const phaseWord = (name) => told.words.phases[name];
const certaintyWord = (name) => told.words.certainties[name];
const onTheDay = { yes: "holds on that day", possibly: "possibly holds on that day", no: "does not hold on that day" };

function bodyButton(id, name = nameOf(id)) {
  if (!told.bodies[id]) return told.served ? make("a", { href: "/body/" + encodeURIComponent(id) }, bdi(name)) : bdi(name);
  return make("button", { type: "button", class: "body", onclick: () => choose("body", id) }, bdi(name));
}
const relationWord = (line, up = true) => { const words = told.words.relations[line.type]; return up ? (linePhase(line, viewOf()) === "planned" ? words.planned : words.label) : words.inverse; };
function lineButton(line, up = true) {
  return make("button", { type: "button", class: "line", onclick: () => choose("line", line.id) }, relationWord(line, up));
}
function tags(line) {
  const words = [], heading = standing(line, viewOf()), phase = linePhase(line, viewOf());
  if (heading !== "in effect") words.push(heading);
  if (!["not-stated", "established"].includes(phase) && !words.includes(phase)) words.push(phaseWord(phase));
  if (line.certainty !== "stated" && !words.includes(line.certainty)) words.push(certaintyWord(line.certainty));
  if (state.day && heading === "in effect" && lineHolds(line, state.day) === "possibly") words.push("possibly");
  return words.map((word) => make("span", { class: "tag" }, word));
}
function lineItem(line, from) {
  const up = line.subject === from;
  return make("li", {}, lineButton(line, up), " ", bodyButton(up ? line.object : line.subject), line.role ? make("span", {}, " (", bdi(line.role), ")") : null, ...tags(line), ...claimList(line.claims));
}

/* The lines of a body by family and direction, memberships first: those in the view, then the others folded away. */
function lineSections(id) {
  const view = viewOf(), mine = linesAt.get(id) || [];
  const order = Object.keys(told.words.families);
  const parts = [];
  for (const family of ["membership", ...order.filter((name) => name !== "membership")]) {
    for (const up of [false, true]) {
      const lines = mine.filter((line) => line.family === family && (up ? line.subject === id : line.object === id) && standing(line, view) !== "at other times");
      if (!lines.length) continue;
      const title = family === "membership" ? (up ? "Member of" : "Members") : told.words.families[family][0] + (up ? ", upward" : ", downward");
      parts.push(...section(title + " (" + lines.length + ")", lines.map((line) => lineItem(line, id))));
    }
  }
  const other = mine.filter((line) => standing(line, view) === "at other times");
  if (other.length) parts.push(make("details", {}, make("summary", {}, "At other times (" + other.length + ")"), make("ul", {}, ...other.map((line) => lineItem(line, id)))));
  return parts;
}

/* The life of a body in the order of its days; what has no day comes last. */
function lifeOf(id) {
  const body = told.bodies[id], life = [];
  const add = (day, text, claims) => life.push({ day, text, claims });
  if (body.from) add(body.from, "begins");
  if (body.until) add(body.until, "ends (last day)");
  for (const spell of body.spells) add(spell.from || spell.until, phaseWord(spell.phase) + (spell.from ? " from " + spell.from : "") + (spell.until ? " until " + spell.until : ""));
  for (const [scheme, value, since, until] of body.codes) if (since || until) add(since || until, scheme + " code " + value + " from " + (since || "…") + " until " + (until || "…"));
  for (const event of Object.values(told.events)) {
    if (!event.parts.some(([one]) => one === id)) continue;
    const others = event.parts.filter(([one, side]) => one !== id || side === "original" || side === "resulting").map(([one, side, part, role]) => nameOf(one) + ": " + (role || (side === "original" ? "went in" : side === "resulting" ? "came out" : side.replace("-", " "))) + (part === "part" ? " in part" : ""));
    add(event.said, (event.planned ? "planned " : "") + event.kind + ": " + event.name + (others.length ? " (" + others.join("; ") + ")" : ""), event.claims);
  }
  for (const line of linesAt.get(id) || []) if (line.from || line.until) add(line.from || line.until, (line.subject === id ? told.words.relations[line.type].label : told.words.relations[line.type].inverse) + " " + nameOf(line.subject === id ? line.object : line.subject) + " " + dates(line));
  return life.sort((a, b) => before(a.day || "9999", b.day || "9999"));
}

/* What of a body no source says: the gaps on record, and a line of accountability where there is none. */
function gapsOf(id) {
  const gaps = told.bodies[id].gaps;
  const stated = (linesAt.get(id) || []).some((line) => line.family === "accountability" && line.subject === id && !["rule", "denied"].includes(line.certainty));
  return stated || gaps.some((gap) => gap.topic === "accountability") ? gaps : [{ text: "not stated: to whom it is accountable", note: null, claims: null }, ...gaps];
}
const conflictsOf = (id) => (told.lists ? told.lists.conflicts.filter((row) => row.id === id || row.of === id) : []);

/* Names, codes, phase, certainty and dates of a body. */
function bodyPairs(body) {
  const codes = body.codes.map(([scheme, value, since, until]) => scheme + " " + value + (since || until ? " (" + (since || "…") + " to " + (until || "…") + ")" : ""));
  const there = { yes: "is there on that day", possibly: "possibly is there on that day", no: "is not there on that day" };
  return pairs([["Also called", body.other.join("; ")], ["Codes", codes.join("; ")], ["Phase", phaseWord(phaseOn(body, state.day))], ["Certainty", certaintyWord(body.certainty)], ["Dates", dates(body)], ["On the day", state.day ? there[holdsOn(body, state.day)] : null], ["Note", body.note]]);
}
function bodyCard(id) {
  const body = told.bodies[id];
  const hanging = told.hanging[id];
  return [
    make("h2", {}, bdi(body.name)),
    make("p", { class: "kind" }, typeLabel(body.type)),
    make("div", { class: "acts" },
      button("To whom is it accountable?", () => change({ trace: ["accountable", id], chosen: null })),
      button("Trace from here", () => traceForm(id, null)), button("Trace to here", () => traceForm(null, id)),
      button("Print a briefing", () => printBriefing(id)),
      told.served ? make("a", { class: "act", href: "/body/" + encodeURIComponent(id) }, "Open its own page") : null),
    drawnBodies.includes(id) ? null : make("p", { class: "note" }, "It is not in this picture: only what is told of it is on this page."),
    hanging ? make("p", { class: "note" }, counted(hanging, "more body", "more bodies") + " linked to it " + (hanging === 1 ? "is" : "are") + " not drawn here.") : null,
    bodyPairs(body),
    ...section("Not stated", gapsOf(id).map((gap) => make("li", { class: "gap" }, make("b", {}, gap.text), gap.note ? make("span", {}, " – ", bdi(gap.note)) : null, ...(gap.claims ? claimList(gap.claims) : [])))),
    ...lineSections(id),
    ...section("Where sources differ", conflictsOf(id).map((row) => make("li", {}, make("b", {}, row.group || ""), ": ", bdi([row.relation, row.value].filter(Boolean).join(": ")), row.note ? make("span", {}, " – ", bdi(row.note)) : null, ...claimList(row.claims)))),
    ...section("What is said of it", body.facts.map((fact) => make("li", {}, make("b", {}, fact.label), ": ", bdi(fact.value || ""), fact.certainty && fact.certainty !== "stated" ? make("span", { class: "tag" }, certaintyWord(fact.certainty)) : null, fact.note ? make("span", {}, " – ", bdi(fact.note)) : null, ...claimList(fact.claims)))),
    ...section("History", lifeOf(id).map((one) => make("li", {}, make("b", {}, one.day || "undated"), " ", bdi(one.text), ...(one.claims ? claimList(one.claims) : []))), "ol"),
    make("h3", {}, "Where it is named"),
    ...claimList(body.claims),
    make("h3", {}, "What the type means"),
    make("p", {}, told.words.types[body.type].definition),
  ];
}

function lineCard(id) {
  const line = told.lines[id], view = viewOf();
  const heading = standing(line, view);
  return [
    make("h2", {}, bodyButton(line.subject), " " + relationWord(line) + " ", bodyButton(line.object)),
    make("p", { class: "kind" }, "Line of " + told.words.families[line.family][0]),
    make("p", {}, told.words.relations[line.type].definition),
    pairs([["Role", line.role], ["Phase", phaseWord(linePhase(line, view))], ["Certainty", certaintyWord(line.certainty)], ["Dates", dates(line)], ["On the day", state.day && !line.planned ? onTheDay[lineHolds(line, state.day)] : null], ["Stands as", heading === "in effect" ? null : heading], ["Note", line.note]]),
    make("h3", {}, "Who says so (" + line.claims.length + ")"),
    ...claimList(line.claims),
  ];
}
function lineChoice(ids) {
  return [
    make("h2", {}, ids.length + " lines run here"),
    make("ul", {}, ...ids.map((id) => {
      const line = told.lines[id];
      return make("li", {}, make("button", { type: "button", class: "line", onclick: () => choose("line", id) }, bdi(nameOf(line.subject)), " " + relationWord(line) + " ", bdi(nameOf(line.object))), ...tags(line));
    })),
  ];
}
