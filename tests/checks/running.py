"""How tests of the checks ask: all checks over a dataset, and what each found, at which body or record."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from ics_graph.answering.asked import Asked
from ics_graph.checks import Thresholds
from ics_graph.checks.runner import LintReport, checks_named, run_checks
from ics_graph.dataset import Excepted
from ics_graph.model import Dataset
from ics_graph.ontology import load_ontology
from ics_graph.stores.rows import View
from ics_graph.stores.sqlite import SQLiteStore
from ics_graph.stores.sqlite.building import build


def report(
    dataset: Dataset,
    as_of: str | None = None,
    *,
    ids: tuple[str, ...] = (),
    within: str | None = None,
    months: int = 24,
    rules: bool = True,
    exceptions: tuple[Excepted, ...] = (),
) -> LintReport:
    """Return what the checks find in a dataset, in a store built for it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "store.sqlite"
        build(file, dataset)
        with SQLiteStore(file) as store:
            view = View(date.fromisoformat(as_of) if as_of else None, rules=rules)
            asked = Asked(store, load_ontology(), view)
            return run_checks(asked, checks_named(ids), within, Thresholds(months), exceptions)


def found(report: LintReport) -> dict[str, list[str]]:
    """Return the entities at which each check found something; checks that found nothing are left out."""
    return {r.check.id: [one.entity for one in r.findings] for r in report.results if r.findings}
