"""Files dropped on the page → sources of the home, and the builds that follow, made behind it.

A build begins when no file is on its way any more and covers all that came before it. Knows no
browser and no request.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus import all_sources, find_figures
from corpus.errors import YoujuError
from corpus.library.library import Added, Library, add_file, remove_source
from corpus.records import Source
from index import Embedding, build_index, store

# A browser sends the files of one drop one after another, with less than this between them.
QUIET_S = 1.0
CRASHED = (
    "The program failed while it built the index; the details are in the terminal that runs it."
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: ``added`` and its ``figures``, or the ``reason`` why it was not."""

    name: str
    added: Added | None = None
    figures: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BuildState:
    """How far the build is: ``stage`` of build_index with ``done`` of ``total``.

    ``error`` says why the last one failed, ``build`` is what it made and ``ended`` when, by the
    monotonic clock.
    """

    running: bool = False
    stage: str = ""
    done: int = 0
    total: int = 0
    error: str = ""
    build: str = ""
    ended: float = 0.0


class Intake:
    """Changes the sources of one home; may be called from many threads.

    ``embedding`` is made when a build first needs it; ``built`` is told of each new build.
    """

    def __init__(
        self,
        home: Path,
        embedding: Callable[[], Embedding],
        *,
        keep: int = store.KEPT_BUILDS,
        chroma: str | None = None,
        built: Callable[[], None] = lambda: None,
    ) -> None:
        self.home = home
        self.state = BuildState()
        self._embedding = embedding
        self._keep = keep
        self._chroma = chroma
        self._built = built
        self._changed = threading.Condition()
        self._arriving = 0
        self._wanted = False
        self._builder = threading.Thread()
        # A file is held in memory while it is read.
        self._reading = threading.Lock()

    @contextmanager
    def arriving(self) -> Iterator[None]:
        """Hold back the next build while a file is on its way."""
        with self._changed:
            self._arriving += 1
        try:
            yield
        finally:
            with self._changed:
                self._arriving -= 1
                self._changed.notify_all()

    def add(self, name: str, load: Callable[[], bytes]) -> Taken:
        """Add a file whose bytes ``load`` returns; what is wrong with it is said, not raised."""
        try:
            with self.arriving(), self._reading:
                added = add_file(self.home, name, load())
                figures = len(find_figures(added.document.text)) if added.document else 0
        except YoujuError as error:
            return Taken(name, reason=str(error))
        self.build()
        return Taken(name, added, figures)

    def remove(self, id: str) -> Source:
        source = remove_source(self.home, id)
        self.build()
        return source

    def bring_back(self, id: str) -> Source:
        source = Library(self.home).bring_back(id)
        self.build()
        return source

    def build(self) -> None:
        """Ask for a build; one that is being made is followed by another."""
        with self._changed:
            self._wanted = True
            if not self.state.running:
                self.state = BuildState(running=True)
                self._builder = threading.Thread(target=self._run, name="youju-build", daemon=True)
                self._builder.start()

    def wait(self) -> None:
        """Return when no build is being made and none is wanted."""
        while self.state.running:
            self._builder.join()

    def _run(self) -> None:
        ended = BuildState()
        try:
            while self._take_order():
                ended = BuildState(error=CRASHED)  # unless it returns
                ended = self._build()
        finally:
            with self._changed:
                self.state = ended
                if self._wanted:  # asked for since the last look
                    self.build()

    def _take_order(self) -> bool:
        """Whether a build is wanted; waits until the files that belong to it are there."""
        with self._changed:
            if not self._wanted:
                return False
            while self._changed.wait(QUIET_S) or self._arriving:
                pass
            self._wanted = False
            return True

    def _build(self) -> BuildState:
        try:
            report = build_index(
                self.home,
                all_sources(self.home),
                embedding=self._embedding(),
                progress=self._advance,
                keep=self._keep,
                chroma=self._chroma,
            )
            self._built()
        except YoujuError as error:
            return BuildState(error=str(error))
        return BuildState(build=report.build, ended=time.monotonic())

    def _advance(self, stage: str, done: int, total: int) -> None:
        self.state = BuildState(True, stage, done, total)
