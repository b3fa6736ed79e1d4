/* What Ctrl+P prints: the picture on one landscape page with title, day and key, then the table that is open. On
   paper the picture is light, whatever the screen is. */
import { nameOf, told } from "./data.js";
import { byId, make } from "./elements.js";
import { asElement, pictureFor } from "./nested_view.js";
import { drawnPicture } from "./picture_file.js";
import { countsInWords, dateInWords } from "./saving.js";
import { change, pictureShown, state } from "./state.js";
import { filtersInWords } from "./tally.js";

/* The width and height of the picture on A4 landscape, as on the board paper. */
const PAPER = { width: 1240, height: 770 };

window.addEventListener("beforeprint", () => {
  if (document.body.classList.contains("briefing")) {
    return;
  }
  if (!state.tab) {
    change({ tab: "bodies" }, { remember: false });
  }
  const nested = pictureShown() === "nested" ? pictureFor({ ...PAPER, theme: "light", medium: "paper" }) : null;
  const drawn = nested ? nested.svg : drawnPicture();
  byId("on-paper").replaceChildren(
    make("h1", {}, nested ? nested.plan.title : told.invented + nameOf(told.system) + ". " + dateInWords()),
    make("p", {}, countsInWords() + ". " + filtersInWords() + "."),
    asElement(drawn),
  );
});

window.addEventListener("afterprint", () => byId("on-paper").replaceChildren());
