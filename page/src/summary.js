/* The page in four sentences: what this system is, who is accountable to whom, who is in its partnerships, and what is
   missing or differs. Each is of the day that is shown, and leads into the picture or to a table. */
import { notReadIn } from "./bodies.js";
import { choose } from "./choosing.js";
import { nameOf, told, typeLabel } from "./data.js";
import { holdsOn, phaseOn } from "./dates.js";
import { bdi, byId, make } from "./elements.js";
import { relationWord } from "./lines.js";
import { shortOf } from "./picture/draw.js";
import { countedHeading, isFirm, isPossible, kindOf } from "./relations.js";
import { carriedRows } from "./rows.js";
import { unfiltered } from "./shown.js";
import { change, state } from "./state.js";
import { countsOf, inside } from "./system_contents.js";
import { counted, listed } from "./words.js";

/* A link whose address says the same as what it does: it may be opened in a window of its own. */
/** @type {(text: string, address: string, act: () => void) => HTMLElement} */
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

/* The system is called so, another body by its short name. */
/** @type {(id: string) => string} */
const nameIn = (id) => (id === told.system && !told.near ? "the system" : shortOf(told, id));

/** @type {(id: string, text?: string) => HTMLElement} */
const body = (id, text = nameIn(id)) => link(text, "body=" + encodeURIComponent(id), () => choose("body", id));

/** @type {(name: string, text: string) => HTMLElement} */
const table = (name, text) =>
  link(text, "tab=" + name, () => {
    change({ tab: name });
    byId("tables").scrollIntoView();
    byId("tab-" + name).focus({ preventScroll: true });
  });

const COUNTED = ["Collaboration", "IntegratedCareBoard", "ClinicalCommissioningGroup", "PrimaryCareTrust", "NHSTrust"];

/* Why nobody is seen inside a body: no source says it, or what is said is of other days or left out. */
/** @type {(homes: string[]) => string} */
const silence = (homes) =>
  Object.values(told.lines).some(
    (line) => homes.includes(line.object) && ["membership", "structure"].includes(line.family),
  )
    ? "Nothing that is shown on this day is inside it."
    : "No source says what is inside it.";

/** @type {(now: ReturnType<typeof inside>) => Child[]} */
function whatItIs({ within, areas }) {
  const system = told.bodies[told.system];
  const phase = phaseOn(system, state.day);
  const label = system.type === "IntegratedCareSystem" ? "ICS" : typeLabel(system.type);
  const article = /^[aeiou]/i.test(label) ? "An " : "A ";
  /** @type {Record<string, string>} */
  const kinds = { planned: " in the making", shadow: " in shadow form" };
  if (holdsOn(system, state.day) === "no") {
    return [body(told.system, article + label), " that did not exist on this day."];
  }
  const counts = [
    ...countsOf(within, COUNTED),
    ...(areas.length ? [countedHeading(areas.length, "Council areas")] : []),
  ];
  const rest = within.filter((id) => !COUNTED.includes(kindOf(id))).length;
  const all = counts.length ? counts : rest ? [counted(rest, "body", "bodies")] : [];
  return [
    body(told.system, article + label + (kinds[phase] || "")),
    all.length ? ": " + listed(all) + "." : ". " + silence([told.system]),
  ];
}

/* The verbs of lines by law, seen from the body above: "assesses and may direct". */
/** @type {(lines: LineRecord[]) => string} */
const verbsOf = (lines) => listed([...new Set(lines.map((line) => relationWord(line, false)))].slice(0, 2));

/** @type {(now: ReturnType<typeof inside>, there: Shown) => Child[]} */
function whoAnswers({ partnerships }, there) {
  const lines = [...there.lines].map((id) => told.lines[id]).filter((line) => line.family === "accountability");
  const stated = lines.filter((line) => line.certainty !== "rule" && isFirm(line));
  const rules = lines.filter((line) => line.certainty === "rule");
  /** @type {Map<string, LineRecord[]>} */
  const above = new Map();
  for (const line of rules) {
    above.set(line.object, [...(above.get(line.object) || []), line]);
  }
  const [most] = [...above].sort(([, a], [, b]) => b.length - a.length);
  /** @type {(ids: string[]) => string} */
  const who = (ids) => listed(countsOf(ids, [...new Set(ids.map(kindOf))]), 3);
  const unsaid = [told.system, ...partnerships].filter(
    (id) => there.bodies.has(id) && !stated.some((line) => line.subject === id),
  );
  const unread = unsaid.filter((id) => notReadIn(id, "accountability").length);
  /** @type {(ids: string[]) => string} */
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
        ? link(counted(stated.length, "relationship"), onlyAddress("accountability"), () =>
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
            nameOf(most[0]) + " " + verbsOf(most[1]) + " " + who([...new Set(most[1].map((line) => line.subject))]),
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

/** @type {(family: string) => string[]} */
const othersThan = (family) => Object.keys(told.words.families).filter((name) => name !== family);

/** @type {(family: string) => void} */
const onlyFamily = (family) => change({ hidden: { ...state.hidden, family: new Set(othersThan(family)) } });

/** @type {(family: string) => string} */
const onlyAddress = (family) => "day=" + state.day + "&without-family=" + othersThan(family).sort().join(",");

/** @type {(now: ReturnType<typeof inside>, there: Shown) => Child[]} */
function whoIsIn({ partnerships }, there) {
  const homes = partnerships.length ? partnerships : [told.system];
  const lines = [...there.lines]
    .map((id) => told.lines[id])
    .filter((line) => line.family === "membership" && homes.includes(line.object) && isFirm(line));
  /** @type {Map<string, Set<string>>} */
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

/** @type {() => Child[]} */
function whatIsMissing() {
  const gaps = told.lists ? told.lists.gaps : carriedRows("gaps");
  const conflicts = told.lists ? told.lists.conflicts : carriedRows("conflicts");
  const unread = gaps.filter((row) => isUnread(row)).length;
  const about = [...new Set(conflicts.map((row) => row.of || row.id))];
  return [
    gaps.length ? table("gaps", counted(gaps.length, "gap")) : "No gap",
    (gaps.length === 1 ? " is" : gaps.length ? " are" : " is") + " on record",
    unread ? ", " + unread.toLocaleString("en-GB") + " not read" : "",
    ". ",
    conflicts.length ? table("conflicts", "Sources differ") : null,
    conflicts.length ? " on " + listed(about.map(nameIn), 2) + "." : "",
    /* A page of a part of a large store has not looked for all of them. */
    !conflicts.length && told.lists ? "No difference between sources is on record." : "",
  ];
}

/** @type {(row: ListRow) => boolean} */
const isUnread = (row) =>
  told.bodies[row.id]?.gaps.some((gap) => gap.id === row.line && gap.reason === "not-read") || false;

export function showSummary() {
  const there = unfiltered();
  const now = inside(there);
  /** @type {[string, Child[]][]} */
  const cells = [
    [told.near ? "What this body is" : "What this system is", whatItIs(now)],
    ["Who is accountable to whom", whoAnswers(now, there)],
    [now.partnerships.length ? "Who is in the partnerships" : "Who is in it", whoIsIn(now, there)],
    ["What is missing, where sources differ", whatIsMissing()],
  ];
  byId("summary").hidden = Boolean(state.to);
  byId("summary").replaceChildren(
    ...cells.map(([title, text]) => make("div", {}, make("h2", {}, title), make("p", {}, ...text))),
  );
}
