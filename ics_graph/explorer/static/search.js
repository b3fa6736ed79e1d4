"use strict";
/* Finding a body by name, other name or code, of then and now; what is in the data but not in the picture is found, too. */
const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/&/g, " and ").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
const index = [
  ...Object.values(told.bodies).map((body) => ({ id: body.id, name: body.name, type: body.type, keys: [body.id, body.name, ...body.other, ...body.codes.map(([, value]) => value)], drawn: drawnBodies.includes(body.id) })),
  ...told.notDrawn.filter(([id]) => !told.bodies[id]).map(([id, name, type, why, other, codes]) => ({ id, name, type, why, keys: [id, name, ...other, ...codes], drawn: false })),
].map((one) => ({ ...one, folded: one.keys.map(fold) }));

/* How well a body answers to what was typed: the whole name before its beginning, before words of it; 0 is not at all. */
function fits(one, text) {
  const words = text.split(" ");
  let best = 0;
  one.folded.forEach((key, n) => {
    const own = n === 1 ? 0.2 : 0;
    const parts = key.split(" ");
    if (key === text) best = Math.max(best, 5 + own);
    else if (key.startsWith(text)) best = Math.max(best, 4 + own);
    else if (words.every((word) => parts.includes(word))) best = Math.max(best, 3 + own);
    else if (words.every((word) => parts.some((part) => part.startsWith(word)))) best = Math.max(best, 2 + own);
    else if (key.includes(text)) best = Math.max(best, 1 + own);
  });
  return best;
}
function found(typed, most = 12) {
  const text = fold(typed);
  if (!text) return [];
  return index.map((one) => [fits(one, text), one]).filter(([score]) => score)
    .sort(([a, x], [b, y]) => b - a || y.drawn - x.drawn || x.name.length - y.name.length || before(x.name, y.name) || before(x.id, y.id))
    .slice(0, most).map(([, one]) => ({ ...one, matched: one.keys.find((key) => fold(key).includes(text)) || one.name }));
}

/* The server knows more than the page carries. */
async function asked(typed, most = 12) {
  const here = found(typed, most);
  if (!told.served || !typed.trim()) return here;
  try {
    const answer = await fetch("/api/find?limit=" + most + "&q=" + encodeURIComponent(typed.trim()));
    if (!answer.ok) return here;
    const there = await answer.json();
    return there.map((one) => ({ id: one.id, name: one.name, type: one.type, matched: one.matched, drawn: drawnBodies.includes(one.id) }));
  } catch { return here; }
}

/* A field with a list beneath it, worked by keys or pointer; leaving the field changes nothing. */
function combobox(field, list, take) {
  let hits = [], at = 0, turn = 0;
  const mark = () => {
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at && hits.length > 0)));
    field.setAttribute("aria-expanded", String(!list.hidden));
    if (hits.length && !list.hidden) { field.setAttribute("aria-activedescendant", list.id + "-" + at); list.children[at].scrollIntoView({ block: "nearest" }); } else field.removeAttribute("aria-activedescendant");
  };
  const hide = () => { list.hidden = true; mark(); };
  function offer(found_) {
    hits = found_;
    at = 0;
    const option = (hit, n) => make("li", { role: "option", id: list.id + "-" + n, onmousedown: (event) => { event.preventDefault(); at = n; chosen(); } },
      bdi(hit.name), make("small", {}, bdi([typeLabel(hit.type), hit.matched !== hit.name ? hit.matched : "", hit.drawn ? "" : "not in this picture"].filter(Boolean).join(" · "))));
    list.replaceChildren(...(hits.length ? hits.map(option) : [make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nobody in these data has this name or code.")]));
    list.hidden = !field.value.trim();
    mark();
  }
  function chosen() {
    if (!hits[at]) return;
    hide();
    take(hits[at]);
  }
  async function search() {
    const mine = ++turn;
    offer(found(field.value));
    if (!told.served) return;
    await new Promise((resolve) => setTimeout(resolve, 120));
    if (mine !== turn) return;
    const more = await asked(field.value);
    if (mine === turn && !list.hidden) offer(more);
  }
  field.addEventListener("input", search);
  field.addEventListener("blur", hide);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return search();
      at = (at + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % (hits.length || 1);
      mark();
    }
    if (event.key === "Escape" && !list.hidden) { event.stopPropagation(); hide(); }
    if (event.key === "Enter") { event.preventDefault(); if (list.hidden) offer(found(field.value)); chosen(); }
  });
}
const comboboxField = (id, label, placeholder) => {
  const list = make("ul", { id: id + "-list", class: "found", role: "listbox", "aria-label": "Bodies found", hidden: true });
  const field = make("input", { id, type: "search", autocomplete: "off", spellcheck: "false", placeholder, role: "combobox", "aria-expanded": "false", "aria-controls": id + "-list", "aria-autocomplete": "list" });
  return { field, list, box: make("div", { class: "combobox" }, make("label", { for: id }, label), field, list) };
};
