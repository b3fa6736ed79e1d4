"use strict";
/* A trace: the way from one body to another, or to whom one is accountable, in words and as what the picture lights up. */
function traced() {
  if (!state.trace) return null;
  const [kind, first, second] = state.trace, view = viewOf();
  if (kind === "route") {
    const found = route(first, second, view);
    const lines = new Set(found.paths.flat().map((line) => line.id));
    return { kind, found, lines, bodies: endsOf(lines, [first, second]) };
  }
  const found = upward(first, ["accountability"], view);
  const lines = new Set(found.within.map((line) => line.id));
  return { kind, body: first, found, lines, bodies: endsOf(lines, [first]) };
}
const endsOf = (lines, more) => new Set([...more, ...[...lines].flatMap((id) => [told.lines[id].subject, told.lines[id].object])]);

/* One sentence that can be read out; silence is never a "no". */
function traceSentence(trace) {
  const day = state.day ? "On " + dayInWords(state.day) + ", " : "";
  const opening = (text) => (day ? day + text : text.charAt(0).toUpperCase() + text.slice(1));
  if (trace.kind === "route") {
    const { start, goal, back, paths } = trace.found;
    if (!paths.length && goesOn(trace).length) return opening("no way from " + nameOf(start) + " to " + nameOf(goal) + " is in this page, but lines go on beyond it.");
    if (!paths.length) return opening("no lines of the families followed lead from " + nameOf(start) + " up to " + nameOf(goal) + ", or back.");
    const way = [nameOf(start), ...paths[0].map((line) => nameOf(line.object))].join(" → ");
    return opening((back ? "no line leads from " + nameOf(goal) + " up to " + nameOf(start) + ", but the other way: " : "") + way + " (" + counted(paths[0].length, "line") + ").");
  }
  const name = nameOf(trace.body), { within } = trace.found;
  const said = within.filter((line) => line.certainty !== "rule" && line.subject === trace.body), rules = within.filter((line) => line.certainty === "rule" && line.subject === trace.body);
  const words = [];
  if (said.length) words.push(name + " is accountable to " + listed([...new Set(said.map((line) => nameOf(line.object)))]) + ".");
  else if (state.day && holdsOn(told.bodies[trace.body], state.day) === "no") words.push(name + " was not there (" + dates(told.bodies[trace.body]) + "), and no source says to whom it is accountable.");
  else words.push("no source says to whom " + name + " is accountable: not stated.");
  if (rules.length) words.push("By law alone: to " + listed([...new Set(rules.map((line) => nameOf(line.object)))]) + ".");
  return opening(words.join(" "));
}

/* The bodies at which a walk would go on with lines that the page of a large store does not carry. */
const beyond = new Set(told.beyond || []);
function goesOn(trace) {
  if (!beyond.size) return [];
  if (trace.kind !== "route") return trace.found.within.map((line) => line.object).filter((id, n, all) => beyond.has(id) && all.indexOf(id) === n);
  return [trace.found.start, trace.found.goal].flatMap((id) => upward(id, told.route, viewOf()).within).map((line) => line.object).filter((id, n, all) => beyond.has(id) && all.indexOf(id) === n);
}
function goesOnNote(trace) {
  const ids = goesOn(trace);
  return ids.length ? make("p", { class: "note" }, "Lines may go on from " + listed(ids.slice(0, 5).map(nameOf)) + (ids.length > 5 ? " and " + (ids.length - 5) + " more" : "") + ": this page carries no lines above " + (ids.length === 1 ? "it" : "them") + ". Open the page of such a body to go on.") : null;
}

function step(line) {
  const drawn = drawnLines.includes(line.id) ? null : make("span", { class: "tag" }, "not in this picture");
  return make("li", {}, bodyButton(line.subject), " ", lineButton(line), " ", bodyButton(line.object), line.role ? make("span", {}, " (", bdi(line.role), ")") : null, ...tags(line), drawn, ...claimList(line.claims));
}
function traceCard(trace) {
  const parts = [make("h2", {}, trace.kind === "route" ? "Trace" : "To whom is it accountable?"), make("p", { class: "answer" }, bdi(traceSentence(trace)))];
  if (trace.kind === "route") {
    trace.found.paths.forEach((path, n) => parts.push(...section(trace.found.paths.length > 1 ? "Way " + (n + 1) : "Line by line", path.map(step), "ol")));
    parts.push(make("p", { class: "note" }, "Followed upward, from subject to object: " + told.route.map((name) => told.words.families[name][0]).join(", ") + "."));
  } else {
    const { within, depths, beside } = trace.found;
    parts.push(...section("Line by line", [...within].sort((a, b) => depths.get(a.id) - depths.get(b.id) || before(a.id, b.id)).map(step), "ol"));
    parts.push(...section("Planned", beside.planned.map(step)), ...section("With a question mark", beside.uncertain.map(step)), ...section("Said of any such body", beside["in general"].map(step)), ...section("Denied", beside.denied.map(step)));
  }
  const note = goesOnNote(trace);
  if (told.served) parts.splice(2, 0, make("div", { class: "acts" }, trace.kind === "route" ? storeButton("route", { start: state.trace[1], goal: state.trace[2] }) : storeButton("accountable-to", { body: trace.body })));
  if (note) parts.splice(2, 0, note);
  const acts = offers(trace);
  if (acts.length) parts.splice(2, 0, make("div", { class: "acts" }, ...acts));
  return parts;
}

/* What is left out and would bring a line in: a plan, a question, a rule. */
function offers(trace) {
  const acts = [], view = viewOf();
  const better = (changes) => (trace.kind === "route" ? route(trace.found.start, trace.found.goal, { ...view, ...changes }).paths.length > trace.found.paths.length : upward(trace.body, ["accountability"], { ...view, ...changes }).within.length > trace.found.within.length);
  const show = (kind, name) => () => { state.hidden[kind].delete(name); change({}); };
  if (!view.planned && better({ planned: true })) acts.push(button("Show what is planned", show("phase", "planned")));
  if (!view.rules && better({ rules: true })) acts.push(button("Show what the law says", show("certainty", "rule")));
  if (!view.uncertain && better({ uncertain: true })) acts.push(button("Show what has a question mark", show("certainty", "uncertain")));
  return acts;
}
