/* What is shown, as rows of tables: always what the picture shows. */
import { inWords } from "./calendar.js";
import { claimList, claimText } from "./claims.js";
import { drawnBodies, drawnLines, linesAt, nameOf, told, typeLabel } from "./data.js";
import { lineHolds, linePhase, phaseOn } from "./dates.js";
import { bdi, make } from "./elements.js";
import { bodyButton, lineButton, relationWord } from "./lines.js";
import { painted } from "./painting.js";
import { state, viewOf } from "./state.js";
import { certaintyOf, phaseWord } from "./words.js";

/** @type {(text: string | number | null | undefined, node?: Node) => Cell} */
export const cell = (text, node) => ({ text: text === null || text === undefined ? "" : String(text), node });

/** @type {(claims: Claim[]) => string} */
const claimsText = (claims) => claims.map(claimText).join("; ");

/** @type {(claims: Claim[]) => Cell} */
const claimsCell = (claims) => cell(claimsText(claims), make("div", {}, ...claimList(claims)));

/** @type {(id: string, name?: string | null) => Cell} */
export const bodyCell = (id, name) => cell(name || nameOf(id), bodyButton(id, name || nameOf(id)));

/* A day as people write it; copied and sorted as data have it. */
/** @type {(day: string | null) => Cell} */
const dayCell = (day) => (day ? cell(day, make("time", { datetime: day }, inWords(day))) : cell("not stated"));

/** @type {(line: LineRecord) => Cell} */
const lineCell = (line) => cell(relationWord(line), lineButton(line));

/** @type {(thing: Known) => Cell} */
const certaintyCell = (thing) => cell(certaintyOf(thing));

/** @type {() => Cell[][]} */
export const bodyRows = () =>
  [...painted.shown.bodies].map((id) => {
    const body = told.bodies[id];
    return [
      bodyCell(id),
      cell(typeLabel(body.type)),
      cell(phaseWord(phaseOn(body, state.day))),
      certaintyCell(body),
      dayCell(body.from),
      dayCell(body.until),
      cell(state.day ? (painted.shown.open.has(id) ? "possibly" : "yes") : ""),
      cell((linesAt.get(id) || []).filter((line) => painted.shown.lines.has(line.id)).length),
      claimsCell(body.claims),
    ];
  });

/** @type {() => Cell[][]} */
export const lineRows = () =>
  [...painted.shown.lines].map((id) => {
    const line = told.lines[id];
    return [
      bodyCell(line.subject),
      lineCell(line),
      bodyCell(line.object),
      cell(line.role),
      cell(phaseWord(linePhase(line, viewOf()))),
      certaintyCell(line),
      dayCell(line.from),
      dayCell(line.until),
      cell(state.day && !line.planned ? lineHolds(line, state.day) : ""),
      claimsCell(line.claims),
    ];
  });

/** @type {() => Cell[][]} */
export const changeRows = () =>
  painted.parts.flatMap((part) =>
    part.items.map((item) => {
      const line = item.kind === "line" ? told.lines[item.id] : null;
      const about = line
        ? cell(
            [nameOf(line.subject), relationWord(line), nameOf(line.object)].join(" "),
            make("div", {}, bodyButton(line.subject), " ", lineButton(line), " ", bodyButton(line.object)),
          )
        : item.kind === "body"
          ? bodyCell(item.id)
          : cell(told.events[item.id].parts.map(([id]) => nameOf(id)).join("; "));
      return [
        cell(part.title),
        about,
        cell(item.words),
        cell(part.sure ? "surely" : "its dates leave it open"),
        claimsCell((line || (item.kind === "body" ? told.bodies[item.id] : told.events[item.id])).claims),
      ];
    }),
  );

const NOT_READ = "not read";

/* Why something is missing, and what is said of it: "not read – slide 12 is a diagram", "Not read: accountability". */
/** @type {(row: ListRow) => [string, string]} */
function reasonOf({ value, relation, note }) {
  const text = value || relation || "";
  const mark = value ? " – " : ": ";
  const [reason] = text.split(mark);
  const rest = value ? text.slice(reason.length + mark.length) : "";
  return [reason, [rest, note].filter(Boolean).join(" – ")];
}

/* Rows as a question gives them; where the store is too large to ask all of it, those of what the page carries. What
   was not read stands apart from what no source states: it may be found in a source. */
/** @type {(name: ListName) => Cell[][]} */
export const listRows = (name) => {
  const rows = (told.lists ? told.lists[name] : carriedRows(name)).map((row) => {
    const [reason, words] =
      name === "gaps"
        ? reasonOf(row)
        : [
            row.group || (row.heading === "in effect" ? "" : row.heading) || "",
            [row.value, row.note].filter(Boolean).join(" – "),
          ];
    return [
      cell(reason),
      row.of && row.of !== row.id
        ? bodyCell(row.of, row.ofName)
        : row.id && (told.bodies[row.id] || told.far[row.id])
          ? bodyCell(row.id, row.name)
          : cell(row.name),
      row.line && told.lines[row.line] ? lineCell(told.lines[row.line]) : cell(row.relation),
      row.of && row.of !== row.id ? bodyCell(row.id, row.name) : cell(""),
      cell(words),
      claimsCell(row.claims),
    ];
  });
  const isUnread = (/** @type {Cell[]} */ [reason]) => reason.text.toLowerCase() === NOT_READ;
  return name === "gaps" ? [...rows.filter((row) => !isUnread(row)), ...rows.filter(isUnread)] : rows;
};

/** @type {(name: ListName) => ListRow[]} */
export function carriedRows(name) {
  const bodies = drawnBodies.map((id) => told.bodies[id]);
  const lines = drawnLines.map((id) => told.lines[id]);
  /** @type {(body: BodyRecord, relation: string, more: Partial<ListRow>) => ListRow} */
  const ofBody = (body, relation, more) => ({
    id: body.id,
    name: body.name,
    of: null,
    relation,
    claims: body.claims,
    ...more,
  });
  /** @type {(line: LineRecord, group: string | null) => ListRow} */
  const ofLine = (line, group) => ({
    id: line.object,
    name: nameOf(line.object),
    of: line.subject,
    ofName: nameOf(line.subject),
    line: line.id,
    group,
    note: line.note,
    claims: line.claims,
  });
  if (name === "gaps") {
    return bodies.flatMap((body) =>
      body.gaps.map((gap) => ofBody(body, gap.text, { note: gap.note, claims: gap.claims || [] })),
    );
  }
  if (name === "conflicts") {
    return [
      ...lines.filter((line) => line.certainty === "disputed").map((line) => ofLine(line, "Disputed")),
      ...bodies.flatMap((body) =>
        body.facts
          .filter((fact) => fact.certainty === "disputed")
          .map((fact) => ofBody(body, fact.label, { group: "Disputed", value: fact.value, claims: fact.claims })),
      ),
    ];
  }
  /** @type {(thing: Thing) => string | null} */
  const group = (thing) =>
    thing.certainty === "uncertain"
      ? "With a question mark"
      : thing.planned || thing.phases.at === "planned"
        ? "Planned"
        : thing.phases.at === "shadow"
          ? "Shadow"
          : null;
  return [
    ...bodies.filter(group).map((body) => ofBody(body, "is named", { group: group(body), note: body.note })),
    ...lines.filter(group).map((line) => ofLine(line, group(line))),
  ];
}

/** @type {() => Map<string, number>} */
export const citedNow = () => {
  /** @type {Map<string, number>} */
  const uses = new Map();
  for (const thing of [
    ...[...painted.shown.bodies].map((id) => told.bodies[id]),
    ...[...painted.shown.lines].map((id) => told.lines[id]),
  ]) {
    for (const id of new Set(thing.claims.map((claim) => claim.source))) {
      uses.set(id, (uses.get(id) || 0) + 1);
    }
  }
  return uses;
};

/** @type {() => Cell[][]} */
export const sourceRows = () =>
  [...citedNow()]
    .filter(([id]) => told.sources[id])
    .map(([id, n]) => {
      const source = told.sources[id];
      return [
        cell(
          source.title,
          make(
            "div",
            {},
            bdi(source.title),
            source.link ? " " : null,
            source.link ? make("a", { href: source.link, rel: "noreferrer noopener" }, "open the source") : null,
          ),
        ),
        cell(source.publisher),
        cell((source.kind || "").replace(/-/g, " ")),
        cell([source.date, source.why].filter(Boolean).join(" – ")),
        cell(source.licence),
        cell(n),
      ];
    });
