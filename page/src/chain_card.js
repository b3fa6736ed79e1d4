/* The card of a chain of delegation: its sentence, and its steps one by one, each with its clause and its source. */
import { chainSentence } from "./chains.js";
import { claimList, section } from "./claims.js";
import { drawnBodies, nameOf } from "./data.js";
import { bdi, button, make } from "./elements.js";
import { bodyButton } from "./lines.js";
import { change, state } from "./state.js";

/* Shows the chain of a power in the picture, with its steps beside it; of a decision, on the day of it. */
/** @type {(power: Power, day?: Day) => HTMLElement} */
export const chainButton = (power, day = state.day) =>
  button("chain", () => change({ trace: ["delegation", power.id], chosen: null, card: null, day, to: null }), {
    class: "link",
    "aria-label": "Show the chain of delegation: " + power.words,
  });

/* What a body at a step does, by which clause, with what the clause says. */
/** @type {(row: ListRow, n: number) => HTMLElement} */
const step = (row, n) =>
  make(
    "li",
    {},
    n ? make("span", { class: "number" }, String(n) + " ") : null,
    bodyButton(row.id, row.name),
    " ",
    row.relation || "",
    " ",
    // Of the Act no clause is known: it is named already.
    row.relation?.endsWith(row.clause || "") ? null : make("b", {}, bdi(row.clause || "")),
    row.of && row.of !== row.id ? make("span", {}, " from ", bodyButton(row.of, row.ofName || nameOf(row.of))) : null,
    row.value ? make("span", {}, ": ", bdi(row.value)) : null,
    drawnBodies.includes(row.id) ? null : make("span", { class: "tag" }, "not in this picture"),
    row.note ? make("small", {}, " – ", bdi(row.note)) : null,
    ...claimList(row.claims),
  );

/** @type {(chain: Delegation) => HTMLElement[]} */
export function chainCard(chain) {
  let hops = 0;
  return [
    make("h2", {}, "Chain of the power"),
    make("p", { class: "kind" }, bodyButton(chain.holder), " · ", bdi(chain.power.words)),
    make("p", { class: "answer" }, bdi(chainSentence(chain, state.day))),
    ...section(
      "Step by step",
      chain.steps.map((row) => step(row, row.of && row.of !== row.id ? ++hops : 0)),
      "ol",
    ),
    make("p", { class: "note" }, "From the Act down, as far as the documents in these data say it."),
    make(
      "p",
      { class: "note" },
      "To ask at a value: ",
      make("code", {}, 'ics-graph ask who-decides "' + chain.power.function + '" --as-of ' + state.day),
    ),
  ];
}
