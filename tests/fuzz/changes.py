"""How an input is changed at random: byte by byte, as text, and by the structure of its format."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from random import Random
from typing import Any

WORDS = (
    *("", " ", "~", "null", "Null", "true", "no", "NaN", "Infinity", "-Infinity", "-0", "0", "1e999", "1e-999", "0x10"),
    *("9" * 5000, "-" + "9" * 400, "1" + "0" * 308, "9223372036854775808", "1_000", "٣", "²", "1,000", "1e5", "3.14"),
    *(
        "0000",
        "0001-01-01",
        "9999-12-31",
        "2019-02-30",
        "2019-13",
        "2019-06-01T00:00:00Z",
        "12/13/2019",
        "never",
        "٢٠١٩",
    ),
    *("a" * 33_000, "x|y", "a\tb", "line\nbreak", "carriage\rreturn", "\u2028", "\x85", "\x07", "\x1b[31m", "\x7f"),
    *("\u202egnirts\u202c", "\u2066\u2069", "\ufeff", "\ufffe", "\uffff", "e\u0301" * 50, "🏥", "\U0010ffff", "İ", "ß"),
    *("'", '"', '""', "\\", "\\u0000", "\\ud800", "_xD800_", "_x0000_", "<", "&amp;", "]]>", "<!--", "{{7*7}}", "%s%n"),
    *("=1+2", "@SUM(A1)", "rule:x", "../../etc", "/etc/passwd", "C:\\x", "a/b", "http://[::1", "javascript:alert(1)"),
    *(
        "[]",
        "{}",
        "[a, b]",
        "{a: b}",
        "- a",
        "&a b",
        "*a",
        "!!python/object:os.system x",
        "? x",
        "%YAML 1.1",
        "---",
        "...",
    ),
    *(
        "id",
        "type",
        "entities",
        "claims",
        "from",
        "until",
        "Board",
        "board",
        "several",
        "planned",
        "explicit",
        "ccg",
        "s",
    ),
)
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 2**63, 10**4000, 1.5, 1e308, "", "x", "2019-06-01", "\ud800", "\u202e", "a" * 40_000),
    *([], {}, [[]], [None], [{}], {"": None}, {"a": {"b": {"c": [1, "x", None]}}}, ["a", 1, None, {}], [1, 2, 3]),
)


def change(random: Random, name: str, raw: bytes) -> bytes:
    """Return a file of an input changed, by the structure of its format or without regard to it."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 5))):
        raw = _changed(random, name, raw)
    return raw


def _changed(random: Random, name: str, raw: bytes) -> bytes:
    ways: list[Callable[[Random, bytes], bytes]] = [_bytes, _text, _text, _text]
    if name.endswith(".xlsx"):
        ways = [_parts, _parts, _parts, _parts, _parts, _archive, _bytes]
    elif name.endswith((".json", ".jsonld")):
        ways += [_tree, _tree, _tree, _tree]
    elif name.endswith(".csv"):
        ways += [_cells, _cells, _cells, _cells]
    elif name.endswith((".yaml", ".ttl", ".rdf", ".nq")):
        ways += [_tokens, _tokens, _tokens, _tokens]
    if not name.endswith(".xlsx"):
        ways += [_encoding, _deep] if random.random() < 0.3 else []
    return random.choice(ways)(random, raw)


def _bytes(random: Random, raw: bytes) -> bytes:
    data = bytearray(raw)
    for _ in range(random.choice((1, 1, 2, 8))):
        at = random.randrange(len(data) + 1)
        match random.randrange(6):
            case 0 if data:
                data[at % len(data)] ^= 1 << random.randrange(8)
            case 1 if data:
                data[at % len(data)] = random.choice((0, 9, 10, 13, 34, 44, 60, 92, 127, 128, 255))
            case 2:
                del data[at : at + random.choice((1, 2, 10, 200))]
            case 3:
                data[at:at] = data[at : at + random.choice((1, 10, 100))]
            case 4:
                data[at:at] = random.randbytes(random.choice((1, 4)))
            case _ if random.random() < 0.2:
                del data[at:]
    return bytes(data)


def _text(random: Random, raw: bytes) -> bytes:
    text = raw.decode("utf-8", "replace")
    at = random.randrange(len(text) + 1)
    lines = text.split("\n")
    match random.randrange(5):
        case 0:
            text = text[:at] + random.choice(WORDS) + text[at:]
        case 1:
            text = text[:at] + random.choice(WORDS) + text[at + random.choice((1, 5, 20)) :]
        case 2:
            line = random.randrange(len(lines))
            lines[line:line] = [lines[random.randrange(len(lines))]] * random.choice((1, 2, 50))
            text = "\n".join(lines)
        case 3:
            del lines[random.randrange(len(lines))]
            text = "\n".join(lines)
        case _:
            line = random.randrange(len(lines))
            lines[line] = " " * random.choice((1, 2, 50)) + lines[line]
            text = "\n".join(lines)
    return text.encode("utf-8", "surrogatepass")


def _tokens(random: Random, raw: bytes) -> bytes:
    """Put another word in the place of one, from anywhere in the file or from a list of awkward ones."""
    text = raw.decode("utf-8", "replace")
    tokens = re.split(r"([\w.~-]+)", text)
    places = [at for at, token in enumerate(tokens) if at % 2 and token]
    if not places:
        return _text(random, raw)
    at = random.choice(places)
    tokens[at] = random.choice(WORDS) if random.random() < 0.7 else tokens[random.choice(places)]
    if random.random() < 0.2:
        tokens[at] = json.dumps(random.choice(VALUES))
    return "".join(tokens).encode("utf-8", "surrogatepass")


def _tree(random: Random, raw: bytes) -> bytes:
    """Put another value in the place of one in a tree of JSON, or write a value another way."""
    try:
        tree = json.loads(raw)
    except (ValueError, RecursionError):
        return _text(random, raw)
    places: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting:
        at = waiting.pop()
        inner = list(at.items()) if isinstance(at, dict) else list(enumerate(at)) if isinstance(at, list) else []
        places += [(at, key) for key, _ in inner]
        waiting += [value for _, value in inner]
    if not places:
        return json.dumps(random.choice(VALUES)).encode()
    holder, key = random.choice(places)
    match random.randrange(7):
        case 0 | 1:
            holder[key] = random.choice(VALUES)
        case 2:
            holder[key] = random.choice(WORDS)
        case 3:
            holder[key] = [holder[key]]
        case 4:
            other, other_key = random.choice(places)
            holder[key] = json.loads(json.dumps(other[other_key])) if other_key in _keys(other) else None
        case 5:
            del holder[key]
        case _ if isinstance(holder, dict):
            holder[random.choice(WORDS)] = holder[key]
    try:
        return json.dumps(tree, ensure_ascii=random.random() < 0.5).encode("utf-8", "surrogatepass")
    except ValueError:  # a number that is too long to be written
        return raw


def _keys(holder: Any) -> Any:
    return holder if isinstance(holder, dict) else range(len(holder))


def _cells(random: Random, raw: bytes) -> bytes:
    try:
        rows = list(csv.reader(io.StringIO(raw.decode("utf-8", "replace"), newline="")))
    except csv.Error:
        return _bytes(random, raw)
    rows = [row for row in rows if row] or [[""]]
    row = random.choice(rows)
    at = random.randrange(len(row))
    match random.randrange(6):
        case 0 | 1 | 2:
            row[at] = random.choice(WORDS)
        case 3:
            row[at] = random.choice(random.choice(rows))
        case 4:
            del row[at]
        case _:
            row[at:at] = [random.choice(WORDS)] * random.choice((1, 2, 3000))
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


def _encoding(random: Random, raw: bytes) -> bytes:
    text = raw.decode("utf-8", "replace")
    kind = random.choice(("utf-16", "utf-16-be", "utf-32", "cp1252", "utf-7", "cp037", "utf-8-sig"))
    return text.encode(kind, "replace")


def _deep(random: Random, raw: bytes) -> bytes:
    number = random.choice((30, 150, 3000, 100_000))
    opening, closing = random.choice(
        (
            (b"[", b"]"),
            (b"{a: ", b"}"),
            (b'{"a":', b"}"),
            (b"<a>", b"</a>"),
            (b"( ", b") "),
            (b"- ", b""),
            (b"[ a ", b"]"),
        )
    )
    at = random.randrange(len(raw) + 1)
    return raw[:at] + opening * number + b"1" + closing * number + raw[at:]


def _parts(random: Random, raw: bytes) -> bytes:
    """Change a part of a workbook as text: its cells, styles, texts, or the list of its sheets."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # what was changed before is no archive any more
        return _bytes(random, raw)
    sheets = [name for name in parts if "worksheets/" in name]
    name = random.choice(sheets if sheets and random.random() < 0.7 else list(parts) or [""])
    if not name:
        return raw
    text = parts[name].decode("utf-8", "replace")
    match random.randrange(5):
        case 0:
            text = re.sub(r'\br="[A-Z]+\d+"', f'r="{random.choice(_CELLS)}"', text, count=random.choice((1, 3)))
        case 1:
            values = list(re.finditer(r">([^<]+)<|=\"([^\"]*)\"", text))
            if values:
                value = random.choice(values)
                group = 1 if value[1] is not None else 2
                word = random.choice(WORDS).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
                text = text[: value.start(group)] + word + text[value.end(group) :]
        case 2:
            text = text.replace("</sheetData>", f"</sheetData>{random.choice(_EXTRAS)}", 1)
        case 3:
            cells = list(re.finditer(r"<c [^>]*>.*?</c>", text))
            if cells:
                cell = random.choice(cells)
                text = text[: cell.start()] + random.choice(_ODD_CELLS) + text[cell.end() :]
        case _:
            return _archived({**parts, name: _text(random, parts[name])})
    return _archived({**parts, name: text.encode("utf-8", "replace")})


def _archive(random: Random, raw: bytes) -> bytes:
    """Leave a part of a workbook out, or change what the archive itself says."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # what was changed before is no archive any more
        return _bytes(random, raw)
    if random.random() < 0.5 and parts:
        del parts[random.choice(list(parts))]
        return _archived(parts)
    data = bytearray(raw)
    at = data.rfind(b"PK\x01\x02", 0, random.randrange(len(data)) + 1)
    data[at + random.randrange(46) if at >= 0 else -1] ^= 1 << random.randrange(8)
    return bytes(data)


def _archived(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


_CELLS = ("A1048576", "XFD2000", "XFD1048576", "A0", "A1048577", "ZZZZ1", "1A", "", "a1", "A99999999999999999999", "B2")
_ODD_CELLS = (
    '<c r="B2" s="999999"><v>1</v></c>',
    '<c r="B2" t="s"><v>-1</v></c>',
    '<c r="B2" t="s"><v>99999999</v></c>',
    f'<c r="B2"><v>{"9" * 5000}</v></c>',
    '<c r="B2"><v>1e999</v></c>',
    '<c r="B2"><v>NaN</v></c>',
    '<c r="B2" t="d"><v>2019-99-99</v></c>',
    '<c r="B2" t="b"><v>maybe</v></c>',
    '<c r="B2" t="e"><v>#REF!</v></c>',
    '<c r="B2"><f>1+1</f></c>',
    '<c r="B2"><f t="shared" si="7"/><v>2</v></c>',
    '<c r="B2" t="inlineStr"><is><t>_xD800_</t></is></c>',
    '<c r="B2" t="inlineStr"><is/></c>',
    '<c r="B2" t="str"/>',
    "<c/>",
)
_EXTRAS = (
    '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    '<mergeCells count="1"><mergeCell ref="x"/></mergeCells>',
    "<mergeCells><mergeCell/></mergeCells>",
    '<cols><col width="x" min="1" max="x"/></cols>',
    "<sheetData><row r='-1'/></sheetData>",
    "<a>" * 3000 + "</a>" * 3000,
    '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
)
