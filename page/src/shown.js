/* What is shown in the state of the page, by the rule that the command line follows, too. */
import { drawnBodies, drawnLines, inScope, plan, told } from "./data.js";
import { happened, whenBegan } from "./dates.js";
import { shownAtAll, shownIn } from "./picture/draw.js";
import { hiddenAtStart, pictureShown, state } from "./state.js";

/* What the picture is made of. */
/** @type {PictureData} */
const pictureData = { told, bodies: drawnBodies, lines: drawnLines, looks: plan.looks, shapes: plan.shapes };

/* What came between the two days, and is not in the picture of one: what opened in the system, and what took the place
   of a body that is drawn. */
/** @type {(first: Day, last: Day) => string[]} */
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

/* What the picture is made of now: while two days are compared, also what came between them, with its lines. */
/** @type {() => PictureData} */
export function pictureNow() {
  /* In the network every card has a place that was made before. */
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

/** @type {(day: Day | null) => Shown} */
export const shownOn = (day) => shownIn(pictureData, state, day);

/* Shown at all: on the day, or while two are compared on either of them. */
/** @type {() => Shown} */
export const shown = () => shownAtAll(pictureNow(), state);

/* What is there on the day as the page was made, whatever is left out of the picture: what is said of the system does
   not hang on a filter, which would turn what is left out into what nobody says. */
/** @type {() => Shown} */
export const unfiltered = () => shownIn(pictureData, { ...state, undated: true, hidden: hiddenAtStart() }, state.day);
