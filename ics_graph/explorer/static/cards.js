"use strict";
/* How cards, bands and lines are drawn on vis-network's canvas. Where they stand was decided in Python; the page only
   follows. vis-network still finds what is under the pointer, chooses and draws arrow heads and dashes. */
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';
const paths = Object.fromEntries(Object.entries(plan.shapes).map(([name, d]) => [name, new Path2D(d)]));
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const colour = (pair) => pair[dark.matches ? 2 : 1];
const strokeColour = (family) => plan.strokes[family][dark.matches ? 1 : 0];

function theme() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue("--" + name).trim();
  return { ink: of("ink"), soft: of("soft"), paper: of("paper"), rule: of("rule"), band: of("band"), band2: of("band2"), focus: of("focus"), warn: of("warn"), added: of("added"), ended: of("ended"), addedLine: of("added-line"), endedLine: of("ended-line") };
}
let look = theme();

function rounded(ctx, x, y, w, h, r) {
  ctx.beginPath();
  ctx.moveTo(x + r, y);
  ctx.arcTo(x + w, y, x + w, y + h, r);
  ctx.arcTo(x + w, y + h, x, y + h, r);
  ctx.arcTo(x, y + h, x, y, r);
  ctx.arcTo(x, y, x + w, y, r);
  ctx.closePath();
}

/* How each body and line is to look at the moment: { dim, faint, badges, dash, mark }. Kept by drawing.js. */
const looks = new Map();
const plainLook = { dim: false, faint: false, badges: [], dash: null, mark: null };
const lookOf = (id) => looks.get(id) || plainLook;

/* A card: the type's shape in its colour at the left, the name, and beneath it the word for the type. */
function drawCard(node) {
  return ({ ctx, x, y, state }) => ({
    drawNode() {
      const { w, h, text, words } = node.card, now = lookOf(node.id);
      const [shape] = plan.looks[node.kind];
      const tint = colour(plan.looks[node.kind]);
      const left = x - w / 2, top = y - h / 2;
      const root = node.rank === 2;
      ctx.save();
      rounded(ctx, left, top, w, h, 6);
      ctx.fillStyle = look.paper;
      ctx.fill();
      /* What is dimmed or only possibly there lets the ground through; its words stay as dark as they can be read. */
      const strength = now.dim ? 0.16 : now.faint ? 0.55 : 1;
      ctx.globalAlpha = (root ? 1 : node.rank ? 0.2 : 0.07) * strength;
      ctx.fillStyle = tint;
      ctx.fill();
      ctx.globalAlpha = now.dim ? 0.2 : 1;
      ctx.strokeStyle = state.selected || node.id === cursor ? look.focus : root ? look.ink : tint;
      ctx.lineWidth = state.selected || node.id === cursor ? 4 : state.hover || root ? 2.4 : node.rank ? 1.8 : 1.1;
      ctx.setLineDash(now.dash || []);
      ctx.stroke();
      ctx.setLineDash([]);
      const pale = root && !now.faint && !now.dim;
      ctx.save();
      ctx.translate(left + 15, y);
      ctx.scale(0.78, 0.78);
      ctx.fillStyle = pale ? look.paper : tint;
      ctx.fill(paths[shape], "nonzero");
      ctx.restore();
      ctx.textAlign = "left";
      ctx.textBaseline = "middle";
      let line = y - (text.length * 15 + words.length * 12) / 2 + 8;
      ctx.fillStyle = pale ? look.paper : look.ink;
      ctx.font = (node.rank ? "700 " : "500 ") + "12.5px " + FONT;
      for (const part of text) { ctx.fillText(part, left + 28, line, w - 33); line += 15; }
      ctx.fillStyle = pale ? look.paper : look.soft;
      ctx.font = "10px " + FONT;
      line -= 1;
      for (const part of words) { ctx.fillText(part, left + 28, line, w - 33); line += 12; }
      ctx.restore();
    },
    nodeDimensions: { width: node.card.w, height: node.card.h },
  });
}
let cursor = null;

/* Badges hang on the lower edge of a card, from the right, where no heading is: what is out of the ordinary there. */
const BADGE = 11;
const badgeTop = (node) => node.y + node.card.h / 2 - 4.5;
function badgePlaces(node, badges, widthOf) {
  const places = [];
  let right = node.x + node.card.w / 2 - 3;
  for (const [text, tone] of badges) {
    const wide = widthOf(text) + 7;
    if (right - wide < node.x - node.card.w / 2 + 2) break;
    places.push({ text, tone, x: right - wide, y: badgeTop(node), w: wide, h: BADGE });
    right -= wide + 2;
  }
  return places;
}
function drawBadges(ctx, cards, visible) {
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.font = "600 8.5px " + FONT;
  for (const [id, node] of cards) {
    const now = lookOf(id);
    if (!visible.has(id) || now.dim || !now.badges.length) continue;
    for (const { text, tone, x, y, w, h } of badgePlaces(node, now.badges, (text) => ctx.measureText(text).width)) {
      rounded(ctx, x, y, w, h, 4);
      ctx.fillStyle = { ended: look.ended, added: look.added, warn: look.warn }[tone] || look.paper;
      ctx.fill();
      ctx.strokeStyle = look.soft;
      ctx.lineWidth = 0.7;
      ctx.stroke();
      ctx.fillStyle = look.ink;
      ctx.fillText(text, x + 3.5, y + h / 2 + 0.5);
    }
  }
}

function drawBands(ctx) {
  plan.bands.forEach(([, top, bottom], n) => {
    ctx.fillStyle = n % 2 ? look.band2 : look.band;
    ctx.fillRect(-6, top, plan.width + 12, bottom - top);
  });
}

/* Words lie over the lines, each on a piece of its own ground. */
function drawWords(ctx, visible) {
  const word = (text, x, y, middle, edge) => {
    const band = plan.bands.findIndex(([, top, bottom]) => top <= y && y <= bottom);
    const wide = ctx.measureText(text).width;
    const left = middle ? x - wide / 2 : x;
    if (edge) {
      rounded(ctx, left - 5, y - 8, wide + 10, 16, 5);
      ctx.fillStyle = look.paper;
      ctx.fill();
      ctx.strokeStyle = edge;
      ctx.lineWidth = 1;
      ctx.stroke();
    } else {
      ctx.fillStyle = band % 2 ? look.band2 : look.band;
      ctx.fillRect(left - 1, y - 7, wide + 5, 14);
    }
    ctx.fillStyle = edge ? look.ink : look.soft;
    ctx.fillText(text, left, y);
  };
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.font = "700 10.5px " + FONT;
  for (const [name, top] of plan.bands) word(name.toUpperCase(), 6, top + 12, false);
  ctx.font = "600 10.5px " + FONT;
  /* How many there are is for the legend to say: it changes with what is shown. */
  for (const [text, x, y] of plan.headings) word(text.replace(/ \(\d+\)$/, ""), x, y, false);
  for (const [text, x, y, ids] of plan.labels) {
    /* No number: those that run beneath the word are not all of a stroke that branches, and would be taken for it. */
    if (ids.some((id) => visible.has(id) && !lookOf(id).dim)) word(text, x, y, true, look.soft);
  }
}

/* vis-network knows straight and bent lines. Each line's own object is given our course instead: through its points,
   with rounded corners. These are inner parts of version 9.1.2, which is why its script is held by a checksum. */
function follow(edge, route, hub) {
  const kind = edge.edgeType;
  const [ex, ey] = route[route.length - 1], [px, py] = route[route.length - 2];
  const angle = Math.atan2(ey - py, ex - px);
  /* Lines that share a lane are all drawn from the body that they share, so that their dashes lie on each other. */
  const way = hub === edge.toId ? [...route].reverse() : route;
  kind._line = (ctx) => {
    ctx.beginPath();
    ctx.lineJoin = "round";
    ctx.moveTo(way[0][0], way[0][1]);
    for (let n = 1; n < way.length - 1; n++) {
      const [[ax, ay], [bx, by], [cx, cy]] = [way[n - 1], way[n], way[n + 1]];
      const room = Math.min(Math.abs(bx - ax) + Math.abs(by - ay), Math.abs(cx - bx) + Math.abs(cy - by)) / 2;
      ctx.arcTo(bx, by, cx, cy, Math.min(7, room));
    }
    ctx.lineTo(...way[way.length - 1]);
    ctx.stroke();
  };
  kind.getDistanceToEdge = (a, b, c, d, x, y) => distance(route, x, y);
  kind.getArrowData = (ctx, place, via, selected, hover, values) => {
    const length = 15 * values.toArrowScale + 3 * values.width;
    return { point: { x: ex, y: ey }, core: { x: ex - 0.9 * length * Math.cos(angle), y: ey - 0.9 * length * Math.sin(angle) }, angle, length, type: values.toArrowType };
  };
}

function distance(route, x, y) {
  let best = Infinity;
  for (let n = 1; n < route.length; n++) {
    const [ax, ay] = route[n - 1], [bx, by] = route[n];
    const long = (bx - ax) ** 2 + (by - ay) ** 2;
    const t = long ? Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / long)) : 0;
    best = Math.min(best, Math.hypot(ax + t * (bx - ax) - x, ay + t * (by - ay) - y));
  }
  return best;
}

/* A custom shape learns its size only when it is first drawn; ours is known before. */
function settle(node, card) {
  const shape = node.shape;
  shape.width = card.w;
  shape.height = card.h;
  shape.resize = () => {};
  const bound = (x, y) => {
    shape.left = x - card.w / 2;
    shape.top = y - card.h / 2;
    shape.boundingBox = { left: shape.left, top: shape.top, right: x + card.w / 2, bottom: y + card.h / 2 };
  };
  shape.updateBoundingBox = bound;
  bound(node.x, node.y);
}
