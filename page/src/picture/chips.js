/* Headings that are folded away: chips that count them, and what of them is opened beneath. */
import { isFurther } from "./badges.js";
import { wrap } from "./measure.js";
import { grouped } from "./naming.js";
import { chipAt, gridAt, idsOf } from "./rows.js";

/* Chips in lines, and beneath them the rows of those that are open; returns where all of it ends. */
/** @type {(sizes: Sizes, groups: GroupModel[], folds: Folds, box: { x: number; y: number; w: number },
    out: Group[]) => number} */
export function chipsAt(sizes, groups, folds, { x, y, w }, out) {
  let at = x;
  let top = y;
  /** @type {[GroupModel, Chip, string[]][]} */
  const made = [];
  for (const group of groups) {
    const title = group.heading + " (" + grouped(group.rows.length) + ")";
    const inside = group.rows.reduce((sum, row) => sum + (row.hollow ? 0 : row.inside), 0);
    const each = group.words.map(([text]) => (text.startsWith("? ") ? text + " each" : text));
    const notes = [...each, ...marked(group), ...(inside ? [inside + " inside"] : [])];
    const ids = idsOf(group);
    const opened = folds.open.has(group.key);
    let chip = chipAt(sizes, group.key, title, notes.join(", "), at, top, ids, opened);
    /* A note that is wider than all there is stands beneath its chip. */
    const under = chip.w > w ? wrap(notes.join(", "), w, sizes.rest, false, 4) : [];
    if (under.length) {
      chip = chipAt(sizes, group.key, title, "", at, top, ids, opened);
    }
    if (at > x && at + chip.w > x + w) {
      at = x;
      top += sizes.chip + (sizes.boxed ? 6 : 0);
      chip.x = at;
      chip.y = top;
    }
    chip.w = Math.min(chip.w, w);
    made.push([group, chip, under]);
    at = under.length ? x + w : at + chip.w + (sizes.boxed ? 8 : 14);
    top += under.length * sizes.small;
  }
  let end = top + sizes.chip;
  for (const [group, chip, under] of made) {
    /** @type {Group} */
    const placed = {
      key: group.key,
      heading: null,
      count: group.rows.length,
      notes: under.map((text, n) => ({
        text,
        x,
        y: chip.y + chip.h + 12 + n * sizes.small,
        size: sizes.rest,
        bold: false,
        tone: "soft",
      })),
      rule: null,
      chip,
      rows: [],
      folded: [],
      box: { x: chip.x, y: chip.y, w: chip.w, h: chip.h },
    };
    if (chip.open) {
      placed.rule = [x, x + w, end + 6];
      placed.heading = { text: group.heading, x, y: end + 23, size: sizes.rest, bold: true, tone: "soft" };
      const grid = gridAt(sizes, group.rows, folds.open, { x, y: end + 28, w }, false);
      placed.rows = grid.rows;
      end = grid.end;
    } else {
      placed.folded = chip.ids;
    }
    out.push(placed);
  }
  return end;
}

/* What a folded chip says of single rows within it, so that no mark is lost: "1 uncertain". */
/** @type {(group: GroupModel) => string[]} */
function marked(group) {
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const row of group.rows) {
    for (const [text, tone] of row.words.filter(([word]) => !isFurther(word))) {
      const word = text.startsWith("? ") ? "with ?" : tone === "warn" && text === "≠" ? "≠" : text;
      times.set(word, (times.get(word) || 0) + 1);
    }
  }
  return [...times].map(([text, n]) => n + " " + text);
}
