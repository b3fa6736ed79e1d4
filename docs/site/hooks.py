"""What the site does with what lies outside docs/: two files of the checkout become pages, other links become text.

A page is written for the checkout, where a link may lead to any file. The site holds the pages of docs/ and nothing
else, so that ``mkdocs build --strict`` would refuse such a link. Its words stay; no link of the site leads nowhere.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]
PAGES = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
"""The files at the top of the checkout that are pages of the site, too."""

_LINK = re.compile(r"(?<!!)\[(?P<words>[^][]*)\]\((?P<target>[^)\s#]+)(?P<anchor>#[^)\s]*)?\)")
_ADDRESS = re.compile(r"[a-z]+:", re.IGNORECASE)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the files at the top of the checkout."""
    for name, page in PAGES.items():
        files.append(File.generated(config, page, content=(ROOT / name).read_text("utf-8")))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return the text of a page with its links as they are in the site."""
    source = page.file.src_uri
    written = {page: name for name, page in PAGES.items()}.get(source, f"docs/{source}")

    def in_the_site(link: re.Match[str]) -> str:
        if _ADDRESS.match(link["target"]):
            return link[0]
        path = os.path.normpath(PurePosixPath(written).parent / link["target"])
        target = PAGES.get(path, path.removeprefix("docs/"))
        if target == path and not path.startswith("docs/"):
            # Whether it is there is held by the tests of the documents.
            return link["words"]
        there = os.path.relpath(target, PurePosixPath(source).parent)
        return f"[{link['words']}]({there}{link['anchor'] or ''})"

    return _LINK.sub(in_the_site, markdown)
