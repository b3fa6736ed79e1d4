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
        words.push(counted(n, planned ? "planned event" : "event") + " may lie between these days");
      }
    }
  }
  return words;
}

/* How many things changed and how, as "ics-graph ask changes" says it: events and bodies, relationships, the rest. */
/** @type {(parts: ChangedPart[], first: Day, last: Day) => Record<"counts" | "ofLines" | "beside", string[]>} */
function changeCounts(parts, first, last) {
  /** @type {(title: string, sure: boolean) => ChangedItem[]} */
  const of = (title, sure) =>
    parts.filter((part) => part.sure === sure && part.title.startsWith(title)).flatMap((part) => part.items);
  const counts = eventsInWords(
    [true, false].flatMap((sure) => of("Mergers", sure).map(({ id }) => id)),
    first,
    last,
  );
  for (const did of ["established", "abolished"]) {
    for (const sure of [true, false]) {
      const n = of("Bodies that were " + did, sure).length;
      if (n) {
        const be = sure ? (n === 1 ? "was " : "were ") : "may have been ";
        counts.push(counted(n, "body", "bodies") + " " + be + did);
      }
    }
  }
  /** @type {string[]} */
  const ofLines = [];
  /** @type {(did: string, sure: boolean) => number} */
  const lines = (did, sure) =>
    of("Memberships and roles that " + did, sure).length + of("Other lines that " + did, sure).length;
  /** @type {(n: number, rest: string, more?: string) => number} */
  const relationships = (n, rest, more = "") =>
    n ? ofLines.push(counted(n, more + "relationship", more + "relationships") + " " + rest) : 0;
  relationships(lines("began", true), "began");
  relationships(lines("began", false), "may have begun");
  relationships(lines("ended", true), "ended");
  relationships(lines("ended", false), "may have ended");
  const more = lines("ended", true) + lines("ended", false) ? "more " : "";
  relationships(of("Lines that lost an end", true).length, "ended because a body was abolished", more);
  relationships(of("Lines that lost an end", false).length, "may have ended because a body was abolished", more);
  /** @type {string[]} */
  const beside = [];
  /** @type {(n: number, noun: string, many: string, rest: string) => number} */
  const add = (n, noun, many, rest) => (n ? beside.push(counted(n, noun, many) + " " + rest) : 0);
  const moved = new Set(of("Lines that moved", true).map(({ id }) => told.lines[id].subject)).size;
  if (moved) {
    const have = moved === 1 ? " has" : " have";
    beside.push(counted(moved, "body", "bodies") + have + " a relationship that moved to another body");
  }
  add(of("Lines that doubled", true).length, "relationship", "relationships", "doubled");
  add(of("Codes", true).length, "code", "codes", "passed to another body");
  return { counts, ofLines, beside };
}

/* The last day on which a source surely saw a body of the system; after it, silence says nothing. */
/** @type {() => Day | null} */
const reachOf = () =>
  Object.values(told.bodies)
    .filter((body) => inScope(body.id) && !body.planned)
    .map(lastSeen)
    .reduce((latest, seen) => (seen && (!latest || seen > latest) ? seen : latest), null);

/* How well known it is what changed: by what the sources date, and to which day they reach. */
/** @type {(parts: ChangedPart[], first: Day, reach: Day | null) => string} */
function verdictOf(parts, first, reach) {
  const certain = parts.filter(({ sure }) => sure).flatMap(({ items }) => items);
  if (reach && reach <= first && !certain.length) {
    return "beyond-sources";
  }
  const sure = certain.some((item) => item.kind !== "event" || !told.events[item.id].planned);
  return sure ? "answered" : parts.length ? "only-tentative" : "not-stated";
}

/* What is said of a comparison: two sentences at most, what they have no room for as notes, and what is not known as no
   source saw it later. */
/** @type {(parts: ChangedPart[], first: Day, last: Day) => Compared} */
export function changeSaid(parts, first, last) {
  const reach = reachOf();
  const verdict = verdictOf(parts, first, reach);
  const each = clausesOf(parts, first, last, verdict, reach)
    .filter(Boolean)
    .map((clause) => begun(clause) + (clause.endsWith(".") ? "" : "."));
  const after =
    reach && reach < last
      ? "What changed after " + dayInWords(reach) + " is not known: no source saw any of it later."
      : null;
  return { sentence: each.slice(0, 2).join(" "), notes: each.slice(2), after, verdict, reach };
}

/** @type {(parts: ChangedPart[], first: Day, last: Day, verdict: string, reach: Day | null) => string[]} */
function clausesOf(parts, first, last, verdict, reach) {
  const period = "between " + dayInWords(first) + " and " + dayInWords(last);
  const { counts, ofLines, beside } = changeCounts(parts, first, last);
  const all = [...counts, ...ofLines, ...beside];
  if (verdict === "beyond-sources") {
    const notKnown = "what changed is not known after " + dayInWords(reach) + ", the last date in the sources";
    return [notKnown, all.length ? "in the sources, " + period + ", " + listed(all) : ""];
  }
  if (!all.length) {
    return [period + ", no source dates a change" + told.ofScope];
  }
  if (verdict !== "answered") {
    return [period + ", no source says for sure that anything" + told.ofScope + " changed", ...all];
  }
  return inOrder(period, counts, ofLines, beside);
}

/* How a count of a kind of change is worded: "18 bodies were established". */
const COUNT =
  /^(?<number>[\d,]+(?: more)?) (?<noun>.+?) (?<were>was |were |may have (?:been )?)?(?<how>(?:established|abolished|began|begun|ended|planned|took)\b.*)$/;

/** @type {(noun: string) => string} */
const singular = (noun) => noun.replace(/ies$/, "y").replace(/s$/, "");

/* Two counts in one clause, with their noun once: "3 bodies were established and 6 abolished". */
/** @type {(counts: string[]) => string} */
function withoutNounTwice(counts) {
  const [first, second] = counts.map((count) => COUNT.exec(count)?.groups);
  if (!first || !second || singular(first.noun) !== singular(second.noun)) {
    return listed(counts);
  }
  return counts[0] + " and " + second.number + " " + (first.were === second.were ? "" : second.were || "") + second.how;
}

/* Bodies in the first sentence, relationships or events in the second, then the rest, as the store orders them: no more
   than two counts in a sentence. */
/** @type {(period: string, counts: string[], ofLines: string[], beside: string[]) => string[]} */
function inOrder(period, counts, ofLines, beside) {
  const bodies = counts.filter((count) => !count.includes("event"));
  const events = counts.filter((count) => count.includes("event"));
  /** @type {(all: string[]) => string[][]} */
  const inPairs = (all) => all.flatMap((_, n) => (n % 2 ? [] : [all.slice(n, n + 2)]));
  const [head, ...rest] = [...[bodies, ofLines, events].flatMap(inPairs).map(withoutNounTwice), ...beside];
  return [told.within + period + ", " + head, ...rest];
}

export function showComparison() {
  const box = byId("comparison");
  box.hidden = !state.to;
  if (!state.to) {
    box.replaceChildren();
    return;
  }
  const sums = balances(state.day, state.to);
  const said = changeSaid(painted.parts, state.day, state.to);
  box.replaceChildren(
    make("p", { class: "sentence" }, [said.sentence, ...said.notes].join(" ")),
    sums.length
      ? make(
          "ul",
          { class: "sums" },
          ...sums.map(({ type, value }) => make("li", {}, bdi(begun(typeLabel(type))), ": ", value)),
        )
      : "",
    said.after ? make("p", { class: "note" }, said.after) : "",
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
