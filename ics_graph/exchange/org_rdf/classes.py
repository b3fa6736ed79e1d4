"""Which type a resource is of by its classes, and the account of what was not understood."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ics_graph.exchange.import_report import Report
from ics_graph.exchange.org_rdf import vocabulary as words
from ics_graph.exchange.org_rdf.graph import Graph
from ics_graph.ontology import NAMESPACE, Ontology


@dataclass(slots=True)
class Classes:
    """Knows the classes of other vocabularies and of the ontology."""

    graph: Graph
    ontology: Ontology
    report: Report

    def tell(self, types: Collection[str]) -> None:
        """Count by property and by class what was not understood."""
        unknown: Counter[tuple[str, str]] = Counter()
        classes: Counter[tuple[str, str]] = Counter()
        for subject, properties in self.graph.about.items():
            for name, objects in properties.items():
                for term, file in objects.items():
                    if name not in words.UNDERSTOOD:
                        unknown[file.name, name] += 1
                    elif name == words.TYPE and not self._is_known_class(term.value):
                        classes[file.name, term.value] += 1
                    elif name in (*words.NAMES, *words.CODES) and subject not in types:
                        classes[file.name, "names of things that are no bodies"] += not self._is_helper(subject)
        for (file_name, name), number in sorted(unknown.items()):
            last = re.split(r"[/#]", name)[-1].lower()
            private = any(word in last for word in words.PRIVATE)
            reason = "pay and contact are never taken over" if private else "a property that is not understood"
            self.report.skip(file_name, None, f"{name} ({number:,})", reason)
        for (file_name, name), number in sorted(classes.items()):
            if number:
                self.report.skip(file_name, None, f"{name} ({number:,})", "a class that is not understood")

    def _is_known_class(self, class_: str) -> bool:
        return class_ in words.HELPERS or self.type_of([class_]) is not None

    def _is_helper(self, subject: str) -> bool:
        return any(class_ in words.HELPERS for class_ in self.graph.resources(subject, words.TYPE))

    def type_of(self, classes: Iterable[str]) -> str | None:
        classes = set(classes)
        for name in sorted(classes):
            own = name.removeprefix(NAMESPACE)
            if name.startswith(NAMESPACE) and own in self.ontology.types and not self.ontology.types[own].abstract:
                return own
        return next((type_ for class_, type_ in words.TYPES.items() if class_ in classes), None)
