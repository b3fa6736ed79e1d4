/* What comes of a question on this page: a body, an answer, what can be asked instead, or where it is answered. */
import { changes } from "../compare.js";
import { changeSaid } from "../comparison.js";
import { answerData, drawnBodies, readingData, told } from "../data.js";
import { Answers } from "./answers.js";
import { quoted } from "./command.js";
import { Unclear } from "./names.js";
import { namedBodies } from "./of_the_page.js";
import { Reader } from "./reader.js";
import { manyOf, typedCommand } from "./said.js";
import { dayInWords } from "../words.js";

/* The reader and the answers of the page; its ways are made when the first question is asked. */
export const reader = new Reader(readingData, namedBodies(told), told);
const answers = new Answers(answerData, told, drawnBodies, comparing);

/* What changed between two days, as the page compares them. */
/** @type {import("./answers.js").Comparing} */
function comparing(first, last) {
  const parts = changes(first, last);
  const { sentence, notes, after, verdict, reach } = changeSaid(parts, first, last);
  const words = answerData ? answerData.verdicts[verdict] : verdict;
  const beyond = verdict === "beyond-sources";
  return {
    sentence,
    verdict,
    line: words + (reach && !beyond && parts.length ? "; sources reach to " + dayInWords(reach) : ""),
    rows: parts.flatMap(({ items }) => items.map(changedRow)),
    notes: after && !beyond ? [...notes, after] : notes,
  };
}

/** @type {(item: ChangedItem) => AnswerRow} */
function changedRow({ kind, id, words }) {
  const thing = kind === "line" ? told.lines[id] : kind === "body" ? told.bodies[id] : told.events[id];
  return {
    record: kind === "body" ? null : id,
    heading: "in effect",
    id: kind === "body" ? id : null,
    name: kind === "body" ? told.bodies[id].name : "",
    words: kind === "line" ? undefined : words,
    claims: thing.claims,
  };
}

/* The one body that a text names as a whole, its spelling forgiven; null where it names none or several. */
/** @type {(text: string, day: Day) => Named | null} */
function bodyCalled(text, day) {
  try {
    return reader.names.named(text.trim(), day);
  } catch (error) {
    if (!(error instanceof Unclear)) {
      throw error;
    }
    return null;
  }
}

/** @type {(text: string, day: Day) => Named | null} */
function bodyNearly(text, day) {
  const tokens = reader.words.tokens(text);
  if (!tokens.length || !reader.words.isAName(tokens)) {
    return null;
  }
  try {
    return bodyCalled(text, day) || reader.names.nearly(text.trim(), reader.words);
  } catch (error) {
    if (!(error instanceof Unclear)) {
      throw error;
    }
    return null;
  }
}

/* The type of which a text asks to see the bodies alone: "only the workstreams"; null where it asks no such thing. */
/** @type {(text: string) => Outcome | null} */
export function onlyType(text) {
  const tokens = reader.words.tokens(text.replace(/^\s*(?:show |see )?(?:(?:only|just) )?(?:the )?/i, ""));
  const type = tokens.length ? reader.vocabulary.type(tokens) : null;
  const kinds = drawnBodies.map((id) => told.bodies[id].type);
  if (!type || !kinds.some((kind) => reader.vocabulary.isA(kind, type))) {
    return null;
  }
  return { kind: "only", type, words: manyOf(reader.data, type) };
}

/* What comes of a text, by what the page carries. */
/** @type {(text: string, day: Day) => Outcome} */
export function outcomeOf(text, day) {
  const [exact, ...more] = reader.names.called(text.trim());
  if (exact && !more.length) {
    return { kind: "body", id: exact.id };
  }
  const only = onlyType(text);
  if (only) {
    return only;
  }
  const typed = typedCommand(reader, text);
  const reading = typed ? { kind: /** @type {const} */ ("read"), commands: [typed], aside: "" } : reader.read(text);
  if (reading.kind === "read") {
    return answered(reading.commands, reading.aside, text, day);
  }
  if (reading.kind === "elsewhere") {
    return { kind: "elsewhere", why: reading.why, command: "ics-graph ask " + quoted(text.trim()), near: null };
  }
  const near = reading.kind === "unread" ? bodyNearly(text, day) : null;
  if (near) {
    return { kind: "body", id: near.id };
  }
  const { why, choices } = reading;
  return { kind: "choices", why, choices, several: reading.kind === "ambiguous" };
}

/** @type {(commands: Command[], aside: string, text: string, day: Day) => Outcome} */
function answered(commands, aside, text, day) {
  const made = commands.map((command) => ({ command, answers: answers.to(command, day) }));
  const without = made.find(({ answers: own }) => !own);
  if (!without) {
    return { kind: "answered", answers: made.flatMap(({ answers: own }) => own || []), aside };
  }
  const { command } = without;
  const mine = readingData.answered.includes(command.question);
  const { type, limit, ...rest } = command.given;
  const wider = { ...command, given: rest, line: "" };
  const near = mine && (type || limit) && answers.to(wider, day) ? wider : null;
  return {
    kind: "elsewhere",
    why: mine
      ? "This page does not carry all that this question is about."
      : "This page, a file, cannot answer this kind of question.",
    command: commands.length > 1 ? "ics-graph ask " + quoted(text.trim()) : command.line,
    near,
  };
}
