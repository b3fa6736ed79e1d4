"""What the checks found, as a table, JSON, Markdown or SARIF; the places of records are told where they are known."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TextIO

from ics_graph.answering.answer import Citation
from ics_graph.answering.as_json import tidy
from ics_graph.answering.as_markdown import escape
from ics_graph.answering.lists import counted as counted_noun
from ics_graph.answering.lists import listed, on_day
from ics_graph.checks import CHECKS, SEVERITIES, Finding, severity_of
from ics_graph.checks.runner import CheckOutcome, ExceptionProblem, LintReport
from ics_graph.cli.formats.finding_places import Places, counted, place_of, shown_path
from ics_graph.cli.streams import json_for
from ics_graph.visible_text import in_a_line

WORST = 5
"""How many findings of a check are listed where not all are asked for."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a person is shown of a report: at most ``limit`` findings of a check, None for all.

    Unless ``whole``, findings on bodies of which only registers tell are counted and not listed, and the reasons and
    remedies of the checks are left to ``--list``.
    """

    limit: int | None = WORST
    whole: bool = False


def write(report: LintReport, format_: str, places: Places, listing: Listing, to: TextIO) -> None:
    """Write a report to a stream as ``table``, ``json``, ``markdown`` or ``sarif``."""
    if format_ == "table":
        text = "\n".join(map(in_a_line, _table(report, places, listing)))
    elif format_ == "markdown":
        text = "\n".join(markdown(report, places, listing))
    elif format_ == "json":
        text = json_for(to, json.dumps(_json(report, places), ensure_ascii=False, indent=2, default=str))
    else:
        from ics_graph.cli.formats.sarif import sarif

        text = json_for(to, json.dumps(sarif(report, places), ensure_ascii=False, indent=2))
    to.write(f"{text}\n")


def explained() -> str:
    """Return every check in words: what it finds, why that matters, and what would close it."""
    paragraphs = []
    for check in CHECKS.values():
        head = f"{check.id} ({check.severity}, version {check.version})"
        day = ["  Only with --as-of."] if check.needs_day else []
        paragraphs.append(
            "\n".join([head, f"  {check.title}.", f"  Why: {check.why}", f"  Remedy: {check.remedy}", *day]),
        )
    return "\n\n".join(paragraphs)


def headline(report: LintReport) -> str:
    """Return in a sentence how much was found, of when and where."""
    counts = ", ".join(_n(report.count(severity), severity) for severity in SEVERITIES)
    excepted = sum(len(result.excepted) for result in report.results)
    accepted = f"; {excepted:,} more excepted with a reason" if excepted else ""
    within = f" in {report.within_name} and what belongs to it" if report.within else ""
    start = on_day(report.as_of) or "At all dates, "
    return f"{start}{counts}{within}{accepted}."


def _table(report: LintReport, places: Places, listing: Listing) -> Iterator[str]:
    yield headline(report)
    for result in _telling(report):
        check = result.check
        yield ""
        yield f"{check.id} ({check.severity}): {counted(result)}"
        for heading, findings in _by_system(report, _shown(result, listing)):
            indent = "    " if heading else "  "
            if heading:
                yield f"  {heading}:"
            for finding in findings:
                yield f"{indent}{in_words(result, finding, places)}"
        for rest in _rest(result, listing, check.id):
            yield f"  {rest}"
        for finding, by in result.excepted[: listing.limit]:
            yield f"  excepted: {finding.message}. By {by.by}: {by.reason}"
        if (left := _more(result.excepted, listing)) > 0:
            yield f"  … and {left:,} more excepted (--all)"
        if result.findings and listing.whole:
            yield f"  Why: {check.why}"
            yield f"  Remedy: {check.remedy}"
    if report.troubles:
        yield ""
        yield "Exceptions:"
        for trouble in report.troubles:
            yield f"  {trouble.severity}: {_where(trouble)}{trouble.message}. {trouble.remedy}"
    yield from _quiet(report)
    for remark in _remarks(report):
        yield f"• {remark}"
    if not listing.whole and any(result.findings for result in report.results):
        yield "• Each check with all that it finds, why it matters and what closes it: --check ID, or --all."


def _worst_first(result: CheckOutcome) -> list[Finding]:
    """Return the findings, the gravest first, then the surest, then those on whose body most lines hang."""

    def place(finding: Finding) -> tuple[bool, int, bool, int]:
        severity = SEVERITIES.index(severity_of(result.check, finding))
        return finding.register_only, severity, finding.holds == "possibly", -finding.lines

    return sorted(result.findings, key=place)


def _shown(result: CheckOutcome, listing: Listing) -> list[Finding]:
    """Return the findings that are listed: of notes none, unless all of a check are asked for."""
    if result.check.severity == "note" and not listing.whole:
        return []
    findings = [finding for finding in _worst_first(result) if listing.whole or not finding.register_only]
    return findings[: listing.limit]


def _rest(result: CheckOutcome, listing: Listing, check: str) -> Iterator[str]:
    """Yield how many findings are not listed, and what the bodies are of which only registers tell."""
    registers = [] if listing.whole else [finding for finding in result.findings if finding.register_only]
    left = len(result.findings) - len(registers) - len(_shown(result, listing))
    if left > 0:
        how = "--limit" if listing.whole else f"--check {check}"
        noted = result.check.severity == "note" and not listing.whole
        yield f"Listed by {how}." if noted else f"… and {left:,} more ({how})"
    if registers:
        kinds = Counter(finding.kind for finding in registers)
        parts = [counted_noun(number, kind) for kind, number in kinds.most_common()]
        yield f"{len(registers):,} not listed, of which only registers tell: {listed(parts)} (--check {check})"


def _more(items: Sequence[object], listing: Listing) -> int:
    return len(items) - (len(items) if listing.limit is None else listing.limit)


def _by_system(report: LintReport, findings: Sequence[Finding]) -> list[tuple[str, list[Finding]]]:
    """Return the findings under the names of their systems: worst first, but what is in none last."""
    if len(report.systems) < 2:
        return [("", list(findings))]
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in sorted(findings, key=lambda finding: not finding.systems):
        groups.setdefault(finding.systems, []).append(finding)
    return [(listed([report.systems[id_] for id_ in ids]) or "In no system", group) for ids, group in groups.items()]


def markdown(report: LintReport, places: Places, listing: Listing) -> Iterator[str]:
    """Yield the lines of a report as Markdown; its headings are of the third level."""
    yield f"**{escape(headline(report))}**"
    yield ""
    yield "| Check | Severity | Found | Excepted |"
    yield "| --- | --- | --- | --- |"
    for result in report.results:
        count = result.skipped or counted(result)
        yield f"| {result.check.id} | {result.check.severity} | {escape(count)} | {len(result.excepted):,} |"
    for result in _telling(report):
        check = result.check
        yield ""
        yield f"### {check.title} ({check.severity})"
        yield ""
        yield f"{escape(check.why)} {escape(check.remedy)}"
        yield ""
        for heading, findings in _by_system(report, _shown(result, listing)):
            yield from [f"**{escape(heading)}**", ""] if heading else []
            for finding in findings:
                yield f"- {escape(in_words(result, finding, places))}"
            yield from [""] if heading else []
        for rest in _rest(result, listing, check.id):
            yield f"- {escape(rest)}"
        for finding, by in result.excepted[: listing.limit]:
            yield f"- Excepted: {escape(finding.message)}. By {escape(by.by)}: {escape(by.reason)}"
        if (left := _more(result.excepted, listing)) > 0:
            yield f"- … and {left:,} more excepted (`--all`)"
    if report.troubles:
        yield ""
        yield "### Exceptions"
        yield ""
        for trouble in report.troubles:
            yield f"- {trouble.severity}: {escape(f'{_where(trouble)}{trouble.message}. {trouble.remedy}')}"
    if remarks := list(_remarks(report)):
        yield ""
        yield "### To know before this is used"
        yield ""
        for remark in remarks:
            yield f"- {escape(remark)}"


def _telling(report: LintReport) -> list[CheckOutcome]:
    return [result for result in report.results if result.findings or result.excepted]


def in_words(result: CheckOutcome, finding: Finding, places: Places) -> str:
    """Return a finding in a line: its place where it is known, what is so, and who says so."""
    place = place_of(finding, places)
    where = f"{shown_path(place[0])}:{place[1]}: " if place else ""
    graver = severity_of(result.check, finding)
    possibly = "possibly: " if finding.holds == "possibly" else ""
    level = f"{graver}: " if graver != result.check.severity else ""
    cited = f" ({'; '.join(dict.fromkeys(map(_cited, finding.sources)))})" if finding.sources else ""
    return f"{where}{level}{possibly}{finding.message}{cited}"


def _cited(citation: Citation) -> str:
    return f"{citation.title}, {citation.locator}" if citation.locator else citation.title


def _where(trouble: ExceptionProblem) -> str:
    return f"{shown_path(trouble.file)}:{trouble.line}: " if trouble.file else ""


def _quiet(report: LintReport) -> Iterator[str]:
    """Yield which checks found nothing in how much, which had nothing to look at, and which were not run."""
    quiet = [result for result in report.results if not result.findings and not result.excepted]
    skipped = [f"{result.check.id} ({result.skipped})" for result in quiet if result.skipped]
    looked = [result for result in quiet if result.checked or result.aside]
    idle = [result.check.id for result in quiet if result not in looked and not result.skipped]
    if quiet:
        yield ""
    if looked:
        yield f"Nothing found: {'; '.join(f'{result.check.id} ({counted(result)})' for result in looked)}."
    if idle:
        yield f"Nothing to look at: {', '.join(idle)}."
    if skipped:
        yield f"Not run: {'; '.join(skipped)}."


def _remarks(report: LintReport) -> Iterator[str]:
    yield from report.remarks
    if any(result.findings for result in report.results):
        yield "A missing statement is not a denial."


def _json(report: LintReport, places: Places) -> dict[str, Any]:
    """Return a report as plain values; keys are those of ``ics_graph.checks``."""

    def plain(result: CheckOutcome, finding: Finding) -> dict[str, Any]:
        place = place_of(finding, places)
        values = {"check": result.check.id, "severity": "", **asdict(finding)}
        values["severity"] = severity_of(result.check, finding)
        return {**values, **({"file": shown_path(place[0]), "line": place[1]} if place else {})}

    return {
        "as_of": report.as_of.isoformat() if report.as_of else None,
        "within": report.within,
        "headline": headline(report),
        "checks": [
            {
                **{
                    name: getattr(r.check, name)
                    for name in ("id", "version", "severity", "title", "why", "remedy", "of")
                },
                "checked": r.checked,
                "found": len(r.findings),
                "excepted": len(r.excepted),
                **({"aside": r.aside} if r.aside else {}),
                **({"skipped": r.skipped} if r.skipped else {}),
            }
            for r in report.results
        ],
        "findings": [tidy(plain(r, finding)) for r in report.results for finding in r.findings],
        "excepted": [
            tidy({**plain(r, finding), "reason": by.reason, "by": by.by, "until": str(by.until) if by.until else None})
            for r in report.results
            for finding, by in r.excepted
        ],
        "exceptions": [
            tidy({**asdict(trouble), "file": shown_path(trouble.file) if trouble.file else None})
            for trouble in report.troubles
        ],
        "remarks": list(_remarks(report)),
    }


def _n(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else noun + 's'}"
