"""A PDF's bytes on stdin, its printed characters, lines and pictures on stdout, a page a line.

Run as a program of its own (``python -I glyphs.py``): the parser is C++ and its input may be
hostile, so it gets a process with limits on memory and time, which may die without harm. Only
pypdfium2 and the standard library are imported, so that it starts at once.

A page without characters says whether pictures cover it (``scanned``), and else how much of it is
dark (``ink``): its text may be drawn.

With a page's number and a scale behind the page limit it draws that page instead: a line with
``{"width": w, "height": h}``, then as many grey pixels.

The first line is ``{"pages": n}`` or ``{"error": reason}``, then one object a page; see
``corpus/pdf/text.py``, which reads them. Coordinates are PDF points of the page, rounded.
"""

import ctypes
import json
import math
import signal
import sys
from collections.abc import Sequence
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it ships no type information

MAX_MEMORY = 1_500_000_000  # bytes of address space; a page of a newspaper takes some 50 MB
PAGE_TIME_S = 20  # of the processor; a full page takes 0.1 s
PAGES_AT_ONCE = 10  # an open document keeps the fonts of all pages it has read
MAX_CHARS = 60_000  # a page; a newspaper's holds some 15,000
FAR = 0.3  # em from where a glyph's own matrix puts it
DEPTH = 0.12  # em from a glyph's origin down to the foot of its square
MAX_OBJECTS = 20_000  # drawn things of a page that are looked at
LEAST_BOX, STRAIGHT = 20.0, 0.5  # points a side; of each side between round corners
RING = 6.0  # points: a frame so thin is drawn as what lies between two boxes
MAX_SEGMENTS = 2_000  # of one path; tables have fewer, maps more
MAX_DEPTH = 4  # of forms drawn within forms
MOST_SIDE = 20_000  # points (7 metres): a larger page is no page
MOST_PIXELS = 4_000  # a side of a drawn page
INK_SCALE = 0.5  # pixels a point: enough to tell a blank page from one that is drawn
SCANNED = 0.3  # of a page: pictures that cover more of it are what it says
THIN = 3.0  # points: a filled rectangle this thin is a rule

PAGE_ERRORS = {pdfium.FPDF_ERR_PASSWORD: "locked", pdfium.FPDF_ERR_SECURITY: "locked"}


def main() -> None:
    _limit_memory()
    data = sys.stdin.buffer.read()
    pdfium.FPDF_InitLibraryWithConfig(
        pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=None, m_pIsolate=None)
    )
    document = _open(data)
    if not document:
        _put({"error": PAGE_ERRORS.get(pdfium.FPDF_GetLastError(), "damaged")})
        return
    count = pdfium.FPDF_GetPageCount(document)
    _put({"pages": count})
    if count > int(sys.argv[1]):
        return
    if len(sys.argv) > 3:
        _draw(document, int(sys.argv[2]) - 1, float(sys.argv[3]))
        return
    for at in range(count):
        if at and at % PAGES_AT_ONCE == 0:
            pdfium.FPDF_CloseDocument(document)
            document = _open(data)
        _limit_time(PAGE_TIME_S)
        page = pdfium.FPDF_LoadPage(document, at)
        if not page:
            _put({"error": "damaged"})
            continue
        _put(_read_page(page))
        pdfium.FPDF_ClosePage(page)


def _open(data: bytes) -> Any:
    _limit_time(PAGE_TIME_S)
    return pdfium.FPDF_LoadMemDocument64(data, len(data), None)


def _draw(document: Any, at: int, scale: float) -> None:
    width, height, pixels = _pixels(pdfium.FPDF_LoadPage(document, at), scale)
    _put({"width": width, "height": height})
    sys.stdout.buffer.write(pixels)
    sys.stdout.buffer.flush()


def _pixels(page: Any, scale: float) -> tuple[int, int, bytes]:
    """Draw a page in grey: its width and height in pixels, and the pixels."""
    wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = min(scale, MOST_PIXELS / max(wide, high, 1.0))
    width, height = max(1, round(wide * scale)), max(1, round(high * scale))
    pixels = (ctypes.c_ubyte * (width * height))()
    grey = pdfium.FPDFBitmap_Gray
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, grey, pixels, width)
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
    pdfium.FPDFBitmap_Destroy(bitmap)
    return width, height, bytes(pixels)


def _ink(page: Any) -> float:
    """Return the share of a page that is dark."""
    _, _, pixels = _pixels(page, INK_SCALE)
    return sum(pixel < 128 for pixel in pixels) / len(pixels)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: int) -> None:
    """End this process after so many seconds of its own work, also amid the library's code.

    Waiting for whoever reads its answers is no work.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _put(record: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(record, separators=(",", ":"), allow_nan=False) + "\n")
    sys.stdout.flush()


def _read_page(page: Any) -> dict[str, Any]:
    bounds = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, bounds)
    box = [bounds.left, bounds.bottom, bounds.right, bounds.top]
    if not all(map(math.isfinite, box)) or max(box[2] - box[0], box[3] - box[1]) > MOST_SIDE:
        return {"error": "huge"}
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return {"error": "damaged"}
    count = pdfium.FPDFText_CountChars(text)
    if count > MAX_CHARS:
        return {"error": "crowded"}
    record = {
        "box": [round(edge, 2) for edge in box],
        "turn": pdfium.FPDFPage_GetRotation(page),
        "chars": _read_chars(text, count),
        **_read_drawings(page),
    }
    if not any(char[0] > ord(" ") for char in record["chars"]):
        covered = sum((right - left) * (top - low) for left, low, right, top in record["pictures"])
        record["scanned"] = covered > SCANNED * (box[2] - box[0]) * (box[3] - box[1])
        record["ink"] = 0.0 if record["scanned"] else round(_ink(page), 4)
    pdfium.FPDFText_ClosePage(text)
    return record


def _read_chars(text: Any, count: int) -> list[list[float]]:
    """Return ``[code, box (4), loose box (4), em, angle, weight, face, invisible, unmapped]``.

    The box is that of the ink, the loose box that of the type's body; ``face`` numbers the fonts.
    What the library inserted by itself is left out.
    """
    edges = [ctypes.c_double() for _ in range(4)]  # left, right, bottom, top
    loose = pdfium.FS_RECTF()
    matrix = pdfium.FS_MATRIX()
    styles: dict[Any, tuple[int, int, int]] = {}
    faces: dict[Any, int] = {}
    found: list[list[float]] = []
    objects = [
        ctypes.cast(pdfium.FPDFText_GetTextObject(text, at), ctypes.c_void_p).value
        for at in range(count)
    ]
    for at in range(count):
        if pdfium.FPDFText_IsGenerated(text, at) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(text, at)
        unmapped = int(pdfium.FPDFText_HasUnicodeMapError(text, at) == 1)
        if not pdfium.FPDFText_GetCharBox(text, at, *edges):
            continue
        left, right, bottom, top = (edge.value for edge in edges)
        pdfium.FPDFText_GetLooseCharBox(text, at, loose)
        pdfium.FPDFText_GetMatrix(text, at, matrix)
        em = pdfium.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d)
        angle = math.degrees(pdfium.FPDFText_GetCharAngle(text, at))
        style = _style(text, at, styles, faces)
        numbers = [left, bottom, right, top, loose.left, loose.bottom, loose.right, loose.top]
        if _is_misplaced(text, at, objects, matrix, em):
            wide = pdfium.FPDFText_GetFontSize(text, at) * abs(matrix.a)
            foot = matrix.f - DEPTH * em
            numbers = [matrix.e, foot, matrix.e + wide, foot + em] * 2
        numbers += [em, angle]
        if not all(map(math.isfinite, numbers)):
            continue
        found.append([code, *(round(n, 2) for n in numbers), *style, unmapped])
    return found


def _is_misplaced(
    text: Any, at: int, objects: list[int | None], matrix: pdfium.FS_MATRIX, em: float
) -> bool:
    """Whether the library tells a wrong place: it does for some glyphs that are drawn stretched.

    Each of these is a text object of its own, whose matrix tells the true place.
    """
    if objects[at] is None or objects[at] in (*objects[at - 1 : at], *objects[at + 1 : at + 2]):
        return False
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, at, x, y)
    return math.hypot(x.value - matrix.e, y.value - matrix.f) > FAR * em > 0


def _style(
    text: Any, at: int, known: dict[Any, tuple[int, int, int]], faces: dict[Any, int]
) -> tuple[int, int, int]:
    """Return a character's weight (400 plain, 700 bold, 0 unknown), face, and if it is unseen."""
    drawn = pdfium.FPDFText_GetTextObject(text, at)
    key = ctypes.cast(drawn, ctypes.c_void_p).value if drawn else None
    if key is not None and key in known:
        return known[key]
    weight = pdfium.FPDFText_GetFontWeight(text, at)
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, at, name, 128, flags)
    if any(
        word in name.value.lower() for word in (b"bold", b"black", b"heavy", b"heiti", b"simhei")
    ):
        weight = max(weight, 700)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(drawn) if drawn else 0
    if mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE:
        weight = max(weight, 700)  # how word processors make a plain face bold
    font = pdfium.FPDFTextObj_GetFont(drawn) if drawn else None
    face = faces.setdefault(ctypes.cast(font, ctypes.c_void_p).value if font else 0, len(faces))
    style = (max(weight, 0), face, int(mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE))
    if key is not None:
        known[key] = style
    return style


# --- rules, frames, pictures ----------------------------------------------------------------------

Matrix = tuple[float, float, float, float, float, float]
PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _read_drawings(page: Any) -> dict[str, Any]:
    """Return rules, filled areas and round-cornered frames, and pictures, each ``[x0, y0, x1, y1]``."""
    kinds = ("rules", "fills", "rounded", "pictures")
    drawings: dict[str, list[list[float]]] = {kind: [] for kind in kinds}
    left = [MAX_OBJECTS]

    def look(holder: Any, counter: Any, getter: Any, outer: Matrix, depth: int) -> None:
        for at in range(counter(holder)):
            left[0] -= 1
            if left[0] < 0:
                return
            drawn = getter(holder, at)
            kind = pdfium.FPDFPageObj_GetType(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
                inner = _times(_matrix(drawn), outer)
                counters = (pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject)
                look(drawn, *counters, inner, depth + 1)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                _read_path(drawn, outer, drawings)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                matrix = _times(_matrix(drawn), outer)
                corners = [_at(matrix, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
                drawings["pictures"].append(_clipped(_around(corners), drawn, outer))

    look(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, PLAIN, 0)
    return {
        kind: [[round(n, 2) for n in area] for area in areas if all(map(math.isfinite, area))]
        for kind, areas in drawings.items()
    }


def _read_path(path: Any, outer: Matrix, drawings: dict[str, list[list[float]]]) -> None:
    count = pdfium.FPDFPath_CountSegments(path)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    filled = bool(fill.value) and _is_seen(path, pdfium.FPDFPageObj_GetFillColor)
    stroked = bool(stroke.value) and _is_seen(path, pdfium.FPDFPageObj_GetStrokeColor)
    if not (filled or stroked) or not 0 < count <= MAX_SEGMENTS:
        return
    matrix = _times(_matrix(path), outer)
    within: list[float] = []
    for points, straight in _subpaths(path, count, matrix):
        area = _around(points)
        wide, high = area[2] - area[0], area[3] - area[1]
        if not straight and _is_rounded(points, area):
            ring = any(within) and max(abs(a - b) for a, b in zip(within, area, strict=True)) < RING
            drawings["rounded"] += [] if ring else [area]
            within = area
        if filled and straight and min(wide, high) <= THIN:
            drawings["rules"].append(area)
        elif filled and straight and len(points) <= 6:
            drawings["fills"].append(area)
        if stroked and straight:
            for (ax, ay), (bx, by) in zip(points, points[1:], strict=False):
                if abs(ax - bx) < 0.5 or abs(ay - by) < 0.5:
                    drawings["rules"].append(_around([(ax, ay), (bx, by)]))


def _is_rounded(points: Sequence[tuple[float, float]], area: Sequence[float]) -> bool:
    """Whether a path with curves is a box with round corners: straight along most of each side."""
    x0, y0, x1, y1 = area
    if min(x1 - x0, y1 - y0) < LEAST_BOX:
        return False
    sides = (
        ([y for x, y in points if abs(x - side) < 0.5] for side in (x0, x1)),
        ([x for x, y in points if abs(y - side) < 0.5] for side in (y0, y1)),
    )
    return all(
        on_side and max(on_side) - min(on_side) >= STRAIGHT * length
        for two, length in zip(sides, (y1 - y0, x1 - x0), strict=True)
        for on_side in two
    )


def _clipped(area: list[float], drawn: Any, outer: Matrix) -> list[float]:
    """Return what of an area is left by the paths that its object is clipped to."""
    clip = pdfium.FPDFPageObj_GetClipPath(drawn)
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(pdfium.FPDFClipPath_CountPaths(clip)):
        count = pdfium.FPDFClipPath_CountPathSegments(clip, path)
        points: list[tuple[float, float]] = []
        for at in range(min(count, MAX_SEGMENTS)):
            pdfium.FPDFPathSegment_GetPoint(
                pdfium.FPDFClipPath_GetPathSegment(clip, path, at), x, y
            )
            points.append(_at(outer, x.value, y.value))
        if 0 < count <= MAX_SEGMENTS:
            edge = _around(points)
            area = [*map(max, area[:2], edge[:2]), *map(min, area[2:], edge[2:])]
    return [*area[:2], *map(max, area[:2], area[2:])]


def _subpaths(
    path: Any, count: int, matrix: Matrix
) -> list[tuple[list[tuple[float, float]], bool]]:
    """Return each subpath's corners, closed ones with the first again, and if it has no curves."""
    found: list[tuple[list[tuple[float, float]], bool]] = []
    points: list[tuple[float, float]] = []
    straight = True
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
            found.append((points, straight))
            points, straight = [], True
        straight = straight and kind != pdfium.FPDF_SEGMENT_BEZIERTO
        points.append(_at(matrix, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    return [*found, (points, straight)] if points else found


def _is_seen(path: Any, color_of: Any) -> bool:
    """Whether the color is neither white nor clear."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not color_of(path, red, green, blue, alpha):
        return True
    return alpha.value > 0 and min(red.value, green.value, blue.value) < 250


def _matrix(drawn: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, matrix):
        return PLAIN
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _around(points: list[tuple[float, float]]) -> list[float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return [min(xs), min(ys), max(xs), max(ys)]


if __name__ == "__main__":
    main()
