/* What is said where a question is not read: why, and the questions that come nearest to it. */
import { commandLine } from "./command.js";

/** @typedef {import("./reader.js").Reader} Reader */
/** @typedef {import("./names.js").Unclear} Unclear */

/* Why words that no question accounts for are not answered; null where nothing speaks against them. */
/** @type {(reader: Reader, tokens: Token[]) => string | null} */
function reasonToDecline({ data, words }, tokens) {
  const own = new Set(tokens.flatMap(({ raw, stem }) => [raw, stem]));
  for (const [reason, signs] of Object.entries(data.declined)) {
    if (signs.some((sign) => own.has(sign) || own.has(words.stem(sign)))) {
      return reason;
    }
  }
  return null;
}

/* A body that is named in words of which no question accounts for all: the longest name first. */
/** @type {(reader: Reader, text: string, tokens: Token[]) => Named | null} */
function bodyIn({ names, words }, text, tokens) {
  const telling = tokens.filter(({ raw }) => !words.questionWords.has(raw));
  for (let length = Math.min(telling.length, 7); length > 0; length--) {
    for (let start = 0; start + length <= telling.length; start++) {
      const span = telling.slice(start, start + length);
      const last = span[length - 1];
      if (!words.isEmpty(span[0]) && !words.isEmpty(last)) {
        const [body] = names.called(text.slice(span[0].start, last.end));
        if (body) {
          return body;
        }
      }
    }
  }
  return null;
}

/* The three questions of one body with whose ways a text has most words in common. */
/** @type {(reader: Reader, tokens: Token[], body: Named) => Command[]} */
function nearest({ data, names, words, ways }, tokens, body) {
  const stems = new Set(tokens.filter((token) => !words.isEmpty(token)).map(({ stem }) => stem));
  /** @type {Map<string, number>} */
  const shared = new Map(data.nearest.map((name) => [name, 0]));
  /** @type {Map<string, string>} */
  const subjects = new Map();
  for (const { question, way } of ways) {
    const required = data.questions[question].parameters.filter(([, , must]) => must).map(([name]) => name);
    if (required.length === 1 && ["body", "about"].includes(required[0])) {
      subjects.set(question, required[0]);
      const number = way.stems.filter((stem) => stems.has(stem)).length;
      shared.set(question, Math.max(shared.get(question) || 0, number));
    }
  }
  const often = (/** @type {string} */ name) => Number(!data.nearest.includes(name));
  return [...shared]
    .sort(([a, m], [b, n]) => n - m || often(a) - often(b))
    .slice(0, 3)
    .flatMap(([question]) => {
      const subject = subjects.get(question);
      if (!subject) {
        return [];
      }
      const given = { [subject]: body.id };
      return [{ question, given, when: null, line: commandLine(data, names, question, given, null) }];
    });
}

/* Why a text is not read, and what comes nearest: the three likeliest questions of a body that it names. */
/** @typedef {{ text: string, words: Token[], unclear: Unclear | null }} Unread */
/** @type {(reader: Reader, text: string, unread: Unread | undefined) => Reading} */
export function refusal(reader, text, unread) {
  const tokens = unread ? unread.words : [];
  const reason = reasonToDecline(reader, tokens);
  if (reason) {
    return { kind: "declined", why: reason + " " + reader.data.canAnswer, choices: [] };
  }
  const unclear = unread ? unread.unclear : null;
  const body = unread ? bodyIn(reader, unread.text, tokens) : null;
  const choices = body ? nearest(reader, tokens, body) : [];
  if (unclear && unclear.text) {
    const names = unclear.choices.map(({ name }) => name).join(", ");
    const closest = names ? " Closest names: " + names + "." : "";
    return { kind: "unread", why: `No body on this page has the name '${unclear.text}'.${closest}`, choices };
  }
  return { kind: "unread", why: `'${text}' is not read as any question of this page.`, choices };
}
