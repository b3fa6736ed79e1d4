/* Which of several bodies of one name or code is meant on a day; as ics_graph/answering/names_of_the_day.py has it. */
import { lengthOf } from "../calendar.js";
import { fold } from "../folding.js";

/** @type {(date: string) => Day} */
const earliest = (date) => date + "-01-01".slice(date.length === 4 ? 0 : date.length === 7 ? 3 : 6);

/** @type {(date: string) => Day} */
function latest(date) {
  const [year, month = "12", day] = date.split("-");
  return [year, month, day || lengthOf(Number(year), Number(month))].join("-");
}

/* Whether a code may be a body's on a day: without dates for its whole life, without a last day to its end. */
/** @type {(body: Named, code: Named["codes"][0], day: Day) => boolean} */
function codeOn(body, [, , since, until], day) {
  const there = !body.bounds || (body.bounds[0] <= day && day <= body.bounds[3]);
  if (!since && !until) {
    return there;
  }
  return (!since || earliest(since) <= day) && (!until || day <= latest(until)) && (there || Boolean(until));
}

/* How near a body is to being meant on a day, the nearest first: as whose code, then as there on the day. */
/** @type {(body: Named, text: string, day: Day) => number} */
export function placeOn(body, text, day) {
  const has = body.codes.some((code) => fold(code[1]) === fold(text) && codeOn(body, code, day));
  const [startMin, startMax, endMin, endMax] = body.bounds || ["", "", "9", "9"];
  const there = day < startMin || day > endMax ? 2 : startMax <= day && day <= endMin ? 0 : 1;
  return (has ? 0 : 3) + there;
}
