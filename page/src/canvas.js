/* How cards, bands and words are drawn on vis-network's canvas. Where they stand was decided in Python; the page only
   follows. vis-network still finds what is under the pointer, chooses and draws arrow heads and dashes. */
import { plan } from "./data.js";
import { panelOpen } from "./further.js";
import { FONT, colour, cursor, look, lookOf, paths } from "./looks.js";

/** @type {(ctx: CanvasRenderingContext2D, x: number, y: number, w: number, h: number, r: number) => void} */
function rounded(ctx, x, y, w, h, r) {
  ctx.beginPath();
  ctx.moveTo(x + r, y);
  ctx.arcTo(x + w, y, x + w, y + h, r);
  ctx.arcTo(x + w, y + h, x, y + h, r);
  ctx.arcTo(x, y + h, x, y, r);
  ctx.arcTo(x, y, x + w, y, r);
  ctx.closePath();
}

/* A card: the type's shape in its colour at the left, the name, and beneath it the word for the type. */
/** @type {(node: DrawnNode) => (given: Rendering) => object} */
export function drawCard(node) {
  return ({ ctx, x, y, state }) => ({
    drawNode() {
      const { w, h, text, words } = node.card;
      const now = lookOf(node.id);
      const [shape] = plan.looks[node.kind];
      const tint = colour(plan.looks[node.kind]);
      const left = x - w / 2;
      const top = y - h / 2;
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
      ctx.globalAlpha = 1;
      ctx.fillStyle = now.dim ? look.pale : pale ? look.paper : look.ink;
      ctx.font = (node.rank ? "700 " : "500 ") + "12.5px " + FONT;
      for (const part of text) {
        ctx.fillText(part, left + 28, line, w - 33);
        line += 15;
      }
      ctx.fillStyle = now.dim ? look.pale : pale ? look.paper : look.soft;
      ctx.font = "10px " + FONT;
      line -= 1;
      for (const part of words) {
        ctx.fillText(part, left + 28, line, w - 33);
        line += 12;
      }
      ctx.restore();
    },
    nodeDimensions: { width: node.card.w, height: node.card.h },
  });
}

/* Badges hang on the lower edge of a card, from the right, where no heading is: what is out of the ordinary there. */
const BADGE = 11;

/** @type {(node: DrawnNode) => number} */
const badgeTop = (node) => node.y + node.card.h / 2 - 4.5;

/** @type {(node: DrawnNode, badges: [string, string][], widthOf: (text: string) => number) => Badge[]} */
export function badgePlaces(node, badges, widthOf) {
  /** @type {Badge[]} */
  const places = [];
  const left = node.x - node.card.w / 2 + 2;
  let right = node.x + node.card.w / 2 - 3;
  /** @type {(text: string, tone: string) => void} */
  const put = (text, tone) => {
    const wide = widthOf(text) + 7;
    places.push({ text, tone, x: right - wide, y: badgeTop(node), w: wide, h: BADGE });
    right -= wide + 2;
  };
  const more = widthOf("+9 more") + 9;
  for (const [n, [text, tone]] of badges.entries()) {
    const last = n === badges.length - 1;
    if (right - widthOf(text) - 7 - (last ? 0 : more) < left) {
      put("+" + (badges.length - n) + " more", "warn");
      break;
    }
    put(text, tone);
  }
  return places;
}

/* Where the words of bodies were last drawn, for the pointer. */
/** @type {(Badge & { id: string })[]} */
export let badgesDrawn = [];

/** @type {(ctx: CanvasRenderingContext2D, cards: Map<string, DrawnNode>, visible: Set<string>) => void} */
export function drawBadges(ctx, cards, visible) {
  badgesDrawn = [];
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.font = "600 8.5px " + FONT;
  for (const [id, node] of cards) {
    const now = lookOf(id);
    if (!visible.has(id) || now.dim || !now.badges.length) {
      continue;
    }
    for (const { text, tone, x, y, w, h } of badgePlaces(node, now.badges, (text) => ctx.measureText(text).width)) {
      badgesDrawn.push({ id, text, tone, x, y, w, h });
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

/* The panel of what was opened in place, with its words. */
/** @type {(ctx: CanvasRenderingContext2D) => void} */
export function drawPanel(ctx) {
  if (!panelOpen) {
    return;
  }
  const { title, x, y, w, h } = panelOpen;
  ctx.save();
  ctx.setLineDash([]);
  rounded(ctx, x, y, w, h, 8);
  ctx.fillStyle = look.paper;
  ctx.fill();
  ctx.strokeStyle = look.focus;
  ctx.lineWidth = 1.2;
  ctx.stroke();
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.font = "600 11px " + FONT;
  ctx.fillStyle = look.ink;
  ctx.fillText(title, x + 12, y + 15, w - 24);
  ctx.restore();
}

/** @type {(ctx: CanvasRenderingContext2D) => void} */
export function drawBands(ctx) {
  plan.bands.forEach(([, top, bottom], n) => {
    ctx.fillStyle = n % 2 ? look.band2 : look.band;
    ctx.fillRect(-6, top, plan.width + 12, bottom - top);
  });
}

/* Words lie over the lines, each on a piece of its own ground. */
/** @type {(ctx: CanvasRenderingContext2D, visible: Set<string>) => void} */
export function drawWords(ctx, visible) {
  /** @type {(text: string, x: number, y: number, middle: boolean, edge?: string) => void} */
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
  for (const [name, top] of plan.bands) {
    word(name.toUpperCase(), 6, top + 12, false);
  }
  ctx.font = "600 10.5px " + FONT;
  /* How many there are is for the legend to say: it changes with what is shown. */
  for (const [text, x, y] of plan.headings) {
    word(text.replace(/ \(\d+\)$/, ""), x, y, false);
  }
  for (const [text, x, y, ids] of plan.labels) {
    /* No number: those that run beneath the word are not all of a stroke that branches, and would be taken for it. */
    if (ids.some((id) => visible.has(id) && !lookOf(id).dim)) {
      word(text, x, y, true, look.soft);
    }
  }
}
