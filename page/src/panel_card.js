/* Which card the panel shows, and how it is closed. */
import { bodyCard, lineCard } from "./details.js";
import { button, byId } from "./elements.js";
import { meetingCard } from "./meeting_card.js";
import { painted } from "./painting.js";
import { closeForm, openedForm, panel, refocus, show } from "./side_panel.js";
import { change, state } from "./state.js";
import { traceCard } from "./trace_card.js";

const CARDS = { body: bodyCard, line: lineCard, meeting: meetingCard };

/* The panel shows what is chosen, else the trace; closing one shows the other again. */
export function showPanel() {
  const form = openedForm();
  if (form) {
    return show(form);
  }
  if (state.chosen) {
    const [what, id] = state.chosen;
    return show([
      state.trace ? button("Back to the trace", () => change({ chosen: null }), { class: "back" }) : null,
      ...CARDS[what](id),
    ]);
  }
  if (painted.trace) {
    return show(traceCard(painted.trace));
  }
  panel.hidden = true;
}

export function closePanel() {
  const had = openedForm() ? "form" : state.chosen ? "chosen" : "trace";
  closeForm();
  if (had === "form") {
    change({});
  } else if (had === "chosen") {
    change({ chosen: null });
  } else {
    change({ trace: null });
  }
  if (panel.hidden) {
    refocus();
  }
}

byId("close").onclick = closePanel;

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !panel.hidden) {
    closePanel();
  }
});
