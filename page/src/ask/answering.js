/* The answer that is shown: worked out whenever the question or the day changes, and what the picture does with it. */
import { drawnBodies, nameOf, told } from "../data.js";
import { byId } from "../elements.js";
import { choose } from "../choosing.js";
import { setLit } from "../lit.js";
import { meetingCalled } from "../meetings.js";
import { announce } from "../saving.js";
import { asked } from "../search.js";
import { change, hiddenAtStart, pageDay, state } from "../state.js";
import { onlyType, outcomeOf, reader } from "./asking.js";
import { served } from "./served.js";
import { showStrip } from "./strip.js";

/* Where the details are a sheet over the page, an answer is not hidden beneath one. */
const SHEET = "(max-width: 640px)";

/** @type {{ text: string | null, day: Day, outcome: Outcome | null }} */
let shown = { text: null, day: pageDay, outcome: null };
let turn = 0;

const acts = { ask, close: () => change({ ask: null }) };

/* The bodies and lines that an answer is about; null where it names none. */
/** @type {(outcome: Outcome | null) => Set<string> | null} */
function about(outcome) {
  if (!outcome || outcome.kind !== "answered" || outcome.answers.some(({ between }) => between)) {
    return null;
  }
  /** @type {Set<string>} */
  const ids = new Set();
  for (const { rows } of outcome.answers) {
    for (const { record, id } of rows) {
      const line = record ? told.lines[record] : undefined;
      [record, id, line?.subject, line?.object].forEach((each) => each && ids.add(each));
    }
  }
  outcome.answers.forEach((answer) => ids.size && answer.about && ids.add(answer.about));
  return ids.size ? ids : null;
}

/* The day that was looked at before a question compared two: the next question is of that day again. */
/** @type {Day | null} */
let beforeComparing = null;

/* Whether a question left one kind of body alone in the picture: the next question is of all of them again. */
let onlyOneKind = false;

/** @type {() => Day} */
const dayAskedOf = () => (state.to && beforeComparing) || state.day;

/* What a question does besides its answer: the day in it is shown, and the details of its one body open. */
/** @type {(outcome: Outcome, day: Day) => Partial<State>} */
function followed(outcome, asked) {
  if (outcome.kind !== "answered") {
    return {};
  }
  const [answer] = outcome.answers;
  const one = answer.about && answer.about !== told.system && told.bodies[answer.about] ? answer.about : null;
  const opens = one && outcome.answers.length === 1 && !window.matchMedia(SHEET).matches;
  if (answer.between && !state.to) {
    beforeComparing = state.day;
  }
  const [day, to] = answer.between || [answer.day || asked, null];
  const hidden = onlyOneKind ? { hidden: hiddenAtStart() } : {};
  onlyOneKind = false;
  return { day, to, ...hidden, card: null, trace: null, chosen: opens && one ? ["body", one] : null };
}

/* The first body that is found by words that ask nothing, as the list beneath the box shows it. */
/** @type {(text: string) => Promise<Hit | undefined>} */
async function firstHit(text) {
  const tokens = reader.words.tokens(text);
  return reader.words.isAName(tokens) ? (await asked(text))[0] : undefined;
}

/* Leave all bodies of other kinds out of the picture, and list those that are left. */
/** @type {(type: string, words: string) => void} */
function showOnly(type, words) {
  const others = drawnBodies.map((id) => told.bodies[id].type).filter((of) => !reader.vocabulary.isA(of, type));
  const hidden = { ...state.hidden, type: new Set(others) };
  change({ day: dayAskedOf(), to: null, ask: null, hidden, tab: "bodies", chosen: null, trace: null, card: null });
  onlyOneKind = true;
  announce("Only " + words + " are shown, and listed beneath the picture.", true);
}

/* Ask a text: choose the body that it names, or show its answer. */
/** @type {(text: string) => Promise<void>} */
export async function ask(text) {
  const plain = text.trim();
  if (!plain) {
    return;
  }
  const mine = ++turn;
  const [meeting, ...others] = meetingCalled(plain);
  if (meeting && !others.length) {
    showMeeting(meeting.id);
    return;
  }
  const day = dayAskedOf();
  const { came, words } = await comeOfIt(plain, day);
  const hit = came.kind === "choices" && !came.several ? await firstHit(plain) : null;
  const outcome = hit ? { kind: /** @type {const} */ ("body"), id: hit.id } : came;
  if (mine !== turn) {
    return;
  }
  if (outcome.kind === "body") {
    chooseBody(outcome.id);
    return;
  }
  if (outcome.kind === "only") {
    showOnly(outcome.type, outcome.words);
    return;
  }
  const changes = followed(outcome, day);
  shown = { text: words, day: changes.day || state.day, outcome };
  change({ ask: words, ...changes });
  byId("answer").focus({ preventScroll: true });
  byId("answer").scrollIntoView({ block: "nearest" });
  announce(byId("answer").querySelector(".sentence")?.textContent || "");
}

/* Show a meeting by its details: it is no question, and no answer stays beside it. */
/** @type {(id: string) => void} */
export function showMeeting(id) {
  change({ ask: null }, { remember: false });
  choose("meeting", id);
}

/** @type {((id: string) => void)} */
let chooseBody = () => undefined;

/** @type {(id: string) => void} */
export const showBody = (id) => chooseBody(id);

/** @type {(choose: (id: string) => void) => void} */
export function onBody(choose) {
  chooseBody = choose;
}

/* The body that is open beside the picture is what "it" means, where the words are not read without it. The box then
   shows its name, so that what was asked is seen. */
/** @type {(text: string, day: Day) => Promise<{ came: Outcome; words: string }>} */
async function comeOfIt(text, day) {
  const came = await comeOf(text, day);
  const [what, id] = state.chosen || [];
  if (came.kind === "choices" && !came.several && what === "body" && id && IT.test(text)) {
    const words = text.replace(IT, nameOf(id));
    const named = await comeOf(words, day);
    if (named.kind === "answered") {
      return { came: named, words };
    }
  }
  return { came, words: text };
}

const IT = /\bit\b/i;

/* What comes of a text: a body of the page at once, and all else as the server or the page answers it. */
/** @type {(text: string, day: Day) => Promise<Outcome> | Outcome} */
function comeOf(text, day) {
  if (!told.served) {
    return outcomeOf(text, day);
  }
  const [body, ...more] = reader.names.called(text);
  return body && !more.length
    ? { kind: "body", id: body.id }
    : onlyType(text) || served(reader, text, day, told.scope ? told.system : null);
}

/* Keep the answer to what the state asks; it is there before the picture is painted, or the picture is painted anew. */
export function keepAnswer() {
  if (state.ask !== shown.text || (state.ask && state.day !== shown.day)) {
    const { ask: text, day } = state;
    shown = { text, day, outcome: null };
    const outcome = text ? comeOf(text, day) : null;
    if (outcome instanceof Promise) {
      outcome.then((came) => {
        if (shown.text === text && shown.day === day) {
          shown.outcome = came;
          change({}, { remember: false });
        }
      });
    } else {
      shown.outcome = outcome;
    }
  }
  const ids = about(shown.outcome);
  const chosen = state.chosen && state.chosen[1];
  setLit(ids && (!chosen || ids.has(chosen)) ? ids : null);
}

/** @type {Outcome | null | undefined} */
let seen;

/* Show it in the strip, which is drawn anew only with another answer. */
export function showAnswer() {
  if (seen !== shown.outcome) {
    seen = shown.outcome;
    showStrip(seen, acts);
  }
}
