/* The picture as a file, SVG or PNG, with title, date, filters, legend and sources. */
import { nameOf, plan, told, typeLabel } from "./data.js";
import { svg } from "./elements.js";
import { heads } from "./icons.js";
import { FONT } from "./looks.js";
import { pictureFor } from "./nested_view.js";
import { dashOf } from "./painting.js";
import { INK, SOFT, drawnSvg } from "./picture.js";
import { citedNow } from "./rows.js";
import { countsInWords, dateInWords } from "./saving.js";
import { pictureShown } from "./state.js";
import { filtersInWords, tally } from "./tally.js";
import { traceSentence, traced } from "./tracing.js";
import { before, certaintyWord, phaseWord } from "./words.js";

/* The legend and the sources in columns beneath the picture, from a height on; returns [elements, height]. */
/** @type {(from: number, width: number) => [SVGElement[], number]} */
function keysSvg(from, width) {
  /** @type {SVGElement[]} */
  const parts = [];
  const column = 300;
  const columns = Math.max(1, Math.floor(width / column));
  let y = from;
  /** @type {(title: string, items: SVGElement[][]) => void} */
  const block = (title, items) => {
    if (!items.length) {
      return;
    }
    parts.push(svg("text", { x: 0, y: y + 14, "font-size": 11, "font-weight": 700, fill: SOFT }, title.toUpperCase()));
    y += 22;
    items.forEach((item, n) =>
      parts.push(
        svg("g", { transform: `translate(${(n % columns) * column} ${y + Math.floor(n / columns) * 20})` }, item),
      ),
    );
    y += Math.ceil(items.length / columns) * 20 + 6;
  };
  /** @type {(text: string, x?: number) => SVGElement} */
  const label = (text, x = 44) =>
    svg("text", { x, y: 10, "font-size": 11, fill: INK, "dominant-baseline": "middle" }, text);
  const counts = tally();
  /** @type {(kind: Kind, what: "bodies" | "lines") => [string, Count][]} */
  const some = (kind, what) =>
    [...counts[kind]]
      .filter(([, count]) => count[what][0])
      .sort(([a, x], [b, z]) => z[what][0] - x[what][0] || before(a, b));
  block(
    "Bodies",
    some("type", "bodies").map(([name, count]) => [
      svg("path", {
        d: plan.shapes[plan.looks[told.words.types[name].kind][0]],
        fill: plan.looks[told.words.types[name].kind][1],
        transform: "translate(18 10) scale(.75)",
      }),
      label(typeLabel(name) + " (" + count.bodies[0] + ")"),
    ]),
  );
  block(
    "Lines",
    some("family", "lines").map(([name, count]) => [
      svg("line", { x1: 1, x2: 28, y1: 10, y2: 10, stroke: plan.strokes[name][0], "stroke-width": 2.2 }),
      svg("path", { d: heads[plan.strokes[name][2]], fill: plan.strokes[name][0], transform: "translate(0 5)" }),
      label(told.words.families[name][0] + " (" + count.lines[0] + ")"),
    ]),
  );
  /** @type {(kind: "phase" | "certainty", word: (name: string) => string) => SVGElement[][]} */
  const dashes = (kind, word) =>
    [...counts[kind]]
      .filter(([, count]) => count.bodies[0] + count.lines[0])
      .map(([name]) => [
        svg("line", {
          x1: 1,
          x2: 33,
          y1: 10,
          y2: 10,
          stroke: INK,
          "stroke-width": 2.2,
          "stroke-dasharray": ((kind === "phase" ? dashOf(name, "") : dashOf("", name)) || []).join(" ") || "none",
        }),
        label(word(name)),
      ]);
  block("Phase", dashes("phase", phaseWord));
  block("Certainty", dashes("certainty", certaintyWord));
  const cited = [...citedNow().keys()].filter((id) => told.sources[id]);
  parts.push(svg("text", { x: 0, y: y + 14, "font-size": 11, "font-weight": 700, fill: SOFT }, "SOURCES"));
  y += 22;
  for (const id of cited) {
    const { title, publisher, date } = told.sources[id];
    for (const [n, part] of wrapped([title, publisher, date].filter(Boolean).join(", "), width / 5.7).entries()) {
      parts.push(svg("text", { x: n ? 12 : 0, y: y + 10, "font-size": 10.5, fill: INK }, part));
      y += 15;
    }
  }
  return [parts, y];
}

/** @type {(text: string, most: number) => string[]} */
function wrapped(text, most) {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const pieces = word.match(new RegExp(".{1," + Math.max(8, Math.floor(most)) + "}", "gu")) || [];
    for (const piece of pieces) {
      if ((lines[lines.length - 1] + " " + piece).length > most) {
        lines.push(piece);
      } else {
        lines[lines.length - 1] = (lines[lines.length - 1] + " " + piece).trim();
      }
    }
  }
  return lines;
}

/* The network with its title, key and sources. */
export function drawnPicture() {
  const trace = traced();
  const width = Math.max(plan.width + 12, 620);
  const subtitle = [
    ...wrapped(dateInWords() + " · " + countsInWords() + ".", width / 6.4),
    ...wrapped(filtersInWords() + ".", width / 6.4),
    ...(trace ? wrapped(traceSentence(trace), width / 6.4) : []),
  ];
  const top = 40 + subtitle.length * 17;
  const [keys, bottom] = keysSvg(top + plan.height + 20, width);
  const root = svg(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width: Math.ceil(width + 32),
      height: Math.ceil(bottom + 32),
      viewBox: `-16 0 ${Math.ceil(width + 32)} ${Math.ceil(bottom + 32)}`,
      "font-family": FONT,
    },
    svg("title", {}, told.invented + nameOf(told.system) + ". " + dateInWords()),
    svg("rect", { x: -16, y: 0, width: "100%", height: "100%", fill: "#ffffff" }),
    svg("text", { x: 0, y: 28, "font-size": 20, "font-weight": 700, fill: INK }, told.invented + nameOf(told.system)),
    subtitle.map((text, n) => svg("text", { x: 0, y: 50 + n * 17, "font-size": 12, fill: SOFT }, text)),
    svg("g", { transform: `translate(6 ${top})` }, drawnSvg()),
    keys,
  );
  return new XMLSerializer().serializeToString(root);
}

/* Characters that XML does not allow cannot be in a file that others open. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export const svgText = () =>
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  (pictureShown() === "nested" ? nestedSvg() : drawnPicture().replace(NOT_XML, "\ufffd")) +
  "\n";

/* How wide a file is drawn, whatever the width of the window. */
const FILE_WIDTH = 1240;

/* The nested picture with its title, what is left out, key and sources. */
function nestedSvg() {
  const trace = traced();
  const sources = [...citedNow().keys()].filter((id) => told.sources[id]);
  return pictureFor({
    width: FILE_WIDTH,
    height: null,
    theme: "light",
    medium: "file",
    notes: [countsInWords() + ". " + filtersInWords() + ".", ...(trace ? [traceSentence(trace)] : [])],
    sources: [
      "Sources",
      ...sources.map((id) => {
        const { title, publisher, date } = told.sources[id];
        return [title, publisher, date].filter(Boolean).join(", ");
      }),
    ],
  }).svg;
}

/** @type {() => Promise<Blob>} */
export async function picturePng() {
  const image = new Image();
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svgText());
  await image.decode();
  const scale = Math.min(2, 8000 / image.width, 8000 / image.height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  ctx.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(/** @type {Blob} */ (blob)), "image/png"));
}
