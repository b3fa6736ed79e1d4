"""What the checks found as SARIF 2.1.0, the format in which pipelines and editors take the findings of checkers.

Nothing here depends on the clock or the machine, so that two runs over the same data are equal byte for byte. A file in
or below the current folder is named from there, as code hosts want it; any other by its whole address.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ics_graph.checks import Finding, severity_of
from ics_graph.checks.runner import CheckOutcome, ExceptionProblem, LintReport
from ics_graph.cli.formats.finding_places import Places, counted, place_of, shown_path

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_OF_EXCEPTIONS = "exception"


def sarif(report: LintReport, places: Places) -> dict[str, Any]:
    """Return a report as a SARIF log of one run; what is excepted is there as suppressed, with its reason."""
    rules = [_rule(result) for result in report.results]
    results = []
    for index, result in enumerate(report.results):
        results += [_result(index, result, finding, places) for finding in result.findings]
        for finding, by in result.excepted:
            suppressed = {"kind": "external", "status": "accepted", "justification": f"{by.by}: {by.reason}"}
            suppressed |= {"location": _location((by.file, by.line))}  # type: ignore[dict-item]
            results.append({**_result(index, result, finding, places), "suppressions": [suppressed]})
    if report.troubles:
        rules.append(
            {
                "id": _OF_EXCEPTIONS,
                "name": "ExceptionOutOfOrder",
                "shortDescription": {"text": "An exception is wrong, over, or excepts nothing"},
                "fullDescription": {"text": "What excepts nothing hides nothing, and a reader may think that it does."},
                "help": {"text": "Mend it in its file, or remove it."},
                "defaultConfiguration": {"level": "warning"},
            }
        )
        results += [_trouble(len(rules) - 1, trouble) for trouble in report.troubles]
    driver = {"name": "ics-graph", "semanticVersion": version("ics-graph"), "rules": rules}
    of = {"asOf": report.as_of.isoformat() if report.as_of else "any time", "within": report.within or "all"}
    counts = {result.check.id: result.skipped or counted(result) for result in report.results}
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"ics-graph/{of['within']}/{of['asOf']}"},
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": {**of, "counts": counts, "remarks": list(report.remarks)},
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(result: CheckOutcome) -> dict[str, Any]:
    check = result.check
    return {
        "id": check.id,
        "name": "".join(part.capitalize() for part in check.id.split("-")),
        "shortDescription": {"text": check.title},
        "fullDescription": {"text": check.why},
        "help": {"text": check.remedy},
        "defaultConfiguration": {"level": check.severity},
        "properties": {"version": check.version},
    }


def _result(index: int, result: CheckOutcome, finding: Finding, places: Places) -> dict[str, Any]:
    check = result.check
    place = place_of(finding, places)
    message = f"{finding.message[:1].upper()}{finding.message[1:]}. {check.remedy}"
    location: dict[str, Any] = _location(place) if place else {}
    location["logicalLocations"] = [{"name": finding.name, "fullyQualifiedName": finding.entity, "kind": "object"}]
    key = f"{check.id}\n{finding.section}\n{finding.record}\n{finding.entity}"
    return {
        "ruleId": check.id,
        "ruleIndex": index,
        "level": severity_of(check, finding),
        "message": {"text": message if finding.holds != "possibly" else f"Possibly: {message}"},
        "locations": [location],
        "partialFingerprints": {"icsGraphFinding/v1": hashlib.sha256(key.encode()).hexdigest()},
        "properties": {"record": finding.record, "section": finding.section, "holds": finding.holds or "not asked"},
    }


def _trouble(index: int, trouble: ExceptionProblem) -> dict[str, Any]:
    place = (trouble.file, trouble.line or 1) if trouble.file else None
    return {
        "ruleId": _OF_EXCEPTIONS,
        "ruleIndex": index,
        "level": trouble.severity,
        "message": {"text": f"{trouble.message[:1].upper()}{trouble.message[1:]}. {trouble.remedy}"},
        "locations": [_location(place)] if place else [],
    }


def _location(place: tuple[str, int]) -> dict[str, Any]:
    file, line = place
    shown = shown_path(file)
    absolute = Path(shown).is_absolute()
    where: Mapping[str, str] = {"uri": Path(shown).as_uri() if absolute else _quoted(shown)}
    return {"physicalLocation": {"artifactLocation": dict(where), "region": {"startLine": line}}}


def _quoted(path: str) -> str:
    from urllib.parse import quote

    return quote(path)
