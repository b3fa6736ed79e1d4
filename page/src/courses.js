/* The courses of lines on vis-network's canvas, which were decided in Python. */

/* vis-network knows straight and bent lines. Each line's own object is given our course instead: through its points,
   with rounded corners. These are inner parts of version 9.1.2, which is why its script is held by a checksum. */
/** @type {(edge: InnerEdge, route: Point[], hub: string) => void} */
export function follow(edge, route, hub) {
  const kind = edge.edgeType;
  const [ex, ey] = route[route.length - 1];
  const [px, py] = route[route.length - 2];
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
  kind.getDistanceToEdge = (_x1, _y1, _x2, _y2, x, y) => distance(route, x, y);
  kind.getArrowData = (_ctx, _place, _via, _selected, _hover, values) => {
    const length = 15 * values.toArrowScale + 3 * values.width;
    return {
      point: { x: ex, y: ey },
      core: { x: ex - 0.9 * length * Math.cos(angle), y: ey - 0.9 * length * Math.sin(angle) },
      angle,
      length,
      type: values.toArrowType,
    };
  };
}

/** @type {(route: Point[], x: number, y: number) => number} */
export function distance(route, x, y) {
  let best = Infinity;
  for (let n = 1; n < route.length; n++) {
    const [ax, ay] = route[n - 1];
    const [bx, by] = route[n];
    const long = (bx - ax) ** 2 + (by - ay) ** 2;
    const t = long ? Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / long)) : 0;
    best = Math.min(best, Math.hypot(ax + t * (bx - ax) - x, ay + t * (by - ay) - y));
  }
  return best;
}

/* A custom shape learns its size only when it is first drawn; ours is known before. */
/** @type {(node: InnerNode, card: Card) => void} */
export function settle(node, card) {
  const shape = node.shape;
  shape.width = card.w;
  shape.height = card.h;
  shape.resize = () => {};
  /** @type {(x: number, y: number) => void} */
  const bound = (x, y) => {
    shape.left = x - card.w / 2;
    shape.top = y - card.h / 2;
    shape.boundingBox = { left: shape.left, top: shape.top, right: x + card.w / 2, bottom: y + card.h / 2 };
  };
  shape.updateBoundingBox = bound;
  bound(node.x, node.y);
}
