/* A question of the registry with what it is given, as the command that one types; as ics_graph/phrasing/command.py. */
import { optionOf } from "../day_words.js";

/** @typedef {import("./names.js").Names} Names */

/* How a body is named in a command: by its name where nothing else has it, else by its id. */
/** @type {(names: Names, id: string) => string} */
function nameToType(names, id) {
  const body = names.byId.get(id);
  return body && names.called(body.name).length === 1 ? body.name : id;
}

/* A word as a shell takes it. */
/** @type {(text: string) => string} */
export const quoted = (text) =>
  /^[\p{L}\p{N}\-_./]+$/u.test(text) ? text : '"' + text.replace(/\\/g, "\\\\").replace(/"/g, '\\"') + '"';

/** @type {(data: ReadingData, names: Names, question: string, given: Given, when: When | null) => string} */
export function commandLine(data, names, question, given, when) {
  /** @type {(value: string) => string} */
  const shown = (value) => quoted(nameToType(names, value));
  const words = ["ics-graph", ...(data.ownCommands.includes(question) ? [] : ["ask"]), question];
  /** @type {string[]} */
  const options = [];
  for (const [name, kind, required] of data.questions[question].parameters) {
    if (!(name in given)) {
      continue;
    }
    const value = given[name];
    const values = Array.isArray(value) ? value : [String(value)];
    const option = "--" + name.replace(/_/g, "-");
    if (required) {
      words.push(...values.map(shown));
    } else if (kind === "flag") {
      options.push(...(value ? [option] : []));
    } else {
      options.push(...values.flatMap((each) => [option, shown(each)]));
    }
  }
  return [...words, ...options, ...(when ? ["--as-of", optionOf(when)] : [])].join(" ");
}
