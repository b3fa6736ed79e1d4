/* The picture as SVG, for paper: white, whatever the screen is. */
import { arrowsOf, arrowsSvg } from "./chain_arrows.js";
import { badgePlaces } from "./canvas.js";
import { panelOpen } from "./further.js";
import { nameOf, plan, told } from "./data.js";
import { linePhase } from "./dates.js";
import { svg } from "./elements.js";
import { heads } from "./icons.js";
import { relationWord } from "./lines.js";
import { lookOf } from "./looks.js";
import { cardOf, cards, dashOf, edgeOf, painted, routes } from "./painting.js";
import { viewOf } from "./state.js";

/* A course with rounded corners, as on the canvas. */
/** @type {(course: Point[]) => string} */
function coursePath(course) {
  const parts = ["M" + course[0].join(" ")];
  for (let n = 1; n < course.length - 1; n++) {
    const [[ax, ay], [bx, by], [cx, cy]] = [course[n - 1], course[n], course[n + 1]];
    const [inward, outward] = [Math.hypot(bx - ax, by - ay), Math.hypot(cx - bx, cy - by)];
    const room = Math.min(7, inward / 2, outward / 2);
    parts.push(
      "L" + [bx - ((bx - ax) / inward) * room, by - ((by - ay) / inward) * room].map((x) => x.toFixed(1)).join(" "),
    );
    parts.push(
      "Q" +
        bx +
        " " +
        by +
        " " +
        [bx + ((cx - bx) / outward) * room, by + ((cy - by) / outward) * room].map((x) => x.toFixed(1)).join(" "),
    );
  }
  return parts.join("") + "L" + course[course.length - 1].join(" ");
}

/* A colour mixed with the white of paper. */
/** @type {(colour: string, share: number) => string} */
const onPaper = (colour, share) =>
  "#" +
  [1, 3, 5]
    .map((at) => Math.round(parseInt(colour.slice(at, at + 2), 16) * share + 255 * (1 - share)))
    .map((part) => part.toString(16).padStart(2, "0"))
    .join("");

/* Paper is white, whatever the screen is. */
export const INK = "#17212b";
export const SOFT = "#4c5a67";
const PAPER_BLUE = "#1557a0";

/** @type {(only?: Set<string>) => SVGElement} */
export function drawnSvg(only) {
  /** @type {(kind: string) => string} */
  const light = (kind) => plan.looks[kind][1];
  /** @type {(text: string, x: number, y: number, props?: Attributes) => SVGElement} */
  const words = (text, x, y, props = {}) =>
    svg("text", { x, y, "dominant-baseline": "middle", fill: INK, ...props }, text);
  /* How much of its colour a thing has: opaque, so that what lies upon each other does not add up. */
  /** @type {(id: string) => number} */
  const share = (id) => (lookOf(id).dim || (only && !only.has(id)) ? 0.16 : lookOf(id).faint ? 0.6 : 1);
  const bands = plan.bands.map(([name, top, bottom], n) =>
    svg(
      "g",
      {},
      svg("rect", { x: -6, y: top, width: plan.width + 12, height: bottom - top, fill: n % 2 ? "#f3f6f8" : "#e9eef3" }),
      words(name.toUpperCase(), 6, top + 12, { "font-size": 10.5, "font-weight": 700, fill: SOFT }),
    ),
  );
  const deepestFirst = [...painted.shown.lines].filter((id) => routes.has(id)).sort((a, b) => share(a) - share(b));
  const opened = new Set(panelOpen ? plan.further[panelOpen.id].lines.map((line) => line.id) : []);
  /** @type {(id: string) => SVGElement} */
  const drawnLine = (id) => {
    const line = told.lines[id];
    const edge = edgeOf(id);
    const colour = onPaper(plan.strokes[line.family][0], share(id));
    /* As on the canvas: lines that share a lane begin at the body that they share, so that their dashes lie on each
       other. */
    const way = edge.hub === line.object ? [...edge.route].reverse() : edge.route;
    const now = lookOf(id);
    const [[px, py], [ex, ey]] = edge.route.slice(-2);
    const angle = (Math.atan2(ey - py, ex - px) * 180) / Math.PI;
    const dash = now.mark && now.mark.mark === "ended" ? [2, 3] : dashOf(linePhase(line, viewOf()), line.certainty);
    return svg(
      "g",
      { "data-line": id },
      svg("title", {}, [nameOf(line.subject), relationWord(line), nameOf(line.object)].join(" ")),
      svg("path", {
        d: coursePath(way),
        fill: "none",
        stroke: colour,
        "stroke-width": edge.width + (now.mark ? 1.6 : 0),
        "stroke-dasharray": dash ? dash.join(" ") : null,
      }),
      svg("path", {
        d: heads[plan.strokes[line.family][2]],
        fill: colour,
        transform: `translate(${ex} ${ey}) rotate(${angle.toFixed(1)}) translate(-33 -5)`,
      }),
    );
  };
  /* What was opened lies on a panel over all lines but its own. */
  const panel = panelOpen
    ? svg(
        "g",
        { "data-panel": panelOpen.id },
        svg("rect", {
          x: panelOpen.x,
          y: panelOpen.y,
          width: panelOpen.w,
          height: panelOpen.h,
          rx: 8,
          fill: "#ffffff",
          stroke: SOFT,
        }),
        words(panelOpen.title, panelOpen.x + 12, panelOpen.y + 15, { "font-size": 11, "font-weight": 600 }),
      )
    : null;
  const lines = [
    ...deepestFirst.filter((id) => !opened.has(id)).map(drawnLine),
    ...(panel ? [panel] : []),
    ...deepestFirst.filter((id) => opened.has(id)).map(drawnLine),
  ];
  const titles = plan.headings.map(([text, x, y]) =>
    words(text.replace(/ \(\d+\)$/, ""), x, y, { "font-size": 10.5, "font-weight": 600, fill: SOFT }),
  );
  const labels = plan.labels
    .filter(([, , , ids]) => ids.some((id) => painted.shown.lines.has(id) && share(id) > 0.2))
    .map(([text, x, y]) => {
      const wide = text.length * 5.8 + 10;
      return svg(
        "g",
        { "data-word": text },
        svg("rect", { x: x - wide / 2, y: y - 8, width: wide, height: 16, rx: 5, fill: "#ffffff", stroke: SOFT }),
        words(text, x, y, { "font-size": 10.5, "font-weight": 600, "text-anchor": "middle" }),
      );
    });
  const bodies = [...painted.shown.bodies]
    .filter((id) => cards.has(id))
    .map((id) => {
      const node = cardOf(id);
      const { w, h, text, words: below } = node.card;
      const now = lookOf(id);
      const tint = onPaper(light(node.kind), share(id));
      const ink = share(id) < 0.2 ? "#7a8690" : INK;
      const soft = share(id) < 0.2 ? "#7a8690" : SOFT;
      const left = node.x - w / 2;
      const top = node.y - h / 2;
      const root = node.rank === 2;
      let y = node.y - (text.length * 15 + below.length * 12) / 2 + 8;
      /** @type {(part: string, size: number, weight: number, fill: string) => SVGElement} */
      const set = (part, size, weight, fill) => {
        const made = words(part, left + 28, y, { "font-size": size, "font-weight": weight, fill });
        y += size > 11 ? 15 : 12;
        return made;
      };
      return svg(
        "g",
        { "data-body": id },
        svg("title", {}, nameOf(id)),
        svg("rect", { x: left, y: top, width: w, height: h, rx: 6, fill: "#ffffff" }),
        svg("rect", {
          x: left,
          y: top,
          width: w,
          height: h,
          rx: 6,
          fill: tint,
          "fill-opacity": root ? 1 : node.rank ? 0.2 : 0.07,
          stroke: root ? INK : tint,
          "stroke-width": node.rank ? 1.8 : 1.1,
          "stroke-dasharray": now.dash ? now.dash.join(" ") : null,
        }),
        svg("path", {
          d: plan.shapes[plan.looks[node.kind][0]],
          fill: root ? "#ffffff" : tint,
          transform: `translate(${left + 15} ${node.y}) scale(.78)`,
        }),
        text.map((part) => set(part, 12.5, node.rank ? 700 : 500, root ? "#ffffff" : ink)),
        below.map((part) => set(part, 10, 400, root ? "#ffffff" : soft)),
        badgePlaces(node, now.badges, (mark) => mark.length * 5.4).map(({ text: mark, x, y: at, w: wide, h: high }) =>
          svg(
            "g",
            {},
            svg("rect", {
              x,
              y: at,
              width: wide,
              height: high,
              rx: 4,
              fill: "#ffffff",
              stroke: SOFT,
              "stroke-width": 0.7,
            }),
            words(mark, x + 3.5, at + high / 2 + 0.5, { "font-size": 8.5, "font-weight": 600 }),
          ),
        ),
      );
    });
  const arrows = arrowsSvg(arrowsOf(painted.trace, cards, painted.shown.bodies), PAPER_BLUE, INK);
  return svg("g", {}, bands, lines, titles, labels, bodies, arrows);
}
