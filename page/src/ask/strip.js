/* The strip above the picture: the answer in one sentence, how sure it is, its sources, and what to do with it. */
import { bodyButton, lineButton, tags } from "../lines.js";
import { told } from "../data.js";
import { bdi, button, byId, make } from "../elements.js";
import { foldedItems } from "../folds.js";
import { copyLink, copyText } from "../saving.js";
import { counted } from "../words.js";
import { reader } from "./asking.js";
import { examples } from "./examples.js";
import { copyForPaper } from "./paper.js";
import { said } from "./said.js";
import { placeText, sourcesOf } from "./sources.js";

const MOST_ROWS = 6;
const MOST_SOURCES = 3;
/* What the details of a body say, too. */
const BESIDE = ["members", "accountable-to", "leaders"];
/* The verdicts that name nobody and nothing, which the page marks as it marks a gap. */
const SILENT = ["not-stated", "not-read", "beyond-sources", "only-tentative"];

/** @typedef {import("./sources.js").NumberedSources} NumberedSources */
/** @typedef {{ ask: (text: string) => void, close: () => void }} Acts */

/** @type {(place: Cited) => Child[]} */
function placed(place) {
  return place.link
    ? [
        bdi(place.title),
        ", ",
        make("a", { href: place.link, rel: "noreferrer noopener" }, place.locator || "open the source"),
      ]
    : [bdi(placeText(place))];
}

/** @type {(sources: NumberedSources) => HTMLElement | null} */
function sourceList(sources) {
  const items = sources
    .all()
    .map(([n, place]) => make("li", {}, make("span", { class: "number" }, "[" + n + "]"), " ", ...placed(place)));
  return items.length ? make("ol", { class: "sources" }, ...foldedItems(items, MOST_SOURCES)) : null;
}

/* A row of the answer: the line it shows, or what is said of a body. */
/** @type {(row: AnswerRow, sources: NumberedSources) => HTMLElement} */
function rowItem(row, sources) {
  const line = row.record ? told.lines[row.record] : undefined;
  const numbers = sources.numbers(row).map((n) => "[" + n + "]");
  const words = line
    ? [bodyButton(line.subject), " ", lineButton(line), " ", bodyButton(line.object), ...tags(line)]
    : [
        row.id && row.name ? bodyButton(row.id, row.name) : bdi(row.name),
        row.words ? make("span", {}, row.name ? " – " : "", bdi(row.words)) : null,
        row.heading !== "in effect" ? make("span", { class: "tag" }, row.heading) : null,
      ];
  return make("li", {}, ...words, numbers.length ? make("sup", {}, numbers.join(" ")) : null);
}

/* What can be opened beneath an answer. */
/** @type {(title: string, items: HTMLElement[], open: boolean) => HTMLElement} */
const more = (title, items, open) =>
  make("details", { open }, make("summary", {}, title), make("ul", { class: "rows" }, ...items));

/** @type {(answer: PageAnswer, sources: NumberedSources) => HTMLElement} */
function answerPart(answer, sources) {
  const [verdict, ...rest] = answer.line.split("; ");
  const rows = answer.between ? [] : answer.rows;
  const items = rows.map((row) => rowItem(row, sources));
  answer.rows.forEach((row) => sources.numbers(row));
  const { about } = answer;
  const shownBeside =
    BESIDE.includes(answer.question) && about !== null && about !== told.system && about in told.bodies;
  return make(
    "div",
    { class: "say" },
    make("p", { class: "sentence" }, bdi(answer.sentence)),
    make(
      "p",
      { class: "verdict", "data-verdict": answer.verdict },
      make("span", { class: SILENT.includes(answer.verdict) ? "unsaid" : "tag" }, verdict),
      rest.length ? " · " + rest.join("; ") : "",
    ),
    make(
      "div",
      { class: "more" },
      items.length > 1
        ? more("All " + counted(items.length, "line"), foldedItems(items, MOST_ROWS), !shownBeside)
        : null,
      answer.notes.length
        ? more(
            counted(answer.notes.length, "note"),
            answer.notes.map((note) => make("li", {}, bdi(note))),
            !answer.rows.length,
          )
        : null,
    ),
  );
}

/** @type {(commands: Command[], acts: Acts) => HTMLElement} */
const choiceList = (commands, acts) =>
  make(
    "ul",
    { class: "choices" },
    ...commands.map((command) =>
      make(
        "li",
        {},
        button(said(reader, command), () => acts.ask(command.line), { class: "link" }),
      ),
    ),
  );

/** @type {(acts: Acts) => HTMLElement} */
const exampleList = (acts) =>
  make(
    "ul",
    { class: "choices" },
    ...examples().map((text) =>
      make(
        "li",
        {},
        button(text, () => acts.ask(text), { class: "link" }),
      ),
    ),
  );

/** @type {(outcome: Outcome, acts: Acts) => Child[]} */
function whyNot(outcome, acts) {
  if (outcome.kind === "choices") {
    const { why, choices, several } = outcome;
    const lead = several && choices.length > 1 ? "It may mean any of these:" : "The nearest questions are:";
    return [
      make("p", { class: "sentence" }, bdi(why)),
      make("p", { class: "note" }, choices.length ? lead : "You can ask, for example:"),
      choices.length ? choiceList(choices, acts) : exampleList(acts),
    ];
  }
  if (outcome.kind !== "elsewhere") {
    return [];
  }
  const { why, command, near } = outcome;
  return [
    make("p", { class: "sentence" }, bdi(why)),
    make(
      "p",
      { class: "elsewhere" },
      "It is answered by “ics-graph explore”, or at a terminal by: ",
      make("code", {}, bdi(command)),
      " ",
      button("Copy the command", () => copyText(command, "Command copied.")),
    ),
    near ? make("p", { class: "note" }, "What this page can answer:") : null,
    near ? choiceList([near], acts) : null,
  ];
}

/* Show what came of a question; nothing hides the strip. */
/** @type {(outcome: Outcome | null, acts: Acts) => void} */
export function showStrip(outcome, acts) {
  const strip = byId("answer");
  strip.dataset.question = outcome?.kind === "answered" ? outcome.answers[0].question : "";
  strip.hidden = !outcome || outcome.kind === "body" || outcome.kind === "only";
  if (!outcome || outcome.kind === "body" || outcome.kind === "only") {
    strip.replaceChildren();
    return;
  }
  const close = button("×", acts.close, { class: "close", "aria-label": "Close the answer" });
  if (outcome.kind !== "answered") {
    strip.replaceChildren(
      make("div", { class: "says" }, ...whyNot(outcome, acts)),
      make("div", { class: "acts" }, close),
    );
    return;
  }
  const sources = sourcesOf(outcome.answers);
  const parts = outcome.answers.map((answer) => answerPart(answer, sources));
  strip.replaceChildren(
    make(
      "div",
      { class: "says" },
      ...parts,
      outcome.aside ? make("p", { class: "note" }, "Not read: ", bdi(outcome.aside)) : null,
      sourceList(sources),
    ),
    make(
      "div",
      { class: "acts" },
      button("Copy for a paper", () => copyForPaper(outcome.answers), { class: "main" }),
      button("Print", () => window.print()),
      button("Link", () => copyLink()),
      close,
    ),
  );
}
