"""The real Neo4j server, started from its jars for as long as the tests need it.

Knows how to start, stop and crash a server, and nothing of what is stored in it. The jars are fetched by
`scripts/test`; no container and no installed Neo4j is needed, only Java.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self
from zipfile import ZipFile, is_zipfile

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

HOST = "127.0.0.1"
USER = "neo4j"

# Where a jar names the class that starts the server, which is another in 2026 than in 5.26.
ENTRY_POINT = "META-INF/services/org.neo4j.server.startup.EntryPoint"

# What Neo4j's own start script opens to it; without them it dies on the first memory-mapped file.
OPENED_PACKAGES = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch")

CONFIGURATION = """\
server.default_listen_address={host}
server.bolt.listen_address={host}:{port}
# What neo4j:// clients are sent to; the default would be localhost:7687, whatever the port.
server.bolt.advertised_address={host}:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size={pages}
db.tx_log.preallocate=false
db.tx_log.rotation.retention_policy=keep_none
dbms.usage_report.enabled=false
# Stops in half a second; otherwise it listens for stragglers for ten.
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
# An internal setting has no promise to be there in the next version, and is not worth failing for.
server.config.strict_validation.enabled=false
"""


class Neo4jServerError(RuntimeError):
    """The server cannot be started; says what is missing, or ends with the tail of the server's log."""


def jar_folder() -> Path:
    """Return the folder with the jars: ICS_GRAPH_NEO4J_LIB, else the folder that `scripts/test` fills."""
    if named := os.environ.get("ICS_GRAPH_NEO4J_LIB"):
        return Path(named)
    pom = Path(__file__).with_name("pom.xml").read_text(encoding="utf-8")
    version = re.search(r"<neo4j\.version>(.+?)</neo4j\.version>", pom)
    if version is None:
        raise Neo4jServerError("tests/stores/neo4j/pom.xml names no neo4j.version")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "ics-graph" / f"neo4j-{version[1]}" / "lib"


def entry_point(jars: Path) -> str:
    """Return the name of the class that starts the server, as its jars give it."""
    for jar in filter(is_zipfile, sorted(jars.glob("neo4j-*.jar"))):
        with ZipFile(jar) as content:
            if ENTRY_POINT in content.namelist():
                return content.read(ENTRY_POINT).decode().strip()
    return "none-of-these-jars-starts-a-server"  # which Java then says


def find_java() -> str:
    """Return the java of JAVA_HOME, else of PATH."""
    if home := os.environ.get("JAVA_HOME"):
        return str(Path(home) / "bin" / "java")
    java = shutil.which("java")
    if java is None:
        raise Neo4jServerError("java is not found: run scripts/test, or apt-get install openjdk-17-jre-headless")
    return java


class Neo4jServer:
    """A Neo4j of its own: a free port, an empty database in a temporary folder, a random password.

    with Neo4jServer() as server:
        GraphDatabase.driver(server.uri, auth=server.auth)
    """

    def __init__(self, *, start_within: float = 180.0, heap: str = "512m", as_in_production: bool = False) -> None:
        self._heap = heap
        self._as_in_production = as_in_production
        self.settings: dict[str, str] = {}
        """Settings beside those above, from the next start on."""
        self.port = _free_port()
        self.home = Path(tempfile.mkdtemp(prefix="ics-graph-neo4j-"))
        self._start_within = start_within
        self._password = USER  # the initial one, which the server wants changed before anything else
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        """The address for a routing driver, as for a cluster or Aura."""
        return f"neo4j://{HOST}:{self.port}"

    @property
    def bolt_uri(self) -> str:
        """The address for a driver that does not ask for a routing table."""
        return f"bolt://{HOST}:{self.port}"

    @property
    def auth(self) -> tuple[str, str]:
        """User and password."""
        return USER, self._password

    def start(self) -> None:
        """Start the process and return once it answers; the data of an earlier start are still there."""
        if self._process is not None:
            raise Neo4jServerError("the server is already running")
        jars = jar_folder()
        if not any(jars.glob("neo4j-*.jar")):
            raise Neo4jServerError(f"no Neo4j jars in {jars}: scripts/test fetches them")
        configuration = self.home / "conf"
        configuration.mkdir(exist_ok=True)
        more = "".join(f"{name}={value}\n" for name, value in self.settings.items())
        pages = "1g" if self._as_in_production else "64m"
        text = CONFIGURATION.format(host=HOST, port=self.port, pages=pages) + more
        (configuration / "neo4j.conf").write_text(text, encoding="utf-8")
        command = [find_java(), f"-Xms{self._heap}", f"-Xmx{self._heap}", "-Xss2m", "-Dfile.encoding=UTF-8"]
        if not self._as_in_production:
            # Tests are many short queries on small graphs: a quick start is worth more than fast code.
            command += ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        command += [f"--add-opens={package}=ALL-UNNAMED" for package in OPENED_PACKAGES]
        command += ["-cp", f"{jars}/*", entry_point(jars)]
        command += [f"--home-dir={self.home}", f"--config-dir={configuration}", "--console-mode"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Ctrl-C goes to the tests alone, which then stop the server in order.
                start_new_session=True,
            )
        try:
            self._wait_until_it_answers()
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """Ask the server to end, and end it if it does not in half a minute; nothing to do if it is gone."""
        self._end(signal.SIGTERM, patience=30.0)

    def kill(self) -> None:
        """End the server at once, as a crash or a power cut would; `start` recovers what was committed."""
        self._end(signal.SIGKILL, patience=30.0)

    def restart(self) -> None:
        """Stop the server, unless `kill` did, and start it at the same address with its data."""
        self.stop()
        self.start()

    def admin(self, arguments: Sequence[str], folder: Path) -> str:
        """Run `neo4j-admin` in a folder while the server is stopped, and return what it printed."""
        if self._process is not None:
            raise Neo4jServerError("the server is running, and neo4j-admin needs it stopped")
        command = [find_java(), "-Xmx512m", *(f"--add-opens={package}=ALL-UNNAMED" for package in OPENED_PACKAGES)]
        command += ["-cp", f"{jar_folder()}/*", "org.neo4j.cli.AdminTool", *arguments]
        places = {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, **places},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Neo4jServerError(f"neo4j-admin ended with status {done.returncode}.\n{done.stdout}")
        return done.stdout

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self._remove_home()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.stop()
        finally:
            self._remove_home()

    @property
    def _log(self) -> Path:
        return self.home / "console.log"

    def _end(self, with_signal: signal.Signals, patience: float) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(with_signal)  # by process id, and only while the process is ours to signal
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + self._start_within
        trouble: Exception | None = None
        while time.monotonic() < deadline:
            if self._process is None or self._process.poll() is not None:
                raise Neo4jServerError(f"Neo4j ended while starting.\n{self._tail()}")
            # The driver's own attempts are slow to fail, so it is not asked before something listens.
            if _listens(self.port):
                try:
                    return self._change_initial_password()
                except (DriverError, Neo4jError) as error:
                    trouble = error
            time.sleep(0.1)
        raise Neo4jServerError(
            f"Neo4j does not answer after {self._start_within:.0f} s ({trouble}).\n{self._tail()}"
        ) from trouble

    def _change_initial_password(self) -> None:
        with (
            GraphDatabase.driver(self.bolt_uri, auth=self.auth) as driver,
            driver.session(database="system") as session,
        ):
            if self._password != USER:  # a later start
                driver.verify_connectivity()
                return
            password = secrets.token_urlsafe(16)
            session.run(
                "ALTER CURRENT USER SET PASSWORD FROM $initial TO $password",
                initial=USER,
                password=password,
            ).consume()
            self._password = password

    def _tail(self) -> str:
        lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(["Its log ends:", *lines[-40:]]) if lines else "Its log is empty."

    def _remove_home(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1.0)
        return probe.connect_ex((HOST, port)) == 0
