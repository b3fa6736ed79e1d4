"""Words: where a source uses one, and which subjects several sources put forward in their own words."""

from __future__ import annotations

from collections import defaultdict

from ics_graph.questions.answer import Answer, Row, Verdict, counted, listed
from ics_graph.questions.gathering import Asked, shown_name
from ics_graph.questions.lookup import Name, body_named
from ics_graph.questions.records import body_row, event_rows, fact_rows, line_rows
from ics_graph.questions.registry import question
from ics_graph.questions.wording import sentence
from ics_graph.stores.rows import EVERYTHING


@question("evidence", "mentions accountab", text="a word or part of one, in upper or lower case")
def mentions(asked: Asked, text: str) -> Answer:
    """Where a word is used of anything: bodies, lines, facts, events and gaps, and which sources never use it.

    It is the wording of this data that is searched, which restates the sources: part of a word finds most. Notes and
    gaps are this data's own words, so that a word that is only in them is not counted as used.
    """
    if len(text.strip()) < 2:
        raise ValueError("give at least two letters")
    found = asked.store.mentions(text)
    relations = [r.name for r in asked.ontology.relations.values() if text.lower() in f"{r.label} {r.inverse_label}"]
    families = {asked.ontology.relations[name].family for name in relations}
    by_type = [line for line in asked.store.lines(None, "up", families, EVERYTHING) if line.type in relations]
    lines_ = {line.id: line for line in (*found.lines, *by_type) if line.certainty != "rule"}
    rows = [row for body in found.bodies if (row := body_row(asked, body)) is not None]
    rows += line_rows(asked, [lines_[id_] for id_ in sorted(lines_)])
    rows += [*fact_rows(asked, found.facts), *event_rows(asked, found.events)]
    rows = [row for row in rows if _says(row, text)]
    used: dict[str, int] = defaultdict(int)
    for row in rows:
        for title in {cited.title for cited in row.sources}:
            used[title] += 1
    silent = [
        one.title
        for one in asked.store.sources().values()
        if one.title not in used and one.kind not in ("legislation", "data file")
    ]
    told = [f"{title} ({n})" for title, n in used.items()]
    words = f"'{text}' is used in: {listed(told)}" if told else f"no record uses '{text}'"
    words += f"; it is not used in: {listed(silent)}" if silent else ""
    said = (f"{counted(len(found.gaps), 'gap')} on record mention it, too (ask gaps).",) if found.gaps else ()
    verdict: Verdict = "answered" if rows else "not-stated"
    return Answer("mentions", {"text": text}, sentence(words), verdict, asked.view.as_of, tuple(rows), (), said)


def _says(row: Row, text: str) -> bool:
    told = (row.name, row.of_name, row.relation, row.value, row.role)
    return any(text.lower() in part.lower() for part in told if part)


@question("evidence", 'themes "North East and North Cumbria ICS"', body="the system or body")
def themes(asked: Asked, body: Name) -> Answer:
    """Which subjects several sources put forward for a body, by the words of its priorities and workstreams.

    Words that begin alike count as one ("preventing", "prevention"). Nothing is merged: each list stays its source's.
    """
    found_body = body_named(asked.store, body)
    name = shown_name(found_body)
    rows = fact_rows(asked, [f for f in asked.store.facts([found_body.id]) if f.property == "priority"], found_body)
    work = asked.store.lines([found_body.id], "down", ["structure"], EVERYTHING)
    rows += [row for row in line_rows(asked, work, "down") if asked.ontology.is_a(row.type, "Workstream")]
    stems: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for stem in _stems(row.value or row.name):
            for title in {cited.title for cited in row.sources}:
                stems[stem][title].append(row)
    titles = list(dict.fromkeys(cited.title for row in rows for cited in row.sources))
    common = {stem: by for stem, by in stems.items() if len(by) == len(titles) > 1}
    some = {stem: by for stem, by in stems.items() if 1 < len(by) < len(titles)}
    told = [_theme(stem, by) for stem, by in sorted(common.items())]
    partly = [_theme(stem, by) for stem, by in sorted(some.items())]
    if len(titles) < 2:
        text = f"{counted(len(titles), 'source')} only put forward priorities or workstreams of {name}"
    elif told:
        text = f"in all {len(titles)} lists of priorities and workstreams of {name}: {'; '.join(told)}"
    else:
        text = f"no subject is in all {len(titles)} lists of priorities and workstreams of {name}"
    said = [f"In some of the lists only: {'; '.join(partly)}."] if partly else []
    said.append(f"The lists are those of: {listed(titles)}. They are compared by their words, and not merged.")
    shared = {id(row) for by in (*common.values(), *some.values()) for found in by.values() for row in found}
    kept = tuple(row for row in rows if id(row) in shared)
    verdict: Verdict = "answered" if common else "not-stated"
    return Answer("themes", {"body": found_body.id}, sentence(text), verdict, asked.view.as_of, kept, (), tuple(said))


def _theme(stem: str, by: dict[str, list[Row]]) -> str:
    wordings = list(dict.fromkeys((row.value or row.name) for found in by.values() for row in found))
    word = min((word for text in wordings for word in _words(text) if word.startswith(stem)), key=len)
    return f"{word} ({listed(wordings, 4)})"


# Words that say nothing of the subject in a list of priorities of health and care.
_NO_SUBJECTS = {"services", "service", "health", "healthcare", "system", "quality", "better", "local", "improving"}


def _words(text: str) -> list[str]:
    words = "".join(letter if letter.isalpha() else " " for letter in text.lower()).split()
    return [word for word in words if len(word) > 4 and word not in _NO_SUBJECTS]


def _stems(text: str) -> set[str]:
    """Return how the words of a text begin, so that "preventing" and "prevention" are one subject."""
    return {word[:6] for word in _words(text)}
