/* The day that is looked at, typed or moved along the days on which something changes; a second day to compare with. */
import { drawnBodies, drawnLines, told } from "./data.js";
import { isDay, undated } from "./dates.js";
import { buttonById, byId, inputById, make } from "./elements.js";
import { painted } from "./painting.js";
import { shownOn } from "./shown.js";
import { change, state } from "./state.js";
import { counted, dayInWords } from "./words.js";

const dayField = inputById("day");
const slider = inputById("slider");
const toField = inputById("to");

slider.max = String(told.days.length);

slider.disabled = !told.days.length;

/** @type {(day: Day | null) => void} */
function setDay(day) {
  if (day !== null || isDay(dayField.value)) {
    dayField.value = day || "";
  }
  change({ day, to: day && state.to && state.to > day ? state.to : null });
}

/* 0 is any date; n is the n-th day on which something changes. Between two, the slider stands on the earlier. */
/** @type {(now: Day | null) => number} */
const slotOf = (now) => (now ? told.days.filter((day) => day <= now).length : 0);

export function showControls() {
  if (isDay(dayField.value) || !dayField.value) {
    dayField.value = state.day || "";
  }
  slider.value = String(slotOf(state.day));
  const turns = state.day && told.days.includes(state.day) ? turningOn(state.day) : 0;
  slider.setAttribute(
    "aria-valuetext",
    state.day ? dayInWords(state.day) + (turns ? ", " + counted(turns, "change") : "") : "any date",
  );
  buttonById("anyday").disabled = !state.day;
  buttonById("earlier").disabled = !told.days.length || !state.day;
  buttonById("later").disabled = !told.days.some((day) => !state.day || day > state.day);
  if (state.to) {
    toField.value = state.to;
  } else if (!state.day) {
    toField.value = "";
  }
  toField.disabled = !state.day;
  byId("uncompare").hidden = !state.to;
  const { bodies, open } = painted.shown;
  const left = state.day
    ? drawnBodies.filter((id) => undated(told.bodies[id])).length +
      drawnLines.filter((id) => undated(told.lines[id])).length
    : 0;
  byId("undated").hidden = !state.day;
  inputById("undated-on").checked = state.undated;
  byId("undated-n").textContent = left.toLocaleString("en-GB");
  const surely = [...bodies].filter((id) => !open.has(id)).length;
  byId("sure").textContent = !state.day
    ? ""
    : state.to
      ? ""
      : counted(surely, "body", "bodies") + " surely there, " + (bodies.size - surely) + " possibly";
  byId("dayerror").textContent = faultOf();
}

/* What is typed is taken as soon as it is a day; what is none stays in its field, with what is wrong. */
function faultOf() {
  for (const field of [dayField, toField]) {
    if (field.value && !isDay(field.value) && document.activeElement !== field) {
      return "“" + field.value + "” is not a day: write YYYY-MM-DD, such as 2019-06-01.";
    }
  }
  return isDay(toField.value) && state.day && toField.value <= state.day
    ? "The second day must be later than the first."
    : "";
}

/** @type {(day: Day) => number} */
function turningOn(day) {
  /** @type {(text: Day) => Day} */
  const previous = (text) => new Date(Date.parse(text + "T00:00:00Z") - 864e5).toISOString().slice(0, 10);
  const was = shownOn(previous(day));
  const is = shownOn(day);
  let turns = 0;
  for (const set of /** @type {const} */ (["bodies", "lines"])) {
    turns +=
      [...was[set]].filter((id) => !is[set].has(id)).length + [...is[set]].filter((id) => !was[set].has(id)).length;
  }
  return turns;
}

dayField.addEventListener("blur", showControls);

toField.addEventListener("blur", showControls);

dayField.addEventListener("input", () => {
  if (isDay(dayField.value) && dayField.value >= "1000") {
    setDay(dayField.value);
  }
});

dayField.addEventListener("change", () => {
  if (!dayField.value) {
    setDay(null);
  }
  showControls();
});

slider.addEventListener("input", () => setDay(Number(slider.value) ? told.days[Number(slider.value) - 1] : null));

byId("anyday").onclick = () => {
  dayField.value = "";
  setDay(null);
  dayField.focus();
};

byId("earlier").onclick = () => {
  const earlier = told.days.filter((day) => day < (state.day || ""));
  setDay(earlier.length ? earlier[earlier.length - 1] : null);
};

byId("later").onclick = () => setDay(told.days.find((day) => !state.day || day > state.day) || state.day);

inputById("undated-on").addEventListener("change", () => change({ undated: inputById("undated-on").checked }));

toField.addEventListener("input", () => {
  if (isDay(toField.value) && state.day && toField.value > state.day) {
    change({ to: toField.value, tab: "changes" });
  }
});

toField.addEventListener("change", () => {
  if (!toField.value) {
    change({ to: null });
  }
  showControls();
});

byId("uncompare").onclick = () => {
  toField.value = "";
  change({ to: null, tab: state.tab === "changes" ? null : state.tab });
  toField.focus();
};

/* Years beneath the slider, where there is room for them. */
function ticks() {
  const step = (slider.clientWidth - 16) / Math.max(1, told.days.length);
  /* A year in the middle of its tick would reach under the button behind the last. */
  const end = slider.clientWidth - 30;
  let last = -Infinity;
  byId("ticks").replaceChildren(
    ...[null, ...told.days].map((day, n) => {
      const year = day ? day.slice(0, 4) : "any";
      if (n * step - last < 34 || n * step > end || (n > 1 && told.days[n - 2].slice(0, 4) === year)) {
        return make("span", {});
      }
      last = n * step;
      return make("span", {}, year);
    }),
  );
}

ticks();
