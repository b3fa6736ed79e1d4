/* What is shown in the state of the page, by the rule that the command line follows, too. */
import { drawnBodies, drawnLines, plan, told } from "./data.js";
import { shownAtAll, shownIn } from "./picture/draw.js";
import { state } from "./state.js";

/* What the picture is made of. */
/** @type {PictureData} */
export const pictureData = { told, bodies: drawnBodies, lines: drawnLines, looks: plan.looks, shapes: plan.shapes };

/** @type {(day: Day | null) => Shown} */
export const shownOn = (day) => shownIn(pictureData, state, day);

/* Shown at all: on the day, or while two are compared on either of them. */
/** @type {() => Shown} */
export const shown = () => shownAtAll(pictureData, state);
