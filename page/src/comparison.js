/* What changed between two days, above the picture: one sentence, and how the bodies of each type add up. */
import { balances } from "./balance.js";
import { inScope, told, typeLabel } from "./data.js";
import { happened, lastSeen } from "./dates.js";
import { bdi, button, byId, make } from "./elements.js";
import { painted } from "./painting.js";
import { change, state } from "./state.js";
import { begun, counted, dayInWords, listed } from "./words.js";

/** @type {(ids: string[], first: Day, last: Day) => string[]} */
function eventsInWords(ids, first, last) {
  const events = ids.map((id) => told.events[id]);
  /** @type {string[]} */
  const words = [];
  for (const planned of [false, true]) {
    for (const sure of [true, false]) {
      const n = events.filter(
        (event) => event.planned === planned && (happened(event, first, last) === "surely") === sure,
      ).length;
      if (n && sure) {
        words.push(counted(n, "event") + (planned ? (n === 1 ? " was planned" : " were planned") : " took place"));
      } else if (n) {
        words.push(
          counted(n, planned ? "planned event" : "event") +
            (n === 1 ? ", whose date leaves open whether it lies" : ", whose dates leave open whether they lie") +
            " between",
        );
      }
    }
  }
  return words;
}

/* How many things changed and how, in the words and the order of "ics-graph ask changes". */
/** @type {(parts: ChangedPart[], first: Day, last: Day) => string[]} */
export function changeCounts(parts, first, last) {
  /** @type {(title: string, sure: boolean) => ChangedItem[]} */
  const of = (title, sure) =>
    parts.filter((part) => part.title.startsWith(title) && part.sure === sure).flatMap(({ items }) => items);
  const words = eventsInWords(
    [true, false].flatMap((sure) => of("Mergers", sure).map(({ id }) => id)),
    first,
    last,
  );
  /** @type {(n: number, noun: string, many: string, rest: string) => void} */
  const add = (n, noun, many, rest) => {
    if (n) {
      words.push(counted(n, noun, many) + " " + rest);
    }
  };
  for (const [title, did, might] of [
    ["Bodies that opened", "opened", "may have opened"],
    ["Bodies that closed", "closed", "may have closed"],
  ]) {
    add(of(title, true).length, "body", "bodies", did);
    add(of(title, false).length, "body", "bodies", might);
  }
  /** @type {(did: string, sure: boolean) => number} */
  const lines = (did, sure) =>
    of("Memberships and roles that " + did, sure).length + of("Other lines that " + did, sure).length;
  /** @type {(n: number, rest: string) => void} */
  const relationships = (n, rest) => add(n, "relationship", "relationships", rest);
  relationships(lines("began", true), "began");
  relationships(lines("began", false), "may have begun");
  relationships(lines("ended", true), "ended");
  relationships(lines("ended", false), "may have ended");
  relationships(of("Lines that lost an end", true).length, "ended because a body closed");
  relationships(of("Lines that lost an end", false).length, "may have ended because a body closed");
  const moved = new Set(of("Lines that moved", true).map(({ id }) => told.lines[id].subject)).size;
  add(moved, "body has", "bodies have", "relationships that moved to another body");
  relationships(of("Lines that doubled", true).length, "doubled");
  add(of("Codes", true).length, "code", "codes", "passed to another body");
  return words;
}

/* The last day on which a source surely saw a body of the system; after it, silence says nothing. */
/** @type {() => Day | null} */
export const reachOf = () =>
  Object.values(told.bodies)
    .filter((body) => inScope(body.id) && !body.planned)
    .map(lastSeen)
    .reduce((latest, seen) => (seen && (!latest || seen > latest) ? seen : latest), null);

/* The sentence of a comparison: what surely or perhaps changed, the first three kinds of change first. */
/** @type {(parts: ChangedPart[], first: Day, last: Day) => string} */
export function changeSentence(parts, first, last) {
  const period = "between " + dayInWords(first) + " and " + dayInWords(last) + ", ";
  const words = changeCounts(parts, first, last);
  /** @type {(item: ChangedItem) => boolean} */
  const onlyPlanned = (item) => item.kind === "event" && told.events[item.id].planned;
  const certain = parts.filter(({ sure }) => sure);
  const sure = certain.some((part) => part.items.some((item) => !onlyPlanned(item)));
  const reach = reachOf();
  if (reach && reach <= first && !certain.length) {
    return (
      "Not known after " +
      dayInWords(reach) +
      ", the last day on which a source saw any of it." +
      (words.length ? " As far as the sources go, " + period.slice(0, -2) + ": " + words.join("; ") + "." : "")
    );
  }
  const [head, rest] = !words.length
    ? ["no source dates a change", []]
    : sure
      ? [listed(words.slice(0, 3)), words.slice(3)]
      : ["no source says for sure that anything changed", words];
  return [period + head, rest.join("; ")]
    .filter(Boolean)
    .map((text) => begun(text) + ".")
    .join(" ");
}

export function showComparison() {
  const box = byId("comparison");
  box.hidden = !state.to;
  if (!state.to) {
    box.replaceChildren();
    return;
  }
  const sums = balances(state.day, state.to);
  const reach = reachOf();
  box.replaceChildren(
    make("p", { class: "sentence" }, changeSentence(painted.parts, state.day, state.to)),
    sums.length
      ? make(
          "ul",
          { class: "sums" },
          ...sums.map(({ type, value }) => make("li", {}, bdi(begun(typeLabel(type))), ": ", value)),
        )
      : "",
    reach && reach < state.to
      ? make(
          "p",
          { class: "note" },
          "What changed after " + dayInWords(reach) + " is not known: no source saw any of it later.",
        )
      : "",
    make(
      "p",
      { class: "acts" },
      button("List what changed", () => {
        change({ tab: "changes" });
        byId("tables").scrollIntoView();
        byId("tables").focus({ preventScroll: true });
      }),
      button("Stop comparing", () => {
        change({ to: null, tab: state.tab === "changes" ? null : state.tab });
        byId("compare").focus();
      }),
    ),
  );
}
