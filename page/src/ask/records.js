/* The functions of schemes and the meetings that words of a question name; as ics_graph/phrasing/mentions.py has it,
   among those that the page tells of. */
import { fold } from "../folding.js";

const ARTICLE = /^(?:a|an|the|any)\s+/i;
const EDGES = /^[ ?"',]+|[ ?"',]+$/g;
const BEFORE = /^(?:the\s+)?(?:meeting\s+(?:of\s+)?)?(?:the\s+)?/i;
const AFTER = /['’]?s?\s+meeting$/i;
const SMALL = ["to", "for", "and", "or"];

/** @typedef {import("./names.js").Names} Names */
/** @typedef {import("./words.js").Words} Words */

export class Records {
  /**
   * @param {Pick<Told, "functions" | "meetings">} told
   * @param {Words} words
   * @param {Names} names
   */
  constructor({ functions, meetings }, words, names) {
    this.functions = functions;
    this.meetings = Object.values(meetings);
    this.words = words;
    this.names = names;
  }

  /* The function that words name, in the words of the scheme; an article, a plural and small words are forgiven. */
  /** @type {(text: string) => string | null} */
  function(text) {
    const bare = text.replace(EDGES, "").replace(ARTICLE, "");
    for (const name of [bare, bare.replace(/s$/, "")]) {
      const named = this.functions.find((each) => fold(each) === fold(name));
      if (named) {
        return named;
      }
    }
    const words = this.#telling(text);
    const alike = this.functions.filter((each) => this.#telling(each) === words);
    return words && alike.length === 1 ? alike[0] : null;
  }

  /* The words of a function that say something. */
  /** @type {(text: string) => string} */
  #telling(text) {
    return this.words
      .tokens(text)
      .filter((token) => !this.words.isEmpty(token) && !SMALL.includes(token.raw))
      .map(({ stem }) => stem)
      .join(" ");
  }

  /* The id of the meeting that words name, or of a body with several meetings its name; null where none is named. */
  /** @type {(text: string, when: When | null) => string | null} */
  meeting(text, when) {
    const name = text
      .replace(EDGES, "")
      .replace(BEFORE, "")
      .replace(AFTER, "")
      .replace(/[ ,]+$/, "");
    const key = fold(name);
    const held = this.meetings.filter(({ day }) => !when || (day && overlap(when, day)));
    const named = held.filter(
      (each) => [fold(each.id), fold(each.name)].includes(key) || fold(each.name).startsWith(key + " "),
    );
    if (named.length || !key) {
      return named.length === 1 ? named[0].id : null;
    }
    const bodies = this.names.called(name).map(({ id }) => id);
    const theirs = held.filter(({ body }) => bodies.includes(body));
    return theirs.length > 1 ? name : theirs.length ? theirs[0].id : null;
  }
}

/* Whether a period and a day, month or year have a day in common. */
/** @type {(when: When, day: string) => boolean} */
const overlap = ({ first, last }, day) => first <= day + "-12-31".slice(day.length - 4) && day <= last;
