"""What an import writes, file by file: a change of it is seen here before anybody sees it in a dataset.

python -m tests.exchange.test_golden      writes the expected files anew, to be read through in the diff
"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.exchange.bringing import DATA, imported

EXPECTED = DATA / "imported"
IMPORTS: dict[str, tuple[str, list[Path], dict[str, str]]] = {
    "ods": ("ods", [DATA / "ods" / f"{name}.csv" for name in ("epraccur", "epcmem", "gp-reg-pat-prac-map")], {}),
    "ord": ("ord", [DATA / "ods" / "RZV.json"], {}),
    "organogram": ("organogram", [DATA / "organogram" / "anyshire-2016-03-31-senior.csv"], {}),
    "org-rdf": ("org-rdf", [DATA / "org-rdf" / "directory.ttl"], {"date": "2016-06-01"}),
}


def written(name: str, room: Path) -> dict[str, str]:
    """Return what an import writes, by the names of the files."""
    kind, files, options = IMPORTS[name]
    made = imported(room, kind, files, (), **options)
    return {path.name: path.read_text("utf-8") for path in sorted(made.folder.iterdir())}


@pytest.mark.parametrize("name", sorted(IMPORTS))
def test_an_import_writes_what_is_expected(name: str, tmp_path: Path) -> None:
    expected = {path.name: path.read_text("utf-8") for path in sorted((EXPECTED / name).iterdir())}
    assert written(name, tmp_path) == expected


def main() -> None:
    """Write the expected files anew."""
    shutil.rmtree(EXPECTED, ignore_errors=True)
    for name in IMPORTS:
        with TemporaryDirectory() as room:
            files = written(name, Path(room))
        (EXPECTED / name).mkdir(parents=True)
        for file, text in files.items():
            (EXPECTED / name / file).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
