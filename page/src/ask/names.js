/* Which bodies words of a question mean: by name, other name, code or short form, with the spelling forgiven; as
   ics_graph/phrasing/mentions.py and ics_graph/answering/lookup.py have it, among the bodies that the page names. */
import { fold } from "../folding.js";
import { placeOn } from "./meant_on.js";
import { misspelt } from "./words.js";

const BRACKET = / \(([^()]*)\)$/;
/* What stands after the name of a body that is not one named body. */
export const SHOWN = / \((?:(?:\d[\d,]*|several)(?:, not named| together)|any, in general)\)$/;
const FRAMED =
  /^(?:the\s+)?(?:nhs\s+)?(?<core>.+?)\s+(?<kind>ccg|clinical commissioning group|ics|integrated care system)$/;
/** @type {Record<string, string>} */
const ABBREVIATED = { "clinical commissioning group": "ccg", "integrated care system": "ics" };
const TELL_NOTHING = ["and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with", "nhs", "ccg"];

/** @typedef {import("./vocabulary.js").Vocabulary} Vocabulary */
/** @typedef {import("./words.js").Words} Words */

/* Words that mean no body, or may mean several: ``choices``. It is ``beyond`` the page where only a store can tell. */
export class Unclear extends Error {
  /**
   * @param {string} text
   * @param {Named[]} choices
   * @param {boolean} several
   * @param {boolean} beyond
   */
  constructor(text, choices = [], several = false, beyond = false) {
    super(text);
    this.text = text;
    this.choices = choices;
    this.several = several;
    this.beyond = beyond;
  }
}

/** @typedef {Map<string, Set<Named>>} Index */

/** @type {(index: Index, key: string, body: Named) => void} */
function put(index, key, body) {
  index.set(key, (index.get(key) || new Set()).add(body));
}

/* The bodies that a page names, found by what they are called. */
export class Names {
  /**
   * @param {Named[]} bodies
   * @param {Vocabulary} vocabulary
   */
  constructor(bodies, vocabulary) {
    this.bodies = bodies;
    this.vocabulary = vocabulary;
    /** @type {Map<string, Named>} */
    this.byId = new Map(bodies.map((body) => [body.id, body]));
    /** @type {{ keys: Index; names: Index; short: Index } | null} */
    this.indexed = null;
    /** @type {Map<string, string[][]> | null} */
    this.spelt = null;
  }

  /* The bodies by all that they are called, made when the first name is looked up. */
  get index() {
    if (!this.indexed) {
      /** @type {{ keys: Index; names: Index; short: Index }} */
      const made = { keys: new Map(), names: new Map(), short: new Map() };
      for (const body of this.bodies) {
        for (const name of [body.name, ...body.keys]) {
          put(made.names, fold(name), body);
        }
        for (const key of [body.id, body.name, ...body.keys, ...body.codes.map(([, value]) => value)]) {
          put(made.keys, fold(key), body);
        }
        body.short.forEach((form) => put(made.short, fold(form), body));
      }
      this.indexed = made;
    }
    return this.indexed;
  }

  /* The bodies whose id, name, other name or code this is; if it is none, those that it is short for. */
  /** @type {(text: string) => Named[]} */
  called(text) {
    const key = fold(text);
    const framed = FRAMED.exec(key);
    const short = framed && framed.groups ? `${framed.groups.core} ${abbreviated(framed.groups.kind)}` : key;
    return [...(this.index.keys.get(key) || this.index.short.get(short) || [])];
  }

  /* The one body of this name on a day. Throws Unclear where it is not one. */
  /** @type {(text: string, day: Day | null) => Named} */
  named(text, day) {
    let exact = this.called(text);
    if (!exact.length && SHOWN.test(text)) {
      exact = this.called(text.replace(SHOWN, ""));
    }
    const apart = BRACKET.exec(text);
    if (!exact.length && apart) {
      exact = this.called(text.replace(BRACKET, "")).filter(({ id }) => id === apart[1]);
    }
    if (!exact.length) {
      const key = fold(text);
      const bare = this.bodies.filter(({ name }) => fold(name.replace(BRACKET, "")) === key);
      const begun = bare.length ? bare : this.#beginning(key);
      exact = begun.length === 1 ? begun : [];
    }
    if (!exact.length) {
      throw new Unclear(text, this.closest(text));
    }
    const own = exact.filter(({ id }) => id === text.trim());
    const meant = own.length ? own : exact;
    const ofTheDay = day && meant.length > 1 ? this.#meantOn(meant, text, day) : meant;
    if (ofTheDay.length !== 1) {
      throw new Unclear(text, ofTheDay, true);
    }
    return ofTheDay[0];
  }

  /** @type {(key: string) => Named[]} */
  #beginning(key) {
    const words = key + " ";
    const bodies = key
      ? [...this.index.names].filter(([name]) => name.startsWith(words)).flatMap(([, each]) => [...each])
      : [];
    return [...new Set(bodies)];
  }

  /** @type {(bodies: Named[], text: string, day: Day) => Named[]} */
  #meantOn(bodies, text, day) {
    const places = bodies.map((body) => placeOn(body, text, day));
    const best = Math.min(...places);
    return best >= 5 ? bodies : bodies.filter((_, n) => places[n] === best);
  }

  /* The names that are most like a text: those that share most words with it, misspellings forgiven. */
  /** @type {(text: string, most?: number) => Named[]} */
  closest(text, most = 3) {
    const words = fold(text)
      .split(" ")
      .filter((word) => word && !TELL_NOTHING.includes(word));
    /** @type {(body: Named) => number} */
    const shared = (body) =>
      Math.max(
        ...[body.name, ...body.keys, ...body.short].map((key) => {
          const theirs = fold(key).split(" ");
          return words.filter((word) => theirs.some((other) => word === other || misspelt(word, other))).length;
        }),
      );
    return this.bodies
      .map((body) => ({ body, score: shared(body) }))
      .filter(({ score }) => score > 0 && score * 2 >= words.length)
      .sort((a, b) => b.score - a.score || a.body.name.length - b.body.name.length || (a.body.id < b.body.id ? -1 : 1))
      .slice(0, most)
      .map(({ body }) => body);
  }

  /* The one body of which a name has all these words, misspellings and short forms forgiven. */
  /** @type {(name: string, words: Words) => Named} */
  nearly(name, words) {
    const { data } = words;
    const passed = [...data.empty, ...data.loose];
    const spelt = this.vocabulary.speltOut(name).filter((word) => !passed.includes(word));
    /** @type {{ over: [number, number], body: Named }[]} */
    const best = [];
    for (const body of this.bodies) {
      const overs = this.#spellings(body, words).flatMap((theirs) => {
        const over = leftOver(spelt, theirs, data.unsaying);
        return over ? [over] : [];
      });
      if (overs.length) {
        best.push({ over: overs.reduce((a, b) => (order(a, b) <= 0 ? a : b)), body });
      }
    }
    if (!best.length) {
      throw new Unclear(name, this.closest(name));
    }
    const [least] = best.map(({ over }) => over).sort(order);
    const bodies = best.filter(({ over }) => order(over, least) === 0);
    if (
      bodies.length > 1 ||
      least[0] > Math.floor(spelt.length / 2) ||
      (spelt.length === 1 && order(least, [0, 0]) !== 0)
    ) {
      throw new Unclear(
        name,
        best.sort((a, b) => order(a.over, b.over)).map(({ body }) => body),
        true,
      );
    }
    return bodies[0].body;
  }

  /** @type {(body: Named, words: Words) => string[][]} */
  #spellings(body, words) {
    this.spelt ||= new Map();
    let spellings = this.spelt.get(body.id);
    if (!spellings) {
      spellings = [body.name, ...body.keys, ...body.short].map((key) =>
        this.vocabulary.speltOut(key).filter((word) => !words.empty.has(word)),
      );
      this.spelt.set(body.id, spellings);
    }
    return spellings;
  }
}

/** @type {(kind: string) => string} */
const abbreviated = (kind) => ABBREVIATED[kind] || kind;

/** @type {(a: [number, number], b: [number, number]) => number} */
const order = (a, b) => a[0] - b[0] || a[1] - b[1];

/* How many words a name has besides those asked for, telling ones first; null where one of these lacks. */
/** @type {(asked: string[], theirs: string[], unsaying: string[]) => [number, number] | null} */
function leftOver(asked, theirs, unsaying) {
  const rest = [...theirs];
  for (const word of asked) {
    let at = rest.indexOf(word);
    at = at >= 0 ? at : rest.findIndex((other) => misspelt(word, other));
    if (at < 0) {
      return null;
    }
    rest.splice(at, 1);
  }
  return [rest.filter((word) => !unsaying.includes(word)).length, rest.length];
}
