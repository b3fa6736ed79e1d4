"""What the tests share: the real Neo4j server, the real browser, the rule that neither may be skipped, an option."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from neo4j import Driver, GraphDatabase

from ics_graph.cli.main import main
from tests.stores.neo4j.server import Neo4jServer

pytest_plugins = ("tests.browser",)

Ics = Callable[..., tuple[int, str, str]]

# A fixture named here makes its test a test of that marker, so that `-m "not neo4j"` needs nobody's care.
MARKER_OF_FIXTURE = {
    "neo4j_server": "neo4j",
    "neo4j_url": "neo4j",
    "neo4j_auth": "neo4j",
    "empty_neo4j": "neo4j",
    "chromium": "browser",
}

RUNNING_SERVER = "ICS_GRAPH_TEST_NEO4J"
MAY_WIPE = "ICS_GRAPH_TEST_NEO4J_WIPE"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a person give a published file that is not ours to keep here."""
    parser.addoption(
        "--cpov-shapes",
        type=Path,
        metavar="FILE",
        help="the SHACL shapes of the Core Public Organisation Vocabulary: try what is written on them, too",
    )
    parser.addoption(
        "--fuzz-minutes",
        type=float,
        default=0.2,
        metavar="N",
        help="how long the fuzzer runs over every reader (0.2 unless told; a minute or more before a release)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a file of shapes that is not there."""
    shapes = config.getoption("--cpov-shapes")
    if shapes is not None and not shapes.is_file():
        raise pytest.UsageError(f"--cpov-shapes: {shapes} is not there")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the tests on the shapes of CPOV where no file of them is given."""
    if collection_path.name == "test_cpov_shapes.py" and config.getoption("--cpov-shapes") is None:
        return True
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need a server or a browser."""
    for item in items:
        for name in getattr(item, "fixturenames", ()):
            if name in MARKER_OF_FIXTURE:
                item.add_marker(MARKER_OF_FIXTURE[name])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped test of Neo4j or the browser into a failed one: skipped for long is not tested."""
    report = yield
    needed = [marker for marker in ("neo4j", "browser") if item.get_closest_marker(marker)]
    if report.skipped and needed and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"a test that needs {' and '.join(needed)} may be deselected, never skipped"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Repeat what `scripts/test` found before the tests, where it is seen."""
    if failed := os.environ.get("ICS_GRAPH_FAILED_CHECKS"):
        terminalreporter.section("failed before pytest, see above", red=True)
        terminalreporter.line(failed)


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Neo4jServer]:
    """The one Neo4j server of this run, for tests that stop, crash or restart it, too."""
    with Neo4jServer() as server:
        yield server


@pytest.fixture(scope="session")
def neo4j_url(request: pytest.FixtureRequest) -> str:
    """The address of a Neo4j, as neo4j:// or bolt://, without user and password."""
    if running := os.environ.get(RUNNING_SERVER):
        parts = urlsplit(running)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    server: Neo4jServer = request.getfixturevalue("neo4j_server")
    return server.uri


@pytest.fixture(scope="session")
def neo4j_auth(request: pytest.FixtureRequest) -> tuple[str, str]:
    """User and password for `neo4j_url`."""
    if running := os.environ.get(RUNNING_SERVER):
        parts = urlsplit(running)
        return unquote(parts.username or "neo4j"), unquote(parts.password or "")
    server: Neo4jServer = request.getfixturevalue("neo4j_server")
    return server.auth


@pytest.fixture(scope="session")
def _neo4j_driver(neo4j_url: str, neo4j_auth: tuple[str, str]) -> Iterator[Driver]:
    # Connections are tried before use, because a test may have restarted the server since.
    with GraphDatabase.driver(neo4j_url, auth=neo4j_auth, liveness_check_timeout=0) as driver:
        if os.environ.get(RUNNING_SERVER) and os.environ.get(MAY_WIPE) != "1":
            records = driver.execute_query("MATCH (n) RETURN n LIMIT 1").records
            if records:
                pytest.fail(
                    f"{RUNNING_SERVER} names a database that is not empty, and tests wipe it: "
                    f"set {MAY_WIPE}=1 if it may be",
                    pytrace=False,
                )
        yield driver


@pytest.fixture
def empty_neo4j(_neo4j_driver: Driver, neo4j_url: str) -> str:
    """The address of a Neo4j without a node, an index or a constraint."""
    with _neo4j_driver.session() as session:
        for record in session.run("SHOW CONSTRAINTS YIELD name"):
            session.run(f"DROP CONSTRAINT `{record['name']}` IF EXISTS").consume()
        # The two token lookup indexes are Neo4j's own: without them every match by label is a scan.
        for record in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'"):
            session.run(f"DROP INDEX `{record['name']}` IF EXISTS").consume()
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
    return neo4j_url


@pytest.fixture
def with_password(neo4j_url: str, neo4j_auth: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a Neo4j, whose user and password are in the environment."""
    monkeypatch.setenv("ICS_GRAPH_NEO4J_USER", neo4j_auth[0])
    monkeypatch.setenv("ICS_GRAPH_NEO4J_PASSWORD", neo4j_auth[1])
    return neo4j_url


@pytest.fixture
def ics(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ics:
    """Run ``ics-graph`` in this process and return its exit status and what it wrote; its cache is its own."""
    monkeypatch.setenv("ICS_GRAPH_CACHE", str(tmp_path / "cache"))

    def run(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(words)
        written = capfd.readouterr()
        return int(left.value.code or 0), written.out, written.err

    return run


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the distribution's Chromium, for Playwright's `executable_path`."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.fail("Chromium is not found: run scripts/test, or apt-get install chromium", pytrace=False)
