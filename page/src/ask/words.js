/* Words as they are compared: without case, endings and short forms, each with its place in the text; as
   ics_graph/phrasing/words.py does it, with the lists of words that the page brings from there. */

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)?|&/gu;
const POSSESSIVE = ["s", "re", "ve", "ll", "d", "m"];

/* How many letters are changed, left out, added or swapped between two words. */
/** @type {(a: string, b: string) => number} */
export function distance(a, b) {
  const [from, to] = [[...a], [...b]];
  let older = /** @type {number[]} */ ([]);
  let last = to.map((_, n) => n);
  last.push(to.length);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        row[j] = Math.min(row[j], older[j - 2] + 1);
      }
    }
    older = last;
    last = row;
  }
  return last[to.length];
}

/* Whether a word may be another misspelt: one letter wrong, missing, too many or swapped; two in long words. The first
   letter must be right, and short words are never put right. */
/** @type {(word: string, right: string) => boolean} */
export function misspelt(word, right) {
  const shortest = Math.min([...word].length, [...right].length);
  const most = shortest >= 9 ? 2 : shortest >= 5 ? 1 : 0;
  return most > 0 && [...word][0] === [...right][0] && distance(word, right) <= most;
}

/* What takes texts apart into words, by the lists of words that the page brings. */
export class Words {
  /** @param {ReadingData} data */
  constructor(data) {
    this.data = data;
    this.empty = new Set(data.empty);
    this.pronouns = new Set(data.pronouns);
    this.verbs = new Set(data.verbs);
    this.articles = new Set(data.articles);
    this.prepositions = new Set(data.prepositions);
    this.questionWords = new Set(data.questionWords);
    this.generic = new Set(data.generic);
    this.irregular = new Map(Object.entries(data.irregular));
    this.short = new Map(Object.entries(data.short));
    /** @type {Map<string, string>} */
    this.stems = new Map();
  }

  /* A word without its ending: "chairs", "chaired" and "chairing" are "chair". */
  /** @type {(word: string) => string} */
  stem(word) {
    let stem = this.stems.get(word);
    if (stem === undefined) {
      stem = this.#stemmed(word);
      this.stems.set(word, stem);
    }
    return stem;
  }

  /** @type {(given: string) => string} */
  #stemmed(given) {
    let word = given.length > 5 ? given.replace(/iz(?=e|a|i)/g, "is") : given;
    const irregular = this.irregular.get(word);
    if (irregular !== undefined) {
      return irregular;
    }
    if (this.generic.has(word) || word.length <= 3) {
      return word;
    }
    if (word.endsWith("ies")) {
      return word.slice(0, -3) + "y";
    }
    if (/(?:ss|sh|ch|x)es$/.test(word)) {
      return word.slice(0, -2);
    }
    if (word.endsWith("s") && !/(?:ss|us|is)$/.test(word)) {
      word = word.slice(0, -1);
    }
    for (const [ending, least] of /** @type {[string, number][]} */ ([
      ["ing", 6],
      ["ed", 5],
    ])) {
      if (word.endsWith(ending) && word.length >= least && !word.endsWith("eed")) {
        word = word.slice(0, -ending.length);
        const last = word[word.length - 1];
        if (last === word[word.length - 2] && !"sl".includes(last)) {
          word = word.slice(0, -1);
        } else if (/^[^aeiou][aeiou][^aeiouwxy]$/.test(word)) {
          word += "e";
        }
        break;
      }
    }
    // Short words keep their "e": "note" is not "not", and "site" is not "sit".
    return word.length > 4 && word.endsWith("e") ? word.slice(0, -1) : word;
  }

  /* The words of a text; a long word that is in nobody's vocabulary may be its nearest word there. */
  /** @type {(text: string, vocabulary?: Set<string>) => Token[]} */
  tokens(text, vocabulary) {
    /** @type {Token[]} */
    const tokens = [];
    /** @type {(raw: string, start: number, end: number, near?: Set<string>) => void} */
    const add = (raw, start, end, near = new Set()) => {
      tokens.push({ raw, stem: this.stem(raw), start, end, near });
    };
    for (const match of text.matchAll(WORD)) {
      const start = match.index;
      let end = start + match[0].length;
      let raw = match[0].toLowerCase().replace(/’/g, "'");
      const short = this.short.get(raw);
      if (short !== undefined) {
        short.split(" ").forEach((part) => add(part, start, end));
        continue;
      }
      if (raw.endsWith("n't") || raw === "cannot") {
        add("not", start, end);
        continue;
      }
      const [before, after] = raw.split("'");
      // A possessive ends its word; what else stands after an apostrophe (O'Neill) belongs to the word.
      if (after !== undefined && POSSESSIVE.includes(after)) {
        raw = before;
        end = start + before.length;
      }
      raw = raw === "&" ? "and" : raw;
      add(raw, start, end, vocabulary && this.nearest(raw, vocabulary));
    }
    return tokens;
  }

  /* The stems of the words of a vocabulary of which this is a misspelling; only long words have any. */
  /** @type {(raw: string, vocabulary: Set<string>) => Set<string>} */
  nearest(raw, vocabulary) {
    if (raw.length < 6 || vocabulary.has(raw)) {
      return new Set();
    }
    const own = this.stem(raw);
    const words = [...vocabulary];
    if (words.some((word) => this.stem(word) === own)) {
      return new Set();
    }
    return new Set(words.filter((word) => misspelt(raw, word)).map((word) => this.stem(word)));
  }

  /* Whether a word may be passed over. */
  /** @type {(token: Token) => boolean} */
  isEmpty(token) {
    return this.empty.has(token.raw);
  }

  /* Whether tokens may be a name: neither a question word nor a verb is in them. */
  /** @type {(tokens: Token[]) => boolean} */
  isAName(tokens) {
    return !tokens.some(({ raw }) => this.questionWords.has(raw) || this.verbs.has(raw));
  }

  /* The words that tell: their stems in order, those that may be passed over left out. */
  /** @type {(tokens: Token[]) => string} */
  key(tokens) {
    return tokens
      .filter((token) => !this.isEmpty(token))
      .map(({ stem }) => stem)
      .join(" ");
  }
}
