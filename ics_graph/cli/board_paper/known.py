"""What is known of a system, in five sentences at most: each a fixed pattern that is filled from lines and bodies.

No sentence says more than its lines do: it carries their sources, and how sure and how recent they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ics_graph.answering.grammar import acting, verb
from ics_graph.answering.lists import be, counted, listed, plural
from ics_graph.answering.rows import body_row
from ics_graph.answering.tense import of_the_law, past
from ics_graph.answering.verdicts import VERDICTS
from ics_graph.cli.board_paper.material import Material
from ics_graph.cli.board_paper.text import Text, text_of
from ics_graph.cli.board_paper.words import capital, shortened
from ics_graph.dates import in_words
from ics_graph.governance import is_single
from ics_graph.stores.rows import Body, Line

SENTENCES = 5


def headline(material: Material) -> tuple[Text, str]:
    """Return who is accountable to whom in the system, in one sentence or two, and how sure that is."""
    lines = [
        line for line in material.in_effect if line.family == "accountability" and material.scope.has(line.subject)
    ]
    day = material.asked.view.as_of
    system = f"{material.name(material.system.id)}{f' on {in_words(day)}' if day else ''}"
    by_law = [line for line in lines if line.certainty == "rule"]
    if day:
        # A rule of which it is open whether it binds a body on the day says less than those that do.
        by_law = [line for line in by_law if line.on(day.isoformat()) == "yes"] or by_law
    by_law = [line for line in by_law if line.surely_held] or by_law
    stated = [line for line in lines if line.certainty != "rule"]
    unread = any(gap.topic == "accountability" and gap.reason == "not-read" for gap, _ in material.gaps)
    sentences = []
    if stated:
        pairs = [_pair(material, line) for line in stated]
        sentences.append(shortened(pairs, lambda names: f"As stated of {system}: {names}.", 2))
    elif unread:
        sentences.append(f"The sources read do not state who is accountable to whom in {system}.")
    else:
        sentences.append(f"No source in this data states who is accountable to whom in {system}.")
    relations: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for (relation, object_), subjects in _by_object(material, by_law).items():
        relations[object_, tuple(subjects)].append(relation)
    for (object_, together), of_pair in relations.items():
        bodies = [material.everybody[id_] for id_ in together]
        inverses, several = material.asked.ontology.inverse_labels, len(bodies) > 1
        own = [line for line in by_law if line.object == object_ and line.subject in together]
        tense = of_the_law(own, past if day else str)
        who = acting(_of_kinds(material, bodies), of_pair, material.name(object_), inverses, several, tense)
        sentences.append(f"By law{' only' if not stated else ''}, {who}.")
    in_headline = list(relations)[:1]
    by_law = [line for line in by_law if any(line.object == o and line.subject in of for o, of in in_headline)]
    rows = material.rows([*stated, *by_law])
    verdict = material.limit(rows) if rows else VERDICTS["not-read" if unread else "not-stated"]
    return text_of(" ".join(sentences[:2]), material.notes.of_rows(rows)), verdict


def what_is_known(material: Material) -> list[Text]:
    """Return the sentences, the most telling kinds first; none where the sources say nothing of this."""
    sentences = []
    for pattern in (
        _phase,
        _leaders,
        _reports,
        _parts,
        _feeds,
        _members,
        _in_several,
        _offices,
        _work,
        _areas,
        _shadow,
    ):
        sentences += list(pattern(material))
    return sentences[:SENTENCES]


def _phase(material: Material) -> Iterator[Text]:
    row = body_row(material.asked, material.system)
    if row is None:
        return
    if material.system.planned:
        yield text_of(f"{row.name} is on record as planned.", material.notes.of(row.sources))
    elif row.phase in ("shadow", "established"):
        words = "in shadow form" if row.phase == "shadow" else "established"
        yield text_of(f"{row.name} is {words}.", material.notes.of(row.sources), material.limit([row]))


def _leaders(material: Material) -> Iterator[Text]:
    inside = {material.system.id, *(body.id for body in material.partnerships)}
    lines = [line for line in material.in_effect if line.family == "leadership" and line.object in inside]
    by_pair: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        by_pair[line.subject, line.object].append(line)
    for (subject, object_), of_pair in by_pair.items():
        # "holds a role at" says less than "leads" or "chairs", where both are stated.
        line = min(of_pair, key=lambda line: line.type == "holdsRole")
        roles = listed(list(dict.fromkeys(line.role for line in of_pair if line.role)))
        label = material.asked.ontology.relations[line.type].label
        words = f"{material.name(subject)} {label} {material.name(object_)}{f' ({roles})' if roles else ''}."
        yield _sentence(material, words, of_pair)


def _reports(material: Material) -> Iterator[Text]:
    lines = [line for line in material.in_effect if line.family == "reporting" and material.scope.has(line.subject)]
    # What the law has a body send is told with the law, and not as what a source says of this one.
    lines = [line for line in lines if line.certainty != "rule"]
    if lines:
        pairs = [_pair(material, line) for line in lines]
        yield _sentence(material, shortened(pairs, lambda names: f"{capital(names)}."), lines)


def _parts(material: Material) -> Iterator[Text]:
    partnerships = {body.id for body in material.partnerships}
    lines = [line for line in _into_system(material, "structure") if line.subject in partnerships]
    names = material.names([line.subject for line in lines])
    if len(names) > 1:
        start = f"{len(names)} partnerships are part of {material.name(material.system.id)}"
        yield _sentence(material, shortened(names, lambda shown: f"{start}: {shown}.", 4), lines)
    elif names:
        yield _sentence(material, f"{names[0]} is part of {material.name(material.system.id)}.", lines)


def _feeds(material: Material) -> Iterator[Text]:
    partnerships = {body.id for body in material.partnerships}
    for line in _into_system(material, "support"):
        if line.subject in partnerships:
            yield _sentence(material, f"{_pair(material, line)}.", [line])


def _members(material: Material) -> Iterator[Text]:
    partnerships = [body.id for body in material.partnerships]
    for wholes, name in ((partnerships, "the partnerships"), ([material.system.id], "")):
        lines = _of(material, "membership", objects=wholes)
        objects = {line.object for line in lines}
        if not lines:
            continue
        whole = name if len(objects) > 1 else material.name(next(iter(objects)))
        bodies = [material.everybody[id_] for id_ in dict.fromkeys(line.subject for line in lines)]
        yield _sentence(material, f"Members of {whole}: {_of_kinds(material, bodies)}.", lines)


def _in_several(material: Material) -> Iterator[Text]:
    lines = _of(material, "membership", objects=[body.id for body in material.partnerships])
    wholes: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if is_single(material.everybody[line.subject]):
            wholes[line.subject].append(line)
    for subject, of_subject in wholes.items():
        names = material.names([line.object for line in of_subject])
        if len(names) > 1:
            who = material.name(subject)
            text = shortened(names, lambda shown, who=who: f"{who} is a member of {shown}.")  # type: ignore[misc]
            yield _sentence(material, text, of_subject)


def _work(material: Material) -> Iterator[Text]:
    partnerships = {body.id for body in material.partnerships}
    ontology = material.asked.ontology
    kinds = ontology.kinds_of("Activity")
    lines = [line for line in _into_system(material, "structure") if line.subject not in partnerships]
    lines = [line for line in lines if material.everybody[line.subject].type in kinds]
    if lines:
        bodies = [material.everybody[id_] for id_ in dict.fromkeys(line.subject for line in lines)]
        yield _sentence(
            material,
            f"{capital(_of_kinds(material, bodies))} {be(len(bodies))} part of {material.name(material.system.id)}.",
            lines,
        )


def _areas(material: Material) -> Iterator[Text]:
    wholes = [material.system.id, *(body.id for body in material.partnerships)]
    lines = [line for line in _of(material, "coverage", subjects=wholes) if line.type == "covers"]
    if lines:
        subjects = material.names([line.subject for line in lines])
        who = (
            subjects[0] if len(subjects) == 1 else "the partnerships" if material.system.id not in subjects else "they"
        )
        areas = [material.everybody[id_] for id_ in dict.fromkeys(line.object for line in lines)]
        words = f"{capital(who)} {'covers' if len(subjects) == 1 else 'cover'} {_of_kinds(material, areas)}."
        yield _sentence(material, words, lines)


def _shadow(material: Material) -> Iterator[Text]:
    for body in material.partnerships:
        row = body_row(material.asked, body)
        if row is not None and row.phase == "shadow":
            yield text_of(f"{row.name} is in shadow form.", material.notes.of(row.sources), material.limit([row]))


def _offices(material: Material) -> Iterator[Text]:
    inside = {material.system.id, *(body.id for body in material.partnerships)}
    offices: dict[tuple[str, str, str], list[Line]] = defaultdict(list)
    for line in material.in_effect:
        person = material.asked.ontology.is_a(material.everybody[line.subject].type, "Person")
        if (
            line.family == "leadership"
            and material.scope.has(line.subject)
            and person
            and line.role
            and line.object not in inside
        ):
            offices[line.subject, line.type, line.role].append(line)
    for (subject, type_, role), lines in offices.items():
        label = material.asked.ontology.relations[type_].label
        names = material.names([line.object for line in lines])
        if len(names) < 2:
            continue
        who = material.name(subject)
        text = shortened(names, lambda shown, who=who, label=label, role=role: f"{who} {label} {shown}: {role}.")  # type: ignore[misc]
        yield _sentence(material, text, lines)


def _sentence(material: Material, words: str, lines: Sequence[Line]) -> Text:
    rows = material.rows(lines)
    return text_of(words, material.notes.of_rows(rows), material.limit(rows))


def _into_system(material: Material, family: str) -> list[Line]:
    return _of(material, family, objects=[material.system.id])


def _of(
    material: Material, family: str, subjects: Sequence[str] | None = None, objects: Sequence[str] | None = None
) -> list[Line]:
    return [
        line
        for line in material.in_effect
        if line.family == family and line.certainty != "rule"
        if (subjects is None or line.subject in subjects) and (objects is None or line.object in objects)
    ]


def _pair(material: Material, line: Line) -> str:
    subject, label = material.name(line.subject), material.asked.ontology.relations[line.type].label
    return f"{subject} {verb(label, subject)} {material.name(line.object)}"


def _by_object(material: Material, lines: Iterable[Line]) -> dict[tuple[str, str], list[str]]:
    """Return the subjects of lines by the relation and the object, the largest group first."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for line in lines:
        groups[material.asked.ontology.relations[line.type].label, line.object].append(line.subject)
    return dict(sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])))


def _of_kinds(material: Material, bodies: Sequence[Body]) -> str:
    """Return bodies as a sentence counts them, by kind; up to three are named, and so is what stands for several."""
    singles = [body for body in bodies if is_single(body)]
    several = [material.name(body.id) for body in bodies if not is_single(body)]
    if len(singles) <= 3:
        return listed([*(material.name(body.id) for body in singles), *several], 3)
    kinds = Counter(material.asked.kind_of(body) for body in singles)
    parts = [counted(number, kind) for kind, number in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))]
    if len(parts) > 4:
        rest = sum(number for _, number in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))[3:])
        parts = [*parts[:3], f"{rest} other{'s' if rest > 1 else ''}"]
    return listed([*parts, *([f"{len(several)} {plural('group')} not named one by one"] if several else [])], 6)
