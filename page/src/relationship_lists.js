/* Lists of the bodies at the other ends of relationships: names, what is out of the ordinary of each, and notes. */
import { choose } from "./choosing.js";
import { nameOf, told } from "./data.js";
import { bdi, make } from "./elements.js";
import { folded } from "./folds.js";
import { shapeIcon } from "./icons.js";
import { relationWord, tagWords } from "./lines.js";
import { rowName } from "./picture/draw.js";
import { byHeading, farOf } from "./relations.js";

/** @typedef {import("./notes.js").Notes} Notes */

/* The words on a relationship, as the picture has them: that it is stated in a layout stands under "Evidence". */
/** @type {(line: LineRecord) => string[]} */
const wordsOf = (line) => tagWords(line).filter((word) => !word.startsWith("stated"));

/* The words that all lines of a list have, which are said once. */
/** @type {(lines: LineRecord[]) => string[]} */
export const commonWords = (lines) =>
  lines.length > 1 ? wordsOf(lines[0]).filter((word) => lines.every((line) => wordsOf(line).includes(word))) : [];

/** @type {(text: string) => HTMLElement} */
export const tag = (text) => make("span", { class: "tag" }, text);

/** @type {(id: string, name?: string) => HTMLElement} */
const bodyLink = (id, name = nameOf(id)) =>
  told.bodies[id]
    ? make(
        "a",
        {
          href: "#body=" + encodeURIComponent(id),
          onclick: (event) => {
            event.preventDefault();
            choose("body", id);
          },
        },
        bdi(name),
      )
    : told.served
      ? make("a", { href: "/body/" + encodeURIComponent(id) }, bdi(name))
      : bdi(name);

/* The name of a body under the heading of its kind, as in the picture. */
/** @type {(id: string) => string} */
function shortName(id) {
  const body = told.bodies[id];
  if (!body) {
    return nameOf(id);
  }
  const { name, acronym } = rowName(body, told.words.types[body.type].kind);
  return acronym ? name + " (" + acronym + ")" : name;
}

/* Names with what is out of the ordinary of each, and their notes: once behind all where they have the same. */
/** @type {(lines: LineRecord[], id: string, notes: Notes, said: string[], naming?: (id: string) => string,
    most?: number) => Child[]} */
export function names(lines, id, notes, said, naming = nameOf, most = 6) {
  /** @type {Map<string, LineRecord[]>} */
  const ends = new Map();
  for (const line of lines) {
    ends.set(farOf(line, id), [...(ends.get(farOf(line, id)) || []), line]);
  }
  const cited = [...ends.values()].map((own) => notes.numbers(own.flatMap(({ claims }) => claims)).join());
  const alike = cited.every((numbers) => numbers === cited[0]);
  const items = [...ends].map(([far, own]) => {
    const words = [...new Set(own.flatMap(wordsOf))].filter((word) => !said.includes(word));
    return make(
      "span",
      { class: "name" },
      bodyLink(far, naming(far)),
      ...own.flatMap(({ role }) => (role ? [" (", bdi(role), ")"] : [])),
      ...words.map(tag),
      alike ? null : notes.cite(own.flatMap(({ claims }) => claims)),
    );
  });
  return [...folded(items, most), alike ? notes.cite(lines.flatMap(({ claims }) => claims)) : null];
}

/* A heading with the bodies under it by kind. */
/** @type {(title: string, lines: LineRecord[], id: string, notes: Notes) => HTMLElement[]} */
export function listOf(title, lines, id, notes) {
  if (!lines.length) {
    return [];
  }
  const said = commonWords(lines);
  return [
    make(
      "h3",
      {},
      title + " (" + new Set(lines.map((line) => farOf(line, id))).size.toLocaleString("en-GB") + ")",
      said.length ? make("small", {}, "all: " + said.join(", ")) : null,
    ),
    make(
      "ul",
      { class: "kinds" },
      ...byHeading(lines, id).map(([heading, own]) => {
        const also = commonWords(own).filter((word) => !said.includes(word));
        return make(
          "li",
          {},
          kindIcon(farOf(own[0], id)),
          make(
            "span",
            {},
            make("span", { class: "label" }, heading + (also.length ? " (all: " + also.join(", ") + ")" : "")),
            " ",
            ...names(own, id, notes, [...said, ...also], shortName),
          ),
        );
      }),
    ),
  ];
}

/** @type {(id: string) => Child} */
const kindIcon = (id) => (told.bodies[id] ? shapeIcon(told.bodies[id].type) : null);

/* Lines as the right side of a pair: those of the relation that the left side names are names alone. */
/** @type {(lines: LineRecord[], id: string, notes: Notes, plain: string[]) => HTMLElement[]} */
export function values(lines, id, notes, plain) {
  /** @type {Map<string, LineRecord[]>} */
  const groups = new Map();
  for (const line of lines) {
    const word = plain.includes(line.type) ? "" : relationWord(line, line.subject === id);
    groups.set(word, [...(groups.get(word) || []), line]);
  }
  return [...groups].map(([word, own]) => {
    const said = commonWords(own);
    return make("div", {}, word ? word + " " : null, ...names(own, id, notes, said), ...said.map(tag));
  });
}
