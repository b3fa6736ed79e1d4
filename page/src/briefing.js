import { bodyPairs, conflictsOf, gapsByHeading, lifeOf } from "./bodies.js";
import { claimText, section } from "./claims.js";
import { drawnBodies, linesAt, nameOf, plan, told, typeLabel } from "./data.js";
import { standing } from "./dates.js";
import { bdi, byId, isThere, make, svg } from "./elements.js";
import { familyIcon, strokeIcon } from "./icons.js";
import { relationWord, tags } from "./lines.js";
import { FONT } from "./looks.js";
import { asElement, pictureFor } from "./nested_view.js";
import { dashOf, painted } from "./painting.js";
import { INK, drawnSvg } from "./picture.js";
import { dateInWords } from "./saving.js";
import { viewOf } from "./state.js";
import { filtersInWords, tally } from "./tally.js";
import { traceSentence } from "./tracing.js";
import { upward } from "./walk.js";
import { counted, dates, withDates } from "./words.js";

/* A briefing of one body: its card without anything to press, its place in the picture, the legend, the sources. On
   paper each claim is a number, which the list of sources explains once. */
/** @type {(id: string) => void} */
export function printBriefing(id) {
  /** @type {{ text: string; link: string | null }[]} */
  const cited = [];
  /** @type {(claim: Claim) => string} */
  const number = (claim) => {
    const text = claimText(claim);
    const link = told.sources[claim.source] && told.sources[claim.source].link;
    let at = cited.findIndex((entry) => entry.text === text);
    if (at < 0) {
      at = cited.push({ text, link }) - 1;
    }
    return "[" + (at + 1) + "]";
  };
  /** @type {(claims: Claim[] | null | undefined) => HTMLElement | null} */
  const numbered = (claims) =>
    claims && claims.length
      ? make("span", { class: "cites" }, " ", claims.map(number).join(" "))
      : claims
        ? make("span", { class: "cites" }, " no source cited")
        : null;
  const body = told.bodies[id];
  const view = viewOf();
  const mine = (linesAt.get(id) || []).filter((line) => standing(line, view) !== "at other times");
  /** @type {(...parts: Children) => HTMLElement} */
  const row = (...parts) => make("li", {}, ...parts);
  /** @type {(line: LineRecord) => HTMLElement} */
  const of = (line) => {
    const up = line.subject === id;
    return row(
      up ? relationWord(line) : told.words.relations[line.type].inverse,
      " ",
      bdi(nameOf(up ? line.object : line.subject)),
      line.role ? make("span", {}, " (", bdi(line.role), ")") : null,
      ...tags(line),
      line.from || line.until ? " " + dates(line) : null,
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
      "Briefing · " + nameOf(told.system) + " · " + dateInWords() + " · " + filtersInWords(),
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
          counted(other, "line") + " of other times " + (other === 1 ? "is" : "are") + " left out.",
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
    ...mine.filter((line) => painted.shown.lines.has(line.id)).flatMap((line) => [line.id, line.subject, line.object]),
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
  /**
   * @param {"phase" | "certainty"} kind
   * @param {Record<string, string>} words
   * @param {(name: string) => number[] | null} dash
   */
  const meaning = (kind, words, dash) =>
    Object.keys(words)
      .filter((name) => counts[kind].has(name))
      .map((name) => row(strokeIcon(INK, dash(name)), " ", words[name]));
  parts.push(
    /* The nested picture has its key within. */
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

/* Print parts alone, without the page around them. */
/** @type {(parts: (Node | string | null)[]) => void} */
export function printed(parts) {
  byId("briefing").replaceChildren(
    told.invented ? make("p", {}, make("b", {}, told.invented)) : "",
    ...parts.filter(isThere),
  );
  document.body.classList.add("briefing");
  window.print();
}

window.addEventListener("afterprint", () => {
  document.body.classList.remove("briefing");
  byId("briefing").replaceChildren();
});
