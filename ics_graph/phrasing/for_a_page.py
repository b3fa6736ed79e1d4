"""What a page needs to read questions by itself: the ways as the questions declare them, and the words as read here.

A page without a server reads with the same ways and words as ``phrasing.read``; nothing of this is written a second
time (docs/decisions/0050-the-page-reads-questions.md).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ics_graph.ontology import Ontology
from ics_graph.phrasing import candidates, catalogue, command, declining, filling, mentions, nearest, reading, words
from ics_graph.phrasing.vocabulary import MANY, NUMBERS, OWN_QUESTIONS, Vocabulary
from ics_graph.questions import all_questions

ANSWERED = ("members", "accountable-to", "leaders", "changes", "spans", "gaps", "conflicts", "uncertain")
"""The questions that a page answers by itself; of every other it gives the command that answers it."""

SAID = {
    "members": "who sits on {body}",
    "accountable-to": "to whom is {body} accountable",
    "leaders": "who leads {body}",
    "changes": "what changed between {first} and {last}",
    "spans": "what is in two {type}",
    "gaps": "what is not stated about {within}",
    "conflicts": "where do the sources differ",
    "uncertain": "what is uncertain about {within}",
}
"""How a page words its own questions where it offers them; each is read as its question."""


def reading_data(ontology: Ontology) -> dict[str, Any]:
    """Return the ways to ask every question, and the words by which a text is read, as plain values."""
    return {**_of_questions(), **_of_words(), **_of_ontology(ontology)}


@lru_cache(maxsize=1)
def _of_questions() -> dict[str, Any]:
    """Return the questions: their ways, whether they are of a day, and what they are given, required things first."""
    return {
        "questions": {
            question.name: {
                "ways": list(question.ways),
                "dated": question.dated,
                "parameters": [[each.name, each.kind, each.required] for each in question.parameters],
            }
            for question in all_questions().values()
        },
        "answered": list(ANSWERED),
        "said": SAID,
        "nouns": sorted(catalogue.NOUNS),
        "ownCommands": list(command.OWN_COMMANDS),
        "ofBodies": sorted(filling.OF_BODIES),
        "ofBodiesFacts": sorted(filling.OF_BODIES_FACTS),
        "everywhere": list(filling.EVERYWHERE),
        "nearest": list(nearest.NEAREST),
        "leads": reading.LEADS.pattern,
        "tails": reading.TAILS.pattern,
        "declined": {reason: signs.split() for reason, signs in declining.REASONS.items()},
        "canAnswer": declining.CAN_ANSWER,
        "longest": reading.LONGEST,
    }


@lru_cache(maxsize=1)
def _of_words() -> dict[str, Any]:
    """Return the words that may be passed over, stand for others or keep nothing apart, and those of other forms."""
    lists = {
        "empty": words.EMPTY,
        "pronouns": words.PRONOUNS,
        "verbs": words.VERBS,
        "articles": words.ARTICLES,
        "prepositions": words.PREPOSITIONS,
        "questionWords": words.QUESTION_WORDS,
        "generic": words.GENERIC,
        "sourceNouns": candidates.SOURCE_NOUNS,
        "unsaying": mentions.UNSAYING,
        "loose": mentions.LOOSE,
    }
    return {
        **{name: sorted(members) for name, members in lists.items()},
        "each": list(mentions.EACH),
        "bodySlots": list(candidates.BODY_SLOTS),
        "short": dict(words.SHORT),
        "irregular": dict(words.IRREGULAR),
        "numbers": dict(NUMBERS),
        "many": list(MANY),
        "ownQuestions": list(OWN_QUESTIONS),
    }


def _of_ontology(ontology: Ontology) -> dict[str, Any]:
    """Return the words of an ontology as people say them, and which types are kinds of which."""
    vocabulary = Vocabulary(ontology)
    return {
        "spokenTypes": vocabulary.types,
        "spokenProperties": vocabulary.properties,
        "spokenKinds": vocabulary.kinds_of_relations,
        "abbreviations": vocabulary.abbreviations,
        "families": sorted(ontology.families),
        "kindsOf": {
            name: sorted(kinds) for name in sorted(ontology.types) if (kinds := ontology.kinds_of(name)) != {name}
        },
        "labels": {
            name: [kind.label, kind.abbreviation] if kind.abbreviation else [kind.label]
            for name, kind in sorted(ontology.types.items())
        },
    }
