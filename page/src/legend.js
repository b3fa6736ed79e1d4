/* The legend, which is at the same time the filters: each entry says what a shape, stroke or dash means, and how much
   of it is shown, and can be left out. */
import { told, typeLabel } from "./data.js";
import { button, byId, make } from "./elements.js";
import { familyIcon, shapeIcon, strokeIcon } from "./icons.js";
import { look } from "./looks.js";
import { dashOf } from "./painting.js";
import { change, isAtStart, resetFilters, state } from "./state.js";
import { tally } from "./tally.js";
import { before, certaintyWord, phaseWord } from "./words.js";

/** @type {(pair: [number, number]) => string} */
const ofAll = ([seen, all]) => (seen === all ? String(all) : seen + " of " + all);

export function legend() {
  const counts = tally();
  /** @type {(kind: Kind, name: string, icon: Child, label: string, text: string, title?: string) => HTMLElement} */
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
  /* Leave all others of the kind out. */
  /** @type {(kind: Kind, name: string) => void} */
  const only = (kind, name) => {
    state.hidden[kind] = new Set([...counts[kind].keys()].filter((other) => other !== name));
    change({});
  };
  /** @type {(count: Count) => string} */
  const both = ({ bodies, lines }) =>
    [
      lines[1] ? ofAll(lines) + (lines[1] === 1 ? " line" : " lines") : "",
      bodies[1] ? ofAll(bodies) + (bodies[1] === 1 ? " body" : " bodies") : "",
    ]
      .filter(Boolean)
      .join(", ");
  /** @type {(title: string, items: Child[], more?: Child) => HTMLElement} */
  const group = (title, items, more) => make("section", {}, make("h2", {}, title), make("ul", {}, ...items), more);
  /** @type {(kind: Kind, what: "bodies" | "lines") => [string, Count][]} */
  const most = (kind, what) => [...counts[kind]].sort(([a, x], [b, y]) => y[what][1] - x[what][1] || before(a, b));
  /** @type {(kind: Kind, words: Record<string, string>) => [string, Count][]} */
  const inOrder = (kind, words) =>
    Object.keys(words).flatMap((name) => {
      const count = counts[kind].get(name);
      return count ? [/** @type {[string, Count]} */ ([name, count])] : [];
    });
  const focused = document.activeElement?.id;
  byId("legend").replaceChildren(
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
        entry("phase", name, strokeIcon(look.ink, dashOf(name, "")), phaseWord(name), both(count)),
      ),
    ),
    group(
      "Certainty: dash and word",
      inOrder("certainty", told.words.certainties).map(([name, count]) =>
        entry("certainty", name, strokeIcon(look.ink, dashOf("", name)), certaintyWord(name), both(count)),
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
  byId("showall").hidden = isAtStart();
}

/* Reset is the start, as the page was made: not everything that could be let in. */
byId("showall").onclick = () => {
  resetFilters();
  change({});
};
