/* Who says so, and the blocks of a card: pairs and sections. */
import { told } from "./data.js";
import { bdi, make } from "./elements.js";
import { basisInWords } from "./words.js";

/** @type {(claim: Claim) => string} */
export function claimText(claim) {
  const source = told.sources[claim.source];
  const parts = [source ? source.title : claim.source];
  /** @type {(string | null | undefined)[]} */
  const more = [claim.locator, basisInWords(claim.basis)];
  if (claim.stance === "denies") {
    more.push("the source denies it");
  }
  if (claim.stance === "questions") {
    more.push("the source marks it with a question mark");
  }
  if (claim.saidBy) {
    more.push("said by " + claim.saidBy);
  }
  if (claim.confidence) {
    more.push("confidence " + claim.confidence);
  }
  if (source) {
    more.push(source.date);
  }
  return [...parts, ...more.filter(Boolean)].join(", ") + (claim.note ? ". Note: " + claim.note : "");
}

/** @type {(claims: Claim[]) => HTMLElement[]} */
export function claimList(claims) {
  if (!claims.length) {
    return [make("span", { class: "claim" }, "no source cited")];
  }
  return claims.map((claim) => {
    const link = told.sources[claim.source] && told.sources[claim.source].link;
    return make(
      "span",
      { class: "claim" },
      bdi(claimText(claim)),
      link ? " " : null,
      link ? make("a", { href: link, rel: "noreferrer noopener" }, "open the source") : " (no link to it is known)",
    );
  });
}

/** @type {(list: [string, string | null | undefined][]) => HTMLElement} */
export function pairs(list) {
  const stated = list.filter(([, value]) => value);
  return make("dl", {}, ...stated.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, bdi(value))]));
}

/** @type {(title: string, children: Child[], tag?: "ul" | "ol") => HTMLElement[]} */
export const section = (title, children, tag = "ul") =>
  children.length ? [make("h3", {}, title), make(tag, {}, ...children)] : [];
