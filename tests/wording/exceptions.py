"""The written exceptions: sentences that may be long or hold a forbidden phrase, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.wording.phrases import forbidden_in
from tests.wording.prose import LONGEST, Sentence

HERE = Path(__file__).resolve().parent


def read(name: str = "exceptions.txt") -> dict[str, str]:
    """Return the reason for each exception by the beginning of its sentence."""
    lines = (HERE / name).read_text("utf-8").splitlines()
    written = [line.partition(" | ")[::2] for line in lines if line.strip() and not line.startswith("#")]
    assert all(reason.strip() for _, reason in written), "an exception needs a reason"
    return {beginning.strip(): reason.strip() for beginning, reason in written}


def faults(sentences: Iterable[Sentence]) -> list[str]:
    """Return what is wrong with sentences, those of the written exceptions left out."""
    beginnings = tuple(read())
    wrong = []
    for sentence in sentences:
        if sentence.text.startswith(beginnings):
            continue
        if sentence.words > LONGEST:
            wrong.append(f"{sentence.place}: {sentence.words} words: {sentence.text}")
        wrong += [f"{sentence.place}: {hit} in: {sentence.text}" for hit in forbidden_in(sentence.text)]
    return wrong
