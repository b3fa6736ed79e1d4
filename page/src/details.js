/* The details of a body or a line: what is known of it, and who says so. */
import { bodyPairs, conflictsOf, gapsByHeading, lifeOf } from "./bodies.js";
import { underName } from "./body_answer.js";
import { printBriefing } from "./briefing.js";
import { cardTabs } from "./card_tabs.js";
import { choose } from "./choosing.js";
import { claimList, pairs, section } from "./claims.js";
import { drawnBodies, nameOf, told } from "./data.js";
import { linePhase, standing } from "./dates.js";
import { bdi, button, make } from "./elements.js";
import { bodyButton, lineSections, linesAtOtherTimes, onTheDay, relationWord, tags } from "./lines.js";
import { Notes } from "./notes.js";
import { change, state, viewOf } from "./state.js";
import { openable } from "./further.js";
import { showFurther } from "./opening.js";
import { overview } from "./overview.js";
import { traceForm } from "./trace_form.js";
import { certaintyOf, counted, dates, phaseWord, withDates } from "./words.js";

/* How many neighbours are not drawn, what opens them, and how to see those that the page does not carry. */
/** @type {(id: string, hanging: number) => Child[]} */
function furtherWords(id, hanging) {
  const here = openable(id);
  const isOpen = state.further === id;
  const rest = hanging - here;
  const command = "ics-graph render --root " + id + " --depth 1 -o " + id + ".html";
  return [
    make(
      "p",
      { class: "note" },
      (hanging === 1
        ? "Its line to 1 more body is "
        : "Its lines to " + counted(hanging, "", "more bodies") + " are ") +
        "not drawn at first" +
        (isOpen ? ", of which " + here.toLocaleString("en-GB") + " are open beneath it." : "."),
    ),
    here
      ? make(
          "div",
          { class: "acts" },
          button((isOpen ? "Close " : "Draw ") + counted(here, "more body", "more bodies"), () => showFurther(id)),
        )
      : null,
    rest > 0 && id !== told.system
      ? make(
          "p",
          { class: "note" },
          (here ? rest.toLocaleString("en-GB") + " of them are" : "They are") + " not on this page. ",
          told.served ? "Open its own page, which draws more of them." : "To draw more of them: ",
          told.served ? null : make("code", {}, command),
        )
      : null,
    rest > 0 && id === told.system
      ? make(
          "p",
          { class: "note" },
          rest.toLocaleString("en-GB") + " of them are not on this page. To list them all: ",
          make("code", {}, "ics-graph ask members " + id),
        )
      : null,
  ];
}

/* All that is told of a body and the lines at it, each with its sources in full. */
/** @type {(id: string) => Child[]} */
function evidence(id) {
  const body = told.bodies[id];
  return [
    bodyPairs(body),
    ...gapsByHeading(id).flatMap(([title, gaps]) =>
      section(
        title,
        gaps.map((gap) =>
          make(
            "li",
            { class: "gap" },
            make("b", {}, gap.text),
            gap.note ? make("span", {}, " – ", bdi(gap.note)) : null,
            ...(gap.claims ? claimList(gap.claims) : []),
          ),
        ),
      ),
    ),
    ...lineSections(id),
    ...section(
      "Where sources differ",
      conflictsOf(id).map((row) =>
        make(
          "li",
          {},
          make("b", {}, row.group || ""),
          ": ",
          bdi([row.relation, row.value].filter(Boolean).join(": ")),
          row.note ? make("span", {}, " – ", bdi(row.note)) : null,
          ...claimList(row.claims),
        ),
      ),
    ),
    ...section(
      "What is said of it",
      body.facts.map((fact) =>
        make(
          "li",
          {},
          make("b", {}, fact.label),
          ": ",
          bdi(fact.value || ""),
          fact.certaintyWords || (fact.certainty && fact.certainty !== "stated")
            ? make("span", { class: "tag" }, certaintyOf(fact))
            : null,
          fact.note ? make("span", {}, " – ", bdi(fact.note)) : null,
          ...claimList(fact.claims),
        ),
      ),
    ),
    make("h3", {}, "Where it is named"),
    ...claimList(body.claims),
    make("h3", {}, "What the type means"),
    make("p", {}, told.words.types[body.type].definition),
  ];
}

/* What happened to a body in the order of its days, and what held at other times. */
/** @type {(id: string) => Child[]} */
function history(id) {
  const life = lifeOf(id);
  return [
    life.length
      ? make(
          "ol",
          {},
          ...life.map((entry) =>
            make(
              "li",
              {},
              make("b", {}, entry.day ? withDates(entry.day) : "undated"),
              " ",
              bdi(entry.text),
              ...(entry.claims ? claimList(entry.claims) : []),
            ),
          ),
        )
      : make("p", { class: "note" }, "No source dates anything of it."),
    ...linesAtOtherTimes(id),
  ];
}

/* A body: its name, and three tabs of what is known of it. */
/** @type {(id: string) => Child[]} */
export function bodyCard(id) {
  const body = told.bodies[id];
  const hanging = told.hanging[id];
  const notes = new Notes();
  const first = overview(id, notes);
  return [
    make("h2", {}, bdi(body.name)),
    make("p", { class: "kind" }, underName(id)),
    ...cardTabs([
      [
        "overview",
        "Overview",
        [
          drawnBodies.includes(id)
            ? null
            : make("p", { class: "note" }, "It is not in this picture: only what is told of it is on this page."),
          ...first,
          make("h3", {}, "Notes"),
          notes.list(),
          ...(hanging ? furtherWords(id, hanging) : []),
          make(
            "div",
            { class: "acts" },
            button("To whom is it accountable?", () => change({ trace: ["accountable", id], chosen: null })),
            button("Trace from here", () => traceForm(id, null)),
            button("Trace to here", () => traceForm(null, id)),
            button("Print a briefing", () => printBriefing(id)),
            told.served
              ? make("a", { class: "act", href: "/body/" + encodeURIComponent(id) }, "Open its own page")
              : null,
          ),
        ],
      ],
      ["evidence", "Evidence (" + notes.claims.size.toLocaleString("en-GB") + ")", evidence(id)],
      ["history", "History", history(id)],
    ]),
  ];
}

/** @type {(id: string) => Child[]} */
export function lineCard(id) {
  const line = told.lines[id];
  const view = viewOf();
  const heading = standing(line, view);
  return [
    make("h2", {}, bodyButton(line.subject), " " + relationWord(line) + " ", bodyButton(line.object)),
    make("p", { class: "kind" }, "Line of " + told.words.families[line.family][0]),
    make("p", {}, told.words.relations[line.type].definition),
    pairs([
      ["Role", line.role],
      ["Phase", phaseWord(linePhase(line, view))],
      ["Certainty", certaintyOf(line)],
      ["Dates", dates(line)],
      ["On the day", state.day && !line.planned ? onTheDay(line, state.day) : null],
      ["Stands as", heading === "in effect" ? null : heading],
      ["Note", line.note],
    ]),
    make("h3", {}, "Who says so (" + line.claims.length + ")"),
    ...claimList(line.claims),
  ];
}

/** @type {(ids: string[]) => Child[]} */
export function lineChoice(ids) {
  return [
    make("h2", {}, ids.length + " lines run here"),
    make(
      "ul",
      {},
      ...ids.map((id) => {
        const line = told.lines[id];
        return make(
          "li",
          {},
          make(
            "button",
            { type: "button", class: "line", onclick: () => choose("line", id) },
            bdi(nameOf(line.subject)),
            " " + relationWord(line) + " ",
            bdi(nameOf(line.object)),
          ),
          ...tags(line),
        );
      }),
    ),
  ];
}
