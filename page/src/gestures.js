/* Pointer, wheel and keys on the picture, and the buttons that move it. */
import { moved, whole, zoom } from "./camera.js";
import { choose } from "./choosing.js";
import { told } from "./data.js";
import { lineChoice } from "./details.js";
import { byId } from "./elements.js";
import { cursor, setCursor } from "./looks.js";
import { cardOf, container, network, painted } from "./painting.js";
import { showFurther } from "./opening.js";
import { closePanel } from "./panel_card.js";
import { furtherUnder, nextCard, under } from "./pointing.js";
import { announce } from "./saving.js";
import { closeForm, keepFocus, panel, show } from "./side_panel.js";
import { spoken } from "./spoken.js";
import { keepAddress, state } from "./state.js";

network.on("click", (event) => {
  const further = furtherUnder(event.pointer);
  if (further !== undefined) {
    return showFurther(further);
  }
  const { body, lines } = under(event.pointer);
  if (body !== undefined) {
    return choose("body", body, false);
  }
  if (lines.length === 1) {
    return choose("line", lines[0], false);
  }
  if (lines.length) {
    keepFocus();
    closeForm();
    show(lineChoice(lines));
    network.selectEdges(lines);
    panel.focus({ preventScroll: true });
  } else if (!panel.hidden) {
    closePanel();
  }
});

network.on("dragEnd", moved);
network.on("zoom", moved);

/** @type {(on: boolean) => () => void} */
const hand = (on) => () => {
  container.style.cursor = on ? "pointer" : "";
};

network.on("hoverNode", hand(true));
network.on("blurNode", hand(false));
network.on("hoverEdge", hand(true));
network.on("blurEdge", hand(false));

/* A page that cannot be scrolled past its drawing is a trap: the wheel zooms only with Ctrl. */
container.addEventListener(
  "wheel",
  (event) => {
    if (!event.ctrlKey && !event.metaKey) {
      event.stopPropagation();
    }
  },
  { capture: true },
);

container.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) {
    return;
  }
  if (event.key.startsWith("Arrow")) {
    event.preventDefault();
    if (!cursor || !painted.shown.bodies.has(cursor)) {
      setCursor(painted.shown.bodies.has(told.system) ? told.system : [...painted.shown.bodies][0]);
    } else {
      setCursor(nextCard(cursor, event.key) || cursor);
    }
    if (!cursor) {
      return;
    }
    const { x, y } = network.canvasToDOM({ x: cardOf(cursor).x, y: cardOf(cursor).y });
    if (x < 40 || y < 30 || x > container.clientWidth - 40 || y > container.clientHeight - 30) {
      network.moveTo({ position: { x: cardOf(cursor).x, y: cardOf(cursor).y }, animation: false });
    }
    network.redraw();
    announce(spoken(cursor));
  } else if ((event.key === "Enter" || event.key === " ") && cursor) {
    event.preventDefault();
    if (event.shiftKey && told.hanging[cursor]) {
      showFurther(cursor);
    } else {
      choose("body", cursor, false);
    }
  } else if (event.key === "+" || event.key === "=") {
    zoom(1.25);
  } else if (event.key === "-") {
    zoom(0.8);
  } else if (event.key === "0") {
    state.camera = null;
    whole();
    keepAddress();
  }
});

container.addEventListener("blur", () => {
  setCursor(null);
  network.redraw();
});
byId("nearer").onclick = () => zoom(1.25);
byId("farther").onclick = () => zoom(0.8);

byId("whole").onclick = () => {
  state.camera = null;
  whole();
  keepAddress();
};
