/* What stands about the picture in a file and on paper: its title and date above, its key below. */
import { DASHES, FONT, PALETTES } from "./colours.js";
import { widthOf, wrap } from "./measure.js";
import { dayWords, headingOf } from "./naming.js";
import { element, number, plain } from "./markup.js";
import { Pen } from "./svg.js";

/* What the picture is of: the system, and the day or days. */
/** @type {(data: PictureData, state: PictureState) => string} */
export function titleOf({ told }, { day, to }) {
  const when = day
    ? to
      ? " between " + dayWords(day) + " and " + dayWords(to)
      : " on " + dayWords(day)
    : ", at any date";
  return told.invented + told.bodies[told.system].name + when;
}

/** @type {Record<Strength, string>} */
const MEANING = {
  stated: "stated",
  weaker: "weaker: by law, inferred, uncertain or possibly",
  planned: "planned or in shadow form",
};

/* The key in lines beneath the picture: dashes, colours and the marks of the kinds that are shown. */
/** @type {(pen: Pen, data: PictureData, laid: Laid, width: number, top: number) => { parts: string[]; end: number }} */
function keyAt(pen, data, laid, width, top) {
  /** @type {string[]} */
  const parts = [];
  let x = 0;
  let y = top;
  /** @type {(drawing: string, wide: number, label: string) => void} */
  const entry = (drawing, wide, label) => {
    const needs = wide + 8 + widthOf(label, 12) + 22;
    if (x && x + needs > width) {
      x = 0;
      y += 22;
    }
    parts.push(
      element(
        "g",
        { class: "key", transform: `translate(${number(x)} ${number(y)})` },
        drawing,
        pen.text({ text: label, x: wide + 8, y: 14, size: 12, bold: false, tone: "soft" }),
      ),
    );
    x += needs;
  };
  /** @type {(colour: string, strength: Strength) => string} */
  const stroke = (colour, strength) =>
    element("path", {
      d: "M0 10H32",
      stroke: colour,
      "stroke-width": 2,
      "stroke-dasharray": DASHES[strength]?.join(" ") || null,
      "stroke-linecap": strength === "planned" ? "round" : null,
    });
  for (const strength of /** @type {Strength[]} */ (["stated", "weaker", "planned"])) {
    entry(stroke(pen.colours.ink, strength), 32, MEANING[strength]);
  }
  if (laid.courses.some((course) => course.tone === "law")) {
    entry(stroke(pen.colours.orange, "stated"), 32, "accountability");
  }
  if (laid.courses.some((course) => course.tone === "report")) {
    entry(stroke(pen.colours.report, "stated"), 32, "reporting");
  }
  /** @type {Map<string, string>} */
  const kinds = new Map();
  for (const row of laid.cards.flatMap((card) => card.groups.flatMap((group) => group.rows))) {
    const { type } = data.told.bodies[row.id];
    kinds.set(row.kind, kinds.has(row.kind) ? String(kinds.get(row.kind)) : data.told.words.types[type].label);
  }
  for (const [kind, label] of [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const shape = data.looks[kind] ? data.looks[kind][0] : "ring";
    const mark = element("path", {
      d: data.shapes[shape],
      fill: pen.markColour(kind, shape, false),
      transform: "translate(6 10) scale(.52)",
    });
    entry(
      mark,
      12,
      kind === "Council" ? "Councils" : kind === "OrganisationalUnit" ? "Groups and boards" : headingOf(label),
    );
  }
  return { parts, end: y + 22 };
}

/** @type {(data: PictureData, state: PictureState, options: PictureOptions, sizes: Sizes, model: PictureModel,
    laid: Laid) => { svg: string; plan: PicturePlan }} */
export function framed(data, state, options, sizes, model, laid) {
  const pen = new Pen(data, state, options);
  const title = titleOf(data, state);
  const alone = options.medium !== "page";
  const margin = options.medium === "file" ? 14 : alone ? 3 : 0;
  const { width } = options;
  let top = 0;
  /** @type {string[]} */
  const head = [];
  if (options.medium === "file") {
    const lines = wrap(title, width, 20, true, 3);
    lines.forEach((text, n) => head.push(pen.text({ text, x: 0, y: 22 + n * 26, size: 20, bold: true, tone: "ink" })));
    top = lines.length * 26 + 6;
    for (const text of (options.notes || []).flatMap((note) => wrap(note, width, 12, false, 4))) {
      head.push(pen.text({ text, x: 0, y: top + 10, size: 12, bold: false, tone: "soft" }));
      top += 16;
    }
    top += 8;
  }
  const key = alone ? keyAt(pen, data, laid, width, top + laid.height + 10) : { parts: [], end: top + laid.height };
  let end = key.end;
  /** @type {string[]} */
  const foot = [];
  for (const text of (options.sources || []).flatMap((source) => wrap(source, width, 12, false, 3))) {
    foot.push(pen.text({ text, x: 0, y: end + 14, size: 12, bold: false, tone: "soft" }));
    end += 16;
  }
  const height = Math.ceil(end) + (foot.length ? 6 : 0);
  const svg = element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width: width + 2 * margin,
      height: height + 2 * margin,
      viewBox: `${-margin} ${-margin} ${number(width + 2 * margin)} ${number(height + 2 * margin)}`,
      "font-family": FONT,
      role: "group",
      "aria-label": title,
    },
    element("title", {}, plain(title)),
    alone
      ? element("rect", { x: -margin, y: -margin, width: "100%", height: "100%", fill: PALETTES[options.theme].card })
      : "",
    ...head,
    element(
      "g",
      { class: "picture", transform: top ? `translate(0 ${number(top)})` : null },
      ...laid.bands.map((band, n) => pen.band(band, width, n, sizes)),
      element("g", { class: "courses" }, ...paleFirst(pen, laid.courses).map((course) => pen.course(course))),
      ...laid.cards.map((card) => pen.card(card)),
      ...laid.around.map((group) => pen.group(group)),
    ),
    ...key.parts,
    ...foot,
  );
  const worded = model.courses.filter((course) => !course.drawn);
  return {
    svg,
    plan: {
      width,
      height,
      title,
      bands: laid.bands,
      cards: laid.cards,
      around: laid.around,
      courses: laid.courses,
      worded,
    },
  };
}

/* What is paled lies beneath what is not. */
/** @type {(pen: Pen, courses: PlacedCourse[]) => PlacedCourse[]} */
const paleFirst = (pen, courses) => {
  const { lit } = pen.state;
  return lit
    ? [...courses].sort((a, b) => Number(a.lines.some((id) => lit.has(id))) - Number(b.lines.some((id) => lit.has(id))))
    : courses;
};
