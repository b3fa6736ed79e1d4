/* Codes that passed from one body to another between two days. */
import { inScope, nameOf, told } from "./data.js";
import { holdsOn } from "./dates.js";

/* Codes that one body had on the first day and another has on the last, and had not then. */
/** @type {(first: Day, last: Day) => ChangedItem[]} */
export function passedCodes(first, last) {
  /** @type {(body: BodyRecord, since: string | null, until: string | null, day: Day) => boolean} */
  const held = (body, since, until, day) => {
    if (body.planned || holdsOn(body, day) === "no") {
      return false;
    }
    if (!since && !until) {
      return holdsOn(body, day) === "yes";
    }
    return (
      (!since || latest(since) <= day) &&
      (!until || day <= earliest(until)) &&
      (Boolean(since) || latest(until || "") <= day)
    );
  };
  /** @type {(day: Day) => Map<string, string[]>} */
  const at = (day) => {
    /** @type {Map<string, string[]>} */
    const holders = new Map();
    for (const body of Object.values(told.bodies)) {
      for (const [scheme, value, since, until] of body.codes) {
        if (!held(body, since, until, day)) {
          continue;
        }
        const code = scheme + " code " + value;
        holders.set(code, [...(holders.get(code) || []), body.id]);
      }
    }
    return holders;
  };
  const was = at(first);
  const is = at(last);
  /** @type {ChangedItem[]} */
  const items = [];
  for (const code of [...was.keys()].filter((code) => is.has(code)).sort()) {
    const holdersThen = was.get(code) || [];
    const holdersNow = is.get(code) || [];
    for (const old of holdersThen) {
      for (const now of holdersNow) {
        if (holdersNow.includes(old) || holdersThen.includes(now) || !(inScope(old) || inScope(now))) {
          continue;
        }
        items.push({
          kind: "body",
          id: now,
          words: code + " was that of " + nameOf(old) + "; that does not say that one followed the other",
        });
      }
    }
  }
  return items;
}

/** @type {(date: string) => Day} */
const earliest = (date) => (date + "-01-01").slice(0, 10);

/** @type {(date: string) => Day} */
const latest = (date) =>
  date.length === 10
    ? date
    : date.length === 4
      ? date + "-12-31"
      : new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).toISOString().slice(0, 10);
