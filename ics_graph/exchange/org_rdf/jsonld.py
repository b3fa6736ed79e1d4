"""JSON-LD without a network: the context of schema.org is restated here, and a web page is read for what it embeds.

Of schema.org only what its context does is restated: every plain word is one of its words, and the words below name
things by their addresses. A context elsewhere is fetched by nobody.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

from ics_graph.exchange.json_text import parsed

SCHEMA_ORG: dict[str, Any] = {
    "@vocab": "http://schema.org/",
    "schema": "http://schema.org/",
    "id": "@id",
    "type": "@type",
    **{
        word: {"@id": f"http://schema.org/{word}", "@type": "@id"}
        for word in ("additionalType", "image", "logo", "mainEntityOfPage", "sameAs", "url")
    },
}
"""What the context of schema.org does to the words that are read here."""
_SCHEMA_ORG = re.compile(r"https?://(?:www\.)?schema\.org(?:/(?:docs/jsonldcontext\.json(?:ld)?)?)?/?", re.IGNORECASE)


class ContextElsewhere(ValueError):
    """Raised where a context is the address of one, which is not fetched."""


class _Scripts(HTMLParser):
    """Collects the JSON-LD that a page embeds."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a text where a script of JSON-LD begins."""
        kind = (dict(attrs).get("type") or "").partition(";")[0].strip().casefold()
        self._inside = tag == "script" and kind == "application/ld+json"
        if self._inside:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        """End a text."""
        if tag == "script":
            self._inside = False

    def handle_data(self, data: str) -> None:
        """Take in what stands in a script of JSON-LD."""
        if self._inside:
            self.texts[-1] += data


def is_page(start: bytes) -> bool:
    """Return whether bytes begin a web page."""
    return re.match(rb"\s*<!doctype html|\s*<html", start, re.IGNORECASE) is not None


def embedded(page: str) -> list[Any]:
    """Return the values of JSON-LD that a web page embeds; raise JSONDecodeError where one is no JSON."""
    scripts = _Scripts()
    scripts.feed(page)
    scripts.close()
    return [parsed(text) for text in scripts.texts if text.strip()]


def with_local_context(value: Any) -> bytes:
    """Return a value of JSON-LD as bytes that no context elsewhere is needed for.

    Raises ContextElsewhere, which names it, where it needs another than that of schema.org.
    """
    return json.dumps(_local(value)).encode()


def _local(value: Any) -> Any:
    if isinstance(value, list):
        return [_local(item) for item in value]
    if isinstance(value, dict):
        return {name: _context(item) if name == "@context" else _local(item) for name, item in value.items()}
    return value


def _context(value: Any) -> Any:
    if isinstance(value, list):
        return [_context(item) for item in value]
    if not isinstance(value, str):
        return value
    if _SCHEMA_ORG.fullmatch(value):
        return SCHEMA_ORG
    raise ContextElsewhere(f"its context {value} is elsewhere, and nothing is fetched")
