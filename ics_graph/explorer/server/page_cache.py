"""Pages and answers that were made already, kept for as long as the store is the same, up to a number of bytes.

The same address over the same store is the same page, to the byte, so that it is made once, however many ask for it
at once. A browser that has it already is told so (ETag). Whether the store is still the one of today is asked for each
request. A store that cannot tell one state from another, such as a server, has nothing kept.
"""

from __future__ import annotations

import hashlib
from asyncio import Lock
from collections import OrderedDict
from collections.abc import Hashable
from typing import TYPE_CHECKING, NamedTuple

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.datastructures import MutableHeaders

from ics_graph.explorer.server.problems import MENDED
from ics_graph.explorer.server.store_pool import StorePool

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 64 * 1024 * 1024
"""How many bytes of pages and answers are kept; what was asked for longest ago goes first."""
_LARGEST = MOST_BYTES // 8
_KEPT = ("/body/", "/api/ask/", "/ask/")
_LOOKING = 2


class Page(NamedTuple):
    """An answer as it is sent: its headers and its bytes."""

    headers: list[tuple[bytes, bytes]]
    body: bytes
    etag: bytes


class PageCache:
    """An application before another that answers again what that one has answered for the same store."""

    def __init__(self, app: ASGIApp, stores: StorePool, most: int = MOST_BYTES) -> None:
        self.app = app
        self.stores = stores
        self.most = most
        self.size = 0
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        # To look whether a store is of today waits for no page that is being made.
        self._looking: CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request with what is kept, or with what the other application answers."""
        path = scope.get("path", "")
        if scope["type"] != "http" or not (path == "/" or path.startswith(_KEPT)):
            await self.app(scope, receive, send)
            return
        version = await self._version()
        if version is None:
            await self.app(scope, receive, send)
            return
        key = (version, scope.get("raw_path") or path, scope["query_string"])
        page = self._kept(key)
        if page is None:
            lock = self._making.setdefault(key, Lock())
            try:
                async with lock:
                    page = self._kept(key)
                    if page is None:
                        page = await self._made(key, scope, receive, send)
                        if page is None:
                            return
            finally:
                if not lock.locked():
                    self._making.pop(key, None)
        await _send(page, scope, send)

    async def _version(self) -> Hashable | None:
        if self._looking is None:
            self._looking = CapacityLimiter(_LOOKING)
        try:
            return await run_sync(self.stores.version, limiter=self._looking)
        except MENDED:
            # What is wrong is said by whoever answers.
            return None

    async def _made(self, key: Hashable, scope: Scope, receive: Receive, send: Send) -> Page | None:
        """Return a page that the other application made; where it is none to be kept, send it and return None."""
        messages: list[Message] = []

        async def collect(message: Message) -> None:
            messages.append(message)

        try:
            await self.app(scope, receive, collect)
        finally:
            # What went wrong is raised again when its own answer is on its way.
            kept = bool(messages) and messages[0]["status"] == 200
            if not kept:
                for message in messages:
                    await send(message)
        if not kept:
            return None
        body = b"".join(message.get("body", b"") for message in messages[1:])
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'.encode()
        page = Page(list(messages[0]["headers"]), body, etag)
        self._keep(key, page)
        return page

    def _kept(self, key: Hashable) -> Page | None:
        page = self._pages.get(key)
        if page is not None:
            self._pages.move_to_end(key)
        return page

    def _keep(self, key: Hashable, page: Page) -> None:
        if len(page.body) > min(_LARGEST, self.most) or key in self._pages:
            return
        self._pages[key] = page
        self.size += len(page.body)
        while self.size > self.most:
            _, oldest = self._pages.popitem(last=False)
            self.size -= len(oldest.body)


async def _send(page: Page, scope: Scope, send: Send) -> None:
    asked = {value for name, value in scope["headers"] if name == b"if-none-match"}
    tags = {tag.strip().removeprefix(b"W/") for value in asked for tag in value.split(b",")}
    same = not tags.isdisjoint({page.etag, b"*"})
    start: Message = {"type": "http.response.start", "status": 304 if same else 200, "headers": list(page.headers)}
    headers = MutableHeaders(scope=start)
    headers["etag"] = page.etag.decode()
    # To be kept, and asked for again each time: the data may have changed.
    headers["cache-control"] = "private, no-cache"
    if same:
        del headers["content-length"]
    await send(start)
    await send({"type": "http.response.body", "body": b"" if same else page.body})
