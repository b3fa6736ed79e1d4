/* The box across the top: a body, or a question in plain words, with what may be meant while one types. */
import { combobox } from "../combobox.js";
import { told } from "../data.js";
import { byId, inputById, make } from "../elements.js";
import { fold } from "../folding.js";
import { meetingsFound } from "../meetings.js";
import { found } from "../search.js";
import { onChange, state } from "../state.js";
import { ask, showBody, showMeeting } from "./answering.js";
import { reader } from "./asking.js";
import { examples } from "./examples.js";
import { said, typedCommand } from "./said.js";

const MOST_BODIES = 6;
const MOST_COMPLETED = 4;
const MOST_MEETINGS = 4;
/* What is asked of a body, the most often asked first. */
const QUESTIONS = ["members", "accountable-to", "leaders"];

const field = inputById("wanted");

/* The questions of one body, in plain words. */
/** @type {(hit: Hit) => Hit[]} */
const questionsOf = (hit) =>
  QUESTIONS.map((question) => ({
    ...hit,
    ask: said(reader, { question, given: { body: hit.id }, when: null, line: "" }),
  })).filter((each) => each.ask);

/* What was typed, with the name of a body in the place of its last words: "who sits on cent". */
/** @type {(typed: string) => Hit[]} */
function completed(typed) {
  const words = typed.trimStart().split(/\s+/);
  for (let at = 1; at < words.length; at++) {
    const last = words.slice(at).join(" ");
    const before = words.slice(0, at);
    const asks = before.some((word) => reader.words.questionWords.has(word.toLowerCase()));
    if (asks && fold(last).length > 1 && !reader.words.empty.has(words[at].toLowerCase())) {
      const texts = found(last, MOST_COMPLETED).map((hit) => ({ ...hit, ask: [...before, hit.name].join(" ") + "?" }));
      const read = texts.filter(({ ask: text }) => told.served || reader.read(text).kind === "read");
      if (read.length) {
        return read;
      }
    }
  }
  return [];
}

/* The meetings that may be meant: found by their name, their board or their day. */
/** @type {(typed: string) => Hit[]} */
const meetings = (typed) =>
  meetingsFound(typed, MOST_MEETINGS).map(({ id, name, bodyName }) => ({
    id,
    name,
    type: "",
    matched: bodyName,
    drawn: true,
    isMeeting: true,
  }));

/* Bodies first, then meetings, then the questions of the first body; in a question that has begun, the bodies it may be
   about. */
/** @type {(typed: string, hits: Hit[]) => Hit[]} */
const offered = (typed, hits) =>
  hits.length
    ? [...hits.slice(0, MOST_BODIES), ...meetings(typed), ...questionsOf(hits[0])]
    : [...meetings(typed), ...completed(typed)];

/* A question is shown in the box as it is asked, a command as a person would ask it. */
/** @type {(text: string) => string} */
function shownAs(text) {
  const command = typedCommand(reader, text);
  return command ? said(reader, command) : text;
}

/* A link to this page that somebody sent, pasted into the box: a file has another address on every computer. */
const LINK = /^(?:file|https?):\S*#(\S+)$/;

/** @type {(text: string) => void} */
function put(text) {
  const link = LINK.exec(text.trim());
  if (link) {
    field.value = "";
    location.hash = link[1];
    return;
  }
  field.value = shownAs(text);
  ask(text);
}

/** @type {(hit: Hit) => void} */
function take(hit) {
  if (hit.isMeeting) {
    field.value = "";
    showMeeting(hit.id);
  } else if (hit.ask) {
    put(hit.ask);
  } else {
    showBody(hit.id);
  }
}

combobox(field, byId("found"), take, { free: put, offered });

byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  put(field.value);
});

function showExamples() {
  byId("examples").replaceChildren(
    ...examples().flatMap((text) => [
      make(
        "a",
        {
          href: "#ask=" + encodeURIComponent(text),
          onclick: (event) => {
            event.preventDefault();
            put(text);
          },
        },
        text,
      ),
      " ",
    ]),
  );
}

/* The picture comes first: the names that the examples need are not all looked up before it is there. */
setTimeout(showExamples);

/* Back and links bring a question back into the box. */
onChange((changes) => {
  if (document.activeElement !== field || "ask" in changes) {
    field.value = state.ask ? shownAs(state.ask) : document.activeElement === field ? field.value : "";
  }
});
