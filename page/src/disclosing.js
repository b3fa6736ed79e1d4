/* What opens beneath the heading: the field and slider of the day, the second day, and what is done less often. */
import { byId, inputById } from "./elements.js";

const dates = byId("dates");
const more = byId("more-acts");

/* What opens what, and where the focus then goes. */
/** @type {[string, HTMLElement, string | null][]} */
const OPENERS = [
  ["change-day", dates, "day"],
  ["compare", dates, "to"],
  ["more", more, null],
];

function mark() {
  for (const [opener, part] of OPENERS) {
    byId(opener).setAttribute("aria-expanded", String(!part.hidden));
  }
}

/* Open the fields of the day; the focus goes to the one that is meant. */
/** @type {(field: "day" | "to") => void} */
export function openDates(field) {
  dates.hidden = false;
  mark();
  inputById(field).focus();
  inputById(field).select();
}

for (const [opener, part, field] of OPENERS) {
  byId(opener).onclick = () => {
    /* "compare with" pressed while "change" is open goes on to the second day. */
    const elsewhere = field !== null && !part.hidden && byId(opener).dataset.last !== "yes";
    part.hidden = !part.hidden && !elsewhere;
    for (const [other] of OPENERS) {
      byId(other).dataset.last = other === opener ? "yes" : "";
    }
    mark();
    if (field === "day" || field === "to") {
      if (!part.hidden) {
        openDates(field);
      }
    }
  };
}

/** @type {(part: HTMLElement, opener: string) => void} */
function close(part, opener) {
  if (!part.hidden) {
    part.hidden = true;
    mark();
    byId(opener).focus();
  }
}

dates.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    event.stopPropagation();
    close(dates, "change-day");
  }
});

byId("more").parentElement?.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !more.hidden) {
    event.stopPropagation();
    close(more, "more");
  }
});

/* What is chosen there is done, and the menu is out of the way; what opens a form has the focus itself. */
more.addEventListener("click", (event) => {
  const chosen = /** @type {Element} */ (event.target).closest("button");
  if (chosen) {
    const within = more.contains(document.activeElement);
    more.hidden = true;
    mark();
    if (within || document.activeElement === document.body) {
      byId("more").focus();
    }
  }
});

document.addEventListener("pointerdown", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (!more.hidden && !more.contains(target) && !byId("more").contains(target)) {
    more.hidden = true;
    mark();
  }
});
