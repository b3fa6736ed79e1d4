"""The numbered sources of a paper: one number for each source, in the order of their first use, with their places."""

from __future__ import annotations

from collections.abc import Iterable

from ics_graph.answering.answer import Citation, Row
from ics_graph.answering.asked import Asked
from ics_graph.answering.lists import listed
from ics_graph.answering.provenance import LAW, is_law_of_a_rule
from ics_graph.cli.board_paper.text import Source
from ics_graph.cli.board_paper.words import source_date
from ics_graph.model import Claim

_PLACES = 15
"""How many places the list of sources gives of one source; the tables give each where it is used."""


class Notes:
    """Gives sources their numbers, and remembers which places of each are cited."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self._numbers: dict[str, int] = {}
        self._places: dict[str, dict[str, None]] = {}
        self._first: dict[str, Citation] = {}

    def of(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """Return the numbers of the sources cited, each once and in order."""
        return tuple(sorted({self._number(cited) for cited in citations}))

    def of_rows(self, rows: Iterable[Row]) -> tuple[int, ...]:
        """Return the numbers of the sources of several rows."""
        return self.of(cited for row in rows for cited in row.sources)

    def of_claims(self, claims: Iterable[Claim]) -> tuple[int, ...]:
        """Return the numbers of the sources of claims."""
        from ics_graph.answering.rows import citations

        return self.of(citations(self.asked, tuple(claims)))

    def places(self, citations: Iterable[Citation]) -> str:
        """Return the sources with the places in them, as the cell of a table: ``[1] slide 7, slide 10; [2]``."""
        places: dict[int, dict[str, None]] = {}
        for cited in citations:
            of_source = places.setdefault(self._number(cited), {})
            if cited.locator and not _is_rule(cited):
                of_source[cited.locator] = None
        return "; ".join(f"[{number}] {', '.join(where)}".strip() for number, where in sorted(places.items()))

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources that were cited, by number."""
        by_id = self.asked.store.sources({cited.source for cited in self._first.values()})
        sources = []
        for key, number in self._numbers.items():
            cited = self._first[key]
            source = by_id.get(cited.source)
            about = [source.publisher] if source and source.publisher else []
            about += [source_date(source)] if source and not _is_rule(cited) else []
            places = listed(list(self._places[key]), _PLACES)
            sources.append(Source(number, cited.title, "; ".join(about), places, cited.link))
        return tuple(sources)

    def _number(self, cited: Citation) -> int:
        # Each rule has the law that it rests on as a source of its own; a reader knows one Act.
        key = f"law {cited.title}" if _is_rule(cited) or self._is_law(cited.source) else cited.source
        number = self._numbers.setdefault(key, len(self._numbers) + 1)
        self._first.setdefault(key, cited)
        places = self._places.setdefault(key, {})
        if cited.locator:
            places[cited.locator] = None
        return number

    def _is_law(self, source: str) -> bool:
        record = self.asked.store.sources({source}).get(source)
        return record is not None and record.kind == LAW


def _is_rule(cited: Citation) -> bool:
    return cited.basis == "rule" or is_law_of_a_rule(cited.source)
