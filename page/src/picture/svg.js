/* A plan as the text of an SVG. What it is made of is marked, so that a reader, a search and a test find it: cards and
   rows by data-id, chips by data-fold, lines by data-lines; rows are the items of lists. */
import { Marks, capOf, dashOf } from "./marks.js";
import { element, escaped, number, plain } from "./markup.js";
import { widthOf } from "./measure.js";

/* Writes cards, lines and bands. */
export class Pen extends Marks {
  /** @param {PlacedCard} card */
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

  /** @param {PlacedCourse} course */
  course(course) {
    const { colours } = this;
    const { lit } = this.state;
    const { bodies, lines } = this.data.told;
    const bright = new Set(course.lines.filter((id) => lit === null || lit.has(id)).map((id) => lines[id].subject));
    const pale = !bright.size;
    /** @type {(isPale: boolean) => string} */
    const tintOf = (isPale) =>
      course.tone === "law"
        ? isPale
          ? colours.paleOrange
          : colours.orange
        : isPale
          ? colours.paleReport
          : colours.report;
    /** @type {(piece: Piece) => boolean} */
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

  /** @param {Course} course */
  sentences(course) {
    const { bodies, lines, words } = this.data.told;
    return course.lines.map((id) => {
      const { subject, type, object } = lines[id];
      return bodies[subject].name + " " + words.relations[type].label + " " + bodies[object].name;
    });
  }

  /** @param {Run} text @param {boolean} pale */
  label(text, pale) {
    const wide = widthOf(text.text, text.size);
    return (
      element("rect", { x: text.x - 4, y: text.y - 12, width: wide + 8, height: 16, fill: this.colours.well }) +
      this.text(text, pale)
    );
  }

  /** @param {Band} band @param {number} width @param {number} n @param {Sizes} sizes */
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
