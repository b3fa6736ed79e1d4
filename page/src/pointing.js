/* What lies under the pointer, and which card the arrow keys go to. */
import { badgesDrawn } from "./canvas.js";
import { distance } from "./courses.js";
import { isFurther } from "./picture/draw.js";
import { cardOf, cards, network, painted, routes } from "./painting.js";

/* What lies under a point: a body, or the lines that run there together. */
/** @type {(pointer: Pointer) => { body?: string; lines: string[] }} */
export function under(pointer) {
  const node = network.getNodeAt(pointer.DOM);
  if (node !== undefined) {
    return { body: node, lines: [] };
  }
  const { x, y } = pointer.canvas;
  const near = [...routes]
    .filter(([id]) => painted.shown.lines.has(id))
    .map(([id, course]) => ({ id, far: distance(course, x, y) }))
    .filter(({ far }) => far < 6 / network.getScale());
  const closest = Math.min(...near.map(({ far }) => far));
  return {
    lines: near
      .filter(({ far }) => far < closest + 1.5)
      .map(({ id }) => id)
      .sort(),
  };
}

/* The body whose word "+35 not drawn" is under a point, with a little room around it for a finger. */
/** @type {(pointer: Pointer) => string | undefined} */
export function furtherUnder({ canvas: { x, y } }) {
  const room = Math.max(3, 8 / network.getScale() - 5);
  return badgesDrawn.find(
    (badge) =>
      isFurther(badge.text) &&
      x > badge.x - room &&
      x < badge.x + badge.w + room &&
      y > badge.y - room &&
      y < badge.y + badge.h + room,
  )?.id;
}

/** @type {Record<string, [number, number]>} */
export const DIRECTIONS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/* The nearest card that is shown in the direction of an arrow key, seen from the one that the cursor is on. */
/** @type {(from: string, key: string) => string | null} */
export function nextCard(from, key) {
  const [dx, dy] = DIRECTIONS[key];
  const at = cardOf(from);
  /** @type {string | null} */
  let best = null;
  let cost = Infinity;
  for (const id of painted.shown.bodies) {
    if (!cards.has(id)) {
      continue;
    }
    const card = cardOf(id);
    const along = (card.x - at.x) * dx + (card.y - at.y) * dy;
    const across = Math.abs((card.x - at.x) * dy) + Math.abs((card.y - at.y) * dx);
    if (id === from || along <= 1) {
      continue;
    }
    if (along + 2.5 * across < cost) {
      cost = along + 2.5 * across;
      best = id;
    }
  }
  return best;
}
