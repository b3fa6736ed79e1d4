/* The sources of an answer, each place once and numbered in the order in which it is cited. */
import { told } from "../data.js";
import { listed } from "../words.js";

/* A claim as it is cited: the title of its source, the place in it, and where it can be found. */
/** @type {(claim: Claim) => Cited} */
function citedIn(claim) {
  const source = told.sources[claim.source];
  return {
    title: source ? source.title : claim.source,
    locator: claim.locator || null,
    link: source ? source.link : null,
  };
}

const MOST_PLACES = 4;

export class NumberedSources {
  /* Where many places are cited, a source may be cited once, with its places together. */
  /** @param {boolean} together */
  constructor(together = false) {
    this.together = together;
    /** @type {Map<string, { title: string; locators: string[]; link: string | null }>} */
    this.places = new Map();
  }

  /* The numbers of the places that a row cites. */
  /** @param {AnswerRow} row @returns {number[]} */
  numbers(row) {
    const cited = row.cited || row.claims.map(citedIn);
    const numbers = cited.map(({ title, locator, link }) => {
      const key = JSON.stringify([title, this.together ? null : locator]);
      const place = this.places.get(key) || { title, locators: [], link };
      this.places.set(key, place);
      if (locator && !place.locators.includes(locator)) {
        place.locators.push(locator);
      }
      return [...this.places.keys()].indexOf(key) + 1;
    });
    return [...new Set(numbers)].sort((a, b) => a - b);
  }

  /* The places with their numbers. */
  /** @returns {[number, Cited][]} */
  all() {
    return [...this.places.values()].map(({ title, locators, link }, n) => [
      n + 1,
      { title, locator: locators.length ? listed(locators, MOST_PLACES) : null, link },
    ]);
  }
}

/* The numbered sources of answers: those of two days cite many rows of one register. */
/** @type {(answers: PageAnswer[]) => NumberedSources} */
export const sourcesOf = (answers) => new NumberedSources(answers.some(({ between }) => between));

/* A place as one cites it: its title, and where in it. */
/** @type {(place: Cited) => string} */
export const placeText = ({ title, locator }) => [title, locator].filter(Boolean).join(", ");
