/* The day that is looked at, typed in any English form or moved along the days on which something changes; and a second
   day to compare with. */
import { daysAfter } from "./calendar.js";
import { drawnBodies, drawnLines, told } from "./data.js";
import { FORMS, dayOf } from "./day_words.js";
import { undated } from "./dates.js";
import { openDates } from "./disclosing.js";
import { buttonById, byId, inputById, make } from "./elements.js";
import { shownOn } from "./shown.js";
import { change, state } from "./state.js";
import { counted, dayInWords } from "./words.js";

const dayField = inputById("day");
const slider = inputById("slider");
const toField = inputById("to");

byId("why-day").textContent = told.start.why
  ? "The page opens on " + dayInWords(told.start.day) + ". " + told.start.why
  : "";

slider.max = String(Math.max(0, told.days.length - 1));

slider.disabled = told.days.length < 2;

/* What is on its way: the first of a row of moves is a step of its own, the others go on with it. */
let moving = false;

/** @type {(changes: Partial<State>) => void} */
function move(changes) {
  change(changes, { step: !moving });
  moving = true;
}

/* The n-th day on which something changes; between two, the slider stands on the earlier. */
/** @type {(now: Day) => number} */
const slotOf = (now) => Math.max(0, told.days.filter((day) => day <= now).length - 1);

export function showControls() {
  for (const [field, day] of /** @type {[HTMLInputElement, Day | null][]} */ ([
    [dayField, state.day],
    [toField, state.to],
  ])) {
    if (document.activeElement !== field && (!field.value.trim() || !faultIn(field))) {
      field.value = dayInWords(day);
    }
  }
  slider.value = String(slotOf(state.day));
  const turns = told.days.includes(state.day) ? turningOn(state.day) : 0;
  slider.setAttribute("aria-valuetext", dayInWords(state.day) + (turns ? ", " + counted(turns, "change") : ""));
  buttonById("earlier").disabled = !told.days.some((day) => day < state.day);
  buttonById("later").disabled = !told.days.some((day) => day > state.day);
  byId("uncompare").hidden = !state.to;
  const left =
    drawnBodies.filter((id) => undated(told.bodies[id])).length +
    drawnLines.filter((id) => undated(told.lines[id])).length;
  inputById("undated-on").checked = state.undated;
  byId("undated-n").textContent = left.toLocaleString("en-GB");
}

/** @type {(field: HTMLInputElement) => string} */
function faultIn(field) {
  if (!field.value.trim()) {
    return field === dayField ? "Write a day: " + FORMS + "." : "";
  }
  try {
    dayOf(field.value);
    return "";
  } catch (error) {
    return /** @type {Error} */ (error).message + ".";
  }
}

/* What is being typed is taken as soon as its year is whole: half a year is no day, and no fault yet. */
const WHOLE = /(?:^\d{4}-\d{2}-\d{2}|\D\d{4})\s*$/;

function showFault() {
  const fault = faultIn(dayField) || faultIn(toField);
  byId("dayerror").textContent = fault;
  for (const field of [dayField, toField]) {
    field.setAttribute("aria-invalid", String(Boolean(faultIn(field))));
  }
}

/** @type {(day: Day) => number} */
function turningOn(day) {
  const was = shownOn(daysAfter(day, -1));
  const is = shownOn(day);
  let turns = 0;
  for (const set of /** @type {const} */ (["bodies", "lines"])) {
    turns +=
      [...was[set]].filter((id) => !is[set].has(id)).length + [...is[set]].filter((id) => !was[set].has(id)).length;
  }
  return turns;
}

/** @type {(field: HTMLInputElement, take: (day: Day) => void) => void} */
function typed(field, take) {
  let taken = "";
  /* Once only: of two days that swapped, the same words would mean the other field. */
  const accept = () => {
    if (field.value.trim() && field.value !== taken && !faultIn(field)) {
      taken = field.value;
      take(dayOf(field.value));
    }
  };
  const settle = () => {
    accept();
    moving = false;
    showControls();
    showFault();
  };
  field.addEventListener("input", () => {
    if (WHOLE.test(field.value)) {
      accept();
    }
  });
  field.addEventListener("blur", settle);
  field.addEventListener("change", settle);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      settle();
    }
  });
}

typed(dayField, (day) => {
  if (day !== state.day) {
    move({ day });
  }
});

typed(toField, (to) => {
  if (to !== state.to) {
    move(to === state.day ? { to: null } : { to, tab: "changes" });
  }
});

toField.addEventListener("change", () => {
  if (!toField.value.trim() && state.to) {
    uncompare();
  }
});

slider.addEventListener("input", () => move({ day: told.days[Number(slider.value)] }));

slider.addEventListener("change", () => {
  moving = false;
});

byId("earlier").onclick = () => change({ day: told.days.filter((day) => day < state.day).pop() || state.day });

byId("later").onclick = () => change({ day: told.days.find((day) => day > state.day) || state.day });

inputById("undated-on").addEventListener("change", () => change({ undated: inputById("undated-on").checked }));

function uncompare() {
  toField.value = "";
  change({ to: null, tab: state.tab === "changes" ? null : state.tab });
}

byId("uncompare").onclick = () => {
  uncompare();
  openDates("to");
};

/* Years beneath the slider, where there is room for them; there is none while it is hidden. */
function showTicks() {
  const step = (slider.clientWidth - 16) / Math.max(1, told.days.length - 1);
  /* A year in the middle of its tick would reach under the button behind the last. */
  const end = slider.clientWidth - 30;
  let last = -Infinity;
  byId("ticks").replaceChildren(
    ...told.days.map((day, n) => {
      const year = day.slice(0, 4);
      if (n * step - last < 34 || n * step > end || (n > 0 && told.days[n - 1].slice(0, 4) === year)) {
        return make("span", {});
      }
      last = n * step;
      return make("span", {}, year);
    }),
  );
}

new ResizeObserver(showTicks).observe(slider);
