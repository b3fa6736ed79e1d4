"""The import of a made-up register as large as the real one, batch by batch: how long, and how much memory.

    python -m benchmarks.register [NUMBER…]

The peer is ``xml.etree.ElementTree.iterparse``, which reads the same file and does nothing else. Memory is that of all
processes together. Targets: 370,000 organisations in a minute and 1 GB, on two cores with nothing else to do.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# Role, share of all in a thousand, and whether it is a site: roughly as the register has them.
_KINDS = (
    ("RO182", 60, False),
    ("RO177", 90, False),
    ("RO198", 280, True),
    ("RO110", 80, False),
    ("RO104", 130, False),
    ("RO101", 250, True),
    ("RO180", 60, True),
    ("RO272", 10, False),
    ("RO197", 3, False),
    ("RO179", 3, False),
    ("RO98", 2, False),
    ("RO141", 32, False),
)
_SIGNS = "0123456789ABCDEFGHJKLMNPQRTVWXY"
_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<HSCOrgRefData:OrgRefData xmlns:HSCOrgRefData="http://refdata.hscic.gov.uk/org/v2-0-0">
<Manifest><Version value="2-0-0"/><PublicationType value="Full"/><PublicationDate value="2026-04-27"/>
<RecordCount value="{}"/></Manifest>
<CodeSystems><CodeSystem name="OrganisationRole" oid="2.16.840.1.113883.2.1.3.2.4.17.507">
<concept id="RO182" code="182" displayName="PHARMACY"/><concept id="RO110" code="110" displayName="DENTAL PRACTICE"/>
</CodeSystem></CodeSystems>
<Organisations>
"""
_TAIL = "</Organisations>\n</HSCOrgRefData:OrgRefData>\n"
_ROOT = 'root="2.16.840.1.113883.2.1.3.2.4.18.48" assigningAuthorityName="HSCIC"'


def write_register(file: Path, number: int) -> None:
    """Write the XML of a register of made-up organisations, always alike for the same number."""
    draw = random.Random(2026)
    roles = [kind for kind in _KINDS for _ in range(kind[1])]
    with file.open("w", encoding="utf-8") as out:
        out.write(_HEAD.format(number))
        for n in range(number):
            role, _, site = roles[n * 7919 % len(roles)]
            out.write(_organisation(n, role, site, number, draw))
        out.write(_TAIL)


def code_of(number: int) -> str:
    """Return the code of the organisation of a number: a letter and four signs."""
    signs = []
    for _ in range(4):
        number, rest = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[rest])
    return "ZWYX"[number % 4] + "".join(reversed(signs))


def _organisation(n: int, role: str, site: bool, number: int, draw: random.Random) -> str:
    since = f"{draw.randrange(1974, 2020)}-04-01"
    ended = n % 3 == 0
    until = f"{draw.randrange(2020, 2026)}-03-31"
    status = "Inactive" if ended else "Active"
    end = f'<End value="{until}"/>' if ended else ""
    date = f'<Date><Type value="Operational"/><Start value="{since}"/>{end}</Date>'
    rels = "".join(
        f'<Rel id="{kind}" uniqueRelId="{n * 4 + at}">{date}<Status value="{status}"/><Target>'
        f'<OrgId {_ROOT} extension="{code_of(draw.randrange(number))}"/><PrimaryRoleId id="RO197"/></Target></Rel>'
        for at, kind in enumerate(("RE6", "RE5") if n % 2 else ("RE6",))
    )
    succs = (
        f'<Succs><Succ uniqueSuccId="{n}"><Date><Type value="Legal"/><Start value="{until}"/></Date>'
        f'<Type>Successor</Type><Target><OrgId {_ROOT} extension="{code_of((n + 1) % number)}"/>'
        f'<PrimaryRoleId id="{role}"/></Target></Succ></Succs>'
        if ended and n % 4 == 0
        else ""
    )
    return (
        f'<Organisation orgRecordClass="RC{2 if site else 1}"><Name>MADE-UP BODY {n} OF ANYTOWN &amp; VALE</Name>{date}'
        f'<OrgId {_ROOT} extension="{code_of(n)}"/><Status value="{status}"/><LastChangeDate value="2024-05-01"/>'
        f"<GeoLoc><Location><AddrLn1>MILL STREET</AddrLn1><Town>ANYTOWN</Town><PostCode>ZZ1 1AA</PostCode></Location>"
        f'</GeoLoc><Contacts><Contact type="tel" value="01632 960000"/></Contacts>'
        f'<Roles><Role id="{role}" uniqueRoleId="{n}" primaryRole="true">{date}<Status value="{status}"/></Role>'
        f"</Roles><Rels>{rels}</Rels>{succs}</Organisation>\n"
    )


_IMPORT = (sys.executable, "-m", "ics_graph", "import", "ods-xml")
_PEER = """
import sys
from xml.etree.ElementTree import iterparse
for _, element in iterparse(sys.argv[1]):
    if element.tag == "Organisation":
        element.clear()
"""


def measured(command: list[str]) -> tuple[float, float, float]:
    """Return the seconds on the clock and of the processor that a command takes, and the most MB of its processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin, most = time.perf_counter(), 0.0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        most = max(most, sum(map(_megabytes, _family(process.pid))))
        time.sleep(0.2)
    seconds = time.perf_counter() - begin
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, most


def _family(pid: int) -> list[int]:
    """Return a process and all that it started, as Linux tells them."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(other for child in children for other in _family(int(child)))]


def _megabytes(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except OSError:
        return 0.0


def main() -> None:
    """Print seconds and the most memory for each number of organisations, beside the peer."""
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for number in [int(text) for text in sys.argv[1:]] or [37_000, 370_000]:
        with tempfile.TemporaryDirectory() as room:
            file = Path(room, "HSCOrgRefData_Full_20260427.xml")
            write_register(file, number)
            size = file.stat().st_size / 2**20
            into = ["--into", str(Path(room, "out"))]
            seconds, processor, most = measured(
                [sys.executable, "-m", "ics_graph", "import", "ods-xml", str(file), *into]
            )
            _, peer, _ = measured([sys.executable, "-c", _PEER, str(file)])
            print(
                f"{number:>9,} organisations, {size:5.0f} MB of XML: {seconds:6.1f} s, {processor:6.1f} of processor, "
                f"{most:5.0f} MB; the peer {peer:5.1f} s of processor: {processor / peer:.1f} times",
                flush=True,
            )


if __name__ == "__main__":
    main()
