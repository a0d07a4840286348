"""A page of a PDF in, drawn and recognized; the page with its characters and rules out."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace

import numpy
from PIL import Image

from corpus.pdf.faint_rules import find_faint_rules
from corpus.pdf.image_rules import dark_pixels, find_rules
from corpus.pdf.lost_rules import find_lost_rules
from corpus.pdf.ocr import LEAST_SURE, SeenLine, recognize
from corpus.pdf.seen import SeenChar, area_of_line, find_turn, place_characters, turn_point
from corpus.pdf.text import MAX_PAGES, MAX_TIME_S, READER, Area, Frame, Glyph, PrintedPage, ordinary
from corpus.tables import VALUE

SCALE = 2.5  # pixels a point: body type of 10 points is 25 pixels high
WELL = 0.85  # how sure recognition is of a page that is held upright; upside down some .7
QUARTERS = {
    1: Image.Transpose.ROTATE_90,
    3: Image.Transpose.ROTATE_270,
    2: Image.Transpose.ROTATE_180,
}


def recognize_page(data: bytes, page: PrintedPage) -> PrintedPage:
    """Read a page's characters from its image; the page as it is where there are none."""
    image = _draw(data, page.number)
    if image is None or page.frame is None:
        return page
    lines = _recognize(image)
    if not is_upright(lines):
        for quarter, transpose in QUARTERS.items():
            turned = image.transpose(transpose)
            if is_upright(seen := _recognize(turned)):
                frame = Frame(page.frame.box, page.frame.turn - quarter)
                return read_seen(seen, turned, page, frame)
    return read_seen(lines, image, page, page.frame)


def is_upright(lines: Sequence[SeenLine]) -> bool:
    """Whether the image is held as it is to be read: its lines are read well, most across."""
    total = sum(len(line.text) for line in lines)
    sure = sum(line.sure * len(line.text) for line in lines)
    across = sum(len(line.text) for line in lines if not line.tall)
    return total > 0 and sure >= WELL * total and 2 * across >= total


def read_seen(
    lines: Sequence[SeenLine], image: Image.Image, page: PrintedPage, frame: Frame
) -> PrintedPage:
    """Set recognized lines on the page that the image shows; ``frame`` tells how it is held."""
    turn = find_turn(lines, dark_pixels(numpy.asarray(image)))
    level = image.rotate(turn, Image.Resampling.BILINEAR, fillcolor=255) if turn else image
    sure = [_turned(line, -turn, image.size) for line in lines if line.sure >= LEAST_SURE]
    pixels = numpy.asarray(level)
    dark = dark_pixels(pixels)
    points = frame.width / image.size[0]
    lines_seen = [area_of_line(line) for line in sure]
    rules = find_rules(dark, lines_seen, points)
    rules = find_faint_rules(pixels, rules, lines_seen, points)
    values = [area_of_line(line) for line in sure if VALUE.fullmatch(line.text.strip())]
    rules += find_lost_rules(rules, lines_seen, values, points)
    glyphs = [
        _glyph(char, points, frame.unturn(_scaled(_around(char.area, turn, image.size), points)))
        for char in place_characters(sure, dark)
    ]
    if not glyphs:
        return page
    scaled = tuple(_scaled(rule, points) for rule in rules)
    return PrintedPage(page.number, frame.width, frame.height, tuple(glyphs), scaled)


def _glyph(char: SeenChar, points: float, box: tuple[float, float, float, float]) -> Glyph:
    area = _scaled(char.area, points)
    em = round(char.em * points * 2) / 2
    middle = (area.y0 + area.y1) / 2
    place = area.x0, middle - em / 2, area.x1, middle + em / 2
    return Glyph(ordinary(char.text), box, *place, em, char.bold, False)


def _recognize(image: Image.Image) -> list[SeenLine]:
    return recognize(image.tobytes(), *image.size)


def _draw(data: bytes, number: int) -> Image.Image | None:
    command = [sys.executable, "-I", str(READER), str(MAX_PAGES), str(number), str(SCALE)]
    drawn = subprocess.run(
        command, input=data, capture_output=True, timeout=MAX_TIME_S, check=False
    )
    _, _, rest = drawn.stdout.partition(b"\n")
    head, _, pixels = rest.partition(b"\n")
    if not head:
        return None
    size = json.loads(head)
    if len(pixels) != size["width"] * size["height"]:
        return None
    return Image.frombytes("L", (size["width"], size["height"]), pixels)


def _turned(line: SeenLine, by: float, size: tuple[int, int]) -> SeenLine:
    if not by:
        return line
    a, b, c, d = (turn_point(corner, by, size) for corner in line.corners)
    return replace(line, corners=(a, b, c, d))


def _around(area: Area, turn: float, size: tuple[int, int]) -> Area:
    """Return the area of the image that an area of the level page takes."""
    corners = [(x, y) for x in (area.x0, area.x1) for y in (area.y0, area.y1)]
    xs, ys = zip(*(turn_point(corner, turn, size) for corner in corners), strict=True)
    return Area(min(xs), min(ys), max(xs), max(ys))


def _scaled(area: Area, by: float) -> Area:
    return Area(area.x0 * by, area.y0 * by, area.x1 * by, area.y1 * by)
