/* The card of a meeting, the same on paper, and the meetings of a body on its own card. */
import { printed } from "./briefing.js";
import { chainButton } from "./chain_card.js";
import { powerBy } from "./chains.js";
import { choose } from "./choosing.js";
import { told } from "./data.js";
import { isDay } from "./dates.js";
import { bdi, button, make } from "./elements.js";
import { foldedItems } from "./folds.js";
import { bodyButton } from "./lines.js";
import { attendance, block, dashes, decisions, interests, quorum, seats, small } from "./meeting_parts.js";
import { dayOfMeeting, meetingsOf, quorateWord } from "./meetings.js";
import { Notes } from "./notes.js";
import { storeButton } from "./served.js";
import { change, state } from "./state.js";
import { counted } from "./words.js";

/* Where a card is printed, nothing is folded away. */
const ALL = Number.MAX_SAFE_INTEGER;

/** @typedef {import("./meeting_parts.js").Ink} Ink */

/* All that is said of a meeting, with its sources at the end. */
/** @type {(meeting: MeetingRecord, ink: Ink) => HTMLElement[]} */
function whole(meeting, ink) {
  const cited = ink.notes.cite(meeting.claims);
  const parts = meeting.quorum
    ? [
        make("p", { class: "answer" }, bdi(meeting.quorum.sentence), cited),
        meeting.quorum.line ? make("p", { class: "note" }, bdi(meeting.quorum.line)) : null,
        ...attendance(meeting, ink),
        ...quorum(meeting, ink),
        ...decisions(meeting, ink),
        ...interests(meeting, ink),
        ...seats(meeting, ink),
      ]
    : [
        make(
          "p",
          { class: "note" },
          "This page tells of the latest meetings in full, and this is an earlier one.",
          cited,
        ),
        storeButton("quorate", { meeting: meeting.id }, "Was it quorate?"),
        told.served ? null : make("p", {}, make("code", {}, "ics-graph ask quorate " + meeting.id)),
      ];
  return [
    ...parts.flatMap((part) => (part ? [part] : [])),
    ...block(
      "Items on the agenda",
      "",
      meeting.items.length
        ? [
            dashes(
              meeting.items.map(([number, subject]) => make("li", {}, bdi("Item " + number + ": " + subject))),
              ink,
            ),
          ]
        : [],
    ),
    ...(meeting.note ? [make("p", { class: "note" }, bdi(meeting.note))] : []),
    make("h3", {}, "Notes"),
    ink.notes.list(ink.most),
  ];
}

/** @type {(meeting: MeetingRecord, board: Child) => HTMLElement[]} */
const heading = (meeting, board) => [
  make("h2", {}, bdi(meeting.name)),
  make("p", { class: "kind" }, "Meeting of ", board, " · " + dayOfMeeting(meeting)),
];

/** @type {(meeting: MeetingRecord) => void} */
function print(meeting) {
  const notes = new Notes();
  printed([
    ...heading(meeting, bdi(meeting.bodyName)),
    ...whole(meeting, { notes, most: ALL, name: (_, text) => bdi(text), chain: () => null }),
  ]);
}

/* What shows the chain of the power by which a decision was taken, on the day of the meeting. */
/** @type {(day: Day | null) => (row: ListRow) => Child} */
const chainOfDecision = (day) => (row) => {
  const power = powerBy(row.id, row.clause);
  return power && day && isDay(day) ? chainButton(power, day) : null;
};

/** @type {(id: string) => Child[]} */
export function meetingCard(id) {
  const meeting = told.meetings[id];
  const { day } = meeting;
  const ofADay = day !== null && isDay(day);
  return [
    ...heading(meeting, bodyButton(meeting.body, meeting.bodyName)),
    make(
      "div",
      { class: "part" },
      ...whole(meeting, { notes: new Notes(), most: undefined, name: bodyButton, chain: chainOfDecision(day) }),
      make(
        "div",
        { class: "acts" },
        ofADay && day !== state.day ? button("Show the picture on that day", () => change({ day, to: null })) : null,
        button("Print this meeting", () => print(meeting)),
      ),
    ),
  ];
}

/* The meetings of a body as a part of its own card. */
/** @type {(id: string) => HTMLElement[]} */
export function meetingList(id) {
  const meetings = meetingsOf(id);
  return meetings.length
    ? [
        make("h3", {}, "Meetings", make("small", {}, counted(meetings.length, "meeting"))),
        make(
          "ul",
          { class: "dashes" },
          ...foldedItems(
            meetings.map((meeting) =>
              make(
                "li",
                {},
                button(meeting.name, () => choose("meeting", meeting.id), { class: "body" }),
                small([
                  meeting.name.includes(dayOfMeeting(meeting)) ? "" : dayOfMeeting(meeting),
                  quorateWord(meeting.quorum?.outcome),
                ]),
              ),
            ),
          ),
        ),
      ]
    : [];
}
