"""The explorer: a page beside stock pyvis, and the server over a store of 300,000 entities, a hub of 100,000 in it.

    python -m benchmarks.explorer [ENTITIES] [STORE]

Needs Chromium. STORE is an SQLite file to keep the made store in, so that a second run need not make it again.

Targets: a page of 1,000 bodies ready in under 2 s, where stock pyvis lays the same graph out in the browser; a page of
one body of the large store, the hub too, ready in under 1.5 s, and every answer of the server in under 100 ms.
"""

from __future__ import annotations

import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.making import make_system, write_random
from ics_graph.answering.asked import Asked
from ics_graph.dataset import read_datasets
from ics_graph.explorer.page import page_html, vis_script
from ics_graph.explorer.selection import Selection, at_any_date, select
from ics_graph.ontology import load_ontology
from ics_graph.stores.rows import View
from ics_graph.stores.sqlite import SQLiteStore
from ics_graph.stores.sqlite.building import build

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
BODIES, PEER_SECONDS = (200, 1_000), 180
ADDRESSES = {
    "page of a body": "/body/e5",
    "page of the hub": "/body/hub",
    "find by name": "/api/find?q=Body+number+150000+of+Anytown&limit=10",
    "find by a part of a name": "/api/find?q=number+15000&limit=10",
    "memberships": "/api/ask/memberships?body=e150000",
    "reports-to as of a day": "/api/ask/reports-to?body=e150000&as_of=2019-06-01",
    "accountable-to of the hub": "/api/ask/accountable-to?body=hub",
}


def make(folder: Path, entities: int, hub: int) -> None:
    """Write a random dataset: four relations for each body, and one body with ``hub`` members."""
    members = ((f"h{n}", f"e{n}", "memberOf", "hub") for n in range(hub))
    write_random(folder, entities, [("hub", "Assembly of all")], members)


def ready(browser: Browser, address: str) -> float:
    """Return the seconds from asking for a page of ours until its drawing is there."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    begin = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector("#drawing[data-ready]", state="attached")
    took = time.perf_counter() - begin
    page.close()
    return took


def stock_ready(browser: Browser, folder: Path, shown: Selection) -> float | None:
    """Return the seconds until a page of stock pyvis has laid out the same graph; None where it takes too long."""
    from playwright.sync_api import TimeoutError
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="local")
    for id_, body in shown.bodies.items():
        network.add_node(id_, label=body.name)
    for line in shown.lines:
        network.add_edge(line.subject, line.object, title=line.type)
    # Its page takes vis-network from afar; here it gets the one that pyvis brings, within the page as ours has it.
    html = re.sub(
        r"<script[^>]*/vis-network.min.js[^>]*>", lambda _: f"<script>{vis_script()}", network.generate_html(), count=1
    )
    (folder / "stock.html").write_text(html, encoding="utf-8")
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.route(re.compile("^https?://"), lambda route: route.abort())
    done = (
        "() => { if (!window.network) return false; if (!window.heard) { window.heard = true; "
        "network.once('stabilizationIterationsDone', () => { window.laidOut = true; }); } return window.laidOut; }"
    )
    begin = time.perf_counter()
    try:
        page.goto((folder / "stock.html").as_uri(), wait_until="commit")
        page.wait_for_function("window.network !== undefined", timeout=20_000)
    except TimeoutError as error:
        raise SystemExit("the page of stock pyvis does not work, so that nothing can be told of it") from error
    try:
        page.wait_for_function(done, timeout=PEER_SECONDS * 1000)
    except TimeoutError:
        return None
    took = time.perf_counter() - begin
    page.close()
    return took


def beside_stock(browser: Browser, folder: Path, bodies: int) -> None:
    """Print how long a page of so many bodies takes to be written and to be ready, beside stock pyvis."""
    folder.mkdir()
    make_system(folder / "system", bodies)
    build(folder / "system.sqlite", read_datasets([folder / "system"]).dataset)
    with SQLiteStore(folder / "system.sqlite") as store:
        asked = Asked(store, load_ontology(), View())
        begin = time.perf_counter()
        shown = select(at_any_date(asked), most=bodies)
        (folder / "ours.html").write_text(page_html(asked, shown), encoding="utf-8")
        wrote = time.perf_counter() - begin
    ours = statistics.median(ready(browser, (folder / "ours.html").as_uri()) for _ in range(5))
    print(
        f"a page of {len(shown.bodies):,} bodies and {len(shown.lines):,} lines: written in {wrote:.2f} s, "
        f"ready in {ours:.2f} s (target 2 s)"
    )
    stock = stock_ready(browser, folder, shown)
    said = f"{stock:.1f} s, {stock / ours:.0f} times ours" if stock else f"not laid out after {PEER_SECONDS} s"
    print(f"the same graph by stock pyvis: {said}", flush=True)


@contextmanager
def served(store: Path) -> Iterator[str]:
    """Serve a store as the command does, in a process of its own; yield its address."""
    command = [sys.executable, "-m", "ics_graph", "explore", "--store", str(store), "--port", "0", "--no-browser"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield process.stdout.readline().split()[0].rstrip("/")
    process.send_signal(signal.SIGINT)
    process.wait()


def answered(address: str) -> tuple[float, int]:
    """Return the seconds that an answer takes, and how many bytes it has."""
    begin = time.perf_counter()
    with urllib.request.urlopen(address) as reply:
        size = len(reply.read())
    return time.perf_counter() - begin, size


def main() -> None:
    """Print each target with what was measured."""
    entities = int(sys.argv[1]) if len(sys.argv) > 1 else 300_000
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        folder = Path(scratch)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for bodies in BODIES:
            beside_stock(browser, folder / str(bodies), bodies)
        store = Path(sys.argv[2]) if len(sys.argv) > 2 else folder / "made.sqlite"
        if not store.exists():
            make(folder / "made", entities, entities // 3)
            build(store, read_datasets([folder / "made"]).dataset)
        with served(store) as server:
            for name, path in ADDRESSES.items():
                first, size = answered(server + path)
                times = [answered(server + path)[0] for _ in range(21)]
                print(
                    f"{name}: {statistics.median(times) * 1000:.0f} ms, at most {max(times) * 1000:.0f} ms, the first "
                    f"{first * 1000:.0f} ms, {size / 1024:,.0f} KB (target 100 ms)"
                )
            for name, path in list(ADDRESSES.items())[:2]:
                took = statistics.median(ready(browser, server + path) for _ in range(5))
                print(f"{name}, ready in Chromium: {took:.2f} s (target 1.5 s)")
        browser.close()


if __name__ == "__main__":
    main()
