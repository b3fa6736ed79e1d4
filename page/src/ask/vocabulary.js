/* The words of the ontology as people say them: types in the plural and short, kinds of facts, and relations; as
   ics_graph/phrasing/vocabulary.py has them, from the lists that the page brings. */
import { misspelt } from "./words.js";

/** @type {(made: Record<string, string>, key: string) => string | null} */
const of = (made, key) => (Object.hasOwn(made, key) ? made[key] : null);

export class Vocabulary {
  /**
   * @param {ReadingData} data
   * @param {import("./words.js").Words} words
   */
  constructor(data, words) {
    this.data = data;
    this.words = words;
  }

  /* The type that words name, in the singular or plural. */
  /** @type {(tokens: Token[]) => string | null} */
  type(tokens) {
    const key = this.words.key(tokens);
    const name = of(this.data.spokenTypes, key);
    if (name || [...key].length <= 7) {
      return name;
    }
    const near = new Set(
      Object.entries(this.data.spokenTypes).flatMap(([spoken, type]) =>
        [...spoken].length > 7 && misspelt(key, spoken) ? [type] : [],
      ),
    );
    return near.size === 1 ? [...near][0] : null;
  }

  /* Whether words name a type with one short form of another type among them: "CCG board". */
  /** @type {(tokens: Token[]) => boolean} */
  isTypeWithAWord(tokens) {
    return tokens.some(
      ({ stem }, at) =>
        Object.hasOwn(this.data.abbreviations, stem) && this.type(tokens.filter((_, n) => n !== at)) !== null,
    );
  }

  /* The kind of fact that words name, such as "priority". */
  /** @type {(tokens: Token[]) => string | null} */
  facet(tokens) {
    return of(
      this.data.spokenProperties,
      this.words.key(tokens.filter(({ raw }) => !["key", "first", "main"].includes(raw))),
    );
  }

  /* The same, but for the kinds that have a question of their own, such as roles, names and figures. */
  /** @type {(tokens: Token[]) => string | null} */
  property(tokens) {
    const name = this.facet(tokens);
    return name && this.data.ownQuestions.includes(name) ? null : name;
  }

  /* The families and relations that a list of words names, in order. */
  /** @type {(tokens: Token[]) => string[] | null} */
  kinds(tokens) {
    /** @type {string[]} */
    const kinds = [];
    let rest = tokens.filter(({ raw }) => raw !== "and" && raw !== "or");
    while (rest.length) {
      let end = rest.length;
      while (end && !of(this.data.spokenKinds, this.words.key(rest.slice(0, end)))) {
        end--;
      }
      if (!end) {
        return null;
      }
      kinds.push(String(of(this.data.spokenKinds, this.words.key(rest.slice(0, end)))));
      rest = rest.slice(end);
    }
    return kinds.length ? kinds : null;
  }

  /* The family of relations that words name, such as "accountability". */
  /** @type {(tokens: Token[]) => string | null} */
  family(tokens) {
    const kinds = this.kinds(tokens);
    return kinds && kinds.length === 1 && this.data.families.includes(kinds[0]) ? kinds[0] : null;
  }

  /* Whether words keep nothing apart: bodies, organisations, people. */
  /** @type {(tokens: Token[]) => boolean} */
  isGeneric(tokens) {
    return tokens.length === 1 && this.words.generic.has(tokens[0].stem);
  }

  /* Whether words say "more than one". */
  /** @type {(tokens: Token[]) => boolean} */
  isMany(tokens) {
    return this.data.many.includes(tokens.map(({ raw }) => raw).join(" "));
  }

  /* The number that a word is, in words or figures. */
  /** @type {(token: Token) => number | null} */
  numberOf(token) {
    return /^\p{Nd}+$/u.test(token.raw)
      ? Number(token.raw)
      : Object.hasOwn(this.data.numbers, token.raw)
        ? this.data.numbers[token.raw]
        : null;
  }

  /* The stems of a name with its abbreviations spelt out, so that ICP is integrated care partnership. */
  /** @type {(name: string) => string[]} */
  speltOut(name) {
    return this.words
      .tokens(name)
      .flatMap(({ stem }) => (Object.hasOwn(this.data.abbreviations, stem) ? this.data.abbreviations[stem] : [stem]));
  }

  /* Whether a type is another, or a kind of it. */
  /** @type {(type: string, kind: string) => boolean} */
  isA(type, kind) {
    return type === kind || (this.data.kindsOf[kind] || []).includes(type);
  }
}
