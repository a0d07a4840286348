"""Work that may take long, done in a thread of its own, so that whoever waits for it can stop.

In: a generator. Out: what it yields, as it comes. Knows no page and no browser.
"""

import threading
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TypeVar

T = TypeVar("T")

# How long a reader who gave up may have to wait until that is noticed.
IDLE_S = 0.25
# Far more than that: who stops something goes on at last.
STOPPED_S = 5.0


@dataclass(frozen=True, slots=True)
class Ended:
    """What ends the queue: with the error that ended the work, if one did."""

    error: Exception | None = None


def in_background(
    work: Generator[T, None, None], *, idle: T, stop: threading.Event | None = None
) -> Iterator[T]:
    """Yield what ``work`` yields, and ``idle`` every now and then while it takes long.

    When ``stop`` is set, or this is closed, no more is yielded, and ``work`` is closed in its thread
    as soon as it comes to its next item.
    """
    made: SimpleQueue[T | Ended] = SimpleQueue()
    stop = stop or threading.Event()

    def run() -> None:
        error = None
        try:
            for item in work:
                if stop.is_set():
                    break
                made.put(item)
        except Exception as raised:  # noqa: BLE001 - handed to the reader below
            error = raised
        finally:
            work.close()
            made.put(Ended(error))

    threading.Thread(target=run, name="youju-work", daemon=True).start()
    try:
        while not stop.is_set():
            try:
                item = made.get(timeout=IDLE_S)
            except Empty:
                yield idle
                continue
            if isinstance(item, Ended):
                if item.error:
                    raise item.error
                return
            yield item
    finally:
        stop.set()


@dataclass(eq=False, slots=True)
class _Running:
    stop: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    why: str = ""


class Background:
    """What is worked on for each session; may be used from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[str | None, list[_Running]] = {}

    def run(
        self, session: str | None, work: Generator[T, None, None], *, idle: T
    ) -> Generator[T, None, str]:
        """As ``in_background``, until the session stops it; return why it did, "" if it did not."""
        running = _Running()
        with self._lock:
            self._running.setdefault(session, []).append(running)
        try:
            yield from in_background(work, idle=idle, stop=running.stop)
        finally:
            running.ended.set()
            with self._lock:
                self._running[session].remove(running)
                if not self._running[session]:
                    del self._running[session]
        return running.why

    def stop(self, session: str | None, why: str) -> None:
        """Return when nothing is worked on for the session any more."""
        with self._lock:
            every = list(self._running.get(session, ()))
        for running in every:
            running.why = why
            running.stop.set()
        for running in every:
            running.ended.wait(STOPPED_S)
