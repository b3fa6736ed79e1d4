/* From a way that was found in a text to the commands that it means: what its slots hold, looked up among the bodies of
   the page; as ics_graph/phrasing/filling.py does it with a store. */
import { daysAfter, inWords } from "../calendar.js";
import { fold } from "../folding.js";
import { commandLine } from "./command.js";
import { Mentions } from "./mentions.js";
import { Unclear } from "./names.js";

const BETWEEN = "between";

/** @typedef {import("./names.js").Names} Names */
/** @typedef {import("./vocabulary.js").Vocabulary} Vocabulary */
/** @typedef {import("./words.js").Words} Words */
/** @typedef {{ given: Given, properties: string[] }} Filled */

/** @type {(day: Day) => When} */
const onDay = (day) => ({ first: day, last: day, words: inWords(day) });

/* Makes commands of the ways that are found; keeps the date that stands in the question. */
export class Filling {
  /**
   * @param {Words} words
   * @param {Vocabulary} vocabulary
   * @param {Names} names
   * @param {import("./records.js").Records} records
   * @param {Spelled | null} spelled
   * @param {Day} today
   */
  constructor(words, vocabulary, names, records, spelled, today) {
    this.words = words;
    this.data = words.data;
    this.vocabulary = vocabulary;
    this.names = names;
    this.records = records;
    this.spelled = spelled;
    this.today = today;
    this.mentions = new Mentions(words, vocabulary, names);
  }

  /* The commands of each candidate that has any, and what is unclear in the others. */
  /** @type {(level: Candidate[]) => { made: Command[][], unclear: Unclear[] }} */
  resolved(level) {
    /** @type {Command[][]} */
    const made = [];
    /** @type {Unclear[]} */
    const unclear = [];
    for (const candidate of level) {
      try {
        const commands = this.#commands(candidate);
        if (commands.length) {
          made.push(commands);
        }
      } catch (error) {
        if (!(error instanceof Unclear)) {
          throw error;
        }
        unclear.push(error);
      }
    }
    return { made, unclear };
  }

  /** @type {(candidate: Candidate) => Command[]} */
  #commands(candidate) {
    const { question, found } = candidate;
    const { parameters } = this.data.questions[question];
    const kinds = new Map(parameters.map(([name, kind]) => [name, kind]));
    /** @type {Filled} */
    const filled = { given: {}, properties: [] };
    for (const [name, value] of Object.entries(found.way.fixed)) {
      if (name !== BETWEEN) {
        filled.given[name] = kinds.get(name) === "words" ? [String(value)] : value;
      }
    }
    const when = this.#when(question, filled.given, BETWEEN in found.way.fixed);
    const isBody = (/** @type {string} */ slot) => Number(this.data.bodySlots.includes(slot));
    const slots = Object.entries(found.slots).sort(([a], [b]) => isBody(a) - isBody(b));
    for (const [slot, [start, end]] of slots) {
      if (!this.#take(filled, candidate, slot, candidate.words.slice(start, end), when ? when.first : null)) {
        return [];
      }
    }
    if (parameters.some(([name, , required]) => required && !(name in filled.given) && name !== "property")) {
      return [];
    }
    const givens = filled.properties.length
      ? filled.properties.map((name) => ({ ...filled.given, property: [name] }))
      : [filled.given];
    return givens.map((given) => ({
      question,
      given,
      when,
      line: commandLine(this.data, this.names, question, given, when),
    }));
  }

  /* Fill a slot; whether its words may fill it. */
  /** @type {(filled: Filled, candidate: Candidate, slot: string, tokens: Token[], day: Day | null) => boolean} */
  #take(filled, candidate, slot, tokens, day) {
    const { given, properties } = filled;
    const wanted = this.data.questions[candidate.question].parameters.map(([name]) => name);
    const text = candidate.text.slice(tokens[0].start, tokens[tokens.length - 1].end);
    if (slot === "type") {
      const kind = this.vocabulary.type(tokens);
      if (!kind && candidate.question === "bodies" && this.vocabulary.isTypeWithAWord(tokens)) {
        throw new Unclear(text, [], false, true);
      }
      if (!kind || (kind === "Person" && !wanted.includes("type"))) {
        return true;
      }
      if (wanted.includes("type")) {
        given.type = kind;
      }
      return wanted.includes("type");
    }
    if (slot === "property" || slot === "facet") {
      properties.unshift(String(this.vocabulary.facet(tokens)));
    } else if (slot === "also") {
      properties.push(String(this.vocabulary.property(tokens)));
    } else if (slot === "kinds") {
      given.kind = this.vocabulary.kinds(tokens) || [];
    } else if (slot === "family") {
      given.kind = [String(this.vocabulary.family(tokens))];
    } else if (slot === "text") {
      given.text = sought(text);
    } else if (slot === "source" || slot === "parts") {
      // Which sources there are, and who is a part of what, only the whole of the data can say.
      throw new Unclear(text, [], false, true);
    } else if (slot === "amount" && wanted.includes("value")) {
      given.value = text;
    } else if (slot === "function") {
      const named = this.records.function(text);
      if (named && wanted.includes("function")) {
        given.function = named;
      }
      return named !== null;
    } else if (slot === "meeting") {
      const named = this.records.meeting(text, this.spelled && this.spelled.when);
      given.meeting = named || "";
      return named !== null;
    } else if (slot === "within" && this.data.everywhere.includes(fold(text))) {
      return true;
    } else if (this.data.bodySlots.includes(slot)) {
      return this.#takeBody(filled, candidate, slot, tokens, day);
    }
    return true;
  }

  /** @type {(filled: Filled, candidate: Candidate, slot: string, tokens: Token[], day: Day | null) => boolean} */
  #takeBody(filled, { question, text, found }, slot, tokens, day) {
    let body = this.mentions.body(text, tokens, day);
    const { parameters } = this.data.questions[question];
    if (
      this.data.ofBodies.includes(question) ||
      filled.properties.some((name) => this.data.ofBodiesFacts.includes(name))
    ) {
      body = this.mentions.systemOf(body);
    }
    const isPerson = ["Person", "Post"].some((kind) => this.vocabulary.isA(body.type, kind));
    if (question === "roles" && !found.way.stems.length && !isPerson) {
      return false;
    }
    const wanted = parameters.map(([name]) => name);
    const subject = parameters.find(([, , required]) => required);
    filled.given[wanted.includes(slot) || !subject ? slot : subject[0]] = body.id;
    return true;
  }

  /* The day of the answer; a question of two days takes them for itself. Throws Unclear where it cannot. */
  /** @type {(question: string, given: Given, between: boolean) => When | null} */
  #when(question, given, between) {
    const { spelled } = this;
    if (question === "changes") {
      if (!spelled || !["since", "between", ...(between ? [] : ["on"])].includes(spelled.relation)) {
        throw new Unclear("");
      }
      let { first, last } = spelled.when;
      if (spelled.relation !== "between" || !spelled.fromADay) {
        // What changed in April is what is not as it was on the last day of March.
        first = daysAfter(first, -1);
      }
      if (spelled.relation === "since") {
        last = this.today;
      }
      if (first >= last) {
        throw new Unclear("");
      }
      Object.assign(given, { first, last });
      return null;
    }
    if (!spelled) {
      return null;
    }
    if (spelled.relation === "on" && this.data.questions[question].parameters.some(([name]) => name === "meeting")) {
      /* It says which meeting is meant. */
      return null;
    }
    if (!this.data.questions[question].dated || spelled.relation === "since" || spelled.relation === "between") {
      throw new Unclear("");
    }
    if (spelled.relation === "before") {
      return onDay(daysAfter(spelled.when.first, -1));
    }
    return spelled.relation === "after" ? onDay(daysAfter(spelled.when.last, 1)) : spelled.when;
  }
}

/* A word as it is looked for in records: its beginning, which finds its other forms. */
/** @type {(text: string) => string} */
function sought(text) {
  const bare = text.replace(/^["'“”‘’ ]+|["'“”‘’ ]+$/g, "");
  return bare.includes(" ") ? bare : bare.replace(/(?<=[\p{L}\p{N}_]{6})(?:ilities|ility|able)$/u, "");
}
