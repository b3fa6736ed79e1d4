"use strict";
/* The details of a body or a line. Everything is set as text: a name is never read as markup. */
const told = read("told");

function make(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}
const bdi = (text) => make("bdi", {}, text);

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
  const shown = list.filter(([, value]) => value);
  return make("dl", {}, ...shown.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, bdi(value))]));
}
const dates = (thing) => (thing.from || thing.until ? "from " + (thing.from || "not stated") + " until " + (thing.until || "not stated") : "not stated");
const section = (title, children) => (children.length ? [make("h3", {}, title), make("ul", {}, ...children)] : []);

function bodyButton(id, name) {
  if (!told.bodies[id]) return bdi(name);
  return make("button", { type: "button", class: "body", onclick: () => choose("body", id) }, bdi(name));
}
function tags(line) {
  const words = [];
  if (line.standing !== "in effect") words.push(line.standing);
  if (!["not stated", "established"].includes(line.phase) && !words.includes(line.phase)) words.push(line.phase);
  if (line.certainty !== "stated" && !words.includes(line.certainty)) words.push(line.certainty);
  return words.map((word) => make("span", { class: "tag" }, word));
}
function lineItem(id, from) {
  const line = told.lines[id];
  const up = line.subject === from;
  const verb = make("button", { type: "button", class: "line", onclick: () => choose("line", id) }, up ? line.label : line.inverse);
  return make("li", {}, verb, " ", bodyButton(up ? line.object : line.subject, up ? line.objectName : line.subjectName),
    line.role ? make("span", {}, " (", bdi(line.role), ")") : null, ...tags(line), ...claimList(line.claims));
}

function bodyCard(id) {
  const body = told.bodies[id];
  return [
    make("h2", {}, bdi(body.name)),
    make("p", { class: "kind" }, body.type),
    pairs([["Also called", body.other.join("; ")], ["Codes", body.codes.join("; ")], ["Phase", body.phase], ["Certainty", body.certainty], ["Dates", dates(body)], ["On the day", body.holds], ["Note", body.note]]),
    ...section("Not stated", body.gaps.map((gap) => make("li", { class: "gap" }, make("b", {}, gap.text), gap.note ? make("span", {}, " – ", bdi(gap.note)) : null, ...(gap.claims.length ? claimList(gap.claims) : [])))),
    ...section("Lines (" + body.lines.length + ")", body.lines.map((line) => lineItem(line, id))),
    ...section("What is said of it", body.facts.map((fact) => make("li", {}, make("b", {}, fact.label), ": ", bdi(fact.value || ""), fact.certainty !== "stated" ? make("span", { class: "tag" }, fact.certainty) : null, fact.note ? make("span", {}, " – ", bdi(fact.note)) : null, ...claimList(fact.claims)))),
    make("h3", {}, "Where it is named"),
    ...claimList(body.claims),
    make("h3", {}, "What the type means"),
    make("p", {}, body.definition),
  ];
}
function lineCard(id) {
  const line = told.lines[id];
  return [
    make("h2", {}, bodyButton(line.subject, line.subjectName), " " + line.label + " ", bodyButton(line.object, line.objectName)),
    make("p", { class: "kind" }, "Line of " + line.family),
    make("p", {}, line.definition),
    pairs([["Role", line.role], ["Phase", line.phase], ["Certainty", line.certainty], ["Dates", dates(line)], ["On the day", line.holds], ["Stands as", line.standing === "in effect" ? null : line.standing], ["Note", line.note]]),
    make("h3", {}, "Who says so (" + line.claims.length + ")"),
    ...claimList(line.claims),
  ];
}
function lineChoice(ids) {
  return [
    make("h2", {}, ids.length + " lines run here"),
    make("ul", {}, ...ids.map((id) => {
      const line = told.lines[id];
      return make("li", {}, make("button", { type: "button", class: "line", onclick: () => choose("line", id) }, bdi(line.subjectName), " " + line.label + " ", bdi(line.objectName)), ...tags(line));
    })),
  ];
}
