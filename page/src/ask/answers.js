/* Answers to the questions that a page answers by itself. They were asked when the page was made, each for the days
   between which it does not change (ics_graph/explorer/answer_data.py); here the one of the day is looked up, and the
   day is put into its sentence. Nothing of what is stated, by law, not read or not known is decided here. */
import { inWords } from "../calendar.js";

const DAY = /\{day\}/g;
const BODY = /\{body\}/g;

/** @typedef {Pick<PageAnswer, "sentence" | "verdict" | "line" | "rows" | "notes">} Compared */
/** @typedef {(first: Day, last: Day) => Compared} Comparing */

/* Answers the commands of a page. */
export class Answers {
  /**
   * @param {AnswerData | null} data
   * @param {Told} told
   * @param {string[]} drawn
   * @param {Comparing} comparing
   */
  constructor(data, told, drawn, comparing) {
    this.data = data;
    this.told = told;
    this.drawn = new Set(drawn);
    this.comparing = comparing;
    /** @type {Map<string, ListRow>} */
    this.listed = new Map();
    for (const row of told.lists ? Object.values(told.lists).flat() : []) {
      if (row.line) {
        this.listed.set(row.line, row);
      }
    }
    this.facts = new Map(Object.values(told.bodies).flatMap(({ facts }) => facts.map((fact) => [fact.id, fact])));
  }

  /* The answers to a command on the day shown, or on the day in the question; null where this page has none. */
  /** @type {(command: Command, day: Day) => PageAnswer[] | null} */
  to(command, day) {
    const { question, given, when } = command;
    if (!this.data) {
      return null;
    }
    const days = when ? [...new Set([when.first, when.last])] : [day];
    if (question in this.data.of) {
      const body = String(given.body);
      if (given.type) {
        const dated = question === "members" ? this.data.membersOfType[body]?.[String(given.type)] : undefined;
        return dated ? this.#onDays(command, body, days, (each) => ({ carried: onDay(dated, each), put: each })) : null;
      }
      if (!this.data.covers.includes(body)) {
        return null;
      }
      return this.#onDays(command, body, days, (each) => this.#ofBody(question, body, each));
    }
    if (!this.#isOfTheSystem(given.within) && question !== "gaps") {
      return null;
    }
    if (question === "spans") {
      const dated = this.data.spans[String(given.type)];
      return dated ? this.#onDays(command, null, days, (each) => ({ carried: onDay(dated, each), put: each })) : null;
    }
    if (question === "changes") {
      return given.type ? null : [this.#changes(command, String(given.first), String(given.last))];
    }
    const carried = when || given.source || given.limit ? null : this.#ofAllTimes(question, given);
    return carried ? [this.#answer(command, String(given.within || this.told.system), null, carried)] : null;
  }

  /** @type {(within: Given[string] | undefined) => boolean} */
  #isOfTheSystem(within) {
    return within === undefined || within === this.told.system;
  }

  /** @type {(question: string, given: Given) => { carried: CarriedAnswer, put: null, body?: string } | null} */
  #ofAllTimes(question, given) {
    const data = /** @type {AnswerData} */ (this.data);
    if (question === "gaps") {
      const within = String(given.within || this.told.system);
      if (data.gaps[within]) {
        return { carried: data.gaps[within], put: null };
      }
      return this.drawn.has(within)
        ? { carried: data.gaps["no gaps: " + (data.wordedAs[within] || "one")], put: null, body: within }
        : null;
    }
    if (question === "conflicts") {
      return { carried: data.conflicts, put: null };
    }
    const carried = question === "uncertain" ? data.uncertain[String(given.only || "")] : undefined;
    return carried ? { carried, put: null } : null;
  }

  /* One answer for each day; one alone where both days of a period have the same. */
  /** @type {(command: Command, about: string | null, days: Day[], of: (day: Day) => Looked) => PageAnswer[]} */
  #onDays(command, about, days, of) {
    const looked = days.map((day) => ({ day, found: of(day) }));
    const [first, last] = looked;
    if (last && first.found.carried === last.found.carried && command.when) {
      const { words } = command.when;
      const answer = this.#answer(command, about, first.day, first.found);
      const both = inWords(first.day) + " and " + inWords(last.day);
      return [
        {
          ...answer,
          notes: [`The answer is the same on each day asked: first and last of ${words} (${both}).`, ...answer.notes],
        },
      ];
    }
    return looked.map(({ day, found }) => this.#answer(command, about, day, found));
  }

  /** @type {(question: string, id: string, day: Day) => Looked} */
  #ofBody(question, id, day) {
    const data = /** @type {AnswerData} */ (this.data);
    const own = data.of[question][id];
    if (own) {
      return { carried: onDay(own, day), put: day };
    }
    const body = this.told.bodies[id];
    const side = day < body.bounds[0] ? 0 : day > body.bounds[3] ? 1 : -1;
    const gone = side >= 0 && data.gone[id] ? data.gone[id][side] : null;
    const carried = data.silent[question][data.wordedAs[id] || "one"];
    return { carried, put: day, body: id, gone };
  }

  /** @type {(command: Command, first: Day, last: Day) => PageAnswer} */
  #changes(command, first, last) {
    return {
      question: "changes",
      command: command.line,
      ...this.comparing(first, last),
      day: null,
      between: [first, last],
      about: null,
    };
  }

  /** @type {(command: Command, about: string | null, day: Day | null, looked: Looked) => PageAnswer} */
  #answer(command, about, day, { carried, put, body, gone }) {
    const { texts, rows, absent } = /** @type {AnswerData} */ (this.data);
    const [sentence, verdict, line, places, notes] = carried;
    /** @type {(text: string) => string} */
    const filled = (text) =>
      text.replace(DAY, () => inWords(put || "")).replace(BODY, () => this.#name(body || about || ""));
    const common = { question: command.question, command: command.line, day, between: null, about };
    if (gone) {
      return {
        ...common,
        sentence: filled(gone[0]),
        verdict: "stated-none",
        line: absent,
        rows: [],
        notes: gone[1],
      };
    }
    return {
      ...common,
      sentence: filled(texts[sentence]),
      verdict,
      line: filled(texts[line]),
      rows: places.map((place) => this.#row(rows[place], about)),
      notes: notes.map((place) => filled(texts[place])),
    };
  }

  /** @type {(row: CarriedRow, about: string | null) => AnswerRow} */
  #row([record, heading, id = null], about) {
    const line = record ? this.told.lines[record] : undefined;
    if (line) {
      const far = line.subject === about ? line.object : line.subject;
      return { record, heading, id: far, name: this.#name(far), claims: line.claims };
    }
    const listed = record ? this.listed.get(record) : undefined;
    if (listed) {
      const words = [listed.relation, listed.value, listed.note].filter(Boolean).join(" – ");
      return { record, heading, id: listed.id, name: listed.name, words, claims: listed.claims };
    }
    const fact = record ? this.facts.get(record) : undefined;
    if (fact) {
      return { record, heading, id: about, name: "", words: fact.label + ": " + fact.value, claims: fact.claims };
    }
    const event = record ? this.told.events[record] : undefined;
    if (event) {
      return { record, heading, id: about, name: "", words: event.name, claims: event.claims };
    }
    const body = id ? this.told.bodies[id] : undefined;
    return { record, heading, id, name: id ? this.#name(id) : "", claims: body ? body.claims : [] };
  }

  /** @type {(id: string) => string} */
  #name(id) {
    return this.told.bodies[id]?.name || (this.told.far[id] ? this.told.far[id][0] : id);
  }
}

/** @typedef {{ carried: CarriedAnswer, put: Day | null, body?: string, gone?: [string, string[]] | null }} Looked */

/* The answer that holds on a day: the last that began by then. */
/** @type {(answers: DatedAnswer[], day: Day) => CarriedAnswer} */
function onDay(answers, day) {
  let [, ...carried] = answers[0];
  const found = answers.filter(([from]) => from <= day).pop();
  if (found) {
    carried = /** @type {CarriedAnswer} */ (cached(found));
  }
  return carried;
}

/** @type {WeakMap<DatedAnswer, CarriedAnswer>} */
const made = new WeakMap();

/* The answer without its day: the same object each time, so that two days of one answer are seen to have one. */
/** @type {(answer: DatedAnswer) => CarriedAnswer} */
function cached(answer) {
  const [, ...carried] = answer;
  const kept = made.get(answer) || carried;
  made.set(answer, kept);
  return kept;
}
