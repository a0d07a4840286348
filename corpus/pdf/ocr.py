"""The image of a page in, the lines that optical recognition sees on it out.

An optional extra (``pip install youju[ocr]``): its models come inside the wheel, nothing is
fetched. Without it scans are named for what they are and not read. What a line's characters are
on the page is told by ``corpus/pdf/seen.py``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from math import hypot
from typing import Any

LEAST_SURE = 0.6  # a line's score; what is worse is more often wrong than right
MOST_SIDE = 4_000  # pixels: the library would make a newspaper's page half as large
TALL = 1.5  # times its length: a line so high is read from top to bottom

Point = tuple[float, float]  # pixels from the top left
Corners = tuple[Point, Point, Point, Point]  # clockwise from the top left


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line that was recognized, and how sure that is (0 to 1).

    ``middles`` say where its characters stand: shares of the way from its start to its end.
    """

    text: str
    sure: float
    corners: Corners
    middles: tuple[float, ...]
    tall: bool = False

    @property
    def length(self) -> float:
        start, end, _, other = self.corners
        return _distance(start, other if self.tall else end)

    @property
    def height(self) -> float:
        start, end, _, other = self.corners
        return _distance(start, end if self.tall else other)


def can_recognize() -> bool:
    """Whether the extra is installed."""
    return find_spec("rapidocr_onnxruntime") is not None


@cache
def _engine() -> Any:
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR(max_side_len=MOST_SIDE)


def recognize(pixels: bytes, width: int, height: int) -> list[SeenLine]:
    """Recognize the lines of a grey image."""
    import numpy

    image = numpy.frombuffer(pixels, numpy.uint8).reshape(height, width)
    colored = numpy.repeat(image[:, :, None], 3, axis=2)
    # Without its classifier: lines that lie upside down tell that the page does.
    records, _ = _engine()(colored, use_cls=False, return_word_box=True)
    return [record_to_line(record) for record in records or () if record[1].strip()]


def record_to_line(record: Sequence[Any]) -> SeenLine:
    """Read the library's record: corners, text, score, the corners of each character, and these."""
    corners, text, score, places, chars, _ = record
    a, b, c, d = ((float(x), float(y)) for x, y in corners)
    tall = _distance(a, d) >= TALL * _distance(a, b)
    end = d if tall else b
    if len(chars) == len(places) == len(text):
        middles = [_share_of_way(a, end, _middle_of(place)) for place in places]
    else:
        middles = [(at + 0.5) / len(text) for at in range(len(text))]
    return SeenLine(text, float(score), (a, b, c, d), tuple(sorted(middles)), tall)


def _share_of_way(start: Point, end: Point, place: Point) -> float:
    across, down = end[0] - start[0], end[1] - start[1]
    along = (place[0] - start[0]) * across + (place[1] - start[1]) * down
    return min(max(along / max(across * across + down * down, 1.0), 0.0), 1.0)


def _middle_of(corners: Sequence[Sequence[float]]) -> Point:
    return sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4


def _distance(one: Point, other: Point) -> float:
    return hypot(other[0] - one[0], other[1] - one[1])
