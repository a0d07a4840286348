"""Work that may take long, done in a thread of its own, so that whoever waits for it can stop.

In: a generator. Out: what it yields, as it comes. Knows no page and no browser.
"""

import threading
from collections.abc import Generator, Iterator
from queue import Empty, SimpleQueue
from typing import TypeVar

T = TypeVar("T")

# How long a reader who gave up may have to wait until that is noticed.
IDLE_S = 0.25


class _Ended:
    """What ends the queue: with the error that ended the work, if one did."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error


def in_background(work: Generator[T, None, None], *, idle: T) -> Iterator[T]:
    """Yield what ``work`` yields, and ``idle`` every now and then while it takes long.

    When this is closed, ``work`` is closed in its thread as soon as it comes to its next item.
    """
    made: SimpleQueue[T | _Ended] = SimpleQueue()
    stopped = threading.Event()

    def run() -> None:
        error = None
        try:
            for item in work:
                if stopped.is_set():
                    break
                made.put(item)
        except Exception as raised:  # noqa: BLE001 - handed to the reader below
            error = raised
        finally:
            work.close()
            made.put(_Ended(error))

    threading.Thread(target=run, name="youju-work", daemon=True).start()
    try:
        while True:
            try:
                item = made.get(timeout=IDLE_S)
            except Empty:
                yield idle
                continue
            if isinstance(item, _Ended):
                if item.error:
                    raise item.error
                return
            yield item
    finally:
        stopped.set()
