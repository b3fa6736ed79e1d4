"""How readable answers, help and pages are, by formulas that need no download.

    python -m benchmarks.readability [CHECKOUT]

CHECKOUT is another checkout of the project, such as a git worktree of an older commit; without it, this one. Answers
are those to the example of every question, asked of the shipped data. Target: no sentence of help or pages over 25
words, but for the written exceptions.
"""

from __future__ import annotations

import json
import re
import shlex
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.wording import spoken
from tests.wording.prose import LONGEST, sentences, words

_VOWELS = re.compile(r"[aeiouy]+")
_LETTERS = re.compile(r"[^a-z]")


def syllables(word: str) -> int:
    """Return about how many syllables a word has: its groups of vowels, a silent e at its end left out."""
    letters = _LETTERS.sub("", word.lower())
    groups = len(_VOWELS.findall(letters))
    silent = letters.endswith("e") and not letters.endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent)


def grade(texts: Sequence[str]) -> float:
    """Return the Flesch-Kincaid grade of sentences: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    counted = [word for text in texts for word in words(text)]
    return 0.39 * len(counted) / len(texts) + 11.8 * sum(map(syllables, counted)) / len(counted) - 15.59


def answers(folder: Path) -> tuple[list[str], list[str]]:
    """Return the sentences of the headlines and of the notes in the answers to all examples."""
    from click.testing import CliRunner

    from ics_graph.cli.main import commands
    from ics_graph.dataset import read_datasets
    from ics_graph.questions import all_questions
    from ics_graph.stores.sqlite import shipped_datasets
    from ics_graph.stores.sqlite.building import build

    store = folder / "store.sqlite"
    build(store, read_datasets(shipped_datasets()).dataset)
    headlines, notes = [], []
    for name, question in all_questions().items():
        asked = [*([] if name in ("show", "find", "stats") else ["ask"]), *shlex.split(question.example)]
        done = CliRunner().invoke(commands, [*asked, "--format", "json", "--store", str(store)])
        answer = json.loads(done.stdout)
        headlines += sentences(answer["headline"])
        notes += [sentence for caveat in answer["caveats"] for sentence in sentences(caveat)]
    return headlines, notes


def main(arguments: Sequence[str]) -> None:
    """Print a row for each kind of text."""
    root = Path(arguments[0]).resolve() if arguments else spoken.ROOT
    # The program of the other checkout, judged by the rules of this one.
    sys.path.insert(0, str(root))
    with tempfile.TemporaryDirectory() as folder:
        headlines, notes = answers(Path(folder))
    kinds = {
        "headlines": headlines,
        "notes of answers": notes,
        "help": [each.text for each in spoken.of_help()],
        "pages": [each.text for each in spoken.of_pages(root)],
    }
    print(f"| text | sentences | words a sentence | longest | over {LONGEST} words | grade |")
    print("| --- | --- | --- | --- | --- | --- |")
    for kind, texts in kinds.items():
        # Cells of tables and labels are no sentences; they would make pages look plainer than they are.
        whole = [text for text in texts if len(words(text)) > 3]
        lengths = [len(words(text)) for text in whole]
        over = sum(length > LONGEST for length in lengths)
        print(
            f"| {kind} | {len(whole)} | {sum(lengths) / len(whole):.1f} | {max(lengths)} "
            f"| {over} ({over / len(whole):.0%}) | {grade(whole):.1f} |"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
