"""The nested picture of made systems: how high it is, how small its words, how many crossings, how soon it is there.

    python -m benchmarks.picture [BODIES] [SEED]

Needs Chromium. Targets, at 1,400 by 1,000 pixels: 236 bodies on one screen, names of at least 13 pixels and other words
of 11, at most 15 crossings; any page of 1,000 bodies ready in under 2 s.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks.explorer import FLAGS, ready
from benchmarks.making import make_system
from ics_graph.answering.asked import Asked
from ics_graph.dataset import read_datasets
from ics_graph.explorer.page import page_html
from ics_graph.explorer.selection import at_any_date, select
from ics_graph.ontology import load_ontology
from ics_graph.stores.rows import View
from ics_graph.stores.sqlite import SQLiteStore
from ics_graph.stores.sqlite.building import build
from tests.explorer.pictures import crossings

_WINDOWS = ((400, 900), (1400, 1000), (1920, 1080))
_SIZES = """() => [...document.querySelectorAll('#nested text')].map((text) => {
  const svg = text.ownerSVGElement;
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  return [text.classList.contains('t-ink'), parseFloat(getComputedStyle(text).fontSize) * scale];
})"""


def measure(browser: Browser, page_file: Path, window: tuple[int, int]) -> None:
    """Print what a page shows in a window."""
    page = browser.new_page(viewport={"width": window[0], "height": window[1]})
    page.goto(page_file.as_uri())
    page.wait_for_selector("#drawing[data-ready]", state="attached")
    plan: dict[str, Any] = page.evaluate("explorer.nestedPlan")
    sizes = page.evaluate(_SIZES)
    bottom = page.evaluate("document.querySelector('#nested').getBoundingClientRect().bottom")
    names, rest = min(size for is_name, size in sizes if is_name), min(size for _, size in sizes)
    print(
        f"{window[0]} by {window[1]}: {len(plan['cards'])} cards, the picture ends at {bottom:,.0f}, names from "
        f"{names:.0f} px, other words from {rest:.0f} px, {len(crossings(plan))} crossings of "
        f"{len(plan['courses'])} courses"
    )
    page.close()


def main() -> None:
    """Print what was measured in each window."""
    bodies, seed = (int(text) for text in (sys.argv[1:] + ["236", "1"][len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = Path(scratch)
        make_system(folder / "system", bodies, seed)
        build(folder / "system.sqlite", read_datasets([folder / "system"]).dataset)
        with SQLiteStore(folder / "system.sqlite") as store:
            asked = Asked(store, load_ontology(), View())
            shown = select(at_any_date(asked), most=bodies)
            (folder / "page.html").write_text(page_html(asked, shown), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        seconds = statistics.median(ready(browser, (folder / "page.html").as_uri()) for _ in range(5))
        print(f"{len(shown.bodies):,} bodies and {len(shown.lines):,} lines, seed {seed}: ready in {seconds:.2f} s")
        for window in _WINDOWS:
            measure(browser, folder / "page.html", window)
        browser.close()


if __name__ == "__main__":
    main()
