"""The build in service, whichever that is: an open index that follows each switch.

A question leases the index and asks it to its end, so that its answer stands on one build. The first
question after a switch opens the new build; others go on with the old one meanwhile, which is closed
when its last question is done.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import YoujuError
from index import store
from index.e5.choose import local_embedding
from index.embedding import Embedding
from index.search import Index, open_index

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Open:
    """An open index, and how many ask it now."""

    index: Index
    users: int = 0


class LiveIndex:
    """Leases the build in service; for long-lived readers, from many threads at once."""

    def __init__(self, home: Path, *, embedding: Embedding | None = None) -> None:
        """Raises YoujuError where there is no build that can be opened."""
        self._home = home
        self._embedding = embedding or local_embedding()
        self._lock = threading.Lock()
        self._open = _Open(open_index(home, embedding=self._embedding))
        self._opening = False
        self._refused: str | None = None
        self._closed = False

    @contextmanager
    def lease(self) -> Iterator[Index]:
        """The index of the build in service, open as long as the block lasts."""
        self.follow()
        with self._lock:
            if self._closed:
                raise YoujuError("The index is closed: start the program again.")
            leased = self._open
            leased.users += 1
        try:
            yield leased.index
        finally:
            with self._lock:
                leased.users -= 1
                done = self._is_done(leased)
            if done:
                leased.index.close()

    def close(self) -> None:
        """No more leases; the index closes when the last one ends."""
        with self._lock:
            first, self._closed = not self._closed, True
            done = first and self._is_done(self._open)
        if done:
            self._open.index.close()

    @property
    def current(self) -> Index:
        """The index of the build in service, for its records: these outlast it; searches need a lease."""
        self.follow()
        return self._open.index

    def follow(self) -> None:
        """Open the build in service, where it is another one and nobody is opening it already.

        Whoever made a build may call this, so that no question waits for it.
        """
        build = store.current_build(self._home)
        with self._lock:
            known = (self._open.index.build, self._refused, None)
            if self._closed or self._opening or build in known:
                return
            self._opening = True
        try:
            self._take_up(open_index(self._home, embedding=self._embedding))
        except YoujuError as error:
            # The build that is open answers on; this one is not tried again before the next switch.
            self._refused = build
            _log.warning("Build %r is not taken up: %s", build, error)
        finally:
            self._opening = False

    def _take_up(self, index: Index) -> None:
        """Lease this index from now on, once it has shown that it can be searched."""
        try:
            index.open_all()
        except YoujuError:
            index.close()
            raise
        with self._lock:
            before, self._open = self._open, _Open(index)
            done = [held for held in (before, self._open) if self._is_done(held)]
        for held in done:
            held.index.close()

    def _is_done(self, held: _Open) -> bool:
        """Whether nobody asks it any more and nobody will; to be asked under the lock."""
        return held.users == 0 and (self._closed or held is not self._open)
