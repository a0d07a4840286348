"""A page of a PDF as a picture on stdout, after one line of JSON that says how it was laid out.

Run as a program of its own (``python -I draw_page.py PATH PAGE SCALE``): the library is C++ and its
input may be hostile, so it gets a process with limits on memory and time. Only pypdfium2, Pillow and
the standard library are imported, so that it starts at once. See ``page_image``, which runs it.

The line holds ``pages``, ``width`` and ``height`` (points, as turned) and ``matrix``: the six
numbers ``(a, b, c, d, e, f)`` by which a point of the PDF stands at ``(ax + cy + e, bx + dy + f)``,
in shares of the picture's width and height from its top left; or ``error``.
"""

import ctypes
import json
import signal
import sys
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it ships no type information
import pypdfium2.raw as raw  # type: ignore[import-untyped]

MAX_MEMORY = 1_500_000_000  # bytes of address space; a newspaper's page takes some 200 MB
MAX_TIME_S = 20  # a newspaper's page takes 0.3 s
MAX_PIXELS = 16_000_000  # a newspaper's page at three pixels a point
QUALITY = 88  # of a JPEG: small print stays clean, a page is under 1 MB
FINE = 1_000_000  # the unit of places: PDFium gives them in whole pixels


def main() -> None:
    _set_limits()
    path, number, scale = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    try:
        document = pdfium.PdfDocument(path)
        pages = len(document)
        if not 1 <= number <= pages:
            _put({"error": "no such page", "pages": pages})
            return
        page = document[number - 1]
        width, height = page.get_size()
        if not (width > 0 and height > 0):
            raise ValueError("a page without size")
        scale = min(scale, (MAX_PIXELS / (width * height)) ** 0.5)
        picture = page.render(scale=scale).to_pil().convert("RGB")
    except (pdfium.PdfiumError, ValueError, MemoryError):
        _put({"error": "damaged"})
        return
    _put({"pages": pages, "width": width, "height": height, "matrix": _matrix(page)})
    picture.save(sys.stdout.buffer, "JPEG", quality=QUALITY, subsampling=0)


def _set_limits() -> None:
    if hasattr(signal, "alarm"):  # ends the process also in the middle of the library's code
        signal.alarm(MAX_TIME_S)
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _matrix(page: Any) -> list[float]:
    """Ask PDFium itself, which knows the page's rotation and crop box."""
    origin, right, up = (_place(page, x, y) for x, y in ((0, 0), (1000, 0), (0, 1000)))
    a, b = ((right[at] - origin[at]) / 1000 for at in (0, 1))
    c, d = ((up[at] - origin[at]) / 1000 for at in (0, 1))
    return [a, b, c, d, *origin]


def _place(page: Any, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, FINE, FINE, 0, x, y, across, down)
    return across.value / FINE, down.value / FINE


def _put(record: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(record).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
