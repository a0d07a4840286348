"""The image of a page in, the characters that optical recognition sees on it out.

An optional extra (``pip install youju[ocr]``): its models come inside the wheel, nothing is
fetched. Without it scans are named for what they are and not read.
"""

from functools import cache
from importlib.util import find_spec
from typing import Any

from corpus.printed_lines import display_width

LEAST_SURE = 0.6  # a line's score; what is worse is more often wrong than right

Seen = tuple[str, float, float, float, float]  # a character, and its x0 y0 x1 y1 from the top left


def can_recognize() -> bool:
    """Whether the extra is installed."""
    return find_spec("rapidocr_onnxruntime") is not None


@cache
def _engine() -> Any:
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR()


def recognize(pixels: bytes, width: int, height: int) -> list[Seen]:
    """Recognize the characters of a grey image; each gets its share of its line's box."""
    import numpy

    image = numpy.frombuffer(pixels, numpy.uint8).reshape(height, width)
    lines, _ = _engine()(numpy.repeat(image[:, :, None], 3, axis=2))
    seen: list[Seen] = []
    for corners, text, score in lines or []:
        if float(score) >= LEAST_SURE and text.strip():
            seen += _share(text, [(float(x), float(y)) for x, y in corners])
    return seen


def _share(text: str, corners: list[tuple[float, float]]) -> list[Seen]:
    xs, ys = zip(*corners, strict=True)
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    upright = y1 - y0 > 1.5 * (x1 - x0) and len(text) > 1
    step = ((y1 - y0) if upright else (x1 - x0)) / max(display_width(text), 0.5)
    seen: list[Seen] = []
    at = 0.0
    for char in text:
        end = at + display_width(char)
        if not char.isspace():
            if upright:
                seen.append((char, x0, y0 + at * step, x1, y0 + end * step))
            else:
                seen.append((char, x0 + at * step, y0, x0 + end * step, y1))
        at = end
    return seen
