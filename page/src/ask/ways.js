/* The small language of the ways to ask a question, and how they are found in a text; as ics_graph/phrasing/ways.py has
   it. A way is words, with {slots}, (one|or another) and [perhaps]; after -> stand options that are fixed by it. Every
   word of the text must be a word of the way, or fill a slot, or be one of the empty words. */

const PART = /\{(\w+)\}|([([])|([)\]])|(\|)|([^\s{}()[\]|]+)/g;
const WORD = 10;
/** @type {Record<string, string[]>} */
const SAME = { who: ["who", "what"], what: ["what", "who"] };
const AS_SURE_AS_A_WORD = ["type", "kind", "other", "property", "also", "facet", "many", "kinds"];
/* The slot of the noun after a question word. */
export const NOUN = "noun";

/** @typedef {import("./words.js").Words} Words */

/* A way as it is written as those it stands for, each without alternatives. */
/** @type {(text: string, words: Words) => Way[]} */
export function waysOf(text, words) {
  const [pattern, options = ""] = text.split("->");
  /** @type {Record<string, string | boolean>} */
  const fixed = {};
  for (const option of options.split(/\s+/).filter(Boolean)) {
    const [name, value] = option.split("=");
    fixed[name] = value === undefined ? true : value;
  }
  const [sequences] = alternatives([...pattern.matchAll(PART)], 0, words);
  const seen = new Set();
  return sequences.flatMap((parts) => {
    const key = JSON.stringify(parts);
    if (seen.has(key)) {
      return [];
    }
    seen.add(key);
    const stems = parts.flatMap((part) => (typeof part === "string" && !(part in SAME) ? [part] : []));
    return [{ parts, fixed, stems: [...new Set(stems)] }];
  });
}

/* The words of a way as they are written. */
/** @type {(text: string) => string[]} */
export const rawWords = (text) =>
  [...text.split("->")[0].matchAll(PART)].flatMap((match) => (match[5] ? [match[5]] : []));

/** @type {(parts: RegExpExecArray[], from: number, words: Words) => [WayPart[][], number]} */
function alternatives(parts, from, words) {
  /** @type {WayPart[][]} */
  const done = [];
  /** @type {WayPart[][][]} */
  let now = [];
  let at = from;
  while (at < parts.length) {
    const [, slot, opened, closed, other, word] = parts[at];
    if (closed) {
      break;
    }
    at++;
    if (slot) {
      now.push([[{ slot }]]);
    } else if (word && (words.verbs.has(word) || words.articles.has(word))) {
      // They make a way readable, and say nothing.
      continue;
    } else if (word) {
      now.push([[word in SAME ? word : words.stem(word)]]);
    } else if (other) {
      done.push(...joined(now));
      now = [];
    } else if (opened) {
      const [inner, end] = alternatives(parts, at, words);
      at = end + 1;
      now.push(opened === "[" ? [[], ...inner] : inner);
    }
  }
  return [[...done, ...joined(now)], at];
}

/** @type {(parts: WayPart[][][]) => WayPart[][]} */
const joined = (parts) =>
  parts.reduce(
    (made, choices) => made.flatMap((start) => choices.map((choice) => [...start, ...choice])),
    [/** @type {WayPart[]} */ ([])],
  );

/* Each manner in which a way is the whole of a text. ``fits`` says whether tokens may fill a slot. */
/** @type {(way: Way, text: Token[], fits: (slot: string, tokens: Token[]) => boolean, words: Words) => WayFound[]} */
export function foundIn(way, text, fits, words) {
  /** @type {WayFound[]} */
  const found = [];
  const mayPass = (/** @type {Token} */ token) =>
    words.isEmpty(token) && (way.stems.length > 0 || !words.prepositions.has(token.raw));
  /** @type {(part: number, at: number, slots: Record<string, [number, number]>, worth: number) => void} */
  const go = (part, at, slots, worth) => {
    if (part === way.parts.length) {
      if (text.slice(at).every(mayPass)) {
        found.push({ way, slots, words: worth });
      }
      return;
    }
    if (at === text.length) {
      return;
    }
    const token = text[at];
    const next = way.parts[part];
    if (mayPass(token) && !goesWith(token, next, words)) {
      go(part, at + 1, slots, worth);
    }
    if (typeof next !== "string") {
      if (!words.isEmpty(token)) {
        for (let end = at + 1; end <= text.length; end++) {
          if (!words.isEmpty(text[end - 1]) && fits(next.slot, text.slice(at, end))) {
            go(part + 1, end, { ...slots, [next.slot]: [at, end] }, worth + counted(next.slot));
          }
        }
      }
      return;
    }
    if ((SAME[next] || [next]).some((same) => token.stem === same || token.near.has(same))) {
      const own = token.stem === next ? WORD : WORD - 1;
      go(part + 1, at + 1, slots, worth + own);
      const follows = way.parts[part + 1];
      const takesNoun = typeof follows === "object" && ["type", "kind"].includes(follows.slot);
      if (next in SAME && !takesNoun) {
        // "which bodies", "which board": a noun goes with its question word, where no slot is for it.
        for (let end = at + 2; end <= Math.min(at + 6, text.length); end++) {
          if (!words.isEmpty(text[end - 1]) && fits(NOUN, text.slice(at + 1, end))) {
            // A type that the question does not keep apart counts less than one that it does.
            const noun = words.generic.has(text[at + 1].stem) ? WORD : WORD - 2;
            go(part + 1, end, slots, worth + own + noun);
          }
        }
      }
    } else if (next in SAME && words.generic.has(token.stem)) {
      go(part + 1, at + 1, slots, worth + WORD);
    }
  };
  go(0, 0, {}, 0);
  return found;
}

/* Whether a word is a preposition before a noun of the way: "who is on the board" is not "which boards are". */
/** @type {(token: Token, follows: WayPart, words: Words) => boolean} */
function goesWith(token, follows, words) {
  const ofAName = typeof follows === "object" && !["type", "kind", "other"].includes(follows.slot);
  return words.prepositions.has(token.raw) && !ofAName;
}

/* What a filled slot counts: what a list of words fills is as sure as a word. */
/** @type {(slot: string) => number} */
function counted(slot) {
  return slot === "source" ? WORD / 2 : AS_SURE_AS_A_WORD.includes(slot) ? WORD : 0;
}
