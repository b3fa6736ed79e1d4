"""Questions where an event loop runs, as in a notebook or in a server: in the loop itself, or in threads beside it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from ics_graph import Answer, open_store
from tests.asking import SMALL


def test_a_question_is_asked_in_a_running_loop_and_in_threads_beside_it() -> None:
    async def asked() -> list[Answer]:
        with open_store(data=SMALL) as store:
            in_the_loop = store.questions.all_lines("reporting")
            beside = [asyncio.to_thread(store.questions.all_lines, "reporting") for _ in range(8)]
            return [in_the_loop, *await asyncio.gather(*beside)]

    # In a thread of its own: other tests leave a loop in this one.
    with ThreadPoolExecutor(1) as pool:
        first, *others = pool.submit(asyncio.run, asked()).result()
    assert first.rows
    assert [answer.headline for answer in others] == [first.headline] * 8
    assert [answer.rows for answer in others] == [first.rows] * 8
