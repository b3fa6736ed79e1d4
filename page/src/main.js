/* Where the bundle begins. What is exported here is "explorer" in the browser: for its console, and for the tests. */
import "./page.js";

export { printBriefing } from "./briefing.js";
export { inWords, periodInWords } from "./calendar.js";
export { zoom } from "./camera.js";
export { badgePlaces } from "./canvas.js";
export { choose } from "./choosing.js";
export { balances } from "./balance.js";
export { changes, marksOf } from "./compare.js";
export { changeSaid } from "./comparison.js";
export { drawnBodies, drawnLines, linesAt, nameOf, plan, told } from "./data.js";
export { admits, linePhase, phaseOn, standing } from "./dates.js";
export { FORMS, dayOf, spelledIn, whenOf } from "./day_words.js";
export { bodyCard } from "./details.js";
export { byId, make } from "./elements.js";
export { FONT, cursor, look, lookOf, looks } from "./looks.js";
export { cards, container, edges, network, nodes, painted, routes } from "./painting.js";
export { nestedPlan, pictureFor } from "./nested_view.js";
export { svgText } from "./picture_file.js";
export { nextCard } from "./pointing.js";
export { citedNow } from "./rows.js";
export { found } from "./search.js";
export { shownOn } from "./shown.js";
export { details } from "./side_panel.js";
export { KINDS, change, encode, state, viewOf } from "./state.js";
export { traceForm } from "./trace_form.js";
export { traceSentence, traced } from "./tracing.js";
export { upward } from "./walk.js";
