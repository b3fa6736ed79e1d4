import { combobox, comboboxField } from "./combobox.js";
import { nameOf, told } from "./data.js";
import { button, make } from "./elements.js";
import { announce } from "./saving.js";
import { askStore } from "./served.js";
import { closeForm, keepFocus, openForm, panel } from "./side_panel.js";
import { change } from "./state.js";

/* Asking for a trace: two fields, either of which may be filled already. */
/** @type {(from: string | null, to: string | null) => void} */
export function traceForm(from, to) {
  keepFocus();
  const ends = { from: from || "", to: to || "" };
  const start = comboboxField("trace-from", "From", "a body, by name or code");
  const goal = comboboxField("trace-to", "To", "a body, by name or code");
  const go = button(
    "Show the way",
    () => {
      closeForm();
      if (!(told.bodies[ends.from] && told.bodies[ends.to])) {
        return askStore("route", { start: ends.from, goal: ends.to });
      }
      change({ trace: ["route", ends.from, ends.to], chosen: null });
      panel.focus();
    },
    { class: "main" },
  );
  const ready = () => {
    go.disabled = !(ends.from && ends.to) || ends.from === ends.to;
  };
  /** @type {(hit: Hit) => boolean} */
  const carried = (hit) => {
    if (told.bodies[hit.id] || told.served) {
      return true;
    }
    announce(hit.name + " is not on this page, so no way to it can be traced here.");
    return false;
  };
  combobox(start.field, start.list, (hit) => {
    if (carried(hit)) {
      ends.from = hit.id;
      start.field.value = hit.name;
      ready();
      (ends.to ? go : goal.field).focus();
    }
  });
  combobox(goal.field, goal.list, (hit) => {
    if (carried(hit)) {
      ends.to = hit.id;
      goal.field.value = hit.name;
      ready();
      (ends.from ? go : start.field).focus();
    }
  });
  if (from) {
    start.field.value = nameOf(from);
  }
  if (to) {
    goal.field.value = nameOf(to);
  }
  ready();
  openForm([
    make("h2", {}, "Trace"),
    make(
      "p",
      {},
      "How does one body lead to another? Lines are followed upward: from the member to the body, " +
        "the part to the whole, the accountable to whom it answers.",
    ),
    start.box,
    goal.box,
    make("div", { class: "acts" }, go),
    make("p", { class: "note" }, "To ask to whom one body is accountable, choose it in the picture or by its name."),
  ]);
  (from ? goal.field : start.field).focus();
}
