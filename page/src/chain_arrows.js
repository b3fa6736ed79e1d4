/* The chain of delegation in the network: an arrow for each time that a power was given on, numbered from the top. No
   line of the picture says it, so these are drawn over it, on the screen and in a file alike. */
import { panelOpen } from "./further.js";
import { svg } from "./elements.js";
import { FONT, look } from "./looks.js";

const BEND = 0.16;
const HEAD = 9;

/** @typedef {{ n: number; from: Point; bend: Point; to: Point; angle: number; at: Point }} Arrow */

/* Where the way from a card to a point leaves the card. */
/** @type {(node: DrawnNode, to: Point) => Point} */
function edgeOf({ x, y, card }, [tx, ty]) {
  const [dx, dy] = [tx - x, ty - y];
  const share = Math.min(
    dx ? (card.w / 2 + 2) / Math.abs(dx) : Infinity,
    dy ? (card.h / 2 + 2) / Math.abs(dy) : Infinity,
  );
  return [x + dx * share, y + dy * share];
}

/* An arrow from the card of the giver to that of the holder, bent to its left, so that it lies on no line. */
/** @type {(from: DrawnNode, to: DrawnNode, n: number) => Arrow} */
function arrow(from, to, n) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  /** @type {Point} */
  const bend = [(from.x + to.x) / 2 - dy * BEND, (from.y + to.y) / 2 + dx * BEND];
  const start = edgeOf(from, bend);
  const end = edgeOf(to, bend);
  return {
    n,
    from: start,
    bend,
    to: end,
    angle: Math.atan2(end[1] - bend[1], end[0] - bend[0]),
    at: [(start[0] + 2 * bend[0] + end[0]) / 4, (start[1] + 2 * bend[1] + end[1]) / 4],
  };
}

/* The arrows of a trace whose both ends are drawn. */
/** @type {(trace: Trace | null, cards: Map<string, DrawnNode>, visible: Set<string>) => Arrow[]} */
export function arrowsOf(trace, cards, visible) {
  if (trace?.kind !== "delegation" || panelOpen) {
    return [];
  }
  return trace.hops.flatMap(([giver, holder], n) => {
    const [from, to] = [cards.get(giver), cards.get(holder)];
    return from && to && visible.has(giver) && visible.has(holder) ? [arrow(from, to, n + 1)] : [];
  });
}

/** @type {(ctx: CanvasRenderingContext2D, arrows: Arrow[]) => void} */
export function drawArrows(ctx, arrows) {
  ctx.save();
  ctx.setLineDash([]);
  ctx.lineWidth = 3;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.font = "700 11px " + FONT;
  for (const { n, from, bend, to, angle, at } of arrows) {
    ctx.strokeStyle = look.focus;
    ctx.fillStyle = look.focus;
    ctx.beginPath();
    ctx.moveTo(...from);
    ctx.quadraticCurveTo(...bend, ...to);
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(...to);
    for (const turn of [0.4, -0.4]) {
      ctx.lineTo(to[0] - HEAD * Math.cos(angle + turn), to[1] - HEAD * Math.sin(angle + turn));
    }
    ctx.fill();
    ctx.beginPath();
    ctx.arc(at[0], at[1], 8.5, 0, 2 * Math.PI);
    ctx.fillStyle = look.paper;
    ctx.fill();
    ctx.lineWidth = 1.4;
    ctx.stroke();
    ctx.lineWidth = 3;
    ctx.fillStyle = look.ink;
    ctx.fillText(String(n), at[0] - ctx.measureText(String(n)).width / 2, at[1] + 0.5);
  }
  ctx.restore();
}

/* The same as SVG, in the colours of paper. */
/** @type {(arrows: Arrow[], colour: string, ink: string) => SVGElement} */
export const arrowsSvg = (arrows, colour, ink) =>
  svg(
    "g",
    { "data-chain": arrows.length },
    ...arrows.flatMap(({ n, from, bend, to, angle, at }) => [
      svg("path", {
        d: `M${from.join(" ")}Q${bend.join(" ")} ${to.join(" ")}`,
        fill: "none",
        stroke: colour,
        "stroke-width": 3,
      }),
      svg("path", {
        d: `M0 0L${-HEAD} ${HEAD / 2.4}L${-HEAD} ${-HEAD / 2.4}Z`,
        fill: colour,
        transform: `translate(${to.join(" ")}) rotate(${((angle * 180) / Math.PI).toFixed(1)})`,
      }),
      svg("circle", { cx: at[0], cy: at[1], r: 8.5, fill: "#ffffff", stroke: colour }),
      svg(
        "text",
        {
          x: at[0],
          y: at[1] + 0.5,
          fill: ink,
          "font-size": 11,
          "font-weight": 700,
          "text-anchor": "middle",
          "dominant-baseline": "middle",
        },
        String(n),
      ),
    ]),
  );
