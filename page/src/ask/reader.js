/* A question in a person's own words, read by the page: as one of the commands that it means, or refused with what
   comes nearest; as ics_graph/phrasing/reading.py reads it, from the very same ways to ask.

   Every word of the question must be a word of a way to ask it, part of a name, a day, a type, or an empty word. Where
   two questions account for the words equally well, or a name means two bodies, both are offered and neither is
   answered. What only the whole of the data can tell, as a question of several parts, is read elsewhere: it says so. */
import { today } from "../calendar.js";
import { spelledIn } from "../day_words.js";
import { Filling } from "./filling.js";
import { Names } from "./names.js";
import { refusal } from "./nearest.js";
import { Records } from "./records.js";
import { Vocabulary } from "./vocabulary.js";
import { NOUN, foundIn, rawWords, waysOf } from "./ways.js";
import { Words } from "./words.js";

const BRACKETS = /\s*\([^()]*\)/g;
const SEVERAL_PARTS =
  /(?:[?;.!:]\s+|,\s*(?:and\s+)?|\s+and\s+|\s+&\s+)(?=(?:(?:to|towards?|from|with|by|for|of|in|on|at)\s+)?(?:who|whom|whose|which|what|when|where|how|does|do|did|is|are|was|were)\b)/i;
const MOST_OF_AN_AMOUNT = 6;
const WITHIN_A_BODY = " [in|within|across|for|about|inside] {within} ";

/** @typedef {import("./names.js").Unclear} Unclear */

export class Reader {
  /**
   * @param {ReadingData} data
   * @param {Named[]} bodies
   * @param {Pick<Told, "functions" | "meetings">} told
   */
  constructor(data, bodies, told) {
    this.data = data;
    this.words = new Words(data);
    this.vocabulary = new Vocabulary(data, this.words);
    this.names = new Names(bodies, this.vocabulary);
    this.records = new Records(told, this.words, this.names);
    this.leads = new RegExp(data.leads, "i");
    this.tails = new RegExp(data.tails, "i");
    /** @type {{ question: string, way: Way }[] | null} */
    this.made = null;
    /** @type {Set<string> | null} */
    this.spelt = null;
  }

  /* The words that ways are written in: what a misspelt word may have been. */
  get spelling() {
    this.spelt ||= new Set(
      Object.values(this.data.questions).flatMap(({ ways }) => ways.flatMap((written) => rawWords(written))),
    );
    return this.spelt;
  }

  /* Every way of every question, made when the first question is asked. */
  get ways() {
    this.made ||= [
      ...Object.entries(this.data.questions).flatMap(([question, { ways, parameters }]) =>
        ways.flatMap((written) => {
          const [pattern, options] = written.split("->");
          const mayBeWithin =
            parameters.some(([name]) => name === "within") &&
            !written.includes("[overall]") &&
            !written.includes("{within}") &&
            !written.includes("{source}");
          const within = mayBeWithin ? [pattern + WITHIN_A_BODY + (options ? "->" + options : "")] : [];
          return [written, ...within].flatMap((each) => waysOf(each, this.words).map((way) => ({ question, way })));
        }),
      ),
      ...this.data.nouns.flatMap((question) =>
        waysOf(question + " [for|about] {body}", this.words).map((way) => ({ question, way })),
      ),
    ];
    return this.made;
  }

  /* How a text is read. */
  /** @type {(text: string, now?: Day) => Reading} */
  read(text, now = today()) {
    const plain = text.trim().split(/\s+/).join(" ");
    if ([...plain].length > this.data.longest) {
      return {
        kind: "unread",
        why: `A question may have ${this.data.longest.toLocaleString("en-GB")} characters at most.`,
        choices: [],
      };
    }
    const reading = this.#whole(plain, now);
    if (reading) {
      return reading;
    }
    const bare = plain.replace(BRACKETS, "");
    if (bare !== plain) {
      const inner = this.read(bare, now);
      // A name may have brackets; where these belong to none, they explain, and it is said that they do.
      const aside = (plain.match(BRACKETS) || []).map((part) => part.trim()).join(" ");
      return inner.kind === "read" ? { ...inner, aside: [inner.aside, aside].filter(Boolean).join(" ") } : inner;
    }
    if (SEVERAL_PARTS.test(plain)) {
      return { kind: "elsewhere", why: "This page reads one question at a time." };
    }
    return refusal(this, plain, this.unread);
  }

  /* The reading of a text as one question; null where no question accounts for its words. */
  /** @type {(text: string, now: Day) => Reading | null} */
  #whole(text, now) {
    this.unread = { text, words: /** @type {Token[]} */ ([]), unclear: /** @type {Unclear | null} */ (null) };
    /** @type {Spelled[]} */
    let days;
    try {
      days = spelledIn(text, now);
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      return { kind: "unread", why: message.charAt(0).toUpperCase() + message.slice(1) + ".", choices: [] };
    }
    if (days.length > 1) {
      const why = "The question names more than one day; ask of one, or between two days.";
      return { kind: "unread", why, choices: [] };
    }
    const bare = days.reduce(
      (rest, { start, end }) => rest.slice(0, start) + " ".repeat(end - start) + rest.slice(end),
      text,
    );
    const filling = new Filling(this.words, this.vocabulary, this.names, this.records, days[0] || null, now);
    for (const level of byScore(this.#candidates(bare))) {
      const { made, unclear } = filling.resolved(level);
      if (unclear.some(({ beyond }) => beyond)) {
        return { kind: "elsewhere", why: "This page does not carry all that this question is about." };
      }
      if (!made.length) {
        const several = unclear.find((each) => each.several && each.choices.length);
        if (several) {
          return this.#offered(filling, level, several);
        }
        this.unread.unclear ||= unclear[0] || null;
        continue;
      }
      const readings = new Map(made.map((commands) => [commands.map(({ line }) => line).join(" ; "), commands]));
      if (readings.size > 1) {
        const choices = [...readings.values()].map(([first]) => first);
        return { kind: "ambiguous", why: "The question can be read in more than one way.", choices };
      }
      return { kind: "read", commands: made[0], aside: "" };
    }
    return null;
  }

  /** @type {(bare: string) => Candidate[]} */
  #candidates(bare) {
    const led = bare.replace(this.leads, "");
    const variants = new Set([bare, led, bare.replace(this.tails, ""), led.replace(this.tails, "")]);
    /** @type {Candidate[]} */
    const candidates = [];
    for (const text of variants) {
      const tokens = this.words.tokens(text, this.spelling);
      if (tokens.length && (!this.unread?.words.length || tokens.length < this.unread.words.length)) {
        this.unread = { text, words: tokens, unclear: null };
      }
      const stems = new Set(tokens.flatMap(({ stem, near }) => [stem, ...near]));
      for (const { question, way } of this.ways) {
        if (way.stems.every((stem) => stems.has(stem))) {
          /** @type {(slot: string, part: Token[]) => boolean} */
          const fits = (slot, part) => this.#fits(question, slot, part, way.stems.length > 0);
          for (const found of foundIn(way, tokens, fits, this.words)) {
            candidates.push({ question, found, text, words: tokens });
          }
        }
      }
    }
    return candidates;
  }

  /* Whether tokens may fill a slot. Where a question keeps no type apart, "which board scrutinises" is "who". */
  /** @type {(question: string, slot: string, tokens: Token[], hasWords: boolean) => boolean} */
  #fits(question, slot, tokens, hasWords) {
    const { vocabulary, words, data } = this;
    switch (slot) {
      case NOUN: {
        const hasType = data.questions[question].parameters.some(([name]) => name === "type");
        const named = () => vocabulary.type(tokens) !== null || vocabulary.facet(tokens) !== null;
        return vocabulary.isGeneric(tokens) || (hasWords && !hasType && named());
      }
      case "type":
        return (
          vocabulary.isGeneric(tokens) ||
          vocabulary.type(tokens) !== null ||
          (question === "bodies" && vocabulary.isTypeWithAWord(tokens))
        );
      case "kind":
      case "other":
        return vocabulary.type(tokens) !== null;
      case "many":
        return vocabulary.isMany(tokens);
      case "property":
      case "also":
        return vocabulary.property(tokens) !== null;
      case "facet":
        return vocabulary.facet(tokens) !== null;
      case "kinds":
        return vocabulary.kinds(tokens) !== null;
      case "family":
        return vocabulary.family(tokens) !== null;
      case "source":
        return tokens.some(({ stem }) => data.sourceNouns.includes(stem));
      case "amount": {
        const first = tokens.find((token) => !words.isEmpty(token));
        return /^\p{Nd}/u.test(first?.raw || "") && tokens.length <= MOST_OF_AN_AMOUNT && words.isAName(tokens);
      }
      case "text":
        return tokens.length <= 3 && words.isAName(tokens) && !tokens.some((token) => this.#isSmall(token));
      default:
        return words.isAName(tokens);
    }
  }

  /** @type {(token: Token) => boolean} */
  #isSmall(token) {
    return (
      this.words.isEmpty(token) ||
      this.words.pronouns.has(token.raw) ||
      ["for", "to", "by", "from", "with", "about", "not"].includes(token.raw)
    );
  }

  /* The command for each of the bodies that a name may mean. */
  /** @type {(filling: Filling, level: Candidate[], unclear: Unclear) => Reading} */
  #offered(filling, level, unclear) {
    const choices = unclear.choices
      .slice(0, 8)
      .flatMap((body) => filling.mentions.meaning(unclear, body, () => filling.resolved(level).made)[0] || []);
    const first = unclear.choices.length > 8 ? ", the first of which follow" : "";
    const number = unclear.choices.length;
    const meant = number > 1 ? `any of ${number.toLocaleString("en-GB")}${first}` : unclear.choices[0].name;
    return {
      kind: "ambiguous",
      why: `'${unclear.text}' may be ${meant}.`,
      choices: [...new Map(choices.map((command) => [command.line, command])).values()],
    };
  }
}

/* Candidates by how many words they account for with words of their own, the most first. */
/** @type {(candidates: Candidate[]) => Candidate[][]} */
function byScore(candidates) {
  /** @type {Map<number, Candidate[]>} */
  const levels = new Map();
  for (const candidate of candidates) {
    levels.set(candidate.found.words, [...(levels.get(candidate.found.words) || []), candidate]);
  }
  return [...levels].sort(([a], [b]) => b - a).map(([, level]) => level);
}
