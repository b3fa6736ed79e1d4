/* Where the rows of a heading stand, and what of it folds. */
import { cut, widthOf, wrap } from "./measure.js";
import { isChange } from "./badges.js";
import { grouped } from "./naming.js";

const MARK = 16;
const SPACE = 8;

/* Set words one behind the other from a place on, in lines of small type; returns where the next would stand. */
/** @type {(sizes: Sizes, texts: Run[], words: Words, at: Flow) => Flow} */
export function flow(sizes, texts, words, at) {
  let { x, y } = at;
  for (const [word, tone] of words) {
    /* What changed is never cut short. */
    const parts = isChange(tone)
      ? wrap(word, at.right - at.left, sizes.rest, true, 4)
      : [cut(word, at.right - at.left, sizes.rest)];
    for (const text of parts) {
      const wide = widthOf(text, sizes.rest, isChange(tone));
      if (x > at.left && x + wide > at.right) {
        x = at.left;
        y += sizes.small;
      }
      texts.push({ text, x, y, size: sizes.rest, bold: isChange(tone), tone: tone || "soft" });
      x += wide + SPACE;
    }
  }
  return { ...at, x, y };
}

/** @type {(sizes: Sizes, key: string, label: string, note: string, x: number, y: number, ids: string[],
    open: boolean, little?: boolean) => Chip} */
export function chipAt(sizes, key, label, note, x, y, ids, open, little = false) {
  const size = little || !sizes.boxed ? sizes.rest : sizes.name;
  const noteWide = note ? widthOf(note, sizes.rest) + 7 : 0;
  return {
    key,
    label,
    note,
    x,
    y,
    w: Math.ceil(widthOf(label, size, !sizes.boxed) + noteWide + (!sizes.boxed ? 4 : little ? 26 : 33)),
    h: little ? sizes.little : sizes.chip,
    open,
    ids,
  };
}

/** @type {(row: RowModel) => string[]} */
const idsIn = (row) => row.children.flatMap((child) => [child.id, ...idsIn(child)]);

/* All that is folded away with a heading, however deep. */
/** @type {(group: GroupModel) => string[]} */
export const idsOf = (group) => [...new Set(group.rows.flatMap((row) => [row.id, ...idsIn(row)]))];

/* How wide a row would be in one line. */
/** @type {(sizes: Sizes, row: RowModel) => number} */
const natural = (sizes, row) =>
  MARK +
  widthOf(row.name, sizes.name) +
  [row.acronym, ...row.words.map(([text]) => text)]
    .filter(Boolean)
    .reduce((sum, text) => sum + SPACE + widthOf(text, sizes.rest), 0) +
  (row.inside && !row.hollow ? SPACE + widthOf(row.inside + " inside", sizes.rest) + 26 : 0) +
  2;

/* A row and, where they are opened, those inside it; returns them and where the next begins. */
/** @type {(sizes: Sizes, row: RowModel, open: Set<string>, box: { x: number; y: number; w: number }) =>
    { rows: Row[]; end: number }} */
function rowAt(sizes, row, open, { x, y, w }) {
  const left = x + MARK;
  const right = x + w - (row.hollow ? 4 : 0);
  const lead = (sizes.row - 20) / 2 + (row.hollow ? 2 : 0);
  const lines = wrap(row.name, right - left, sizes.name, false, 3);
  /** @type {Run[]} */
  const texts = lines.map((text, n) => ({
    text,
    x: left,
    y: y + lead + 15 + n * sizes.line,
    size: sizes.name,
    bold: false,
    tone: row.hollow ? "soft" : "ink",
  }));
  const last = lines[lines.length - 1];
  let at = {
    left,
    right,
    x: left + widthOf(last, sizes.name) + SPACE - 2,
    y: y + lead + 15 + (lines.length - 1) * sizes.line,
  };
  /** @type {Words} */
  const tail = [...(row.acronym ? [/** @type {[string, Tone]} */ ([row.acronym, ""])] : []), ...row.words];
  at = flow(sizes, texts, tail, at);
  if (row.also) {
    at = flow(sizes, texts, [[row.also, ""]], { ...at, x: at.left, y: at.y + sizes.small });
  }
  /** @type {Chip | null} */
  let chip = null;
  if (row.inside && !row.hollow) {
    const key = row.id + "/inside";
    chip = chipAt(sizes, key, row.inside + " inside", "", at.x, 0, idsIn(row), open.has(key), true);
    const small = at.y > y + lead + 15 + (lines.length - 1) * sizes.line;
    if ((at.x > left && at.x + chip.w > right) || small) {
      at = { ...at, x: left, y: at.y + sizes.little };
      chip.x = left;
    }
    chip.y = at.y - sizes.little / 2 - 4;
  }
  const end = at.y + 5 + lead + (row.hollow ? 2 : 0);
  /** @type {Row} */
  const placed = {
    id: row.id,
    home: row.home,
    title: row.title,
    shape: row.shape,
    kind: row.kind,
    hollow: row.hollow,
    markX: x + 5,
    markY: y + lead + 10,
    texts,
    chip,
    x: row.hollow ? x - 4 : x,
    y,
    w: row.hollow ? w + 8 : w,
    h: end - y,
  };
  const rows = [placed];
  let bottom = end + (row.hollow ? 3 : 0);
  if (chip && chip.open) {
    for (const child of row.children) {
      const inner = rowAt(sizes, child, open, { x: x + MARK, y: bottom, w: w - MARK });
      rows.push(...inner.rows);
      bottom = inner.end;
    }
  }
  return { rows, end: bottom };
}

/* The rows of a heading in as many columns as their names leave room for, read from left to right. */
/** @type {(sizes: Sizes, rows: RowModel[], open: Set<string>, box: { x: number; y: number; w: number },
    single: boolean, flows?: boolean) => { rows: Row[]; end: number }} */
export function gridAt(sizes, rows, open, { x, y, w }, single, flows = false) {
  const widest = Math.max(...rows.map((row) => natural(sizes, row)));
  const opened = rows.some((row) => open.has(row.id + "/inside"));
  const plain = !single && !opened && !rows.some((row) => row.hollow || row.also);
  const columns = plain && !sizes.phone ? Math.max(1, Math.min(rows.length, Math.floor((w + 14) / (widest + 14)))) : 1;
  const wide = (w - 14 * (columns - 1)) / columns;
  if (plain && columns === 1 && rows.length > 1 && flows && !sizes.phone) {
    return flowing(sizes, rows, open, { x, y, w });
  }
  /** @type {Row[]} */
  const placed = [];
  let top = y;
  for (let n = 0; n < rows.length; n += columns) {
    let bottom = top;
    rows.slice(n, n + columns).forEach((row, column) => {
      const made = rowAt(sizes, row, open, { x: x + column * (wide + 14), y: top, w: wide });
      placed.push(...made.rows);
      bottom = Math.max(bottom, made.end);
    });
    top = bottom;
  }
  return { rows: placed, end: top };
}

/* Rows one behind the other, as many in a line as there is room for. */
/** @type {(sizes: Sizes, rows: RowModel[], open: Set<string>, box: { x: number; y: number; w: number })
    => { rows: Row[]; end: number }} */
function flowing(sizes, rows, open, { x, y, w }) {
  /** @type {Row[]} */
  const placed = [];
  let [at, top, bottom] = [x, y, y];
  for (const row of rows) {
    const wide = Math.min(natural(sizes, row), w);
    if (at > x && at + wide > x + w) {
      [at, top] = [x, bottom];
    }
    const made = rowAt(sizes, row, open, { x: at, y: top, w: wide });
    placed.push(...made.rows);
    bottom = Math.max(bottom, made.end);
    at += wide + 16;
  }
  return { rows: placed, end: bottom };
}

/* A heading with its rows, or with a chip that counts them and opens them in place. */
/** @type {(sizes: Sizes, group: GroupModel, folds: Folds, box: { x: number; y: number; w: number },
    single: boolean) => { group: Group; end: number }} */
export function groupAt(sizes, group, folds, { x, y, w }, single) {
  const foldable = folds.folds(group);
  const opened = !foldable || folds.open.has(group.key);
  const title = group.heading + " (" + grouped(group.rows.length) + ")";
  /** @type {Run[]} */
  const notes = [];
  /** @type {Chip | null} */
  let chip = null;
  /** @type {Run | null} */
  let heading = null;
  let end = y + sizes.heading;
  if (foldable) {
    chip = chipAt(sizes, group.key, title, "", x, y + 3, idsOf(group), opened);
    chip.w = Math.min(chip.w, w);
    end = y + 3 + chip.h;
  } else {
    const text = cut(title, w, sizes.rest, true);
    heading = { text, x, y: y + sizes.heading - 5, size: sizes.rest, bold: true, tone: "soft" };
  }
  const used = (chip ? chip.w : widthOf(title, sizes.rest, true)) + SPACE;
  const wide = group.words.reduce((sum, [text]) => sum + widthOf(text, sizes.rest) + SPACE, -SPACE);
  if (group.words.length && used + wide <= w) {
    flow(sizes, notes, group.words, {
      left: x,
      right: x + w + 1,
      x: x + w - wide,
      y: chip ? chip.y + chip.h / 2 + 4 : y + sizes.heading - 5,
    });
  } else if (group.words.length) {
    end = flow(sizes, notes, group.words, { left: x, right: x + w, x, y: end + 11 }).y + 5;
  }
  /** @type {Row[]} */
  let rows = [];
  if (opened) {
    const areas = group.key.endsWith("/areas");
    const grid = gridAt(sizes, group.rows, folds.open, { x, y: end + (chip ? 3 : 0), w }, single, areas);
    rows = grid.rows;
    end = grid.end;
  }
  return {
    group: {
      key: group.key,
      heading,
      count: group.rows.length,
      notes,
      rule: null,
      chip,
      rows,
      folded: opened ? [] : idsOf(group),
      box: { x, y, w, h: end - y },
    },
    end,
  };
}
