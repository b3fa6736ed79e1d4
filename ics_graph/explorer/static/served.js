"use strict";
/* What a served page can ask its server: every question, of the whole store, where the page carries a part of it. */
function storeAddress(question, parameters) {
  const view = viewOf();
  const words = new URLSearchParams({ ...parameters, planned: view.planned, uncertain: view.uncertain, rules: view.rules });
  if (view.day && question !== "changes") words.set("as_of", view.day);
  if (question === "changes") for (const name of ["planned", "uncertain", "rules"]) words.delete(name);
  return "/api/ask/" + question + "?" + words;
}
function storeButton(question, parameters, text = "Ask the whole store") {
  return told.served ? button(text, () => askStore(question, parameters)) : null;
}
const storeSource = (cited) => make("span", { class: "claim" }, bdi([cited.title, cited.locator, "read as: " + cited.basis, cited.note].filter(Boolean).join(", ")));
function storeRow(row) {
  const marks = [row.heading !== "in effect" ? row.heading : null, row.certainty && row.certainty !== "stated" ? certaintyWord(row.certainty) : null, row.holds === "possibly" ? "possibly" : null].filter(Boolean);
  const words = row.upward || !row.of ? [row.of && row.of !== row.id ? bodyButton(row.of, row.of_name) : null, " " + row.relation + " ", bodyButton(row.id, row.name)] : [bodyButton(row.id, row.name), " " + row.forward + " ", bodyButton(row.of, row.of_name)];
  return make("li", {}, ...words, row.value ? make("span", {}, " ", bdi(row.value)) : null, ...marks.map((mark) => make("span", { class: "tag" }, mark)), ...(row.sources || []).map(storeSource));
}
async function askStore(question, parameters) {
  const waiting = make("p", { class: "answer", role: "status" }, "The store is being asked…");
  const card = [make("h2", {}, "The store’s answer"), waiting];
  keepFocus();
  form = card;
  showPanel();
  panel.focus({ preventScroll: true });
  let told_;
  try {
    const answer = await fetch(storeAddress(question, parameters));
    told_ = await answer.json();
    if (!answer.ok) throw new Error(told_.detail || "The server answered " + answer.status + ".");
  } catch (error) {
    waiting.textContent = "The store could not be asked: " + (error instanceof TypeError ? "the server does not answer. Is ics-graph explore still running?" : error.message);
    return;
  }
  waiting.textContent = told_.headline;
  announce(told_.headline);
  card.push(...section("Line by line (" + (told_.rows || []).length + ")", (told_.rows || []).slice(0, 200).map(storeRow), "ol"), ...(told_.caveats || []).map((text) => make("p", { class: "note" }, text)));
  if (form === card) showPanel();
}
