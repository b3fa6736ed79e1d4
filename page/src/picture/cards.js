/* Where everything stands within a card: its name, its badges, who leads it, and the headings with their rows. */
import { widthOf, wrap } from "./measure.js";
import { flow, gridAt, groupAt } from "./rows.js";
import { chipsAt } from "./chips.js";

const BADGE = 20;

/* Badges one behind the other, in as many lines as they need; returns where the next line would begin. */
/** @type {(sizes: Sizes, badges: Words, at: Flow, out: Badged[]) => number} */
export function badgesAt(sizes, badges, at, out) {
  let { x, y } = at;
  for (const [text, tone] of badges) {
    const w = Math.ceil(widthOf(text, sizes.rest) + 14);
    if (x > at.left && x + w > at.right) {
      x = at.left;
      y += BADGE + 4;
    }
    out.push({ text, tone, x, y, w, h: BADGE });
    x += w + 6;
  }
  return badges.length ? y + BADGE : at.y;
}

/** @type {(card: CardModel, level: PlacedCard["level"], box: Box) => PlacedCard} */
const empty = (card, level, box) => ({
  ...box,
  id: card.id,
  level,
  title: card.title + ", " + card.type,
  titles: [],
  strength: card.strength,
  badges: [],
  texts: [],
  seats: [],
  groups: [],
  headBottom: box.y,
});

/* The name, badges and leader of a member's card; what is beneath begins at the same height in a row of cards. */
/** @type {(sizes: Sizes, card: CardModel, folds: Folds, box: { x: number; y: number; w: number }) => PlacedCard} */
export function headAt(sizes, card, folds, { x, y, w }) {
  const placed = empty(card, "member", { x, y, w, h: 0 });
  const left = x + sizes.pad;
  const right = x + w - sizes.pad;
  let top = y + 9;
  for (const text of wrap(card.title, right - left, sizes.name, true, 4)) {
    placed.titles.push({ text, x: left, y: top + 14, size: sizes.name, bold: true, tone: "ink" });
    top += sizes.line;
  }
  top = badgesAt(sizes, card.badges, { left, right, x: left, y: top + 3 }, placed.badges) + 3;
  if (card.leader) {
    const text = "Leader or chair";
    placed.texts.push({ text, x: left, y: top + 14, size: sizes.rest, bold: false, tone: "soft" });
    placed.texts.push({
      text: card.leader,
      x: right,
      y: top + 14,
      size: sizes.rest,
      bold: false,
      tone: "warn",
      end: true,
    });
    top += 20;
  } else {
    const seats = gridAt(sizes, card.seats, folds.open, { x: left, y: top + 2, w: right - left }, true);
    placed.seats = seats.rows;
    top = seats.end;
  }
  placed.headBottom = top + 4;
  return placed;
}

/* Set the headings of a member's card beneath its head; returns where they end. */
/** @type {(sizes: Sizes, card: CardModel, placed: PlacedCard, folds: Folds, single: Set<string>) => number} */
export function bodyAt(sizes, card, placed, folds, single) {
  const left = placed.x + sizes.pad;
  const w = placed.w - 2 * sizes.pad;
  let y = placed.headBottom;
  for (const group of card.groups) {
    const { group: made, end } = groupAt(
      sizes,
      group,
      folds,
      { x: left, y: y + sizes.space, w },
      single.has(group.key),
    );
    made.rule = [left, left + w, y];
    placed.groups.push(made);
    y = end + sizes.space;
  }
  return y + 4;
}

/* A body of the nation: its name, and what is inside it in a chip. */
/** @type {(sizes: Sizes, card: CardModel, folds: Folds, box: { x: number; y: number; most: number }) => PlacedCard} */
export function nationalAt(sizes, card, folds, { x, y, most }) {
  const placed = empty(card, "national", { x, y, w: 0, h: 32 });
  const lines = wrap(card.title, most - 24, sizes.name, true, 2);
  const name = Math.max(...lines.map((text) => widthOf(text, sizes.name, true)));
  placed.titles = lines.map((text, n) => ({
    text,
    x: x + 12,
    y: y + 21 + n * sizes.line,
    size: sizes.name,
    bold: true,
    tone: "ink",
  }));
  placed.w = Math.ceil(name + 24);
  placed.h = 32 + (lines.length - 1) * sizes.line;
  if (card.badges.length) {
    const wide = card.badges.reduce((sum, [text]) => sum + widthOf(text, sizes.rest) + 20, 0);
    const beside = lines.length === 1 && placed.w + wide <= most;
    const at = beside
      ? { left: x, right: x + most, x: x + placed.w - 4, y: y + 6 }
      : { left: x + 12, right: x + most, x: x + 12, y: y + placed.h - 4 };
    const end = badgesAt(sizes, card.badges, at, placed.badges);
    placed.w = Math.max(placed.w, ...placed.badges.map((badge) => badge.x + badge.w + 10 - x));
    placed.h = Math.max(placed.h, end + 6 - y);
  }
  const groups = card.groups.filter((group) => group.rows.length);
  if (groups.length) {
    let at = x + 10;
    for (const group of groups) {
      const { group: made } = groupAt(
        sizes,
        group,
        { ...folds, folds: () => true, open: new Set() },
        { x: at, y: y + placed.h - 4, w: 400 },
        true,
      );
      placed.groups.push(made);
      at += (made.chip ? made.chip.w : 0) + 8;
    }
    placed.w = Math.max(placed.w, at + 2 - x);
    placed.h += sizes.chip + 6;
  }
  return placed;
}

/* The card of the system: its headings are chips in a line, and what is opened stands beneath them. */
/** @type {(sizes: Sizes, card: CardModel, partOf: string, folds: Folds, box: { x: number; y: number; w: number })
    => PlacedCard} */
export function systemAt(sizes, card, partOf, folds, { x, y, w }) {
  const placed = empty(card, "system", { x, y, w, h: 0 });
  const left = x + 12;
  const right = x + w - 12;
  let top = y + 8;
  const titles = wrap(card.title, right - left, sizes.title, true, 3);
  for (const text of titles) {
    placed.titles.push({ text, x: left, y: top + 18, size: sizes.title, bold: true, tone: "ink" });
    top += 24;
  }
  const behind = left + widthOf(titles[titles.length - 1], sizes.title, true) + 12;
  const leader = card.leader ? "Leader or chair: " : "";
  const leaderWide = card.leader ? widthOf(leader + card.leader, sizes.rest) + 16 : 0;
  const wide = card.badges.reduce((sum, [text]) => sum + widthOf(text, sizes.rest) + 20, 0);
  const beside = behind + wide + leaderWide <= right;
  top = beside
    ? (badgesAt(sizes, card.badges, { left, right, x: behind, y: top - 21 }, placed.badges), top)
    : badgesAt(sizes, card.badges, { left, right, x: left, y: top + 2 }, placed.badges) + 4;
  if (card.leader) {
    const at = beside ? top - 7 : top + 12;
    const value = widthOf(card.leader, sizes.rest);
    const start = beside ? right - value - widthOf(leader, sizes.rest) : left;
    placed.texts.push({ text: leader.trim(), x: start, y: at, size: sizes.rest, bold: false, tone: "soft" });
    const x2 = beside ? right - value : left + widthOf(leader, sizes.rest) + 2;
    placed.texts.push({ text: card.leader, x: x2, y: at, size: sizes.rest, bold: false, tone: "warn" });
    top += beside ? 0 : 18;
  } else {
    const seats = gridAt(sizes, card.seats, folds.open, { x: left, y: top + 2, w: right - left }, false);
    placed.seats = seats.rows;
    top = seats.end;
  }
  if (partOf) {
    const at = { left, right, x: left, y: top + 13 };
    top = flow(sizes, placed.texts, [["Part of: " + partOf, ""]], at).y + 5;
  }
  const chips = card.groups.filter((group) => folds.folds(group));
  if (chips.length) {
    top = chipsAt(sizes, chips, folds, { x: left, y: top + 6, w: right - left }, placed.groups);
  }
  for (const group of card.groups.filter((each) => !folds.folds(each))) {
    const { group: made, end } = groupAt(sizes, group, folds, { x: left, y: top + 6, w: right - left }, false);
    made.rule = [left, right, top + 3];
    placed.groups.push(made);
    top = end + 3;
  }
  placed.headBottom = top;
  placed.h = top + 10 - y;
  return placed;
}
