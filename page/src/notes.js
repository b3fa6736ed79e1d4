/* Numbered notes: each claim of a card is a number beside what it bears out, and stands once beneath it. */
import { claimText } from "./claims.js";
import { told } from "./data.js";
import { bdi, make } from "./elements.js";
import { foldedItems } from "./folds.js";
import { basisInWords, begun, withDates } from "./words.js";

const MOST_NOTES = 4;

/* Collects the claims of one card in the order in which they are cited. */
export class Notes {
  constructor() {
    /** @type {Map<string, Claim>} */
    this.claims = new Map();
  }

  /** @param {Claim[]} claims @returns {number[]} */
  numbers(claims) {
    return claims.map((claim) => {
      const text = claimText(claim);
      if (!this.claims.has(text)) {
        this.claims.set(text, claim);
      }
      return [...this.claims.keys()].indexOf(text) + 1;
    });
  }

  /* The numbers of claims as links to their notes; of what no source is cited for, nothing. */
  /** @param {Claim[] | null | undefined} claims @returns {HTMLElement | null} */
  cite(claims) {
    const numbers = [...new Set(this.numbers(claims || []))].sort((a, b) => a - b);
    return numbers.length ? make("sup", {}, ...numbers.map(noteLink)) : null;
  }

  /* The notes themselves, of which the first are seen. */
  /** @param {number} [most] @returns {HTMLElement} */
  list(most = MOST_NOTES) {
    return make(
      "ol",
      { class: "notes" },
      ...foldedItems(
        [...this.claims.values()].map((claim, n, all) => {
          const { link } = told.sources[claim.source] || { link: null };
          return make(
            "li",
            { id: "note-" + (n + 1), tabindex: "-1" },
            make("span", { class: "number" }, "[" + (n + 1) + "]"),
            make(
              "span",
              {},
              bdi(noteText(claim, all[n - 1])),
              link ? " " : null,
              link ? make("a", { href: link, rel: "noreferrer noopener" }, "open the source") : null,
            ),
          );
        }),
        most,
      ),
    );
  }
}

/* A claim in few words; of several in a row from one source only the first names it. */
/** @type {(claim: Claim, last: Claim | undefined) => string} */
function noteText(claim, last) {
  const source = told.sources[claim.source];
  const again = last !== undefined && last.source === claim.source;
  const place = [again ? "" : source ? source.title : claim.source, claim.locator].filter(Boolean).join(", ");
  const how = [
    basisInWords(claim.basis),
    claim.stance === "denies" ? "the source denies it" : "",
    claim.stance === "questions" ? "the source marks it with a question mark" : "",
    claim.saidBy ? "said by " + claim.saidBy : "",
    claim.confidence ? "confidence " + claim.confidence : "",
    again || !source ? "" : source.date,
  ].filter(Boolean);
  return [place || "the same source", how.join("; "), claim.note]
    .filter(Boolean)
    .map((text) => begun(withDates(text || "")) + ".")
    .join(" ");
}

/** @type {(number: number) => HTMLElement} */
const noteLink = (number) =>
  make(
    "a",
    {
      href: "#note-" + number,
      "aria-label": "Note " + number,
      onclick: (event) => {
        /* The address holds the state of the page, and is not to be overwritten by the place of a note. */
        event.preventDefault();
        const note = document.getElementById("note-" + number);
        const rest = note?.parentElement?.querySelector(".rest button");
        if (note?.hidden) {
          /** @type {HTMLElement} */ (rest).click();
        }
        note?.scrollIntoView({ block: "nearest" });
        note?.focus({ preventScroll: true });
      },
    },
    "[" + number + "]",
  );
