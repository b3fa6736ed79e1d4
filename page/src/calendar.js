/* Days of the calendar, and how people write them. */

export const MONTH_NAMES = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** @type {(number: number, digits: number) => string} */
export const padded = (number, digits) => String(number).padStart(digits, "0");

/** @type {(year: number, month: number, day: number) => Day} */
export const written = (year, month, day) => [padded(year, 4), padded(month, 2), padded(day, 2)].join("-");

/** @type {(year: number, month: number) => number} */
export const lengthOf = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/* A day some days after another. */
/** @type {(day: Day, days: number) => Day} */
export function daysAfter(day, days) {
  const moved = new Date(Date.parse(day + "T00:00:00Z") + days * 86400000);
  return moved.toISOString().slice(0, 10);
}

/* The day of today, by the clock of this computer. */
/** @type {() => Day} */
export function today() {
  const now = new Date();
  return written(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

/* A day, month or year as people write it: "1 April 2020", "April 2020", "2020". */
/** @type {(when: string) => string} */
export function inWords(when) {
  const [year, month, day] = when.split("-");
  return [day ? String(Number(day)) : "", month ? MONTH_NAMES[Number(month) - 1] : "", String(Number(year))]
    .filter(Boolean)
    .join(" ");
}

/* A period as people write it: "from 1 April 2013 to 31 March 2020"; what is not stated is left out. */
/** @type {(since: string | null, until: string | null) => string} */
export const periodInWords = (since, until) =>
  [since ? "from " + inWords(since) : "", until ? "to " + inWords(until) : ""].filter(Boolean).join(" ");
