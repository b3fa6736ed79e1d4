/* The tables themselves: sorted by any column, and copied as CSV. */
import { told, typeLabel } from "./data.js";
import { bdi, button, byId, make } from "./elements.js";
import { painted } from "./painting.js";
import { bodyCell, bodyRows, carriedRows, cell, changeRows, citedNow, lineRows, listRows, sourceRows } from "./rows.js";
import { copyText, fileName, save } from "./saving.js";
import { storeButton } from "./served.js";
import { change, state } from "./state.js";
import { before, counted } from "./words.js";

const LIST_HEADS = ["What", "Of", "Relation", "To", "In words", "Who says so"];

/** @type {Record<string, Table>} */
const TABLES = {
  bodies: {
    title: "Bodies",
    heads: ["Body", "Type", "Phase", "Certainty", "From", "Until", "On the day", "Lines", "Where it is named"],
    rows: bodyRows,
    count: () => painted.shown.bodies.size,
  },
  lines: {
    title: "Lines",
    heads: ["From", "Line", "To", "Role", "Phase", "Certainty", "Since", "Until", "On the day", "Who says so"],
    rows: lineRows,
    count: () => painted.shown.lines.size,
  },
  changes: {
    title: "Changes",
    heads: ["Change", "Of", "In words", "Sure", "Who says so"],
    rows: changeRows,
    count: () => painted.parts.reduce((n, part) => n + part.items.length, 0),
    shown: () => Boolean(state.to),
  },
  gaps: {
    title: "Gaps",
    heads: LIST_HEADS,
    rows: () => listRows("gaps"),
    count: () => (told.lists ? told.lists.gaps : carriedRows("gaps")).length,
  },
  conflicts: {
    title: told.lists ? "Conflicts" : "Disputed",
    heads: LIST_HEADS,
    rows: () => listRows("conflicts"),
    count: () => (told.lists ? told.lists.conflicts : carriedRows("conflicts")).length,
  },
  uncertain: {
    title: "Uncertain",
    heads: LIST_HEADS,
    rows: () => listRows("uncertain"),
    count: () => (told.lists ? told.lists.uncertain : carriedRows("uncertain")).length,
  },
  sources: {
    title: "Sources",
    heads: ["Source", "Publisher", "Kind", "Date", "Licence", "Cited by"],
    rows: sourceRows,
    count: () => citedNow().size,
  },
  notdrawn: {
    title: "Not drawn",
    heads: ["Body", "Type", "Why it is not drawn"],
    rows: () =>
      told.notDrawn.map(([id, name, type, why]) => [
        bodyCell(id, name),
        cell(typeLabel(type)),
        cell(told.whyNotDrawn[why]),
      ]),
    count: () => told.notDrawn.length,
    shown: () => told.notDrawn.length > 0,
  },
};

/** @type {Record<string, [number, number]>} */
const order = {}; /* by table: [column, 1 or -1] */

/** @type {(name: string) => Cell[][]} */
function sorted(name) {
  const rows = TABLES[name].rows();
  if (!order[name]) {
    return rows;
  }
  const [column, way] = order[name];
  /** @type {(row: Cell[]) => string} */
  const key = (row) => row[column].text;
  const numbers = rows.every((row) => /^-?\d+$/.test(key(row)));
  return rows
    .map((row, n) => ({ key: key(row), row, n }))
    .sort(
      (a, b) =>
        way * (numbers ? Number(a.key) - Number(b.key) : before(a.key.toLowerCase(), b.key.toLowerCase())) || a.n - b.n,
    )
    .map(({ row }) => row);
}

/* A table without the columns that are empty in every row. */
/** @type {(name: string) => { heads: [string, number][]; rows: Cell[][] }} */
function filled(name) {
  const rows = sorted(name);
  /** @type {[string, number][]} */
  const heads = TABLES[name].heads
    .map((head, n) => /** @type {[string, number]} */ ([head, n]))
    .filter(([, n]) => !rows.length || rows.some((row) => row[n].text));
  return { heads, rows: rows.map((row) => heads.map(([, n]) => row[n])) };
}

/* A cell that a spreadsheet would take for a formula gets an apostrophe before it, as in "--format csv"
   (ics_graph/formulas.py). */
/** @type {(text: string) => string} */
const safe = (text) =>
  /^(?:[\t\r\n]|[\s\p{Cc}\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20])/u.test(text) ? "'" + text : text;

/** @type {(name: string) => string} */
function csvOf(name) {
  const { heads, rows } = filled(name);
  const lines = [heads.map(([head]) => head), ...rows.map((row) => row.map((cell) => cell.text))].map((row) =>
    row
      .map((text) => {
        const plain = safe(text);
        return /[",\n\r]/.test(plain) ? '"' + plain.replace(/"/g, '""') + '"' : plain;
      })
      .join(","),
  );
  return lines.join("\r\n") + "\r\n";
}

export function showTables() {
  const names = Object.keys(TABLES).filter((name) => TABLES[name].shown?.() ?? true);
  const tab = state.tab && names.includes(state.tab) ? state.tab : null;
  const focused = document.activeElement?.id;
  byId("tabs").replaceChildren(
    ...names.map((name, n) =>
      make(
        "button",
        {
          type: "button",
          role: "tab",
          id: "tab-" + name,
          "aria-selected": String(name === tab),
          "aria-controls": "table",
          tabindex: name === tab || (!tab && n === 0) ? "0" : "-1",
          onclick: () => change({ tab: state.tab === name ? null : name }),
          onkeydown: (event) => {
            const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
            if (step) {
              event.preventDefault();
              byId("tab-" + names[(n + step + names.length) % names.length]).focus();
            }
          },
        },
        TABLES[name].title + " (" + TABLES[name].count().toLocaleString("en-GB") + ")",
      ),
    ),
  );
  if (focused?.startsWith("tab-")) {
    document.getElementById(focused)?.focus();
  }
  byId("table").hidden = !tab;
  if (tab) {
    fillTable(tab);
  } else {
    byId("table").replaceChildren();
  }
}

/** @type {(name: string) => void} */
function fillTable(name) {
  const { title } = TABLES[name];
  const { heads, rows: cells } = filled(name);
  const [column, way] = order[name] || [null, 1];
  /** @type {(column: [string, number], at: number) => HTMLElement} */
  const head = ([label, n], at) =>
    make(
      "th",
      { scope: "col", "aria-sort": n === column ? (way === 1 ? "ascending" : "descending") : null },
      button(
        label + (n === column ? (way === 1 ? " ▲" : " ▼") : ""),
        () => {
          order[name] = [n, n === column ? -way : 1];
          fillTable(name);
          /** @type {HTMLElement} */ (byId("table").querySelectorAll("th button")[at]).focus();
        },
        { class: "sort", "aria-label": "Sort by " + label },
      ),
    );
  /* On a phone each row is a card, and each cell says what it is. */
  const rows = cells.map((row) =>
    make(
      "tr",
      {},
      ...row.map((cell, n) =>
        make("td", { "data-label": heads[n][0], class: cell.text ? null : "blank" }, cell.node || bdi(cell.text)),
      ),
    ),
  );
  byId("table").setAttribute("aria-labelledby", "tab-" + name);
  byId("table").replaceChildren(
    make(
      "div",
      { class: "acts" },
      button("Copy as CSV", () =>
        copyText(csvOf(name), title + " copied as CSV: " + counted(rows.length, "row") + "."),
      ),
      button("Save as CSV", () =>
        save(new Blob(["\ufeff" + csvOf(name)], { type: "text/csv" }), fileName(name + ".csv")),
      ),
      name === "changes" && !told.scope
        ? storeButton("changes", { first: state.day || "", last: state.to || "", within: told.system })
        : null,
    ),
    rows.length
      ? make(
          "div",
          { class: "scroll", tabindex: "0", role: "region", "aria-label": title },
          make("table", {}, make("thead", {}, make("tr", {}, ...heads.map(head))), make("tbody", {}, ...rows)),
        )
      : make(
          "p",
          { class: "note" },
          name === "changes" ? "No source dates a change between these days." : "This list is empty.",
        ),
  );
}
