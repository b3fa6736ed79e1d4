/* The overview of a body: an answer in words, its members, to whom it is accountable, what is missing and where sources
   differ. It is what fits on two screens; each claim is a number, and all of it stands in full under "Evidence". */
import { conflictsOf, gapsOf } from "./bodies.js";
import { answerFor, statusOf } from "./body_answer.js";
import { powersOn, stepsOn } from "./chains.js";
import { addTo, nameOf, told } from "./data.js";
import { bdi, make } from "./elements.js";
import { folded, foldedItems } from "./folds.js";
import { relationWord } from "./lines.js";
import { meetingList } from "./meeting_card.js";
import { commonWords, listOf, names, tag, values } from "./relationship_lists.js";
import { isFirm, ofFamily, standingLines } from "./relations.js";
import { state } from "./state.js";
import { chainButton } from "./chain_card.js";
import { counted } from "./words.js";

/** @typedef {import("./notes.js").Notes} Notes */

/** @type {(text: string) => HTMLElement} */
const unsaid = (text) => make("span", { class: "unsaid" }, text);

/* What no source says, or was not read, of to whom a body is accountable or who leads it. */
/** @type {(id: string, topics: string[], notes: Notes) => HTMLElement} */
function silence(id, topics, notes) {
  const gaps = told.bodies[id].gaps.filter((gap) => topics.includes(gap.topic || ""));
  const unread = gaps.filter((gap) => gap.reason === "not-read");
  const [gap] = unread.length ? unread : gaps;
  return make(
    "div",
    {},
    unsaid(unread.length ? "not read" : "not stated"),
    notes.cite(gap ? gap.claims : []),
    gap && gap.note ? make("small", {}, " ", bdi(gap.note)) : null,
  );
}

/** @type {(id: string, lines: LineRecord[], notes: Notes) => HTMLElement[]} */
function accountability(id, lines, notes) {
  /** @type {(family: string, up: boolean) => LineRecord[]} */
  const of = (family, up) => ofFamily(lines, id, family, up);
  const above = of("accountability", true);
  const leaders = of("leadership", false);
  const levels = of("structure", true).filter(({ type }) => type === "atLevel");
  const stated = above.filter(isFirm).some(({ certainty }) => certainty !== "rule");
  /** @type {[string, HTMLElement[]][]} */
  const rows = [
    [
      "Accountable to",
      [...(stated ? [] : [silence(id, ["accountability"], notes)]), ...values(above, id, notes, ["accountableTo"])],
    ],
    [
      "Led by",
      leaders.length ? values(leaders, id, notes, ["holdsRole"]) : [silence(id, ["leadership", "chair"], notes)],
    ],
    ["Reports to", values(of("reporting", true), id, notes, ["reportsTo"])],
    [
      "Part of",
      values(
        of("structure", true).filter((line) => !levels.includes(line)),
        id,
        notes,
        ["partOf"],
      ),
    ],
    ["Member of", values(of("membership", true), id, notes, ["memberOf"])],
    ["Level", values(levels, id, notes, ["atLevel"])],
    ["Leads", values(of("leadership", true), id, notes, ["leads", "holdsRole"])],
    ["Answer to it", values(of("accountability", false), id, notes, ["accountableTo"])],
    ["Report to it", values(of("reporting", false), id, notes, ["reportsTo"])],
  ];
  return [
    make("h3", {}, "Accountability and leadership"),
    make(
      "dl",
      { class: "pairs" },
      ...rows
        .filter(([, value]) => value.length)
        .flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, ...value)]),
    ),
  ];
}

/* What the body may decide by the rows in force on the day of the page, each with its row and clause, and its chain. */
/** @type {(id: string, notes: Notes) => HTMLElement[]} */
function decides(id, notes) {
  const standing = powersOn(id, state.day);
  /** @type {(power: Power) => boolean} */
  const counts = (power) => stepsOn(power, state.day).steps.length > 0;
  return standing.length
    ? [
        make("h3", {}, "May decide", make("small", {}, counted(standing.filter(counts).length, "right"))),
        make(
          "ul",
          { class: "dashes" },
          ...foldedItems(
            standing.map((power) => {
              const { steps, why } = stepsOn(power, state.day);
              return make(
                "li",
                {},
                bdi(power.words),
                why ? tag(steps.length ? "possibly" : "does not count") : null,
                make("small", {}, " – ", bdi(power.clause), why ? " – " : null, why ? bdi(why) : null),
                notes.cite(power.claims),
                " ",
                chainButton(power),
              );
            }),
          ),
        ),
      ]
    : [];
}

const SHOWN = ["membership", "structure", "coverage", "accountability", "reporting", "leadership"];

/* The relationships of other families, in the words of each. */
/** @type {(id: string, lines: LineRecord[], notes: Notes) => HTMLElement[]} */
function others(id, lines, notes) {
  const rest = lines.filter(
    ({ family, object, subject }) =>
      !SHOWN.includes(family) || (family === "coverage" && object === id && subject !== id),
  );
  /** @type {Map<string, LineRecord[]>} */
  const groups = new Map();
  for (const line of rest) {
    const word = relationWord(line, line.subject === id);
    addTo(groups, word, line);
  }
  return rest.length
    ? [
        make("h3", {}, "Other relationships"),
        make(
          "ul",
          {},
          ...[...groups].map(([word, own]) => {
            const said = commonWords(own);
            return make(
              "li",
              {},
              make("span", { class: "label" }, word),
              " ",
              ...names(own, id, notes, said, nameOf, 3),
              ...said.map(tag),
            );
          }),
        ),
      ]
    : [];
}

/** @type {(id: string, notes: Notes) => HTMLElement[]} */
function missing(id, notes) {
  const gaps = gapsOf(id);
  const onRecord = gaps.filter(({ claims }) => claims).length;
  return gaps.length
    ? [
        make("h3", {}, "What is missing", make("small", {}, counted(onRecord, "gap") + " on record")),
        make(
          "ul",
          { class: "dashes" },
          ...foldedItems(
            gaps.map((gap) =>
              make(
                "li",
                {},
                bdi(gap.text),
                gap.note ? make("small", {}, " – ", bdi(gap.note)) : null,
                notes.cite(gap.claims),
              ),
            ),
          ),
        ),
      ]
    : [];
}

/* Where sources differ, under one heading each: what is set against what. */
/** @type {(id: string, notes: Notes) => HTMLElement[]} */
function differing(id, notes) {
  /** @type {Map<string, ListRow[]>} */
  const groups = new Map();
  for (const row of conflictsOf(id)) {
    addTo(groups, row.group || "Sources differ", row);
  }
  /** @type {(row: ListRow) => string} */
  const words = (row) =>
    [row.line && row.of && row.of !== row.id ? (row.relation || "") + " " + row.name : row.relation, row.value]
      .filter(Boolean)
      .join(": ");
  return groups.size
    ? [
        make("h3", {}, "Where sources differ"),
        make(
          "ul",
          { class: "dashes" },
          ...[...groups].map(([group, rows]) =>
            make(
              "li",
              {},
              make("span", { class: "label" }, group + ": "),
              ...folded(
                rows.map((row, n) =>
                  make(
                    "span",
                    {},
                    bdi(words(row)),
                    row.note && row.note !== rows[n + 1]?.note ? make("small", {}, " – ", bdi(row.note)) : null,
                    notes.cite(row.claims),
                  ),
                ),
                3,
              ),
            ),
          ),
        ),
      ]
    : [];
}

/** @type {(id: string, notes: Notes) => Child[]} */
export function overview(id, notes) {
  const lines = standingLines(id);
  const areas = ofFamily(lines, id, "coverage", true);
  const parts = ofFamily(lines, id, "structure", false).filter(({ type }) => type !== "atLevel");
  const members = ofFamily(lines, id, "membership", false);
  return [
    make("p", { class: "answer" }, bdi(answerFor(id))),
    make("p", { class: "note" }, statusOf(id)),
    ...listOf("Members", members, id, notes),
    ...listOf("Parts", parts, id, notes),
    ...(areas.length
      ? [
          ...listOf("Areas", areas, id, notes),
          make("p", { class: "note" }, "Areas covered are geography, not membership."),
        ]
      : []),
    ...accountability(id, lines, notes),
    ...decides(id, notes),
    ...meetingList(id),
    ...others(id, lines, notes),
    ...missing(id, notes),
    ...differing(id, notes),
  ];
}
