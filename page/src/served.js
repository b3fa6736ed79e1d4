/* What a served page can ask its server: every question, of the whole store, where the page carries a part of it. */
import { section } from "./claims.js";
import { told } from "./data.js";
import { bdi, button, make } from "./elements.js";
import { bodyButton } from "./lines.js";
import { announce } from "./saving.js";
import { keepFocus, openForm, openedForm, panel, show } from "./side_panel.js";
import { viewOf } from "./state.js";
import { basisInWords, certaintyWord } from "./words.js";

/** @type {(question: string, parameters: Record<string, string>) => string} */
function storeAddress(question, parameters) {
  const view = viewOf();
  const words = new URLSearchParams({
    ...parameters,
    planned: String(view.planned),
    uncertain: String(view.uncertain),
    rules: String(view.rules),
  });
  if (view.day && question !== "changes") {
    words.set("as_of", view.day);
  }
  if (question === "changes") {
    for (const name of ["planned", "uncertain", "rules"]) {
      words.delete(name);
    }
  }
  return "/api/ask/" + question + "?" + words;
}

/** @type {(question: string, parameters: Record<string, string>, text?: string) => HTMLElement | null} */
export function storeButton(question, parameters, text = "Ask the whole store") {
  return told.served ? button(text, () => askStore(question, parameters)) : null;
}

/** @type {(cited: StoreSource) => HTMLElement} */
const storeSource = (cited) =>
  make(
    "span",
    { class: "claim" },
    bdi([cited.title, cited.locator, basisInWords(cited.basis), cited.note].filter(Boolean).join(", ")),
  );

/* Whether no words of a source say it, but the layout of a slide does. */
/** @type {(row: StoreRow) => boolean} */
function onlyLayout(row) {
  const bases = (row.sources || []).filter((cited) => cited.stance === "supports").map((cited) => cited.basis);
  return row.certainty === "stated" && bases.includes("layout") && !bases.includes("explicit");
}

/** @type {(row: StoreRow) => HTMLElement} */
function storeRow(row) {
  const marks = [
    row.heading !== "in effect" ? row.heading : null,
    row.certainty && row.certainty !== "stated" ? certaintyWord(row.certainty) : null,
    onlyLayout(row) ? certaintyWord("stated") + " (layout)" : null,
    row.holds === "possibly" ? "possibly" : null,
  ].filter(Boolean);
  const words =
    row.upward || !row.of
      ? [
          row.of && row.of !== row.id ? bodyButton(row.of, row.of_name) : null,
          " " + row.relation + " ",
          bodyButton(row.id, row.name),
        ]
      : [bodyButton(row.id, row.name), " " + row.forward + " ", bodyButton(row.of, row.of_name)];
  return make(
    "li",
    {},
    ...words,
    row.value ? make("span", {}, " ", bdi(row.value)) : null,
    ...marks.map((mark) => make("span", { class: "tag" }, mark)),
    ...(row.sources || []).map(storeSource),
  );
}

/** @type {(question: string, parameters: Record<string, string>) => Promise<void>} */
export async function askStore(question, parameters) {
  const waiting = make("p", { class: "answer", role: "status" }, "The store is being asked…");
  /** @type {Child[]} */
  const card = [make("h2", {}, "The store’s answer"), waiting];
  keepFocus();
  openForm(card);
  panel.focus({ preventScroll: true });
  /** @type {StoreAnswer} */
  let answer;
  try {
    const response = await fetch(storeAddress(question, parameters));
    answer = await response.json();
    if (!response.ok) {
      throw new Error(answer.detail || "The server answered " + response.status + ".");
    }
  } catch (error) {
    waiting.textContent =
      "The store could not be asked: " +
      (error instanceof TypeError
        ? "the server does not answer. Is ics-graph explore still running?"
        : String(error instanceof Error ? error.message : error));
    return;
  }
  waiting.textContent = answer.headline;
  announce(answer.headline);
  card.push(
    ...section(
      "Line by line (" + (answer.rows || []).length + ")",
      (answer.rows || []).slice(0, 200).map(storeRow),
      "ol",
    ),
    ...(answer.caveats || []).map((text) => make("p", { class: "note" }, text)),
  );
  if (openedForm() === card) {
    show(card);
  }
}
