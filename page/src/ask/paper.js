/* An answer as it goes into a paper: its sentence, the line of its verdict, and its sources as numbered notes; as text,
   and as HTML for what keeps it. */
import { nameOf, told } from "../data.js";
import { make } from "../elements.js";
import { announce } from "../saving.js";
import { listed } from "../words.js";
import { placeText, sourcesOf } from "./sources.js";

/* A sentence that counts some of its names leaves out who they are: a paper has all of them. */
/** @type {(answer: PageAnswer) => string[]} */
function allNames(answer) {
  if (!/ and \d+ more\b/.test(answer.sentence)) {
    return [];
  }
  const names = answer.rows.map((row) => {
    const line = row.record ? told.lines[row.record] : undefined;
    return line ? nameOf(line.subject === answer.about ? line.object : line.subject) : row.name;
  });
  const each = [...new Set(names.filter(Boolean))];
  return each.length ? ["All of them: " + listed(each, each.length) + "."] : [];
}

/** @type {(answers: PageAnswer[]) => { text: string; html: string }} */
function paperOf(answers) {
  const sources = sourcesOf(answers);
  /** @type {string[]} */
  const lines = [];
  /** @type {HTMLElement[]} */
  const parts = [];
  for (const answer of answers) {
    answer.rows.forEach((row) => sources.numbers(row));
    const notes = [...allNames(answer), ...answer.notes];
    lines.push(answer.sentence, answer.line + ".", ...notes, "");
    parts.push(
      make("p", {}, make("b", {}, answer.sentence), make("br", {}), answer.line + "."),
      ...notes.map((note) => make("p", {}, note)),
    );
  }
  const places = sources.all();
  if (places.length) {
    lines.push(
      "Sources",
      ...places.map(([n, place]) => `[${n}] ${placeText(place)}${place.link ? ". " + place.link : ""}`),
    );
    parts.push(
      make("p", {}, make("b", {}, "Sources")),
      make(
        "ol",
        {},
        ...places.map(([, place]) =>
          make("li", {}, placeText(place), ...(place.link ? [". ", make("a", { href: place.link }, place.link)] : [])),
        ),
      ),
    );
  }
  return { text: lines.join("\n").trim() + "\n", html: make("div", {}, ...parts).innerHTML };
}

/* Copy the answers as text and as HTML at once: what is pasted into keeps what it can. */
/** @type {(answers: PageAnswer[]) => void} */
export function copyForPaper(answers) {
  const { text, html } = paperOf(answers);
  /** @type {(event: ClipboardEvent) => void} */
  const give = (event) => {
    event.clipboardData?.setData("text/plain", text);
    event.clipboardData?.setData("text/html", html);
    event.preventDefault();
  };
  document.addEventListener("copy", give);
  const done = document.execCommand("copy");
  document.removeEventListener("copy", give);
  announce(done ? "Answer copied, with its sources." : "The browser did not let the answer be copied.", true);
}
