/* Which body words of a question mean, each name looked up once; as ics_graph/phrasing/mentions.py has it. */
import { fold } from "../folding.js";
import { Unclear } from "./names.js";

/** @typedef {import("./names.js").Names} Names */
/** @typedef {import("./vocabulary.js").Vocabulary} Vocabulary */
/** @typedef {import("./words.js").Words} Words */

export class Mentions {
  /**
   * @param {Words} words
   * @param {Vocabulary} vocabulary
   * @param {Names} names
   */
  constructor(words, vocabulary, names) {
    this.words = words;
    this.data = words.data;
    this.vocabulary = vocabulary;
    this.names = names;
    /** @type {Map<string, Named | Unclear>} */
    this.kept = new Map();
  }

  /* Let a name that may mean several bodies mean this one, while something is made. */
  /** @type {<T>(unclear: Unclear, body: Named, make: () => T) => T} */
  meaning(unclear, body, make) {
    const { kept } = this;
    this.kept = new Map([...kept].map(([key, value]) => [key, value === unclear ? body : value]));
    try {
      return make();
    } finally {
      this.kept = kept;
    }
  }

  /* The system that has the name of an area with "ICS" after it; the body itself where there is none. */
  /** @type {(body: Named) => Named} */
  systemOf(body) {
    if (!this.vocabulary.isA(body.type, "Area")) {
      return body;
    }
    const systems = this.names.called(body.name + " ICS");
    return systems.length === 1 ? systems[0] : body;
  }

  /** @type {(text: string, tokens: Token[], day: Day | null) => Named} */
  body(text, tokens, day) {
    let bare = tokens.filter((token) => !this.words.isEmpty(token));
    while (bare.length > 1 && this.words.articles.has(bare[0].raw)) {
      bare = bare.slice(1);
    }
    if (!bare.length || this.words.pronouns.has(bare[0].raw)) {
      throw new Unclear(text);
    }
    const end = bare[bare.length - 1].end;
    let name = text.slice(bare[0].start, end);
    if (text[end] === ")" && name.includes("(")) {
      name += ")";
    }
    const key = JSON.stringify([fold(name), day]);
    let body = this.kept.get(key);
    if (!body) {
      try {
        body = this.#lookedUp(name, bare, day);
      } catch (error) {
        if (!(error instanceof Unclear)) {
          throw error;
        }
        body = error;
      }
      this.kept.set(key, body);
    }
    if (body instanceof Unclear) {
      throw body;
    }
    return body;
  }

  /** @type {(name: string, tokens: Token[], day: Day | null) => Named} */
  #lookedUp(name, tokens, day) {
    if (this.#isEach(tokens)) {
      throw new Unclear(name, [], false, true);
    }
    if (this.vocabulary.isGeneric(tokens)) {
      throw new Unclear(name);
    }
    const kind = this.vocabulary.type(tokens);
    const last = tokens[tokens.length - 1].raw;
    if (kind && !last.endsWith("s")) {
      // "the ICP", "the board": a kind of body and no name; which one is not said.
      throw new Unclear(
        name,
        this.names.bodies.filter((body) => body.bounds && this.vocabulary.isA(body.type, kind)),
        true,
      );
    }
    if (last === "system") {
      const systems = this.names.called(name.slice(0, -last.length).trim() + " ICS");
      if (systems.length === 1) {
        return systems[0];
      }
    }
    try {
      return this.names.named(name, day);
    } catch (error) {
      if (!(error instanceof Unclear) || error.several) {
        throw error;
      }
      if (kind) {
        // "the integrated care boards" are all of them, and no body that has these words among others.
        throw new Unclear(name);
      }
      return this.names.nearly(name, this.words);
    }
  }

  /* Whether words speak of each of several: "each of the four NENC ICPs". */
  /** @type {(tokens: Token[]) => boolean} */
  #isEach(tokens) {
    const said = this.data.each.includes(tokens[0].raw);
    const rest = said ? tokens.slice(1) : tokens;
    const number = rest.length ? this.vocabulary.numberOf(rest[0]) : null;
    const of = number ? rest.slice(1) : rest;
    return (
      Boolean(said || number) &&
      of.some((_, at) => this.vocabulary.type(of.slice(at)) || (said && at && this.vocabulary.type(of.slice(0, at))))
    );
  }
}
