/* The meetings that the page tells of: those of a body, and those that a search finds by name, body or day. */
import { told } from "./data.js";
import { fold } from "./folding.js";
import { before, withDates } from "./words.js";

/* The meetings of a body, the latest first. */
/** @type {(id: string) => MeetingRecord[]} */
export const meetingsOf = (id) =>
  Object.values(told.meetings)
    .filter(({ body }) => body === id)
    .sort((a, b) => before(b.day || "", a.day || "") || before(a.id, b.id));

/* When a meeting was, as people write it. */
/** @type {(meeting: MeetingRecord) => string} */
export const dayOfMeeting = ({ day }) => (day ? withDates(day) : "day not stated");

const OUTCOMES = { yes: "quorate", no: "not quorate", possibly: "possibly quorate" };

/* Whether it was quorate, in words; nothing where that is not known. */
/** @type {(outcome: Quorate | null | undefined) => string} */
export const quorateWord = (outcome) => (outcome ? OUTCOMES[outcome] : "");

const index = Object.values(told.meetings).map((meeting) => ({
  meeting,
  id: fold(meeting.id),
  name: fold(meeting.name),
  words: new Set(fold([meeting.name, meeting.bodyName, meeting.day || "", dayOfMeeting(meeting)].join(" ")).split(" ")),
}));

/* The meetings whose id or name a text is. */
/** @type {(text: string) => MeetingRecord[]} */
export const meetingCalled = (text) =>
  index.filter(({ id, name }) => [id, name].includes(fold(text))).map(({ meeting }) => meeting);

/* The meetings that what was typed may mean: each of its words begins one of the meeting's. */
/** @type {(typed: string, most: number) => MeetingRecord[]} */
export function meetingsFound(typed, most) {
  const text = fold(typed);
  const parts = text.split(" ").filter((word) => !["meeting", "meetings", "of", "the", "on"].includes(word));
  if (!parts.length) {
    return [];
  }
  return index
    .filter(({ id, words }) => id === text || parts.every((part) => [...words].some((word) => word.startsWith(part))))
    .map(({ meeting }) => meeting)
    .slice(0, most);
}
