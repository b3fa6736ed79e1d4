"""A typed knowledge graph of integrated care systems: bodies, lines between them, and who says so.

    >>> from ics_graph import open_store
    >>> store = open_store()
    >>> answer = store.ask("bodies", type="ClinicalCommissioningGroup", as_of="2020-04-01")
    >>> answer.verdict
    'answered'

What can be asked is in ``all_questions()``; whatever is wrong with what is asked is a ``QuestionError``.
Names are looked up when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ics_graph.answering.answer import Answer
    from ics_graph.answering.asked import Asked
    from ics_graph.asking import AskableStore, open_store
    from ics_graph.dataset import DatasetError, read_datasets
    from ics_graph.errors import IcsGraphError, InvalidValue, QuestionError, UnknownWord
    from ics_graph.exchange.networkx import to_networkx
    from ics_graph.exchange.oxigraph import open_rdf
    from ics_graph.exchange.rdflib import to_rdflib
    from ics_graph.model import Dataset
    from ics_graph.ontology import Ontology, load_ontology
    from ics_graph.questions import all_questions
    from ics_graph.stores import Store, StoreError
    from ics_graph.stores.rows import View

_HOMES = {
    "Answer": "ics_graph.answering.answer",
    "AskableStore": "ics_graph.asking",
    "Asked": "ics_graph.answering.asked",
    "Dataset": "ics_graph.model",
    "DatasetError": "ics_graph.dataset",
    "IcsGraphError": "ics_graph.errors",
    "InvalidValue": "ics_graph.errors",
    "Ontology": "ics_graph.ontology",
    "QuestionError": "ics_graph.errors",
    "Store": "ics_graph.stores",
    "StoreError": "ics_graph.stores",
    "UnknownWord": "ics_graph.errors",
    "View": "ics_graph.stores.rows",
    "load_ontology": "ics_graph.ontology",
    "open_rdf": "ics_graph.exchange.oxigraph",
    "open_store": "ics_graph.asking",
    "all_questions": "ics_graph.questions",
    "read_datasets": "ics_graph.dataset",
    "to_networkx": "ics_graph.exchange.networkx",
    "to_rdflib": "ics_graph.exchange.rdflib",
}
__all__ = [
    "Answer",
    "AskableStore",
    "Asked",
    "Dataset",
    "DatasetError",
    "IcsGraphError",
    "InvalidValue",
    "Ontology",
    "QuestionError",
    "Store",
    "StoreError",
    "UnknownWord",
    "View",
    "all_questions",
    "load_ontology",
    "open_rdf",
    "open_store",
    "read_datasets",
    "to_networkx",
    "to_rdflib",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'ics_graph' has no attribute '{name}'")


def __dir__() -> list[str]:
    return __all__
