/* Made from page/src by scripts/bundle: change it there. */
var picture = (function (exports) {
  'use strict';


  const FIRST_DAY = "0001-01-01";

  function holdsOn(thing, day) {
    const [startMin, startMax, endMin, endMax] = thing.bounds;
    if (day < startMin || day > endMax) {
      return "no";
    }
    return startMax <= day && day <= endMin ? "yes" : "possibly";
  }

  const lineHolds = (line, day) => (line.planned ? "no" : holdsOn(line, day));

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

  const undated = (thing) => !thing.from && !thing.until;


  const viewIn = ({ hidden }, day) => ({
    day,
    planned: !hidden.phase.has("planned"),
    uncertain: !hidden.certainty.has("uncertain"),
    rules: !hidden.certainty.has("rule"),
  });

  function shownIn(data, state, day) {
    const { told } = data;
    const view = viewIn(state, day);
    const { type, family, phase, certainty } = state.hidden;
    const bodies = new Set();
    const lines = new Set();
    const open = new Set();
    const wanted = (id) => !type.has(told.bodies[id].type);
    for (const id of data.lines) {
      const line = told.lines[id];
      if (
        !admits(line, view) ||
        family.has(line.family) ||
        certainty.has(line.certainty) ||
        phase.has(linePhase(line, view))
      ) {
        continue;
      }
      if (day && !state.undated && undated(line)) {
        continue;
      }
      if (!wanted(line.subject) || !wanted(line.object)) {
        continue;
      }
      lines.add(id);
      if (day && lineHolds(line, day) !== "yes") {
        open.add(id);
      }
    }
    const linked = new Set([told.system]);
    for (const id of lines) {
      linked.add(told.lines[id].subject);
      linked.add(told.lines[id].object);
    }
    for (const id of data.bodies) {
      const body = told.bodies[id];
      if (!wanted(id)) {
        continue;
      }
      const left =
        (day && holdsOn(body, day) === "no") ||
        certainty.has(body.certainty) ||
        phase.has(body.planned ? "planned" : phaseOn(body, day)) ||
        (day && !state.undated && undated(body));
      if (left && !linked.has(id)) {
        continue;
      }
      bodies.add(id);
      if (day && holdsOn(body, day) !== "yes") {
        open.add(id);
      }
    }
    return { bodies, lines, open };
  }

  function shownAtAll(data, state) {
    const first = shownIn(data, state, state.day);
    if (!state.to) {
      return first;
    }
    const second = shownIn(data, state, state.to);
    const union = (a, b) => new Set([...a, ...b]);
    return {
      bodies: union(first.bodies, second.bodies),
      lines: union(first.lines, second.lines),
      open: new Set([...first.open].filter((id) => second.open.has(id))),
    };
  }

  const COMMON = {
    planned: false,
    from: null,
    until: null,
    note: null,
    general: false,
    plan: null,
    role: null,
    byList: false,
    called: [],
  };

  function withIds(told) {
    for (const things of [told.bodies, told.lines]) {
      for (const [id, thing] of Object.entries(things)) {
        const phases = { at: "not-stated", steps: [[FIRST_DAY, "not-stated"]] };
        Object.assign(thing, { ...COMMON, phases, ...thing, id });
      }
    }
    return told;
  }


  const SAID_BY_HEADING = {
    ClinicalCommissioningGroup: /^NHS | (CCG|Clinical Commissioning Group)$/gi,
    NHSTrust: /^The (?=.*Trust$)| (NHS )?(Foundation )?Trust$| (NHS )?FT$/gi,
    Council: / \(council area\)$/gi,
    Activity: / workstream$/gi,
  };

  const IN_FULL = {
    ClinicalCommissioningGroup: / (CCG|Clinical Commissioning Group)$/i,
    NHSTrust: / Trust$/i,
  };

  const isAcronym = (text) => /^[A-Z][A-Z&-]{1,7}$/.test(text);

  const bare = (name, kind) => (SAID_BY_HEADING[kind] ? name.replace(SAID_BY_HEADING[kind], "") || name : name);

  function rowName(body, kind) {
    const name = bare(body.name, kind);
    const full = body.other
      .filter((other) => IN_FULL[kind]?.test(other) && !other.includes("("))
      .map((other) => bare(other, kind))
      .filter((other) => other.length > name.length && /[a-z]/.test(other))
      .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    const acronym = [name, ...body.other].find((other) => isAcronym(other) && other !== body.name) || "";
    if (full.length) {
      return { name: full[0], acronym };
    }
    return { name, acronym: acronym === name ? "" : acronym };
  }

  const PLURALS = {
    person: "people",
    "clinical commissioning group": "CCGs",
    "committees in common": "committees in common",
    "council of governors": "councils of governors",
    "cluster of integrated care boards": "clusters of integrated care boards",
    "NHS England": "NHS England",
    "Secretary of State for Health and Social Care": "Secretary of State",
  };

  function headingOf(label) {
    const many = PLURALS[label] || (/[^aeiou]y$/.test(label) ? label.slice(0, -1) + "ies" : label + "s");
    return many.charAt(0).toUpperCase() + many.slice(1);
  }

  const grouped = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

  const MONTHS = "January February March April May June July August September October November December".split(" ");

  function dayWords(day) {
    const [year, month, date] = day.split("-").map(Number);
    return date + " " + MONTHS[month - 1] + " " + year;
  }


  function accountableWords(told, lines, id, state, day) {
    const view = viewIn(state, day);
    const own = lines.filter((line) => line.family === "accountability" && line.subject === id);
    if (own.some((line) => line.certainty !== "rule" && admits(line, view))) {
      return null;
    }
    if (own.some((line) => line.certainty === "rule" && admits(line, { ...view, rules: true }))) {
      return "accountable: by law only";
    }
    const unread = told.bodies[id].gaps.some((gap) => gap.reason === "not-read" && gap.topic === "accountability");
    return "accountable: " + (unread ? "not read" : "not stated");
  }

  function presence(body, open, day, to) {
    if (day && !to && holdsOn(body, day) === "no") {
      return [body.bounds[0] > day ? "not yet there" : "no longer there", "warn"];
    }
    return open ? ["possibly", ""] : null;
  }

  function badgesOf({ told, state, shown, linesAt, conflicts, marks }, id, head) {
    const body = told.bodies[id];
    const badges = [];
    const mark = marks?.get(id);
    const phase = phaseOn(body, state.day);
    if (mark) {
      const word = mark.word || { added: "+ opened", ended: "− closed", changed: "± changed" }[mark.mark] || mark.mark;
      badges.push([(mark.sure ? "" : "perhaps ") + word, /** @type {Tone} */ (mark.mark)]);
    }
    if (phase === "planned" || phase === "shadow") {
      badges.push([told.words.phases[phase].toLowerCase(), ""]);
    }
    if (head) {
      const words = accountableWords(told, linesAt.get(id) || [], id, state, state.day);
      if (words) {
        badges.push([words, "warn"]);
      }
    }
    if (body.certainty !== "stated") {
      badges.push([told.words.certainties[body.certainty], ""]);
    }
    const there = presence(body, shown.open.has(id), state.day, state.to);
    if (there) {
      badges.push(there);
    }
    if (conflicts.has(id)) {
      badges.push(["≠", "warn"]);
    }
    if (body.gaps.length) {
      badges.push(["? " + body.gaps.length, "warn"]);
    }
    const more = (told.hanging[id] || 0) - (state.further === id ? told.further[id] || 0 : 0);
    if (state.further === id) {
      badges.push(["× close " + grouped(told.further[id]), ""]);
    }
    if (more > 0) {
      badges.push(["+" + grouped(more) + " not drawn", ""]);
    }
    return badges;
  }

  const isFurther = (text) => /^\+[\d,]+ not drawn$/.test(text) || /^× close [\d,]+$/.test(text);

  const isChange = (tone) => tone === "added" || tone === "ended" || tone === "changed";

  function conflictsIn(told) {
    const ids = new Set();
    for (const row of told.lists ? told.lists.conflicts : []) {
      for (const id of [row.id, row.of, row.line]) {
        if (id) {
          ids.add(id);
        }
      }
    }
    for (const [id, line] of Object.entries(told.lines)) {
      if (line.certainty === "disputed") {
        ids.add(id);
      }
    }
    return ids;
  }

  const SPARE = 1.03;

  const REGULAR = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
  ];

  const BOLD = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
    556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
    280, 389, 584,
  ];

  const OTHERS = {
    "–": 556,
    "—": 1000,
    "…": 1000,
    "’": 222,
    "‘": 222,
    "“": 333,
    "”": 333,
    "·": 333,
    "→": 1000,
    "≠": 549,
  };

  function widthOf(text, size, bold = false) {
    const table = bold ? BOLD : REGULAR;
    let sum = 0;
    for (const char of text.normalize("NFD")) {
      const code = char.codePointAt(0) || 0;
      if (code >= 32 && code < 127) {
        sum += table[code - 32];
      } else if (code < 0x300 || code > 0x36f) {
        sum += OTHERS[char] || 1000;
      }
    }
    return (sum / 1000) * size * SPARE;
  }

  function wrap(text, width, size, bold = false, most = 4) {
    const lines = [];
    let current = "";
    for (const word of visible(text).split(/\s+/).filter(Boolean)) {
      const longer = current ? current + " " + word : word;
      if (widthOf(longer, size, bold) <= width) {
        current = longer;
        continue;
      }
      if (current) {
        lines.push(current);
      }
      current = word;
      while (widthOf(current, size, bold) > width && current.length > 1 && lines.length <= most) {
        const chars = [...current];
        let fits = chars.length - 1;
        while (fits > 1 && widthOf(chars.slice(0, fits).join(""), size, bold) > width) {
          fits--;
        }
        lines.push(chars.slice(0, fits).join(""));
        current = chars.slice(fits).join("");
      }
      if (lines.length > most) {
        break;
      }
    }
    if (current || !lines.length) {
      lines.push(current);
    }
    return lines.length > most ? [...lines.slice(0, most - 1), cut(lines[most - 1] + "…", width, size, bold)] : lines;
  }

  function cut(text, width, size, bold = false) {
    const shown = visible(text);
    if (widthOf(shown, size, bold) <= width) {
      return shown;
    }
    const chars = [...shown.replace(/…$/, "")];
    while (chars.length > 1 && widthOf(chars.join("") + "…", size, bold) > width) {
      chars.pop();
    }
    return chars.join("").trimEnd() + "…";
  }

  const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\ufffe\uffff]/gu;

  const visible = (text) => text.slice(0, 400).replace(UNSEEN, (char) => (/\s/.test(char) ? " " : "\ufffd"));


  const MARK = 16;
  const SPACE = 8;

  function flow(sizes, texts, words, at) {
    let { x, y } = at;
    for (const [word, tone] of words) {
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

  function chipAt(sizes, key, label, note, x, y, ids, open, little = false) {
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

  const idsIn = (row) => row.children.flatMap((child) => [child.id, ...idsIn(child)]);

  const idsOf = (group) => [...new Set(group.rows.flatMap((row) => [row.id, ...idsIn(row)]))];

  const natural = (sizes, row) =>
    MARK +
    widthOf(row.name, sizes.name) +
    [row.acronym, ...row.words.map(([text]) => text)]
      .filter(Boolean)
      .reduce((sum, text) => sum + SPACE + widthOf(text, sizes.rest), 0) +
    (row.inside && !row.hollow ? SPACE + widthOf(row.inside + " inside", sizes.rest) + 26 : 0) +
    2;

  function rowAt(sizes, row, open, { x, y, w }) {
    const left = x + MARK;
    const right = x + w - (row.hollow ? 4 : 0);
    const lead = (sizes.row - 20) / 2 + (row.hollow ? 2 : 0);
    const lines = wrap(row.name, right - left, sizes.name, false, 3);
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
    const tail = [...(row.acronym ? [/** @type {[string, Tone]} */ ([row.acronym, ""])] : []), ...row.words];
    at = flow(sizes, texts, tail, at);
    if (row.also) {
      at = flow(sizes, texts, [[row.also, ""]], { ...at, x: at.left, y: at.y + sizes.small });
    }
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

  function gridAt(sizes, rows, open, { x, y, w }, single, flows = false) {
    const widest = Math.max(...rows.map((row) => natural(sizes, row)));
    const opened = rows.some((row) => open.has(row.id + "/inside"));
    const plain = !single && !opened && !rows.some((row) => row.hollow || row.also);
    const columns = plain && !sizes.phone ? Math.max(1, Math.min(rows.length, Math.floor((w + 14) / (widest + 14)))) : 1;
    const wide = (w - 14 * (columns - 1)) / columns;
    if (plain && columns === 1 && rows.length > 1 && flows && !sizes.phone) {
      return flowing(sizes, rows, open, { x, y, w });
    }
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

  function flowing(sizes, rows, open, { x, y, w }) {
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

  function groupAt(sizes, group, folds, { x, y, w }, single) {
    const foldable = folds.folds(group);
    const opened = !foldable || folds.open.has(group.key);
    const title = group.heading + " (" + grouped(group.rows.length) + ")";
    const notes = [];
    let chip = null;
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


  function chipsAt(sizes, groups, folds, { x, y, w }, out) {
    let at = x;
    let top = y;
    const made = [];
    for (const group of groups) {
      const title = group.heading + " (" + grouped(group.rows.length) + ")";
      const inside = group.rows.reduce((sum, row) => sum + (row.hollow ? 0 : row.inside), 0);
      const each = group.words.map(([text]) => (text.startsWith("? ") ? text + " each" : text));
      const notes = [...each, ...marked(group), ...(inside ? [inside + " inside"] : [])];
      const ids = idsOf(group);
      const opened = folds.open.has(group.key);
      let chip = chipAt(sizes, group.key, title, notes.join(", "), at, top, ids, opened);
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

  function marked(group) {
    const times = new Map();
    for (const row of group.rows) {
      for (const [text, tone] of row.words.filter(([word]) => !isFurther(word))) {
        const word = text.startsWith("? ") ? "with ?" : tone === "warn" && text === "≠" ? "≠" : text;
        times.set(word, (times.get(word) || 0) + 1);
      }
    }
    return [...times].map(([text, n]) => n + " " + text);
  }


  const BADGE = 20;

  function badgesAt(sizes, badges, at, out) {
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

  function headAt(sizes, card, folds, { x, y, w }) {
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

  function bodyAt(sizes, card, placed, folds, single) {
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

  function nationalAt(sizes, card, folds, { x, y, most }) {
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

  function systemAt(sizes, card, partOf, folds, { x, y, w }) {
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


  const LANE = 8;

  const spineWidth = (courses) => (courses.length ? 10 + LANE * courses.length : 0);

  const BUS = 18;

  function ticksIn(card, ids) {
    if (ids.has(card.id)) {
      return [{ y: card.y + 18, ids: [card.id] }];
    }
    const ticks = [];
    const within = (row) => [row.id, ...(row.chip && !row.chip.open ? row.chip.ids : [])].filter((id) => ids.has(id));
    for (const group of card.groups) {
      const rows = group.rows.filter((row) => !row.hollow);
      const inside = rows.filter((row) => within(row).length);
      const folded = group.folded.filter((id) => ids.has(id));
      if (folded.length && group.chip) {
        ticks.push({ y: group.chip.y + group.chip.h / 2, ids: folded });
      } else if (inside.length && inside.length === group.rows.length && group.heading) {
        const all = inside.flatMap(within);
        ticks.push({ y: group.heading.y - 4, ids: all }, { y: inside[inside.length - 1].markY, ids: all });
      } else {
        ticks.push(...inside.map((row) => ({ y: row.markY, ids: within(row) })));
      }
    }
    ticks.push(...card.seats.filter((row) => ids.has(row.id)).map((row) => ({ y: row.markY, ids: [row.id] })));
    return ticks.sort((a, b) => a.y - b.y);
  }

  function pieced(joints, goal, at) {
    const places = [...new Set([...joints.map(({ y }) => y), goal])].sort((a, b) => a - b);
    return places.slice(1).map((high, n) => {
      const low = places[n];
      const beyond = joints.filter(({ y }) => (goal <= low ? y >= high : y <= low));
      return { points: [at(low), at(high)], subjects: [...new Set(beyond.flatMap(({ ids }) => ids))] };
    });
  }

  function singleColumns(cards, courses) {
    const ids = new Set();
    const ends = courses.filter((course) => course.drawn);
    for (const group of cards.flatMap((card) => card.groups)) {
      for (const course of ends) {
        const subjects = group.rows.filter((row) => course.subjects.includes(row.id)).length;
        if ((subjects && subjects < group.rows.length) || group.rows.some((row) => row.id === course.object)) {
          ids.add(group.key);
        }
      }
    }
    return ids;
  }

  function routed(courses, stage) {
    const order = [...courses].sort((a, b) => targetX(stage, a) - targetX(stage, b) || (a.key < b.key ? -1 : 1));
    const ticks = (course, card) => ticksIn(card, new Set([...course.subjects, course.object]));
    const touched = new Map(
      order.map((course) => [course, stage.rows.map((row) => row.filter((card) => ticks(course, card).length))]),
    );
    const risers = (/** @type {Course} */ course) => (touched.get(course) || []).flat().length;
    const buses = [...order].sort((a, b) => risers(a) - risers(b) || (a.key < b.key ? -1 : 1));
    return order.map((course, lane) => {
      const spine = stage.spineLeft + 6 + LANE * lane;
      const paths = [];
      const joints = [];
      const labels = [];
      const end = goalOf(course, stage, spine, lane);
      let head = end?.head || null;
      let goal = end ? end.y : Infinity;
      paths.push(...(end?.paths || []).map((points) => ({ points, subjects: course.subjects })));
      stage.rows.forEach((row, n) => {
        const mine = (touched.get(course) || [])[n];
        if (!mine.length) {
          return;
        }
        const bus = stage.busTops[n] + BUS * buses.indexOf(course) + BUS / 2;
        const turns = [];
        for (const card of mine) {
          const here = ticks(course, card);
          const first = card === row[0];
          const beside = order.filter((other) => ticks(other, card).length);
          const deepest = (/** @type {Course} */ other) => Math.max(...ticks(other, card).map(({ y }) => y));
          const deep = [...beside].sort((a, b) => deepest(b) - deepest(a));
          const x = first ? spine : card.x - 6 - LANE * (deep.length - 1 - deep.indexOf(course));
          const target = here.find(({ y }) => isGoal(card, course.object, y));
          if (target) {
            head = { x: card.x, y: target.y, towards: "right" };
            goal = first ? target.y : bus;
          }
          if (first) {
            joints.push(...here);
          } else {
            paths.push(...pieced(here, target ? target.y : bus, (y) => [x, y]));
            if (target) {
              paths.push({
                points: [
                  [x, Math.min(bus, target.y)],
                  [x, Math.max(bus, target.y)],
                ],
                subjects: course.subjects,
              });
            }
            turns.push({ y: x, ids: here.flatMap(({ ids }) => ids) });
          }
          for (const tick of here) {
            paths.push({
              points: [
                [x, tick.y],
                [tick === target ? card.x - 5 : card.x, tick.y],
              ],
              subjects: tick === target ? course.subjects : tick.ids,
            });
          }
        }
        if (turns.length) {
          paths.push(...pieced(turns, spine, (x) => [x, bus]));
          joints.push({ y: bus, ids: turns.flatMap(({ ids }) => ids) });
        }
        if (!labels.length) {
          const text = cut(course.label, (row[0]?.w || 200) - 16, 12);
          labels.push({ text, x: stage.left + 10, y: bus + 4, size: 12, bold: false, tone: course.tone });
        }
      });
      const { system } = stage;
      if (system && course.subjects.includes(system.id)) {
        const y = system.y + 32 + LANE * lane;
        joints.push({ y, ids: [system.id] });
        paths.push({
          points: [
            [spine, y],
            [system.x, y],
          ],
          subjects: [system.id],
        });
      }
      if (goal === Infinity) {
        goal = Math.min(...joints.map(({ y }) => y));
      }
      paths.unshift(...pieced(joints, goal, (y) => [spine, y]));
      return { ...course, paths, head: head || { x: spine, y: goal, towards: "up" }, labels };
    });
  }

  function goalOf(course, stage, spine, lane) {
    const goal = stage.cards.find((card) => card.id === course.object);
    if (goal?.level === "system") {
      const y = goal.y + 16 + LANE * lane;
      return {
        y,
        paths: [
          [
            [spine, y],
            [goal.x - 5, y],
          ],
        ],
        head: { x: goal.x, y, towards: "right" },
      };
    }
    if (goal?.level !== "national") {
      return null;
    }
    const bottom = goal.y + goal.h;
    if (spine > goal.x + 4 && spine < goal.x + goal.w - 4) {
      return { y: bottom + 5, paths: [], head: { x: spine, y: bottom, towards: "up" } };
    }
    const [x, turn] = [goal.x + 14, bottom + 8];
    return {
      y: turn,
      paths: [
        [
          [spine, turn],
          [x, turn],
        ],
        [
          [x, turn],
          [x, bottom + 5],
        ],
      ],
      head: { x, y: bottom, towards: "up" },
    };
  }

  function targetX(stage, course) {
    const goal = stage.cards.find((card) => card.id === course.object);
    return goal?.level === "national" ? goal.x : goal?.level === "system" ? 1e5 : 1e6;
  }

  function isGoal(card, object, y) {
    return card.id === object
      ? y === card.y + 18
      : card.groups.some(
          (group) =>
            group.rows.some((row) => row.id === object && row.markY === y) ||
            (group.chip !== null && group.folded.includes(object)),
        );
  }

  function across(course, from, to) {
    const y = from.y + 16;
    const text = course.word || (course.tone === "report" ? "reporting" : "accountable");
    const wide = widthOf(text, 12);
    const middle = (from.x + from.w + to.x) / 2;
    return {
      ...course,
      paths: [
        {
          points: [
            [from.x + from.w, y],
            [to.x - 5, y],
          ],
          subjects: course.subjects,
        },
      ],
      head: { x: to.x, y, towards: "right" },
      labels: [{ text, x: middle - wide / 2 - 2, y: y + 4, size: 12, bold: false, tone: course.tone }],
    };
  }


  const WIDE = {
    title: 18,
    name: 14,
    rest: 12,
    row: 24,
    line: 18,
    small: 16,
    pad: 10,
    gap: 18,
    chip: 26,
    little: 24,
    label: 26,
    heading: 20,
    space: 5,
    phone: false,
    boxed: true,
  };

  const PAPER = {
    ...WIDE,
    row: 19,
    line: 17,
    small: 14,
    little: 18,
    chip: 17,
    heading: 18,
    space: 3,
    boxed: false,
  };

  const PHONE = { ...WIDE, row: 28, chip: 38, little: 28, gap: 12, label: 0, phone: true };

  const PHONE_WIDTH = 700;

  const LEAST_CARD = 190;

  const MOST_CARD = 560;


  const inWords = (words) =>
    words.map(([text]) => (text === "possibly" ? "possibly there on this day" : text)).join("; ");

  function bandNote({ cards, said }) {
    const label = new Set(cards.map((card) => card.type)).size === 1 ? cards[0].type : "body";
    const many = label === "body" ? "bodies" : label.replace(/([^aeiou])y$/, "$1ie") + "s";
    const parts = [cards.length + " " + (cards.length === 1 ? label : many) + "."];
    if (said.cards.length) {
      parts.push((cards.length === 1 ? "It is: " : "All of them: ") + inWords(said.cards) + ".");
    }
    if (said.rows.length) {
      const words = said.rows.map(([text]) => (text === "possibly" ? "possibly on this day" : text)).join("; ");
      parts.push("All that is inside them: " + words + ".");
    }
    return parts.join(" ");
  }

  const noteAt = (sizes, text, x, y, width) =>
    wrap(text, width, sizes.rest, false, 4).map((line, n) => ({
      text: line,
      x,
      y: y + n * sizes.small,
      size: sizes.rest,
      bold: false,
      tone: "soft",
    }));

  function laidOut(model, sizes, width, folds) {
    const drawn = model.courses.filter((course) => course.drawn);
    const between = drawn.filter((course) => model.national.some((card) => card.id === course.subjects[0]));
    const lanes = drawn.filter((course) => !between.includes(course));
    const edge = sizes.phone ? 12 : sizes.label + 10;
    const left = edge + spineWidth(lanes);
    const right = width - 12;
    const bandTop = sizes.phone ? 30 : 10;
    const bands = [];
    const cards = [];
    const courses = [];
    let y = 0;
    const band = (name, from, end, notes = []) => {
      bands.push({ name, y: from, h: end - from, notes });
      y = end;
    };

    if (model.national.length) {
      let x = edge;
      let top = y + bandTop;
      let bottom = top;
      let last = null;
      for (const model_ of model.national) {
        const course = between.find((each) => each.object === model_.id && each.subjects[0] === last?.id);
        const word = course ? widthOf(course.word || "accountable", sizes.rest) + 44 : 10;
        let card = nationalAt(sizes, model_, folds, { x: last ? x + word : x, y: top, most: right - x });
        if (last && card.x + card.w > right) {
          top = bottom + 8;
          card = nationalAt(sizes, model_, folds, { x: edge, y: top, most: right - edge });
        } else if (last && course) {
          courses.push(across(course, last, card));
        }
        cards.push(card);
        x = card.x + card.w;
        bottom = Math.max(bottom, card.y + card.h);
        last = card;
      }
      band("National", y, bottom + (lanes.length ? 14 : 10));
    }

    let system = null;
    if (model.system) {
      system = systemAt(sizes, model.system, model.partOf, folds, { x: left, y: y + bandTop, w: right - left });
      cards.push(system);
      band(model.systemBand, y, system.y + system.h + 10);
    }

    const around = [];
    if (model.fresh.length) {
      let end = y + bandTop;
      for (const group of model.fresh) {
        const made = groupAt(sizes, group, { ...folds, folds: () => false }, { x: left, y: end, w: right - left }, false);
        around.push(made.group);
        end = made.end + sizes.space;
      }
      band("Established", y, end + 6);
    }

    const rows = [];
    const busTops = [];
    if (model.cards.length) {
      const inGaps = lanes.length > 1 ? 8 * (lanes.length - 1) : 0;
      const gap = sizes.gap + inGaps;
      const most = sizes.phone ? 1 : Math.max(1, Math.floor((right - left + gap) / (LEAST_CARD + gap)));
      const count = Math.ceil(model.cards.length / Math.ceil(model.cards.length / most));
      const wide = Math.min((right - left - gap * (count - 1)) / count, sizes.phone ? Infinity : MOST_CARD);
      const single = singleColumns(model.cards, model.courses);
      const start = y;
      const notes = noteAt(sizes, bandNote(model), left, y + bandTop + 13, right - left);
      y = notes[notes.length - 1].y + 6;
      for (let n = 0; n < model.cards.length; n += count) {
        busTops.push(y + 2);
        const top = y + (lanes.length ? BUS * lanes.length + 6 : 6);
        const models = model.cards.slice(n, n + count);
        const row = models.map((card, column) =>
          headAt(sizes, card, folds, { x: left + column * (wide + gap), y: top, w: wide }),
        );
        const head = Math.max(...row.map((card) => card.headBottom));
        row.forEach((card) => {
          card.headBottom = head;
        });
        const bottom = Math.max(...row.map((card, column) => bodyAt(sizes, models[column], card, folds, single)));
        row.forEach((card) => {
          card.h = bottom - top;
        });
        rows.push(row);
        cards.push(...row);
        y = bottom + (sizes.phone ? 10 : 6);
      }
      band(model.memberBand, start, y + 6, notes);
    }

    if (model.around.length) {
      const top = y + bandTop;
      const shut = (/** @type {GroupModel} */ group) => model.cards.length > 0 || folds.folds(group);
      const chips = model.around.filter(shut);
      let end = top;
      for (const group of model.around.filter((each) => !shut(each))) {
        const made = groupAt(sizes, group, folds, { x: left, y: end, w: right - left }, false);
        around.push(made.group);
        end = made.end + sizes.space;
      }
      if (chips.length) {
        const all = { ...folds};
        end = chipsAt(sizes, chips, all, { x: left, y: end, w: right - left }, around);
      }
      band("Around", y, end + 10);
    }
    const stage = { cards, system, rows, busTops, left, spineLeft: edge };
    const inner = rows.length ? Math.max(...rows.flat().map((card) => card.y + card.h)) : y;
    return { bands, cards, around, courses: [...courses, ...routed(lanes, stage)], width, height: y, inner };
  }


  const PALETTES = {
    light: {
      card: "#ffffff",
      well: "#f4f6f7",
      band: "#eaeef1",
      ink: "#17222c",
      soft: "#4d5a66",
      rule: "#d3dae0",
      edge: "#82909a",
      pale: "#7a8690",
      paleEdge: "#c3ccd3",
      blue: "#1557a0",
      wash: "#e6f0fa",
      orange: "#b14a04",
      paleOrange: "#e3cbb8",
      report: "#2f5d73",
      paleReport: "#c5d2d9",
      amber: "#fff0cc",
      amberInk: "#6b4300",
      amberEdge: "#dcb45c",
      added: "#d9f2e6",
      ended: "#fbe0d6",
      addedInk: "#00664a",
      endedInk: "#9b1c3b",
      marks: { circle: "#6a4c93", cross: "#0d6b74", square: "#4b6b22" },
    },
    dark: {
      card: "#1a2229",
      well: "#151c22",
      band: "#1f2830",
      ink: "#e8edf1",
      soft: "#a8b4be",
      rule: "#303b45",
      edge: "#6a7884",
      pale: "#7d8993",
      paleEdge: "#3a454e",
      blue: "#86bdf4",
      wash: "#1b3048",
      orange: "#ff9b57",
      paleOrange: "#4f3a2b",
      report: "#8fc3dc",
      paleReport: "#33454f",
      amber: "#3a2c0c",
      amberInk: "#ffd27a",
      amberEdge: "#806322",
      added: "#12402f",
      ended: "#4d2413",
      addedInk: "#4ecb9f",
      endedInk: "#ff9aae",
      marks: { circle: "#c3a9ea", cross: "#6cc8d0", square: "#a9cd75" },
    },
  };

  const DASHES = { stated: null, weaker: [6, 4], planned: [1.5, 3.5] };

  function strengthOf(phase, certainty, open) {
    if (phase === "planned" || phase === "shadow") {
      return "planned";
    }
    return open || !["stated", "reported"].includes(certainty) ? "weaker" : "stated";
  }

  const FONT = '"Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif';


  const FAMILIES = ["accountability", "reporting"];
  const MOST_DRAWN = 6;

  function zoneOf(nesting, members, id) {
    if (nesting.root?.id === id) {
      return { zone: "system", card: id };
    }
    if (nesting.national.some((node) => node.id === id)) {
      return { zone: "national", card: id };
    }
    for (let at = nesting.placed.get(id); at; at = at.home === null ? undefined : nesting.placed.get(at.home)) {
      if (members.has(at.id)) {
        return { zone: "member", card: at.id };
      }
    }
    return { zone: "elsewhere", card: null };
  }

  function isDrawable(nesting, subject, object) {
    if (subject.zone === "national") {
      const order = nesting.national.map((node) => node.id);
      return object.zone === "national" && order.indexOf(String(object.card)) === order.indexOf(String(subject.card)) + 1;
    }
    return subject.zone !== "elsewhere" && object.zone !== "elsewhere";
  }

  function wordOf(told, line, open, phase) {
    const words = [
      line.certainty === "rule" ? "by law" : line.certainty === "stated" ? "" : told.words.certainties[line.certainty],
      phase === "planned" || phase === "shadow" ? told.words.phases[phase].toLowerCase() : open ? "possibly" : "",
    ];
    return words.filter(Boolean).join(", ");
  }

  function coursesOf({ told }, shown, nesting, members, phaseOf, wide) {
    const pairs = new Map();
    for (const id of [...shown.lines].sort()) {
      const line = told.lines[id];
      if (!FAMILIES.includes(line.family) || line.subject === line.object) {
        continue;
      }
      const open = shown.open.has(id);
      const word = wordOf(told, line, open, phaseOf(line));
      const key = [line.subject, line.object, word].join("|");
      pairs.set(key, [...(pairs.get(key) || []), line]);
    }
    const courses = new Map();
    for (const lines of pairs.values()) {
      const [{ subject, object, certainty, id }] = lines;
      const open = shown.open.has(id);
      const phase = phaseOf(lines[0]);
      const strength = strengthOf(phase, certainty, open);
      const families = FAMILIES.filter((family) => lines.some((line) => line.family === family));
      const word = wordOf(told, lines[0], open, phase);
      const drawn =
        wide &&
        shown.bodies.has(subject) &&
        shown.bodies.has(object) &&
        isDrawable(nesting, zoneOf(nesting, members, subject), zoneOf(nesting, members, object));
      const key = [object, families.join("+"), word, drawn ? zoneOf(nesting, members, subject).zone : "in words"].join(
        "|",
      );
      const course = courses.get(key) || {
        key,
        object,
        lines: [],
        subjects: [],
        families,
        strength,
        tone: families[0] === "accountability" ? "law" : "report",
        word,
        label: "",
        drawn,
      };
      courses.set(key, course);
      course.lines.push(...lines.map((line) => line.id));
      course.subjects.push(subject);
    }
    const all = [...courses.values()].sort((a, b) => b.lines.length - a.lines.length || (a.key < b.key ? -1 : 1));
    let drawn = 0;
    for (const course of all) {
      const between = nesting.national.some((node) => node.id === course.subjects[0]);
      if (course.drawn && !between && ++drawn > MOST_DRAWN) {
        course.drawn = false;
      }
      course.label = labelOf(told, course);
    }
    return all;
  }

  function beginningOf(told, id) {
    const { name, other } = told.bodies[id];
    const starts = other.filter((text) => text.length > 2 && name.startsWith(text));
    return starts.sort((a, b) => a.length - b.length)[0] || name;
  }

  function labelOf(told, { subjects, object, word, families }) {
    const types = new Set(subjects.map((id) => told.words.types[told.bodies[id].type].label));
    const [label] = types;
    const noun =
      types.size > 1
        ? "bodies"
        : label === "clinical commissioning group"
          ? "CCG"
          : label.replace(/^NHS foundation /, "");
    const many = subjects.length === 1 || noun === "bodies" ? noun : noun.replace(/([^aeiou])y$/, "$1ie") + "s";
    const who = subjects.length === 1 ? told.bodies[subjects[0]].name : subjects.length + " " + many;
    const how = [word, families[0] === "reporting" ? "reporting" : ""].filter(Boolean).join(", ");
    return (how ? how + ": " : "") + who + " to " + beginningOf(told, object);
  }

  function courseWordsOf(told, courses) {
    const words = new Map();
    for (const course of courses) {
      const { word, drawn, tone, families } = course;
      const kind = families[0] === "reporting" ? "reports" : "accountable";
      const text = drawn ? word : (word || kind) + " to " + beginningOf(told, course.object);
      if (!text || (drawn && families[0] === "reporting" && !word)) {
        continue;
      }
      for (const id of course.subjects) {
        const list = words.get(id) || [];
        if (!list.some(([other]) => other === text)) {
          words.set(id, [...list, [text, tone]]);
        }
      }
    }
    return (id) => words.get(id) || [];
  }


  const escaped = (text) =>
    text
      .replace(UNSEEN, "\ufffd")
      .replace(/&/g, "&amp;")
      .replace(/</g, "&lt;")
      .replace(/>/g, "&gt;")
      .replace(/"/g, "&quot;");

  const plain = (text) => escaped(visible(text));

  function element(tag, props, ...inner) {
    const written = Object.entries(props)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(
        ([name, value]) => " " + name + '="' + escaped(typeof value === "number" ? number(value) : String(value)) + '"',
      )
      .join("");
    return inner.length ? "<" + tag + written + ">" + inner.join("") + "</" + tag + ">" : "<" + tag + written + "/>";
  }

  const number = (n) => String(Math.round(n * 10) / 10);


  const dashOf = (strength) => DASHES[strength]?.join(" ") || null;

  const capOf = (strength) => (strength === "planned" ? "round" : null);

  class Marks {
    constructor(data, state, options) {
      this.data = data;
      this.state = state;
      this.theme = options.theme;
      this.colours = PALETTES[options.theme];
      this.linked = options.medium === "page";
    }

    pale(id) {
      return this.state.lit !== null && !this.state.lit.has(id);
    }

    ink(tone, pale) {
      const { colours } = this;
      if (pale) {
        return colours.pale;
      }
      switch (tone) {
        case "law":
          return colours.orange;
        case "report":
          return colours.report;
        case "warn":
          return colours.amberInk;
        case "added":
          return colours.addedInk;
        case "ended":
          return colours.endedInk;
        case "changed":
          return colours.blue;
        case "ink":
          return colours.ink;
        default:
          return colours.soft;
      }
    }

    text({ text, x, y, size, bold, tone, end }, pale = false) {
      return element(
        "text",
        {
          x,
          y,
          "font-size": size,
          "font-weight": bold ? 600 : null,
          fill: this.ink(tone, pale),
          "text-anchor": end ? "end" : null,
          class: tone ? "t-" + tone : null,
        },
        plain(text),
      );
    }

    link(id, inner) {
      return this.linked ? element("a", { href: "#body=" + encodeURIComponent(id), "data-choose": id }, inner) : inner;
    }

    opens(id, text) {
      return this.linked && isFurther(text)
        ? { role: "button", tabindex: 0, "data-further": id, "aria-expanded": String(this.state.further === id) }
        : {};
    }

    badge(id, { text, tone, x, y, w, h }, pale) {
      const { colours } = this;
      const fill = { warn: colours.amber, added: colours.added, ended: colours.ended }[String(tone)] || colours.card;
      const edge = tone === "warn" ? colours.amberEdge : tone === "law" ? colours.orange : colours.edge;
      return element(
        "g",
        { class: "badge", "data-badge": text, ...this.opens(id, text) },
        element("rect", {
          x,
          y,
          width: w,
          height: h,
          rx: 4,
          fill: pale ? colours.card : fill,
          stroke: pale ? colours.paleEdge : edge,
        }),
        this.text({ text, x: x + 7, y: y + 14, size: 12, bold: false, tone }, pale),
      );
    }

    chip({ key, label, note, x, y, w, h, open, ids }) {
      const { colours } = this;
      const pale = this.state.lit !== null && !ids.some((id) => !this.pale(id));
      const little = h <= 28 && w < 140 && label.endsWith(" inside");
      const boxed = this.linked;
      const size = little || !boxed ? 12 : 14;
      const middle = y + h / 2;
      const triangle = open ? "M-4-3H4L0 4Z" : "M-3-4L4 0L-3 4Z";
      const controls = this.linked
        ? { role: "button", tabindex: 0, "aria-expanded": String(open), "data-fold": key }
        : { "data-fold": key };
      const words = element(
        "text",
        {
          x: boxed ? x + 22 : x,
          y: middle + size * 0.36,
          "font-size": size,
          "font-weight": boxed ? null : 600,
          fill: pale ? colours.pale : boxed ? colours.ink : colours.soft,
        },
        plain(label),
        note
          ? element(
              "tspan",
              { dx: 7, "font-size": 12, "font-weight": 400, fill: pale ? colours.pale : colours.soft },
              plain(note),
            )
          : "",
      );
      const names = open ? "" : ids.map((id) => this.data.told.bodies[id].name).join("; ");
      return element(
        "g",
        { class: "chip", ...controls, "data-holds": open ? null : ids.join(" ") },
        names ? element("title", {}, escaped(names)) : "",
        boxed
          ? element("rect", {
              x,
              y,
              width: w,
              height: h,
              rx: 5,
              fill: colours.well,
              stroke: pale ? colours.paleEdge : colours.edge,
            }) +
              element("path", {
                d: triangle,
                fill: colours.soft,
                transform: `translate(${number(x + 12)} ${number(middle)})`,
              })
          : "",
        words,
      );
    }

    markColour(kind, shape, pale) {
      const { colours } = this;
      const look = this.data.looks[kind];
      return pale
        ? colours.paleEdge
        : colours.marks[shape] || (look ? look[this.theme === "dark" ? 2 : 1] : colours.soft);
    }

    row(row) {
      const { colours } = this;
      const pale = this.pale(row.id);
      const chosen = this.state.chosen === row.id;
      const tint = this.markColour(row.kind, row.shape, pale);
      const at = `translate(${number(row.markX)} ${number(row.markY)}) scale(.52)`;
      return element(
        "g",
        { role: "listitem", class: row.hollow ? "row hollow" : "row", "data-id": row.id, "data-home": row.home },
        element("title", {}, plain(row.title)),
        element("rect", {
          class: "back",
          x: row.hollow ? row.x : row.x - 4,
          y: row.y,
          width: row.hollow ? row.w : row.w + 8,
          height: row.h,
          rx: 4,
          fill: chosen ? colours.wash : row.hollow ? colours.card : "none",
          stroke: chosen ? colours.blue : row.hollow ? (pale ? colours.paleEdge : colours.edge) : null,
          "stroke-width": chosen ? 2 : null,
        }),
        element("path", {
          d: this.data.shapes[row.shape] || this.data.shapes.ring,
          fill: row.hollow ? colours.card : tint,
          stroke: row.hollow ? tint : null,
          "stroke-width": row.hollow ? 2.5 : null,
          transform: at,
        }),
        this.link(
          row.id,
          row.texts
            .filter(({ text }) => !isFurther(text))
            .map((text) => this.text(text, pale))
            .join(""),
        ),
        ...row.texts
          .filter(({ text }) => isFurther(text))
          .map((text) =>
            element(
              "g",
              { class: "more", ...this.opens(row.id, text.text) },
              element("rect", {
                x: text.x - 3,
                y: text.y - 16,
                width: widthOf(text.text, text.size) + 6,
                height: 24,
                rx: 4,
                fill: "none",
                "pointer-events": "all",
              }),
              this.text(text, pale),
            ),
          ),
        row.chip ? this.chip(row.chip) : "",
      );
    }

    group(group) {
      const { colours } = this;
      const [from, to, y] = group.rule || [0, 0, 0];
      const name = group.heading ? group.heading.text : group.chip ? group.chip.label : "";
      return element(
        "g",
        { class: "group", "data-group": group.key },
        group.rule ? element("path", { d: `M${number(from)} ${number(y)}H${number(to)}`, stroke: colours.rule }) : "",
        group.chip ? this.chip(group.chip) : "",
        group.heading ? this.text(group.heading) : "",
        ...group.notes.map((note) => element("g", { class: "badge", "data-badge": note.text }, this.text(note))),
        group.rows.length
          ? element("g", { role: "list", "aria-label": name }, ...group.rows.map((row) => this.row(row)))
          : "",
      );
    }
  }


  class Pen extends Marks {
    card(card) {
      const { colours } = this;
      const pale = this.pale(card.id);
      const chosen = this.state.chosen === card.id;
      const frame = { x: card.x, y: card.y, width: card.w, height: card.h, rx: 6 };
      const edge = chosen ? colours.blue : pale ? colours.paleEdge : colours.edge;
      return element(
        "g",
        { class: "card " + card.level, role: "group", "aria-label": card.title, "data-id": card.id },
        element("rect", {
          class: "frame",
          ...frame,
          fill: colours.card,
          stroke: edge,
          "stroke-width": chosen ? 3 : card.strength === "planned" ? 1.6 : 1.2,
          "stroke-dasharray": chosen ? null : dashOf(card.strength),
          "stroke-linecap": capOf(card.strength),
          "data-dash": card.strength,
        }),
        chosen
          ? element("rect", {
              x: card.x + 2,
              y: card.y + 2,
              width: card.w - 4,
              height: Math.max(20, Math.min(card.headBottom, card.y + card.h - 2) - card.y - 2),
              rx: 4,
              fill: colours.wash,
            })
          : "",
        element("title", {}, plain(card.title)),
        this.link(card.id, card.titles.map((text) => this.text(text, pale)).join("")),
        ...card.badges.map((badge) => this.badge(card.id, badge, pale)),
        ...card.texts.map((text) => this.text(text, pale)),
        card.seats.length
          ? element("g", { role: "list", "aria-label": "Seats" }, ...card.seats.map((row) => this.row(row)))
          : "",
        ...card.groups.map((group) => this.group(group)),
      );
    }

    course(course) {
      const { colours } = this;
      const { lit } = this.state;
      const { bodies, lines } = this.data.told;
      const bright = new Set(course.lines.filter((id) => lit === null || lit.has(id)).map((id) => lines[id].subject));
      const pale = !bright.size;
      const tintOf = (isPale) =>
        course.tone === "law"
          ? isPale
            ? colours.paleOrange
            : colours.orange
          : isPale
            ? colours.paleReport
            : colours.report;
      const isPale = ({ subjects }) => !subjects.some((id) => bright.has(id));
      const pieces = [...course.paths].sort((a, b) => Number(isPale(b)) - Number(isPale(a)));
      const { x, y, towards } = course.head;
      const turn = { right: 0, down: 90, left: 180, up: 270 }[towards];
      return element(
        "g",
        {
          class: "course",
          "data-lines": course.lines.join(" "),
          "data-object": course.object,
          "data-dash": course.strength,
          "data-word": course.word,
        },
        element("title", {}, escaped(course.label + ". " + this.sentences(course).join(". "))),
        ...pieces.map((piece) =>
          element("path", {
            class: "piece",
            d: piece.points.map(([x, y], n) => (n ? "L" : "M") + number(x) + " " + number(y)).join(""),
            fill: "none",
            stroke: tintOf(isPale(piece)),
            "stroke-width": 2,
            "stroke-dasharray": dashOf(course.strength),
            "stroke-linecap": capOf(course.strength),
            "data-subjects": piece.subjects.filter((id) => bodies[id]).join(" "),
          }),
        ),
        element("path", {
          d: "M0 0L-9-5V5Z",
          class: "head",
          fill: tintOf(pale),
          transform: `translate(${number(x)} ${number(y)}) rotate(${turn})`,
        }),
        ...course.labels.map((text) => this.label(text, pale)),
      );
    }

    sentences(course) {
      const { bodies, lines, words } = this.data.told;
      return course.lines.map((id) => {
        const { subject, type, object } = lines[id];
        return bodies[subject].name + " " + words.relations[type].label + " " + bodies[object].name;
      });
    }

    label(text, pale) {
      const wide = widthOf(text.text, text.size);
      return (
        element("rect", { x: text.x - 4, y: text.y - 12, width: wide + 8, height: 16, fill: this.colours.well }) +
        this.text(text, pale)
      );
    }

    band({ name, y, h, notes }, width, n, sizes) {
      const { colours } = this;
      const fill = name === "System" ? colours.card : colours.well;
      const label = sizes.phone
        ? element("rect", { x: 0, y, width, height: 24, fill: colours.band }) +
          this.text({ text: name, x: 12, y: y + 16, size: 12, bold: true, tone: "soft" })
        : element("rect", { x: 0, y, width: sizes.label, height: h, fill: colours.band }) +
          element(
            "text",
            {
              transform: `translate(${sizes.label / 2 + 4} ${number(y + h / 2)}) rotate(-90)`,
              "text-anchor": "middle",
              "font-size": 12,
              "font-weight": 600,
              fill: colours.soft,
            },
            plain(name),
          );
      return element(
        "g",
        { class: "band", "data-band": name },
        element("rect", { x: 0, y, width, height: h, fill }),
        n ? element("path", { d: `M0 ${number(y)}H${number(width)}`, stroke: colours.rule }) : "",
        label,
        ...notes.map((note) => this.text(note)),
      );
    }
  }


  function titleOf({ told }, { day, to }) {
    const when = day
      ? to
        ? " between " + dayWords(day) + " and " + dayWords(to)
        : " on " + dayWords(day)
      : ", at any date";
    return told.invented + told.bodies[told.system].name + when;
  }

  const MEANING = {
    stated: "stated",
    weaker: "weaker: by law, inferred, uncertain or possibly",
    planned: "planned or in shadow form",
  };

  function keyAt(pen, data, laid, width, top) {
    const parts = [];
    let x = 0;
    let y = top;
    const entry = (drawing, wide, label) => {
      const needs = wide + 8 + widthOf(label, 12) + 22;
      if (x && x + needs > width) {
        x = 0;
        y += 22;
      }
      parts.push(
        element(
          "g",
          { class: "key", transform: `translate(${number(x)} ${number(y)})` },
          drawing,
          pen.text({ text: label, x: wide + 8, y: 14, size: 12, bold: false, tone: "soft" }),
        ),
      );
      x += needs;
    };
    const stroke = (colour, strength) =>
      element("path", {
        d: "M0 10H32",
        stroke: colour,
        "stroke-width": 2,
        "stroke-dasharray": DASHES[strength]?.join(" ") || null,
        "stroke-linecap": strength === "planned" ? "round" : null,
      });
    for (const strength of /** @type {Strength[]} */ (["stated", "weaker", "planned"])) {
      entry(stroke(pen.colours.ink, strength), 32, MEANING[strength]);
    }
    if (laid.courses.some((course) => course.tone === "law")) {
      entry(stroke(pen.colours.orange, "stated"), 32, "accountability");
    }
    if (laid.courses.some((course) => course.tone === "report")) {
      entry(stroke(pen.colours.report, "stated"), 32, "reporting");
    }
    const kinds = new Map();
    for (const row of laid.cards.flatMap((card) => card.groups.flatMap((group) => group.rows))) {
      const { type } = data.told.bodies[row.id];
      kinds.set(row.kind, kinds.has(row.kind) ? String(kinds.get(row.kind)) : data.told.words.types[type].label);
    }
    for (const [kind, label] of [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const shape = data.looks[kind] ? data.looks[kind][0] : "ring";
      const mark = element("path", {
        d: data.shapes[shape],
        fill: pen.markColour(kind, shape, false),
        transform: "translate(6 10) scale(.52)",
      });
      entry(
        mark,
        12,
        kind === "Council" ? "Councils" : kind === "OrganisationalUnit" ? "Groups and boards" : headingOf(label),
      );
    }
    return { parts, end: y + 22 };
  }

  function framed(data, state, options, sizes, model, laid) {
    const pen = new Pen(data, state, options);
    const title = titleOf(data, state);
    const alone = options.medium !== "page";
    const margin = options.medium === "file" ? 14 : alone ? 3 : 0;
    const { width } = options;
    let top = 0;
    const head = [];
    if (options.medium === "file") {
      const lines = wrap(title, width, 20, true, 3);
      lines.forEach((text, n) => head.push(pen.text({ text, x: 0, y: 22 + n * 26, size: 20, bold: true, tone: "ink" })));
      top = lines.length * 26 + 6;
      for (const text of (options.notes || []).flatMap((note) => wrap(note, width, 12, false, 4))) {
        head.push(pen.text({ text, x: 0, y: top + 10, size: 12, bold: false, tone: "soft" }));
        top += 16;
      }
      top += 8;
    }
    const key = alone ? keyAt(pen, data, laid, width, top + laid.height + 10) : { parts: [], end: top + laid.height };
    let end = key.end;
    const foot = [];
    for (const text of (options.sources || []).flatMap((source) => wrap(source, width, 12, false, 3))) {
      foot.push(pen.text({ text, x: 0, y: end + 14, size: 12, bold: false, tone: "soft" }));
      end += 16;
    }
    const height = Math.ceil(end) + (foot.length ? 6 : 0);
    const svg = element(
      "svg",
      {
        xmlns: "http://www.w3.org/2000/svg",
        width: width + 2 * margin,
        height: height + 2 * margin,
        viewBox: `${-margin} ${-margin} ${number(width + 2 * margin)} ${number(height + 2 * margin)}`,
        "font-family": FONT,
        role: "group",
        "aria-label": title,
      },
      element("title", {}, plain(title)),
      alone
        ? element("rect", { x: -margin, y: -margin, width: "100%", height: "100%", fill: PALETTES[options.theme].card })
        : "",
      ...head,
      element(
        "g",
        { class: "picture", transform: top ? `translate(0 ${number(top)})` : null },
        ...laid.bands.map((band, n) => pen.band(band, width, n, sizes)),
        element("g", { class: "courses" }, ...paleFirst(pen, laid.courses).map((course) => pen.course(course))),
        ...laid.cards.map((card) => pen.card(card)),
        ...laid.around.map((group) => pen.group(group)),
      ),
      ...key.parts,
      ...foot,
    );
    const worded = model.courses.filter((course) => !course.drawn);
    return {
      svg,
      plan: {
        width,
        height,
        title,
        bands: laid.bands,
        cards: laid.cards,
        around: laid.around,
        courses: laid.courses,
        worded,
      },
    };
  }

  const paleFirst = (pen, courses) => {
    const { lit } = pen.state;
    return lit
      ? [...courses].sort((a, b) => Number(a.lines.some((id) => lit.has(id))) - Number(b.lines.some((id) => lit.has(id))))
      : courses;
  };


  const NATIONAL = new Set(["NationalBody", "GovernmentDepartment"]);
  const AREAS = new Set(["Council", "Area", "CombinedAuthority"]);
  const INSIDE = { structure: "part", membership: "member", leadership: "seat" };
  const HOW_ORDER = ["member", "part", "area", "seat"];

  const kindOf = (told, id) => told.words.types[told.bodies[id].type].kind;

  const isNational = (told, id) => NATIONAL.has(kindOf(told, id)) || told.bodies[id].type === "SecretaryOfState";

  function insideBy(told, line) {
    if (line.family === "coverage") {
      return AREAS.has(kindOf(told, line.object)) && !AREAS.has(kindOf(told, line.subject))
        ? { home: line.subject, guest: line.object, how: "area" }
        : null;
    }
    const how = INSIDE[line.family];
    const level = kindOf(told, line.subject) === "SystemLevel" || kindOf(told, line.object) === "SystemLevel";
    return how && !level ? { home: line.object, guest: line.subject, how } : null;
  }

  function nest(told, shown) {
    const guests = new Map();
    const homes = new Map();
    for (const id of [...shown.lines].sort()) {
      const line = told.lines[id];
      const inside = insideBy(told, line);
      if (!inside || inside.home === inside.guest || !shown.bodies.has(inside.home) || !shown.bodies.has(inside.guest)) {
        continue;
      }
      const list = guests.get(inside.home) || new Map();
      guests.set(inside.home, list);
      const guest = list.get(inside.guest);
      if (guest) {
        guest.lines.push(id);
        guest.how = HOW_ORDER.indexOf(inside.how) < HOW_ORDER.indexOf(guest.how) ? inside.how : guest.how;
      } else {
        list.set(inside.guest, { id: inside.guest, how: inside.how, lines: [id] });
      }
      homes.set(inside.guest, (homes.get(inside.guest) || new Set()).add(inside.home));
    }
    const byName = (a, b) => {
      const [one, other] = [told.bodies[a].name.toLowerCase(), told.bodies[b].name.toLowerCase()];
      return one < other ? -1 : one > other ? 1 : a < b ? -1 : 1;
    };
    const placed = new Map();
    const treeOf = (id) => {
      const top = { id, how: "part", lines: [], hollow: false, home: null, children: [] };
      placed.set(id, top);
      const queue = [top];
      for (let at = queue.shift(); at; at = queue.shift()) {
        const inside = [...(guests.get(at.id) || new Map()).values()].sort((a, b) => byName(a.id, b.id));
        for (const guest of inside) {
          if (isNational(told, guest.id)) {
            continue;
          }
          const hollow = placed.has(guest.id);
          const node = { id: guest.id, how: guest.how, lines: guest.lines, hollow, home: at.id, children: [] };
          at.children.push(node);
          if (!hollow) {
            placed.set(guest.id, node);
            queue.push(node);
          }
        }
      }
      return top;
    };
    const root = shown.bodies.has(told.system) ? treeOf(told.system) : null;
    const rest = [...shown.bodies].filter((id) => id !== told.system).sort(byName);
    const answered = new Map();
    for (const id of shown.lines) {
      const { family, object } = told.lines[id];
      if (family === "accountability" || family === "reporting") {
        answered.set(object, (answered.get(object) || 0) + 1);
      }
    }
    const national = rest
      .filter((id) => isNational(told, id) && !placed.has(id))
      .sort((a, b) => (answered.get(b) || 0) - (answered.get(a) || 0))
      .map(treeOf);
    const tops = rest.filter((id) => !homes.has(id) && !placed.has(id)).map(treeOf);
    const circles = rest.filter((id) => !placed.has(id)).map((id) => (placed.has(id) ? null : treeOf(id)));
    return {
      root,
      national,
      around: [...tops, ...circles.filter((node) => node !== null)],
      placed,
      homes,
      above: root ? [...(homes.get(root.id) || [])].sort(byName) : [],
    };
  }

  const insideCount = (node) =>
    node.children.reduce((sum, child) => sum + (child.hollow ? 0 : 1 + insideCount(child)), 0);


  const ORDER = [
    "IntegratedCareBoard",
    "ClinicalCommissioningGroup",
    "PrimaryCareTrust",
    "NHSTrust",
    "Council",
    "CombinedAuthority",
    "Organisation",
    "Collaboration",
    "Activity",
    "Programme",
    "OrganisationalUnit",
    "Constituency",
    "Post",
    "Person",
    "SystemLevel",
  ];

  function headingFor({ told }, node) {
    const { type } = told.bodies[node.id];
    const kind = kindOf(told, node.id);
    const rank = String(ORDER.indexOf(kind) < 0 ? ORDER.length : ORDER.indexOf(kind)).padStart(2, "0");
    if (node.how === "area") {
      return { key: "areas", heading: "Areas covered", order: "99" };
    }
    if (kind === "OrganisationalUnit" && !/^(Division|Site|SubICB|NHSEngland)/.test(type)) {
      return { key: "groups", heading: "Groups and boards", order: rank };
    }
    if (kind === "Council") {
      return { key: "councils", heading: "Councils", order: rank };
    }
    return { key: type, heading: headingOf(told.words.types[type].label), order: rank + type };
  }

  function wordsOfLines(context, node) {
    const { told, shown, phaseOfLine } = context;
    if (!node.lines.length) {
      return [];
    }
    const words = [];
    const lines = node.lines.map((id) => told.lines[id]);
    const certain = lines.find((line) => ["stated", "reported"].includes(line.certainty)) || lines[0];
    if (certain.certainty !== "stated") {
      words.push([told.words.certainties[certain.certainty], ""]);
    }
    const phase = phaseOfLine(certain);
    if (phase === "planned" || phase === "shadow") {
      words.push([told.words.phases[phase].toLowerCase(), ""]);
    }
    if (phase !== "planned" && node.lines.every((id) => shown.open.has(id))) {
      words.push(["possibly", ""]);
    }
    return [...words, ...movesOf(context, node)];
  }

  function movesOf({ marks }, node) {
    const marked = node.lines.map((id) => marks?.get(id)).filter((mark) => mark !== undefined);
    if (!marked.length || marks?.has(node.id)) {
      return [];
    }
    return marked.map(({ mark, sure, word }) => [
      (sure ? "" : "perhaps ") + (word || { added: "+ joined", ended: "− left", changed: "± changed" }[mark] || mark),
      /** @type {Tone} */ (mark),
    ]);
  }

  function together(lists) {
    const words = new Map();
    for (const [text, tone] of lists.flat()) {
      if (!words.has(text)) {
        words.set(text, tone);
      }
    }
    return [...words];
  }

  function rowOf(context, node, home) {
    const { told, nesting, courseWords } = context;
    const body = told.bodies[node.id];
    const kind = kindOf(told, node.id);
    const { name, acronym } = rowName(body, kind);
    const others = [...(nesting.homes.get(node.id) || [])].filter((id) => id !== home && isWithin(nesting, id));
    const first = nesting.placed.get(node.id)?.home;
    const also = node.hollow ? (first ? [first] : []) : others;
    const seat = node.how === "seat" ? node.lines.map((id) => told.lines[id].role).find(Boolean) : null;
    return {
      id: node.id,
      home,
      name: seat ? seat + ": " + name : name,
      acronym,
      shape: context.looks[kind] ? context.looks[kind][0] : "ring",
      kind,
      hollow: node.hollow,
      also: also.length ? "also in " + listed(also.map((id) => shortOf(told, id))) : "",
      words: together([
        node.hollow ? [] : courseWords(node.id),
        wordsOfLines(context, node),
        badgesOf(context, node.id, false),
      ]),
      title: body.name + ", " + told.words.types[body.type].label + (node.hollow ? " (" + "in two" + ")" : ""),
      inside: insideCount(node),
      children: node.children.map((child) => rowOf(context, child, node.id)),
    };
  }

  function isWithin({ placed, root }, id) {
    let at = placed.get(id);
    while (at && at.home !== null) {
      if (at.home === root?.id) {
        return true;
      }
      at = placed.get(at.home);
    }
    return false;
  }

  const listed = (names) =>
    names.length > 2 ? names.slice(0, 2).join(", ") + " and " + (names.length - 2) + " more" : names.join(" and ");

  function shortOf(told, id) {
    if (!told.bodies[id]) {
      return told.far[id] ? told.far[id][0] : id;
    }
    const { name, other } = told.bodies[id];
    return [...other].filter((text) => text.length < name.length && / (ICP|ICS|CCG|ICB)$/.test(text))[0] || name;
  }

  function groupsOf(context, nodes, home) {
    const groups = new Map();
    for (const node of nodes) {
      const { key, heading, order } = headingFor(context, node);
      const group = groups.get(key) || { key: home + "/" + key, heading, order, rows: [], words: [] };
      groups.set(key, group);
      group.rows.push(rowOf(context, node, home));
    }
    for (const [key, group] of groups) {
      if (key === "areas" && group.rows.every((row) => row.kind === "Council")) {
        group.heading = "Council areas covered";
      }
      unambiguous(context, group.rows);
      group.rows.sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
    }
    return [...groups.values()].sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.key < b.key ? -1 : 1));
  }

  function unambiguous({ told }, rows) {
    const times = new Map();
    for (const row of rows) {
      times.set(row.name, (times.get(row.name) || 0) + 1);
    }
    for (const row of rows) {
      if ((times.get(row.name) || 0) > 1) {
        row.name = told.bodies[row.id].name;
      }
    }
  }

  function leaderWords({ told }, node) {
    const topics = told.bodies[node.id].gaps.filter((gap) => gap.topic === "leadership" || gap.topic === "chair");
    return topics.some((gap) => gap.reason === "not-read") ? "not read" : "not stated";
  }

  function cardOf(context, node) {
    const { told } = context;
    const body = told.bodies[node.id];
    const seats = node.children.filter((child) => child.how === "seat");
    return {
      id: node.id,
      title: body.name,
      type: told.words.types[body.type].label,
      strength: context.strengthOfBody(node.id),
      badges: together([context.courseWords(node.id), badgesOf(context, node.id, true), wordsOfLines(context, node)]),
      leader: seats.length ? null : leaderWords(context, node),
      seats: seats.map((seat) => rowOf(context, seat, node.id)),
      groups: groupsOf(
        context,
        node.children.filter((child) => child.how !== "seat"),
        node.id,
      ),
    };
  }

  const common = (lists) =>
    lists.length > 1
      ? lists[0].filter(
          ([text, tone]) =>
            !isFurther(text) && !isChange(tone) && lists.every((list) => list.some(([other]) => other === text)),
        )
      : [];

  const without = (list, gone) => list.filter(([text]) => !gone.some(([other]) => other === text));

  function sayOnce(cards) {
    const own = common(cards.map((card) => card.badges)).filter(([text]) => !text.startsWith("accountable"));
    const rows = cards.flatMap((card) => card.groups.flatMap((group) => group.rows));
    const inside = common(rows.map((row) => row.words)).filter(([, tone]) => tone === "");
    for (const card of cards) {
      card.badges = without(card.badges, own);
    }
    for (const row of rows) {
      row.words = without(row.words, inside);
    }
    cards.forEach((card) => card.groups.forEach(sayOnceIn));
    return { cards: own, rows: inside };
  }

  function sayOnceIn(group) {
    group.words = common(group.rows.map((row) => row.words));
    for (const row of group.rows) {
      row.words = without(row.words, group.words);
    }
  }


  const MOST_CARDS = 24;
  const FOLDED = [
    [12, 12],
    [12, 6],
    [12, 0],
    [8, 0],
    [6, 0],
    [4, 0],
    [2, 0],
    [0, 0],
  ];

  function membersOf({ told }, root) {
    const members = (root ? root.children : []).filter(
      (node) =>
        !node.hollow &&
        node.how !== "seat" &&
        (kindOf(told, node.id) === "Collaboration" || node.children.some((child) => child.how !== "seat")),
    );
    return members.length > MOST_CARDS ? [] : members;
  }

  function modelOf(data, state, wide) {
    const { told } = data;
    const shown = shownAtAll(data, state);
    const view = viewIn(state, state.day);
    const nesting = nest(told, shown);
    const members = membersOf(data, nesting.root);
    const phaseOfLine = (/** @type {LineRecord} */ line) => linePhase(line, view);
    const ids = new Set(members.map((node) => node.id));
    const courses = coursesOf(data, shown, nesting, ids, phaseOfLine, wide);
    const linesAt = new Map();
    for (const line of Object.values(told.lines)) {
      linesAt.set(line.subject, [...(linesAt.get(line.subject) || []), line]);
    }
    const context = {
      told,
      state,
      shown,
      linesAt,
      conflicts: conflictsIn(told),
      marks: state.marks,
      looks: data.looks,
      nesting,
      courseWords: courseWordsOf(told, courses),
      drawnWords: (id) =>
        courses.filter((course) => course.drawn && course.subjects.includes(id)).map((course) => course.word),
      strengthOfBody: (id) => strengthOf(phaseOn(told.bodies[id], state.day), told.bodies[id].certainty, false),
      phaseOfLine,
    };
    const cards = members.map((node) => cardOf(context, node));
    const said = sayOnce(cards);
    const root = nesting.root && {
      ...nesting.root,
      children: nesting.root.children.filter((node) => !ids.has(node.id)),
    };
    const system = root && cardOf(context, root);
    system?.groups.forEach(sayOnceIn);
    const changed = nesting.around.filter((node) => state.marks?.has(node.id));
    const around = groupsOf(
      context,
      nesting.around.filter((node) => !changed.includes(node)),
      "around",
    );
    const fresh = groupsOf(context, changed, "changed");
    [...around, ...fresh].forEach(sayOnceIn);
    const partnerships = members.every((node) => kindOf(told, node.id) === "Collaboration");
    return {
      national: nesting.national.map((node) => nationalCard(context, node)),
      system,
      partOf: nesting.above.map((id) => homeWords(context, told.system, id)).join("; "),
      systemBand: /System$|Partnership$/.test(told.bodies[told.system].type) ? "System" : "Body",
      cards,
      memberBand: partnerships ? "Partnerships" : "Inside",
      said,
      around,
      fresh,
      courses,
    };
  }

  function homeWords({ told, shown, phaseOfLine }, id, home) {
    const line = Object.values(told.lines).find(
      (each) =>
        each.subject === id &&
        each.object === home &&
        shown.lines.has(each.id) &&
        ["structure", "membership", "leadership"].includes(each.family),
    );
    const words = line
      ? [
          line.certainty === "stated" ? "" : told.words.certainties[line.certainty],
          strengthOf(phaseOfLine(line), "stated", false) === "planned" ? phaseOfLine(line) : "",
          shown.open.has(line.id) ? "possibly" : "",
        ].filter(Boolean)
      : [];
    return told.bodies[home].name + (words.length ? " (" + words.join(", ") + ")" : "");
  }

  function nationalCard(context, node) {
    const card = cardOf(context, node);
    const onLine = new Set(context.drawnWords(node.id));
    card.badges = card.badges.filter(([text]) => !text.startsWith("accountable: ") && !onLine.has(text));
    return card;
  }

  function drawPicture(data, state, options) {
    const sizes = options.width < PHONE_WIDTH ? PHONE : options.medium === "page" ? WIDE : PAPER;
    const model = modelOf(data, state, !sizes.phone);
    const inSystem = model.system ? model.system.groups : [];
    const rows = inSystem.reduce((sum, group) => sum + group.rows.length, 0);
    const chips = model.cards.length > 0 && rows > 12 ? new Set(inSystem) : new Set();
    const changed = (/** @type {GroupModel} */ group) =>
      group.rows.some((row) => row.words.some(([, tone]) => isChange(tone)));
    let laid = null;
    for (const [most, areas] of FOLDED) {
      const folds = {
        open: state.open,
        folds: (/** @type {GroupModel} */ group) =>
          !changed(group) && (chips.has(group) || group.rows.length > (group.key.endsWith("/areas") ? areas : most)),
      };
      laid = laidOut(model, sizes, options.width, folds);
      if (
        options.height === null ||
        sizes.phone ||
        (options.medium === "paper" ? laid.height : laid.inner) <= options.height
      ) {
        break;
      }
    }
    return framed(data, state, options, sizes, model, /** @type {Laid} */ (laid));
  }

  function drawFromJson(text) {
    const { data, state, options } = JSON.parse(text);
    withIds(data.told);
    const kinds = Object.entries(state.hidden).map(([kind, names]) => [kind, new Set(names)]);
    const read = {
      ...state,
      hidden: Object.fromEntries(kinds),
      open: new Set(state.open),
      lit: state.lit ? new Set(state.lit) : null,
      marks: null,
    };
    return JSON.stringify(drawPicture(data, read, options));
  }

  exports.PALETTES = PALETTES;
  exports.accountableWords = accountableWords;
  exports.badgesOf = badgesOf;
  exports.conflictsIn = conflictsIn;
  exports.drawFromJson = drawFromJson;
  exports.drawPicture = drawPicture;
  exports.headingOf = headingOf;
  exports.isFurther = isFurther;
  exports.nest = nest;
  exports.rowName = rowName;
  exports.shortOf = shortOf;
  exports.shownAtAll = shownAtAll;
  exports.shownIn = shownIn;
  exports.viewIn = viewIn;
  exports.withIds = withIds;

  Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });

  return exports;

})({});
