/* The card of a trace: its sentence, its lines one by one, and what is left out that would bring a line in. */
import { chainCard } from "./chain_card.js";
import { claimList, section } from "./claims.js";
import { drawnLines, nameOf, told } from "./data.js";
import { bdi, button, make } from "./elements.js";
import { bodyButton, lineButton, tags } from "./lines.js";
import { storeButton } from "./served.js";
import { change, state, viewOf } from "./state.js";
import { goesOn, traceSentence } from "./tracing.js";
import { route, upward } from "./walk.js";
import { before, listed } from "./words.js";

/** @type {(trace: Trace) => HTMLElement | null} */
function goesOnNote(trace) {
  const ids = goesOn(trace);
  return ids.length
    ? make(
        "p",
        { class: "note" },
        "Lines may go on from " +
          listed(ids.slice(0, 5).map(nameOf)) +
          (ids.length > 5 ? " and " + (ids.length - 5) + " more" : "") +
          ": this page carries no lines above " +
          (ids.length === 1 ? "it" : "them") +
          ". Open the page of such a body to go on.",
      )
    : null;
}

/** @type {(line: LineRecord) => HTMLElement} */
function step(line) {
  const drawn = drawnLines.includes(line.id) ? null : make("span", { class: "tag" }, "not in this picture");
  return make(
    "li",
    {},
    bodyButton(line.subject),
    " ",
    lineButton(line),
    " ",
    bodyButton(line.object),
    line.role ? make("span", {}, " (", bdi(line.role), ")") : null,
    ...tags(line),
    drawn,
    ...claimList(line.claims),
  );
}

/** @type {(trace: Trace) => HTMLElement[]} */
export function traceCard(trace) {
  if (trace.kind === "delegation") {
    return chainCard(trace);
  }
  /** @type {HTMLElement[]} */
  const parts = [
    make("h2", {}, trace.kind === "route" ? "Trace" : "To whom is it accountable?"),
    make("p", { class: "answer" }, bdi(traceSentence(trace))),
  ];
  if (trace.kind === "route") {
    trace.found.paths.forEach((path, n) =>
      parts.push(...section(trace.found.paths.length > 1 ? "Way " + (n + 1) : "Line by line", path.map(step), "ol")),
    );
    parts.push(
      make(
        "p",
        { class: "note" },
        "Followed upward, from subject to object: " +
          told.route.map((name) => told.words.families[name][0]).join(", ") +
          ".",
      ),
    );
  } else {
    const { within, depths, beside } = trace.found;
    /** @type {(line: LineRecord) => number} */
    const depthOf = (line) => depths.get(line.id) || 0;
    parts.push(
      ...section(
        "Line by line",
        [...within].sort((a, b) => depthOf(a) - depthOf(b) || before(a.id, b.id)).map(step),
        "ol",
      ),
    );
    parts.push(
      ...section("Planned", beside.planned.map(step)),
      ...section("With a question mark", beside.uncertain.map(step)),
      ...section("Said of any such body", beside["in general"].map(step)),
      ...section("Denied", beside.denied.map(step)),
    );
  }
  const note = goesOnNote(trace);
  if (told.served) {
    const [, start = "", goal = ""] = state.trace || [];
    parts.splice(
      2,
      0,
      make(
        "div",
        { class: "acts" },
        trace.kind === "route"
          ? storeButton("route", { start, goal })
          : storeButton("accountable-to", { body: trace.body }),
      ),
    );
  }
  if (note) {
    parts.splice(2, 0, note);
  }
  const acts = offers(trace);
  if (acts.length) {
    parts.splice(2, 0, make("div", { class: "acts" }, ...acts));
  }
  return parts;
}

/* What is left out and would bring a line in: a plan, a question, a rule. */
/** @type {(trace: Exclude<Trace, Delegation>) => HTMLElement[]} */
function offers(trace) {
  const acts = [];
  const view = viewOf();
  /** @type {(changes: Partial<View>) => boolean} */
  const better = (changes) =>
    trace.kind === "route"
      ? route(trace.found.start, trace.found.goal, { ...view, ...changes }).paths.length > trace.found.paths.length
      : upward(trace.body, ["accountability"], { ...view, ...changes }).within.length > trace.found.within.length;
  /** @type {(kind: Kind, name: string) => () => void} */
  const show = (kind, name) => () => {
    state.hidden[kind].delete(name);
    change({});
  };
  if (!view.planned && better({ planned: true })) {
    acts.push(button("Show what is planned", show("phase", "planned")));
  }
  if (!view.rules && better({ rules: true })) {
    acts.push(button("Show what the law says", show("certainty", "rule")));
  }
  if (!view.uncertain && better({ uncertain: true })) {
    acts.push(button("Show what has a question mark", show("certainty", "uncertain")));
  }
  return acts;
}
