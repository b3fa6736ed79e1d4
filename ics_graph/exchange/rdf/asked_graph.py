"""What a queried graph has beside an export, and which words of a query it does not have.

An export says of a body its one type, and a reader with the ontology infers the rest. Whoever asks here has no
reasoner: so each body has all types above its own, and a count of NHS trusts counts foundation trusts. And each line
says how it stands, so that nobody counts a plan for a member (``standing``). Nothing of it is exported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from ics_graph.exchange.rdf.sparql_check import without_texts
from ics_graph.exchange.terms import BASE, ICS, MARKED_TYPE, TYPE

if TYPE_CHECKING:
    from ics_graph.exchange.rdf.to_triples import Group, Statement
    from ics_graph.model import Dataset
    from ics_graph.ontology import Ontology

# What makes records is imported where one is made: a query of a store that is there needs none of it.
_WORD = re.compile(rf"(?<![\w:.-])ics:([A-Za-z][\w-]*)|<{re.escape(ICS)}([A-Za-z][\w-]*)>")
_LEAST_ALIKE, _MOST_ALIKE = 70, 3

_TYPES = (TYPE, MARKED_TYPE)
_BETWEEN_WORDS = 2000
Progress = Callable[..., None]


class AskedFor(NamedTuple):
    """Which graph of the data is asked: without loss, or the snapshot of a day; and what is in it beside an export.

    ``with_law`` adds the lines that follow from statute. ``with_unsure`` adds to a snapshot what it leaves out; the
    graph without loss has it anyway.
    """

    as_of: date | None = None
    with_law: bool = False
    with_unsure: bool = False

    def options(self) -> dict[str, Any]:
        """Return it as a kept store remembers it."""
        return {**self._asdict(), "as_of": self.as_of and self.as_of.isoformat()}


def groups(
    dataset: Dataset, ontology: Ontology, asked_for: AskedFor, say: Progress = lambda *_: None
) -> Iterator[Group]:
    """Yield the records of the graph that is asked, saying how far it is."""
    from ics_graph.model.records import RECORDS

    number = sum(len(dataset.section(name)) for name in RECORDS)
    yield from _told(with_all_types(_made(dataset, ontology, asked_for), ontology), number, say)


def _made(dataset: Dataset, ontology: Ontology, asked_for: AskedFor) -> Iterator[Group]:
    from ics_graph.exchange.formats import ExportInput
    from ics_graph.exchange.rdf import to_triples
    from ics_graph.exchange.rdf.snapshot import Snapshot
    from ics_graph.exchange.rdf.standing import beside_the_snapshot, lines_by_law, with_standing
    from ics_graph.exchange.selection import select

    day = asked_for.as_of
    if day is None:
        yield from with_standing(to_triples.groups(dataset, ontology), dataset)
        if asked_for.with_law:
            yield from lines_by_law(dataset, ontology)
        return
    snapshot = Snapshot(ExportInput(select(dataset, ontology, day), ontology, day), day, BASE)
    yield from without_languages(snapshot.groups())
    if asked_for.with_law or asked_for.with_unsure:
        yield from beside_the_snapshot(snapshot, dataset, asked_for.with_law, asked_for.with_unsure)


def without_languages(groups: Iterable[Group]) -> Iterator[Group]:
    """Yield the records of a snapshot with plain names, as they are without a day.

    An export marks them as English. Whoever asks by a name would find a body with a day or without one, and never both.
    """
    from ics_graph.exchange.rdf.snapshot import ENGLISH
    from ics_graph.exchange.rdf.to_triples import STRING

    for group in groups:
        yield [
            (
                subject,
                [(predicate, value, STRING if kind == ENGLISH else kind) for predicate, value, kind in statements],
            )
            for subject, statements in group
        ]


def _told(groups: Iterable[Group], number: int, say: Progress) -> Iterator[Group]:
    for done, group in enumerate(groups):
        if done % _BETWEEN_WORDS == 0:
            say("building the store that SPARQL asks, once for these data", min(1.0, done / max(1, number)))
        yield group


def with_all_types(groups: Iterable[Group], ontology: Ontology) -> Iterator[Group]:
    """Yield records with all types above those that are written, from the next one up."""
    from ics_graph.exchange.rdf.to_triples import WORD

    above = {
        kind.iri: [ontology.types[name].iri for name in kind.ancestors if name != kind.name]
        for kind in ontology.types.values()
    }
    for group in groups:
        subject, statements = group[0]
        more: list[Statement] = [
            (predicate, iri, WORD)
            for predicate, value, _ in statements
            if predicate in _TYPES
            for iri in above.get(value, ())
        ]
        new = [statement for statement in dict.fromkeys(more) if statement not in statements]
        yield [(subject, [*statements, *new]), *group[1:]] if new else group


def words_of(query: str) -> list[str]:
    """Return the IRIs of the words of this vocabulary that a query uses, each once."""
    found = (first or second for first, second in _WORD.findall(without_texts(query)))
    return [ICS + name for name in dict.fromkeys(found)]


def absent_in_words(word: str, present: Collection[str]) -> str:
    """Return that a word is not in the data, with the word of the data that is most like it."""
    from rapidfuzz import fuzz, process

    from ics_graph.ontology import load_ontology

    name = word.removeprefix(ICS)
    names = sorted(each.removeprefix(ICS) for each in present if each.startswith(ICS))
    # The same relation under the word of a line that is planned or in general says more than what is spelt like it.
    near = [each for each in names if each.lower().endswith(name.lower())]
    if not near:
        alike = process.extract(name, names, scorer=fuzz.WRatio, score_cutoff=_LEAST_ALIKE, limit=_MOST_ALIKE)
        near = [each for each, *_ in alike]
    hint = f"; did you mean {' or '.join(f'ics:{each}' for each in near[:_MOST_ALIKE])}" if near else ""
    if any(rule.relation == name for rule in load_ontology().rules):
        hint = f"; what follows from statute is let in by --with-law, under ics:byLaw{name[:1].upper()}{name[1:]}"
    return f"the data have no ics:{name}{hint}"
