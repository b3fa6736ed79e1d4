"use strict";
/* What the page is built from: its data, and elements whose content is always text. A name is never read as markup. */
const read = (id) => JSON.parse(document.getElementById("data-" + id).textContent);
const plan = read("plan");
const told = read("told");
const byId = (id) => document.getElementById(id);

function make(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}
const bdi = (text) => make("bdi", {}, text);
const button = (text, onclick, props = {}) => make("button", { type: "button", onclick, ...props }, text);

function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes || {})) if (value !== null && value !== undefined) element.setAttribute(name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const counted = (n, noun, many = noun + "s") => n.toLocaleString("en-GB") + " " + (n === 1 ? noun : many);
const listed = (names, most = 6) => (names.length > most ? names.slice(0, most).join(", ") + " and " + (names.length - most) + " more" : names.length > 1 ? names.slice(0, -1).join(", ") + " and " + names[names.length - 1] : names[0] || "");
/* The same order in every browser and language: by the numbers of the characters. */
const before = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const dayInWords = (day) => new Date(day + "T00:00:00Z").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/* Bodies and lines by id, whether told in full or only by name. */
const nameOf = (id) => (told.bodies[id] ? told.bodies[id].name : told.far[id] ? told.far[id][0] : id);
const typeOf = (id) => (told.bodies[id] ? told.bodies[id].type : told.far[id] ? told.far[id][1] : null);
const typeLabel = (type) => (told.words.types[type] ? told.words.types[type].label : type || "");
const linesAt = new Map();
for (const [id, line] of Object.entries(told.lines)) {
  line.id = id;
  for (const end of new Set([line.subject, line.object])) {
    if (!linesAt.has(end)) linesAt.set(end, []);
    linesAt.get(end).push(line);
  }
}
for (const [id, body] of Object.entries(told.bodies)) body.id = id;
