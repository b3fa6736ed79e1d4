/* What is said of a meeting, part by part: quorum, who was there, interests, decisions, seats. All of it is said by the
   questions (ics_graph/explorer/meeting_data.py); here it is only shown, on the screen and on paper. */
import { addTo } from "./data.js";
import { bdi, make } from "./elements.js";
import { foldedItems } from "./folds.js";
import { tag } from "./relationship_lists.js";
import { begun, counted } from "./words.js";

const QUORATE = "Quorate";
const WHO_WAS_THERE = "Who was there";
const COUNTS = "counts";

/** @typedef {import("./notes.js").Notes} Notes */
/* How a card is written: where its claims are noted, how much of a list is seen, and how a body is named. */
/** @typedef {{ notes: Notes, most: number | undefined, name: (id: string, text: string) => Child,
  chain: (row: ListRow) => Child }} Ink */

/* A part with its title; nothing where it is empty. */
/** @type {(title: string, aside: string, children: (HTMLElement | null)[]) => HTMLElement[]} */
export function block(title, aside, children) {
  const there = children.flatMap((child) => (child ? [child] : []));
  return there.length ? [make("h3", {}, title, aside ? make("small", {}, aside) : null), ...there] : [];
}

/** @type {(items: HTMLElement[], ink: Ink) => HTMLElement} */
export const dashes = (items, ink) => make("ul", { class: "dashes" }, ...foldedItems(items, ink.most));

/** @type {(texts: (string | null | undefined)[]) => HTMLElement | null} */
export function small(texts) {
  const said = texts.filter(Boolean).join(" – ");
  return said ? make("small", {}, " – ", bdi(said)) : null;
}

/* How many were counted, in each of the ways that are possible. */
/** @type {(row: ListRow) => string[]} */
const counts = ({ note }) => (note ? note.split("; or ").map((text, n) => (n ? "or " + text : text)) : []);

/* Whether the meeting and its items were quorate, by which clause, and on what that turns. */
/** @type {(meeting: MeetingRecord, ink: Ink) => HTMLElement[]} */
export function quorum(meeting, ink) {
  const rows = (meeting.quorum?.rows || []).filter(({ group }) => group?.startsWith(QUORATE));
  const notes = meeting.quorum?.notes || [];
  return block("Quorum", "", [
    rows.length
      ? dashes(
          rows.map((row) =>
            make(
              "li",
              {},
              bdi(begun(row.relation || "") + (row.group || "").replace(QUORATE, "")),
              " ",
              tag(row.value || ""),
              small([row.clause]),
              ink.notes.cite(row.claims),
              ...counts(row).map((text) => make("small", { class: "count" }, bdi(text))),
            ),
          ),
          ink,
        )
      : null,
    ...notes.map((text) => make("p", { class: "note" }, bdi(text))),
  ]);
}

/* Who was there and who was not, with who counts for the quorum. */
/** @type {(meeting: MeetingRecord, ink: Ink) => HTMLElement[]} */
export function attendance(meeting, ink) {
  const rows = (meeting.quorum?.rows || []).filter(({ group }) => group?.startsWith(WHO_WAS_THERE));
  /** @type {Map<string, ListRow[]>} */
  const states = new Map();
  rows.forEach((row) => addTo(states, row.relation || "", row));
  /** @type {(row: ListRow, usual: string, comma: string) => HTMLElement} */
  const person = (row, usual, comma) => {
    const words = [row.note, row.value && row.value !== usual ? row.value : null].filter(Boolean).join(", ");
    return words
      ? make("span", {}, ink.name(row.id, row.name), make("small", {}, " (", bdi(words), ")"), comma)
      : make("span", { class: "whole" }, ink.name(row.id, row.name), comma);
  };
  const present = states.get("present") || [];
  return block("Who was there", present.length ? counted(present.length, "present", "present") : "", [
    rows.length
      ? make(
          "dl",
          { class: "pairs" },
          ...[...states].flatMap(([name, own]) => {
            // Who was present counts, and who was not does not, unless it is said.
            const usual = ["present", "deputy"].includes(name) ? COUNTS : "does not count";
            return [
              make("dt", {}, begun(name)),
              make("dd", {}, ...own.flatMap((row, n) => [person(row, usual, n < own.length - 1 ? "," : ""), " "])),
            ];
          }),
        )
      : null,
  ]);
}

/* The interests that touch an item: potential, and never more. */
/** @type {(meeting: MeetingRecord, ink: Ink) => HTMLElement[]} */
export function interests(meeting, ink) {
  const said = meeting.interests;
  return said
    ? block("Interests", "potential only", [
        make("p", {}, bdi(said.sentence)),
        said.rows.length
          ? dashes(
              said.rows.map((row) =>
                make(
                  "li",
                  {},
                  ink.name(row.id, row.name),
                  ", ",
                  bdi(row.value || ""),
                  " ",
                  tag((row.group || "").toLowerCase()),
                  small([row.relation, row.note]),
                  ink.notes.cite(row.claims),
                ),
              ),
              ink,
            )
          : null,
        ...said.notes.map((text) => make("p", { class: "note" }, bdi(text))),
      ])
    : [];
}

/* What was decided, by which row and clause. */
/** @type {(meeting: MeetingRecord, ink: Ink) => HTMLElement[]} */
export function decisions(meeting, ink) {
  const rows = meeting.decisions || [];
  return block("Decisions", rows.length ? counted(rows.length, "decision") : "", [
    rows.length
      ? dashes(
          rows.map((row) =>
            make(
              "li",
              {},
              bdi(row.relation || ""),
              row.value ? make("span", {}, ", ", bdi(row.value)) : null,
              " ",
              tag((row.group || "").toLowerCase()),
              small([row.clause, row.note]),
              ink.notes.cite(row.claims),
              " ",
              ink.chain(row),
            ),
          ),
          ink,
        )
      : make("p", { class: "note" }, "These data record no decision of this meeting."),
  ]);
}

/* How many seats there were on the day, and which nobody held. */
/** @type {(meeting: MeetingRecord, ink: Ink) => HTMLElement[]} */
export function seats(meeting, ink) {
  const said = meeting.seats;
  return said
    ? block("Seats on that day", "", [
        make("p", {}, bdi(said.sentence)),
        said.rows.length
          ? dashes(
              said.rows.map((row) =>
                make(
                  "li",
                  {},
                  bdi(row.relation || ""),
                  " ",
                  tag((row.group || "").toLowerCase()),
                  small([row.value, row.clause, row.note]),
                  ink.notes.cite(row.claims),
                ),
              ),
              ink,
            )
          : null,
      ])
    : [];
}
