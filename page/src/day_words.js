/* Days and periods as people write them in English: "1 June 2019", "1/6/2019", "June 2019", "2019", "today". They are
   read as ics_graph/day_words.py reads them, with the same errors; a test holds the two together.

   A month or a year is the whole of it, from its first day to its last. Nothing is guessed: a date without a year, and
   one that no calendar has, are refused. Days are read before months, as in Britain: 1/6/2019 is in June. */
import { MONTH_NAMES, daysAfter, inWords, lengthOf, padded, today, written } from "./calendar.js";

/* How a day may be written, for messages and helps. */
export const FORMS = "1 June 2019, 1/6/2019, 2019-06-01, June 2019, 2019 or today";

const EARLIEST_YEAR = 1000;
const LATEST_YEAR = 2999;
const DAY = "(?<day>\\d{1,2})(?:st|nd|rd|th)?";
const MONTH =
  "(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?" +
  "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
const YEAR = "(?<year>\\d{4})";
const WEEKDAY = "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?:the )?)?";
const EDGE = "(?<edge>(?:the )?(?:end|start|beginning|first day|last day) of )?";
const TODAY = "today|now|yesterday|this year|last year|this month|last month";

/** @type {(year: number) => void} */
function checkYear(year) {
  if (year < EARLIEST_YEAR || year > LATEST_YEAR) {
    throw new RangeError("the year must be " + EARLIEST_YEAR + " to " + LATEST_YEAR);
  }
}

/** @type {(day: Day) => When} */
const onDay = (day) => ({ first: day, last: day, words: inWords(day) });

/** @type {(year: number, month: number, day: number) => When} */
function dayWhen(year, month, day) {
  checkYear(year);
  if (month < 1 || month > 12) {
    throw new RangeError("there is no month " + month + "; the day comes first, then the month");
  }
  if (day < 1 || day > lengthOf(year, month)) {
    throw new RangeError(MONTH_NAMES[month - 1] + " " + year + " has no day " + day);
  }
  return onDay(written(year, month, day));
}

/** @type {(year: number, month: number) => When} */
function monthWhen(year, month) {
  checkYear(year);
  if (month < 1 || month > 12) {
    throw new RangeError("there is no month " + month);
  }
  return {
    first: written(year, month, 1),
    last: written(year, month, lengthOf(year, month)),
    words: MONTH_NAMES[month - 1] + " " + year,
  };
}

/** @type {(year: number) => When} */
function yearWhen(year) {
  checkYear(year);
  return { first: written(year, 1, 1), last: written(year, 12, 31), words: String(year) };
}

/** @type {(year: number, next: number) => When} */
function financialYear(year, next) {
  checkYear(year);
  const short = year + "/" + padded((year + 1) % 100, 2);
  if (next !== (year + 1) % 100 && next !== year + 1) {
    throw new RangeError("a financial year is " + short);
  }
  return { first: written(year, 4, 1), last: written(year + 1, 3, 31), words: "the financial year " + short };
}

/** @type {(words: string, now: Day) => When} */
function ofToday(words, now) {
  const [year, month] = now.split("-").map(Number);
  if (words === "yesterday") {
    return onDay(daysAfter(now, -1));
  }
  if (words === "this year" || words === "last year") {
    return yearWhen(year - (words === "last year" ? 1 : 0));
  }
  if (words === "this month") {
    return monthWhen(year, month);
  }
  if (words === "last month") {
    return month === 1 ? monthWhen(year - 1, 12) : monthWhen(year, month - 1);
  }
  return onDay(now);
}

/** @type {(when: When, edge: string | undefined) => When} */
function atTheEdge(when, edge) {
  if (!edge) {
    return when;
  }
  return onDay(edge.includes("end") || edge.includes("last") ? when.last : when.first);
}

/** @type {(name: string) => number} */
const monthNumber = (name) => MONTH_NAMES.findIndex((month) => month.toLowerCase().startsWith(name.slice(0, 3))) + 1;

/** @type {(match: RegExpExecArray) => Record<string, string>} */
const named = (match) => match.groups || {};

/** @type {[string, (match: RegExpExecArray, now: Day) => When][]} */
const READERS = [
  ["(\\d{4})-(\\d{2})-(\\d{2})", (m) => dayWhen(Number(m[1]), Number(m[2]), Number(m[3]))],
  ["(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4})", (m) => dayWhen(Number(m[4]), Number(m[3]), Number(m[1]))],
  ["(\\d{1,2})([/.])(\\d{1,2})\\2(\\d{2})", (m) => dayWhen(2000 + Number(m[4]), Number(m[3]), Number(m[1]))],
  [
    WEEKDAY + "(?:the )?" + DAY + " (?:of )?" + MONTH + " " + YEAR,
    (m) => dayWhen(Number(named(m).year), monthNumber(named(m).month), Number(named(m).day)),
  ],
  [
    WEEKDAY + MONTH + " (?:the )?" + DAY + " " + YEAR,
    (m) => dayWhen(Number(named(m).year), monthNumber(named(m).month), Number(named(m).day)),
  ],
  [EDGE + MONTH + " (?:of )?" + YEAR, (m) => monthWhen(Number(named(m).year), monthNumber(named(m).month))],
  [EDGE + "(?<year>\\d{4})-(?<month>\\d{2})", (m) => monthWhen(Number(named(m).year), Number(named(m).month))],
  [EDGE + "(?<month>\\d{1,2})/(?<year>\\d{4})", (m) => monthWhen(Number(named(m).year), Number(named(m).month))],
  [
    EDGE + "(?:(?:the )?financial year )?(?<year>\\d{4})/(?<next>\\d{2}|\\d{4})",
    (m) => financialYear(Number(named(m).year), Number(named(m).next)),
  ],
  [EDGE + "(?:the year )?" + YEAR, (m) => yearWhen(Number(named(m).year))],
  ["(?<words>" + TODAY + ")", (m, now) => ofToday(named(m).words, now)],
];

/* A pattern without names of its groups, so that it can stand several times in another. */
/** @type {(pattern: string) => string} */
const plain = (pattern) => pattern.replace(/\(\?<\w+>/g, "(?:");

const DAY_AGAIN = "\\d{1,2}(?:st|nd|rd|th)?";
const A_MONTH = plain(MONTH);
const AN_EDGE = plain(EDGE);
const WITHOUT_YEAR = new RegExp(
  "^(?:" + WEEKDAY + `(?:(?:the )?${DAY_AGAIN} (?:of )?${A_MONTH}|${A_MONTH}(?: (?:the )?${DAY_AGAIN})?)` + ")$",
);
const CERTAIN = [
  "\\d{4}-\\d{2}-\\d{2}",
  "\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{4}",
  "\\d{1,2}[/.]\\d{1,2}[/.]\\d{2}(?!\\d)",
  `${WEEKDAY}(?:the )?${DAY_AGAIN} (?:of )?${A_MONTH}(?:,? \\d{4})?`,
  `${WEEKDAY}${A_MONTH} (?:the )?${DAY_AGAIN}(?!\\d),?(?: \\d{4})?`,
  `${AN_EDGE}${A_MONTH},? (?:of )?\\d{4}`,
  `${AN_EDGE}\\d{4}-\\d{2}(?!\\d)`,
  `${AN_EDGE}\\d{1,2}/\\d{4}`,
  `${AN_EDGE}(?:(?:the )?financial year )?\\d{4}/\\d{2}(?!\\d)`,
  "(?:the )?(?:end|start|beginning|first day|last day) of (?:the year )?\\d{4}",
  "the year \\d{4}",
  TODAY,
].join("|");
const A_DATE = `(?:${CERTAIN}|\\d{4}(?![\\d/-]))`;
const LETTER = "[\\p{L}\\p{N}_]";
const IN_A_TEXT =
  `(?<!${LETTER}|[/-])(?:(?:between|from) (?<first>${A_DATE}) (?:and|to|until|till) (?<second>${A_DATE})` +
  "|(?:(?<before>as of|as at|as on|back in|on|in|at|during|throughout|for|of|before|prior to|after|since) " +
  `(?<alone>${A_DATE})|(?<bare>${CERTAIN})))(?!${LETTER})`;

/** @type {Record<string, Relation>} */
const RELATIONS = { before: "before", "prior to": "before", after: "after", since: "since" };

/* Figures of other widths, as some keyboards write them. */
/** @type {(text: string) => string} */
const withPlainFigures = (text) => text.replace(/\p{Nd}/gu, (figure) => figure.normalize("NFKC"));

/** @type {[RegExp, (match: RegExpExecArray, now: Day) => When][]} */
const FORM_READERS = READERS.map(([pattern, make]) => [new RegExp("^(?:" + pattern + ")$"), make]);

/* The day or period that a person wrote. Throws a RangeError that says what is wrong, and which forms there are. */
/** @type {(text: string, now?: Day) => When} */
export function whenOf(text, now = today()) {
  const bare = withPlainFigures(text).toLowerCase().replace(/,/g, " ").trim().split(/\s+/).join(" ");
  for (const [pattern, make] of FORM_READERS) {
    const match = pattern.exec(bare);
    if (match) {
      try {
        return atTheEdge(make(match, now), match.groups && match.groups.edge);
      } catch (error) {
        throw new RangeError("'" + text + "' is not a date: " + /** @type {Error} */ (error).message, { cause: error });
      }
    }
  }
  if (WITHOUT_YEAR.test(bare)) {
    throw new RangeError("'" + text + "' has no year; write it with its year, such as " + text + " 2020");
  }
  throw new RangeError("'" + text + "' is not a date; write it as " + FORMS);
}

/* The day that a person wrote. Throws a RangeError where it is none, or a whole month or year. */
/** @type {(text: string, now?: Day) => Day} */
export function dayOf(text, now = today()) {
  const when = whenOf(text, now);
  if (when.first !== when.last) {
    const such = inWords(when.first) + " or " + inWords(when.last);
    throw new RangeError("'" + text + "' is a period; here a day is needed, such as " + such);
  }
  return when.first;
}

/* The first of two dates with the year of the second where it has none: "between 31 March and 1 April 2020". */
/** @type {(first: string | undefined, second: string | undefined) => string | undefined} */
function withYear(first, second) {
  const year = /(?<!\d)\d{4}$/.exec(second || "");
  const plain = (first || "").toLowerCase().trim().split(/\s+/).join(" ");
  return first && year && WITHOUT_YEAR.test(plain) ? first + " " + year[0] : first;
}

/* The dates that stand in a text, in order. A bare year counts only after a word such as "in" or "before". Throws a
   RangeError where one is no date of the calendar, or has no year. */
/** @type {(text: string, now?: Day) => Spelled[]} */
export function spelledIn(text, now = today()) {
  const pattern = new RegExp(IN_A_TEXT, "giu");
  const plainText = withPlainFigures(text);
  /** @type {Spelled[]} */
  const dates = [];
  for (let match = pattern.exec(plainText); match; match = pattern.exec(plainText)) {
    const { first, second, before, alone, bare } = named(match);
    let when = whenOf(withYear(first, second) || alone || bare, now);
    let relation = RELATIONS[(before || "").toLowerCase().split(/\s+/).join(" ")] || "on";
    let fromADay = false;
    if (second) {
      const until = whenOf(second, now);
      if (until.last < when.first) {
        throw new RangeError("'" + match[0].trim() + "' ends before it begins");
      }
      fromADay = when.first === when.last;
      when = { first: when.first, last: until.last, words: when.words + " to " + until.words };
      relation = "between";
    }
    dates.push({ start: match.index, end: match.index + match[0].length, relation, when, fromADay });
  }
  return dates;
}

/* A day or period as one types it after --as-of. */
/** @type {(when: When) => string} */
export function optionOf({ first, last, words }) {
  if (first === last) {
    return first;
  }
  if (words.startsWith("the financial year ")) {
    return words.slice("the financial year ".length);
  }
  return /^\d+$/.test(words) ? first.slice(0, 4) : first.slice(0, 7);
}
