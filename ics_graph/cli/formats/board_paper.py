"""A board paper on one system, as Markdown or as one HTML page that needs nothing else and prints.

Both have the same words. Places in the sources are numbered once through the whole paper. Nothing depends on the clock:
two papers on equal data are equal byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape as html

from ics_graph.cli.formats.as_markdown import body_of, escape
from ics_graph.cli.formats.findings import counted, headline, in_words, markdown
from ics_graph.cli.formats.layout import References, by_heading, cells, columns, notes, verdict_in_words
from ics_graph.explorer.page import digest
from ics_graph.explorer.picture import Picture
from ics_graph.questions.answer import Answer
from ics_graph.questions.paper import Paper

_LISTED = 50
_SIGNED = ("Prepared by", "Checked against the sources by", "Accepted by")
_STYLE = """
:root { color-scheme: light; }
body { font: 11pt/1.45 "Segoe UI", "DejaVu Sans", Verdana, Arial, sans-serif; color: #1b2530; background: #fff;
  max-width: 62rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.7rem; line-height: 1.2; } h2 { font-size: 1.25rem; margin-top: 2rem; border-top: 1px solid #8a94a0;
  padding-top: .8rem; } h3 { font-size: 1.05rem; } h4 { font-size: 1rem; }
p.words, p.verdict, figcaption, .small { color: #4a5562; }
p.headline { font-weight: 600; }
table { border-collapse: collapse; width: 100%; font-size: .86em; margin: .6rem 0; overflow-wrap: break-word; }
th, td { border: 1px solid #b6bec8; padding: .25rem .45rem; text-align: left; vertical-align: top; }
th { background: #e9edf1; } tr { break-inside: avoid; }
figure { margin: 1rem 0; } figure svg { width: 100%; height: auto; } .key { width: 2.6em; height: .7em; }
ul.keys { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; font-size: .86em; }
.sign td { height: 2.6em; } .sign td:first-child { width: 16em; }
h2, h3, h4 { break-after: avoid; }
@page { size: A4; margin: 16mm; } @page wide { size: A4 landscape; margin: 10mm; }
@media print { body { font-size: 9.5pt; max-width: none; padding: 0; }
  figure { page: wide; break-before: page; break-after: page; }
  figure svg { max-height: 165mm; } }
"""


def as_markdown(paper: Paper, picture: Picture, image: str) -> str:
    """Return the paper as Markdown; ``image`` is where its picture is, from where the paper is."""
    references = _references(paper)
    lines = [f"# {escape(_title(paper))}", "", *(f"{escape(line)}  " for line in _front(paper)), ""]
    lines += [f"![{escape(paper.name)}: who is linked to whom]({image})", "", f"*{escape(picture.caption)}*", ""]
    for section in paper.sections:
        lines += [f"## {section.heading}", "", f"*{section.words}*", ""]
        for part in section.parts:
            lines += [f"### {escape(part.heading)}", ""] if part.heading else []
            lines += body_of(part.answer, references, 4)
    lines += ["## What the checks find", "", *markdown(paper.checks, {}, _LISTED), ""]
    lines += ["## Sources", "", *(f"- {escape(line)}" for line in paper.sources), ""]
    lines += ["### Places cited", "", *(f"- {escape(line)}" for line in references.lines()), ""]
    lines += ["## Sign-off", "", "| | Name and role | Date | Signature |", "| --- | --- | --- | --- |"]
    lines += [f"| {who} | | | |" for who in _SIGNED]
    return "\n".join(lines) + "\n"


def as_html(paper: Paper, picture: Picture) -> str:
    """Return the paper as one HTML page: no script, nothing from elsewhere, and a policy that allows neither."""
    return "\n".join(_page(paper, picture)) + "\n"


def _page(paper: Paper, picture: Picture) -> Iterator[str]:
    references = _references(paper)
    yield '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">'
    policy = f"default-src 'none'; style-src {digest(_STYLE)}; base-uri 'none'; form-action 'none'"
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{html(_title(paper))}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield f"<h1>{html(_title(paper))}</h1>"
    yield from (f"<p>{html(line)}</p>" for line in _front(paper))
    yield f"<figure>{picture.svg}"
    yield f"<figcaption>{html(picture.caption)}{_keys(picture)}</figcaption></figure>"
    for section in paper.sections:
        yield f'<section><h2>{html(section.heading)}</h2>\n<p class="words">{html(section.words)}</p>'
        for part in section.parts:
            if part.heading:
                yield f"<h3>{html(part.heading)}</h3>"
            yield from _answer(part.answer, references)
        yield "</section>"
    yield from _checks(paper)
    yield f"<section><h2>Sources</h2>{_list(paper.sources)}"
    yield f"<h3>Places cited</h3>{_list(references.lines())}</section>"
    yield '<section><h2>Sign-off</h2><table class="sign">'
    yield "<thead><tr><th></th><th>Name and role</th><th>Date</th><th>Signature</th></tr></thead><tbody>"
    yield from (f"<tr><td>{who}</td><td></td><td></td><td></td></tr>" for who in _SIGNED)
    yield "</tbody></table></section>\n</body>\n</html>"


def _answer(answer: Answer, references: References) -> Iterator[str]:
    yield f'<p class="headline">{html(answer.headline)}</p>'
    yield f'<p class="verdict">Verdict: {html(verdict_in_words(answer))}.</p>'
    for words, rows in by_heading(answer):
        titles = columns(answer, rows)
        if words:
            yield f"<h4>{html(words)}</h4>"
        yield f"<table><thead><tr>{''.join(f'<th>{html(title)}</th>' for title in titles)}</tr></thead><tbody>"
        for row in rows:
            yield f"<tr>{''.join(f'<td>{html(cell)}</td>' for cell in cells(row, titles, references))}</tr>"
        yield "</tbody></table>"
    if any(len(path.steps) > 1 for path in answer.paths):
        paths = []
        for path in answer.paths:
            names = [path.steps[0].of_name or "", *(step.name for step in path.steps)]
            holds = f"holds: {path.holds}; " if path.holds else ""
            paths.append(f"{' → '.join(names)} ({holds}{path.certainty})")
        yield f"<h4>Paths</h4>{_list(paths)}"
    if said := notes(answer):
        yield f"<h4>To know before this is used</h4>{_list(said)}"


def _checks(paper: Paper) -> Iterator[str]:
    report = paper.checks
    yield f'<section><h2>What the checks find</h2><p class="headline">{html(headline(report))}</p>'
    yield "<table><thead><tr><th>Check</th><th>Severity</th><th>Found</th></tr></thead><tbody>"
    for result in report.results:
        told = result.skipped or counted(result)
        yield f"<tr><td>{html(result.check.title)}</td><td>{result.check.severity}</td><td>{html(told)}</td></tr>"
    yield "</tbody></table>"
    for result in report.results:
        if result.findings:
            found = [in_words(result, finding, {}) for finding in result.findings[:_LISTED]]
            more = len(result.findings) - _LISTED
            found += [f"… and {more:,} more"] if more > 0 else []
            yield f"<h3>{html(result.check.title)} ({result.check.severity})</h3>"
            yield f"<p>{html(result.check.why)} {html(result.check.remedy)}</p>{_list(found)}"
    if report.remarks:
        yield f"<h4>To know before this is used</h4>{_list(report.remarks)}"
    yield "</section>"


def _keys(picture: Picture) -> str:
    """Return what the colours and dashes of the lines mean, each beside its word."""

    def key(words: str, stroke: str) -> str:
        line = f'<line x1="0" y1="5" x2="36" y2="5" stroke-width="2" {stroke}/>'
        return f'<li><svg class="key" viewBox="0 0 36 10" aria-hidden="true">{line}</svg> {html(words)}</li>'

    families = [key(label, f'stroke="{colour}"') for colour, label in picture.families]
    dashes = [key(label, f'stroke="#1b2530" stroke-dasharray="{dash}"') for dash, label in picture.dashes]
    return f'<ul class="keys">{"".join([*families, *dashes])}</ul>'


def _references(paper: Paper) -> References:
    """Return the places that all answers of the paper cite, numbered once."""
    answers = [part.answer for section in paper.sections for part in section.parts]
    return References(replace(answers[0], rows=tuple(row for answer in answers for row in answer.rows)))


def _title(paper: Paper) -> str:
    return f"{paper.name}: governance as the sources have it"


def _front(paper: Paper) -> list[str]:
    day = paper.as_of
    when = f"As things stood on {day.day} {day:%B %Y}." if day else "Of any time: each line shows its own dates."
    return [
        when,
        f"Data: {'; '.join(paper.data)}.",
        "Every line says who says so. That no source says a thing does not say that it is not so.",
    ]


def _list(lines: tuple[str, ...] | list[str]) -> str:
    return f"<ul>{''.join(f'<li>{html(line)}</li>' for line in lines)}</ul>" if lines else "<p>None.</p>"
