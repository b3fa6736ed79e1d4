"""What became of bodies on a day, as events: mergers, splits and transfers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from ics_graph.dates import PartialDate
from ics_graph.exchange.import_report import Report
from ics_graph.exchange.ods.code_register import Body
from ics_graph.exchange.ods.lines import Succession
from ics_graph.model import Claim, Event, Participant


def events_of(
    successions: Iterable[Succession], cited: Callable[[Iterable[Claim]], tuple[Claim, ...]], report: Report
) -> Iterable[Event]:
    """Return a merger, split or transfer for what came of what on a day.

    Several that became one are a merger, also where the one was there before. One that became several on a day is a
    split. One that became one is a transfer: whether body and name alone changed, the file does not say.
    """
    became: dict[tuple[Body, PartialDate], list[Succession]] = defaultdict(list)
    for succession in successions:
        for body, _ in succession.predecessors:
            became[body, succession.effective].append(succession)
    for succession in successions:
        sole = succession.predecessors[0][0]
        if len(succession.predecessors) == 1 and len(became[sole, succession.effective]) > 1:
            continue
        since = succession.successor.since
        before = since is not None and since.earliest < succession.effective.earliest
        kind = "merger" if len(succession.predecessors) > 1 or before else "transfer"
        yield _event(kind, [body for body, _ in succession.predecessors], [succession.successor], [succession], cited)
    for (body, _), parts in became.items():
        if len(parts) > 1:
            alone = [succession for succession in parts if len(succession.predecessors) == 1]
            if len(alone) == len(parts):
                yield _event("split", [body], [succession.successor for succession in parts], parts, cited)
            elif alone:
                row = body.first
                report.doubt(
                    row.file.name, row.line, body.code, "it went into a merger and into other bodies on one day"
                )
                yield _event("transfer", [body], [succession.successor for succession in alone], alone, cited)


def _event(
    kind: str,
    originals: Sequence[Body],
    results: Sequence[Body],
    parts: Sequence[Succession],
    cited: Callable[[Iterable[Claim]], tuple[Claim, ...]],
) -> Event:
    effective = parts[0].effective
    shown = originals if kind == "split" else results
    name = {"merger": "Merger into", "split": "Split of", "transfer": "Transfer to"}[kind]
    names = ", ".join(body.name or f"ODS code {body.code}" for body in shown)
    claims = cited(dict.fromkeys(claim for succession in parts for _, claim in succession.predecessors))
    participants = [Participant(body.id, "original") for body in originals]
    participants += [Participant(body.id, "resulting") for body in results]
    id_ = f"event-{kind}-{shown[0].id}-{effective}"
    return Event(id_, kind, f"{name} {names}", effective, participants=tuple(participants), claims=claims)
