/* The page around the drawing: what is chosen and said, and what happens at every change of the state. */
import { keepAnswer, onBody, showAnswer } from "./ask/answering.js";
import { reader } from "./ask/asking.js";
import "./ask/box.js";
import { place } from "./camera.js";
import { choose } from "./choosing.js";
import { showComparison } from "./comparison.js";
import { showControls } from "./controls.js";
import { told, typeLabel } from "./data.js";
import { bdi, byId, make } from "./elements.js";
import "./disclosing.js";
import "./gestures.js";
import { showHeading } from "./heading.js";
import { legend } from "./legend.js";
import { dark, renewLook } from "./looks.js";
import "./nested_arrows.js";
import "./nested_gestures.js";
import { lightAgain } from "./nested_hover.js";
import { showNested } from "./nested_view.js";
import { cards, container, network, paint, painted, routes } from "./painting.js";
import { showPanel } from "./panel_card.js";
import "./printing.js";
import { picturePng, svgText } from "./picture_file.js";
import { announce, copyLink, fileName, save, unsay } from "./saving.js";
import { closeForm, keepFocus, panel, show } from "./side_panel.js";
import { showSummary } from "./summary.js";
import { change, decode, initial, onChange, state } from "./state.js";
import { showTables } from "./tables.js";
import { traceForm } from "./trace_form.js";
import { traceSentence } from "./tracing.js";
import { listed } from "./words.js";

byId("save-svg").onclick = () => {
  save(new Blob([svgText()], { type: "image/svg+xml" }), fileName(".svg"));
  announce("Picture saved as SVG.", true);
};

byId("save-png").onclick = async () => {
  save(await picturePng(), fileName(".png"));
  announce("Picture saved as PNG.", true);
};

byId("copy-link").onclick = copyLink;

byId("print").onclick = () => window.print();

function select() {
  network.unselectAll();
  if (!state.chosen) {
    return;
  }
  const [what, id] = state.chosen;
  if (what === "body" && painted.shown.bodies.has(id) && cards.has(id)) {
    network.selectNodes([id], false);
  }
  if (what === "line" && painted.shown.lines.has(id) && routes.has(id)) {
    network.selectEdges([id]);
  }
}

byId("trace").onclick = () => traceForm(null, null);

let width = 0;

onChange(() => {
  unsay();
  keepAnswer();
  paint();
  select();
  showHeading();
  showAnswer();
  showComparison();
  showSummary();
  showPanel();
  if (byId("stage").clientWidth !== width) {
    width = byId("stage").clientWidth;
    place();
  }
  showNested();
  lightAgain();
  showControls();
  legend();
  showTables();
});

onChange((changes) => {
  if ("picture" in changes || "further" in changes) {
    place();
  }
  if ("trace" in changes && painted.trace) {
    announce(traceSentence(painted.trace));
  }
});

/* Show a body by its details; of one that the page does not carry, where it is. */
onBody((id) => {
  const body = told.bodies[id];
  if (body) {
    change({ ask: null }, { remember: false });
    choose("body", id);
  } else if (told.served) {
    location.assign("/body/" + encodeURIComponent(id));
  } else {
    change({ ask: null, chosen: null, trace: null });
    const hit = reader.names.byId.get(id);
    const [, , , why] = told.notDrawn.find(([own]) => own === id) || [];
    keepFocus();
    closeForm();
    show([
      make("h2", {}, bdi(hit ? hit.name : id)),
      make("p", { class: "kind" }, typeLabel(hit ? hit.type : "")),
      make(
        "p",
        { class: "note" },
        "It is in the data, but not in this picture: " +
          (why === undefined ? "it is linked to none of these bodies" : told.whyNotDrawn[why]) +
          ".",
      ),
    ]);
    panel.focus();
  }
});

dark.addEventListener("change", () => {
  renewLook();
  change({}, { remember: false });
});

new ResizeObserver(() => {
  if (byId("stage").clientWidth !== width) {
    width = byId("stage").clientWidth;
    place();
    showNested();
    lightAgain();
  }
}).observe(byId("stage"));

function fromAddress() {
  /* Without anything behind it, the address is that of the page as it was made. */
  const unknown = decode(location.hash.length > 1 ? location.hash : initial);
  change({}, { remember: false });
  place();
  if (unknown.length) {
    announce("The link speaks of what is not on this page: " + listed(unknown) + ".", true);
  }
}

window.addEventListener("hashchange", fromAddress);

if (location.hash.length > 1) {
  fromAddress();
} else {
  change({}, { remember: false });
  place();
}

network.once("afterDrawing", () => {
  container.dataset.ready = String(Math.round(performance.now()));
});

network.redraw();
