/* What day it is, how much is shown, and what the picture leaves out; and the sentence of a trace. */
import { drawnBodies, told } from "./data.js";
import { admits, isBeyond, lastSeen, standing } from "./dates.js";
import { byId } from "./elements.js";
import { container, painted } from "./painting.js";
import { countsInWords, dateInWords } from "./saving.js";
import { state, viewOf } from "./state.js";
import { traceSentence } from "./tracing.js";
import { counted, dayInWords } from "./words.js";

function leftOut() {
  const view = viewOf();
  /** @type {Map<string, number>} */
  const why = new Map();
  const inside = new Set(drawnBodies);
  for (const line of Object.values(told.lines)) {
    if (admits(line, view) || !(inside.has(line.subject) || inside.has(line.object))) {
      continue;
    }
    const reason = standing(line, view);
    why.set(reason, (why.get(reason) || 0) + 1);
  }
  return why.size
    ? " Lines at these bodies that are left out: " +
        [...why]
          .sort()
          .map(([reason, n]) => n + " " + reason)
          .join(", ") +
        "."
    : "";
}

/** @type {(n: number) => string} */
const ofThese = (n) => n.toLocaleString("en-GB") + " of these lines";

/* How many of the lines shown are past their sources on the day, and from when on the first of them is not known. */
function pastSources() {
  const day = state.day;
  if (state.to) {
    return "";
  }
  const lines = [...painted.shown.lines].map((id) => told.lines[id]);
  const past = lines.filter((line) => standing(line, viewOf()) !== "planned" && isBeyond(line, day));
  if (!past.length) {
    return "";
  }
  const seen = past
    .map(lastSeen)
    .filter((last) => last !== null)
    .sort();
  const dateless = past.length - seen.length;
  return (
    (seen.length
      ? " For " + ofThese(seen.length) + ", the sources end before this day, the first on " + dayInWords(seen[0]) + "."
      : "") +
    (dateless ? " For " + ofThese(dateless) + ", the sources have no date: they may have been abolished." : "")
  );
}

/* Of how many bodies the dates leave open whether they existed on the day. */
function howSure() {
  const { bodies, open } = painted.shown;
  const surely = [...bodies].filter((id) => !open.has(id)).length;
  return state.to
    ? ""
    : " " +
        counted(surely, "body", "bodies") +
        " certainly existed on this day, " +
        (bodies.size - surely) +
        " possibly.";
}

export function showHeading() {
  byId("asat").textContent = state.to ? dayInWords(state.day) + " and " + dayInWords(state.to) : dateInWords();
  byId("counts").textContent = countsInWords() + "." + howSure() + pastSources() + leftOut();
  byId("said").hidden = !painted.trace;
  byId("said").textContent = painted.trace ? traceSentence(painted.trace) : "";
  container.setAttribute(
    "aria-label",
    "Network of " +
      counted(painted.shown.bodies.size, "body", "bodies") +
      " and " +
      counted(painted.shown.lines.size, "line") +
      ". Arrow keys go from body to body. Enter shows what is known, Shift and Enter open what is not drawn." +
      " Plus and minus zoom. The tables below say the same in words.",
  );
}
