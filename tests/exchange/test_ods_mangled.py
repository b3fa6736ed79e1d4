"""Whatever is in a file, each of its rows is in the dataset, skipped or doubtful, and only ImportFailed is raised."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from ics_graph.exchange.import_report import ImportFailed, Report
from ics_graph.exchange.ods.dataset import joined
from ics_graph.model import Dataset, all_claims
from ics_graph.ontology import load_ontology
from ics_graph.validation import validate
from tests.exchange.bringing import DATA

ONTOLOGY = load_ontology()
ROWS = {
    name: (DATA / "ods" / name).read_bytes().splitlines()
    for name in (
        "eccg.csv",
        "etr.csv",
        "epraccur.csv",
        "epcmem.csv",
        "ccg_succession.csv",
        "gp-reg-pat-prac-map.csv",
    )
}
HEADED = ("ccg_succession.csv", "gp-reg-pat-prac-map.csv")
_CELLS = (
    b"",
    b"20990101",
    b"19000230",
    b"20130401",
    b"90A",
    b"91Z",
    b"P99001",
    b"X",
    b'"',
    b"RO319",
    b"\xe9\x00",
    b"P",
)


@st.composite
def mangled(draw: st.DrawFn, lines: list[bytes]) -> bytes:
    """Return lines of which some are cut, swapped, repeated, or have other cells or bytes; the first is only moved."""
    first, lines = lines[0], list(lines)
    for at in draw(st.lists(st.integers(1, len(lines) - 1), max_size=8)):
        how = draw(st.sampled_from(["cut", "swap", "repeat", "cell", "bytes", "days"]))
        line = lines[at]
        if line == first and how != "swap":
            continue
        if how == "cut":
            lines[at] = line[: draw(st.integers(0, len(line)))]
        elif how == "swap":
            lines[at], lines[at - 1] = lines[at - 1], lines[at]
        elif how == "repeat":
            lines.append(line)
        elif how == "bytes":
            place = draw(st.integers(0, len(line)))
            lines[at] = line[:place] + draw(st.binary(max_size=6)) + line[place:]
        else:
            cells = line.split(b",")
            cells[draw(st.integers(0, len(cells) - 1))] = draw(st.sampled_from(_CELLS))
            if how == "days":
                cells.reverse()
            lines[at] = b",".join(cells)
    return b"\r\n".join(lines)


@st.composite
def folders(draw: st.DrawFn) -> dict[str, bytes]:
    names = draw(st.lists(st.sampled_from(sorted(ROWS)), min_size=1, max_size=4, unique=True))
    return {name: draw(mangled(ROWS[name])) for name in names}


def brought(files: dict[str, bytes]) -> tuple[Dataset, Report] | None:
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in files]
        for path in paths:
            path.write_bytes(files[path.name])
        report = Report()
        try:
            return joined(paths, "", None, ONTOLOGY, Dataset(), report), report
        except ImportFailed:
            return None


@settings(max_examples=150, deadline=None)
@given(folders())
def test_each_row_is_in_the_dataset_or_is_told(files: dict[str, bytes]) -> None:
    done = brought(files)
    if done is None:
        return
    dataset, report = done
    assert [str(p) for p in validate(dataset, ONTOLOGY) if p.severity == "error"] == []
    titles = {source.id: source.title for source in dataset.sources.values()}
    cited = {
        (titles[claim.source].rpartition("(")[2].rstrip(")"), claim.locator)
        for _, record in dataset.claimed()
        for claim in all_claims(record)
    }
    told = {(note.file, f"line {note.line}") for note in (*report.skipped, *report.doubtful)}
    for name, raw in files.items():
        text = _text(raw).replace("\r\n", "\n").replace("\r", "\n")
        rows = [n for n, line in enumerate(text.split("\n"), 1) if line.strip(" \t\x1a")]
        if name in HEADED:
            header = ROWS[name][0].decode()
            rows.remove(next(n for n, line in enumerate(text.split("\n"), 1) if line == header))
        silent = [n for n in rows if (name, f"line {n}") not in cited | told]
        assert silent == [], name
        assert report.read[name] == len(rows)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_bytes_of_any_kind_are_refused_or_read(raw: bytes) -> None:
    brought({"epcmem.csv": raw})


@settings(max_examples=20, deadline=None)
@given(folders())
def test_the_same_files_make_the_same_dataset(files: dict[str, bytes]) -> None:
    one, other = brought(files), brought(files)
    assert (one and one[0]) == (other and other[0])
