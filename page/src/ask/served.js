/* A question as the server of a page answers it: every question, of the whole store, in the server's own words. */
import { spelledIn } from "../day_words.js";
import { quoted } from "./command.js";
import { typedCommand } from "./said.js";

/** @typedef {import("./reader.js").Reader} Reader */

/* Where a text is asked: as a command at the address of its question, in words at that of all. */
/** @type {(reader: Reader, text: string, day: Day) => string} */
function addressOf(reader, text, day) {
  const typed = typedCommand(reader, text);
  if (!typed) {
    const words = new URLSearchParams({ q: text });
    if (!namesADay(text)) {
      words.set("as_of", day);
    }
    return "/api/ask?" + words;
  }
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(typed.given)) {
    for (const each of Array.isArray(value) ? value : [String(value)]) {
      words.append(name, each);
    }
  }
  const asOf = typed.line.split(" --as-of ")[1];
  if (asOf || reader.data.questions[typed.question].dated) {
    words.set("as_of", asOf || day);
  }
  return "/api/ask/" + typed.question + "?" + words;
}

/* Whether a question has a day of its own, or one that cannot be read, which the server will say. */
/** @type {(text: string) => boolean} */
function namesADay(text) {
  try {
    return spelledIn(text).length > 0;
  } catch {
    return true;
  }
}

/* A question of a whole that names none is one of the system of the page, as its other sentences are. */
/** @type {(reader: Reader, line: string | undefined, whole: string | null) => string | null} */
function withinTheSystem(reader, line, whole) {
  const typed = whole && line ? typedCommand(reader, line) : null;
  if (!typed || typed.given.within || !reader.data.answered.includes(typed.question)) {
    return null;
  }
  const takes = reader.data.questions[typed.question].parameters.some(([name]) => name === "within");
  return takes ? line + " --within " + quoted(String(whole)) : null;
}

/* What comes of a text, by what the server says. ``whole`` is the system of the page, where it is of one. */
/** @type {(reader: Reader, text: string, day: Day, whole: string | null) => Promise<Outcome>} */
export async function served(reader, text, day, whole) {
  let response;
  /** @type {any} */
  let reply;
  try {
    response = await fetch(addressOf(reader, text, day));
    reply = await response.json();
    const within = response.ok && !Array.isArray(reply) ? withinTheSystem(reader, reply.read_as, whole) : null;
    if (within) {
      response = await fetch(addressOf(reader, within, day));
      reply = { ...(await response.json()), read_as: within };
    }
  } catch {
    const why = "The server does not answer. Is ics-graph explore still running?";
    return { kind: "elsewhere", why, command: "ics-graph ask " + quoted(text), near: null };
  }
  if (response.ok) {
    const answers = (Array.isArray(reply) ? reply : [reply]).map(answerOf);
    return { kind: "answered", answers, aside: "" };
  }
  /** @type {string[]} */
  const readings = reply.readings || [];
  const choices = readings.flatMap((line) => typedCommand(reader, line) || []);
  const why = String(reply.detail || "The server answered " + response.status + ".").split("\n")[0];
  return { kind: "choices", why, choices, several: response.status === 300 };
}

/** @type {(answer: AskedAnswer) => PageAnswer} */
function answerOf(answer) {
  const { first, last, body, about, within } = answer.parameters || {};
  return {
    question: answer.question,
    command: answer.read_as || "",
    sentence: answer.headline,
    verdict: answer.verdict,
    line: answer.verdict_in_words,
    rows: (answer.rows || []).map((row) => ({
      record: row.line || null,
      heading: row.heading,
      id: row.id || null,
      name: row.name,
      words: [row.relation, row.of_name && row.of !== row.id ? row.of_name : "", row.value].filter(Boolean).join(" "),
      claims: [],
      cited: (row.sources || []).map(({ title, locator, link }) => ({
        title,
        locator: locator || null,
        link: link || null,
      })),
    })),
    notes: answer.caveats || [],
    day: answer.as_of || null,
    between: answer.question === "changes" && first && last ? [first, last] : null,
    about: body || about || within || null,
  };
}
