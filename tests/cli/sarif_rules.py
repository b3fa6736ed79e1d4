"""What SARIF 2.1.0 asks of the parts that we write, restated; the numbers are sections of the standard.

The standard: https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html
"""

from __future__ import annotations

from typing import Any

from tests.shapes import free, named, record, several, text, whole, word_of

_MESSAGE = record({"text": text()}, "text")  # 3.11, 3.12: a message or a text with markup needs its plain text
_LEVEL = word_of("none", "note", "warning", "error")  # 3.27.10, 3.50.3

# 3.28, 3.29, 3.30, 3.33: where a finding is. Lines are counted from 1.
_FILE = record({"uri": text(r"[^\s\\]+")})
_PHYSICAL = record({"artifactLocation": _FILE, "region": record({"startLine": whole(1)})}, "artifactLocation")
_LOGICAL = record({"name": text(), "fullyQualifiedName": text(), "kind": text()})
_LOCATION = record({"physicalLocation": _PHYSICAL, "logicalLocations": several(_LOGICAL, apart=True)})

# 3.35: why a finding that is there does not count.
_SUPPRESSION = record(
    {
        "kind": word_of("inSource", "external"),
        "status": word_of("accepted", "underReview", "rejected"),
        "justification": text(),
        "location": _LOCATION,
    },
    "kind",
)
# 3.27: one finding.
_RESULT = record(
    {
        "ruleId": text(),
        "ruleIndex": whole(0),
        "level": _LEVEL,
        "message": _MESSAGE,
        "locations": several(_LOCATION),
        "partialFingerprints": named(text()),
        "suppressions": several(_SUPPRESSION, apart=True),
        "properties": free,
    },
    "message",
)
# 3.49: what a check looks for.
_RULE = record(
    {
        "id": text(".+"),
        "name": text(),
        "shortDescription": _MESSAGE,
        "fullDescription": _MESSAGE,
        "help": _MESSAGE,
        "defaultConfiguration": record({"level": _LEVEL}),
        "properties": free,
    },
    "id",
)
# 3.19: the checker itself, its version as Semantic Versioning has it.
_DRIVER = record(
    {"name": text(".+"), "semanticVersion": text(r"\d+\.\d+\.\d+.*"), "rules": several(_RULE, apart=True)}, "name"
)
# 3.14: one run of it.
_RUN = record(
    {
        "tool": record({"driver": _DRIVER}, "driver"),
        "automationDetails": record({"id": text()}),
        "columnKind": word_of("utf16CodeUnits", "unicodeCodePoints"),
        "results": several(_RESULT),
        "properties": free,
    },
    "tool",
)
# 3.13: the file.
_LOG = record(
    {"$schema": text(r"https://.+\.json"), "version": word_of("2.1.0"), "runs": several(_RUN)}, "version", "runs"
)


def faults(log: Any) -> list[str]:
    """Return what in a log is not as the standard has it, in words with the place."""
    return [*_LOG(log, "log"), *(fault for run in log["runs"] for fault in _of_rules(run))]


def _of_rules(run: Any) -> list[str]:
    """3.27.5 to 3.27.6: the index of a rule, where there is one, is that of the rule of the same id."""
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    return [
        f"ruleIndex {result['ruleIndex']} is not that of {result['ruleId']}"
        for result in run["results"]
        if not 0 <= result["ruleIndex"] < len(rules) or rules[result["ruleIndex"]] != result["ruleId"]
    ]
