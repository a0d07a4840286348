"""A PDF's file and a page's number → the page as a picture, and where a box of it stands there.

The drawing is done by ``draw_page`` in a process of its own; what was drawn is kept while there is
room. Knows no browser and no request.
"""

import hashlib
import json
import subprocess
import sys
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.errors import YoujuError

PROGRAM = Path(__file__).with_name("draw_page.py")
# Pixels a point: a phone's overview, a desk, small print held close.
SCALES = (1, 2, 3)
# A little above the time the program gives itself.
TIMEOUT_S = 30
# Two pages drawn at once keep two cores busy.
CONCURRENT_PAGES = 2
# Some hundred pages as they are read on a desk.
KEPT_BYTES = 64_000_000

Box = tuple[float, float, float, float]


class NoPage(YoujuError):
    """A page that cannot be shown; ``reason`` is one of missing, changed, damaged, no_page."""

    def __init__(self, reason: str, name: str) -> None:
        super().__init__(f"The page of {name!r} cannot be shown: {reason}.")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a picture, in shares (0 to 1) of its width and height, from the top left."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a JPEG. ``width`` and ``height`` are in points, as the page is turned."""

    data: bytes
    pages: int
    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]

    def place(self, box: Box) -> Place:
        """Where a box ``(x0, y0, x1, y1)`` of the PDF stands; what lies outside is cut off."""
        a, b, c, d, e, f = self.matrix
        x0, y0, x1, y1 = box
        corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
        left, right = (_within(edge([x for x, _ in corners])) for edge in (min, max))
        top, bottom = (_within(edge([y for _, y in corners])) for edge in (min, max))
        return Place(left, top, right - left, bottom - top)


class PageImages:
    """Draws pages and keeps what was drawn last; may be asked from many threads."""

    def __init__(self, *, kept_bytes: int = KEPT_BYTES) -> None:
        self._kept_bytes = kept_bytes
        self._kept: OrderedDict[tuple[str, int, int], PageImage] = OrderedDict()
        self._keeping = threading.Lock()
        self._drawing = threading.Semaphore(CONCURRENT_PAGES)

    def draw(self, file: Path, sha256: str, page: int, *, scale: int) -> PageImage:
        """Return a page (1-based) of the file of that hash; raise ``NoPage`` where there is none."""
        check_file(file, sha256)
        key = (sha256, page, scale)
        if image := self._get(key):
            return image
        with self._drawing:
            image = self._get(key) or _draw(file, page, scale)  # drawn meanwhile, for another
        self._keep(key, image)
        return image

    def _get(self, key: tuple[str, int, int]) -> PageImage | None:
        with self._keeping:
            image = self._kept.get(key)
            if image:
                self._kept.move_to_end(key)
            return image

    def _keep(self, key: tuple[str, int, int], image: PageImage) -> None:
        with self._keeping:
            self._kept[key] = image
            while sum(len(kept.data) for kept in self._kept.values()) > self._kept_bytes:
                self._kept.popitem(last=False)


def check_file(file: Path, sha256: str) -> None:
    """Raise ``NoPage`` unless the file is there and is the one that was read."""
    try:
        found = file.stat()
        same = _sha256(file, found.st_mtime_ns, found.st_size) == sha256
    except OSError as error:
        raise NoPage("missing", file.name) from error
    if not same:
        raise NoPage("changed", file.name)


@lru_cache(maxsize=256)
def _sha256(file: Path, modified_ns: int, size: int) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _draw(file: Path, page: int, scale: int) -> PageImage:
    command = [sys.executable, "-I", str(PROGRAM), str(file), str(page), str(scale)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=TIMEOUT_S, check=True)
        head, _, data = done.stdout.partition(b"\n")
        record = json.loads(head)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise NoPage("damaged", file.name) from error
    if "error" in record:
        raise NoPage("no_page" if "pages" in record else "damaged", file.name)
    return PageImage(
        data, record["pages"], record["width"], record["height"], tuple(record["matrix"])
    )


def _within(share: float) -> float:
    return min(1.0, max(0.0, share))
