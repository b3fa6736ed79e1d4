/* A trace in words, and lit up in the picture: the way from one body to another, to whom one is accountable, or how a
   power came down. */
import { notReadIn } from "./bodies.js";
import { chainOf, chainSentence } from "./chains.js";
import { beyond, nameOf, told } from "./data.js";
import { holdsOn, isBeyond, lastSeen, linePhase, standing } from "./dates.js";
import { state, viewOf } from "./state.js";
import { route, upward } from "./walk.js";
import { begun, counted, dates, dayInWords, listed } from "./words.js";

/** @type {() => Trace | null} */
export function traced() {
  if (!state.trace) {
    return null;
  }
  const [kind, first, second] = state.trace;
  const view = viewOf();
  if (kind === "route") {
    const found = route(first, second, view);
    const lines = new Set(found.paths.flat().map((line) => line.id));
    return { kind, found, lines, bodies: endsOf(lines, [first, second]) };
  }
  if (kind === "delegation") {
    const chain = chainOf(first, state.day);
    const ends = chain ? [chain.holder, ...chain.steps.flatMap(({ id, of }) => [id, of || id])] : [];
    return chain && { ...chain, lines: new Set(), bodies: new Set(ends) };
  }
  const found = upward(first, ["accountability"], view);
  const lines = new Set(found.within.map((line) => line.id));
  return { kind: "accountable", body: first, found, lines, bodies: endsOf(lines, [first]) };
}

/** @type {(lines: Set<string>, more: string[]) => Set<string>} */
const endsOf = (lines, more) =>
  new Set([...more, ...[...lines].flatMap((id) => [told.lines[id].subject, told.lines[id].object])]);

/* One sentence that can be read out; silence is never a "no". */
/** @type {(trace: Finding) => string} */
export function traceSentence(trace) {
  if (trace.kind === "delegation") {
    return chainSentence(trace, state.day);
  }
  /** @type {(text: string, lines?: LineRecord[]) => string} */
  const opening = (text, lines = []) => (state.day ? onThatDay(text, lines, state.day) : begun(text));
  if (trace.kind === "route") {
    const { start, goal, back, paths } = trace.found;
    if (!paths.length && goesOn(trace).length) {
      return opening(
        "no way from " + nameOf(start) + " to " + nameOf(goal) + " is in this page, but lines go on beyond it.",
      );
    }
    if (!paths.length) {
      return opening(
        "no relationship of the kinds followed leads from " + nameOf(start) + " up to " + nameOf(goal) + ", or back.",
      );
    }
    const names = [nameOf(start), ...paths[0].map((line) => nameOf(line.object))];
    // As the answer of the command: of a long way the first two and the last.
    const way = (names.length > 4 ? [...names.slice(0, 2), "…", names[names.length - 1]] : names).join(" → ");
    return opening(
      (back ? "the other way round only: " : "") + way + " (" + counted(paths[0].length, "step") + ").",
      paths.flat(),
    );
  }
  const name = nameOf(trace.body);
  const { within } = trace.found;
  const said = within.filter((line) => line.certainty !== "rule" && line.subject === trace.body);
  const rules = within.filter((line) => line.certainty === "rule" && line.subject === trace.body);
  const words = [];
  const on = state.day ? " on " + dayInWords(state.day) : "";
  if (said.length) {
    words.push(name + " is accountable to " + listed([...new Set(said.map((line) => nameOf(line.object)))]) + ".");
  } else if (state.day && holdsOn(told.bodies[trace.body], state.day) === "no") {
    words.push(
      name +
        " did not exist on the day (" +
        dates(told.bodies[trace.body]) +
        "), and no source says who it is accountable to.",
    );
  } else if (notReadIn(trace.body, "accountability").length) {
    words.push(
      "the parts of the sources that were read do not say who " +
        name +
        " is accountable to" +
        on +
        ". This may say so, and was not read in full: " +
        listed(notReadIn(trace.body, "accountability")) +
        ".",
    );
  } else {
    words.push("no source says who " + name + " is accountable to" + on + ".");
  }
  if (rules.length) {
    words.push("By law: to " + listed([...new Set(rules.map((line) => nameOf(line.object)))]) + ".");
  }
  return opening(words.join(" "), [...said, ...rules]);
}

/* The lines that a sentence states: what sources bear out, or where they do not, all that is in effect. */
/** @type {(lines: LineRecord[]) => LineRecord[]} */
function inSentence(lines) {
  const view = viewOf();
  const there = lines.filter(
    (line) => ["in effect", "in general"].includes(standing(line, view)) && linePhase(line, view) !== "planned",
  );
  const firm = there.filter((line) => ["stated", "reported", "disputed"].includes(line.certainty));
  return firm.length ? there.filter((line) => firm.includes(line) || line.certainty === "inferred") : there;
}

/* A sentence of a day that states nothing of it which no source saw: the words are those of ics_graph's answers. */
/** @type {(text: string, lines: LineRecord[], day: Day) => string} */
function onThatDay(text, given, day) {
  const lines = inSentence(given);
  const past = lines.filter((line) => isBeyond(line, day));
  if (!past.length) {
    // That no source says a thing is said of the day at the end of the sentence: it is the day of the thing.
    return /^(no source|the parts of the sources) /.test(text) ? begun(text) : "On " + dayInWords(day) + ", " + text;
  }
  const seen = lines.map(lastSeen);
  const [first] = seen.filter((one) => one !== null).sort();
  const later = seen.includes(null)
    ? "not known, as a source has no date"
    : "not known after " + dayInWords(/** @type {Day} */ (first));
  const start = begun(later);
  if (past.length < lines.length) {
    const names = listed([...new Set(past.map((line) => nameOf(line.object)))], 3);
    return "In the sources up to " + dayInWords(day) + ", " + text + " " + start + ": " + names + ".";
  }
  const limit = seen.includes(null)
    ? "Not known for " + dayInWords(day) + ", as a source has no date"
    : start + ", so not for " + dayInWords(day);
  return limit + ". In the sources: " + text;
}

/** @type {(trace: Finding) => string[]} */
export function goesOn(trace) {
  if (!beyond.size || trace.kind === "delegation") {
    return [];
  }
  if (trace.kind !== "route") {
    return trace.found.within
      .map((line) => line.object)
      .filter((id, n, all) => beyond.has(id) && all.indexOf(id) === n);
  }
  return [trace.found.start, trace.found.goal]
    .flatMap((id) => upward(id, told.route, viewOf()).within)
    .map((line) => line.object)
    .filter((id, n, all) => beyond.has(id) && all.indexOf(id) === n);
}
