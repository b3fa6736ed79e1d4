/* What cards are made of, in the colours of a theme: words, marks, badges, chips, rows and headings. */
import { isFurther } from "./badges.js";
import { DASHES, PALETTES } from "./colours.js";
import { widthOf } from "./measure.js";
import { element, escaped, number, plain } from "./markup.js";

/** @type {(strength: Strength) => string | null} */
export const dashOf = (strength) => DASHES[strength]?.join(" ") || null;

/* Dots are round. */
/** @type {(strength: Strength) => "round" | null} */
export const capOf = (strength) => (strength === "planned" ? "round" : null);

/* Writes a plan in the colours of a theme. */
export class Marks {
  /** @param {PictureData} data @param {PictureState} state @param {PictureOptions} options */
  constructor(data, state, options) {
    this.data = data;
    this.state = state;
    this.theme = options.theme;
    this.colours = PALETTES[options.theme];
    this.linked = options.medium === "page";
  }

  /** @param {string} id */
  pale(id) {
    return this.state.lit !== null && !this.state.lit.has(id);
  }

  /** @param {Run["tone"]} tone @param {boolean} pale */
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

  /** @param {Run} text @param {boolean} pale */
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

  /** @param {string} id @param {string} inner */
  link(id, inner) {
    return this.linked ? element("a", { href: "#body=" + encodeURIComponent(id), "data-choose": id }, inner) : inner;
  }

  /* In the page, "+35 not drawn" is a button. */
  /** @param {string} id @param {string} text @returns {Record<string, string | number>} */
  opens(id, text) {
    return this.linked && isFurther(text)
      ? { role: "button", tabindex: 0, "data-further": id, "aria-expanded": String(this.state.further === id) }
      : {};
  }

  /** @param {string} id @param {Badged} badge @param {boolean} pale */
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

  /** @param {Chip} chip */
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

  /** @param {string} kind @param {string} shape @param {boolean} pale */
  markColour(kind, shape, pale) {
    const { colours } = this;
    const look = this.data.looks[kind];
    return pale
      ? colours.paleEdge
      : colours.marks[shape] || (look ? look[this.theme === "dark" ? 2 : 1] : colours.soft);
  }

  /** @param {Row} row */
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

  /** @param {Group} group */
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
