"""The page of the errors: the tree from the code, with the status that the terminal and the API give to each."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import ics_graph
from generator.markdown import document, prose, sentence, table
from ics_graph.cli.errors import FAULT, exit_status
from ics_graph.errors import IcsGraphError
from ics_graph.explorer.server.problems import AGAIN, http_status

# How the API tells another error; nothing raises it in the terminal.
_CARRIERS = ("ics_graph.explorer.server.problems.Problem",)
# What a person does, by the name of the error; one that is not here is mended as the one above it.
_REMEDIES = {
    "IcsGraphError": "Read the message: it says what is wrong and how to mend it.",
    "QuestionError": "Ask again, as the message says.",
    "LookupFailed": "Take a name or id from the list in the message, or look for one: `ics-graph find PART-OF-NAME`.",
    "UnknownWord": "Take the word that the message suggests, or one of the [ontology](ontology.md).",
    "InvalidValue": "Give another value: the message says which will do.",
    "FormatError": "Name another format, or another file or folder to write to.",
    "OntologyError": "Mend `ontology/ics.ttl` at the subjects that the message names.",
    "DatasetError": "Mend the files at the lines that the message names; `ics-graph check FOLDER` lists them all.",
    "ImportFailed": "Mend the file, or name the format that it has. Nothing was written.",
    "StoreError": "See to the store: its file, or the Neo4j server and its address.",
    "TooMuchRemoved": "See whether it is the right dataset and the right graph; if so, `--force`.",
    "OutOfMemory": "Give the server more memory.",
    "BadQuery": "Mend the query as the message says.",
    "TooLong": "Ask for less, or give it more time: `--timeout`.",
}


def page() -> str:
    """Return the page."""
    for module in pkgutil.walk_packages(ics_graph.__path__, "ics_graph."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    return document(
        "# Errors",
        "Each message says what is wrong, where, and what to do. All problems of a dataset, an import or the ontology"
        " are told at once. Nothing is answered or written in part.",
        "## Exit status",
        table(
            ["status", "means", "what to do"],
            [
                ("0", "answered, also with “not stated”", "read the verdict"),
                (
                    "1",
                    "a problem in the data, the store or a file; or what `--fail-on`, `--fail-if-empty` and the like"
                    " asked to be told",
                    "mend what the message names",
                ),
                ("2", "a problem in what was typed", "type it again as the message says"),
                (
                    str(FAULT),
                    "a fault of the program itself",
                    "send the report on the screen to the maintainers; leave out what is confidential in your data",
                ),
                ("130", "stopped with Ctrl-C", "run it again"),
            ],
        ),
        "## The tree",
        "In Python all of these are an `IcsGraphError`; catch that one. Anything else that is raised is a fault of the"
        f" program: exit status {FAULT} in the terminal, HTTP status 500 from the explorer.",
        table(["error", "when", "exit status", "HTTP status", "what to do", "module"], _tree(IcsGraphError, 0, "")),
        "A file that cannot be read or written (`OSError`) is exit status"
        f" {exit_status(OSError)}, and HTTP status {http_status(OSError)}.",
        "## HTTP status",
        table(
            ["status", "means"],
            [
                ("200", "answered, also with “not stated”"),
                ("404", "no body has this name (`choices` are the nearest), or there is nothing at this address"),
                ("422", "what is asked cannot be answered as it is put"),
                ("500", "a fault of the program: the terminal that runs the explorer shows the report"),
                ("503", f"the data cannot be read just now; a page looks again after {AGAIN} seconds"),
            ],
        ),
        "The body is `application/problem+json` (RFC 9457); a page says the same in words."
        " More on what the server answers: [the served explorer](../how-to/explorer-server.md).",
    )


def _tree(kind: type[Exception], depth: int, remedy: str) -> Iterator[tuple[str, ...]]:
    remedy = _REMEDIES.get(kind.__name__, remedy)
    own = inspect.getdoc(kind) if kind.__doc__ else ""
    when = sentence(prose((own or "").split("\n\n")[0]).removeprefix("Raised ").removeprefix(", "))
    yield (
        f"{'– ' * depth}`{kind.__name__}`",
        when,
        str(exit_status(kind)),
        str(http_status(kind)),
        remedy,
        f"`{kind.__module__}`",
    )
    for below in sorted(kind.__subclasses__(), key=lambda each: (each.__module__, each.__name__)):
        name = f"{below.__module__}.{below.__name__}"
        if name.startswith("ics_graph.") and name not in _CARRIERS:
            yield from _tree(below, depth + 1, remedy)
