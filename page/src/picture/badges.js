/* The words on a body beyond its name: what is out of the ordinary there. None is ever dropped: what all of a
   heading or of a band have in common is said there once. */
import { admits, holdsOn, phaseOn } from "../dates.js";
import { viewIn } from "./holding.js";
import { grouped } from "./naming.js";

/* What the sources say of to whom a body is accountable, on the day and in the view; the law alone is no source. */
/** @type {(told: Told, lines: LineRecord[], id: string, state: Pick<State, "hidden">, day: Day | null)
    => string | null} */
export function accountableWords(told, lines, id, state, day) {
  const view = viewIn(state, day);
  const own = lines.filter((line) => line.family === "accountability" && line.subject === id);
  if (own.some((line) => line.certainty !== "rule" && admits(line, view))) {
    return null;
  }
  if (own.some((line) => line.certainty === "rule" && admits(line, { ...view, rules: true }))) {
    return "accountable: by law only";
  }
  const unread = told.bodies[id].gaps.some((gap) => gap.reason === "not-read" && gap.topic === "accountability");
  return "accountable: " + (unread ? "not read" : "not stated");
}

/* Whether a source says on the day that a body is there: before its first day, after its last, or open. */
/** @type {(body: BodyRecord, open: boolean, day: Day | null, to: Day | null) => [string, Tone] | null} */
function presence(body, open, day, to) {
  if (day && !to && holdsOn(body, day) === "no") {
    return [body.bounds[0] > day ? "not yet there" : "no longer there", "warn"];
  }
  return open ? ["possibly", ""] : null;
}

/* All words on a body, the most telling first, each with its tone. */
/** @type {(context: BadgeContext, id: string, head: boolean) => [string, Tone][]} */
export function badgesOf({ told, state, shown, linesAt, conflicts, marks }, id, head) {
  const body = told.bodies[id];
  /** @type {[string, Tone][]} */
  const badges = [];
  const mark = marks?.get(id);
  const phase = phaseOn(body, state.day);
  if (mark) {
    const word = mark.word || { added: "+ opened", ended: "− closed", changed: "± changed" }[mark.mark] || mark.mark;
    badges.push([(mark.sure ? "" : "perhaps ") + word, /** @type {Tone} */ (mark.mark)]);
  }
  if (phase === "planned" || phase === "shadow") {
    badges.push([told.words.phases[phase].toLowerCase(), ""]);
  }
  if (head) {
    const words = accountableWords(told, linesAt.get(id) || [], id, state, state.day);
    if (words) {
      badges.push([words, "warn"]);
    }
  }
  if (body.certainty !== "stated") {
    badges.push([told.words.certainties[body.certainty], ""]);
  }
  const there = presence(body, shown.open.has(id), state.day, state.to);
  if (there) {
    badges.push(there);
  }
  if (conflicts.has(id)) {
    badges.push(["≠", "warn"]);
  }
  if (body.gaps.length) {
    badges.push(["? " + body.gaps.length, "warn"]);
  }
  const more = (told.hanging[id] || 0) - (state.further === id ? told.further[id] || 0 : 0);
  if (state.further === id) {
    badges.push(["× close " + grouped(told.further[id]), ""]);
  }
  if (more > 0) {
    badges.push(["+" + grouped(more) + " not drawn", ""]);
  }
  return badges;
}

/* Whether a word on a body opens or closes what is not drawn at first. */
/** @type {(text: string) => boolean} */
export const isFurther = (text) => /^\+[\d,]+ not drawn$/.test(text) || /^× close [\d,]+$/.test(text);

/* Whether a word says what changed between two days: that stands at each body itself. */
/** @type {(tone: Tone) => boolean} */
export const isChange = (tone) => tone === "added" || tone === "ended" || tone === "changed";

/* The bodies and lines of which sources differ. */
/** @type {(told: Told) => Set<string>} */
export function conflictsIn(told) {
  const ids = new Set();
  for (const row of told.lists ? told.lists.conflicts : []) {
    for (const id of [row.id, row.of, row.line]) {
      if (id) {
        ids.add(id);
      }
    }
  }
  for (const [id, line] of Object.entries(told.lines)) {
    if (line.certainty === "disputed") {
      ids.add(id);
    }
  }
  return ids;
}
