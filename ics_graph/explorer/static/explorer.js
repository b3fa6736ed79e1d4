/* Made from page/src by scripts/bundle: change it there. */
var explorer = (function (exports, draw_js) {
  'use strict';


  const byId$1 = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

  const inputById = (id) => /** @type {HTMLInputElement} */ (byId$1(id));

  const buttonById = (id) => /** @type {HTMLButtonElement} */ (byId$1(id));

  const isThere = (child) => child !== null && child !== undefined;

  function make(tag, props, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(props || {})) {
      if (value === null || value === undefined || value === false) {
        continue;
      }
      if (name === "class") {
        element.className = String(value);
      } else if (typeof value === "function") {
        element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
      } else {
        element.setAttribute(name, value === true ? "" : String(value));
      }
    }
    element.append(
      ...children
        .flat()
        .filter(isThere)
        .filter((child) => child !== ""),
    );
    return element;
  }

  const bdi = (text) => make("bdi", {}, text);

  const button = (text, onclick, props = {}) => make("button", { type: "button", onclick, ...props }, text);

  function svg(tag, attributes, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined) {
        element.setAttribute(name, String(value));
      }
    }
    element.append(...children.flat().filter(isThere));
    return element;
  }


  const read = (id) => JSON.parse(byId$1("data-" + id).textContent || "");

  const plan = read("plan");

  const told = draw_js.withIds(read("told"));

  const drawing = read("network");

  const readingData = read("reading");

  const answerData = read("answers");

  function addTo(lists, key, item) {
    const list = lists.get(key);
    if (list) {
      list.push(item);
    } else {
      lists.set(key, [item]);
    }
  }

  const nameOf$1 = (id) => (told.bodies[id] ? told.bodies[id].name : told.far[id] ? told.far[id][0] : id);

  const typeOf = (id) => (told.bodies[id] ? told.bodies[id].type : told.far[id] ? told.far[id][1] : null);

  const typeLabel = (type) => (type && told.words.types[type] ? told.words.types[type].label : type || "");

  const linesAt = new Map();

  for (const line of Object.values(told.lines)) {
    for (const end of new Set([line.subject, line.object])) {
      addTo(linesAt, end, line);
    }
  }

  const drawnBodies = drawing.nodes.map((node) => node.id);

  const drawnLines = drawing.edges.map((edge) => edge.id);

  const beyond = new Set(told.beyond || []);

  const scopeIds = new Set(told.scope || []);

  const inScope = (id) => (told.scope ? scopeIds.has(id) : Boolean(told.bodies[id]));


  const CARD = 210;
  const PAD = 12;
  const GAP = 9;
  const LANE = 6;
  const ENTRY = 24;
  const TITLE = 30;
  const WIDE = 1060;

  let panelOpen = null;

  const first = {
    nodes: drawing.nodes.map(({ id, x, y }) => ({ id, x, y })),
    routes: new Map(drawing.edges.map((edge) => [edge.id, edge.route])),
    bands: plan.bands,
    headings: plan.headings,
    labels: plan.labels,
    width: plan.width,
    height: plan.height,
    bodies: [...drawnBodies],
    lines: [...drawnLines],
  };

  const openable = (id) => told.further[id] || 0;

  const refill = (list, items) => {
    list.splice(0, list.length, ...items);
  };

  function cutBeneath(hub) {
    let cut = hub.y + hub.card.h / 2 + 12;
    for (let moves = true; moves;) {
      moves = false;
      for (const { y, card } of drawing.nodes) {
        if (y - card.h / 2 < cut && y + card.h / 2 + 8 > cut) {
          cut = y + card.h / 2 + 12;
          moves = true;
        }
      }
    }
    return cut;
  }

  function arrangeWith(id) {
    const places = new Map(first.nodes.map((node) => [node.id, node]));
    refill(
      drawing.nodes,
      drawing.nodes.filter((node) => places.has(node.id)),
    );
    refill(
      drawing.edges,
      drawing.edges.filter((edge) => first.routes.has(edge.id)),
    );
    for (const node of drawing.nodes) {
      Object.assign(node, places.get(node.id));
    }
    for (const edge of drawing.edges) {
      edge.route = /** @type {Point[]} */ (first.routes.get(edge.id));
    }
    const { bands, headings, labels, width, height } = first;
    Object.assign(plan, { bands, headings, labels, width, height });
    refill(drawnBodies, first.bodies);
    refill(drawnLines, first.lines);
    panelOpen = null;
    const hub = drawing.nodes.find((node) => node.id === id);
    const own = hub && plan.further[hub.id];
    return hub && own ? open(hub, own) : { nodes: [], edges: [] };
  }

  function open(hub, own) {
    const families = [...new Set(own.lines.map((line) => line.family))];
    const gutter = ENTRY + LANE * families.length;
    const step = gutter + CARD;
    const fit = Math.max(1, Math.floor((Math.max(plan.width, WIDE) - 2 * PAD) / step));
    const columns = Math.min(own.bodies.length, fit, Math.max(3, Math.ceil(own.bodies.length / 8)));
    const w = columns * step + 2 * PAD;
    widen(Math.max(0, w - plan.width));
    const cut = cutBeneath(hub);
    const x = Math.min(Math.max(0, hub.x - w / 2), plan.width - w);
    const y = cut + 6;
    const lane = y + TITLE;
    let top = lane + LANE * families.length + GAP;
    const nodes = [];
    for (let n = 0; n < own.bodies.length; n += columns) {
      const row = own.bodies.slice(n, n + columns);
      const tall = Math.max(...row.map(({ card }) => card.h));
      row.forEach((body, column) => {
        const left = x + PAD + column * step + gutter;
        nodes.push({ ...body, rank: 0, x: left + CARD / 2, y: top + tall / 2 });
      });
      top += tall + GAP + 6;
    }
    const h = top + PAD - GAP - y;
    makeRoom(cut, h + 18);
    const at = new Map(nodes.map((node) => [node.id, node]));
    const edges = own.lines.map(({ id, family, width, head }) => {
      const line = told.lines[id];
      const far = /** @type {DrawnNode} */ (at.get(line.subject === hub.id ? line.object : line.subject));
      const n = families.indexOf(family);
      const edge = far.x - far.card.w / 2;
      const aisle = edge - gutter + 4 + LANE * n;
      const drop = hub.x - hub.card.w / 4 + LANE * n;
      const entry = far.y + Math.max(-9, Math.min(9, 5 * (n - (families.length - 1) / 2)));
      const way = [
        [drop, hub.y + hub.card.h / 2],
        [drop, lane + LANE * n],
        [aisle, lane + LANE * n],
        [aisle, entry],
        [edge, entry],
      ];
      return {
        id,
        from: line.subject,
        to: line.object,
        family,
        width,
        arrows: { to: { enabled: true, type: head, scaleFactor: 0.4 } },
        route: line.subject === hub.id ? way : way.reverse(),
        hub: hub.id,
      };
    });
    drawing.nodes.push(...nodes);
    drawing.edges.push(...edges);
    drawnBodies.push(...nodes.map((node) => node.id));
    drawnLines.push(...edges.map((edge) => edge.id));
    panelOpen = { id: hub.id, title: "Also linked to " + hub.card.text.join(" "), x, y, w, h };
    return { nodes, edges };
  }

  function widen(by) {
    for (const node of drawing.nodes) {
      node.x += by / 2;
    }
    for (const edge of drawing.edges) {
      edge.route = edge.route.map(([x, y]) => [x + by / 2, y]);
    }
    plan.headings = plan.headings.map(([text, x, y]) => [text, x + by / 2, y]);
    plan.labels = plan.labels.map(([text, x, y, ids]) => [text, x + by / 2, y, ids]);
    plan.width += by;
  }

  function makeRoom(cut, by) {
    const moved = (y) => (y > cut ? y + by : y);
    for (const node of drawing.nodes) {
      node.y = moved(node.y);
    }
    for (const edge of drawing.edges) {
      edge.route = edge.route.map(([x, y]) => [x, moved(y)]);
    }
    plan.bands = plan.bands.map(([name, top, bottom]) => [name, moved(top), moved(Math.max(bottom, top))]);
    plan.headings = plan.headings.map(([text, x, y]) => [text, x, y + 10 > cut ? y + by : y]);
    plan.labels = plan.labels.map(([text, x, y, ids]) => [text, x, moved(y), ids]);
    plan.height = Math.max(plan.height, cut) + by;
    if (plan.bands.length) {
      const [name, top, bottom] = plan.bands[plan.bands.length - 1];
      plan.bands[plan.bands.length - 1] = [name, top, Math.max(bottom, plan.height)];
    }
  }


  const FONT = '"Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif';

  const paths = Object.fromEntries(Object.entries(plan.shapes).map(([name, d]) => [name, new Path2D(d)]));

  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  const colour = (pair) => pair[dark.matches ? 2 : 1];

  const strokeColour = (family) => plan.strokes[family][dark.matches ? 1 : 0];

  function theme() {
    const style = getComputedStyle(document.documentElement);
    const of = (name) => style.getPropertyValue("--" + name).trim();
    return {
      ink: of("ink"),
      soft: of("soft"),
      pale: of("pale"),
      paper: of("paper"),
      rule: of("rule"),
      band: of("band"),
      band2: of("band2"),
      focus: of("focus"),
      warn: of("warn"),
      added: of("added"),
      ended: of("ended"),
      addedLine: of("added-line"),
      endedLine: of("ended-line"),
    };
  }

  function tint(colour, share) {
    const parts = (text) => [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));
    const ground = parts(exports.look.band);
    const mixed = parts(colour).map((part, n) => Math.round(part * share + ground[n] * (1 - share)));
    return "#" + mixed.map((part) => part.toString(16).padStart(2, "0")).join("");
  }

  exports.look = theme();

  function renewLook() {
    exports.look = theme();
  }

  const looks = new Map();

  const plainLook = { dim: false, faint: false, badges: [], dash: null, mark: null };

  const lookOf = (id) => looks.get(id) || plainLook;

  exports.cursor = null;

  function setCursor(id) {
    exports.cursor = id;
  }


  function rounded(ctx, x, y, w, h, r) {
    ctx.beginPath();
    ctx.moveTo(x + r, y);
    ctx.arcTo(x + w, y, x + w, y + h, r);
    ctx.arcTo(x + w, y + h, x, y + h, r);
    ctx.arcTo(x, y + h, x, y, r);
    ctx.arcTo(x, y, x + w, y, r);
    ctx.closePath();
  }

  function drawCard(node) {
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
        ctx.fillStyle = exports.look.paper;
        ctx.fill();
        const strength = now.dim ? 0.16 : now.faint ? 0.55 : 1;
        ctx.globalAlpha = (root ? 1 : node.rank ? 0.2 : 0.07) * strength;
        ctx.fillStyle = tint;
        ctx.fill();
        ctx.globalAlpha = now.dim ? 0.2 : 1;
        ctx.strokeStyle = state.selected || node.id === exports.cursor ? exports.look.focus : root ? exports.look.ink : tint;
        ctx.lineWidth = state.selected || node.id === exports.cursor ? 4 : state.hover || root ? 2.4 : node.rank ? 1.8 : 1.1;
        ctx.setLineDash(now.dash || []);
        ctx.stroke();
        ctx.setLineDash([]);
        const pale = root && !now.faint && !now.dim;
        ctx.save();
        ctx.translate(left + 15, y);
        ctx.scale(0.78, 0.78);
        ctx.fillStyle = pale ? exports.look.paper : tint;
        ctx.fill(paths[shape], "nonzero");
        ctx.restore();
        ctx.textAlign = "left";
        ctx.textBaseline = "middle";
        let line = y - (text.length * 15 + words.length * 12) / 2 + 8;
        ctx.globalAlpha = 1;
        ctx.fillStyle = now.dim ? exports.look.pale : pale ? exports.look.paper : exports.look.ink;
        ctx.font = (node.rank ? "700 " : "500 ") + "12.5px " + FONT;
        for (const part of text) {
          ctx.fillText(part, left + 28, line, w - 33);
          line += 15;
        }
        ctx.fillStyle = now.dim ? exports.look.pale : pale ? exports.look.paper : exports.look.soft;
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

  const BADGE = 11;

  const badgeTop = (node) => node.y + node.card.h / 2 - 4.5;

  function badgePlaces(node, badges, widthOf) {
    const places = [];
    const left = node.x - node.card.w / 2 + 2;
    let right = node.x + node.card.w / 2 - 3;
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

  let badgesDrawn = [];

  function drawBadges(ctx, cards, visible) {
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
        ctx.fillStyle = { ended: exports.look.ended, added: exports.look.added, warn: exports.look.warn }[tone] || exports.look.paper;
        ctx.fill();
        ctx.strokeStyle = exports.look.soft;
        ctx.lineWidth = 0.7;
        ctx.stroke();
        ctx.fillStyle = exports.look.ink;
        ctx.fillText(text, x + 3.5, y + h / 2 + 0.5);
      }
    }
  }

  function drawPanel(ctx) {
    if (!panelOpen) {
      return;
    }
    const { title, x, y, w, h } = panelOpen;
    ctx.save();
    ctx.setLineDash([]);
    rounded(ctx, x, y, w, h, 8);
    ctx.fillStyle = exports.look.paper;
    ctx.fill();
    ctx.strokeStyle = exports.look.focus;
    ctx.lineWidth = 1.2;
    ctx.stroke();
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.font = "600 11px " + FONT;
    ctx.fillStyle = exports.look.ink;
    ctx.fillText(title, x + 12, y + 15, w - 24);
    ctx.restore();
  }

  function drawBands(ctx) {
    plan.bands.forEach(([, top, bottom], n) => {
      ctx.fillStyle = n % 2 ? exports.look.band2 : exports.look.band;
      ctx.fillRect(-6, top, plan.width + 12, bottom - top);
    });
  }

  function drawWords(ctx, visible) {
    const word = (text, x, y, middle, edge) => {
      const band = plan.bands.findIndex(([, top, bottom]) => top <= y && y <= bottom);
      const wide = ctx.measureText(text).width;
      const left = middle ? x - wide / 2 : x;
      if (edge) {
        rounded(ctx, left - 5, y - 8, wide + 10, 16, 5);
        ctx.fillStyle = exports.look.paper;
        ctx.fill();
        ctx.strokeStyle = edge;
        ctx.lineWidth = 1;
        ctx.stroke();
      } else {
        ctx.fillStyle = band % 2 ? exports.look.band2 : exports.look.band;
        ctx.fillRect(left - 1, y - 7, wide + 5, 14);
      }
      ctx.fillStyle = edge ? exports.look.ink : exports.look.soft;
      ctx.fillText(text, left, y);
    };
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.font = "700 10.5px " + FONT;
    for (const [name, top] of plan.bands) {
      word(name.toUpperCase(), 6, top + 12, false);
    }
    ctx.font = "600 10.5px " + FONT;
    for (const [text, x, y] of plan.headings) {
      word(text.replace(/ \(\d+\)$/, ""), x, y, false);
    }
    for (const [text, x, y, ids] of plan.labels) {
      if (ids.some((id) => visible.has(id) && !lookOf(id).dim)) {
        word(text, x, y, true, exports.look.soft);
      }
    }
  }


  const BEND = 0.16;
  const HEAD = 9;


  function edgeOf$1({ x, y, card }, [tx, ty]) {
    const [dx, dy] = [tx - x, ty - y];
    const share = Math.min(
      dx ? (card.w / 2 + 2) / Math.abs(dx) : Infinity,
      dy ? (card.h / 2 + 2) / Math.abs(dy) : Infinity,
    );
    return [x + dx * share, y + dy * share];
  }

  function arrow(from, to, n) {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const bend = [(from.x + to.x) / 2 - dy * BEND, (from.y + to.y) / 2 + dx * BEND];
    const start = edgeOf$1(from, bend);
    const end = edgeOf$1(to, bend);
    return {
      n,
      from: start,
      bend,
      to: end,
      angle: Math.atan2(end[1] - bend[1], end[0] - bend[0]),
      at: [(start[0] + 2 * bend[0] + end[0]) / 4, (start[1] + 2 * bend[1] + end[1]) / 4],
    };
  }

  function arrowsOf(trace, cards, visible) {
    if (trace?.kind !== "delegation" || panelOpen) {
      return [];
    }
    return trace.hops.flatMap(([giver, holder], n) => {
      const [from, to] = [cards.get(giver), cards.get(holder)];
      return from && to && visible.has(giver) && visible.has(holder) ? [arrow(from, to, n + 1)] : [];
    });
  }

  function drawArrows(ctx, arrows) {
    ctx.save();
    ctx.setLineDash([]);
    ctx.lineWidth = 3;
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.font = "700 11px " + FONT;
    for (const { n, from, bend, to, angle, at } of arrows) {
      ctx.strokeStyle = exports.look.focus;
      ctx.fillStyle = exports.look.focus;
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
      ctx.fillStyle = exports.look.paper;
      ctx.fill();
      ctx.lineWidth = 1.4;
      ctx.stroke();
      ctx.lineWidth = 3;
      ctx.fillStyle = exports.look.ink;
      ctx.fillText(String(n), at[0] - ctx.measureText(String(n)).width / 2, at[1] + 0.5);
    }
    ctx.restore();
  }

  const arrowsSvg = (arrows, colour, ink) =>
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


  const FIRST_DAY = "0001-01-01";
  const LAST_DAY = "9999-12-31";

  function holdsOn(thing, day) {
    const [startMin, startMax, endMin, endMax] = thing.bounds;
    if (day < startMin || day > endMax) {
      return "no";
    }
    return startMax <= day && day <= endMin ? "yes" : "possibly";
  }

  const lineHolds = (line, day) => (line.planned ? "no" : holdsOn(line, day));

  function lastSeen({ bounds: [startMin, startMax, endMin] }) {
    if (endMin === FIRST_DAY) {
      return null;
    }
    return endMin < startMin && startMin < startMax ? startMin : endMin;
  }

  const isBeyond = (thing, day) => holdsOn(thing, day) === "possibly" && day > (lastSeen(thing) || FIRST_DAY);

  function admits(line, view) {
    if (line.certainty === "denied" || line.general) {
      return false;
    }
    if ((line.certainty === "uncertain" && !view.uncertain) || (line.certainty === "rule" && !view.rules)) {
      return false;
    }
    if (!view.day) {
      return view.planned || !line.planned;
    }
    if (!line.planned && line.bounds[0] <= view.day && view.day <= line.bounds[3]) {
      return true;
    }
    return view.planned && foreseen(line, view.day);
  }

  const foreseen = (line, day) => line.plan !== null && (!day || (line.plan[0] <= day && day <= line.plan[1]));

  function standing(line, view) {
    if (line.certainty === "denied") {
      return "denied";
    }
    const timely = !view.day || (line.bounds[0] <= view.day && view.day <= line.bounds[3]);
    if (line.planned || !timely) {
      return foreseen(line, view.day) ? "planned" : "at other times";
    }
    if (line.certainty === "uncertain") {
      return "uncertain";
    }
    if (line.certainty === "rule" && !view.rules) {
      return "by rule";
    }
    return line.general ? "in general" : "in effect";
  }

  function phaseOn(thing, day) {
    if (!day) {
      return thing.phases.at;
    }
    let phase = "not-stated";
    for (const [from, name] of thing.phases.steps) {
      if (from > day) {
        break;
      }
      phase = name;
    }
    return phase;
  }

  const linePhase = (line, view) => (standing(line, view) === "planned" ? "planned" : phaseOn(line, view.day));

  function whenBegan({ from, bounds: [startMin, startMax] }, first, last) {
    if (!from || startMin === FIRST_DAY || startMin > last || startMax <= first) {
      return "not";
    }
    return first < startMin && startMax <= last ? "surely" : "perhaps";
  }

  function whenEnded({ bounds: [, , endMin, endMax] }, first, last) {
    if (endMax === LAST_DAY || endMax < first || endMin >= last) {
      return "not";
    }
    return first <= endMin && endMax < last ? "surely" : "perhaps";
  }

  function happened(event, first, last) {
    if (!event.days || event.days[1] <= first || event.days[0] > last) {
      return "not";
    }
    return first < event.days[0] && event.days[1] <= last ? "surely" : "perhaps";
  }

  const isDay = (text) =>
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(Date.parse(text + "T00:00:00Z")) &&
    new Date(text + "T00:00:00Z").toISOString().slice(0, 10) === text;

  const undated = (thing) => !thing.from && !thing.until;


  function passedCodes(first, last) {
    const held = (body, since, until, day) => {
      if (body.planned || holdsOn(body, day) === "no") {
        return false;
      }
      if (!since && !until) {
        return holdsOn(body, day) === "yes";
      }
      return (
        (!since || latest$1(since) <= day) &&
        (!until || day <= earliest$1(until)) &&
        (Boolean(since) || latest$1(until || "") <= day)
      );
    };
    const at = (day) => {
      const holders = new Map();
      for (const body of Object.values(told.bodies)) {
        for (const [scheme, value, since, until] of body.codes) {
          if (!held(body, since, until, day)) {
            continue;
          }
          const code = scheme + " code " + value;
          holders.set(code, [...(holders.get(code) || []), body.id]);
        }
      }
      return holders;
    };
    const was = at(first);
    const is = at(last);
    const items = [];
    for (const code of [...was.keys()].filter((code) => is.has(code)).sort()) {
      const holdersThen = was.get(code) || [];
      const holdersNow = is.get(code) || [];
      for (const old of holdersThen) {
        for (const now of holdersNow) {
          if (holdersNow.includes(old) || holdersThen.includes(now) || !(inScope(old) || inScope(now))) {
            continue;
          }
          items.push({
            kind: "body",
            id: now,
            words: code + " was that of " + nameOf$1(old) + "; that does not say that one followed the other",
          });
        }
      }
    }
    return items;
  }

  const earliest$1 = (date) => (date + "-01-01").slice(0, 10);

  const latest$1 = (date) =>
    date.length === 10
      ? date
      : date.length === 4
        ? date + "-12-31"
        : new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).toISOString().slice(0, 10);


  const MONTH_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ];

  const padded = (number, digits) => String(number).padStart(digits, "0");

  const written = (year, month, day) => [padded(year, 4), padded(month, 2), padded(day, 2)].join("-");

  const lengthOf = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();

  function daysAfter(day, days) {
    const moved = new Date(Date.parse(day + "T00:00:00Z") + days * 86400000);
    return moved.toISOString().slice(0, 10);
  }

  function today() {
    const now = new Date();
    return written(now.getFullYear(), now.getMonth() + 1, now.getDate());
  }

  function inWords(when) {
    const [year, month, day] = when.split("-");
    return [day ? String(Number(day)) : "", month ? MONTH_NAMES[Number(month) - 1] : "", String(Number(year))]
      .filter(Boolean)
      .join(" ");
  }

  const periodInWords = (since, until) =>
    [since ? "from " + inWords(since) : "", until ? "to " + inWords(until) : ""].filter(Boolean).join(" ");


  const counted$1 = (n, noun, many = noun + "s") => n.toLocaleString("en-GB") + " " + (n === 1 ? noun : many);

  const listed = (names, most = 6) =>
    names.length > most
      ? names.slice(0, most).join(", ") + " and " + (names.length - most) + " more"
      : names.length > 1
        ? names.slice(0, -1).join(", ") + " and " + names[names.length - 1]
        : names[0] || "";

  const begun = (text) => text.charAt(0).toUpperCase() + text.slice(1);

  const before = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  const dayInWords = (day) => (day ? inWords(day) : "");

  function notKnown(thing) {
    const seen = lastSeen(thing);
    return seen ? "not known after " + dayInWords(seen) : "not known: its sources have no date";
  }

  const withDates = (text) => text.replace(/^\d{4}-\d{2}$|\b\d{4}-\d{2}-\d{2}\b/g, inWords);

  const dates$1 = (thing) => periodInWords(thing.from, thing.until) || "not stated";

  const phaseWord = (name) => told.words.phases[name];

  const certaintyWord = (name) => (name === "rule" ? "by law" : told.words.certainties[name]);

  const certaintyOf = (thing) => thing.certaintyWords || (thing.certainty ? certaintyWord(thing.certainty) : "");

  function basisInWords(basis) {
    if (basis === "explicit") {
      return "";
    }
    return basis === "layout" ? "read from the layout" : basis;
  }


  const SEATS = ["membership", "leadership"];

  function changes(first, last) {
    const parts = [];
    const add = (title, sure, mark, items) => {
      if (items.length) {
        parts.push({ title, sure, mark, items });
      }
    };
    const events = Object.entries(told.events).filter(
      ([, event]) => !told.scope || event.parts.some(([id]) => scopeIds.has(id)),
    );
    for (const sure of [true, false]) {
      const how = sure ? "surely" : "perhaps";
      add(
        "Mergers and other events",
        sure,
        "event",
        events
          .filter(([, event]) => happened(event, first, last) === how)
          .map(([id, event]) => ({ kind: "event", id, words: event.kind + ": " + event.name })),
      );
    }
    const took = events
      .filter(([, event]) => happened(event, first, last) === "surely" && !event.planned)
      .map(([, event]) => event);
    const bodies = Object.values(told.bodies)
      .filter((body) => inScope(body.id) && !body.planned)
      .sort((a, b) => before(typeLabel(a.type), typeLabel(b.type)) || before(a.name, b.name) || before(a.id, b.id));
    for (const { title, when, words, mark, later } of [
      { title: "Bodies that were established", when: whenBegan, words: "established", mark: "added", later: false },
      { title: "Bodies that were abolished", when: whenEnded, words: "abolished", mark: "ended", later: true },
    ]) {
      for (const sure of [true, false]) {
        const how = sure ? "surely" : "perhaps";
        add(
          title,
          sure,
          mark,
          bodies
            .filter((body) => when(body, first, last) === how)
            .map((body) => ({
              kind: "body",
              id: body.id,
              words: (sure ? "was " : "may have been ") + words + succession(body.id, took, later),
              mark: markOf(body.id, took, later),
            })),
        );
      }
    }
    const turned = turn$1(first, last);
    add("Lines that moved to another body", true, "changed", turned.moved);
    for (const sure of [true, false]) {
      const items = turned.orphaned.filter((item) => Boolean(item.sure) === sure);
      add("Lines that lost an end: a body is gone, and no source ends the line", sure, "ended", items);
    }
    add("Lines that doubled: two of the same ends and role at once", true, "changed", turned.doubled);
    for (const seats of [true, false]) {
      const mine = (item) => SEATS.includes(told.lines[item.id].family) === seats;
      const title = seats ? "Memberships and roles" : "Other lines";
      for (const { words, mark, sure, maybe } of [
        { words: "began", mark: "added", sure: turned.began, maybe: turned.mayHaveBegun },
        { words: "ended", mark: "ended", sure: turned.ended, maybe: turned.mayHaveEnded },
      ]) {
        add(title + " that " + words, true, mark, sure.filter(mine));
        add(title + " that " + words, false, mark, maybe.filter(mine));
      }
    }
    add("Codes that passed from one body to another", true, "changed", passedCodes(first, last));
    return parts;
  }

  function succession(id, events, later) {
    const [mine, theirs] = later ? ["original", "resulting"] : ["resulting", "original"];
    const successions = events.flatMap((event) => {
      const far = event.parts.filter(([, side]) => side === theirs).map(([other]) => other);
      const near = event.parts.some(([other, side]) => other === id && side === mine);
      return near && far.length && !far.includes(id)
        ? [listed([...new Set(far)].map(nameOf$1)) + " (" + event.kind + ")"]
        : [];
    });
    return successions.length ? ", " + (later ? "into " : "out of ") + successions.join("; ") : "";
  }

  function markOf(id, events, later) {
    const into = succession(id, events, later).replace(/^, /, "");
    return later
      ? into.endsWith(" (merger)")
        ? "− merged " + into.slice(0, -" (merger)".length)
        : "− abolished" + (into ? ", " + into : "")
      : "+ established" + (into ? ", " + into.replace(/ \(merger\)$/, "") : "");
  }

  function turn$1(first, last) {
    const turned = { began: [], mayHaveBegun: [], ended: [], mayHaveEnded: [], orphaned: [], moved: [], doubled: [] };
    const stated = Object.values(told.lines).filter(
      (line) =>
        admits(line, { day: null, planned: false, uncertain: false, rules: false }) &&
        (inScope(line.subject) || inScope(line.object)),
    );
    const item = (line, words, more = {}) => ({ kind: "line", id: line.id, line, words, ...more });
    for (const line of stated) {
      const began = whenBegan(line, first, last);
      const ended = whenEnded(line, first, last);
      if (began === "not" && ended === "not") {
        continue;
      }
      if (began !== "not" && line.from) {
        (began === "surely" ? turned.began : turned.mayHaveBegun).push(
          item(line, began === "surely" ? "began" : "may have begun"),
        );
      }
      if (ended !== "not" && (line.until || line.byList)) {
        (ended === "surely" ? turned.ended : turned.mayHaveEnded).push(
          item(line, ended === "surely" ? "ended" : "may have ended"),
        );
      } else if (!line.until && !line.byList && first <= line.bounds[3] && line.bounds[3] < last) {
        const gone = [line.subject, line.object].filter(
          (end) => told.bodies[end] && told.bodies[end].bounds[3] === line.bounds[3],
        );
        const sure = gone.some((end) => whenEnded(told.bodies[end], first, last) === "surely");
        turned.orphaned.push(
          item(line, (sure ? "ended" : "may have ended") + " with " + (listed(gone.map(nameOf$1)) || "a body"), { sure }),
        );
      }
    }
    move$1(turned);
    const fresh = new Set(
      [...turned.began, ...turned.moved].filter(({ line }) => lineHolds(line, last) !== "no").map(({ id }) => id),
    );
    const alike = new Map();
    for (const line of stated) {
      if (lineHolds(line, last) === "no") {
        continue;
      }
      const seat = [line.subject, line.type, line.seat, line.object].join("|");
      alike.set(seat, [...(alike.get(seat) || []), line]);
    }
    for (const several of alike.values()) {
      if (several.length > 1 && several.some((line) => fresh.has(line.id))) {
        turned.doubled.push(...several.map((line) => item(line, "doubled")));
      }
    }
    return turned;
  }

  function move$1(turned) {
    const seat = ({ line }) => [line.subject, line.type, line.seat].join("|");
    const by = (items) => {
      const seats = new Map();
      for (const item of items) {
        addTo(seats, seat(item), item);
      }
      return seats;
    };
    const begun = by(turned.began);
    const gone = by([...turned.ended, ...turned.orphaned]);
    const moved = new Set();
    for (const [key, here] of begun) {
      const there = gone.get(key) || [];
      const came = here.filter((item) => !there.some((other) => other.line.object === item.line.object));
      const left = there.filter((item) => !here.some((other) => other.line.object === item.line.object));
      if (!came.length || !left.length) {
        continue;
      }
      const names = (items) => listed([...new Set(items.map((item) => nameOf$1(item.line.object)))].sort());
      for (const item of left) {
        turned.moved.push({ ...item, words: "moved from here to " + names(came), mark: "± moved to " + names(came) });
      }
      for (const item of came) {
        turned.moved.push({ ...item, words: "moved here from " + names(left), mark: "± moved from " + names(left) });
      }
      for (const item of [...came, ...left]) {
        moved.add(item.id);
      }
    }
    for (const kind of /** @type {const} */ (["began", "ended", "orphaned"])) {
      turned[kind] = turned[kind].filter((item) => !moved.has(item.id));
    }
  }

  function marksOf(parts) {
    const marks = new Map();
    for (const part of parts) {
      for (const item of part.items) {
        if (item.kind !== "event") {
          marks.set(item.id, { mark: part.mark, sure: part.sure, word: item.mark });
        }
      }
    }
    return marks;
  }


  function follow(edge, route, hub) {
    const kind = edge.edgeType;
    const [ex, ey] = route[route.length - 1];
    const [px, py] = route[route.length - 2];
    const angle = Math.atan2(ey - py, ex - px);
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
    kind.getDistanceToEdge = (_x1, _y1, _x2, _y2, x, y) => distance$1(route, x, y);
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

  function distance$1(route, x, y) {
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


  let lit = null;

  const litNow = () => lit;

  function setLit(ids) {
    lit = ids;
  }


  const KINDS = ["type", "family", "phase", "certainty"];

  const pageDay = told.start.day;

  const LONGEST = 1000;

  const state = {
    day: pageDay,
    to: null /* the second day, where two are compared */,
    ask: null /* the question whose answer is shown */,
    hidden: { type: new Set(), family: new Set(), phase: new Set(), certainty: new Set() },
    undated: true,
    chosen: null /* ["body" | "line" | "meeting", id] */,
    card: null /* which part of a card is open; null: its overview */,
    trace: null /* ["route", from, to], ["accountable", body] or ["delegation", power] */,
    tab: null,
    camera: null /* [x, y, scale] once it was moved by hand */,
    picture: null /* "nested" or "network"; null: whichever shows best what is asked */,
    further: null /* the body of which what is not drawn at first is open */,
    open: new Set() /* the folds that were opened in the nested picture */,
  };

  const hiddenAtStart = () => ({
    type: new Set(),
    family: new Set(),
    phase: new Set(told.start.planned ? [] : ["planned"]),
    certainty: new Set([...(told.start.uncertain ? [] : ["uncertain"]), ...(told.start.rules ? [] : ["rule"])]),
  });

  function resetFilters() {
    state.hidden = hiddenAtStart();
    state.undated = true;
  }

  function isAtStart() {
    const start = hiddenAtStart();
    return (
      state.undated && KINDS.every((kind) => [...state.hidden[kind]].sort().join() === [...start[kind]].sort().join())
    );
  }

  resetFilters();

  const initial = encode();

  const viewOf = (day = state.day) => draw_js.viewIn(state, day);

  const pictureShown = () => state.picture || (state.trace || told.near ? "network" : "nested");

  function encode() {
    const words = [];
    const put = (name, value) =>
      words.push(name + "=" + encodeURIComponent(value).replace(/%3A/g, ":").replace(/%2C/g, ","));
    put("day", state.day);
    if (state.to) {
      put("to", state.to);
    }
    if (state.ask) {
      put("ask", state.ask);
    }
    for (const kind of KINDS) {
      put("without-" + kind, [...state.hidden[kind]].sort().join(","));
    }
    if (!state.undated) {
      put("undated", "no");
    }
    if (state.chosen) {
      put(state.chosen[0], state.chosen[1]);
    }
    if (state.card && state.chosen) {
      put("card", state.card);
    }
    if (state.trace) {
      put("trace", state.trace.map(encodeURIComponent).join(","));
    }
    if (state.tab) {
      put("tab", state.tab);
    }
    if (state.picture) {
      put("picture", state.picture);
    }
    if (state.open.size) {
      put("open", [...state.open].sort().join(","));
    }
    if (state.further) {
      put("further", state.further);
    }
    if (state.camera) {
      put("view", state.camera.join(","));
    }
    return words.filter((word) => !word.startsWith("without-") || !word.endsWith("=")).join("&");
  }

  const ANY = "a picture of any date; the page shows " + dayInWords(pageDay);

  function inOrder$1() {
    if (state.to && state.to < state.day) {
      [state.day, state.to] = [state.to, state.day];
    }
  }

  function decode(text) {
    const words = new Map();
    for (const word of text.replace(/^#/, "").split("&").filter(Boolean)) {
      const [name, ...rest] = word.split("=");
      words.set(name, unescaped(rest.join("=")));
    }
    const unknown = [];
    const carried = (id) => {
      if (!told.bodies[id]) {
        unknown.push(id);
      }
      return Boolean(told.bodies[id]);
    };
    const day = words.get("day");
    const to = words.get("to");
    state.day = day && isDay(day) ? day : pageDay;
    if (day && !isDay(day)) {
      unknown.push(day === "any" ? ANY : "day " + day);
    }
    state.to = to && isDay(to) && to !== state.day ? to : null;
    if (to && !state.to) {
      unknown.push("day " + to);
    }
    inOrder$1();
    state.ask = (words.get("ask") || "").trim().slice(0, LONGEST) || null;
    for (const kind of KINDS) {
      state.hidden[kind] = new Set((words.get("without-" + kind) || "").split(",").filter(Boolean));
    }
    state.undated = words.get("undated") !== "no";
    state.chosen = null;
    const body = words.get("body");
    if (body !== undefined && carried(body)) {
      state.chosen = ["body", body];
    }
    const line = words.get("line");
    if (line !== undefined) {
      if (told.lines[line]) {
        state.chosen = ["line", line];
      } else {
        unknown.push(line);
      }
    }
    const meeting = words.get("meeting");
    if (meeting !== undefined) {
      if (told.meetings[meeting]) {
        state.chosen = ["meeting", meeting];
      } else {
        unknown.push(meeting);
      }
    }
    state.card = words.get("card") || null;
    const trace = (words.get("trace") || "").split(",").map(unescaped);
    state.trace = null;
    if (trace[0] === "route" && trace.length === 3 && trace.slice(1).map(carried).every(Boolean)) {
      state.trace = trace;
    }
    if (trace[0] === "accountable" && trace.length === 2 && carried(trace[1])) {
      state.trace = trace;
    }
    if (trace[0] === "delegation" && trace.length === 2) {
      const isKnown = Object.values(told.bodies).some(({ decides }) => decides?.some(({ id }) => id === trace[1]));
      if (isKnown) {
        state.trace = trace;
      } else {
        unknown.push(trace[1]);
      }
    }
    state.tab = words.get("tab") || null;
    const picture = words.get("picture");
    state.picture = picture === "nested" || picture === "network" ? picture : null;
    state.open = new Set((words.get("open") || "").split(",").filter(Boolean));
    const further = words.get("further");
    state.further = further && told.further[further] ? further : null;
    if (further && !state.further) {
      unknown.push(further);
    }
    const [x, y, scale, ...more] = (words.get("view") || "").split(",").map(Number);
    state.camera = [x, y, scale].every(Number.isFinite) && scale > 0 && !more.length ? [x, y, scale] : null;
    return unknown;
  }

  function unescaped(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  const listeners = [];

  const onChange = (listener) => listeners.push(listener);

  function change(changes, { remember = true, step = true } = {}) {
    Object.assign(state, changes);
    inOrder$1();
    for (const listener of listeners) {
      listener(changes);
    }
    if (remember) {
      keepAddress(step);
    }
  }

  function keepAddress(step = false) {
    const now = encode();
    const address = now === initial ? location.pathname + location.search : "#" + now;
    if (now === (location.hash.slice(1) || initial)) {
      return;
    }
    if (step) {
      history.pushState(null, "", address);
    } else {
      history.replaceState(null, "", address);
    }
  }


  const pictureData = { told, bodies: drawnBodies, lines: drawnLines, looks: plan.looks, shapes: plan.shapes };

  function cameBetween(first, last) {
    const drawn = new Set(drawnBodies);
    const opened = Object.values(told.bodies).filter(
      (body) => told.scope && inScope(body.id) && !body.planned && whenBegan(body, first, last) !== "not",
    );
    const successors = Object.values(told.events)
      .filter((event) => !event.planned && happened(event, first, last) !== "not")
      .filter((event) => event.parts.some(([id, side]) => side === "original" && drawn.has(id)))
      .flatMap((event) => event.parts.filter(([, side]) => side === "resulting").map(([id]) => id));
    return [...new Set([...opened.map(({ id }) => id), ...successors])].filter((id) => told.bodies[id] && !drawn.has(id));
  }

  function pictureNow() {
    const came = state.to && pictureShown() === "nested" ? cameBetween(state.day, state.to) : [];
    if (!came.length) {
      return pictureData;
    }
    const bodies = new Set([...drawnBodies, ...came]);
    const fresh = new Set(came);
    const lines = Object.values(told.lines).filter(
      (line) =>
        (fresh.has(line.subject) || fresh.has(line.object)) && bodies.has(line.subject) && bodies.has(line.object),
    );
    return { ...pictureData, bodies: [...bodies], lines: [...drawnLines, ...lines.map((line) => line.id)] };
  }

  const shownOn = (day) => draw_js.shownIn(pictureData, state, day);

  const shown$1 = () => draw_js.shownAtAll(pictureNow(), state);

  const unfiltered = () => draw_js.shownIn(pictureData, { ...state, undated: true, hidden: hiddenAtStart() }, state.day);


  function claimText(claim) {
    const source = told.sources[claim.source];
    const parts = [source ? source.title : claim.source];
    const more = [claim.locator, basisInWords(claim.basis)];
    if (claim.stance === "denies") {
      more.push("the source denies it");
    }
    if (claim.stance === "questions") {
      more.push("the source marks it with a question mark");
    }
    if (claim.saidBy) {
      more.push("said by " + claim.saidBy);
    }
    if (claim.confidence) {
      more.push("confidence " + claim.confidence);
    }
    if (source) {
      more.push(source.date);
    }
    return [...parts, ...more.filter(Boolean)].join(", ") + (claim.note ? ". Note: " + claim.note : "");
  }

  function claimList(claims) {
    if (!claims.length) {
      return [make("span", { class: "claim" }, "no source cited")];
    }
    return claims.map((claim) => {
      const link = told.sources[claim.source] && told.sources[claim.source].link;
      return make(
        "span",
        { class: "claim" },
        bdi(claimText(claim)),
        link ? " " : null,
        link ? make("a", { href: link, rel: "noreferrer noopener" }, "open the source") : " (no link to it is known)",
      );
    });
  }

  function pairs(list) {
    const stated = list.filter(([, value]) => value);
    return make("dl", {}, ...stated.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, bdi(value))]));
  }

  const section = (title, children, tag = "ul") =>
    children.length ? [make("h3", {}, title), make(tag, {}, ...children)] : [];


  function howTakesPart(side, part, role) {
    if (part === "part" && (side === "original" || side === "resulting")) {
      return (side === "original" ? "a part of it passed" : "a part passed to it") + (role ? ", " + role : "");
    }
    return role || (side === "original" ? "predecessor" : side === "resulting" ? "successor" : side.replace("-", " "));
  }

  function kindWords(kind) {
    return (
      kind.label +
      (kind.note ? " (" + kind.note + ")" : "") +
      (kind.from ? " from " + inWords(kind.from) : "") +
      (kind.until ? " to " + inWords(kind.until) : "")
    );
  }

  function lifeOf(id) {
    const body = told.bodies[id];
    const life = [];
    const add = (day, text, claims) => life.push({ day, text, claims });
    if (body.from) {
      add(body.from, "established");
    }
    if (body.until) {
      add(body.until, "abolished (its last day)");
    }
    for (const kind of body.kinds) {
      add(kind.from || kind.until, kindWords(kind));
    }
    for (const spell of body.spells) {
      add(
        spell.from || spell.until,
        phaseWord(spell.phase) +
          (spell.from ? " from " + inWords(spell.from) : "") +
          (spell.until ? " to " + inWords(spell.until) : ""),
      );
    }
    for (const [scheme, value, since, until] of body.codes) {
      if (since || until) {
        add(since || until, scheme + " code " + value + " " + dates$1({ from: since, until }));
      }
    }
    for (const event of Object.values(told.events)) {
      if (!event.parts.some(([member]) => member === id)) {
        continue;
      }
      const others = event.parts
        .filter(([member, side]) => member !== id || side === "original" || side === "resulting")
        .map(([member, side, part, role]) => nameOf$1(member) + ": " + howTakesPart(side, part, role));
      add(
        event.said,
        (event.planned ? "planned " : "") +
          event.kind +
          ": " +
          event.name +
          (others.length ? " (" + others.join("; ") + ")" : ""),
        event.claims,
      );
    }
    for (const line of linesAt.get(id) || []) {
      if (line.from || line.until) {
        add(
          line.from || line.until,
          (line.subject === id ? told.words.relations[line.type].label : told.words.relations[line.type].inverse) +
            " " +
            nameOf$1(line.subject === id ? line.object : line.subject) +
            " " +
            dates$1(line),
        );
      }
    }
    return life.sort((a, b) => before(a.day || "9999", b.day || "9999"));
  }

  function lifeInWords(id) {
    const body = told.bodies[id];
    const gone = body.bounds[3] < state.day;
    const events = Object.values(told.events).filter(
      (event) =>
        !event.planned && event.parts.some(([other, side]) => other === id && side === (gone ? "original" : "resulting")),
    );
    const others = [
      ...new Set(
        events.flatMap((event) =>
          event.parts.filter(([, side]) => side === (gone ? "resulting" : "original")).map(([other]) => other),
        ),
      ),
    ].filter((other) => other !== id);
    return (
      (gone ? "It no longer existed on " : "It did not yet exist on ") +
      dayInWords(state.day) +
      "." +
      (body.from || body.until ? " It existed " + dates$1(body) + "." : "") +
      (others.length ? (gone ? " It was followed by " : " It came out of ") + listed(others.map(nameOf$1), 3) + "." : "")
    );
  }

  function gapsOf(id) {
    const gaps = told.bodies[id].gaps;
    const stated = (linesAt.get(id) || []).some(
      (line) => line.family === "accountability" && line.subject === id && !["rule", "denied"].includes(line.certainty),
    );
    return stated || gaps.some((gap) => gap.topic === "accountability")
      ? gaps
      : [{ text: "not stated: to whom it is accountable", note: null, claims: null }, ...gaps];
  }

  function gapsByHeading(id) {
    const gaps = gapsOf(id);
    return [
      ["Not read: check it in the source", gaps.filter((gap) => gap.reason === "not-read")],
      ["Not stated", gaps.filter((gap) => gap.reason !== "not-read")],
    ];
  }

  const notReadIn = (id, topic) => [
    ...new Set(
      told.bodies[id].gaps
        .filter((gap) => gap.reason === "not-read" && gap.topic === topic)
        .flatMap((gap) => gap.claims || [])
        .map((claim) => [told.sources[claim.source]?.title || claim.source, claim.locator].filter(Boolean).join(", ")),
    ),
  ];

  const conflictsOf = (id) =>
    told.lists ? told.lists.conflicts.filter((row) => row.id === id || row.of === id) : [];

  function bodyPairs(body) {
    const codes = body.codes.map(
      ([scheme, value, since, until]) =>
        scheme + " " + value + (since || until ? " (" + dates$1({ from: since, until }) + ")" : ""),
    );
    const there = {
      yes: "existed on that day",
      possibly: "possibly existed on that day",
      no: "did not exist on that day",
    };
    return pairs([
      ["Kind", body.kinds.map(kindWords).join("; ")],
      ["Also called", body.other.join("; ")],
      ["Codes", codes.join("; ")],
      ["Phase", phaseWord(phaseOn(body, state.day))],
      ["Certainty", certaintyOf(body)],
      ["Dates", dates$1(body)],
      [
        "On the day",
        state.day ? there[holdsOn(body, state.day)] + (isBeyond(body, state.day) ? "; " + notKnown(body) : "") : null,
      ],
      ["Note", body.note],
    ]);
  }


  const powersOn = (id, day) =>
    (told.bodies[id]?.decides || []).filter(({ from, until }) => (!from || from <= day) && (!until || day <= until));

  const byId = new Map(
    Object.values(told.bodies).flatMap(({ id, decides }) => (decides || []).map((power) => [power.id, [power, id]])),
  );

  const powerBy = (holder, clause) => told.bodies[holder]?.decides?.find((power) => power.clause === clause);

  function stepsOn(power, day) {
    const [, places, why] = power.chains.filter(([from]) => from <= day).pop() || ["", [], ""];
    return { steps: places.map((place) => told.steps[place]), why };
  }

  function chainOf(id, day) {
    const [power, holder] = byId.get(id) || [];
    if (!power || !holder) {
      return null;
    }
    const stands = powersOn(holder, day).includes(power);
    const { steps, why } = stands ? stepsOn(power, day) : { steps: [], why: "" };
    const hops = steps.flatMap(({ of, id: to }) => (of && of !== to ? [[of, to]] : []));
    return { kind: "delegation", power, holder, stands, steps, why, hops };
  }

  function chainSentence({ power, holder, stands, steps, why, hops }, day) {
    const on = "On " + dayInWords(day) + ", ";
    const row = "the row of " + nameOf$1(holder) + " on " + power.function + " (" + power.clause + ") ";
    if (!stands) {
      return on + row + "is not in force.";
    }
    if (!steps.length) {
      return on + row + "does not count: " + why + ".";
    }
    const limit = why ? " It does not count in every case: " + why.replace(/^not in every case: /, "") + "." : "";
    if (!hops.length) {
      return on + row + "keeps the power with " + nameOf$1(holder) + ": nobody else gave it." + limit;
    }
    const way = hops.map(([from, to]) => "from " + nameOf$1(from) + " to " + nameOf$1(to));
    return on + "the power over '" + power.function + "' passed " + listed(way) + "." + limit;
  }


  function leavingIn(families, view, up) {
    const wanted = new Set(families);
    const leaving = new Map();
    for (const line of Object.values(told.lines)) {
      if (!wanted.has(line.family) || line.subject === line.object || !admits(line, view)) {
        continue;
      }
      const near = line.subject ;
      addTo(leaving, near, line);
    }
    for (const lines of leaving.values()) {
      lines.sort((a, b) => before(a.id, b.id));
    }
    return leaving;
  }

  function walkable(start, leaving) {
    const periods = new Map([[start, [[FIRST_DAY, LAST_DAY]]]]);
    const used = new Set();
    const waiting = [[start, FIRST_DAY, LAST_DAY]];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [at, since, until] = next;
      for (const line of leaving.get(at) || []) {
        const first = since > line.bounds[0] ? since : line.bounds[0];
        const last = until < line.bounds[3] ? until : line.bounds[3];
        if (first > last) {
          continue;
        }
        used.add(line.id);
        const earlier = periods.get(line.object) || [];
        if (earlier.some(([s, u]) => s <= first && last <= u)) {
          continue;
        }
        periods.set(line.object, [...earlier.filter(([s, u]) => !(first <= s && u <= last)), [first, last]]);
        waiting.push([line.object, first, last]);
      }
    }
    return used;
  }

  function withoutNeedlessRules(lines, day) {
    const stated = lines.filter((line) => ["stated", "reported"].includes(line.certainty) && !line.planned);
    const needless = (rule) => {
      const covering = stated.filter(
        (line) => day || (line.bounds[0] <= rule.bounds[0] && rule.bounds[3] <= line.bounds[3]),
      );
      const reached = new Set();
      const waiting = [rule.subject];
      for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
        for (const line of covering) {
          if (line.subject === at && !reached.has(line.object)) {
            reached.add(line.object);
            waiting.push(line.object);
          }
        }
      }
      return reached.has(rule.object);
    };
    return lines.filter((line) => line.certainty !== "rule" || !needless(line));
  }

  function upward(start, families, view) {
    const leaving = leavingIn(families, view);
    const used = walkable(start, leaving);
    let within = [];
    const seen = new Set([start]);
    const depths = new Map();
    for (let frontier = [start], depth = 1; frontier.length; depth++) {
      const level = frontier.flatMap((at) => leaving.get(at) || []).sort((a, b) => before(a.id, b.id));
      frontier = [];
      for (const line of level) {
        within.push(line);
        depths.set(line.id, depth);
        if (!seen.has(line.object)) {
          seen.add(line.object);
          frontier.push(line.object);
        }
      }
    }
    within = withoutNeedlessRules(
      within.filter((line) => used.has(line.id)),
      view.day,
    );
    const inside = new Set(within.map((line) => line.id));
    const reached = new Set([start, ...within.map((line) => line.object)]);
    const wanted = new Set(families);
    const beside = { planned: [], uncertain: [], denied: [], "in general": [] };
    for (const line of Object.values(told.lines)) {
      if (!wanted.has(line.family) || !reached.has(line.subject) || inside.has(line.id) || line.subject === line.object) {
        continue;
      }
      const heading = standing(line, view);
      if (beside[heading]) {
        beside[heading].push(line);
      }
    }
    return { within, depths, beside };
  }

  function pathsTo(start, goal, lines, most) {
    const leaving = new Map();
    for (const line of [...lines].sort((a, b) => before(a.id, b.id))) {
      addTo(leaving, line.subject, line);
    }
    const paths = [];
    let level = [[[], new Set([start]), start, FIRST_DAY, LAST_DAY]];
    let steps = 0;
    while (level.length && steps <= 100000) {
      const longer = [];
      for (const [walked, seen, at, since, until] of level) {
        if (at === goal) {
          paths.push(walked);
          if (paths.length === most) {
            return paths;
          }
          continue;
        }
        for (const line of leaving.get(at) || []) {
          const first = since > line.bounds[0] ? since : line.bounds[0];
          const last = until < line.bounds[3] ? until : line.bounds[3];
          if (seen.has(line.object) || first > last) {
            continue;
          }
          steps++;
          longer.push([[...walked, line], new Set([...seen, line.object]), line.object, first, last]);
        }
      }
      level = longer;
    }
    return paths;
  }

  function route(from, to, view, most = 5) {
    for (const back of [false, true]) {
      const [start, goal] = back ? [to, from] : [from, to];
      const paths = pathsTo(start, goal, upward(start, told.route, view).within, most);
      if (paths.length) {
        return { start, goal, back, paths };
      }
    }
    return { start: from, goal: to, back: false, paths: [] };
  }


  function traced() {
    if (!state.trace) {
      return null;
    }
    const [kind, first, second] = state.trace;
    const view = viewOf();
    if (kind === "route") {
      const found = route(first, second, view);
      const lines = new Set(found.paths.flat().map((line) => line.id));
      return { kind, found, lines, bodies: endsOf(lines, [first, second]) };
    }
    if (kind === "delegation") {
      const chain = chainOf(first, state.day);
      const ends = chain ? [chain.holder, ...chain.steps.flatMap(({ id, of }) => [id, of || id])] : [];
      return chain && { ...chain, lines: new Set(), bodies: new Set(ends) };
    }
    const found = upward(first, ["accountability"], view);
    const lines = new Set(found.within.map((line) => line.id));
    return { kind: "accountable", body: first, found, lines, bodies: endsOf(lines, [first]) };
  }

  const endsOf = (lines, more) =>
    new Set([...more, ...[...lines].flatMap((id) => [told.lines[id].subject, told.lines[id].object])]);

  function traceSentence(trace) {
    if (trace.kind === "delegation") {
      return chainSentence(trace, state.day);
    }
    const opening = (text, lines = []) => (state.day ? onThatDay(text, lines, state.day) : begun(text));
    if (trace.kind === "route") {
      const { start, goal, back, paths } = trace.found;
      if (!paths.length && goesOn(trace).length) {
        return opening(
          "no way from " + nameOf$1(start) + " to " + nameOf$1(goal) + " is in this page, but lines go on beyond it.",
        );
      }
      if (!paths.length) {
        return opening(
          "no relationship of the kinds followed leads from " + nameOf$1(start) + " up to " + nameOf$1(goal) + ", or back.",
        );
      }
      const names = [nameOf$1(start), ...paths[0].map((line) => nameOf$1(line.object))];
      // As the answer of the command: of a long way the first two and the last.
      const way = (names.length > 4 ? [...names.slice(0, 2), "…", names[names.length - 1]] : names).join(" → ");
      return opening(
        (back ? "the other way round only: " : "") + way + " (" + counted$1(paths[0].length, "step") + ").",
        paths.flat(),
      );
    }
    const name = nameOf$1(trace.body);
    const { within } = trace.found;
    const said = within.filter((line) => line.certainty !== "rule" && line.subject === trace.body);
    const rules = within.filter((line) => line.certainty === "rule" && line.subject === trace.body);
    const words = [];
    const on = state.day ? " on " + dayInWords(state.day) : "";
    if (said.length) {
      words.push(name + " is accountable to " + listed([...new Set(said.map((line) => nameOf$1(line.object)))]) + ".");
    } else if (state.day && holdsOn(told.bodies[trace.body], state.day) === "no") {
      words.push(
        name +
          " did not exist on the day (" +
          dates$1(told.bodies[trace.body]) +
          "), and no source says who it is accountable to.",
      );
    } else if (notReadIn(trace.body, "accountability").length) {
      words.push(
        "the parts of the sources that were read do not say who " +
          name +
          " is accountable to" +
          on +
          ". This may say so, and was not read in full: " +
          listed(notReadIn(trace.body, "accountability")) +
          ".",
      );
    } else {
      words.push("no source says who " + name + " is accountable to" + on + ".");
    }
    if (rules.length) {
      words.push("By law: to " + listed([...new Set(rules.map((line) => nameOf$1(line.object)))]) + ".");
    }
    return opening(words.join(" "), [...said, ...rules]);
  }

  function inSentence(lines) {
    const view = viewOf();
    const there = lines.filter(
      (line) => ["in effect", "in general"].includes(standing(line, view)) && linePhase(line, view) !== "planned",
    );
    const firm = there.filter((line) => ["stated", "reported", "disputed"].includes(line.certainty));
    return firm.length ? there.filter((line) => firm.includes(line) || line.certainty === "inferred") : there;
  }

  function onThatDay(text, given, day) {
    const lines = inSentence(given);
    const past = lines.filter((line) => isBeyond(line, day));
    if (!past.length) {
      // That no source says a thing is said of the day at the end of the sentence: it is the day of the thing.
      return /^(no source|the parts of the sources) /.test(text) ? begun(text) : "On " + dayInWords(day) + ", " + text;
    }
    const seen = lines.map(lastSeen);
    const [first] = seen.filter((one) => one !== null).sort();
    const later = seen.includes(null)
      ? "not known, as a source has no date"
      : "not known after " + dayInWords(/** @type {Day} */ (first));
    const start = begun(later);
    if (past.length < lines.length) {
      const names = listed([...new Set(past.map((line) => nameOf$1(line.object)))], 3);
      return "In the sources up to " + dayInWords(day) + ", " + text + " " + start + ": " + names + ".";
    }
    const limit = seen.includes(null)
      ? "Not known for " + dayInWords(day) + ", as a source has no date"
      : start + ", so not for " + dayInWords(day);
    return limit + ". In the sources: " + text;
  }

  function goesOn(trace) {
    if (!beyond.size || trace.kind === "delegation") {
      return [];
    }
    if (trace.kind !== "route") {
      return trace.found.within
        .map((line) => line.object)
        .filter((id, n, all) => beyond.has(id) && all.indexOf(id) === n);
    }
    return [trace.found.start, trace.found.goal]
      .flatMap((id) => upward(id, told.route, viewOf()).within)
      .map((line) => line.object)
      .filter((id, n, all) => beyond.has(id) && all.indexOf(id) === n);
  }


  const container = byId$1("drawing");

  for (const node of drawing.nodes) {
    node.ctxRenderer = drawCard(node);
    delete node.color;
    delete node.font;
  }

  const cards = new Map(drawing.nodes.map((node) => [node.id, node]));

  const cardOf = (id) => /** @type {DrawnNode} */ (cards.get(id));

  const routes = new Map(drawing.edges.map((edge) => [edge.id, edge.route]));

  const byEdge = new Map(drawing.edges.map((edge) => [edge.id, edge]));

  const edgeOf = (id) => /** @type {DrawnEdge} */ (byEdge.get(id));

  const nodes = new vis.DataSet(drawing.nodes);

  const edges = new vis.DataSet(drawing.edges);

  const network = new vis.Network(container, { nodes, edges }, drawing.options);

  network.canvas.frame.tabIndex = -1;

  let visible = new Set();

  function prepare() {
    for (const [id, node] of cards) {
      settle(network.body.nodes[id], node.card);
    }
    for (const [id, course] of routes) {
      if (network.body.edges[id]) {
        follow(network.body.edges[id], course, edgeOf(id).hub);
      }
    }
    for (const { id } of own) {
      const kind = network.body.edges[id]?.edgeType;
      const line = kind?._line;
      if (kind && line) {
        kind._line = (ctx) => {
          panelOnce(ctx);
          line(ctx);
        };
      }
    }
  }

  let isPanelDrawn = false;

  network.on("beforeDrawing", (ctx) => {
    isPanelDrawn = false;
    drawBands(ctx);
    drawPanel(ctx);
  });

  function panelOnce(ctx) {
    if (!isPanelDrawn) {
      isPanelDrawn = true;
      drawPanel(ctx);
    }
  }

  let opened = null;

  let own = [];

  function rearrange() {
    if (state.further === opened) {
      return;
    }
    opened = state.further;
    const before = new Set([...cards.keys(), ...routes.keys()]);
    const added = arrangeWith(opened);
    own = added.edges;
    for (const node of added.nodes) {
      node.ctxRenderer = drawCard(node);
    }
    for (const [kept, items] of /** @type {[Map<string, unknown>, { id: string }[]][]} */ ([
      [cards, drawing.nodes],
      [byEdge, drawing.edges],
    ])) {
      kept.clear();
      items.forEach((item) => kept.set(item.id, item));
    }
    routes.clear();
    drawing.edges.forEach((edge) => routes.set(edge.id, edge.route));
    const gone = [...before].filter((id) => !cards.has(id) && !routes.has(id));
    edges.remove(gone);
    nodes.remove(gone);
    nodes.update([
      ...drawing.nodes.map(({ id, x, y }) => ({ id, x, y })),
      ...added.nodes.map((node) => ({ ...node, shape: "custom", label: nameOf$1(node.id) })),
    ]);
    edges.update(added.edges);
  }

  network.on("afterDrawing", (ctx) => {
    drawWords(ctx, visible);
    drawArrows(ctx, arrowsOf(exports.painted.trace, cards, visible));
    drawBadges(ctx, cards, visible);
  });

  function dimFirst() {
    const opens = new Set(own.map(({ id }) => id));
    const depth = (id) => {
      const now = looks.get(id);
      return (now?.dim ? 0 : now?.faint ? 1 : 2) + (opens.has(id) ? 3 : 0);
    };
    network.body.edgeIndices.sort((a, b) => depth(a) - depth(b));
  }

  const dashOf = (phase, certainty) => plan.dashes[phase] || plan.dashes[certainty] || null;

  const conflicts = draw_js.conflictsIn(told);

  const badges = (id, now, marks) =>
    draw_js.badgesOf({ told, state, shown: now, linesAt, conflicts, marks }, id, cardOf(id).rank > 0);

  exports.painted = {
    shown: { bodies: new Set(), lines: new Set(), open: new Set() },
    trace: null,
    parts: [],
    marks: new Map(),
  };

  function paint() {
    rearrange();
    const now = shown$1();
    const trace = traced();
    const bright = litNow();
    const pales = (id, lit) => (lit ? !lit.has(id) : bright !== null && !bright.has(id));
    const parts = state.day && state.to ? changes(state.day, state.to) : [];
    const marks = marksOf(parts);
    exports.painted = { shown: now, trace, parts, marks };
    visible = new Set([...now.bodies, ...now.lines].filter((id) => cards.has(id) || byEdge.has(id)));
    const view = viewOf();
    looks.clear();
    nodes.update(
      drawnBodies.map((id) => {
        const body = told.bodies[id];
        looks.set(id, {
          dim: pales(id, trace?.bodies),
          faint: now.open.has(id),
          badges: badges(id, now, marks),
          dash: dashOf(phaseOn(body, state.day), body.certainty),
          mark: marks.get(id),
        });
        return { id, hidden: !now.bodies.has(id) };
      }),
    );
    edges.update(
      drawnLines.map((id) => {
        const line = told.lines[id];
        const mark = marks.get(id);
        const dim = pales(id, trace?.lines);
        const open = now.open.has(id);
        const base = edgeOf(id).width;
        looks.set(id, { dim, faint: open, badges: [], dash: null, mark });
        const full = mark
          ? mark.mark === "ended"
            ? exports.look.endedLine
            : mark.mark === "added"
              ? exports.look.addedLine
              : exports.look.focus
          : strokeColour(line.family);
        return {
          id,
          hidden: !now.lines.has(id),
          color: { color: tint(full, dim ? 0.16 : open ? 0.6 : 1), highlight: exports.look.focus, hover: full, opacity: 1 },
          width: mark ? base + 1.6 : trace && !dim ? base + 1.4 : open ? base * 0.75 : base,
          dashes: mark && mark.mark === "ended" ? [2, 3] : dashOf(linePhase(line, view), line.certainty) || false,
        };
      }),
    );
    prepare();
    dimFirst();
    network.redraw();
  }


  function fitHeight() {
    const room =
      container.clientWidth < 700 ? Math.max(340, 0.62 * window.innerHeight) : Math.max(420, 1.3 * window.innerHeight);
    const needed = (container.clientWidth * (plan.height + 30)) / (plan.width + 28);
    container.style.height = Math.round(Math.min(room, Math.max(needed, 340))) + "px";
    network.setSize("100%", container.style.height);
  }

  function whole$1() {
    const { clientWidth: w, clientHeight: h } = container;
    const fit = Math.min(w / (plan.width + 28), h / (plan.height + 24), 1.25);
    const narrow = fit < 0.45 && plan.width > w;
    const root = cards.get(state.further || told.system);
    const scale = narrow ? 0.62 : fit;
    const position =
      narrow && root ? { x: root.x, y: root.y + h / 2 / scale - 90 } : { x: plan.width / 2, y: plan.height / 2 };
    network.moveTo({ position, scale, animation: false });
  }

  function moved() {
    const { x, y } = network.getViewPosition();
    state.camera = [Math.round(x), Math.round(y), Number(network.getScale().toFixed(3))];
    keepAddress();
  }

  function zoom(by) {
    network.moveTo({ scale: Math.max(0.1, Math.min(4, network.getScale() * by)), animation: false });
    moved();
  }

  function place$1() {
    fitHeight();
    if (state.camera) {
      network.moveTo({ position: { x: state.camera[0], y: state.camera[1] }, scale: state.camera[2], animation: false });
    } else {
      whole$1();
    }
  }

  function bring(id) {
    const card = cards.get(id);
    if (!card) {
      return;
    }
    const box = container.getBoundingClientRect();
    const top = Math.max(0, -box.top);
    const bottom = Math.min(box.height, window.innerHeight - box.top);
    const right = box.width - (window.innerWidth > 900 ? 430 : 0);
    const seen = bottom - top > 120;
    const scale = Math.max(network.getScale(), 0.8);
    const at = network.canvasToDOM({ x: card.x, y: card.y });
    const wide = (card.card.w / 2) * network.getScale();
    if (
      seen &&
      network.getScale() >= 0.6 &&
      at.x > wide &&
      at.x < right - wide &&
      at.y > top + 40 &&
      at.y < bottom - 40
    ) {
      return;
    }
    const middle = { x: right / 2, y: seen ? (top + bottom) / 2 : box.height / 2 };
    network.moveTo({
      position: { x: card.x - (middle.x - box.width / 2) / scale, y: card.y - (middle.y - box.height / 2) / scale },
      scale,
      animation: false,
    });
  }


  const nested = byId$1("nested");

  const pictureFor = (options, lit = null) =>
    draw_js.drawPicture(
      pictureNow(),
      {
        day: state.day,
        to: state.to,
        hidden: state.hidden,
        undated: state.undated,
        open: state.open,
        further: state.further,
        chosen: options.medium === "page" && state.chosen?.[0] === "body" ? state.chosen[1] : null,
        lit,
        marks: marksOf(exports.painted.parts),
      },
      options,
    );

  function asElement(svg) {
    const read = new DOMParser().parseFromString(svg, "image/svg+xml");
    return /** @type {SVGElement} */ (/** @type {unknown} */ (document.adoptNode(read.documentElement)));
  }

  exports.nestedPlan = null;

  const room = () => Math.max(480, window.innerHeight - 16);

  function showNested() {
    const seen = pictureShown() === "nested";
    byId$1("stage").dataset.picture = pictureShown();
    byId$1("view-nested").setAttribute("aria-pressed", String(seen));
    byId$1("view-network").setAttribute("aria-pressed", String(!seen));
    nested.hidden = !seen;
    if (!seen) {
      return;
    }
    const focused = nested.contains(document.activeElement) ? keyOf(document.activeElement) : null;
    const { svg, plan } = pictureFor({
      width: Math.max(320, nested.clientWidth),
      height: state.to ? null : room(),
      theme: dark.matches ? "dark" : "light",
      medium: "page",
    });
    exports.nestedPlan = plan;
    nested.replaceChildren(asElement(svg));
    if (focused) {
      named$1(focused)?.focus({ preventScroll: true });
    }
  }

  function named$1(key) {
    const links = nested.querySelectorAll("[data-choose], [data-fold], [data-further]");
    const further = key.split("|")[1];
    return (
      [...links].find((link) => keyOf(link) === key) ||
      [...links].find((link) => further && link.dataset.further === further)
    );
  }

  const successorOf = (last) =>
    last?.matches("[data-choose], [data-fold], [data-further]") ? named$1(keyOf(last)) : undefined;

  const keyOf = (element) =>
    [
      element?.getAttribute("data-fold"),
      element?.getAttribute("data-further"),
      element?.getAttribute("data-choose"),
      element?.closest("[data-home]")?.getAttribute("data-home"),
    ].join("|");


  const panel = byId$1("panel");
  const details = byId$1("details");

  let back = null;
  let form = null;

  function show(children) {
    details.replaceChildren(...children.filter(isThere));
    panel.hidden = false;
    panel.scrollTop = 0;
  }

  function openForm(children) {
    form = children;
    show(children);
  }

  function closeForm() {
    form = null;
  }

  const openedForm = () => form;

  function keepFocus() {
    if (!panel.contains(document.activeElement)) {
      back = /** @type {HTMLElement | null} */ (document.activeElement);
    }
  }

  function refocus() {
    const last = back;
    back = null;
    if (last && last.isConnected && last !== document.body && last.getClientRects().length) {
      last.focus();
      return;
    }
    const inTable = document.querySelectorAll("#table button, #table a");
    const again =
      last &&
      ((last.id && document.getElementById(last.id)) ||
        [...inTable].find((link) => link.textContent === last.textContent));
    const instead = pictureShown() === "nested" ? byId$1("change-day") : container;
    const seen = again && again.getClientRects().length ? again : null;
    (seen || successorOf(last) || instead).focus({ preventScroll: true });
  }

  function choose(what, id, centre = true) {
    keepFocus();
    closeForm();
    change({ chosen: [what, id], card: null });
    if (what === "body" && cards.has(id)) {
      setCursor(id);
      if (centre && pictureShown() === "network") {
        bring(id);
      }
    }
    panel.focus({ preventScroll: true });
  }


  const LETTERS = {
    ł: "l",
    ß: "ss",
    æ: "ae",
    œ: "oe",
    ø: "o",
    đ: "d",
    ð: "d",
    þ: "th",
    ħ: "h",
    ı: "i",
    ς: "σ",
  };

  const fold = (text) =>
    text
      .replace(/['’‘ʼʻ`´′＇]/gu, "")
      .normalize("NFKD")
      .replace(/['`]/g, "")
      .toLowerCase()
      .normalize("NFKD")
      .replace(/[\p{M}\p{Cf}]/gu, "")
      .replace(/./gu, (sign) => LETTERS[sign] ?? sign)
      .replace(/&/gu, " and ")
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim()
      .replace(/(?<=^| )saint(?= |$)/gu, "st");


  const meetingsOf = (id) =>
    Object.values(told.meetings)
      .filter(({ body }) => body === id)
      .sort((a, b) => before(b.day || "", a.day || "") || before(a.id, b.id));

  const dayOfMeeting = ({ day }) => (day ? withDates(day) : "day not stated");

  const OUTCOMES = { yes: "quorate", no: "not quorate", possibly: "possibly quorate" };

  const quorateWord = (outcome) => (outcome ? OUTCOMES[outcome] : "");

  const index$1 = Object.values(told.meetings).map((meeting) => ({
    meeting,
    id: fold(meeting.id),
    name: fold(meeting.name),
    words: new Set(fold([meeting.name, meeting.bodyName, meeting.day || "", dayOfMeeting(meeting)].join(" ")).split(" ")),
  }));

  const meetingCalled = (text) =>
    index$1.filter(({ id, name }) => [id, name].includes(fold(text))).map(({ meeting }) => meeting);

  function meetingsFound(typed, most) {
    const text = fold(typed);
    const parts = text.split(" ").filter((word) => !["meeting", "meetings", "of", "the", "on"].includes(word));
    if (!parts.length) {
      return [];
    }
    return index$1
      .filter(({ id, words }) => id === text || parts.every((part) => [...words].some((word) => word.startsWith(part))))
      .map(({ meeting }) => meeting)
      .slice(0, most);
  }


  function announce(text, seen = false) {
    byId$1("status").textContent = text;
    byId$1("status").classList.toggle("seen", seen);
  }

  const unsay = () => byId$1("status").classList.remove("seen");

  async function copyLink() {
    keepAddress();
    await copyText(
      location.href.split("#")[0] + "#" + encode(),
      location.protocol === "file:"
        ? "Link copied. Send the file, then this link: your colleague opens the file and pastes the link into its box."
        : "Link copied.",
    );
  }

  function save(blob, name) {
    const link = make("a", { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  async function copyText(text, said) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = make("textarea", { class: "away", "aria-hidden": "true", tabindex: "-1" });
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    announce(said, true);
  }

  const fileName = (ending) =>
    [told.system, state.day, ...(state.to ? [state.to] : [])].join("-").replace(/[^\w-]+/g, "-") +
    (ending.startsWith(".") ? "" : "-") +
    ending;

  const dateInWords = () =>
    state.to ? "Compared: " + dayInWords(state.day) + " and " + dayInWords(state.to) : "On " + dayInWords(state.day);

  const countsInWords = () =>
    "Showing " +
    exports.painted.shown.bodies.size.toLocaleString("en-GB") +
    " of " +
    (told.total + (state.further ? told.further[state.further] : 0)).toLocaleString("en-GB") +
    " bodies, " +
    counted$1(exports.painted.shown.lines.size, "line");


  const index = [
    ...Object.values(told.bodies).map((body) => ({
      id: body.id,
      name: body.name,
      type: body.type,
      keys: [body.id, body.name, ...body.other, ...body.short, ...body.codes.map(([, value]) => value)],
      drawn: drawnBodies.includes(body.id),
    })),
    ...told.notDrawn
      .filter(([id]) => !told.bodies[id])
      .map(([id, name, type, why, other, codes]) => ({
        id,
        name,
        type,
        why: told.whyNotDrawn[why],
        keys: [id, name, ...other, ...codes],
        drawn: false,
      })),
  ].map((entry) => ({ ...entry, folded: entry.keys.map(fold) }));

  function fits(entry, text) {
    const words = text.split(" ");
    let best = 0;
    entry.folded.forEach((key, n) => {
      const own = n === 1 ? 0.2 : 0;
      const parts = key.split(" ");
      if (key === text) {
        best = Math.max(best, 5 + own);
      } else if (key.startsWith(text)) {
        best = Math.max(best, 4 + own);
      } else if (words.every((word) => parts.includes(word))) {
        best = Math.max(best, 3 + own);
      } else if (words.every((word) => parts.some((part) => part.startsWith(word)))) {
        best = Math.max(best, 2 + own);
      } else if (key.includes(text)) {
        best = Math.max(best, 1 + own);
      }
    });
    return best;
  }

  function found(typed, most = 12) {
    const text = fold(typed);
    if (!text) {
      return [];
    }
    return index
      .map((entry) => ({ ...entry, score: fits(entry, text) }))
      .filter(({ score }) => score)
      .sort(
        (a, b) =>
          b.score - a.score ||
          Number(b.drawn) - Number(a.drawn) ||
          a.name.length - b.name.length ||
          before(a.name, b.name) ||
          before(a.id, b.id),
      )
      .slice(0, most)
      .map((entry) => ({ ...entry, matched: entry.keys.find((key) => fold(key).includes(text)) || entry.name }));
  }

  async function asked(typed, most = 12) {
    const here = found(typed, most);
    if (!told.served || !typed.trim()) {
      return here;
    }
    try {
      const answer = await fetch("/api/find?limit=" + most + "&q=" + encodeURIComponent(typed.trim()));
      if (!answer.ok) {
        return here;
      }
      const there = await answer.json();
      return there.map((entry) => ({
        id: entry.id,
        name: entry.name,
        type: entry.type,
        matched: entry.matched,
        drawn: drawnBodies.includes(entry.id),
      }));
    } catch {
      return here;
    }
  }


  const BORNE_OUT = ["stated", "reported", "inferred", "disputed"];
  const ENDING = ["merger", "split", "abolition"];
  const MAKING = ["merger", "split", "establishment"];

  const empty = () => ({
    opening: 0,
    closing: 0,
    opened: [],
    mayHaveOpened: [],
    closed: [],
    mayHaveClosed: [],
    came: new Map(),
    went: new Map(),
    faults: [],
  });

  const counts$1 = (body) => inScope(body.id) && !body.planned && !body.several && BORNE_OUT.includes(body.certainty);

  function timesOf(body) {
    if (!body.kinds.length) {
      return [{ type: body.type, bounds: body.bounds }];
    }
    const later = (a, b) => (a > b ? a : b);
    const earlier = (a, b) => (a < b ? a : b);
    return body.kinds
      .map(({ type, bounds: [a, b, c, d] }) => ({
        type,
        bounds: /** @type {Bounds} */ ([
          later(body.bounds[0], a),
          later(body.bounds[1], b),
          earlier(body.bounds[2], c),
          earlier(body.bounds[3], d),
        ]),
      }))
      .filter(({ bounds }) => bounds[0] <= bounds[3]);
  }

  function place(tally, id, times, first, last) {
    const on = ({ bounds }, day) => bounds[0] <= day && day <= bounds[3];
    const there = times.some((time) => on(time, first));
    const later = times.some((time) => on(time, last));
    tally.opening += Number(there);
    tally.closing += Number(later);
    const between = times.filter(({ bounds }) => first < bounds[0] && bounds[3] < last && !(there || later));
    const came = later && !there ? times.filter((time) => on(time, last)).slice(0, 1) : between;
    const went = there && !later ? times.filter((time) => on(time, first)).slice(0, 1) : between;
    for (const { bounds } of came) {
      (bounds[1] <= last ? tally.opened : tally.mayHaveOpened).push(id);
    }
    for (const { bounds } of went) {
      (bounds[2] >= first ? tally.closed : tally.mayHaveClosed).push(id);
    }
  }

  const at = (sets, key) => {
    const set = sets.get(key) || new Set();
    sets.set(key, set);
    return set;
  };

  function sidesOf(first, last) {
    return Object.values(told.events)
      .filter((event) => !told.scope || event.parts.some(([id]) => scopeIds.has(id)))
      .filter((event) => !event.planned && happened(event, first, last) === "surely")
      .map((event) => {
        const whole = (side) => event.parts.filter(([, its, part]) => its === side && part === "whole").map(([id]) => id);
        const [went, came] = [whole("original"), whole("resulting")];
        return {
          kind: event.kind,
          went: went.filter((id) => !came.includes(id)),
          came: came.filter((id) => !went.includes(id)),
        };
      });
  }

  function betweenTypes(types, sides, bodies) {
    const earlier = new Map();
    const later = new Map();
    for (const { went, came } of sides) {
      for (const id of came) {
        went.forEach((other) => at(earlier, id).add(typeOf(other) || ""));
      }
      for (const id of went) {
        came.forEach((other) => at(later, id).add(typeOf(other) || ""));
      }
    }
    const turnedFrom = new Map();
    const turnedInto = new Map();
    for (const body of bodies) {
      const times = timesOf(body);
      for (let n = 1; n < times.length; n++) {
        at(turnedInto, body.id + " " + times[n - 1].type).add(times[n].type);
        at(turnedFrom, body.id + " " + times[n].type).add(times[n - 1].type);
      }
    }
    for (const [name, tally] of types) {
      for (const [moved, ends, turned, into] of /** @type {const} */ ([
        [tally.opened, earlier, turnedFrom, tally.came],
        [tally.closed, later, turnedInto, tally.went],
      ])) {
        for (const id of moved) {
          const others = turned.get(id + " " + name) || ends.get(id) || new Set();
          if (others.size && !others.has(name)) {
            const words = listed([...others].map(typeLabel).sort());
            into.set(words, (into.get(words) || 0) + 1);
          }
        }
      }
    }
  }

  function againstEvents(types, sides, bodies, first, last) {
    const byId = new Map(bodies.map((body) => [body.id, body]));
    const those = (kinds, side) =>
      [...new Set(sides.filter(({ kind }) => kinds.includes(kind)).flatMap((each) => each[side]))]
        .sort()
        .flatMap((id) => byId.get(id) || []);
    for (const body of those(ENDING, "went")) {
      if (holdsOn(body, last) !== "no") {
        types
          .get(body.type)
          ?.faults.push(
            body.name + " ended in an event, and by its dates it existed on " + dayInWords(last) + ", or may have",
          );
      }
    }
    for (const body of those(MAKING, "came")) {
      if (holdsOn(body, first) === "no" && holdsOn(body, last) === "no" && body.bounds[0] > last) {
        types
          .get(body.type)
          ?.faults.push(
            body.name + " began in an event, and by its dates it began only on " + dayInWords(body.bounds[0]),
          );
      }
    }
  }

  function termsOf({ opened, mayHaveOpened, closed, mayHaveClosed, came, went }) {
    const sum = (turns) => [...turns.values()].reduce((all, n) => all + n, 0);
    const inOrder = (turns) => [...turns].sort(([a], [b]) => before(a, b));
    const terms = [
      [opened.length - sum(came), "established"],
      ...inOrder(came).map(([kind, n]) => /** @type {[number, string]} */ ([n, "from another type: " + kind])),
      [mayHaveOpened.length, "that may have been established"],
      [sum(went) - closed.length, "abolished"],
      ...inOrder(went).map(([kind, n]) => /** @type {[number, string]} */ ([-n, "into another type: " + kind])),
      [-mayHaveClosed.length, "that may have been abolished"],
    ];
    return terms.filter(([n]) => n);
  }

  function balances(first, last) {
    const bodies = Object.values(told.bodies).filter(counts$1);
    const types = new Map();
    for (const body of bodies) {
      const times = timesOf(body);
      for (const name of new Set(times.map(({ type }) => type))) {
        const tally = types.get(name) || empty();
        types.set(name, tally);
        const own = times.filter(({ type }) => type === name);
        place(tally, body.id, own, first, last);
      }
    }
    const sides = sidesOf(first, last);
    betweenTypes(types, sides, bodies);
    againstEvents(types, sides, bodies, first, last);
    const number = (n) => n.toLocaleString("en-GB");
    return [...types]
      .filter(
        ([, tally]) =>
          tally.opened.length + tally.closed.length + tally.mayHaveOpened.length + tally.mayHaveClosed.length > 0 ||
          tally.faults.length,
      )
      .sort(([a], [b]) => before(typeLabel(a), typeLabel(b)))
      .map(([type, tally]) => {
        const terms = termsOf(tally);
        const left = tally.closing - tally.opening - terms.reduce((sum, [n]) => sum + n, 0);
        const faults = [...(left ? ["the sum is out by " + (left > 0 ? "+" : "") + number(left)] : []), ...tally.faults];
        return {
          type,
          value:
            number(tally.opening) +
            " on " +
            dayInWords(first) +
            terms.map(([n, words]) => (n > 0 ? " + " : " − ") + number(Math.abs(n)) + " " + words).join("") +
            " = " +
            number(tally.closing) +
            " on " +
            dayInWords(last) +
            (faults.length ? "; does not balance with the events: " + faults.join("; ") : ""),
        };
      });
  }


  function eventsInWords(ids, first, last) {
    const events = ids.map((id) => told.events[id]);
    const words = [];
    for (const planned of [false, true]) {
      for (const sure of [true, false]) {
        const n = events.filter(
          (event) => event.planned === planned && (happened(event, first, last) === "surely") === sure,
        ).length;
        if (n && sure) {
          words.push(counted$1(n, "event") + (planned ? (n === 1 ? " was planned" : " were planned") : " took place"));
        } else if (n) {
          words.push(counted$1(n, planned ? "planned event" : "event") + " may lie between these days");
        }
      }
    }
    return words;
  }

  function changeCounts(parts, first, last) {
    const of = (title, sure) =>
      parts.filter((part) => part.sure === sure && part.title.startsWith(title)).flatMap((part) => part.items);
    const counts = eventsInWords(
      [true, false].flatMap((sure) => of("Mergers", sure).map(({ id }) => id)),
      first,
      last,
    );
    for (const did of ["established", "abolished"]) {
      for (const sure of [true, false]) {
        const n = of("Bodies that were " + did, sure).length;
        if (n) {
          const be = sure ? (n === 1 ? "was " : "were ") : "may have been ";
          counts.push(counted$1(n, "body", "bodies") + " " + be + did);
        }
      }
    }
    const ofLines = [];
    const lines = (did, sure) =>
      of("Memberships and roles that " + did, sure).length + of("Other lines that " + did, sure).length;
    const relationships = (n, rest, more = "") =>
      n ? ofLines.push(counted$1(n, more + "relationship", more + "relationships") + " " + rest) : 0;
    relationships(lines("began", true), "began");
    relationships(lines("began", false), "may have begun");
    relationships(lines("ended", true), "ended");
    relationships(lines("ended", false), "may have ended");
    const more = lines("ended", true) + lines("ended", false) ? "more " : "";
    relationships(of("Lines that lost an end", true).length, "ended because a body was abolished", more);
    relationships(of("Lines that lost an end", false).length, "may have ended because a body was abolished", more);
    const beside = [];
    const add = (n, noun, many, rest) => (n ? beside.push(counted$1(n, noun, many) + " " + rest) : 0);
    const moved = new Set(of("Lines that moved", true).map(({ id }) => told.lines[id].subject)).size;
    if (moved) {
      const have = moved === 1 ? " has" : " have";
      beside.push(counted$1(moved, "body", "bodies") + have + " a relationship that moved to another body");
    }
    add(of("Lines that doubled", true).length, "relationship", "relationships", "doubled");
    add(of("Codes", true).length, "code", "codes", "passed to another body");
    return { counts, ofLines, beside };
  }

  const reachOf = () =>
    Object.values(told.bodies)
      .filter((body) => inScope(body.id) && !body.planned)
      .map(lastSeen)
      .reduce((latest, seen) => (seen && (!latest || seen > latest) ? seen : latest), null);

  function verdictOf(parts, first, reach) {
    const certain = parts.filter(({ sure }) => sure).flatMap(({ items }) => items);
    if (reach && reach <= first && !certain.length) {
      return "beyond-sources";
    }
    const sure = certain.some((item) => item.kind !== "event" || !told.events[item.id].planned);
    return sure ? "answered" : parts.length ? "only-tentative" : "not-stated";
  }

  function changeSaid(parts, first, last) {
    const reach = reachOf();
    const verdict = verdictOf(parts, first, reach);
    const each = clausesOf(parts, first, last, verdict, reach)
      .filter(Boolean)
      .map((clause) => begun(clause) + (clause.endsWith(".") ? "" : "."));
    const after =
      reach && reach < last
        ? "What changed after " + dayInWords(reach) + " is not known: no source saw any of it later."
        : null;
    return { sentence: each.slice(0, 2).join(" "), notes: each.slice(2), after, verdict, reach };
  }

  function clausesOf(parts, first, last, verdict, reach) {
    const period = "between " + dayInWords(first) + " and " + dayInWords(last);
    const { counts, ofLines, beside } = changeCounts(parts, first, last);
    const all = [...counts, ...ofLines, ...beside];
    if (verdict === "beyond-sources") {
      const notKnown = "what changed is not known after " + dayInWords(reach) + ", the last date in the sources";
      return [notKnown, all.length ? "in the sources, " + period + ", " + listed(all) : ""];
    }
    if (!all.length) {
      return [period + ", no source dates a change" + told.ofScope];
    }
    if (verdict !== "answered") {
      return [period + ", no source says for sure that anything" + told.ofScope + " changed", ...all];
    }
    return inOrder(period, counts, ofLines, beside);
  }

  const COUNT =
    /^(?<number>[\d,]+(?: more)?) (?<noun>.+?) (?<were>was |were |may have (?:been )?)?(?<how>(?:established|abolished|began|begun|ended|planned|took)\b.*)$/;

  const singular = (noun) => noun.replace(/ies$/, "y").replace(/s$/, "");

  function withoutNounTwice(counts) {
    const [first, second] = counts.map((count) => COUNT.exec(count)?.groups);
    if (!first || !second || singular(first.noun) !== singular(second.noun)) {
      return listed(counts);
    }
    return counts[0] + " and " + second.number + " " + (first.were === second.were ? "" : second.were || "") + second.how;
  }

  function inOrder(period, counts, ofLines, beside) {
    const bodies = counts.filter((count) => !count.includes("event"));
    const events = counts.filter((count) => count.includes("event"));
    const inPairs = (all) => all.flatMap((_, n) => (n % 2 ? [] : [all.slice(n, n + 2)]));
    const [head, ...rest] = [...[bodies, ofLines, events].flatMap(inPairs).map(withoutNounTwice), ...beside];
    return [told.within + period + ", " + head, ...rest];
  }

  function showComparison() {
    const box = byId$1("comparison");
    box.hidden = !state.to;
    if (!state.to) {
      box.replaceChildren();
      return;
    }
    const sums = balances(state.day, state.to);
    const said = changeSaid(exports.painted.parts, state.day, state.to);
    box.replaceChildren(
      make("p", { class: "sentence" }, [said.sentence, ...said.notes].join(" ")),
      sums.length
        ? make(
            "ul",
            { class: "sums" },
            ...sums.map(({ type, value }) => make("li", {}, bdi(begun(typeLabel(type))), ": ", value)),
          )
        : "",
      said.after ? make("p", { class: "note" }, said.after) : "",
      make(
        "p",
        { class: "acts" },
        button("List what changed", () => {
          change({ tab: "changes" });
          byId$1("tables").scrollIntoView();
          byId$1("tables").focus({ preventScroll: true });
        }),
        button("Stop comparing", () => {
          change({ to: null, tab: state.tab === "changes" ? null : state.tab });
          byId$1("compare").focus();
        }),
      ),
    );
  }


  const DAY$1 = /\{day\}/g;
  const BODY = /\{body\}/g;


  class Answers {
    constructor(data, told, drawn, comparing) {
      this.data = data;
      this.told = told;
      this.drawn = new Set(drawn);
      this.comparing = comparing;
      this.listed = new Map();
      for (const row of told.lists ? Object.values(told.lists).flat() : []) {
        if (row.line) {
          this.listed.set(row.line, row);
        }
      }
      this.facts = new Map(Object.values(told.bodies).flatMap(({ facts }) => facts.map((fact) => [fact.id, fact])));
    }

    to(command, day) {
      const { question, given, when } = command;
      if (!this.data) {
        return null;
      }
      const days = when ? [...new Set([when.first, when.last])] : [day];
      if (question in this.data.of) {
        const body = String(given.body);
        if (given.type) {
          const dated = question === "members" ? this.data.membersOfType[body]?.[String(given.type)] : undefined;
          return dated ? this.#onDays(command, body, days, (each) => ({ carried: onDay$2(dated, each), put: each })) : null;
        }
        if (!this.data.covers.includes(body)) {
          return null;
        }
        return this.#onDays(command, body, days, (each) => this.#ofBody(question, body, each));
      }
      if (!this.#isOfTheSystem(given.within) && question !== "gaps") {
        return null;
      }
      if (question === "spans") {
        const dated = this.data.spans[String(given.type)];
        return dated ? this.#onDays(command, null, days, (each) => ({ carried: onDay$2(dated, each), put: each })) : null;
      }
      if (question === "changes") {
        return given.type ? null : [this.#changes(command, String(given.first), String(given.last))];
      }
      const carried = when || given.source || given.limit ? null : this.#ofAllTimes(question, given);
      return carried ? [this.#answer(command, String(given.within || this.told.system), null, carried)] : null;
    }

    #isOfTheSystem(within) {
      return within === undefined || within === this.told.system;
    }

    #ofAllTimes(question, given) {
      const data = /** @type {AnswerData} */ (this.data);
      if (question === "gaps") {
        const within = String(given.within || this.told.system);
        if (data.gaps[within]) {
          return { carried: data.gaps[within], put: null };
        }
        return this.drawn.has(within)
          ? { carried: data.gaps["no gaps: " + (data.wordedAs[within] || "one")], put: null, body: within }
          : null;
      }
      if (question === "conflicts") {
        return { carried: data.conflicts, put: null };
      }
      const carried = question === "uncertain" ? data.uncertain[String(given.only || "")] : undefined;
      return carried ? { carried, put: null } : null;
    }

    #onDays(command, about, days, of) {
      const looked = days.map((day) => ({ day, found: of(day) }));
      const [first, last] = looked;
      if (last && first.found.carried === last.found.carried && command.when) {
        const { words } = command.when;
        const answer = this.#answer(command, about, first.day, first.found);
        const both = inWords(first.day) + " and " + inWords(last.day);
        return [
          {
            ...answer,
            notes: [`The answer is the same on each day asked: first and last of ${words} (${both}).`, ...answer.notes],
          },
        ];
      }
      return looked.map(({ day, found }) => this.#answer(command, about, day, found));
    }

    #ofBody(question, id, day) {
      const data = /** @type {AnswerData} */ (this.data);
      const own = data.of[question][id];
      if (own) {
        return { carried: onDay$2(own, day), put: day };
      }
      const body = this.told.bodies[id];
      const side = day < body.bounds[0] ? 0 : day > body.bounds[3] ? 1 : -1;
      const gone = side >= 0 && data.gone[id] ? data.gone[id][side] : null;
      const carried = data.silent[question][data.wordedAs[id] || "one"];
      return { carried, put: day, body: id, gone };
    }

    #changes(command, first, last) {
      return {
        question: "changes",
        command: command.line,
        ...this.comparing(first, last),
        day: null,
        between: [first, last],
        about: null,
      };
    }

    #answer(command, about, day, { carried, put, body, gone }) {
      const { texts, rows, absent } = /** @type {AnswerData} */ (this.data);
      const [sentence, verdict, line, places, notes] = carried;
      const filled = (text) =>
        text.replace(DAY$1, () => inWords(put || "")).replace(BODY, () => this.#name(body || about || ""));
      const common = { question: command.question, command: command.line, day, between: null, about };
      if (gone) {
        return {
          ...common,
          sentence: filled(gone[0]),
          verdict: "stated-none",
          line: absent,
          rows: [],
          notes: gone[1],
        };
      }
      return {
        ...common,
        sentence: filled(texts[sentence]),
        verdict,
        line: filled(texts[line]),
        rows: places.map((place) => this.#row(rows[place], about)),
        notes: notes.map((place) => filled(texts[place])),
      };
    }

    #row([record, heading, id = null], about) {
      const line = record ? this.told.lines[record] : undefined;
      if (line) {
        const far = line.subject === about ? line.object : line.subject;
        return { record, heading, id: far, name: this.#name(far), claims: line.claims };
      }
      const listed = record ? this.listed.get(record) : undefined;
      if (listed) {
        const words = [listed.relation, listed.value, listed.note].filter(Boolean).join(" – ");
        return { record, heading, id: listed.id, name: listed.name, words, claims: listed.claims };
      }
      const fact = record ? this.facts.get(record) : undefined;
      if (fact) {
        return { record, heading, id: about, name: "", words: fact.label + ": " + fact.value, claims: fact.claims };
      }
      const event = record ? this.told.events[record] : undefined;
      if (event) {
        return { record, heading, id: about, name: "", words: event.name, claims: event.claims };
      }
      const body = id ? this.told.bodies[id] : undefined;
      return { record, heading, id, name: id ? this.#name(id) : "", claims: body ? body.claims : [] };
    }

    #name(id) {
      return this.told.bodies[id]?.name || (this.told.far[id] ? this.told.far[id][0] : id);
    }
  }


  function onDay$2(answers, day) {
    let [, ...carried] = answers[0];
    const found = answers.filter(([from]) => from <= day).pop();
    if (found) {
      carried = /** @type {CarriedAnswer} */ (cached(found));
    }
    return carried;
  }

  const made = new WeakMap();

  function cached(answer) {
    const [, ...carried] = answer;
    const kept = made.get(answer) || carried;
    made.set(answer, kept);
    return kept;
  }


  const FORMS = "1 June 2019, 1/6/2019, 2019-06-01, June 2019, 2019 or today";

  const EARLIEST_YEAR = 1000;
  const LATEST_YEAR = 2999;
  const DAY = "(?<day>\\d{1,2})(?:st|nd|rd|th)?";
  const MONTH =
    "(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?" +
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
  const YEAR = "(?<year>\\d{4})";
  const WEEKDAY = "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?:the )?)?";
  const EDGE = "(?<edge>(?:the )?(?:end|start|beginning|first day|last day) of )?";
  const TODAY = "today|now|yesterday|this year|last year|this month|last month";

  function checkYear(year) {
    if (year < EARLIEST_YEAR || year > LATEST_YEAR) {
      throw new RangeError("the year must be " + EARLIEST_YEAR + " to " + LATEST_YEAR);
    }
  }

  const onDay$1 = (day) => ({ first: day, last: day, words: inWords(day) });

  function dayWhen(year, month, day) {
    checkYear(year);
    if (month < 1 || month > 12) {
      throw new RangeError("there is no month " + month + "; the day comes first, then the month");
    }
    if (day < 1 || day > lengthOf(year, month)) {
      throw new RangeError(MONTH_NAMES[month - 1] + " " + year + " has no day " + day);
    }
    return onDay$1(written(year, month, day));
  }

  function monthWhen(year, month) {
    checkYear(year);
    if (month < 1 || month > 12) {
      throw new RangeError("there is no month " + month);
    }
    return {
      first: written(year, month, 1),
      last: written(year, month, lengthOf(year, month)),
      words: MONTH_NAMES[month - 1] + " " + year,
    };
  }

  function yearWhen(year) {
    checkYear(year);
    return { first: written(year, 1, 1), last: written(year, 12, 31), words: String(year) };
  }

  function financialYear(year, next) {
    checkYear(year);
    const short = year + "/" + padded((year + 1) % 100, 2);
    if (next !== (year + 1) % 100 && next !== year + 1) {
      throw new RangeError("a financial year is " + short);
    }
    return { first: written(year, 4, 1), last: written(year + 1, 3, 31), words: "the financial year " + short };
  }

  function ofToday(words, now) {
    const [year, month] = now.split("-").map(Number);
    if (words === "yesterday") {
      return onDay$1(daysAfter(now, -1));
    }
    if (words === "this year" || words === "last year") {
      return yearWhen(year - (words === "last year" ? 1 : 0));
    }
    if (words === "this month") {
      return monthWhen(year, month);
    }
    if (words === "last month") {
      return month === 1 ? monthWhen(year - 1, 12) : monthWhen(year, month - 1);
    }
    return onDay$1(now);
  }

  function atTheEdge(when, edge) {
    if (!edge) {
      return when;
    }
    return onDay$1(edge.includes("end") || edge.includes("last") ? when.last : when.first);
  }

  const monthNumber = (name) => MONTH_NAMES.findIndex((month) => month.toLowerCase().startsWith(name.slice(0, 3))) + 1;

  const named = (match) => match.groups || {};

  const READERS = [
    ["(\\d{4})-(\\d{2})-(\\d{2})", (m) => dayWhen(Number(m[1]), Number(m[2]), Number(m[3]))],
    ["(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4})", (m) => dayWhen(Number(m[4]), Number(m[3]), Number(m[1]))],
    ["(\\d{1,2})([/.])(\\d{1,2})\\2(\\d{2})", (m) => dayWhen(2000 + Number(m[4]), Number(m[3]), Number(m[1]))],
    [
      WEEKDAY + "(?:the )?" + DAY + " (?:of )?" + MONTH + " " + YEAR,
      (m) => dayWhen(Number(named(m).year), monthNumber(named(m).month), Number(named(m).day)),
    ],
    [
      WEEKDAY + MONTH + " (?:the )?" + DAY + " " + YEAR,
      (m) => dayWhen(Number(named(m).year), monthNumber(named(m).month), Number(named(m).day)),
    ],
    [EDGE + MONTH + " (?:of )?" + YEAR, (m) => monthWhen(Number(named(m).year), monthNumber(named(m).month))],
    [EDGE + "(?<year>\\d{4})-(?<month>\\d{2})", (m) => monthWhen(Number(named(m).year), Number(named(m).month))],
    [EDGE + "(?<month>\\d{1,2})/(?<year>\\d{4})", (m) => monthWhen(Number(named(m).year), Number(named(m).month))],
    [
      EDGE + "(?:(?:the )?financial year )?(?<year>\\d{4})/(?<next>\\d{2}|\\d{4})",
      (m) => financialYear(Number(named(m).year), Number(named(m).next)),
    ],
    [EDGE + "(?:the year )?" + YEAR, (m) => yearWhen(Number(named(m).year))],
    ["(?<words>" + TODAY + ")", (m, now) => ofToday(named(m).words, now)],
  ];

  const plain = (pattern) => pattern.replace(/\(\?<\w+>/g, "(?:");

  const DAY_AGAIN = "\\d{1,2}(?:st|nd|rd|th)?";
  const A_MONTH = plain(MONTH);
  const AN_EDGE = plain(EDGE);
  const WITHOUT_YEAR = new RegExp(
    "^(?:" + WEEKDAY + `(?:(?:the )?${DAY_AGAIN} (?:of )?${A_MONTH}|${A_MONTH}(?: (?:the )?${DAY_AGAIN})?)` + ")$",
  );
  const CERTAIN = [
    "\\d{4}-\\d{2}-\\d{2}",
    "\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{4}",
    "\\d{1,2}[/.]\\d{1,2}[/.]\\d{2}(?!\\d)",
    `${WEEKDAY}(?:the )?${DAY_AGAIN} (?:of )?${A_MONTH}(?:,? \\d{4})?`,
    `${WEEKDAY}${A_MONTH} (?:the )?${DAY_AGAIN}(?!\\d),?(?: \\d{4})?`,
    `${AN_EDGE}${A_MONTH},? (?:of )?\\d{4}`,
    `${AN_EDGE}\\d{4}-\\d{2}(?!\\d)`,
    `${AN_EDGE}\\d{1,2}/\\d{4}`,
    `${AN_EDGE}(?:(?:the )?financial year )?\\d{4}/\\d{2}(?!\\d)`,
    "(?:the )?(?:end|start|beginning|first day|last day) of (?:the year )?\\d{4}",
    "the year \\d{4}",
    TODAY,
  ].join("|");
  const A_DATE = `(?:${CERTAIN}|\\d{4}(?![\\d/-]))`;
  const LETTER = "[\\p{L}\\p{N}_]";
  const IN_A_TEXT =
    `(?<!${LETTER}|[/-])(?:(?:between|from) (?<first>${A_DATE}) (?:and|to|until|till) (?<second>${A_DATE})` +
    "|(?:(?<before>as of|as at|as on|back in|on|in|at|during|throughout|for|of|before|prior to|after|since) " +
    `(?<alone>${A_DATE})|(?<bare>${CERTAIN})))(?!${LETTER})`;

  const RELATIONS = { before: "before", "prior to": "before", after: "after", since: "since" };

  const withPlainFigures = (text) => text.replace(/\p{Nd}/gu, (figure) => figure.normalize("NFKC"));

  const FORM_READERS = READERS.map(([pattern, make]) => [new RegExp("^(?:" + pattern + ")$"), make]);

  function whenOf(text, now = today()) {
    const bare = withPlainFigures(text).toLowerCase().replace(/,/g, " ").trim().split(/\s+/).join(" ");
    for (const [pattern, make] of FORM_READERS) {
      const match = pattern.exec(bare);
      if (match) {
        try {
          return atTheEdge(make(match, now), match.groups && match.groups.edge);
        } catch (error) {
          throw new RangeError("'" + text + "' is not a date: " + /** @type {Error} */ (error).message, { cause: error });
        }
      }
    }
    if (WITHOUT_YEAR.test(bare)) {
      throw new RangeError("'" + text + "' has no year; write it with its year, such as " + text + " 2020");
    }
    throw new RangeError("'" + text + "' is not a date; write it as " + FORMS);
  }

  function dayOf(text, now = today()) {
    const when = whenOf(text, now);
    if (when.first !== when.last) {
      const such = inWords(when.first) + " or " + inWords(when.last);
      throw new RangeError("'" + text + "' is a period; here a day is needed, such as " + such);
    }
    return when.first;
  }

  function withYear(first, second) {
    const year = /(?<!\d)\d{4}$/.exec(second || "");
    const plain = (first || "").toLowerCase().trim().split(/\s+/).join(" ");
    return first && year && WITHOUT_YEAR.test(plain) ? first + " " + year[0] : first;
  }

  function spelledIn(text, now = today()) {
    const pattern = new RegExp(IN_A_TEXT, "giu");
    const plainText = withPlainFigures(text);
    const dates = [];
    for (let match = pattern.exec(plainText); match; match = pattern.exec(plainText)) {
      const { first, second, before, alone, bare } = named(match);
      let when = whenOf(withYear(first, second) || alone || bare, now);
      let relation = RELATIONS[(before || "").toLowerCase().split(/\s+/).join(" ")] || "on";
      let fromADay = false;
      if (second) {
        const until = whenOf(second, now);
        if (until.last < when.first) {
          throw new RangeError("'" + match[0].trim() + "' ends before it begins");
        }
        fromADay = when.first === when.last;
        when = { first: when.first, last: until.last, words: when.words + " to " + until.words };
        relation = "between";
      }
      dates.push({ start: match.index, end: match.index + match[0].length, relation, when, fromADay });
    }
    return dates;
  }

  function optionOf({ first, last, words }) {
    if (first === last) {
      return first;
    }
    if (words.startsWith("the financial year ")) {
      return words.slice("the financial year ".length);
    }
    return /^\d+$/.test(words) ? first.slice(0, 4) : first.slice(0, 7);
  }



  function nameToType(names, id) {
    const body = names.byId.get(id);
    return body && names.called(body.name).length === 1 ? body.name : id;
  }

  const quoted = (text) =>
    /^[\p{L}\p{N}\-_./]+$/u.test(text) ? text : '"' + text.replace(/\\/g, "\\\\").replace(/"/g, '\\"') + '"';

  function commandLine(data, names, question, given, when) {
    const shown = (value) => quoted(nameToType(names, value));
    const words = ["ics-graph", ...(data.ownCommands.includes(question) ? [] : ["ask"]), question];
    const options = [];
    for (const [name, kind, required] of data.questions[question].parameters) {
      if (!(name in given)) {
        continue;
      }
      const value = given[name];
      const values = Array.isArray(value) ? value : [String(value)];
      const option = "--" + name.replace(/_/g, "-");
      if (required) {
        words.push(...values.map(shown));
      } else if (kind === "flag") {
        options.push(...(value ? [option] : []));
      } else {
        options.push(...values.flatMap((each) => [option, shown(each)]));
      }
    }
    return [...words, ...options, ...(when ? ["--as-of", optionOf(when)] : [])].join(" ");
  }


  const earliest = (date) => date + "-01-01".slice(date.length === 4 ? 0 : date.length === 7 ? 3 : 6);

  function latest(date) {
    const [year, month = "12", day] = date.split("-");
    return [year, month, day || lengthOf(Number(year), Number(month))].join("-");
  }

  function codeOn(body, [, , since, until], day) {
    const there = !body.bounds || (body.bounds[0] <= day && day <= body.bounds[3]);
    if (!since && !until) {
      return there;
    }
    return (!since || earliest(since) <= day) && (!until || day <= latest(until)) && (there || Boolean(until));
  }

  function placeOn(body, text, day) {
    const has = body.codes.some((code) => fold(code[1]) === fold(text) && codeOn(body, code, day));
    const [startMin, startMax, endMin, endMax] = body.bounds || ["", "", "9", "9"];
    const there = day < startMin || day > endMax ? 2 : startMax <= day && day <= endMin ? 0 : 1;
    return (has ? 0 : 3) + there;
  }


  const WORD$1 = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)?|&/gu;
  const POSSESSIVE = ["s", "re", "ve", "ll", "d", "m"];

  function distance(a, b) {
    const [from, to] = [[...a], [...b]];
    let older = /** @type {number[]} */ ([]);
    let last = to.map((_, n) => n);
    last.push(to.length);
    for (let i = 1; i <= from.length; i++) {
      const row = [i];
      for (let j = 1; j <= to.length; j++) {
        const same = from[i - 1] === to[j - 1] ? 0 : 1;
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
        if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
          row[j] = Math.min(row[j], older[j - 2] + 1);
        }
      }
      older = last;
      last = row;
    }
    return last[to.length];
  }

  function misspelt(word, right) {
    const shortest = Math.min([...word].length, [...right].length);
    const most = shortest >= 9 ? 2 : shortest >= 5 ? 1 : 0;
    return most > 0 && [...word][0] === [...right][0] && distance(word, right) <= most;
  }

  class Words {
    constructor(data) {
      this.data = data;
      this.empty = new Set(data.empty);
      this.pronouns = new Set(data.pronouns);
      this.verbs = new Set(data.verbs);
      this.articles = new Set(data.articles);
      this.prepositions = new Set(data.prepositions);
      this.questionWords = new Set(data.questionWords);
      this.generic = new Set(data.generic);
      this.irregular = new Map(Object.entries(data.irregular));
      this.short = new Map(Object.entries(data.short));
      this.stems = new Map();
    }

    stem(word) {
      let stem = this.stems.get(word);
      if (stem === undefined) {
        stem = this.#stemmed(word);
        this.stems.set(word, stem);
      }
      return stem;
    }

    #stemmed(given) {
      let word = given.length > 5 ? given.replace(/iz(?=e|a|i)/g, "is") : given;
      const irregular = this.irregular.get(word);
      if (irregular !== undefined) {
        return irregular;
      }
      if (this.generic.has(word) || word.length <= 3) {
        return word;
      }
      if (word.endsWith("ies")) {
        return word.slice(0, -3) + "y";
      }
      if (/(?:ss|sh|ch|x)es$/.test(word)) {
        return word.slice(0, -2);
      }
      if (word.endsWith("s") && !/(?:ss|us|is)$/.test(word)) {
        word = word.slice(0, -1);
      }
      for (const [ending, least] of /** @type {[string, number][]} */ ([
        ["ing", 6],
        ["ed", 5],
      ])) {
        if (word.endsWith(ending) && word.length >= least && !word.endsWith("eed")) {
          word = word.slice(0, -ending.length);
          const last = word[word.length - 1];
          if (last === word[word.length - 2] && !"sl".includes(last)) {
            word = word.slice(0, -1);
          } else if (/^[^aeiou][aeiou][^aeiouwxy]$/.test(word)) {
            word += "e";
          }
          break;
        }
      }
      // Short words keep their "e": "note" is not "not", and "site" is not "sit".
      return word.length > 4 && word.endsWith("e") ? word.slice(0, -1) : word;
    }

    tokens(text, vocabulary) {
      const tokens = [];
      const add = (raw, start, end, near = new Set()) => {
        tokens.push({ raw, stem: this.stem(raw), start, end, near });
      };
      for (const match of text.matchAll(WORD$1)) {
        const start = match.index;
        let end = start + match[0].length;
        let raw = match[0].toLowerCase().replace(/’/g, "'");
        const short = this.short.get(raw);
        if (short !== undefined) {
          short.split(" ").forEach((part) => add(part, start, end));
          continue;
        }
        if (raw.endsWith("n't") || raw === "cannot") {
          add("not", start, end);
          continue;
        }
        const [before, after] = raw.split("'");
        // A possessive ends its word; what else stands after an apostrophe (O'Neill) belongs to the word.
        if (after !== undefined && POSSESSIVE.includes(after)) {
          raw = before;
          end = start + before.length;
        }
        raw = raw === "&" ? "and" : raw;
        add(raw, start, end, vocabulary && this.nearest(raw, vocabulary));
      }
      return tokens;
    }

    nearest(raw, vocabulary) {
      if (raw.length < 6 || vocabulary.has(raw)) {
        return new Set();
      }
      const own = this.stem(raw);
      const words = [...vocabulary];
      if (words.some((word) => this.stem(word) === own)) {
        return new Set();
      }
      return new Set(words.filter((word) => misspelt(raw, word)).map((word) => this.stem(word)));
    }

    isEmpty(token) {
      return this.empty.has(token.raw);
    }

    isAName(tokens) {
      return !tokens.some(({ raw }) => this.questionWords.has(raw) || this.verbs.has(raw));
    }

    key(tokens) {
      return tokens
        .filter((token) => !this.isEmpty(token))
        .map(({ stem }) => stem)
        .join(" ");
    }
  }


  const BRACKET = / \(([^()]*)\)$/;
  const SHOWN$1 = / \((?:(?:\d[\d,]*|several)(?:, not named| together)|any, in general)\)$/;
  const FRAMED =
    /^(?:the\s+)?(?:nhs\s+)?(?<core>.+?)\s+(?<kind>ccg|clinical commissioning group|ics|integrated care system)$/;
  const ABBREVIATED = { "clinical commissioning group": "ccg", "integrated care system": "ics" };
  const TELL_NOTHING = ["and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with", "nhs", "ccg"];


  class Unclear extends Error {
    constructor(text, choices = [], several = false, beyond = false) {
      super(text);
      this.text = text;
      this.choices = choices;
      this.several = several;
      this.beyond = beyond;
    }
  }


  function put$1(index, key, body) {
    index.set(key, (index.get(key) || new Set()).add(body));
  }

  class Names {
    constructor(bodies, vocabulary) {
      this.bodies = bodies;
      this.vocabulary = vocabulary;
      this.byId = new Map(bodies.map((body) => [body.id, body]));
      this.indexed = null;
      this.spelt = null;
    }

    get index() {
      if (!this.indexed) {
        const made = { keys: new Map(), names: new Map(), short: new Map() };
        for (const body of this.bodies) {
          for (const name of [body.name, ...body.keys]) {
            put$1(made.names, fold(name), body);
          }
          for (const key of [body.id, body.name, ...body.keys, ...body.codes.map(([, value]) => value)]) {
            put$1(made.keys, fold(key), body);
          }
          body.short.forEach((form) => put$1(made.short, fold(form), body));
        }
        this.indexed = made;
      }
      return this.indexed;
    }

    called(text) {
      const key = fold(text);
      const framed = FRAMED.exec(key);
      const short = framed && framed.groups ? `${framed.groups.core} ${abbreviated(framed.groups.kind)}` : key;
      return [...(this.index.keys.get(key) || this.index.short.get(short) || [])];
    }

    named(text, day) {
      let exact = this.called(text);
      if (!exact.length && SHOWN$1.test(text)) {
        exact = this.called(text.replace(SHOWN$1, ""));
      }
      const apart = BRACKET.exec(text);
      if (!exact.length && apart) {
        exact = this.called(text.replace(BRACKET, "")).filter(({ id }) => id === apart[1]);
      }
      if (!exact.length) {
        const key = fold(text);
        const bare = this.bodies.filter(({ name }) => fold(name.replace(BRACKET, "")) === key);
        const begun = bare.length ? bare : this.#beginning(key);
        exact = begun.length === 1 ? begun : [];
      }
      if (!exact.length) {
        throw new Unclear(text, this.closest(text));
      }
      const own = exact.filter(({ id }) => id === text.trim());
      const meant = own.length ? own : exact;
      const ofTheDay = day && meant.length > 1 ? this.#meantOn(meant, text, day) : meant;
      if (ofTheDay.length !== 1) {
        throw new Unclear(text, ofTheDay, true);
      }
      return ofTheDay[0];
    }

    #beginning(key) {
      const words = key + " ";
      const bodies = key
        ? [...this.index.names].filter(([name]) => name.startsWith(words)).flatMap(([, each]) => [...each])
        : [];
      return [...new Set(bodies)];
    }

    #meantOn(bodies, text, day) {
      const places = bodies.map((body) => placeOn(body, text, day));
      const best = Math.min(...places);
      return best >= 5 ? bodies : bodies.filter((_, n) => places[n] === best);
    }

    closest(text, most = 3) {
      const words = fold(text)
        .split(" ")
        .filter((word) => word && !TELL_NOTHING.includes(word));
      const shared = (body) =>
        Math.max(
          ...[body.name, ...body.keys, ...body.short].map((key) => {
            const theirs = fold(key).split(" ");
            return words.filter((word) => theirs.some((other) => word === other || misspelt(word, other))).length;
          }),
        );
      return this.bodies
        .map((body) => ({ body, score: shared(body) }))
        .filter(({ score }) => score > 0 && score * 2 >= words.length)
        .sort((a, b) => b.score - a.score || a.body.name.length - b.body.name.length || (a.body.id < b.body.id ? -1 : 1))
        .slice(0, most)
        .map(({ body }) => body);
    }

    nearly(name, words) {
      const { data } = words;
      const passed = [...data.empty, ...data.loose];
      const spelt = this.vocabulary.speltOut(name).filter((word) => !passed.includes(word));
      const best = [];
      for (const body of this.bodies) {
        const overs = this.#spellings(body, words).flatMap((theirs) => {
          const over = leftOver(spelt, theirs, data.unsaying);
          return over ? [over] : [];
        });
        if (overs.length) {
          best.push({ over: overs.reduce((a, b) => (order$1(a, b) <= 0 ? a : b)), body });
        }
      }
      if (!best.length) {
        throw new Unclear(name, this.closest(name));
      }
      const [least] = best.map(({ over }) => over).sort(order$1);
      const bodies = best.filter(({ over }) => order$1(over, least) === 0);
      if (
        bodies.length > 1 ||
        least[0] > Math.floor(spelt.length / 2) ||
        (spelt.length === 1 && order$1(least, [0, 0]) !== 0)
      ) {
        throw new Unclear(
          name,
          best.sort((a, b) => order$1(a.over, b.over)).map(({ body }) => body),
          true,
        );
      }
      return bodies[0].body;
    }

    #spellings(body, words) {
      this.spelt ||= new Map();
      let spellings = this.spelt.get(body.id);
      if (!spellings) {
        spellings = [body.name, ...body.keys, ...body.short].map((key) =>
          this.vocabulary.speltOut(key).filter((word) => !words.empty.has(word)),
        );
        this.spelt.set(body.id, spellings);
      }
      return spellings;
    }
  }

  const abbreviated = (kind) => ABBREVIATED[kind] || kind;

  const order$1 = (a, b) => a[0] - b[0] || a[1] - b[1];

  function leftOver(asked, theirs, unsaying) {
    const rest = [...theirs];
    for (const word of asked) {
      let at = rest.indexOf(word);
      at = at >= 0 ? at : rest.findIndex((other) => misspelt(word, other));
      if (at < 0) {
        return null;
      }
      rest.splice(at, 1);
    }
    return [rest.filter((word) => !unsaying.includes(word)).length, rest.length];
  }


  function namedBodies(told) {
    const bodies = new Map();
    for (const body of Object.values(told.bodies)) {
      const { id, type, other, called, short, codes, bounds } = body;
      const name = body.name.replace(SHOWN$1, "");
      bodies.set(id, { id, name, type, keys: [...other, ...called], short, codes, bounds });
    }
    for (const [id, name, type, , keys, values] of told.notDrawn) {
      if (!bodies.has(id)) {
        const codes = values.map((value) => ["", value, null, null]);
        bodies.set(id, { id, name, type, keys, short: [], codes, bounds: null });
      }
    }
    for (const [id, [name, type]] of Object.entries(told.far)) {
      if (!bodies.has(id)) {
        bodies.set(id, { id, name, type, keys: [], short: [], codes: [], bounds: null });
      }
    }
    return [...bodies.values()];
  }



  class Mentions {
    constructor(words, vocabulary, names) {
      this.words = words;
      this.data = words.data;
      this.vocabulary = vocabulary;
      this.names = names;
      this.kept = new Map();
    }

    meaning(unclear, body, make) {
      const { kept } = this;
      this.kept = new Map([...kept].map(([key, value]) => [key, value === unclear ? body : value]));
      try {
        return make();
      } finally {
        this.kept = kept;
      }
    }

    systemOf(body) {
      if (!this.vocabulary.isA(body.type, "Area")) {
        return body;
      }
      const systems = this.names.called(body.name + " ICS");
      return systems.length === 1 ? systems[0] : body;
    }

    body(text, tokens, day) {
      let bare = tokens.filter((token) => !this.words.isEmpty(token));
      while (bare.length > 1 && this.words.articles.has(bare[0].raw)) {
        bare = bare.slice(1);
      }
      if (!bare.length || this.words.pronouns.has(bare[0].raw)) {
        throw new Unclear(text);
      }
      const end = bare[bare.length - 1].end;
      let name = text.slice(bare[0].start, end);
      if (text[end] === ")" && name.includes("(")) {
        name += ")";
      }
      const key = JSON.stringify([fold(name), day]);
      let body = this.kept.get(key);
      if (!body) {
        try {
          body = this.#lookedUp(name, bare, day);
        } catch (error) {
          if (!(error instanceof Unclear)) {
            throw error;
          }
          body = error;
        }
        this.kept.set(key, body);
      }
      if (body instanceof Unclear) {
        throw body;
      }
      return body;
    }

    #lookedUp(name, tokens, day) {
      if (this.#isEach(tokens)) {
        throw new Unclear(name, [], false, true);
      }
      if (this.vocabulary.isGeneric(tokens)) {
        throw new Unclear(name);
      }
      const kind = this.vocabulary.type(tokens);
      const last = tokens[tokens.length - 1].raw;
      if (kind && !last.endsWith("s")) {
        // "the ICP", "the board": a kind of body and no name; which one is not said.
        throw new Unclear(
          name,
          this.names.bodies.filter((body) => body.bounds && this.vocabulary.isA(body.type, kind)),
          true,
        );
      }
      if (last === "system") {
        const systems = this.names.called(name.slice(0, -last.length).trim() + " ICS");
        if (systems.length === 1) {
          return systems[0];
        }
      }
      try {
        return this.names.named(name, day);
      } catch (error) {
        if (!(error instanceof Unclear) || error.several) {
          throw error;
        }
        if (kind) {
          // "the integrated care boards" are all of them, and no body that has these words among others.
          throw new Unclear(name);
        }
        return this.names.nearly(name, this.words);
      }
    }

    #isEach(tokens) {
      const said = this.data.each.includes(tokens[0].raw);
      const rest = said ? tokens.slice(1) : tokens;
      const number = rest.length ? this.vocabulary.numberOf(rest[0]) : null;
      const of = number ? rest.slice(1) : rest;
      return (
        Boolean(said || number) &&
        of.some((_, at) => this.vocabulary.type(of.slice(at)) || (said && at && this.vocabulary.type(of.slice(0, at))))
      );
    }
  }


  const BETWEEN = "between";


  const onDay = (day) => ({ first: day, last: day, words: inWords(day) });

  class Filling {
    constructor(words, vocabulary, names, records, spelled, today) {
      this.words = words;
      this.data = words.data;
      this.vocabulary = vocabulary;
      this.names = names;
      this.records = records;
      this.spelled = spelled;
      this.today = today;
      this.mentions = new Mentions(words, vocabulary, names);
    }

    resolved(level) {
      const made = [];
      const unclear = [];
      for (const candidate of level) {
        try {
          const commands = this.#commands(candidate);
          if (commands.length) {
            made.push(commands);
          }
        } catch (error) {
          if (!(error instanceof Unclear)) {
            throw error;
          }
          unclear.push(error);
        }
      }
      return { made, unclear };
    }

    #commands(candidate) {
      const { question, found } = candidate;
      const { parameters } = this.data.questions[question];
      const kinds = new Map(parameters.map(([name, kind]) => [name, kind]));
      const filled = { given: {}, properties: [] };
      for (const [name, value] of Object.entries(found.way.fixed)) {
        if (name !== BETWEEN) {
          filled.given[name] = kinds.get(name) === "words" ? [String(value)] : value;
        }
      }
      const when = this.#when(question, filled.given, BETWEEN in found.way.fixed);
      const isBody = (/** @type {string} */ slot) => Number(this.data.bodySlots.includes(slot));
      const slots = Object.entries(found.slots).sort(([a], [b]) => isBody(a) - isBody(b));
      for (const [slot, [start, end]] of slots) {
        if (!this.#take(filled, candidate, slot, candidate.words.slice(start, end), when ? when.first : null)) {
          return [];
        }
      }
      if (parameters.some(([name, , required]) => required && !(name in filled.given) && name !== "property")) {
        return [];
      }
      const givens = filled.properties.length
        ? filled.properties.map((name) => ({ ...filled.given, property: [name] }))
        : [filled.given];
      return givens.map((given) => ({
        question,
        given,
        when,
        line: commandLine(this.data, this.names, question, given, when),
      }));
    }

    #take(filled, candidate, slot, tokens, day) {
      const { given, properties } = filled;
      const wanted = this.data.questions[candidate.question].parameters.map(([name]) => name);
      const text = candidate.text.slice(tokens[0].start, tokens[tokens.length - 1].end);
      if (slot === "type") {
        const kind = this.vocabulary.type(tokens);
        if (!kind && candidate.question === "bodies" && this.vocabulary.isTypeWithAWord(tokens)) {
          throw new Unclear(text, [], false, true);
        }
        if (!kind || (kind === "Person" && !wanted.includes("type"))) {
          return true;
        }
        if (wanted.includes("type")) {
          given.type = kind;
        }
        return wanted.includes("type");
      }
      if (slot === "property" || slot === "facet") {
        properties.unshift(String(this.vocabulary.facet(tokens)));
      } else if (slot === "also") {
        properties.push(String(this.vocabulary.property(tokens)));
      } else if (slot === "kinds") {
        given.kind = this.vocabulary.kinds(tokens) || [];
      } else if (slot === "family") {
        given.kind = [String(this.vocabulary.family(tokens))];
      } else if (slot === "text") {
        given.text = sought(text);
      } else if (slot === "source" || slot === "parts") {
        // Which sources there are, and who is a part of what, only the whole of the data can say.
        throw new Unclear(text, [], false, true);
      } else if (slot === "amount" && wanted.includes("value")) {
        given.value = text;
      } else if (slot === "function") {
        const named = this.records.function(text);
        if (named && wanted.includes("function")) {
          given.function = named;
        }
        return named !== null;
      } else if (slot === "meeting") {
        const named = this.records.meeting(text, this.spelled && this.spelled.when);
        given.meeting = named || "";
        return named !== null;
      } else if (slot === "within" && this.data.everywhere.includes(fold(text))) {
        return true;
      } else if (this.data.bodySlots.includes(slot)) {
        return this.#takeBody(filled, candidate, slot, tokens, day);
      }
      return true;
    }

    #takeBody(filled, { question, text, found }, slot, tokens, day) {
      let body = this.mentions.body(text, tokens, day);
      const { parameters } = this.data.questions[question];
      if (
        this.data.ofBodies.includes(question) ||
        filled.properties.some((name) => this.data.ofBodiesFacts.includes(name))
      ) {
        body = this.mentions.systemOf(body);
      }
      const isPerson = ["Person", "Post"].some((kind) => this.vocabulary.isA(body.type, kind));
      if (question === "roles" && !found.way.stems.length && !isPerson) {
        return false;
      }
      const wanted = parameters.map(([name]) => name);
      const subject = parameters.find(([, , required]) => required);
      filled.given[wanted.includes(slot) || !subject ? slot : subject[0]] = body.id;
      return true;
    }

    #when(question, given, between) {
      const { spelled } = this;
      if (question === "changes") {
        if (!spelled || !["since", "between", ...(between ? [] : ["on"])].includes(spelled.relation)) {
          throw new Unclear("");
        }
        let { first, last } = spelled.when;
        if (spelled.relation !== "between" || !spelled.fromADay) {
          // What changed in April is what is not as it was on the last day of March.
          first = daysAfter(first, -1);
        }
        if (spelled.relation === "since") {
          last = this.today;
        }
        if (first >= last) {
          throw new Unclear("");
        }
        Object.assign(given, { first, last });
        return null;
      }
      if (!spelled) {
        return null;
      }
      if (spelled.relation === "on" && this.data.questions[question].parameters.some(([name]) => name === "meeting")) {
        return null;
      }
      if (!this.data.questions[question].dated || spelled.relation === "since" || spelled.relation === "between") {
        throw new Unclear("");
      }
      if (spelled.relation === "before") {
        return onDay(daysAfter(spelled.when.first, -1));
      }
      return spelled.relation === "after" ? onDay(daysAfter(spelled.when.last, 1)) : spelled.when;
    }
  }

  function sought(text) {
    const bare = text.replace(/^["'“”‘’ ]+|["'“”‘’ ]+$/g, "");
    return bare.includes(" ") ? bare : bare.replace(/(?<=[\p{L}\p{N}_]{6})(?:ilities|ility|able)$/u, "");
  }



  function reasonToDecline({ data, words }, tokens) {
    const own = new Set(tokens.flatMap(({ raw, stem }) => [raw, stem]));
    for (const [reason, signs] of Object.entries(data.declined)) {
      if (signs.some((sign) => own.has(sign) || own.has(words.stem(sign)))) {
        return reason;
      }
    }
    return null;
  }

  function bodyIn({ names, words }, text, tokens) {
    const telling = tokens.filter(({ raw }) => !words.questionWords.has(raw));
    for (let length = Math.min(telling.length, 7); length > 0; length--) {
      for (let start = 0; start + length <= telling.length; start++) {
        const span = telling.slice(start, start + length);
        const last = span[length - 1];
        if (!words.isEmpty(span[0]) && !words.isEmpty(last)) {
          const [body] = names.called(text.slice(span[0].start, last.end));
          if (body) {
            return body;
          }
        }
      }
    }
    return null;
  }

  function nearest({ data, names, words, ways }, tokens, body) {
    const stems = new Set(tokens.filter((token) => !words.isEmpty(token)).map(({ stem }) => stem));
    const shared = new Map(data.nearest.map((name) => [name, 0]));
    const subjects = new Map();
    for (const { question, way } of ways) {
      const required = data.questions[question].parameters.filter(([, , must]) => must).map(([name]) => name);
      if (required.length === 1 && ["body", "about"].includes(required[0])) {
        subjects.set(question, required[0]);
        const number = way.stems.filter((stem) => stems.has(stem)).length;
        shared.set(question, Math.max(shared.get(question) || 0, number));
      }
    }
    const often = (/** @type {string} */ name) => Number(!data.nearest.includes(name));
    return [...shared]
      .sort(([a, m], [b, n]) => n - m || often(a) - often(b))
      .slice(0, 3)
      .flatMap(([question]) => {
        const subject = subjects.get(question);
        if (!subject) {
          return [];
        }
        const given = { [subject]: body.id };
        return [{ question, given, when: null, line: commandLine(data, names, question, given, null) }];
      });
  }

  function refusal(reader, text, unread) {
    const tokens = unread ? unread.words : [];
    const reason = reasonToDecline(reader, tokens);
    if (reason) {
      return { kind: "declined", why: reason + " " + reader.data.canAnswer, choices: [] };
    }
    const unclear = unread ? unread.unclear : null;
    const body = unread ? bodyIn(reader, unread.text, tokens) : null;
    const choices = body ? nearest(reader, tokens, body) : [];
    if (unclear && unclear.text) {
      const names = unclear.choices.map(({ name }) => name).join(", ");
      const closest = names ? " Closest names: " + names + "." : "";
      return { kind: "unread", why: `No body on this page has the name '${unclear.text}'.${closest}`, choices };
    }
    return { kind: "unread", why: `'${text}' is not read as any question of this page.`, choices };
  }


  const ARTICLE = /^(?:a|an|the|any)\s+/i;
  const EDGES = /^[ ?"',]+|[ ?"',]+$/g;
  const BEFORE = /^(?:the\s+)?(?:meeting\s+(?:of\s+)?)?(?:the\s+)?/i;
  const AFTER = /['’]?s?\s+meeting$/i;
  const SMALL = ["to", "for", "and", "or"];


  class Records {
    constructor({ functions, meetings }, words, names) {
      this.functions = functions;
      this.meetings = Object.values(meetings);
      this.words = words;
      this.names = names;
    }

    function(text) {
      const bare = text.replace(EDGES, "").replace(ARTICLE, "");
      for (const name of [bare, bare.replace(/s$/, "")]) {
        const named = this.functions.find((each) => fold(each) === fold(name));
        if (named) {
          return named;
        }
      }
      const words = this.#telling(text);
      const alike = this.functions.filter((each) => this.#telling(each) === words);
      return words && alike.length === 1 ? alike[0] : null;
    }

    #telling(text) {
      return this.words
        .tokens(text)
        .filter((token) => !this.words.isEmpty(token) && !SMALL.includes(token.raw))
        .map(({ stem }) => stem)
        .join(" ");
    }

    meeting(text, when) {
      const name = text
        .replace(EDGES, "")
        .replace(BEFORE, "")
        .replace(AFTER, "")
        .replace(/[ ,]+$/, "");
      const key = fold(name);
      const held = this.meetings.filter(({ day }) => !when || (day && overlap(when, day)));
      const named = held.filter(
        (each) => [fold(each.id), fold(each.name)].includes(key) || fold(each.name).startsWith(key + " "),
      );
      if (named.length || !key) {
        return named.length === 1 ? named[0].id : null;
      }
      const bodies = this.names.called(name).map(({ id }) => id);
      const theirs = held.filter(({ body }) => bodies.includes(body));
      return theirs.length > 1 ? name : theirs.length ? theirs[0].id : null;
    }
  }

  const overlap = ({ first, last }, day) => first <= day + "-12-31".slice(day.length - 4) && day <= last;


  const of = (made, key) => (Object.hasOwn(made, key) ? made[key] : null);

  class Vocabulary {
    constructor(data, words) {
      this.data = data;
      this.words = words;
    }

    type(tokens) {
      const key = this.words.key(tokens);
      const name = of(this.data.spokenTypes, key);
      if (name || [...key].length <= 7) {
        return name;
      }
      const near = new Set(
        Object.entries(this.data.spokenTypes).flatMap(([spoken, type]) =>
          [...spoken].length > 7 && misspelt(key, spoken) ? [type] : [],
        ),
      );
      return near.size === 1 ? [...near][0] : null;
    }

    isTypeWithAWord(tokens) {
      return tokens.some(
        ({ stem }, at) =>
          Object.hasOwn(this.data.abbreviations, stem) && this.type(tokens.filter((_, n) => n !== at)) !== null,
      );
    }

    facet(tokens) {
      return of(
        this.data.spokenProperties,
        this.words.key(tokens.filter(({ raw }) => !["key", "first", "main"].includes(raw))),
      );
    }

    property(tokens) {
      const name = this.facet(tokens);
      return name && this.data.ownQuestions.includes(name) ? null : name;
    }

    kinds(tokens) {
      const kinds = [];
      let rest = tokens.filter(({ raw }) => raw !== "and" && raw !== "or");
      while (rest.length) {
        let end = rest.length;
        while (end && !of(this.data.spokenKinds, this.words.key(rest.slice(0, end)))) {
          end--;
        }
        if (!end) {
          return null;
        }
        kinds.push(String(of(this.data.spokenKinds, this.words.key(rest.slice(0, end)))));
        rest = rest.slice(end);
      }
      return kinds.length ? kinds : null;
    }

    family(tokens) {
      const kinds = this.kinds(tokens);
      return kinds && kinds.length === 1 && this.data.families.includes(kinds[0]) ? kinds[0] : null;
    }

    isGeneric(tokens) {
      return tokens.length === 1 && this.words.generic.has(tokens[0].stem);
    }

    isMany(tokens) {
      return this.data.many.includes(tokens.map(({ raw }) => raw).join(" "));
    }

    numberOf(token) {
      return /^\p{Nd}+$/u.test(token.raw)
        ? Number(token.raw)
        : Object.hasOwn(this.data.numbers, token.raw)
          ? this.data.numbers[token.raw]
          : null;
    }

    speltOut(name) {
      return this.words
        .tokens(name)
        .flatMap(({ stem }) => (Object.hasOwn(this.data.abbreviations, stem) ? this.data.abbreviations[stem] : [stem]));
    }

    isA(type, kind) {
      return type === kind || (this.data.kindsOf[kind] || []).includes(type);
    }
  }


  const PART = /\{(\w+)\}|([([])|([)\]])|(\|)|([^\s{}()[\]|]+)/g;
  const WORD = 10;
  const SAME = { who: ["who", "what"], what: ["what", "who"] };
  const AS_SURE_AS_A_WORD = ["type", "kind", "other", "property", "also", "facet", "many", "kinds"];
  const NOUN = "noun";


  function waysOf(text, words) {
    const [pattern, options = ""] = text.split("->");
    const fixed = {};
    for (const option of options.split(/\s+/).filter(Boolean)) {
      const [name, value] = option.split("=");
      fixed[name] = value === undefined ? true : value;
    }
    const [sequences] = alternatives([...pattern.matchAll(PART)], 0, words);
    const seen = new Set();
    return sequences.flatMap((parts) => {
      const key = JSON.stringify(parts);
      if (seen.has(key)) {
        return [];
      }
      seen.add(key);
      const stems = parts.flatMap((part) => (typeof part === "string" && !(part in SAME) ? [part] : []));
      return [{ parts, fixed, stems: [...new Set(stems)] }];
    });
  }

  const rawWords = (text) =>
    [...text.split("->")[0].matchAll(PART)].flatMap((match) => (match[5] ? [match[5]] : []));

  function alternatives(parts, from, words) {
    const done = [];
    let now = [];
    let at = from;
    while (at < parts.length) {
      const [, slot, opened, closed, other, word] = parts[at];
      if (closed) {
        break;
      }
      at++;
      if (slot) {
        now.push([[{ slot }]]);
      } else if (word && (words.verbs.has(word) || words.articles.has(word))) {
        // They make a way readable, and say nothing.
        continue;
      } else if (word) {
        now.push([[word in SAME ? word : words.stem(word)]]);
      } else if (other) {
        done.push(...joined(now));
        now = [];
      } else if (opened) {
        const [inner, end] = alternatives(parts, at, words);
        at = end + 1;
        now.push(opened === "[" ? [[], ...inner] : inner);
      }
    }
    return [[...done, ...joined(now)], at];
  }

  const joined = (parts) =>
    parts.reduce(
      (made, choices) => made.flatMap((start) => choices.map((choice) => [...start, ...choice])),
      [/** @type {WayPart[]} */ ([])],
    );

  function foundIn(way, text, fits, words) {
    const found = [];
    const mayPass = (/** @type {Token} */ token) =>
      words.isEmpty(token) && (way.stems.length > 0 || !words.prepositions.has(token.raw));
    const go = (part, at, slots, worth) => {
      if (part === way.parts.length) {
        if (text.slice(at).every(mayPass)) {
          found.push({ way, slots, words: worth });
        }
        return;
      }
      if (at === text.length) {
        return;
      }
      const token = text[at];
      const next = way.parts[part];
      if (mayPass(token) && !goesWith(token, next, words)) {
        go(part, at + 1, slots, worth);
      }
      if (typeof next !== "string") {
        if (!words.isEmpty(token)) {
          for (let end = at + 1; end <= text.length; end++) {
            if (!words.isEmpty(text[end - 1]) && fits(next.slot, text.slice(at, end))) {
              go(part + 1, end, { ...slots, [next.slot]: [at, end] }, worth + counted(next.slot));
            }
          }
        }
        return;
      }
      if ((SAME[next] || [next]).some((same) => token.stem === same || token.near.has(same))) {
        const own = token.stem === next ? WORD : WORD - 1;
        go(part + 1, at + 1, slots, worth + own);
        const follows = way.parts[part + 1];
        const takesNoun = typeof follows === "object" && ["type", "kind"].includes(follows.slot);
        if (next in SAME && !takesNoun) {
          // "which bodies", "which board": a noun goes with its question word, where no slot is for it.
          for (let end = at + 2; end <= Math.min(at + 6, text.length); end++) {
            if (!words.isEmpty(text[end - 1]) && fits(NOUN, text.slice(at + 1, end))) {
              // A type that the question does not keep apart counts less than one that it does.
              const noun = words.generic.has(text[at + 1].stem) ? WORD : WORD - 2;
              go(part + 1, end, slots, worth + own + noun);
            }
          }
        }
      } else if (next in SAME && words.generic.has(token.stem)) {
        go(part + 1, at + 1, slots, worth + WORD);
      }
    };
    go(0, 0, {}, 0);
    return found;
  }

  function goesWith(token, follows, words) {
    const ofAName = typeof follows === "object" && !["type", "kind", "other"].includes(follows.slot);
    return words.prepositions.has(token.raw) && !ofAName;
  }

  function counted(slot) {
    return slot === "source" ? WORD / 2 : AS_SURE_AS_A_WORD.includes(slot) ? WORD : 0;
  }


  const BRACKETS = /\s*\([^()]*\)/g;
  const SEVERAL_PARTS =
    /(?:[?;.!:]\s+|,\s*(?:and\s+)?|\s+and\s+|\s+&\s+)(?=(?:(?:to|towards?|from|with|by|for|of|in|on|at)\s+)?(?:who|whom|whose|which|what|when|where|how|does|do|did|is|are|was|were)\b)/i;
  const MOST_OF_AN_AMOUNT = 6;
  const WITHIN_A_BODY = " [in|within|across|for|about|inside] {within} ";


  class Reader {
    constructor(data, bodies, told) {
      this.data = data;
      this.words = new Words(data);
      this.vocabulary = new Vocabulary(data, this.words);
      this.names = new Names(bodies, this.vocabulary);
      this.records = new Records(told, this.words, this.names);
      this.leads = new RegExp(data.leads, "i");
      this.tails = new RegExp(data.tails, "i");
      this.made = null;
      this.spelt = null;
    }

    get spelling() {
      this.spelt ||= new Set(
        Object.values(this.data.questions).flatMap(({ ways }) => ways.flatMap((written) => rawWords(written))),
      );
      return this.spelt;
    }

    get ways() {
      this.made ||= [
        ...Object.entries(this.data.questions).flatMap(([question, { ways, parameters }]) =>
          ways.flatMap((written) => {
            const [pattern, options] = written.split("->");
            const mayBeWithin =
              parameters.some(([name]) => name === "within") &&
              !written.includes("[overall]") &&
              !written.includes("{within}") &&
              !written.includes("{source}");
            const within = mayBeWithin ? [pattern + WITHIN_A_BODY + (options ? "->" + options : "")] : [];
            return [written, ...within].flatMap((each) => waysOf(each, this.words).map((way) => ({ question, way })));
          }),
        ),
        ...this.data.nouns.flatMap((question) =>
          waysOf(question + " [for|about] {body}", this.words).map((way) => ({ question, way })),
        ),
      ];
      return this.made;
    }

    read(text, now = today()) {
      const plain = text.trim().split(/\s+/).join(" ");
      if ([...plain].length > this.data.longest) {
        return {
          kind: "unread",
          why: `A question may have ${this.data.longest.toLocaleString("en-GB")} characters at most.`,
          choices: [],
        };
      }
      const reading = this.#whole(plain, now);
      if (reading) {
        return reading;
      }
      const bare = plain.replace(BRACKETS, "");
      if (bare !== plain) {
        const inner = this.read(bare, now);
        // A name may have brackets; where these belong to none, they explain, and it is said that they do.
        const aside = (plain.match(BRACKETS) || []).map((part) => part.trim()).join(" ");
        return inner.kind === "read" ? { ...inner, aside: [inner.aside, aside].filter(Boolean).join(" ") } : inner;
      }
      if (SEVERAL_PARTS.test(plain)) {
        return { kind: "elsewhere", why: "This page reads one question at a time." };
      }
      return refusal(this, plain, this.unread);
    }

    #whole(text, now) {
      this.unread = { text, words: /** @type {Token[]} */ ([]), unclear: /** @type {Unclear | null} */ (null) };
      let days;
      try {
        days = spelledIn(text, now);
      } catch (error) {
        const { message } = /** @type {Error} */ (error);
        return { kind: "unread", why: message.charAt(0).toUpperCase() + message.slice(1) + ".", choices: [] };
      }
      if (days.length > 1) {
        const why = "The question names more than one day; ask of one, or between two days.";
        return { kind: "unread", why, choices: [] };
      }
      const bare = days.reduce(
        (rest, { start, end }) => rest.slice(0, start) + " ".repeat(end - start) + rest.slice(end),
        text,
      );
      const filling = new Filling(this.words, this.vocabulary, this.names, this.records, days[0] || null, now);
      for (const level of byScore(this.#candidates(bare))) {
        const { made, unclear } = filling.resolved(level);
        if (unclear.some(({ beyond }) => beyond)) {
          return { kind: "elsewhere", why: "This page does not carry all that this question is about." };
        }
        if (!made.length) {
          const several = unclear.find((each) => each.several && each.choices.length);
          if (several) {
            return this.#offered(filling, level, several);
          }
          this.unread.unclear ||= unclear[0] || null;
          continue;
        }
        const readings = new Map(made.map((commands) => [commands.map(({ line }) => line).join(" ; "), commands]));
        if (readings.size > 1) {
          const choices = [...readings.values()].map(([first]) => first);
          return { kind: "ambiguous", why: "The question can be read in more than one way.", choices };
        }
        return { kind: "read", commands: made[0], aside: "" };
      }
      return null;
    }

    #candidates(bare) {
      const led = bare.replace(this.leads, "");
      const variants = new Set([bare, led, bare.replace(this.tails, ""), led.replace(this.tails, "")]);
      const candidates = [];
      for (const text of variants) {
        const tokens = this.words.tokens(text, this.spelling);
        if (tokens.length && (!this.unread?.words.length || tokens.length < this.unread.words.length)) {
          this.unread = { text, words: tokens, unclear: null };
        }
        const stems = new Set(tokens.flatMap(({ stem, near }) => [stem, ...near]));
        for (const { question, way } of this.ways) {
          if (way.stems.every((stem) => stems.has(stem))) {
            const fits = (slot, part) => this.#fits(question, slot, part, way.stems.length > 0);
            for (const found of foundIn(way, tokens, fits, this.words)) {
              candidates.push({ question, found, text, words: tokens });
            }
          }
        }
      }
      return candidates;
    }

    #fits(question, slot, tokens, hasWords) {
      const { vocabulary, words, data } = this;
      switch (slot) {
        case NOUN: {
          const hasType = data.questions[question].parameters.some(([name]) => name === "type");
          const named = () => vocabulary.type(tokens) !== null || vocabulary.facet(tokens) !== null;
          return vocabulary.isGeneric(tokens) || (hasWords && !hasType && named());
        }
        case "type":
          return (
            vocabulary.isGeneric(tokens) ||
            vocabulary.type(tokens) !== null ||
            (question === "bodies" && vocabulary.isTypeWithAWord(tokens))
          );
        case "kind":
        case "other":
          return vocabulary.type(tokens) !== null;
        case "many":
          return vocabulary.isMany(tokens);
        case "property":
        case "also":
          return vocabulary.property(tokens) !== null;
        case "facet":
          return vocabulary.facet(tokens) !== null;
        case "kinds":
          return vocabulary.kinds(tokens) !== null;
        case "family":
          return vocabulary.family(tokens) !== null;
        case "source":
          return tokens.some(({ stem }) => data.sourceNouns.includes(stem));
        case "amount": {
          const first = tokens.find((token) => !words.isEmpty(token));
          return /^\p{Nd}/u.test(first?.raw || "") && tokens.length <= MOST_OF_AN_AMOUNT && words.isAName(tokens);
        }
        case "text":
          return tokens.length <= 3 && words.isAName(tokens) && !tokens.some((token) => this.#isSmall(token));
        default:
          return words.isAName(tokens);
      }
    }

    #isSmall(token) {
      return (
        this.words.isEmpty(token) ||
        this.words.pronouns.has(token.raw) ||
        ["for", "to", "by", "from", "with", "about", "not"].includes(token.raw)
      );
    }

    #offered(filling, level, unclear) {
      const choices = unclear.choices
        .slice(0, 8)
        .flatMap((body) => filling.mentions.meaning(unclear, body, () => filling.resolved(level).made)[0] || []);
      const first = unclear.choices.length > 8 ? ", the first of which follow" : "";
      const number = unclear.choices.length;
      const meant = number > 1 ? `any of ${number.toLocaleString("en-GB")}${first}` : unclear.choices[0].name;
      return {
        kind: "ambiguous",
        why: `'${unclear.text}' may be ${meant}.`,
        choices: [...new Map(choices.map((command) => [command.line, command])).values()],
      };
    }
  }

  function byScore(candidates) {
    const levels = new Map();
    for (const candidate of candidates) {
      levels.set(candidate.found.words, [...(levels.get(candidate.found.words) || []), candidate]);
    }
    return [...levels].sort(([a], [b]) => b - a).map(([, level]) => level);
  }



  const SLOT = /\{(\w+)\}/g;
  const TYPED = /"((?:[^"\\]|\\.)*)"|(\S+)/g;
  const ONLY = { planned: "what is only planned in {within}", questions: "what has a question mark in {within}" };

  function templates(data, question, given) {
    const own = question === "uncertain" && given.only ? ONLY[String(given.only)] : data.said[question];
    const ways = data.questions[question].ways.filter((way) => !/[[(|]|->/.test(way));
    return [...(own ? [own] : []), ...ways];
  }

  function manyOf(data, type) {
    const [label, short] = data.labels[type] || [type];
    const noun = short || label;
    return noun === "person" ? "people" : noun.endsWith("y") ? noun.slice(0, -1) + "ies" : noun + "s";
  }

  function said(reader, { question, given, when, line }) {
    const { data, names } = reader;
    for (const template of templates(data, question, given)) {
      const used = new Set(question === "uncertain" && given.only ? ["only"] : []);
      let whole = true;
      const text = template.replace(SLOT, (_, slot) => {
        const value = given[slot];
        if (value === undefined || value === true) {
          whole = false;
          return "";
        }
        used.add(slot);
        const first = Array.isArray(value) ? value[0] : String(value);
        return slot === "type"
          ? manyOf(data, first)
          : slot === "first" || slot === "last"
            ? /^\d{4}-\d{2}-\d{2}$/.test(first)
              ? inWords(first)
              : first
            : names.byId.get(first)?.name || first;
      });
      const rest = Object.keys(given).filter((name) => !used.has(name));
      const within = rest.length === 1 && rest[0] === "within" ? " in " + nameOf(reader, String(given.within)) : "";
      if (whole && (!rest.length || within)) {
        const day = when ? (when.first === when.last ? " on " : " in ") + when.words : "";
        const sentence = text + within + day + "?";
        return sentence.charAt(0).toUpperCase() + sentence.slice(1);
      }
    }
    return line;
  }

  const nameOf = ({ names }, id) => names.byId.get(id)?.name || id;

  function typedCommand({ data, names }, text) {
    const words = [...text.matchAll(TYPED)].map(([, quoted, bare]) =>
      quoted === undefined ? bare : quoted.replace(/\\(["\\])/g, "$1"),
    );
    if (words.shift() !== "ics-graph") {
      return null;
    }
    const question = words[0] === "ask" ? words[1] : words[0];
    const rest = words.slice(words[0] === "ask" ? 2 : 1);
    const entry = Object.hasOwn(data.questions, question || "") ? data.questions[question] : null;
    if (!entry) {
      return null;
    }
    const required = entry.parameters.filter(([, , must]) => must);
    const given = {};
    let when = null;
    while (rest.length) {
      const word = String(rest.shift());
      const [name, kind] = word.startsWith("--")
        ? [
            word.slice(2).replace(/-/g, "_"),
            entry.parameters.find(([own]) => "--" + own.replace(/_/g, "-") === word)?.[1],
          ]
        : required.find(([own, of]) => of === "words" || !(own in given)) || ["", undefined];
      if (name === "as_of") {
        try {
          when = whenOf(String(rest.shift() || ""));
        } catch {
          return null;
        }
      } else if (kind === undefined) {
        return null;
      } else if (kind === "flag") {
        given[name] = true;
      } else {
        const value = word.startsWith("--") ? rest.shift() : word;
        if (value === undefined) {
          return null;
        }
        const called = kind === "body" ? names.called(value) : [];
        const one = called.length === 1 ? called[0].id : value;
        const before = given[name];
        given[name] = kind === "words" ? [...(Array.isArray(before) ? before : []), one] : one;
      }
    }
    if (required.some(([own]) => !(own in given))) {
      return null;
    }
    return { question, given, when, line: commandLine(data, names, question, given, when) };
  }


  const reader = new Reader(readingData, namedBodies(told), told);
  const answers = new Answers(answerData, told, drawnBodies, comparing);

  function comparing(first, last) {
    const parts = changes(first, last);
    const { sentence, notes, after, verdict, reach } = changeSaid(parts, first, last);
    const words = answerData ? answerData.verdicts[verdict] : verdict;
    const beyond = verdict === "beyond-sources";
    return {
      sentence,
      verdict,
      line: words + (reach && !beyond && parts.length ? "; sources reach to " + dayInWords(reach) : ""),
      rows: parts.flatMap(({ items }) => items.map(changedRow)),
      notes: after && !beyond ? [...notes, after] : notes,
    };
  }

  function changedRow({ kind, id, words }) {
    const thing = kind === "line" ? told.lines[id] : kind === "body" ? told.bodies[id] : told.events[id];
    return {
      record: kind === "body" ? null : id,
      heading: "in effect",
      id: kind === "body" ? id : null,
      name: kind === "body" ? told.bodies[id].name : "",
      words: kind === "line" ? undefined : words,
      claims: thing.claims,
    };
  }

  function bodyCalled(text, day) {
    try {
      return reader.names.named(text.trim(), day);
    } catch (error) {
      if (!(error instanceof Unclear)) {
        throw error;
      }
      return null;
    }
  }

  function bodyNearly(text, day) {
    const tokens = reader.words.tokens(text);
    if (!tokens.length || !reader.words.isAName(tokens)) {
      return null;
    }
    try {
      return bodyCalled(text, day) || reader.names.nearly(text.trim(), reader.words);
    } catch (error) {
      if (!(error instanceof Unclear)) {
        throw error;
      }
      return null;
    }
  }

  function onlyType(text) {
    const tokens = reader.words.tokens(text.replace(/^\s*(?:show |see )?(?:(?:only|just) )?(?:the )?/i, ""));
    const type = tokens.length ? reader.vocabulary.type(tokens) : null;
    const kinds = drawnBodies.map((id) => told.bodies[id].type);
    if (!type || !kinds.some((kind) => reader.vocabulary.isA(kind, type))) {
      return null;
    }
    return { kind: "only", type, words: manyOf(reader.data, type) };
  }

  function outcomeOf(text, day) {
    const [exact, ...more] = reader.names.called(text.trim());
    if (exact && !more.length) {
      return { kind: "body", id: exact.id };
    }
    const only = onlyType(text);
    if (only) {
      return only;
    }
    const typed = typedCommand(reader, text);
    const reading = typed ? { kind: /** @type {const} */ ("read"), commands: [typed], aside: "" } : reader.read(text);
    if (reading.kind === "read") {
      return answered(reading.commands, reading.aside, text, day);
    }
    if (reading.kind === "elsewhere") {
      return { kind: "elsewhere", why: reading.why, command: "ics-graph ask " + quoted(text.trim()), near: null };
    }
    const near = reading.kind === "unread" ? bodyNearly(text, day) : null;
    if (near) {
      return { kind: "body", id: near.id };
    }
    const { why, choices } = reading;
    return { kind: "choices", why, choices, several: reading.kind === "ambiguous" };
  }

  function answered(commands, aside, text, day) {
    const made = commands.map((command) => ({ command, answers: answers.to(command, day) }));
    const without = made.find(({ answers: own }) => !own);
    if (!without) {
      return { kind: "answered", answers: made.flatMap(({ answers: own }) => own || []), aside };
    }
    const { command } = without;
    const mine = readingData.answered.includes(command.question);
    const { type, limit, ...rest } = command.given;
    const wider = { ...command, given: rest, line: "" };
    const near = mine && (type || limit) && answers.to(wider, day) ? wider : null;
    return {
      kind: "elsewhere",
      why: mine
        ? "This page does not carry all that this question is about."
        : "This page, a file, cannot answer this kind of question.",
      command: commands.length > 1 ? "ics-graph ask " + quoted(text.trim()) : command.line,
      near,
    };
  }



  function addressOf(reader, text, day) {
    const typed = typedCommand(reader, text);
    if (!typed) {
      const words = new URLSearchParams({ q: text });
      if (!namesADay(text)) {
        words.set("as_of", day);
      }
      return "/api/ask?" + words;
    }
    const words = new URLSearchParams();
    for (const [name, value] of Object.entries(typed.given)) {
      for (const each of Array.isArray(value) ? value : [String(value)]) {
        words.append(name, each);
      }
    }
    const asOf = typed.line.split(" --as-of ")[1];
    if (asOf || reader.data.questions[typed.question].dated) {
      words.set("as_of", asOf || day);
    }
    return "/api/ask/" + typed.question + "?" + words;
  }

  function namesADay(text) {
    try {
      return spelledIn(text).length > 0;
    } catch {
      return true;
    }
  }

  function withinTheSystem(reader, line, whole) {
    const typed = whole && line ? typedCommand(reader, line) : null;
    if (!typed || typed.given.within || !reader.data.answered.includes(typed.question)) {
      return null;
    }
    const takes = reader.data.questions[typed.question].parameters.some(([name]) => name === "within");
    return takes ? line + " --within " + quoted(String(whole)) : null;
  }

  async function served(reader, text, day, whole) {
    let response;
    let reply;
    try {
      response = await fetch(addressOf(reader, text, day));
      reply = await response.json();
      const within = response.ok && !Array.isArray(reply) ? withinTheSystem(reader, reply.read_as, whole) : null;
      if (within) {
        response = await fetch(addressOf(reader, within, day));
        reply = { ...(await response.json()), read_as: within };
      }
    } catch {
      const why = "The server does not answer. Is ics-graph explore still running?";
      return { kind: "elsewhere", why, command: "ics-graph ask " + quoted(text), near: null };
    }
    if (response.ok) {
      const answers = (Array.isArray(reply) ? reply : [reply]).map(answerOf);
      return { kind: "answered", answers, aside: "" };
    }
    const readings = reply.readings || [];
    const choices = readings.flatMap((line) => typedCommand(reader, line) || []);
    const why = String(reply.detail || "The server answered " + response.status + ".").split("\n")[0];
    return { kind: "choices", why, choices, several: response.status === 300 };
  }

  function answerOf(answer) {
    const { first, last, body, about, within } = answer.parameters || {};
    return {
      question: answer.question,
      command: answer.read_as || "",
      sentence: answer.headline,
      verdict: answer.verdict,
      line: answer.verdict_in_words,
      rows: (answer.rows || []).map((row) => ({
        record: row.line || null,
        heading: row.heading,
        id: row.id || null,
        name: row.name,
        words: [row.relation, row.of_name && row.of !== row.id ? row.of_name : "", row.value].filter(Boolean).join(" "),
        claims: [],
        cited: (row.sources || []).map(({ title, locator, link }) => ({
          title,
          locator: locator || null,
          link: link || null,
        })),
      })),
      notes: answer.caveats || [],
      day: answer.as_of || null,
      between: answer.question === "changes" && first && last ? [first, last] : null,
      about: body || about || within || null,
    };
  }


  const MOST_ITEMS = 6;

  function folded(items, most = 6) {
    const between = "; ";
    const joined = (list) => list.flatMap((item, n) => (n ? [between, item] : [item]));
    if (items.length <= most + 1) {
      return joined(items);
    }
    const rest = make("span", { hidden: true }, between, ...joined(items.slice(most)));
    const more = button(
      "and " + (items.length - most).toLocaleString("en-GB") + " more",
      () => {
        rest.hidden = false;
        more.remove();
        /** @type {HTMLElement | null} */ (rest.querySelector("a, button"))?.focus();
      },
      { class: "link" },
    );
    return [...joined(items.slice(0, most)), rest, " ", more];
  }

  function foldedItems(items, most = MOST_ITEMS) {
    if (items.length <= most + 1) {
      return items;
    }
    const rest = items.slice(most);
    rest.forEach((item) => {
      item.hidden = true;
    });
    const open = () => {
      rest.forEach((item) => {
        item.hidden = false;
      });
      last.remove();
      rest[0].tabIndex = -1;
      rest[0].focus();
    };
    const last = make(
      "li",
      { class: "rest" },
      button("and " + rest.length.toLocaleString("en-GB") + " more", open, { class: "link" }),
    );
    return [...items, last];
  }


  const HOLDS = {
    yes: "holds on that day",
    possibly: "possibly holds on that day",
    no: "does not hold on that day",
  };

  const onTheDay = (line, day) => HOLDS[lineHolds(line, day)] + (isBeyond(line, day) ? "; " + notKnown(line) : "");

  function bodyButton(id, name = nameOf$1(id)) {
    if (!told.bodies[id]) {
      return told.served ? make("a", { href: "/body/" + encodeURIComponent(id) }, bdi(name)) : bdi(name);
    }
    return make("button", { type: "button", class: "body", onclick: () => choose("body", id) }, bdi(name));
  }

  const relationWord = (line, up = true) => {
    const words = told.words.relations[line.type];
    return up ? (linePhase(line, viewOf()) === "planned" ? words.planned : words.label) : words.inverse;
  };

  function lineButton(line, up = true) {
    return make(
      "button",
      { type: "button", class: "line", onclick: () => choose("line", line.id) },
      relationWord(line, up),
    );
  }

  function tagWords(line) {
    const words = [];
    const heading = standing(line, viewOf());
    const phase = linePhase(line, viewOf());
    if (heading !== "in effect") {
      words.push(heading);
    }
    if (!["not-stated", "established"].includes(phase) && !words.includes(phase)) {
      words.push(phaseWord(phase));
    }
    if (line.certaintyWords || (line.certainty !== "stated" && !words.includes(line.certainty))) {
      words.push(certaintyOf(line));
    }
    if (state.day && heading === "in effect" && lineHolds(line, state.day) === "possibly") {
      words.push("possibly");
    }
    return words;
  }

  const tags = (line) => tagWords(line).map((word) => make("span", { class: "tag" }, word));

  function lineItem(line, from) {
    const up = line.subject === from;
    return make(
      "li",
      {},
      lineButton(line, up),
      " ",
      bodyButton(up ? line.object : line.subject),
      line.role ? make("span", {}, " (", bdi(line.role), ")") : null,
      ...tags(line),
      ...claimList(line.claims),
    );
  }

  function lineSections(id) {
    const view = viewOf();
    const mine = linesAt.get(id) || [];
    const order = Object.keys(told.words.families);
    const parts = [];
    for (const family of ["membership", ...order.filter((name) => name !== "membership")]) {
      for (const up of [false, true]) {
        const lines = mine.filter(
          (line) =>
            line.family === family &&
            (up ? line.subject === id : line.object === id) &&
            standing(line, view) !== "at other times",
        );
        if (!lines.length) {
          continue;
        }
        const title =
          family === "membership"
            ? up
              ? "Member of"
              : "Members"
            : told.words.families[family][0] + (up ? ", upward" : ", downward");
        parts.push(
          ...section(
            title + " (" + lines.length + ")",
            lines.map((line) => lineItem(line, id)),
          ),
        );
      }
    }
    return parts;
  }

  function linesAtOtherTimes(id) {
    const view = viewOf();
    const other = (linesAt.get(id) || []).filter((line) => standing(line, view) === "at other times");
    return section(
      "Relationships at other dates (" + other.length + ")",
      foldedItems(
        other.map((line) => lineItem(line, id)),
        20,
      ),
    );
  }


  const count = (counts, key) => counts.set(key, (counts.get(key) || 0) + 1);

  const most = (counts) => [...counts].sort(([a, m], [b, n]) => n - m || before(a, b))[0] || null;

  function shortest(id) {
    const { name, other, short } = told.bodies[id];
    const names = [name, ...other, ...short].filter((each) => each.includes(" ") && !each.includes("("));
    return (
      names
        .sort((a, b) => a.length - b.length)
        .find(
          (each) =>
            reader.names
              .called(each)
              .map((one) => one.id)
              .join() === id,
        ) || name
    );
  }

  const seats$1 = Object.values(told.lines).filter(
    (line) =>
      line.family === "membership" &&
      !["denied", "uncertain"].includes(line.certainty) &&
      drawnBodies.includes(line.object) &&
      line.object !== told.system &&
      reader.vocabulary.isA(told.bodies[line.object].type, "Collaboration"),
  );

  function whoSits() {
    const counts = seats$1.reduce(
      (sums, { object }) => count(sums, object),
      /** @type {Map<string, number>} */ (new Map()),
    );
    const body = most(counts) || [told.system];
    return ["Who sits on " + theName(shortest(body[0])) + "?"];
  }

  const theName = (name) => (/^the /i.test(name) ? name : "the " + name);

  function whatIsInTwo() {
    const homes = new Map();
    for (const { subject, object } of seats$1) {
      const key = JSON.stringify([subject, told.bodies[object].type]);
      homes.set(key, (homes.get(key) || new Set()).add(object));
    }
    const counts = new Map();
    for (const [key, own] of homes) {
      const [subject, type] = JSON.parse(key);
      const kind = told.bodies[subject]?.type;
      if (own.size > 1 && kind) {
        count(counts, JSON.stringify([kind, type]));
      }
    }
    const pair = most(counts);
    if (!pair) {
      return [];
    }
    const [kind, type] = JSON.parse(pair[0]);
    const trust = reader.vocabulary.isA(kind, "NHSTrust") || kind === "FoundationTrust";
    return ["Which " + (trust ? "trusts" : manyOf(reader.data, kind)) + " are in two " + manyOf(reader.data, type) + "?"];
  }

  function whatChanged() {
    const counts = new Map();
    for (const event of Object.values(told.events)) {
      const [first, last] = event.days || [null, null];
      if (first && first === last && !event.planned && event.parts.some(([id]) => drawnBodies.includes(id))) {
        count(counts, first);
      }
    }
    const day = most(counts);
    return day && told.scope
      ? ["What changed between " + inWords(daysAfter(day[0], -1)) + " and " + inWords(day[0]) + "?"]
      : ["What is not stated about " + shortest(told.system) + "?"];
  }

  const examples = () => [...whoSits(), ...whatIsInTwo(), ...whatChanged()];


  function citedIn(claim) {
    const source = told.sources[claim.source];
    return {
      title: source ? source.title : claim.source,
      locator: claim.locator || null,
      link: source ? source.link : null,
    };
  }

  const MOST_PLACES = 4;

  class NumberedSources {
    constructor(together = false) {
      this.together = together;
      this.places = new Map();
    }

    numbers(row) {
      const cited = row.cited || row.claims.map(citedIn);
      const numbers = cited.map(({ title, locator, link }) => {
        const key = JSON.stringify([title, this.together ? null : locator]);
        const place = this.places.get(key) || { title, locators: [], link };
        this.places.set(key, place);
        if (locator && !place.locators.includes(locator)) {
          place.locators.push(locator);
        }
        return [...this.places.keys()].indexOf(key) + 1;
      });
      return [...new Set(numbers)].sort((a, b) => a - b);
    }

    all() {
      return [...this.places.values()].map(({ title, locators, link }, n) => [
        n + 1,
        { title, locator: locators.length ? listed(locators, MOST_PLACES) : null, link },
      ]);
    }
  }

  const sourcesOf = (answers) => new NumberedSources(answers.some(({ between }) => between));

  const placeText = ({ title, locator }) => [title, locator].filter(Boolean).join(", ");


  function allNames(answer) {
    if (!/ and \d+ more\b/.test(answer.sentence)) {
      return [];
    }
    const names = answer.rows.map((row) => {
      const line = row.record ? told.lines[row.record] : undefined;
      return line ? nameOf$1(line.subject === answer.about ? line.object : line.subject) : row.name;
    });
    const each = [...new Set(names.filter(Boolean))];
    return each.length ? ["All of them: " + listed(each, each.length) + "."] : [];
  }

  function paperOf(answers) {
    const sources = sourcesOf(answers);
    const lines = [];
    const parts = [];
    for (const answer of answers) {
      answer.rows.forEach((row) => sources.numbers(row));
      const notes = [...allNames(answer), ...answer.notes];
      lines.push(answer.sentence, answer.line + ".", ...notes, "");
      parts.push(
        make("p", {}, make("b", {}, answer.sentence), make("br", {}), answer.line + "."),
        ...notes.map((note) => make("p", {}, note)),
      );
    }
    const places = sources.all();
    if (places.length) {
      lines.push(
        "Sources",
        ...places.map(([n, place]) => `[${n}] ${placeText(place)}${place.link ? ". " + place.link : ""}`),
      );
      parts.push(
        make("p", {}, make("b", {}, "Sources")),
        make(
          "ol",
          {},
          ...places.map(([, place]) =>
            make("li", {}, placeText(place), ...(place.link ? [". ", make("a", { href: place.link }, place.link)] : [])),
          ),
        ),
      );
    }
    return { text: lines.join("\n").trim() + "\n", html: make("div", {}, ...parts).innerHTML };
  }

  function copyForPaper(answers) {
    const { text, html } = paperOf(answers);
    const give = (event) => {
      event.clipboardData?.setData("text/plain", text);
      event.clipboardData?.setData("text/html", html);
      event.preventDefault();
    };
    document.addEventListener("copy", give);
    const done = document.execCommand("copy");
    document.removeEventListener("copy", give);
    announce(done ? "Answer copied, with its sources." : "The browser did not let the answer be copied.", true);
  }


  const MOST_ROWS = 6;
  const MOST_SOURCES = 3;
  const BESIDE = ["members", "accountable-to", "leaders"];
  const SILENT = ["not-stated", "not-read", "beyond-sources", "only-tentative"];


  function placed(place) {
    return place.link
      ? [
          bdi(place.title),
          ", ",
          make("a", { href: place.link, rel: "noreferrer noopener" }, place.locator || "open the source"),
        ]
      : [bdi(placeText(place))];
  }

  function sourceList(sources) {
    const items = sources
      .all()
      .map(([n, place]) => make("li", {}, make("span", { class: "number" }, "[" + n + "]"), " ", ...placed(place)));
    return items.length ? make("ol", { class: "sources" }, ...foldedItems(items, MOST_SOURCES)) : null;
  }

  function rowItem(row, sources) {
    const line = row.record ? told.lines[row.record] : undefined;
    const numbers = sources.numbers(row).map((n) => "[" + n + "]");
    const words = line
      ? [bodyButton(line.subject), " ", lineButton(line), " ", bodyButton(line.object), ...tags(line)]
      : [
          row.id && row.name ? bodyButton(row.id, row.name) : bdi(row.name),
          row.words ? make("span", {}, row.name ? " – " : "", bdi(row.words)) : null,
          row.heading !== "in effect" ? make("span", { class: "tag" }, row.heading) : null,
        ];
    return make("li", {}, ...words, numbers.length ? make("sup", {}, numbers.join(" ")) : null);
  }

  const more$1 = (title, items, open) =>
    make("details", { open }, make("summary", {}, title), make("ul", { class: "rows" }, ...items));

  function answerPart(answer, sources) {
    const [verdict, ...rest] = answer.line.split("; ");
    const rows = answer.between ? [] : answer.rows;
    const items = rows.map((row) => rowItem(row, sources));
    answer.rows.forEach((row) => sources.numbers(row));
    const { about } = answer;
    const shownBeside =
      BESIDE.includes(answer.question) && about !== null && about !== told.system && about in told.bodies;
    return make(
      "div",
      { class: "say" },
      make("p", { class: "sentence" }, bdi(answer.sentence)),
      make(
        "p",
        { class: "verdict", "data-verdict": answer.verdict },
        make("span", { class: SILENT.includes(answer.verdict) ? "unsaid" : "tag" }, verdict),
        rest.length ? " · " + rest.join("; ") : "",
      ),
      make(
        "div",
        { class: "more" },
        items.length > 1
          ? more$1("All " + counted$1(items.length, "line"), foldedItems(items, MOST_ROWS), !shownBeside)
          : null,
        answer.notes.length
          ? more$1(
              counted$1(answer.notes.length, "note"),
              answer.notes.map((note) => make("li", {}, bdi(note))),
              !answer.rows.length,
            )
          : null,
      ),
    );
  }

  const choiceList = (commands, acts) =>
    make(
      "ul",
      { class: "choices" },
      ...commands.map((command) =>
        make(
          "li",
          {},
          button(said(reader, command), () => acts.ask(command.line), { class: "link" }),
        ),
      ),
    );

  const exampleList = (acts) =>
    make(
      "ul",
      { class: "choices" },
      ...examples().map((text) =>
        make(
          "li",
          {},
          button(text, () => acts.ask(text), { class: "link" }),
        ),
      ),
    );

  function whyNot(outcome, acts) {
    if (outcome.kind === "choices") {
      const { why, choices, several } = outcome;
      const lead = several && choices.length > 1 ? "It may mean any of these:" : "The nearest questions are:";
      return [
        make("p", { class: "sentence" }, bdi(why)),
        make("p", { class: "note" }, choices.length ? lead : "You can ask, for example:"),
        choices.length ? choiceList(choices, acts) : exampleList(acts),
      ];
    }
    if (outcome.kind !== "elsewhere") {
      return [];
    }
    const { why, command, near } = outcome;
    return [
      make("p", { class: "sentence" }, bdi(why)),
      make(
        "p",
        { class: "elsewhere" },
        "It is answered by “ics-graph explore”, or at a terminal by: ",
        make("code", {}, bdi(command)),
        " ",
        button("Copy the command", () => copyText(command, "Command copied.")),
      ),
      near ? make("p", { class: "note" }, "What this page can answer:") : null,
      near ? choiceList([near], acts) : null,
    ];
  }

  function showStrip(outcome, acts) {
    const strip = byId$1("answer");
    strip.dataset.question = outcome?.kind === "answered" ? outcome.answers[0].question : "";
    strip.hidden = !outcome || outcome.kind === "body" || outcome.kind === "only";
    if (!outcome || outcome.kind === "body" || outcome.kind === "only") {
      strip.replaceChildren();
      return;
    }
    const close = button("×", acts.close, { class: "close", "aria-label": "Close the answer" });
    if (outcome.kind !== "answered") {
      strip.replaceChildren(
        make("div", { class: "says" }, ...whyNot(outcome, acts)),
        make("div", { class: "acts" }, close),
      );
      return;
    }
    const sources = sourcesOf(outcome.answers);
    const parts = outcome.answers.map((answer) => answerPart(answer, sources));
    strip.replaceChildren(
      make(
        "div",
        { class: "says" },
        ...parts,
        outcome.aside ? make("p", { class: "note" }, "Not read: ", bdi(outcome.aside)) : null,
        sourceList(sources),
      ),
      make(
        "div",
        { class: "acts" },
        button("Copy for a paper", () => copyForPaper(outcome.answers), { class: "main" }),
        button("Print", () => window.print()),
        button("Link", () => copyLink()),
        close,
      ),
    );
  }


  const SHEET = "(max-width: 640px)";

  let shown = { text: null, day: pageDay, outcome: null };
  let turn = 0;

  const acts = { ask, close: () => change({ ask: null }) };

  function about(outcome) {
    if (!outcome || outcome.kind !== "answered" || outcome.answers.some(({ between }) => between)) {
      return null;
    }
    const ids = new Set();
    for (const { rows } of outcome.answers) {
      for (const { record, id } of rows) {
        const line = record ? told.lines[record] : undefined;
        [record, id, line?.subject, line?.object].forEach((each) => each && ids.add(each));
      }
    }
    outcome.answers.forEach((answer) => ids.size && answer.about && ids.add(answer.about));
    return ids.size ? ids : null;
  }

  let beforeComparing = null;

  let onlyOneKind = false;

  const dayAskedOf = () => (state.to && beforeComparing) || state.day;

  function followed(outcome, asked) {
    if (outcome.kind !== "answered") {
      return {};
    }
    const [answer] = outcome.answers;
    const one = answer.about && answer.about !== told.system && told.bodies[answer.about] ? answer.about : null;
    const opens = one && outcome.answers.length === 1 && !window.matchMedia(SHEET).matches;
    if (answer.between && !state.to) {
      beforeComparing = state.day;
    }
    const [day, to] = answer.between || [answer.day || asked, null];
    const hidden = onlyOneKind ? { hidden: hiddenAtStart() } : {};
    onlyOneKind = false;
    return { day, to, ...hidden, card: null, trace: null, chosen: opens && one ? ["body", one] : null };
  }

  async function firstHit(text) {
    const tokens = reader.words.tokens(text);
    return reader.words.isAName(tokens) ? (await asked(text))[0] : undefined;
  }

  function showOnly(type, words) {
    const others = drawnBodies.map((id) => told.bodies[id].type).filter((of) => !reader.vocabulary.isA(of, type));
    const hidden = { ...state.hidden, type: new Set(others) };
    change({ day: dayAskedOf(), to: null, ask: null, hidden, tab: "bodies", chosen: null, trace: null, card: null });
    onlyOneKind = true;
    announce("Only " + words + " are shown, and listed beneath the picture.", true);
  }

  async function ask(text) {
    const plain = text.trim();
    if (!plain) {
      return;
    }
    const mine = ++turn;
    const [meeting, ...others] = meetingCalled(plain);
    if (meeting && !others.length) {
      showMeeting(meeting.id);
      return;
    }
    const day = dayAskedOf();
    const { came, words } = await comeOfIt(plain, day);
    const hit = came.kind === "choices" && !came.several ? await firstHit(plain) : null;
    const outcome = hit ? { kind: /** @type {const} */ ("body"), id: hit.id } : came;
    if (mine !== turn) {
      return;
    }
    if (outcome.kind === "body") {
      chooseBody(outcome.id);
      return;
    }
    if (outcome.kind === "only") {
      showOnly(outcome.type, outcome.words);
      return;
    }
    const changes = followed(outcome, day);
    shown = { text: words, day: changes.day || state.day, outcome };
    change({ ask: words, ...changes });
    byId$1("answer").focus({ preventScroll: true });
    byId$1("answer").scrollIntoView({ block: "nearest" });
    announce(byId$1("answer").querySelector(".sentence")?.textContent || "");
  }

  function showMeeting(id) {
    change({ ask: null }, { remember: false });
    choose("meeting", id);
  }

  let chooseBody = () => undefined;

  const showBody = (id) => chooseBody(id);

  function onBody(choose) {
    chooseBody = choose;
  }

  async function comeOfIt(text, day) {
    const came = await comeOf(text, day);
    const [what, id] = state.chosen || [];
    if (came.kind === "choices" && !came.several && what === "body" && id && IT.test(text)) {
      const words = text.replace(IT, nameOf$1(id));
      const named = await comeOf(words, day);
      if (named.kind === "answered") {
        return { came: named, words };
      }
    }
    return { came, words: text };
  }

  const IT = /\bit\b/i;

  function comeOf(text, day) {
    if (!told.served) {
      return outcomeOf(text, day);
    }
    const [body, ...more] = reader.names.called(text);
    return body && !more.length
      ? { kind: "body", id: body.id }
      : onlyType(text) || served(reader, text, day, told.scope ? told.system : null);
  }

  function keepAnswer() {
    if (state.ask !== shown.text || (state.ask && state.day !== shown.day)) {
      const { ask: text, day } = state;
      shown = { text, day, outcome: null };
      const outcome = text ? comeOf(text, day) : null;
      if (outcome instanceof Promise) {
        outcome.then((came) => {
          if (shown.text === text && shown.day === day) {
            shown.outcome = came;
            change({}, { remember: false });
          }
        });
      } else {
        shown.outcome = outcome;
      }
    }
    const ids = about(shown.outcome);
    const chosen = state.chosen && state.chosen[1];
    setLit(ids && (!chosen || ids.has(chosen)) ? ids : null);
  }

  let seen;

  function showAnswer() {
    if (seen !== shown.outcome) {
      seen = shown.outcome;
      showStrip(seen, acts);
    }
  }

  function combobox(field, list, take, { free = null, offered } = {}) {
    let hits = [];
    const first = free ? -1 : 0;
    let at = first;
    let turn = 0;
    const mark = () => {
      [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at && hits.length > 0)));
      field.setAttribute("aria-expanded", String(!list.hidden));
      if (hits.length && !list.hidden && at >= 0) {
        field.setAttribute("aria-activedescendant", list.id + "-" + at);
        list.children[at].scrollIntoView({ block: "nearest" });
      } else {
        field.removeAttribute("aria-activedescendant");
      }
    };
    const hide = () => {
      list.hidden = true;
      mark();
    };
    function offer(bodies) {
      hits = offered ? offered(field.value, bodies) : bodies;
      at = first;
      const option = (hit, n) =>
        make(
          "li",
          {
            role: "option",
            id: list.id + "-" + n,
            onmousedown: (event) => {
              event.preventDefault();
              at = n;
              chosen();
            },
          },
          bdi(hit.ask || hit.name),
          make(
            "small",
            {},
            bdi(
              (hit.ask
                ? ["question"]
                : hit.isMeeting
                  ? ["meeting", hit.name.includes(hit.matched) ? "" : hit.matched]
                  : [
                      typeLabel(hit.type),
                      hits.some((other) => other.id !== hit.id && other.name === hit.name) ? hit.id : "",
                      hit.matched !== hit.name ? hit.matched : "",
                      hit.drawn ? "" : "not in this picture",
                    ]
              )
                .filter(Boolean)
                .join(" · "),
            ),
          ),
        );
      list.replaceChildren(
        ...(hits.length
          ? hits.map(option)
          : [
              make(
                "li",
                { role: "option", "aria-disabled": "true", "aria-selected": "false" },
                "No body in this data has this name or code.",
              ),
            ]),
      );
      list.hidden = !field.value.trim() || (free !== null && !hits.length);
      mark();
    }
    function chosen() {
      if (!hits[at]) {
        return;
      }
      hide();
      take(hits[at]);
    }
    async function search() {
      const mine = ++turn;
      offer(found(field.value));
      if (!told.served) {
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 120));
      if (mine !== turn) {
        return;
      }
      const more = await asked(field.value);
      if (mine === turn && document.activeElement === field) {
        offer(more);
      }
    }
    field.addEventListener("input", search);
    field.addEventListener("blur", hide);
    field.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) {
          return search();
        }
        const number = hits.length || 1;
        at = event.key === "ArrowDown" ? (at + 1) % number : (at <= 0 ? number : at) - 1;
        mark();
      }
      if (event.key === "Escape" && !list.hidden) {
        event.stopPropagation();
        turn++;
        hide();
      }
      if (event.key === "Enter") {
        event.preventDefault();
        if (free && (at < 0 || list.hidden)) {
          turn++;
          hide();
          free(field.value);
          return;
        }
        if (list.hidden) {
          offer(found(field.value));
        }
        chosen();
      }
    });
  }

  const comboboxField = (id, label, placeholder) => {
    const list = make("ul", {
      id: id + "-list",
      class: "found",
      role: "listbox",
      "aria-label": "Bodies found",
      hidden: true,
    });
    const field = make("input", {
      id,
      type: "search",
      autocomplete: "off",
      spellcheck: "false",
      placeholder,
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": id + "-list",
      "aria-autocomplete": "list",
    });
    return { field, list, box: make("div", { class: "combobox" }, make("label", { for: id }, label), field, list) };
  };


  const MOST_BODIES = 6;
  const MOST_COMPLETED = 4;
  const MOST_MEETINGS = 4;
  const QUESTIONS = ["members", "accountable-to", "leaders"];

  const field = inputById("wanted");

  const questionsOf = (hit) =>
    QUESTIONS.map((question) => ({
      ...hit,
      ask: said(reader, { question, given: { body: hit.id }, when: null, line: "" }),
    })).filter((each) => each.ask);

  function completed(typed) {
    const words = typed.trimStart().split(/\s+/);
    for (let at = 1; at < words.length; at++) {
      const last = words.slice(at).join(" ");
      const before = words.slice(0, at);
      const asks = before.some((word) => reader.words.questionWords.has(word.toLowerCase()));
      if (asks && fold(last).length > 1 && !reader.words.empty.has(words[at].toLowerCase())) {
        const texts = found(last, MOST_COMPLETED).map((hit) => ({ ...hit, ask: [...before, hit.name].join(" ") + "?" }));
        const read = texts.filter(({ ask: text }) => told.served || reader.read(text).kind === "read");
        if (read.length) {
          return read;
        }
      }
    }
    return [];
  }

  const meetings = (typed) =>
    meetingsFound(typed, MOST_MEETINGS).map(({ id, name, bodyName }) => ({
      id,
      name,
      type: "",
      matched: bodyName,
      drawn: true,
      isMeeting: true,
    }));

  const offered = (typed, hits) =>
    hits.length
      ? [...hits.slice(0, MOST_BODIES), ...meetings(typed), ...questionsOf(hits[0])]
      : [...meetings(typed), ...completed(typed)];

  function shownAs(text) {
    const command = typedCommand(reader, text);
    return command ? said(reader, command) : text;
  }

  const LINK = /^(?:file|https?):\S*#(\S+)$/;

  function put(text) {
    const link = LINK.exec(text.trim());
    if (link) {
      field.value = "";
      location.hash = link[1];
      return;
    }
    field.value = shownAs(text);
    ask(text);
  }

  function take(hit) {
    if (hit.isMeeting) {
      field.value = "";
      showMeeting(hit.id);
    } else if (hit.ask) {
      put(hit.ask);
    } else {
      showBody(hit.id);
    }
  }

  combobox(field, byId$1("found"), take, { free: put, offered });

  byId$1("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    put(field.value);
  });

  function showExamples() {
    byId$1("examples").replaceChildren(
      ...examples().flatMap((text) => [
        make(
          "a",
          {
            href: "#ask=" + encodeURIComponent(text),
            onclick: (event) => {
              event.preventDefault();
              put(text);
            },
          },
          text,
        ),
        " ",
      ]),
    );
  }

  setTimeout(showExamples);

  onChange((changes) => {
    if (document.activeElement !== field || "ask" in changes) {
      field.value = state.ask ? shownAs(state.ask) : document.activeElement === field ? field.value : "";
    }
  });


  const dates = byId$1("dates");
  const more = byId$1("more-acts");

  const OPENERS = [
    ["change-day", dates, "day"],
    ["compare", dates, "to"],
    ["more", more, null],
  ];

  function mark() {
    for (const [opener, part] of OPENERS) {
      byId$1(opener).setAttribute("aria-expanded", String(!part.hidden));
    }
  }

  function openDates(field) {
    dates.hidden = false;
    mark();
    inputById(field).focus();
    inputById(field).select();
  }

  for (const [opener, part, field] of OPENERS) {
    byId$1(opener).onclick = () => {
      const elsewhere = field !== null && !part.hidden && byId$1(opener).dataset.last !== "yes";
      part.hidden = !part.hidden && !elsewhere;
      for (const [other] of OPENERS) {
        byId$1(other).dataset.last = other === opener ? "yes" : "";
      }
      mark();
      if (field === "day" || field === "to") {
        if (!part.hidden) {
          openDates(field);
        }
      }
    };
  }

  function close(part, opener) {
    if (!part.hidden) {
      part.hidden = true;
      mark();
      byId$1(opener).focus();
    }
  }

  dates.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      close(dates, "change-day");
    }
  });

  byId$1("more").parentElement?.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !more.hidden) {
      event.stopPropagation();
      close(more, "more");
    }
  });

  more.addEventListener("click", (event) => {
    const chosen = /** @type {Element} */ (event.target).closest("button");
    if (chosen) {
      const within = more.contains(document.activeElement);
      more.hidden = true;
      mark();
      if (within || document.activeElement === document.body) {
        byId$1("more").focus();
      }
    }
  });

  document.addEventListener("pointerdown", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (!more.hidden && !more.contains(target) && !byId$1("more").contains(target)) {
      more.hidden = true;
      mark();
    }
  });


  const dayField = inputById("day");
  const slider = inputById("slider");
  const toField = inputById("to");

  byId$1("why-day").textContent = told.start.why
    ? "The page opens on " + dayInWords(told.start.day) + ". " + told.start.why
    : "";

  slider.max = String(Math.max(0, told.days.length - 1));

  slider.disabled = told.days.length < 2;

  let moving = false;

  function move(changes) {
    change(changes, { step: !moving });
    moving = true;
  }

  const slotOf = (now) => Math.max(0, told.days.filter((day) => day <= now).length - 1);

  function showControls() {
    for (const [field, day] of /** @type {[HTMLInputElement, Day | null][]} */ ([
      [dayField, state.day],
      [toField, state.to],
    ])) {
      if (document.activeElement !== field && (!field.value.trim() || !faultIn(field))) {
        field.value = dayInWords(day);
      }
    }
    slider.value = String(slotOf(state.day));
    const turns = told.days.includes(state.day) ? turningOn(state.day) : 0;
    slider.setAttribute("aria-valuetext", dayInWords(state.day) + (turns ? ", " + counted$1(turns, "change") : ""));
    buttonById("earlier").disabled = !told.days.some((day) => day < state.day);
    buttonById("later").disabled = !told.days.some((day) => day > state.day);
    byId$1("uncompare").hidden = !state.to;
    const left =
      drawnBodies.filter((id) => undated(told.bodies[id])).length +
      drawnLines.filter((id) => undated(told.lines[id])).length;
    inputById("undated-on").checked = state.undated;
    byId$1("undated-n").textContent = left.toLocaleString("en-GB");
  }

  function faultIn(field) {
    if (!field.value.trim()) {
      return field === dayField ? "Write a day: " + FORMS + "." : "";
    }
    try {
      dayOf(field.value);
      return "";
    } catch (error) {
      return /** @type {Error} */ (error).message + ".";
    }
  }

  const WHOLE = /(?:^\d{4}-\d{2}-\d{2}|\D\d{4})\s*$/;

  function showFault() {
    const fault = faultIn(dayField) || faultIn(toField);
    byId$1("dayerror").textContent = fault;
    for (const field of [dayField, toField]) {
      field.setAttribute("aria-invalid", String(Boolean(faultIn(field))));
    }
  }

  function turningOn(day) {
    const was = shownOn(daysAfter(day, -1));
    const is = shownOn(day);
    let turns = 0;
    for (const set of /** @type {const} */ (["bodies", "lines"])) {
      turns +=
        [...was[set]].filter((id) => !is[set].has(id)).length + [...is[set]].filter((id) => !was[set].has(id)).length;
    }
    return turns;
  }

  function typed(field, take) {
    let taken = "";
    const accept = () => {
      if (field.value.trim() && field.value !== taken && !faultIn(field)) {
        taken = field.value;
        take(dayOf(field.value));
      }
    };
    const settle = () => {
      accept();
      moving = false;
      showControls();
      showFault();
    };
    field.addEventListener("input", () => {
      if (WHOLE.test(field.value)) {
        accept();
      }
    });
    field.addEventListener("blur", settle);
    field.addEventListener("change", settle);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        settle();
      }
    });
  }

  typed(dayField, (day) => {
    if (day !== state.day) {
      move({ day });
    }
  });

  typed(toField, (to) => {
    if (to !== state.to) {
      move(to === state.day ? { to: null } : { to, tab: "changes" });
    }
  });

  toField.addEventListener("change", () => {
    if (!toField.value.trim() && state.to) {
      uncompare();
    }
  });

  slider.addEventListener("input", () => move({ day: told.days[Number(slider.value)] }));

  slider.addEventListener("change", () => {
    moving = false;
  });

  byId$1("earlier").onclick = () => change({ day: told.days.filter((day) => day < state.day).pop() || state.day });

  byId$1("later").onclick = () => change({ day: told.days.find((day) => day > state.day) || state.day });

  inputById("undated-on").addEventListener("change", () => change({ undated: inputById("undated-on").checked }));

  function uncompare() {
    toField.value = "";
    change({ to: null, tab: state.tab === "changes" ? null : state.tab });
  }

  byId$1("uncompare").onclick = () => {
    uncompare();
    openDates("to");
  };

  function showTicks() {
    const step = (slider.clientWidth - 16) / Math.max(1, told.days.length - 1);
    const end = slider.clientWidth - 30;
    let last = -Infinity;
    byId$1("ticks").replaceChildren(
      ...told.days.map((day, n) => {
        const year = day.slice(0, 4);
        if (n * step - last < 34 || n * step > end || (n > 0 && told.days[n - 1].slice(0, 4) === year)) {
          return make("span", {});
        }
        last = n * step;
        return make("span", {}, year);
      }),
    );
  }

  new ResizeObserver(showTicks).observe(slider);


  const farOf = (line, id) => (line.subject === id ? line.object : line.subject);

  const standingLines = (id) => {
    const view = viewOf();
    return (linesAt.get(id) || []).filter((line) => !["at other times", "by rule"].includes(standing(line, view)));
  };

  const ofFamily = (lines, id, family, up) =>
    lines.filter((line) => line.family === family && (up ? line.subject === id : line.object === id));

  const isFirm = (line) => standing(line, viewOf()) === "in effect";

  const isPossible = (line) => lineHolds(line, state.day) === "possibly";

  const headingOfBody = (id) => (kindOf(id) === "Council" ? "Councils" : draw_js.headingOf(typeLabel(typeOf(id))));

  function kindOf(id) {
    const type = typeOf(id);
    return type && told.words.types[type] ? told.words.types[type].kind : "";
  }

  function byHeading(lines, id) {
    const groups = new Map();
    for (const line of lines) {
      const heading = headingOfBody(farOf(line, id));
      groups.set(heading, [...(groups.get(heading) || []), line]);
    }
    const rank = ([line]) => Number(kindOf(farOf(line, id)) !== "Collaboration");
    return [...groups].sort(([a, x], [b, y]) => rank(x) - rank(y) || y.length - x.length || before(a, b));
  }

  function countedHeading(n, heading) {
    const words = /^(NHS|CCGs|GP|[A-Z]{2})/.test(heading) ? heading : heading.charAt(0).toLowerCase() + heading.slice(1);
    return n.toLocaleString("en-GB") + " " + (n === 1 ? one(words) : words);
  }

  const one = (many) =>
    many === "people"
      ? "person"
      : many.endsWith("ies")
        ? many.slice(0, -3) + "y"
        : /s$/.test(many) && !/(in common|England)$/.test(many)
          ? many.slice(0, -1)
          : many;


  function countsOf$1(lines, id) {
    const groups = byHeading(lines, id).map(([heading, own]) =>
      countedHeading(new Set(own.map((line) => farOf(line, id))).size, heading),
    );
    return groups.length > 4
      ? groups.slice(0, 3).join(", ") + " and " + (groups.length - 3) + " other kinds"
      : listed(groups);
  }

  function answerFor(id) {
    const body = told.bodies[id];
    if (holdsOn(body, state.day) === "no") {
      return lifeInWords(id);
    }
    const lines = standingLines(id).filter(isFirm);
    const members = ofFamily(lines, id, "membership", false);
    const areas = ofFamily(lines, id, "coverage", true);
    const parts = ofFamily(lines, id, "structure", false).filter(({ type }) => type !== "atLevel");
    const homes = [...ofFamily(lines, id, "membership", true)];
    const above = ofFamily(lines, id, "accountability", true);
    const stated = above.filter(({ certainty }) => certainty !== "rule");
    const rules = above.filter(({ certainty }) => certainty === "rule");
    const leaders = ofFamily(lines, id, "leadership", false);
    const ends = (own) => listed([...new Set(own.map((line) => nameOf$1(farOf(line, id))))], 3);
    const clauses = [
      members.length ? countsOf$1(members, id) + (members.length === 1 ? " is a member" : " are members") : "",
      parts.length ? "its parts are " + countsOf$1(parts, id) : "",
      areas.length
        ? "it covers " +
          countsOf$1(areas, id)
            .replace(/\bcouncils\b/, "council areas")
            .replace(/\bcouncil$/, "council area")
        : "",
      homes.length ? "it is a member of " + ends(homes) : "",
    ].filter(Boolean);
    const firm = [...members, ...areas, ...parts, ...homes];
    const first = clauses.length ? (firm.every(isPossible) ? "in the sources, " : "") + listed(clauses) + "." : "";
    const silent = [
      leaders.length ? "" : "who leads it",
      stated.length || notReadIn(id, "accountability").length ? "" : "who it is accountable to",
    ].filter(Boolean);
    return [
      first,
      stated.length ? "It is accountable to " + ends(stated) + "." : "",
      !stated.length && notReadIn(id, "accountability").length
        ? "The parts that were read do not say who it is accountable to."
        : "",
      silent.length ? "No source says " + silent.join(" or ") + "." : "",
      rules.length
        ? "By law, it " +
          [...new Set(rules.map((line) => relationWord(line)))].slice(0, 2).join(" and ") +
          " " +
          ends(rules) +
          "."
        : "",
    ]
      .filter(Boolean)
      .map(begun)
      .join(" ");
  }

  function statusOf(id) {
    const body = told.bodies[id];
    const phase = phaseOn(body, state.day);
    const there = {
      yes: "existed on this day",
      possibly: "possibly existed on this day",
      no: "did not exist on this day",
    };
    return begun(
      [
        phase === "not-stated" ? "" : phaseWord(phase),
        certaintyOf(body),
        "dates: " + dates$1(body),
        there[holdsOn(body, state.day)] + (isBeyond(body, state.day) ? "; " + notKnown(body) : ""),
      ]
        .filter(Boolean)
        .join(" · ") + ".",
    );
  }

  function underName(id) {
    const body = told.bodies[id];
    const people = body.facts.find((fact) => fact.label === "population" && fact.value);
    return [...body.other.slice(0, 2), told.words.types[body.type].label, people ? people.value : ""]
      .filter(Boolean)
      .join(" · ");
  }


  const heads = {
    triangle: "M33 5 26 1V9Z",
    arrow: "M33 5 25 1 27 5 25 9Z",
    vee: "M33 5 25 1 29 5 25 9Z",
    circle: "M33 5A3.5 3.5 0 1 1 26 5A3.5 3.5 0 1 1 33 5Z",
    diamond: "M34 5 30 1.5 26 5 30 8.5Z",
    curve: "M32 1A5 5 0 0 0 32 9L33 9A6 6 0 0 1 33 1Z",
    box: "M27 2H33V8H27Z",
  };

  const shapeIcon = (type, tint) =>
    svg(
      "svg",
      { width: 18, height: 18, viewBox: "-11 -11 22 22", "aria-hidden": "true" },
      svg("path", {
        d: plan.shapes[plan.looks[told.words.types[type].kind][0]],
        fill: colour(plan.looks[told.words.types[type].kind]),
      }),
    );

  const strokeIcon = (tint, dash) =>
    svg(
      "svg",
      { width: 34, height: 10, viewBox: "0 0 34 10", "aria-hidden": "true" },
      svg("line", {
        x1: 1,
        x2: 33,
        y1: 5,
        y2: 5,
        stroke: tint,
        "stroke-width": 2.2,
        "stroke-dasharray": dash ? dash.join(" ") : "none",
      }),
    );

  const familyIcon = (family, tint) =>
    svg(
      "svg",
      { width: 36, height: 10, viewBox: "0 0 36 10", "aria-hidden": "true" },
      svg("line", { x1: 1, x2: 28, y1: 5, y2: 5, stroke: tint || strokeColour(family), "stroke-width": 2.2 }),
      svg("path", { d: heads[plan.strokes[family][2]], fill: tint || strokeColour(family) }),
    );


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

  const onPaper = (colour, share) =>
    "#" +
    [1, 3, 5]
      .map((at) => Math.round(parseInt(colour.slice(at, at + 2), 16) * share + 255 * (1 - share)))
      .map((part) => part.toString(16).padStart(2, "0"))
      .join("");

  const INK = "#17212b";
  const SOFT = "#4c5a67";
  const PAPER_BLUE = "#1557a0";

  function drawnSvg(only) {
    const light = (kind) => plan.looks[kind][1];
    const words = (text, x, y, props = {}) =>
      svg("text", { x, y, "dominant-baseline": "middle", fill: INK, ...props }, text);
    const share = (id) => (lookOf(id).dim || (only && !only.has(id)) ? 0.16 : lookOf(id).faint ? 0.6 : 1);
    const bands = plan.bands.map(([name, top, bottom], n) =>
      svg(
        "g",
        {},
        svg("rect", { x: -6, y: top, width: plan.width + 12, height: bottom - top, fill: n % 2 ? "#f3f6f8" : "#e9eef3" }),
        words(name.toUpperCase(), 6, top + 12, { "font-size": 10.5, "font-weight": 700, fill: SOFT }),
      ),
    );
    const deepestFirst = [...exports.painted.shown.lines].filter((id) => routes.has(id)).sort((a, b) => share(a) - share(b));
    const opened = new Set(panelOpen ? plan.further[panelOpen.id].lines.map((line) => line.id) : []);
    const drawnLine = (id) => {
      const line = told.lines[id];
      const edge = edgeOf(id);
      const colour = onPaper(plan.strokes[line.family][0], share(id));
      const way = edge.hub === line.object ? [...edge.route].reverse() : edge.route;
      const now = lookOf(id);
      const [[px, py], [ex, ey]] = edge.route.slice(-2);
      const angle = (Math.atan2(ey - py, ex - px) * 180) / Math.PI;
      const dash = now.mark && now.mark.mark === "ended" ? [2, 3] : dashOf(linePhase(line, viewOf()), line.certainty);
      return svg(
        "g",
        { "data-line": id },
        svg("title", {}, [nameOf$1(line.subject), relationWord(line), nameOf$1(line.object)].join(" ")),
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
      .filter(([, , , ids]) => ids.some((id) => exports.painted.shown.lines.has(id) && share(id) > 0.2))
      .map(([text, x, y]) => {
        const wide = text.length * 5.8 + 10;
        return svg(
          "g",
          { "data-word": text },
          svg("rect", { x: x - wide / 2, y: y - 8, width: wide, height: 16, rx: 5, fill: "#ffffff", stroke: SOFT }),
          words(text, x, y, { "font-size": 10.5, "font-weight": 600, "text-anchor": "middle" }),
        );
      });
    const bodies = [...exports.painted.shown.bodies]
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
        const set = (part, size, weight, fill) => {
          const made = words(part, left + 28, y, { "font-size": size, "font-weight": weight, fill });
          y += size > 11 ? 15 : 12;
          return made;
        };
        return svg(
          "g",
          { "data-body": id },
          svg("title", {}, nameOf$1(id)),
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
    const arrows = arrowsSvg(arrowsOf(exports.painted.trace, cards, exports.painted.shown.bodies), PAPER_BLUE, INK);
    return svg("g", {}, bands, lines, titles, labels, bodies, arrows);
  }


  function tally() {
    const counts = { type: new Map(), family: new Map(), phase: new Map(), certainty: new Map() };
    const count = (kind, name, what, seen) => {
      const entry = counts[kind].get(name) || { bodies: [0, 0], lines: [0, 0] };
      counts[kind].set(name, entry);
      const pair = entry[what];
      pair[1]++;
      if (seen) {
        pair[0]++;
      }
    };
    const all = { day: state.day, planned: true, uncertain: true, rules: true };
    const { bodies, lines } = exports.painted.shown;
    for (const id of drawnBodies) {
      const body = told.bodies[id];
      if (state.day && !state.to && holdsOn(body, state.day) === "no") {
        continue;
      }
      count("type", body.type, "bodies", bodies.has(id));
      count("phase", body.planned ? "planned" : phaseOn(body, state.day), "bodies", bodies.has(id));
      count("certainty", body.certainty, "bodies", bodies.has(id));
    }
    for (const id of drawnLines) {
      const line = told.lines[id];
      if (!admits(line, all) && !(state.to && admits(line, { ...all, day: state.to }))) {
        continue;
      }
      count("family", line.family, "lines", lines.has(id));
      count("phase", linePhase(line, all), "lines", lines.has(id));
      count("certainty", line.certainty, "lines", lines.has(id));
    }
    return counts;
  }

  const filtersInWords = () => {
    const label = {
      type: typeLabel,
      family: (name) => "lines of " + told.words.families[name][0],
      phase: (name) => "phase " + phaseWord(name),
      certainty: (name) => certaintyWord(name),
    };
    const words = KINDS.flatMap((kind) =>
      [...state.hidden[kind]].sort().map((name) => (label[kind](name) || name).toLowerCase()),
    );
    return (
      (words.length ? "Left out: " + words.join(", ") : "Nothing left out") +
      (state.undated || !state.day ? "" : "; without what is undated")
    );
  };

  function printBriefing(id) {
    const cited = [];
    const number = (claim) => {
      const text = claimText(claim);
      const link = told.sources[claim.source] && told.sources[claim.source].link;
      let at = cited.findIndex((entry) => entry.text === text);
      if (at < 0) {
        at = cited.push({ text, link }) - 1;
      }
      return "[" + (at + 1) + "]";
    };
    const numbered = (claims) =>
      claims && claims.length
        ? make("span", { class: "cites" }, " ", claims.map(number).join(" "))
        : claims
          ? make("span", { class: "cites" }, " no source cited")
          : null;
    const body = told.bodies[id];
    const view = viewOf();
    const mine = (linesAt.get(id) || []).filter((line) => standing(line, view) !== "at other times");
    const row = (...parts) => make("li", {}, ...parts);
    const of = (line) => {
      const up = line.subject === id;
      return row(
        up ? relationWord(line) : told.words.relations[line.type].inverse,
        " ",
        bdi(nameOf$1(up ? line.object : line.subject)),
        line.role ? make("span", {}, " (", bdi(line.role), ")") : null,
        ...tags(line),
        line.from || line.until ? " " + dates$1(line) : null,
        numbered(line.claims),
      );
    };
    const lines = Object.keys(told.words.families).flatMap((family) =>
      section("Lines of " + told.words.families[family][0], mine.filter((line) => line.family === family).map(of)),
    );
    const other = (linesAt.get(id) || []).length - mine.length;
    const parts = [
      make(
        "p",
        { class: "kind" },
        "Briefing · " + nameOf$1(told.system) + " · " + dateInWords() + " · " + filtersInWords(),
      ),
      make("h2", {}, bdi(body.name)),
      make("p", { class: "kind" }, typeLabel(body.type), numbered(body.claims)),
      bodyPairs(body),
      make(
        "p",
        { class: "answer" },
        bdi(traceSentence({ kind: "accountable", body: id, found: upward(id, ["accountability"], view) })),
      ),
      ...gapsByHeading(id).flatMap(([title, gaps]) =>
        section(
          title,
          gaps.map((gap) =>
            row(bdi(gap.text), gap.note ? " – " + gap.note : null, gap.claims ? numbered(gap.claims) : null),
          ),
        ),
      ),
      ...lines,
      other
        ? make(
            "p",
            { class: "kind" },
            counted$1(other, "line") + " of other times " + (other === 1 ? "is" : "are") + " left out.",
          )
        : "",
      ...section(
        "Where sources differ",
        conflictsOf(id).map((entry) =>
          row(
            bdi([entry.group, entry.relation, entry.value, entry.note].filter(Boolean).join(": ")),
            numbered(entry.claims),
          ),
        ),
      ),
      ...section(
        "What is said of it",
        body.facts.map((fact) =>
          row(
            make("b", {}, fact.label),
            ": ",
            bdi(fact.value || ""),
            fact.note ? " – " + fact.note : null,
            numbered(fact.claims),
          ),
        ),
      ),
      ...section(
        "History",
        lifeOf(id).map((entry) =>
          row(
            make("b", {}, entry.day ? withDates(entry.day) : "undated"),
            " ",
            bdi(entry.text),
            entry.claims ? numbered(entry.claims) : null,
          ),
        ),
        "ol",
      ),
    ];
    const near = new Set([
      id,
      ...mine.filter((line) => exports.painted.shown.lines.has(line.id)).flatMap((line) => [line.id, line.subject, line.object]),
    ]);
    if (drawnBodies.includes(id)) {
      parts.push(
        make(
          "figure",
          {},
          told.near
            ? svg(
                "svg",
                {
                  viewBox: `-8 -8 ${plan.width + 16} ${plan.height + 16}`,
                  "font-family": FONT,
                  role: "img",
                  "aria-label": "Its place in the picture",
                },
                drawnSvg(near),
              )
            : asElement(pictureFor({ width: 1240, height: null, theme: "light", medium: "paper" }, near).svg),
          make("figcaption", {}, "Its place in the picture; what is not linked to it is pale."),
        ),
      );
    }
    const counts = tally();
    const meaning = (kind, words, dash) =>
      Object.keys(words)
        .filter((name) => counts[kind].has(name))
        .map((name) => row(strokeIcon(INK, dash(name)), " ", words[name]));
    parts.push(
      ...(told.near
        ? section("Legend", [
            ...Object.keys(plan.strokes).map((name) =>
              row(familyIcon(name, plan.strokes[name][0]), " ", told.words.families[name][0]),
            ),
            ...meaning("phase", told.words.phases, (name) => dashOf(name, "")),
            ...meaning("certainty", told.words.certainties, (name) => dashOf("", name)),
          ])
        : []),
      ...section(
        "Sources",
        cited.map(({ text, link }, n) => row("[" + (n + 1) + "] ", bdi(text), link ? " " + link : null)),
      ),
    );
    printed(parts);
  }

  function printed(parts) {
    byId$1("briefing").replaceChildren(
      told.invented ? make("p", {}, make("b", {}, told.invented)) : "",
      ...parts.filter(isThere),
    );
    document.body.classList.add("briefing");
    window.print();
  }

  window.addEventListener("afterprint", () => {
    document.body.classList.remove("briefing");
    byId$1("briefing").replaceChildren();
  });


  function cardTabs(tabs) {
    const open = tabs.some(([name]) => name === state.card) ? state.card : tabs[0][0];
    const show = (name) => {
      change({ card: name === tabs[0][0] ? null : name });
      document.getElementById("card-" + name)?.focus();
    };
    const keys = (event, n) => {
      const to = { ArrowRight: n + 1, ArrowLeft: n - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (to !== undefined) {
        event.preventDefault();
        show(tabs[(to + tabs.length) % tabs.length][0]);
      }
    };
    return [
      make(
        "div",
        { role: "tablist", class: "tabs", "aria-label": "Details" },
        ...tabs.map(([name, title], n) =>
          button(title, () => show(name), {
            role: "tab",
            id: "card-" + name,
            "aria-selected": String(name === open),
            "aria-controls": "card-of-" + name,
            tabindex: name === open ? "0" : "-1",
            onkeydown: (event) => keys(/** @type {KeyboardEvent} */ (event), n),
          }),
        ),
      ),
      ...tabs.map(([name, , children]) =>
        make(
          "div",
          {
            role: "tabpanel",
            id: "card-of-" + name,
            class: "part",
            "aria-labelledby": "card-" + name,
            hidden: name !== open,
          },
          ...children,
        ),
      ),
    ];
  }


  const MOST_NOTES = 4;

  class Notes {
    constructor() {
      this.claims = new Map();
    }

    numbers(claims) {
      return claims.map((claim) => {
        const text = claimText(claim);
        if (!this.claims.has(text)) {
          this.claims.set(text, claim);
        }
        return [...this.claims.keys()].indexOf(text) + 1;
      });
    }

    cite(claims) {
      const numbers = [...new Set(this.numbers(claims || []))].sort((a, b) => a - b);
      return numbers.length ? make("sup", {}, ...numbers.map(noteLink)) : null;
    }

    list(most = MOST_NOTES) {
      return make(
        "ol",
        { class: "notes" },
        ...foldedItems(
          [...this.claims.values()].map((claim, n, all) => {
            const { link } = told.sources[claim.source] || { link: null };
            return make(
              "li",
              { id: "note-" + (n + 1), tabindex: "-1" },
              make("span", { class: "number" }, "[" + (n + 1) + "]"),
              make(
                "span",
                {},
                bdi(noteText(claim, all[n - 1])),
                link ? " " : null,
                link ? make("a", { href: link, rel: "noreferrer noopener" }, "open the source") : null,
              ),
            );
          }),
          most,
        ),
      );
    }
  }

  function noteText(claim, last) {
    const source = told.sources[claim.source];
    const again = last !== undefined && last.source === claim.source;
    const place = [again ? "" : source ? source.title : claim.source, claim.locator].filter(Boolean).join(", ");
    const how = [
      basisInWords(claim.basis),
      claim.stance === "denies" ? "the source denies it" : "",
      claim.stance === "questions" ? "the source marks it with a question mark" : "",
      claim.saidBy ? "said by " + claim.saidBy : "",
      claim.confidence ? "confidence " + claim.confidence : "",
      again || !source ? "" : source.date,
    ].filter(Boolean);
    return [place || "the same source", how.join("; "), claim.note]
      .filter(Boolean)
      .map((text) => begun(withDates(text || "")) + ".")
      .join(" ");
  }

  const noteLink = (number) =>
    make(
      "a",
      {
        href: "#note-" + number,
        "aria-label": "Note " + number,
        onclick: (event) => {
          event.preventDefault();
          const note = document.getElementById("note-" + number);
          const rest = note?.parentElement?.querySelector(".rest button");
          if (note?.hidden) {
            /** @type {HTMLElement} */ (rest).click();
          }
          note?.scrollIntoView({ block: "nearest" });
          note?.focus({ preventScroll: true });
        },
      },
      "[" + number + "]",
    );


  let unfolded = [];

  function showFurther(id) {
    if (!openable(id)) {
      choose("body", id, false);
      return;
    }
    const opens = state.further !== id;
    const open = new Set([...state.open].filter((key) => !unfolded.includes(key)));
    unfolded = [];
    change({ further: opens ? id : null, open });
    if (opens && pictureShown() === "nested") {
      unfold(new Set(plan.further[id].bodies.map((body) => body.id)));
    }
    announce(counted$1(openable(id), "body", "bodies") + (opens ? " opened at " : " closed at ") + nameOf$1(id) + ".");
  }

  function unfold(ids) {
    for (let deep = 0; deep < 4; deep++) {
      const chips = nested.querySelectorAll(".chip[data-holds]");
      const keys = [...chips]
        .filter((chip) => (chip.dataset.holds || "").split(" ").some((id) => ids.has(id)))
        .map((chip) => chip.dataset.fold || "");
      if (!keys.length) {
        return;
      }
      unfolded.push(...keys);
      change({ open: new Set([...state.open, ...keys]) }, { step: false });
    }
  }


  const chainButton = (power, day = state.day) =>
    button("chain", () => change({ trace: ["delegation", power.id], chosen: null, card: null, day, to: null }), {
      class: "link",
      "aria-label": "Show the chain of delegation: " + power.words,
    });

  const step$1 = (row, n) =>
    make(
      "li",
      {},
      n ? make("span", { class: "number" }, String(n) + " ") : null,
      bodyButton(row.id, row.name),
      " ",
      row.relation || "",
      " ",
      // Of the Act no clause is known: it is named already.
      row.relation?.endsWith(row.clause || "") ? null : make("b", {}, bdi(row.clause || "")),
      row.of && row.of !== row.id ? make("span", {}, " from ", bodyButton(row.of, row.ofName || nameOf$1(row.of))) : null,
      row.value ? make("span", {}, ": ", bdi(row.value)) : null,
      drawnBodies.includes(row.id) ? null : make("span", { class: "tag" }, "not in this picture"),
      row.note ? make("small", {}, " – ", bdi(row.note)) : null,
      ...claimList(row.claims),
    );

  function chainCard(chain) {
    let hops = 0;
    return [
      make("h2", {}, "Chain of the power"),
      make("p", { class: "kind" }, bodyButton(chain.holder), " · ", bdi(chain.power.words)),
      make("p", { class: "answer" }, bdi(chainSentence(chain, state.day))),
      ...section(
        "Step by step",
        chain.steps.map((row) => step$1(row, row.of && row.of !== row.id ? ++hops : 0)),
        "ol",
      ),
      make("p", { class: "note" }, "From the Act down, as far as the documents in these data say it."),
      make(
        "p",
        { class: "note" },
        "To ask at a value: ",
        make("code", {}, 'ics-graph ask who-decides "' + chain.power.function + '" --as-of ' + state.day),
      ),
    ];
  }



  const wordsOf = (line) => tagWords(line).filter((word) => !word.startsWith("stated"));

  const commonWords = (lines) =>
    lines.length > 1 ? wordsOf(lines[0]).filter((word) => lines.every((line) => wordsOf(line).includes(word))) : [];

  const tag = (text) => make("span", { class: "tag" }, text);

  const bodyLink = (id, name = nameOf$1(id)) =>
    told.bodies[id]
      ? make(
          "a",
          {
            href: "#body=" + encodeURIComponent(id),
            onclick: (event) => {
              event.preventDefault();
              choose("body", id);
            },
          },
          bdi(name),
        )
      : told.served
        ? make("a", { href: "/body/" + encodeURIComponent(id) }, bdi(name))
        : bdi(name);

  function shortName(id) {
    const body = told.bodies[id];
    if (!body) {
      return nameOf$1(id);
    }
    const { name, acronym } = draw_js.rowName(body, told.words.types[body.type].kind);
    return acronym ? name + " (" + acronym + ")" : name;
  }

  function names(lines, id, notes, said, naming = nameOf$1, most = 6) {
    const ends = new Map();
    for (const line of lines) {
      ends.set(farOf(line, id), [...(ends.get(farOf(line, id)) || []), line]);
    }
    const cited = [...ends.values()].map((own) => notes.numbers(own.flatMap(({ claims }) => claims)).join());
    const alike = cited.every((numbers) => numbers === cited[0]);
    const items = [...ends].map(([far, own]) => {
      const words = [...new Set(own.flatMap(wordsOf))].filter((word) => !said.includes(word));
      return make(
        "span",
        { class: "name" },
        bodyLink(far, naming(far)),
        ...own.flatMap(({ role }) => (role ? [" (", bdi(role), ")"] : [])),
        ...words.map(tag),
        alike ? null : notes.cite(own.flatMap(({ claims }) => claims)),
      );
    });
    return [...folded(items, most), alike ? notes.cite(lines.flatMap(({ claims }) => claims)) : null];
  }

  function listOf(title, lines, id, notes) {
    if (!lines.length) {
      return [];
    }
    const said = commonWords(lines);
    return [
      make(
        "h3",
        {},
        title + " (" + new Set(lines.map((line) => farOf(line, id))).size.toLocaleString("en-GB") + ")",
        said.length ? make("small", {}, "all: " + said.join(", ")) : null,
      ),
      make(
        "ul",
        { class: "kinds" },
        ...byHeading(lines, id).map(([heading, own]) => {
          const also = commonWords(own).filter((word) => !said.includes(word));
          return make(
            "li",
            {},
            kindIcon(farOf(own[0], id)),
            make(
              "span",
              {},
              make("span", { class: "label" }, heading + (also.length ? " (all: " + also.join(", ") + ")" : "")),
              " ",
              ...names(own, id, notes, [...said, ...also], shortName),
            ),
          );
        }),
      ),
    ];
  }

  const kindIcon = (id) => (told.bodies[id] ? shapeIcon(told.bodies[id].type) : null);

  function values(lines, id, notes, plain) {
    const groups = new Map();
    for (const line of lines) {
      const word = plain.includes(line.type) ? "" : relationWord(line, line.subject === id);
      groups.set(word, [...(groups.get(word) || []), line]);
    }
    return [...groups].map(([word, own]) => {
      const said = commonWords(own);
      return make("div", {}, word ? word + " " : null, ...names(own, id, notes, said), ...said.map(tag));
    });
  }


  const QUORATE = "Quorate";
  const WHO_WAS_THERE = "Who was there";
  const COUNTS = "counts";


  function block(title, aside, children) {
    const there = children.flatMap((child) => (child ? [child] : []));
    return there.length ? [make("h3", {}, title, aside ? make("small", {}, aside) : null), ...there] : [];
  }

  const dashes = (items, ink) => make("ul", { class: "dashes" }, ...foldedItems(items, ink.most));

  function small(texts) {
    const said = texts.filter(Boolean).join(" – ");
    return said ? make("small", {}, " – ", bdi(said)) : null;
  }

  const counts = ({ note }) => (note ? note.split("; or ").map((text, n) => (n ? "or " + text : text)) : []);

  function quorum(meeting, ink) {
    const rows = (meeting.quorum?.rows || []).filter(({ group }) => group?.startsWith(QUORATE));
    const notes = meeting.quorum?.notes || [];
    return block("Quorum", "", [
      rows.length
        ? dashes(
            rows.map((row) =>
              make(
                "li",
                {},
                bdi(begun(row.relation || "") + (row.group || "").replace(QUORATE, "")),
                " ",
                tag(row.value || ""),
                small([row.clause]),
                ink.notes.cite(row.claims),
                ...counts(row).map((text) => make("small", { class: "count" }, bdi(text))),
              ),
            ),
            ink,
          )
        : null,
      ...notes.map((text) => make("p", { class: "note" }, bdi(text))),
    ]);
  }

  function attendance(meeting, ink) {
    const rows = (meeting.quorum?.rows || []).filter(({ group }) => group?.startsWith(WHO_WAS_THERE));
    const states = new Map();
    rows.forEach((row) => addTo(states, row.relation || "", row));
    const person = (row, usual, comma) => {
      const words = [row.note, row.value && row.value !== usual ? row.value : null].filter(Boolean).join(", ");
      return words
        ? make("span", {}, ink.name(row.id, row.name), make("small", {}, " (", bdi(words), ")"), comma)
        : make("span", { class: "whole" }, ink.name(row.id, row.name), comma);
    };
    const present = states.get("present") || [];
    return block("Who was there", present.length ? counted$1(present.length, "present", "present") : "", [
      rows.length
        ? make(
            "dl",
            { class: "pairs" },
            ...[...states].flatMap(([name, own]) => {
              // Who was present counts, and who was not does not, unless it is said.
              const usual = ["present", "deputy"].includes(name) ? COUNTS : "does not count";
              return [
                make("dt", {}, begun(name)),
                make("dd", {}, ...own.flatMap((row, n) => [person(row, usual, n < own.length - 1 ? "," : ""), " "])),
              ];
            }),
          )
        : null,
    ]);
  }

  function interests(meeting, ink) {
    const said = meeting.interests;
    return said
      ? block("Interests", "potential only", [
          make("p", {}, bdi(said.sentence)),
          said.rows.length
            ? dashes(
                said.rows.map((row) =>
                  make(
                    "li",
                    {},
                    ink.name(row.id, row.name),
                    ", ",
                    bdi(row.value || ""),
                    " ",
                    tag((row.group || "").toLowerCase()),
                    small([row.relation, row.note]),
                    ink.notes.cite(row.claims),
                  ),
                ),
                ink,
              )
            : null,
          ...said.notes.map((text) => make("p", { class: "note" }, bdi(text))),
        ])
      : [];
  }

  function decisions(meeting, ink) {
    const rows = meeting.decisions || [];
    return block("Decisions", rows.length ? counted$1(rows.length, "decision") : "", [
      rows.length
        ? dashes(
            rows.map((row) =>
              make(
                "li",
                {},
                bdi(row.relation || ""),
                row.value ? make("span", {}, ", ", bdi(row.value)) : null,
                " ",
                tag((row.group || "").toLowerCase()),
                small([row.clause, row.note]),
                ink.notes.cite(row.claims),
                " ",
                ink.chain(row),
              ),
            ),
            ink,
          )
        : make("p", { class: "note" }, "These data record no decision of this meeting."),
    ]);
  }

  function seats(meeting, ink) {
    const said = meeting.seats;
    return said
      ? block("Seats on that day", "", [
          make("p", {}, bdi(said.sentence)),
          said.rows.length
            ? dashes(
                said.rows.map((row) =>
                  make(
                    "li",
                    {},
                    bdi(row.relation || ""),
                    " ",
                    tag((row.group || "").toLowerCase()),
                    small([row.value, row.clause, row.note]),
                    ink.notes.cite(row.claims),
                  ),
                ),
                ink,
              )
            : null,
        ])
      : [];
  }


  function storeAddress(question, parameters) {
    const view = viewOf();
    const words = new URLSearchParams({
      ...parameters,
      planned: String(view.planned),
      uncertain: String(view.uncertain),
      rules: String(view.rules),
    });
    if (view.day && question !== "changes") {
      words.set("as_of", view.day);
    }
    if (question === "changes") {
      for (const name of ["planned", "uncertain", "rules"]) {
        words.delete(name);
      }
    }
    return "/api/ask/" + question + "?" + words;
  }

  function storeButton(question, parameters, text = "Ask the whole store") {
    return told.served ? button(text, () => askStore(question, parameters)) : null;
  }

  const storeSource = (cited) =>
    make(
      "span",
      { class: "claim" },
      bdi([cited.title, cited.locator, basisInWords(cited.basis), cited.note].filter(Boolean).join(", ")),
    );

  function onlyLayout(row) {
    const bases = (row.sources || []).filter((cited) => cited.stance === "supports").map((cited) => cited.basis);
    return row.certainty === "stated" && bases.includes("layout") && !bases.includes("explicit");
  }

  function storeRow(row) {
    const marks = [
      row.heading !== "in effect" ? row.heading : null,
      row.certainty && row.certainty !== "stated" ? certaintyWord(row.certainty) : null,
      onlyLayout(row) ? certaintyWord("stated") + " (layout)" : null,
      row.holds === "possibly" ? "possibly" : null,
    ].filter(Boolean);
    const words =
      row.upward || !row.of
        ? [
            row.of && row.of !== row.id ? bodyButton(row.of, row.of_name) : null,
            " " + row.relation + " ",
            bodyButton(row.id, row.name),
          ]
        : [bodyButton(row.id, row.name), " " + row.forward + " ", bodyButton(row.of, row.of_name)];
    return make(
      "li",
      {},
      ...words,
      row.value ? make("span", {}, " ", bdi(row.value)) : null,
      ...marks.map((mark) => make("span", { class: "tag" }, mark)),
      ...(row.sources || []).map(storeSource),
    );
  }

  async function askStore(question, parameters) {
    const waiting = make("p", { class: "answer", role: "status" }, "The store is being asked…");
    const card = [make("h2", {}, "The store’s answer"), waiting];
    keepFocus();
    openForm(card);
    panel.focus({ preventScroll: true });
    let answer;
    try {
      const response = await fetch(storeAddress(question, parameters));
      answer = await response.json();
      if (!response.ok) {
        throw new Error(answer.detail || "The server answered " + response.status + ".");
      }
    } catch (error) {
      waiting.textContent =
        "The store could not be asked: " +
        (error instanceof TypeError
          ? "the server does not answer. Is ics-graph explore still running?"
          : String(error instanceof Error ? error.message : error));
      return;
    }
    waiting.textContent = answer.headline;
    announce(answer.headline);
    card.push(
      ...section(
        "Line by line (" + (answer.rows || []).length + ")",
        (answer.rows || []).slice(0, 200).map(storeRow),
        "ol",
      ),
      ...(answer.caveats || []).map((text) => make("p", { class: "note" }, text)),
    );
    if (openedForm() === card) {
      show(card);
    }
  }


  const ALL = Number.MAX_SAFE_INTEGER;


  function whole(meeting, ink) {
    const cited = ink.notes.cite(meeting.claims);
    const parts = meeting.quorum
      ? [
          make("p", { class: "answer" }, bdi(meeting.quorum.sentence), cited),
          meeting.quorum.line ? make("p", { class: "note" }, bdi(meeting.quorum.line)) : null,
          ...attendance(meeting, ink),
          ...quorum(meeting, ink),
          ...decisions(meeting, ink),
          ...interests(meeting, ink),
          ...seats(meeting, ink),
        ]
      : [
          make(
            "p",
            { class: "note" },
            "This page tells of the latest meetings in full, and this is an earlier one.",
            cited,
          ),
          storeButton("quorate", { meeting: meeting.id }, "Was it quorate?"),
          told.served ? null : make("p", {}, make("code", {}, "ics-graph ask quorate " + meeting.id)),
        ];
    return [
      ...parts.flatMap((part) => (part ? [part] : [])),
      ...block(
        "Items on the agenda",
        "",
        meeting.items.length
          ? [
              dashes(
                meeting.items.map(([number, subject]) => make("li", {}, bdi("Item " + number + ": " + subject))),
                ink,
              ),
            ]
          : [],
      ),
      ...(meeting.note ? [make("p", { class: "note" }, bdi(meeting.note))] : []),
      make("h3", {}, "Notes"),
      ink.notes.list(ink.most),
    ];
  }

  const heading = (meeting, board) => [
    make("h2", {}, bdi(meeting.name)),
    make("p", { class: "kind" }, "Meeting of ", board, " · " + dayOfMeeting(meeting)),
  ];

  function print(meeting) {
    const notes = new Notes();
    printed([
      ...heading(meeting, bdi(meeting.bodyName)),
      ...whole(meeting, { notes, most: ALL, name: (_, text) => bdi(text), chain: () => null }),
    ]);
  }

  const chainOfDecision = (day) => (row) => {
    const power = powerBy(row.id, row.clause);
    return power && day && isDay(day) ? chainButton(power, day) : null;
  };

  function meetingCard(id) {
    const meeting = told.meetings[id];
    const { day } = meeting;
    const ofADay = day !== null && isDay(day);
    return [
      ...heading(meeting, bodyButton(meeting.body, meeting.bodyName)),
      make(
        "div",
        { class: "part" },
        ...whole(meeting, { notes: new Notes(), most: undefined, name: bodyButton, chain: chainOfDecision(day) }),
        make(
          "div",
          { class: "acts" },
          ofADay && day !== state.day ? button("Show the picture on that day", () => change({ day, to: null })) : null,
          button("Print this meeting", () => print(meeting)),
        ),
      ),
    ];
  }

  function meetingList(id) {
    const meetings = meetingsOf(id);
    return meetings.length
      ? [
          make("h3", {}, "Meetings", make("small", {}, counted$1(meetings.length, "meeting"))),
          make(
            "ul",
            { class: "dashes" },
            ...foldedItems(
              meetings.map((meeting) =>
                make(
                  "li",
                  {},
                  button(meeting.name, () => choose("meeting", meeting.id), { class: "body" }),
                  small([
                    meeting.name.includes(dayOfMeeting(meeting)) ? "" : dayOfMeeting(meeting),
                    quorateWord(meeting.quorum?.outcome),
                  ]),
                ),
              ),
            ),
          ),
        ]
      : [];
  }



  const unsaid = (text) => make("span", { class: "unsaid" }, text);

  function silence$1(id, topics, notes) {
    const gaps = told.bodies[id].gaps.filter((gap) => topics.includes(gap.topic || ""));
    const unread = gaps.filter((gap) => gap.reason === "not-read");
    const [gap] = unread.length ? unread : gaps;
    return make(
      "div",
      {},
      unsaid(unread.length ? "not read" : "not stated"),
      notes.cite(gap ? gap.claims : []),
      gap && gap.note ? make("small", {}, " ", bdi(gap.note)) : null,
    );
  }

  function accountability(id, lines, notes) {
    const of = (family, up) => ofFamily(lines, id, family, up);
    const above = of("accountability", true);
    const leaders = of("leadership", false);
    const levels = of("structure", true).filter(({ type }) => type === "atLevel");
    const stated = above.filter(isFirm).some(({ certainty }) => certainty !== "rule");
    const rows = [
      [
        "Accountable to",
        [...(stated ? [] : [silence$1(id, ["accountability"], notes)]), ...values(above, id, notes, ["accountableTo"])],
      ],
      [
        "Led by",
        leaders.length ? values(leaders, id, notes, ["holdsRole"]) : [silence$1(id, ["leadership", "chair"], notes)],
      ],
      ["Reports to", values(of("reporting", true), id, notes, ["reportsTo"])],
      [
        "Part of",
        values(
          of("structure", true).filter((line) => !levels.includes(line)),
          id,
          notes,
          ["partOf"],
        ),
      ],
      ["Member of", values(of("membership", true), id, notes, ["memberOf"])],
      ["Level", values(levels, id, notes, ["atLevel"])],
      ["Leads", values(of("leadership", true), id, notes, ["leads", "holdsRole"])],
      ["Answer to it", values(of("accountability", false), id, notes, ["accountableTo"])],
      ["Report to it", values(of("reporting", false), id, notes, ["reportsTo"])],
    ];
    return [
      make("h3", {}, "Accountability and leadership"),
      make(
        "dl",
        { class: "pairs" },
        ...rows
          .filter(([, value]) => value.length)
          .flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, ...value)]),
      ),
    ];
  }

  function decides(id, notes) {
    const standing = powersOn(id, state.day);
    const counts = (power) => stepsOn(power, state.day).steps.length > 0;
    return standing.length
      ? [
          make("h3", {}, "May decide", make("small", {}, counted$1(standing.filter(counts).length, "right"))),
          make(
            "ul",
            { class: "dashes" },
            ...foldedItems(
              standing.map((power) => {
                const { steps, why } = stepsOn(power, state.day);
                return make(
                  "li",
                  {},
                  bdi(power.words),
                  why ? tag(steps.length ? "possibly" : "does not count") : null,
                  make("small", {}, " – ", bdi(power.clause), why ? " – " : null, why ? bdi(why) : null),
                  notes.cite(power.claims),
                  " ",
                  chainButton(power),
                );
              }),
            ),
          ),
        ]
      : [];
  }

  const SHOWN = ["membership", "structure", "coverage", "accountability", "reporting", "leadership"];

  function others(id, lines, notes) {
    const rest = lines.filter(
      ({ family, object, subject }) =>
        !SHOWN.includes(family) || (family === "coverage" && object === id && subject !== id),
    );
    const groups = new Map();
    for (const line of rest) {
      const word = relationWord(line, line.subject === id);
      addTo(groups, word, line);
    }
    return rest.length
      ? [
          make("h3", {}, "Other relationships"),
          make(
            "ul",
            {},
            ...[...groups].map(([word, own]) => {
              const said = commonWords(own);
              return make(
                "li",
                {},
                make("span", { class: "label" }, word),
                " ",
                ...names(own, id, notes, said, nameOf$1, 3),
                ...said.map(tag),
              );
            }),
          ),
        ]
      : [];
  }

  function missing(id, notes) {
    const gaps = gapsOf(id);
    const onRecord = gaps.filter(({ claims }) => claims).length;
    return gaps.length
      ? [
          make("h3", {}, "What is missing", make("small", {}, counted$1(onRecord, "gap") + " on record")),
          make(
            "ul",
            { class: "dashes" },
            ...foldedItems(
              gaps.map((gap) =>
                make(
                  "li",
                  {},
                  bdi(gap.text),
                  gap.note ? make("small", {}, " – ", bdi(gap.note)) : null,
                  notes.cite(gap.claims),
                ),
              ),
            ),
          ),
        ]
      : [];
  }

  function differing(id, notes) {
    const groups = new Map();
    for (const row of conflictsOf(id)) {
      addTo(groups, row.group || "Sources differ", row);
    }
    const words = (row) =>
      [row.line && row.of && row.of !== row.id ? (row.relation || "") + " " + row.name : row.relation, row.value]
        .filter(Boolean)
        .join(": ");
    return groups.size
      ? [
          make("h3", {}, "Where sources differ"),
          make(
            "ul",
            { class: "dashes" },
            ...[...groups].map(([group, rows]) =>
              make(
                "li",
                {},
                make("span", { class: "label" }, group + ": "),
                ...folded(
                  rows.map((row, n) =>
                    make(
                      "span",
                      {},
                      bdi(words(row)),
                      row.note && row.note !== rows[n + 1]?.note ? make("small", {}, " – ", bdi(row.note)) : null,
                      notes.cite(row.claims),
                    ),
                  ),
                  3,
                ),
              ),
            ),
          ),
        ]
      : [];
  }

  function overview(id, notes) {
    const lines = standingLines(id);
    const areas = ofFamily(lines, id, "coverage", true);
    const parts = ofFamily(lines, id, "structure", false).filter(({ type }) => type !== "atLevel");
    const members = ofFamily(lines, id, "membership", false);
    return [
      make("p", { class: "answer" }, bdi(answerFor(id))),
      make("p", { class: "note" }, statusOf(id)),
      ...listOf("Members", members, id, notes),
      ...listOf("Parts", parts, id, notes),
      ...(areas.length
        ? [
            ...listOf("Areas", areas, id, notes),
            make("p", { class: "note" }, "Areas covered are geography, not membership."),
          ]
        : []),
      ...accountability(id, lines, notes),
      ...decides(id, notes),
      ...meetingList(id),
      ...others(id, lines, notes),
      ...missing(id, notes),
      ...differing(id, notes),
    ];
  }

  function traceForm(from, to) {
    keepFocus();
    const ends = { from: from || "", to: to || "" };
    const start = comboboxField("trace-from", "From", "a body, by name or code");
    const goal = comboboxField("trace-to", "To", "a body, by name or code");
    const go = button(
      "Show the way",
      () => {
        closeForm();
        if (!(told.bodies[ends.from] && told.bodies[ends.to])) {
          return askStore("route", { start: ends.from, goal: ends.to });
        }
        change({ trace: ["route", ends.from, ends.to], chosen: null });
        panel.focus();
      },
      { class: "main" },
    );
    const ready = () => {
      go.disabled = !(ends.from && ends.to) || ends.from === ends.to;
    };
    const carried = (hit) => {
      if (told.bodies[hit.id] || told.served) {
        return true;
      }
      announce(hit.name + " is not on this page, so no way to it can be traced here.");
      return false;
    };
    combobox(start.field, start.list, (hit) => {
      if (carried(hit)) {
        ends.from = hit.id;
        start.field.value = hit.name;
        ready();
        (ends.to ? go : goal.field).focus();
      }
    });
    combobox(goal.field, goal.list, (hit) => {
      if (carried(hit)) {
        ends.to = hit.id;
        goal.field.value = hit.name;
        ready();
        (ends.from ? go : start.field).focus();
      }
    });
    if (from) {
      start.field.value = nameOf$1(from);
    }
    if (to) {
      goal.field.value = nameOf$1(to);
    }
    ready();
    openForm([
      make("h2", {}, "Trace"),
      make(
        "p",
        {},
        "How does one body lead to another? Lines are followed upward: from the member to the body, " +
          "the part to the whole, the accountable to whom it answers.",
      ),
      start.box,
      goal.box,
      make("div", { class: "acts" }, go),
      make("p", { class: "note" }, "To ask to whom one body is accountable, choose it in the picture or by its name."),
    ]);
    (from ? goal.field : start.field).focus();
  }


  function furtherWords(id, hanging) {
    const here = openable(id);
    const isOpen = state.further === id;
    const rest = hanging - here;
    const command = "ics-graph render --root " + id + " --depth 1 -o " + id + ".html";
    return [
      make(
        "p",
        { class: "note" },
        (hanging === 1
          ? "Its line to 1 more body is "
          : "Its lines to " + counted$1(hanging, "", "more bodies") + " are ") +
          "not drawn at first" +
          (isOpen ? ", of which " + here.toLocaleString("en-GB") + " are open beneath it." : "."),
      ),
      here
        ? make(
            "div",
            { class: "acts" },
            button((isOpen ? "Close " : "Draw ") + counted$1(here, "more body", "more bodies"), () => showFurther(id)),
          )
        : null,
      rest > 0 && id !== told.system
        ? make(
            "p",
            { class: "note" },
            (here ? rest.toLocaleString("en-GB") + " of them are" : "They are") + " not on this page. ",
            told.served ? "Open its own page, which draws more of them." : "To draw more of them: ",
            told.served ? null : make("code", {}, command),
          )
        : null,
      rest > 0 && id === told.system
        ? make(
            "p",
            { class: "note" },
            rest.toLocaleString("en-GB") + " of them are not on this page. To list them all: ",
            make("code", {}, "ics-graph ask members " + id),
          )
        : null,
    ];
  }

  function evidence(id) {
    const body = told.bodies[id];
    return [
      bodyPairs(body),
      ...gapsByHeading(id).flatMap(([title, gaps]) =>
        section(
          title,
          gaps.map((gap) =>
            make(
              "li",
              { class: "gap" },
              make("b", {}, gap.text),
              gap.note ? make("span", {}, " – ", bdi(gap.note)) : null,
              ...(gap.claims ? claimList(gap.claims) : []),
            ),
          ),
        ),
      ),
      ...lineSections(id),
      ...section(
        "Where sources differ",
        conflictsOf(id).map((row) =>
          make(
            "li",
            {},
            make("b", {}, row.group || ""),
            ": ",
            bdi([row.relation, row.value].filter(Boolean).join(": ")),
            row.note ? make("span", {}, " – ", bdi(row.note)) : null,
            ...claimList(row.claims),
          ),
        ),
      ),
      ...section(
        "What is said of it",
        body.facts.map((fact) =>
          make(
            "li",
            {},
            make("b", {}, fact.label),
            ": ",
            bdi(fact.value || ""),
            fact.certaintyWords || (fact.certainty && fact.certainty !== "stated")
              ? make("span", { class: "tag" }, certaintyOf(fact))
              : null,
            fact.note ? make("span", {}, " – ", bdi(fact.note)) : null,
            ...claimList(fact.claims),
          ),
        ),
      ),
      make("h3", {}, "Where it is named"),
      ...claimList(body.claims),
      make("h3", {}, "What the type means"),
      make("p", {}, told.words.types[body.type].definition),
    ];
  }

  function history$1(id) {
    const life = lifeOf(id);
    return [
      life.length
        ? make(
            "ol",
            {},
            ...life.map((entry) =>
              make(
                "li",
                {},
                make("b", {}, entry.day ? withDates(entry.day) : "undated"),
                " ",
                bdi(entry.text),
                ...(entry.claims ? claimList(entry.claims) : []),
              ),
            ),
          )
        : make("p", { class: "note" }, "No source dates anything of it."),
      ...linesAtOtherTimes(id),
    ];
  }

  function bodyCard(id) {
    const body = told.bodies[id];
    const hanging = told.hanging[id];
    const notes = new Notes();
    const first = overview(id, notes);
    return [
      make("h2", {}, bdi(body.name)),
      make("p", { class: "kind" }, underName(id)),
      ...cardTabs([
        [
          "overview",
          "Overview",
          [
            drawnBodies.includes(id)
              ? null
              : make("p", { class: "note" }, "It is not in this picture: only what is told of it is on this page."),
            ...first,
            make("h3", {}, "Notes"),
            notes.list(),
            ...(hanging ? furtherWords(id, hanging) : []),
            make(
              "div",
              { class: "acts" },
              button("To whom is it accountable?", () => change({ trace: ["accountable", id], chosen: null })),
              button("Trace from here", () => traceForm(id, null)),
              button("Trace to here", () => traceForm(null, id)),
              button("Print a briefing", () => printBriefing(id)),
              told.served
                ? make("a", { class: "act", href: "/body/" + encodeURIComponent(id) }, "Open its own page")
                : null,
            ),
          ],
        ],
        ["evidence", "Evidence (" + notes.claims.size.toLocaleString("en-GB") + ")", evidence(id)],
        ["history", "History", history$1(id)],
      ]),
    ];
  }

  function lineCard(id) {
    const line = told.lines[id];
    const view = viewOf();
    const heading = standing(line, view);
    return [
      make("h2", {}, bodyButton(line.subject), " " + relationWord(line) + " ", bodyButton(line.object)),
      make("p", { class: "kind" }, "Line of " + told.words.families[line.family][0]),
      make("p", {}, told.words.relations[line.type].definition),
      pairs([
        ["Role", line.role],
        ["Phase", phaseWord(linePhase(line, view))],
        ["Certainty", certaintyOf(line)],
        ["Dates", dates$1(line)],
        ["On the day", state.day && !line.planned ? onTheDay(line, state.day) : null],
        ["Stands as", heading === "in effect" ? null : heading],
        ["Note", line.note],
      ]),
      make("h3", {}, "Who says so (" + line.claims.length + ")"),
      ...claimList(line.claims),
    ];
  }

  function lineChoice(ids) {
    return [
      make("h2", {}, ids.length + " lines run here"),
      make(
        "ul",
        {},
        ...ids.map((id) => {
          const line = told.lines[id];
          return make(
            "li",
            {},
            make(
              "button",
              { type: "button", class: "line", onclick: () => choose("line", id) },
              bdi(nameOf$1(line.subject)),
              " " + relationWord(line) + " ",
              bdi(nameOf$1(line.object)),
            ),
            ...tags(line),
          );
        }),
      ),
    ];
  }


  function goesOnNote(trace) {
    const ids = goesOn(trace);
    return ids.length
      ? make(
          "p",
          { class: "note" },
          "Lines may go on from " +
            listed(ids.slice(0, 5).map(nameOf$1)) +
            (ids.length > 5 ? " and " + (ids.length - 5) + " more" : "") +
            ": this page carries no lines above " +
            (ids.length === 1 ? "it" : "them") +
            ". Open the page of such a body to go on.",
        )
      : null;
  }

  function step(line) {
    const drawn = drawnLines.includes(line.id) ? null : make("span", { class: "tag" }, "not in this picture");
    return make(
      "li",
      {},
      bodyButton(line.subject),
      " ",
      lineButton(line),
      " ",
      bodyButton(line.object),
      line.role ? make("span", {}, " (", bdi(line.role), ")") : null,
      ...tags(line),
      drawn,
      ...claimList(line.claims),
    );
  }

  function traceCard(trace) {
    if (trace.kind === "delegation") {
      return chainCard(trace);
    }
    const parts = [
      make("h2", {}, trace.kind === "route" ? "Trace" : "To whom is it accountable?"),
      make("p", { class: "answer" }, bdi(traceSentence(trace))),
    ];
    if (trace.kind === "route") {
      trace.found.paths.forEach((path, n) =>
        parts.push(...section(trace.found.paths.length > 1 ? "Way " + (n + 1) : "Line by line", path.map(step), "ol")),
      );
      parts.push(
        make(
          "p",
          { class: "note" },
          "Followed upward, from subject to object: " +
            told.route.map((name) => told.words.families[name][0]).join(", ") +
            ".",
        ),
      );
    } else {
      const { within, depths, beside } = trace.found;
      const depthOf = (line) => depths.get(line.id) || 0;
      parts.push(
        ...section(
          "Line by line",
          [...within].sort((a, b) => depthOf(a) - depthOf(b) || before(a.id, b.id)).map(step),
          "ol",
        ),
      );
      parts.push(
        ...section("Planned", beside.planned.map(step)),
        ...section("With a question mark", beside.uncertain.map(step)),
        ...section("Said of any such body", beside["in general"].map(step)),
        ...section("Denied", beside.denied.map(step)),
      );
    }
    const note = goesOnNote(trace);
    if (told.served) {
      const [, start = "", goal = ""] = state.trace || [];
      parts.splice(
        2,
        0,
        make(
          "div",
          { class: "acts" },
          trace.kind === "route"
            ? storeButton("route", { start, goal })
            : storeButton("accountable-to", { body: trace.body }),
        ),
      );
    }
    if (note) {
      parts.splice(2, 0, note);
    }
    const acts = offers(trace);
    if (acts.length) {
      parts.splice(2, 0, make("div", { class: "acts" }, ...acts));
    }
    return parts;
  }

  function offers(trace) {
    const acts = [];
    const view = viewOf();
    const better = (changes) =>
      trace.kind === "route"
        ? route(trace.found.start, trace.found.goal, { ...view, ...changes }).paths.length > trace.found.paths.length
        : upward(trace.body, ["accountability"], { ...view, ...changes }).within.length > trace.found.within.length;
    const show = (kind, name) => () => {
      state.hidden[kind].delete(name);
      change({});
    };
    if (!view.planned && better({ planned: true })) {
      acts.push(button("Show what is planned", show("phase", "planned")));
    }
    if (!view.rules && better({ rules: true })) {
      acts.push(button("Show what the law says", show("certainty", "rule")));
    }
    if (!view.uncertain && better({ uncertain: true })) {
      acts.push(button("Show what has a question mark", show("certainty", "uncertain")));
    }
    return acts;
  }


  const CARDS = { body: bodyCard, line: lineCard, meeting: meetingCard };

  function showPanel() {
    const form = openedForm();
    if (form) {
      return show(form);
    }
    if (state.chosen) {
      const [what, id] = state.chosen;
      return show([
        state.trace ? button("Back to the trace", () => change({ chosen: null }), { class: "back" }) : null,
        ...CARDS[what](id),
      ]);
    }
    if (exports.painted.trace) {
      return show(traceCard(exports.painted.trace));
    }
    panel.hidden = true;
  }

  function closePanel() {
    const had = openedForm() ? "form" : state.chosen ? "chosen" : "trace";
    closeForm();
    if (had === "form") {
      change({});
    } else if (had === "chosen") {
      change({ chosen: null });
    } else {
      change({ trace: null });
    }
    if (panel.hidden) {
      refocus();
    }
  }

  byId$1("close").onclick = closePanel;

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) {
      closePanel();
    }
  });


  function under(pointer) {
    const node = network.getNodeAt(pointer.DOM);
    if (node !== undefined) {
      return { body: node, lines: [] };
    }
    const { x, y } = pointer.canvas;
    const near = [...routes]
      .filter(([id]) => exports.painted.shown.lines.has(id))
      .map(([id, course]) => ({ id, far: distance$1(course, x, y) }))
      .filter(({ far }) => far < 6 / network.getScale());
    const closest = Math.min(...near.map(({ far }) => far));
    return {
      lines: near
        .filter(({ far }) => far < closest + 1.5)
        .map(({ id }) => id)
        .sort(),
    };
  }

  function furtherUnder({ canvas: { x, y } }) {
    const room = Math.max(3, 8 / network.getScale() - 5);
    return badgesDrawn.find(
      (badge) =>
        draw_js.isFurther(badge.text) &&
        x > badge.x - room &&
        x < badge.x + badge.w + room &&
        y > badge.y - room &&
        y < badge.y + badge.h + room,
    )?.id;
  }

  const DIRECTIONS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

  function nextCard(from, key) {
    const [dx, dy] = DIRECTIONS[key];
    const at = cardOf(from);
    let best = null;
    let cost = Infinity;
    for (const id of exports.painted.shown.bodies) {
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


  const MOST_GAPS = 3;

  function spoken(id) {
    const gaps = told.bodies[id]
      ? gapsByHeading(id)
          .filter(([, own]) => own.length)
          .map(([heading, own]) => {
            const topics = [...new Set(own.map(({ text }) => text.slice(text.indexOf(": ") + 2)))];
            return heading.split(":")[0] + ": " + listed(topics, MOST_GAPS) + ".";
          })
      : [];
    const lines = (linesAt.get(id) || []).filter((line) => exports.painted.shown.lines.has(line.id)).length;
    return [nameOf$1(id) + ", " + typeLabel(typeOf(id)) + ".", ...gaps, counted$1(lines, "line") + "."].join(" ");
  }


  network.on("click", (event) => {
    const further = furtherUnder(event.pointer);
    if (further !== undefined) {
      return showFurther(further);
    }
    const { body, lines } = under(event.pointer);
    if (body !== undefined) {
      return choose("body", body, false);
    }
    if (lines.length === 1) {
      return choose("line", lines[0], false);
    }
    if (lines.length) {
      keepFocus();
      closeForm();
      show(lineChoice(lines));
      network.selectEdges(lines);
      panel.focus({ preventScroll: true });
    } else if (!panel.hidden) {
      closePanel();
    }
  });

  network.on("dragEnd", moved);
  network.on("zoom", moved);

  const hand = (on) => () => {
    container.style.cursor = on ? "pointer" : "";
  };

  network.on("hoverNode", hand(true));
  network.on("blurNode", hand(false));
  network.on("hoverEdge", hand(true));
  network.on("blurEdge", hand(false));

  container.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) {
        event.stopPropagation();
      }
    },
    { capture: true },
  );

  container.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      if (!exports.cursor || !exports.painted.shown.bodies.has(exports.cursor)) {
        setCursor(exports.painted.shown.bodies.has(told.system) ? told.system : [...exports.painted.shown.bodies][0]);
      } else {
        setCursor(nextCard(exports.cursor, event.key) || exports.cursor);
      }
      if (!exports.cursor) {
        return;
      }
      const { x, y } = network.canvasToDOM({ x: cardOf(exports.cursor).x, y: cardOf(exports.cursor).y });
      if (x < 40 || y < 30 || x > container.clientWidth - 40 || y > container.clientHeight - 30) {
        network.moveTo({ position: { x: cardOf(exports.cursor).x, y: cardOf(exports.cursor).y }, animation: false });
      }
      network.redraw();
      announce(spoken(exports.cursor));
    } else if ((event.key === "Enter" || event.key === " ") && exports.cursor) {
      event.preventDefault();
      if (event.shiftKey && told.hanging[exports.cursor]) {
        showFurther(exports.cursor);
      } else {
        choose("body", exports.cursor, false);
      }
    } else if (event.key === "+" || event.key === "=") {
      zoom(1.25);
    } else if (event.key === "-") {
      zoom(0.8);
    } else if (event.key === "0") {
      state.camera = null;
      whole$1();
      keepAddress();
    }
  });

  container.addEventListener("blur", () => {
    setCursor(null);
    network.redraw();
  });
  byId$1("nearer").onclick = () => zoom(1.25);
  byId$1("farther").onclick = () => zoom(0.8);

  byId$1("whole").onclick = () => {
    state.camera = null;
    whole$1();
    keepAddress();
  };


  function leftOut() {
    const view = viewOf();
    const why = new Map();
    const inside = new Set(drawnBodies);
    for (const line of Object.values(told.lines)) {
      if (admits(line, view) || !(inside.has(line.subject) || inside.has(line.object))) {
        continue;
      }
      const reason = standing(line, view);
      why.set(reason, (why.get(reason) || 0) + 1);
    }
    return why.size
      ? " Lines at these bodies that are left out: " +
          [...why]
            .sort()
            .map(([reason, n]) => n + " " + reason)
            .join(", ") +
          "."
      : "";
  }

  const ofThese = (n) => n.toLocaleString("en-GB") + " of these lines";

  function pastSources() {
    const day = state.day;
    if (state.to) {
      return "";
    }
    const lines = [...exports.painted.shown.lines].map((id) => told.lines[id]);
    const past = lines.filter((line) => standing(line, viewOf()) !== "planned" && isBeyond(line, day));
    if (!past.length) {
      return "";
    }
    const seen = past
      .map(lastSeen)
      .filter((last) => last !== null)
      .sort();
    const dateless = past.length - seen.length;
    return (
      (seen.length
        ? " For " + ofThese(seen.length) + ", the sources end before this day, the first on " + dayInWords(seen[0]) + "."
        : "") +
      (dateless ? " For " + ofThese(dateless) + ", the sources have no date: they may have been abolished." : "")
    );
  }

  function howSure() {
    const { bodies, open } = exports.painted.shown;
    const surely = [...bodies].filter((id) => !open.has(id)).length;
    return state.to
      ? ""
      : " " +
          counted$1(surely, "body", "bodies") +
          " certainly existed on this day, " +
          (bodies.size - surely) +
          " possibly.";
  }

  function showHeading() {
    byId$1("asat").textContent = state.to ? dayInWords(state.day) + " and " + dayInWords(state.to) : dateInWords();
    byId$1("counts").textContent = countsInWords() + "." + howSure() + pastSources() + leftOut();
    byId$1("said").hidden = !exports.painted.trace;
    byId$1("said").textContent = exports.painted.trace ? traceSentence(exports.painted.trace) : "";
    container.setAttribute(
      "aria-label",
      "Network of " +
        counted$1(exports.painted.shown.bodies.size, "body", "bodies") +
        " and " +
        counted$1(exports.painted.shown.lines.size, "line") +
        ". Arrow keys go from body to body. Enter shows what is known, Shift and Enter open what is not drawn." +
        " Plus and minus zoom. The tables below say the same in words.",
    );
  }


  const ofAll = ([seen, all]) => (seen === all ? String(all) : seen + " of " + all);

  function legend() {
    const counts = tally();
    const entry = (kind, name, icon, label, text, title) => {
      const box = make("input", {
        type: "checkbox",
        id: "filter-" + kind + "-" + name,
        "data-kind": kind,
        "data-name": name,
      });
      box.checked = !state.hidden[kind].has(name);
      box.addEventListener("change", () => {
        if (box.checked) {
          state.hidden[kind].delete(name);
        } else {
          state.hidden[kind].add(name);
        }
        change({});
      });
      return make(
        "li",
        { title },
        make("label", {}, box, icon, make("span", {}, label), make("span", { class: "n" }, text)),
        button("Only", () => only(kind, name), {
          class: "only",
          id: "only-" + kind + "-" + name,
          "aria-label": "Only " + label,
        }),
      );
    };
    const only = (kind, name) => {
      state.hidden[kind] = new Set([...counts[kind].keys()].filter((other) => other !== name));
      change({});
    };
    const both = ({ bodies, lines }) =>
      [
        lines[1] ? ofAll(lines) + (lines[1] === 1 ? " line" : " lines") : "",
        bodies[1] ? ofAll(bodies) + (bodies[1] === 1 ? " body" : " bodies") : "",
      ]
        .filter(Boolean)
        .join(", ");
    const group = (title, items, more) => make("section", {}, make("h2", {}, title), make("ul", {}, ...items), more);
    const most = (kind, what) => [...counts[kind]].sort(([a, x], [b, y]) => y[what][1] - x[what][1] || before(a, b));
    const inOrder = (kind, words) =>
      Object.keys(words).flatMap((name) => {
        const count = counts[kind].get(name);
        return count ? [/** @type {[string, Count]} */ ([name, count])] : [];
      });
    const focused = document.activeElement?.id;
    byId$1("legend").replaceChildren(
      group(
        "Bodies: shape, colour, word",
        most("type", "bodies").map(([name, count]) =>
          entry("type", name, shapeIcon(name), typeLabel(name), ofAll(count.bodies), told.words.types[name].definition),
        ),
      ),
      group(
        "Lines: colour, head, word",
        most("family", "lines").map(([name, count]) =>
          entry(
            "family",
            name,
            familyIcon(name),
            told.words.families[name][0],
            ofAll(count.lines),
            told.words.families[name][1],
          ),
        ),
      ),
      group(
        "Phase: dash and word",
        inOrder("phase", told.words.phases).map(([name, count]) =>
          entry("phase", name, strokeIcon(exports.look.ink, dashOf(name, "")), phaseWord(name), both(count)),
        ),
      ),
      group(
        "Certainty: dash and word",
        inOrder("certainty", told.words.certainties).map(([name, count]) =>
          entry("certainty", name, strokeIcon(exports.look.ink, dashOf("", name)), certaintyWord(name), both(count)),
        ),
      ),
      group(
        "Marks on cards",
        [
          ...(state.day ? [["possibly", "dates leave open whether it is there on the day"]] : []),
          ...(state.to
            ? [
                ["+ established", "between the days"],
                ["− abolished", "between the days"],
                ["± changed", "between the days"],
              ]
            : []),
          ["accountable: not stated", "no source says to whom; drawn on the system and its partnerships"],
          ["? 2", "things about it that are recorded as not stated"],
          ["≠", "sources differ on it"],
          ...(Object.keys(told.hanging).length
            ? [["+3 not drawn", "how many more are linked to it: choose it to draw them"]]
            : []),
        ].map(([mark, text]) => make("li", {}, make("span", { class: "mark" }, mark), make("span", {}, text))),
      ),
    );
    if (focused?.startsWith("filter-") || focused?.startsWith("only-")) {
      document.getElementById(focused)?.focus();
    }
    byId$1("showall").hidden = isAtStart();
  }

  byId$1("showall").onclick = () => {
    resetFilters();
    change({});
  };


  function middleOf(element) {
    const box = element.getBoundingClientRect();
    return { x: box.left + Math.min(box.width, 24) / 2, y: box.top + box.height / 2 };
  }

  function nextName(from, key) {
    const [dx, dy] = DIRECTIONS[key];
    const at = middleOf(from);
    const names = nested.querySelectorAll("[data-choose]");
    let cost = Infinity;
    let best = null;
    for (const name of names) {
      const { x, y } = middleOf(name);
      const along = (x - at.x) * dx + (y - at.y) * dy;
      const across = Math.abs((x - at.x) * dy) + Math.abs((y - at.y) * dx);
      if (name !== from && along > 1 && along + 2.5 * across < cost) {
        cost = along + 2.5 * across;
        best = name;
      }
    }
    return best;
  }

  nested.addEventListener("keydown", (event) => {
    const from = /** @type {Element} */ (event.target).closest("[data-choose]");
    if (!from || !(event.key in DIRECTIONS) || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    const name = nextName(from, event.key);
    if (name) {
      name.focus();
      announce(spoken(name.dataset.choose || ""));
    }
  });


  function toggle(key) {
    const open = new Set(state.open);
    if (!open.delete(key)) {
      open.add(key);
    }
    change({ open });
  }

  nested.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const further = target.closest("[data-further]")?.getAttribute("data-further");
    if (further) {
      showFurther(further);
      return;
    }
    const fold = target.closest("[data-fold]")?.getAttribute("data-fold");
    if (fold) {
      toggle(fold);
      return;
    }
    const lines = target.closest("[data-lines]")?.getAttribute("data-lines")?.split(" ");
    if (lines?.length === 1) {
      choose("line", lines[0], false);
      return;
    }
    if (lines) {
      keepFocus();
      closeForm();
      show(lineChoice(lines));
      panel.focus({ preventScroll: true });
      return;
    }
    const id = target.closest("[data-id]")?.getAttribute("data-id");
    if (id) {
      event.preventDefault();
      choose("body", id, false);
    }
  });

  nested.addEventListener("keydown", (event) => {
    const target = /** @type {Element} */ (event.target);
    const fold = target.closest("[data-fold]")?.getAttribute("data-fold");
    const further = target.closest("[data-further]")?.getAttribute("data-further");
    if ((fold || further) && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      if (fold) {
        toggle(fold);
      } else if (further) {
        showFurther(further);
      }
    }
  });

  byId$1("view-nested").onclick = () => change({ picture: "nested" });
  byId$1("view-network").onclick = () => change({ picture: "network" });


  function linkedTo(id) {
    const linked = new Set([id]);
    for (const line of linesAt.get(id) || []) {
      if (exports.painted.shown.lines.has(line.id)) {
        linked.add(line.id).add(line.subject).add(line.object);
      }
    }
    return linked;
  }

  let bright = null;

  function light(id) {
    if (id !== bright) {
      bright = id;
      lightAgain();
    }
  }

  function lightAgain() {
    const id = bright;
    const linked = id === null ? litNow() : linkedTo(id);
    nested.classList.toggle("paled", linked !== null);
    for (const element of nested.querySelectorAll(".lit")) {
      element.classList.remove("lit");
    }
    if (linked === null) {
      return;
    }
    const some = (names) => (names || "").split(" ").some((name) => linked.has(name));
    for (const element of nested.querySelectorAll("[data-id], [data-holds], [data-lines]")) {
      const names = ["data-id", "data-holds", "data-lines"].map((name) => element.getAttribute(name));
      element.classList.toggle("lit", names.some(some));
    }
    for (const course of nested.querySelectorAll(".course.lit")) {
      const whole = id !== null && course.getAttribute("data-object") === id;
      for (const piece of course.querySelectorAll("[data-subjects]")) {
        const subjects = (piece.getAttribute("data-subjects") || "").split(" ");
        piece.classList.toggle("lit", whole || subjects.some((each) => (id === null ? linked.has(each) : each === id)));
      }
    }
  }

  const bodyOf = (event) => /** @type {Element} */ (event.target).closest("[data-id]")?.getAttribute("data-id") || null;

  nested.addEventListener("pointerover", (event) => light(bodyOf(event)));
  nested.addEventListener("pointerleave", () => light(null));
  nested.addEventListener("focusin", (event) => light(bodyOf(event)));
  nested.addEventListener("focusout", () => light(null));


  const cell = (text, node) => ({ text: text === null || text === undefined ? "" : String(text), node });

  const claimsText = (claims) => claims.map(claimText).join("; ");

  const claimsCell = (claims) => cell(claimsText(claims), make("div", {}, ...claimList(claims)));

  const bodyCell = (id, name) => cell(name || nameOf$1(id), bodyButton(id, name || nameOf$1(id)));

  const dayCell = (day) => (day ? cell(day, make("time", { datetime: day }, inWords(day))) : cell("not stated"));

  const lineCell = (line) => cell(relationWord(line), lineButton(line));

  const certaintyCell = (thing) => cell(certaintyOf(thing));

  const bodyRows = () =>
    [...exports.painted.shown.bodies].map((id) => {
      const body = told.bodies[id];
      return [
        bodyCell(id),
        cell(typeLabel(body.type)),
        cell(phaseWord(phaseOn(body, state.day))),
        certaintyCell(body),
        dayCell(body.from),
        dayCell(body.until),
        cell(state.day ? (exports.painted.shown.open.has(id) ? "possibly" : "yes") : ""),
        cell((linesAt.get(id) || []).filter((line) => exports.painted.shown.lines.has(line.id)).length),
        claimsCell(body.claims),
      ];
    });

  const lineRows = () =>
    [...exports.painted.shown.lines].map((id) => {
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

  const changeRows = () =>
    exports.painted.parts.flatMap((part) =>
      part.items.map((item) => {
        const line = item.kind === "line" ? told.lines[item.id] : null;
        const about = line
          ? cell(
              [nameOf$1(line.subject), relationWord(line), nameOf$1(line.object)].join(" "),
              make("div", {}, bodyButton(line.subject), " ", lineButton(line), " ", bodyButton(line.object)),
            )
          : item.kind === "body"
            ? bodyCell(item.id)
            : cell(told.events[item.id].parts.map(([id]) => nameOf$1(id)).join("; "));
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

  function reasonOf({ value, relation, note }) {
    const text = value || relation || "";
    const mark = value ? " – " : ": ";
    const [reason] = text.split(mark);
    const rest = value ? text.slice(reason.length + mark.length) : "";
    return [reason, [rest, note].filter(Boolean).join(" – ")];
  }

  const listRows = (name) => {
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

  function carriedRows(name) {
    const bodies = drawnBodies.map((id) => told.bodies[id]);
    const lines = drawnLines.map((id) => told.lines[id]);
    const ofBody = (body, relation, more) => ({
      id: body.id,
      name: body.name,
      of: null,
      relation,
      claims: body.claims,
      ...more,
    });
    const ofLine = (line, group) => ({
      id: line.object,
      name: nameOf$1(line.object),
      of: line.subject,
      ofName: nameOf$1(line.subject),
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

  const citedNow = () => {
    const uses = new Map();
    for (const thing of [
      ...[...exports.painted.shown.bodies].map((id) => told.bodies[id]),
      ...[...exports.painted.shown.lines].map((id) => told.lines[id]),
    ]) {
      for (const id of new Set(thing.claims.map((claim) => claim.source))) {
        uses.set(id, (uses.get(id) || 0) + 1);
      }
    }
    return uses;
  };

  const sourceRows = () =>
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


  function keysSvg(from, width) {
    const parts = [];
    const column = 300;
    const columns = Math.max(1, Math.floor(width / column));
    let y = from;
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
    const label = (text, x = 44) =>
      svg("text", { x, y: 10, "font-size": 11, fill: INK, "dominant-baseline": "middle" }, text);
    const counts = tally();
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

  function drawnPicture() {
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
      svg("title", {}, told.invented + nameOf$1(told.system) + ". " + dateInWords()),
      svg("rect", { x: -16, y: 0, width: "100%", height: "100%", fill: "#ffffff" }),
      svg("text", { x: 0, y: 28, "font-size": 20, "font-weight": 700, fill: INK }, told.invented + nameOf$1(told.system)),
      subtitle.map((text, n) => svg("text", { x: 0, y: 50 + n * 17, "font-size": 12, fill: SOFT }, text)),
      svg("g", { transform: `translate(6 ${top})` }, drawnSvg()),
      keys,
    );
    return new XMLSerializer().serializeToString(root);
  }

  // eslint-disable-next-line no-control-regex -- these are what is looked for
  const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

  const svgText = () =>
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    (pictureShown() === "nested" ? nestedSvg() : drawnPicture().replace(NOT_XML, "\ufffd")) +
    "\n";

  const FILE_WIDTH = 1240;

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

  async function picturePng() {
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


  const PAPER = { width: 1240, height: 770 };

  window.addEventListener("beforeprint", () => {
    if (document.body.classList.contains("briefing")) {
      return;
    }
    if (!state.tab) {
      change({ tab: "bodies" }, { remember: false });
    }
    const nested = pictureShown() === "nested" ? pictureFor({ ...PAPER, theme: "light", medium: "paper" }) : null;
    const drawn = nested ? nested.svg : drawnPicture();
    byId$1("on-paper").replaceChildren(
      make("h1", {}, nested ? nested.plan.title : told.invented + nameOf$1(told.system) + ". " + dateInWords()),
      make("p", {}, countsInWords() + ". " + filtersInWords() + "."),
      asElement(drawn),
    );
  });

  window.addEventListener("afterprint", () => byId$1("on-paper").replaceChildren());


  function inside(shown) {
    const { root } = draw_js.nest(told, shown);
    const within = new Set();
    const areas = new Set();
    const walk = (node) => {
      for (const child of node.children) {
        (child.how === "area" ? areas : within).add(child.id);
        walk(child);
      }
    };
    if (root) {
      walk(root);
    }
    const partnerships = [...within].filter((id) => kindOf(id) === "Collaboration");
    return { within: [...within], areas: [...areas], partnerships };
  }

  function countsOf(ids, kinds) {
    return kinds.flatMap((kind) => {
      const own = ids.filter((id) => kindOf(id) === kind);
      const headings = new Map();
      own.forEach((id) => headings.set(headingOfKind(id), (headings.get(headingOfKind(id)) || 0) + 1));
      return [...headings].map(([heading, n]) => countedHeading(n, heading));
    });
  }

  const headingOfKind = (id) =>
    kindOf(id) === "NHSTrust" ? "Trusts" : kindOf(id) === "Collaboration" ? "Partnerships" : headingOfBody(id);


  const link = (text, address, act) =>
    make(
      "a",
      {
        href: "#" + address,
        onclick: (event) => {
          event.preventDefault();
          act();
        },
      },
      bdi(text),
    );

  const nameIn = (id) => (id === told.system && !told.near ? "the system" : draw_js.shortOf(told, id));

  const body = (id, text = nameIn(id)) => link(text, "body=" + encodeURIComponent(id), () => choose("body", id));

  const table = (name, text) =>
    link(text, "tab=" + name, () => {
      change({ tab: name });
      byId$1("tables").scrollIntoView();
      byId$1("tab-" + name).focus({ preventScroll: true });
    });

  const COUNTED = ["Collaboration", "IntegratedCareBoard", "ClinicalCommissioningGroup", "PrimaryCareTrust", "NHSTrust"];

  const silence = (homes) =>
    Object.values(told.lines).some(
      (line) => homes.includes(line.object) && ["membership", "structure"].includes(line.family),
    )
      ? "Nothing that is shown on this day is inside it."
      : "No source says what is inside it.";

  function whatItIs({ within, areas }) {
    const system = told.bodies[told.system];
    const phase = phaseOn(system, state.day);
    const label = system.type === "IntegratedCareSystem" ? "ICS" : typeLabel(system.type);
    const article = /^[aeiou]/i.test(label) ? "An " : "A ";
    const kinds = { planned: " in the making", shadow: " in shadow form" };
    if (holdsOn(system, state.day) === "no") {
      return [body(told.system, article + label), " that did not exist on this day."];
    }
    const counts = [
      ...countsOf(within, COUNTED),
      ...(areas.length ? [countedHeading(areas.length, "Council areas")] : []),
    ];
    const rest = within.filter((id) => !COUNTED.includes(kindOf(id))).length;
    const all = counts.length ? counts : rest ? [counted$1(rest, "body", "bodies")] : [];
    return [
      body(told.system, article + label + (kinds[phase] || "")),
      all.length ? ": " + listed(all) + "." : ". " + silence([told.system]),
    ];
  }

  const verbsOf = (lines) => listed([...new Set(lines.map((line) => relationWord(line, false)))].slice(0, 2));

  function whoAnswers({ partnerships }, there) {
    const lines = [...there.lines].map((id) => told.lines[id]).filter((line) => line.family === "accountability");
    const stated = lines.filter((line) => line.certainty !== "rule" && isFirm(line));
    const rules = lines.filter((line) => line.certainty === "rule");
    const above = new Map();
    for (const line of rules) {
      above.set(line.object, [...(above.get(line.object) || []), line]);
    }
    const [most] = [...above].sort(([, a], [, b]) => b.length - a.length);
    const who = (ids) => listed(countsOf(ids, [...new Set(ids.map(kindOf))]), 3);
    const unsaid = [told.system, ...partnerships].filter(
      (id) => there.bodies.has(id) && !stated.some((line) => line.subject === id),
    );
    const unread = unsaid.filter((id) => notReadIn(id, "accountability").length);
    const these = (ids) =>
      listed([
        ...(ids.includes(told.system) ? [nameIn(told.system)] : []),
        ...(ids.some((id) => id !== told.system)
          ? [countedHeading(ids.filter((id) => id !== told.system).length, "Partnerships")]
          : []),
      ]);
    const notStated = unsaid.filter((id) => !unread.includes(id));
    return [
      stated.length === 1
        ? body(stated[0].subject)
        : stated.length
          ? link(counted$1(stated.length, "relationship"), onlyAddress("accountability"), () =>
              onlyFamily("accountability"),
            )
          : "No source states it. ",
      stated.length === 1
        ? " is accountable to " + nameIn(stated[0].object) + ". "
        : stated.length
          ? " are stated. "
          : "",
      ...(most
        ? [
            "By law, ",
            body(
              most[0],
              nameOf$1(most[0]) + " " + verbsOf(most[1]) + " " + who([...new Set(most[1].map((line) => line.subject))]),
            ),
            ". ",
          ]
        : []),
      unread.length ? table("gaps", "Not read") : null,
      unread.length ? ": " + these(unread) + "." + (notStated.length ? " " : "") : null,
      notStated.length ? table("gaps", "Not stated") : null,
      notStated.length ? ": " + these(notStated) + "." : null,
    ];
  }

  const othersThan = (family) => Object.keys(told.words.families).filter((name) => name !== family);

  const onlyFamily = (family) => change({ hidden: { ...state.hidden, family: new Set(othersThan(family)) } });

  const onlyAddress = (family) => "day=" + state.day + "&without-family=" + othersThan(family).sort().join(",");

  function whoIsIn({ partnerships }, there) {
    const homes = partnerships.length ? partnerships : [told.system];
    const lines = [...there.lines]
      .map((id) => told.lines[id])
      .filter((line) => line.family === "membership" && homes.includes(line.object) && isFirm(line));
    const within = new Map();
    for (const line of lines) {
      within.set(line.subject, (within.get(line.subject) || new Set()).add(line.object));
    }
    const those = partnerships.length
      ? partnerships.length === 1
        ? body(partnerships[0], "the partnership")
        : "the " + partnerships.length + " partnerships"
      : body(told.system, "it");
    if (!within.size) {
      const unread = homes.some((id) => notReadIn(id, "membership").length);
      const other = Object.values(told.lines).some(
        ({ family, object }) => family === "membership" && homes.includes(object),
      );
      return unread
        ? ["Who is in ", those, " was not read."]
        : [other ? "No member that is shown on this day is in " : "No source says who is in ", those, "."];
    }
    const ids = [...within.keys()];
    const both = ids.filter((id) => (within.get(id)?.size || 0) > 1);
    const possibly = lines.every(isPossible);
    const words = listed(countsOf(ids, [...new Set(ids.map(kindOf))]), 3);
    return [
      words,
      possibly ? " (possibly on this day)" : "",
      both.length ? "; " : ".",
      ...both.slice(0, 2).flatMap((id, n) => [n ? " and " : "", body(id)]),
      both.length > 2 ? " and " : null,
      both.length > 2 ? table("lines", both.length - 2 + " more") : null,
      both.length ? (both.length === 1 ? " is in two." : " are each in two or more.") : null,
    ];
  }

  function whatIsMissing() {
    const gaps = told.lists ? told.lists.gaps : carriedRows("gaps");
    const conflicts = told.lists ? told.lists.conflicts : carriedRows("conflicts");
    const unread = gaps.filter((row) => isUnread(row)).length;
    const about = [...new Set(conflicts.map((row) => row.of || row.id))];
    return [
      gaps.length ? table("gaps", counted$1(gaps.length, "gap")) : "No gap",
      (gaps.length === 1 ? " is" : gaps.length ? " are" : " is") + " on record",
      unread ? ", " + unread.toLocaleString("en-GB") + " not read" : "",
      ". ",
      conflicts.length ? table("conflicts", "Sources differ") : null,
      conflicts.length ? " on " + listed(about.map(nameIn), 2) + "." : "",
      !conflicts.length && told.lists ? "No difference between sources is on record." : "",
    ];
  }

  const isUnread = (row) =>
    told.bodies[row.id]?.gaps.some((gap) => gap.id === row.line && gap.reason === "not-read") || false;

  function showSummary() {
    const there = unfiltered();
    const now = inside(there);
    const cells = [
      [told.near ? "What this body is" : "What this system is", whatItIs(now)],
      ["Who is accountable to whom", whoAnswers(now, there)],
      [now.partnerships.length ? "Who is in the partnerships" : "Who is in it", whoIsIn(now, there)],
      ["What is missing, where sources differ", whatIsMissing()],
    ];
    byId$1("summary").hidden = Boolean(state.to);
    byId$1("summary").replaceChildren(
      ...cells.map(([title, text]) => make("div", {}, make("h2", {}, title), make("p", {}, ...text))),
    );
  }


  const LIST_HEADS = ["What", "Of", "Relation", "To", "In words", "Who says so"];

  const TABLES = {
    bodies: {
      title: "Bodies",
      heads: ["Body", "Type", "Phase", "Certainty", "From", "Until", "On the day", "Lines", "Where it is named"],
      rows: bodyRows,
      count: () => exports.painted.shown.bodies.size,
    },
    lines: {
      title: "Lines",
      heads: ["From", "Line", "To", "Role", "Phase", "Certainty", "Since", "Until", "On the day", "Who says so"],
      rows: lineRows,
      count: () => exports.painted.shown.lines.size,
    },
    changes: {
      title: "Changes",
      heads: ["Change", "Of", "In words", "Sure", "Who says so"],
      rows: changeRows,
      count: () => exports.painted.parts.reduce((n, part) => n + part.items.length, 0),
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

  const order = {}; /* by table: [column, 1 or -1] */

  function sorted(name) {
    const rows = TABLES[name].rows();
    if (!order[name]) {
      return rows;
    }
    const [column, way] = order[name];
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

  function filled(name) {
    const rows = sorted(name);
    const heads = TABLES[name].heads
      .map((head, n) => /** @type {[string, number]} */ ([head, n]))
      .filter(([, n]) => !rows.length || rows.some((row) => row[n].text));
    return { heads, rows: rows.map((row) => heads.map(([, n]) => row[n])) };
  }

  const safe = (text) =>
    /^(?:[\t\r\n]|[\s\p{Cc}\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20])/u.test(text) ? "'" + text : text;

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

  function showTables() {
    const names = Object.keys(TABLES).filter((name) => TABLES[name].shown?.() ?? true);
    const tab = state.tab && names.includes(state.tab) ? state.tab : null;
    const focused = document.activeElement?.id;
    byId$1("tabs").replaceChildren(
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
                byId$1("tab-" + names[(n + step + names.length) % names.length]).focus();
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
    byId$1("table").hidden = !tab;
    if (tab) {
      fillTable(tab);
    } else {
      byId$1("table").replaceChildren();
    }
  }

  function fillTable(name) {
    const { title } = TABLES[name];
    const { heads, rows: cells } = filled(name);
    const [column, way] = order[name] || [null, 1];
    const head = ([label, n], at) =>
      make(
        "th",
        { scope: "col", "aria-sort": n === column ? (way === 1 ? "ascending" : "descending") : null },
        button(
          label + (n === column ? (way === 1 ? " ▲" : " ▼") : ""),
          () => {
            order[name] = [n, n === column ? -way : 1];
            fillTable(name);
            /** @type {HTMLElement} */ (byId$1("table").querySelectorAll("th button")[at]).focus();
          },
          { class: "sort", "aria-label": "Sort by " + label },
        ),
      );
    const rows = cells.map((row) =>
      make(
        "tr",
        {},
        ...row.map((cell, n) =>
          make("td", { "data-label": heads[n][0], class: cell.text ? null : "blank" }, cell.node || bdi(cell.text)),
        ),
      ),
    );
    byId$1("table").setAttribute("aria-labelledby", "tab-" + name);
    byId$1("table").replaceChildren(
      make(
        "div",
        { class: "acts" },
        button("Copy as CSV", () =>
          copyText(csvOf(name), title + " copied as CSV: " + counted$1(rows.length, "row") + "."),
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


  byId$1("save-svg").onclick = () => {
    save(new Blob([svgText()], { type: "image/svg+xml" }), fileName(".svg"));
    announce("Picture saved as SVG.", true);
  };

  byId$1("save-png").onclick = async () => {
    save(await picturePng(), fileName(".png"));
    announce("Picture saved as PNG.", true);
  };

  byId$1("copy-link").onclick = copyLink;

  byId$1("print").onclick = () => window.print();

  function select() {
    network.unselectAll();
    if (!state.chosen) {
      return;
    }
    const [what, id] = state.chosen;
    if (what === "body" && exports.painted.shown.bodies.has(id) && cards.has(id)) {
      network.selectNodes([id], false);
    }
    if (what === "line" && exports.painted.shown.lines.has(id) && routes.has(id)) {
      network.selectEdges([id]);
    }
  }

  byId$1("trace").onclick = () => traceForm(null, null);

  let width = 0;

  onChange(() => {
    unsay();
    keepAnswer();
    paint();
    select();
    showHeading();
    showAnswer();
    showComparison();
    showSummary();
    showPanel();
    if (byId$1("stage").clientWidth !== width) {
      width = byId$1("stage").clientWidth;
      place$1();
    }
    showNested();
    lightAgain();
    showControls();
    legend();
    showTables();
  });

  onChange((changes) => {
    if ("picture" in changes || "further" in changes) {
      place$1();
    }
    if ("trace" in changes && exports.painted.trace) {
      announce(traceSentence(exports.painted.trace));
    }
  });

  onBody((id) => {
    const body = told.bodies[id];
    if (body) {
      change({ ask: null }, { remember: false });
      choose("body", id);
    } else if (told.served) {
      location.assign("/body/" + encodeURIComponent(id));
    } else {
      change({ ask: null, chosen: null, trace: null });
      const hit = reader.names.byId.get(id);
      const [, , , why] = told.notDrawn.find(([own]) => own === id) || [];
      keepFocus();
      closeForm();
      show([
        make("h2", {}, bdi(hit ? hit.name : id)),
        make("p", { class: "kind" }, typeLabel(hit ? hit.type : "")),
        make(
          "p",
          { class: "note" },
          "It is in the data, but not in this picture: " +
            (why === undefined ? "it is linked to none of these bodies" : told.whyNotDrawn[why]) +
            ".",
        ),
      ]);
      panel.focus();
    }
  });

  dark.addEventListener("change", () => {
    renewLook();
    change({}, { remember: false });
  });

  new ResizeObserver(() => {
    if (byId$1("stage").clientWidth !== width) {
      width = byId$1("stage").clientWidth;
      place$1();
      showNested();
      lightAgain();
    }
  }).observe(byId$1("stage"));

  function fromAddress() {
    const unknown = decode(location.hash.length > 1 ? location.hash : initial);
    change({}, { remember: false });
    place$1();
    if (unknown.length) {
      announce("The link speaks of what is not on this page: " + listed(unknown) + ".", true);
    }
  }

  window.addEventListener("hashchange", fromAddress);

  if (location.hash.length > 1) {
    fromAddress();
  } else {
    change({}, { remember: false });
    place$1();
  }

  network.once("afterDrawing", () => {
    container.dataset.ready = String(Math.round(performance.now()));
  });

  network.redraw();

  exports.FONT = FONT;
  exports.FORMS = FORMS;
  exports.KINDS = KINDS;
  exports.admits = admits;
  exports.badgePlaces = badgePlaces;
  exports.balances = balances;
  exports.bodyCard = bodyCard;
  exports.byId = byId$1;
  exports.cards = cards;
  exports.change = change;
  exports.changeSaid = changeSaid;
  exports.changes = changes;
  exports.choose = choose;
  exports.citedNow = citedNow;
  exports.container = container;
  exports.dayOf = dayOf;
  exports.details = details;
  exports.drawnBodies = drawnBodies;
  exports.drawnLines = drawnLines;
  exports.edges = edges;
  exports.encode = encode;
  exports.found = found;
  exports.inWords = inWords;
  exports.linePhase = linePhase;
  exports.linesAt = linesAt;
  exports.lookOf = lookOf;
  exports.looks = looks;
  exports.make = make;
  exports.marksOf = marksOf;
  exports.nameOf = nameOf$1;
  exports.network = network;
  exports.nextCard = nextCard;
  exports.nodes = nodes;
  exports.periodInWords = periodInWords;
  exports.phaseOn = phaseOn;
  exports.pictureFor = pictureFor;
  exports.plan = plan;
  exports.printBriefing = printBriefing;
  exports.routes = routes;
  exports.shownOn = shownOn;
  exports.spelledIn = spelledIn;
  exports.standing = standing;
  exports.state = state;
  exports.svgText = svgText;
  exports.told = told;
  exports.traceForm = traceForm;
  exports.traceSentence = traceSentence;
  exports.traced = traced;
  exports.upward = upward;
  exports.viewOf = viewOf;
  exports.whenOf = whenOf;
  exports.zoom = zoom;

  Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });

  return exports;

})({}, picture);
