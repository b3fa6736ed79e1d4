/* A command as a person would ask it, and a command read back from how it is typed. */
import { inWords } from "../calendar.js";
import { whenOf } from "../day_words.js";
import { commandLine } from "./command.js";

/** @typedef {import("./reader.js").Reader} Reader */

const SLOT = /\{(\w+)\}/g;
const TYPED = /"((?:[^"\\]|\\.)*)"|(\S+)/g;
/** @type {Record<string, string>} */
const ONLY = { planned: "what is only planned in {within}", questions: "what has a question mark in {within}" };

/* The template of a question and what is given: whole sentences alone, without choices. */
/** @type {(data: ReadingData, question: string, given: Given) => string[]} */
function templates(data, question, given) {
  const own = question === "uncertain" && given.only ? ONLY[String(given.only)] : data.said[question];
  const ways = data.questions[question].ways.filter((way) => !/[[(|]|->/.test(way));
  return [...(own ? [own] : []), ...ways];
}

/* The plural of a type as people say it: "ICPs", "NHS trusts". */
/** @type {(data: ReadingData, type: string) => string} */
export function manyOf(data, type) {
  const [label, short] = data.labels[type] || [type];
  const noun = short || label;
  return noun === "person" ? "people" : noun.endsWith("y") ? noun.slice(0, -1) + "ies" : noun + "s";
}

/* A question in plain words for a command; the command itself where it has none. */
/** @type {(reader: Reader, command: Command) => string} */
export function said(reader, { question, given, when, line }) {
  const { data, names } = reader;
  for (const template of templates(data, question, given)) {
    const used = new Set(question === "uncertain" && given.only ? ["only"] : []);
    let whole = true;
    const text = template.replace(SLOT, (_, slot) => {
      const value = given[slot];
      if (value === undefined || value === true) {
        whole = false;
        return "";
      }
      used.add(slot);
      const first = Array.isArray(value) ? value[0] : String(value);
      return slot === "type"
        ? manyOf(data, first)
        : slot === "first" || slot === "last"
          ? /^\d{4}-\d{2}-\d{2}$/.test(first)
            ? inWords(first)
            : first
          : names.byId.get(first)?.name || first;
    });
    const rest = Object.keys(given).filter((name) => !used.has(name));
    const within = rest.length === 1 && rest[0] === "within" ? " in " + nameOf(reader, String(given.within)) : "";
    if (whole && (!rest.length || within)) {
      const day = when ? (when.first === when.last ? " on " : " in ") + when.words : "";
      const sentence = text + within + day + "?";
      return sentence.charAt(0).toUpperCase() + sentence.slice(1);
    }
  }
  return line;
}

/** @type {(reader: Reader, id: string) => string} */
const nameOf = ({ names }, id) => names.byId.get(id)?.name || id;

/* The command that is typed as "ics-graph ask …"; null where the text is none. */
/** @type {(reader: Reader, text: string) => Command | null} */
export function typedCommand({ data, names }, text) {
  const words = [...text.matchAll(TYPED)].map(([, quoted, bare]) =>
    quoted === undefined ? bare : quoted.replace(/\\(["\\])/g, "$1"),
  );
  if (words.shift() !== "ics-graph") {
    return null;
  }
  const question = words[0] === "ask" ? words[1] : words[0];
  const rest = words.slice(words[0] === "ask" ? 2 : 1);
  const entry = Object.hasOwn(data.questions, question || "") ? data.questions[question] : null;
  if (!entry) {
    return null;
  }
  const required = entry.parameters.filter(([, , must]) => must);
  /** @type {Given} */
  const given = {};
  /** @type {When | null} */
  let when = null;
  while (rest.length) {
    const word = String(rest.shift());
    const [name, kind] = word.startsWith("--")
      ? [
          word.slice(2).replace(/-/g, "_"),
          entry.parameters.find(([own]) => "--" + own.replace(/_/g, "-") === word)?.[1],
        ]
      : required.find(([own, of]) => of === "words" || !(own in given)) || ["", undefined];
    if (name === "as_of") {
      try {
        when = whenOf(String(rest.shift() || ""));
      } catch {
        return null;
      }
    } else if (kind === undefined) {
      return null;
    } else if (kind === "flag") {
      given[name] = true;
    } else {
      const value = word.startsWith("--") ? rest.shift() : word;
      if (value === undefined) {
        return null;
      }
      const called = kind === "body" ? names.called(value) : [];
      const one = called.length === 1 ? called[0].id : value;
      const before = given[name];
      given[name] = kind === "words" ? [...(Array.isArray(before) ? before : []), one] : one;
    }
  }
  if (required.some(([own]) => !(own in given))) {
    return null;
  }
  return { question, given, when, line: commandLine(data, names, question, given, when) };
}
