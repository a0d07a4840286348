"""A PDF's bytes in, its pages out, each a bag of characters, rules and pictures with their places.

Pages come one by one. Characters are cleaned: those of a fake bold face once, radicals and
compatibility forms as the ordinary characters, what has no meaning dropped and counted. Knows
neither lines nor columns.
"""

import json
import subprocess
import sys
import threading
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from corpus.errors import YoujuError
from corpus.pdf.faces import faces_apart, with_latin

MAX_PAGES = 2_000
MAX_TIME_S = 600.0  # that is waited for a whole document's characters; 2,000 pages take some 100 s
MAX_CHARS = 7_000_000  # of a document, as a text file of the largest size has
FEW = 40  # characters: a running head, a folio, a scanner's own mark
MOST_COVERED = 4.0  # times the page; a full one is covered .7 times, one with hidden text twice
PICTURED = 0.5  # of a page: a picture that covers more of it is most of what it says
SIDEWAYS = 0.8  # of the characters: the rest are the page's head and foot
READER = Path(__file__).with_name("glyphs.py")

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character: ``text`` is what it reads as (two letters for a ligature).

    ``box`` is its ink in PDF points, origin at the bottom left. ``x0 y0 x1 y1`` is its type body
    on the page as a person holds it, origin at the top left. ``angle`` is 0, 90, 180 or 270.
    """

    text: str
    box: Box
    x0: float
    y0: float
    x1: float
    y1: float
    em: float
    bold: bool
    spaced: bool
    angle: int = 0

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on the page as a person holds it, origin at the top left."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    def holds(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page; ``problem`` tells why it has no readable text (None: it has, or is empty)."""

    number: int
    width: float = 0.0
    height: float = 0.0
    glyphs: tuple[Glyph, ...] = ()
    rules: tuple[Area, ...] = ()
    fills: tuple[Area, ...] = ()
    pictures: tuple[Area, ...] = ()
    problem: str | None = None
    hidden: bool = False
    frame: "Frame | None" = None

    @property
    def pictured(self) -> bool:
        """Whether it is a picture with a few characters on it: a scan with a page number."""
        covered = sum(area.width * area.height for area in self.pictures)
        few = 0 < len(self.glyphs) < FEW
        return few and covered > PICTURED * self.width * self.height


def read_pages(data: bytes, name: str) -> Iterator[PrintedPage]:
    """Read a PDF page by page; raise YoujuError where it is none, locked, damaged or too long."""
    if b"%PDF" not in data[:1024]:
        raise YoujuError(f"{name!r} is not a PDF; check the file, or give it its right suffix")
    command = [sys.executable, "-I", str(READER), str(MAX_PAGES)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **pipes) as child:  # type: ignore[call-overload]
        feeder = threading.Thread(target=_feed, args=(child, data), daemon=True)
        feeder.start()
        try:
            yield from _pages_from(_Answers(child), name)
        finally:
            child.kill()
            feeder.join()


def _feed(child: Any, data: bytes) -> None:
    try:
        child.stdin.write(data)
        child.stdin.close()
    except OSError:  # the reader died: its missing answer tells
        return


class _Answers:
    """A reader's lines; one that keeps its caller waiting too long in all is ended."""

    def __init__(self, child: Any) -> None:
        self._child, self._left_s = child, MAX_TIME_S

    def next_line(self) -> bytes:
        timer = threading.Timer(self._left_s, self._child.kill)
        began = time.monotonic()
        timer.start()
        try:
            return bytes(self._child.stdout.readline())
        finally:
            timer.cancel()
            self._left_s -= time.monotonic() - began


def _pages_from(answers: _Answers, name: str) -> Iterator[PrintedPage]:
    head = json.loads(answers.next_line() or '{"error": "damaged"}')
    if head.get("error") == "locked":
        raise YoujuError(f"{name!r} is locked by a password; save it without one and add it again")
    if "error" in head or not head["pages"]:
        raise YoujuError(f"{name!r} is damaged and cannot be read as a PDF; get it anew")
    if head["pages"] > MAX_PAGES:
        raise YoujuError(
            f"{name!r} has {head['pages']:,} pages, more than the {MAX_PAGES:,} that are read;"
            " add it in parts"
        )
    left = MAX_CHARS
    for number in range(1, head["pages"] + 1):
        answer = answers.next_line()
        if not answer.endswith(b"\n"):
            raise YoujuError(
                f"{name!r} cannot be read: page {number} takes too much time or memory;"
                " save the file anew, or without that page"
            )
        told = json.loads(answer)
        left -= len(told.get("chars", ()))
        if left < 0:
            raise YoujuError(
                f"{name!r} has more than {MAX_CHARS:,} characters, those up to page {number};"
                " add it in parts"
            )
        yield _page_from(told, number)


PROBLEMS = {
    "damaged": "已损坏，无法读取",
    "huge": "尺寸过大，未读取",
    "crowded": "字符过多，未读取",
}


def _page_from(answer: dict[str, Any], number: int) -> PrintedPage:
    if "error" in answer:
        return PrintedPage(number, problem=PROBLEMS[answer["error"]])
    frame = Frame(answer["box"], _reading_turn(answer))
    pictures = tuple(frame.area(area) for area in answer["pictures"])
    chars = with_latin(answer["chars"])
    problem = _problem_without(answer) if "scanned" in answer else _problem_of(chars)
    if problem is not None:
        size = frame.width, frame.height
        return PrintedPage(number, *size, pictures=pictures, problem=problem, frame=frame)
    if _is_overprinted(chars, frame):
        return PrintedPage(number, problem=PROBLEMS["crowded"])
    rounded = answer["rounded"] if len(answer["rounded"]) <= MOST_ROUNDED else []
    return PrintedPage(
        number,
        frame.width,
        frame.height,
        _glyphs_from(chars, frame),
        tuple(frame.area(area) for area in answer["rules"]),
        tuple(frame.area(area) for area in [*answer["fills"], *rounded]),
        pictures,
        hidden=bool(chars) and sum(char[13] for char in chars) > 0.5 * len(chars),
        frame=frame,
    )


def _reading_turn(answer: dict[str, Any]) -> int:
    """By how many quarters a page is turned to be read: that at which nearly all type is upright.

    A wide table is often set sideways on its page.
    """
    angles: list[float] = [char[10] for char in answer["chars"] if char[0] > 32]
    quarters = Counter(round(angle / 90) % 4 for angle in angles)
    for quarter, count in quarters.most_common(1):
        if count >= SIDEWAYS * quarters.total():
            return -quarter % 4
    return int(answer["turn"])


def _is_overprinted(chars: list[list[float]], frame: "Frame") -> bool:
    """Whether type covers a page many times over: nobody reads what lies on one another."""
    covered = sum(char[9] * (char[7] - char[5]) for char in chars if char[7] > char[5])
    return covered > MOST_COVERED * frame.width * frame.height


class Frame:
    """How a point of the PDF's page lies on the page as it is shown, turned by quarters."""

    def __init__(self, box: list[float], turn: int) -> None:
        self.box, self.turn = box, turn % 4
        size = (box[2] - box[0], box[3] - box[1])
        self.width, self.height = size if self.turn % 2 == 0 else size[::-1]

    def area(self, area: list[float]) -> Area:
        left, bottom, right, top = self.box
        x0, y0, x1, y1 = area
        return (
            Area(x0 - left, top - y1, x1 - left, top - y0),
            Area(y0 - bottom, x0 - left, y1 - bottom, x1 - left),
            Area(right - x1, y0 - bottom, right - x0, y1 - bottom),
            Area(top - y1, right - x1, top - y0, right - x0),
        )[self.turn]

    def unturn(self, area: Area) -> Box:
        """Return where an area of the shown page lies in the PDF."""
        left, bottom, right, top = self.box
        x0, y0, x1, y1 = area.x0, area.y0, area.x1, area.y1
        return (
            (left + x0, top - y1, left + x1, top - y0),
            (left + y0, bottom + x0, left + y1, bottom + x1),
            (right - x1, bottom + y0, right - x0, bottom + y1),
            (right - y1, top - x1, right - y0, top - x0),
        )[self.turn]


# --- whether a page's text is text ----------------------------------------------------------------

LEAST_CHARS = 20  # fewer tell nothing about a page
MOST_BROKEN = 0.3  # unmapped or private characters: list marks alone are far fewer
LEAST_INK = 0.01  # of a page: a page of text has 0.05 or more, some rules 0.002
LEAST_COMMON = 0.7  # of 500 news articles each had 0.95 of its ideographs in the first levels
LEADER = "·"  # in lists of contents
MOST_LATIN1 = 0.3  # ÖÐ¹ú: bytes of GBK taken for Latin-1
# em: the ink of most ideographs is so wide and high, that of no Latin letter is.
SQUARE, LARGEST = 0.76, 1.1
MOST_SQUARE = 0.15  # of the characters; where fonts tell their letters at most .1
LEAST_SMALL = 0.5  # of Latin letters and marks: small letters are most of a text


def _problem_without(answer: dict[str, Any]) -> str | None:
    """Tell what a page without characters is; None for an empty one."""
    if answer["scanned"]:
        return "是扫描图像，没有文字"
    return "的文字是画出的图形，没有文字层" if answer["ink"] > LEAST_INK else None


def _problem_of(chars: list[list[float]]) -> str | None:
    """Tell a text layer that does not say what is printed; None for good pages."""
    codes = [int(char[0]) for char in chars if char[0] > 32]
    broken = sum(
        bool(char[14]) or _is_broken(int(char[0])) for char in chars if char[0] > 32 or char[14]
    )
    if broken > MOST_BROKEN * len(codes):
        return "的文字层是乱码"
    if len(codes) < LEAST_CHARS:
        return None
    ideographs = [code for code in codes if 0x3400 <= code <= 0x9FFF or code >= 0x20000]
    common = sum(map(_is_common, ideographs))
    latin1 = sum(0x80 <= code <= 0xFF for code in codes if chr(code) != LEADER)
    marks = sum(code < 0x80 and not chr(code).isalnum() and code != 0x2E for code in codes)
    if len(ideographs) >= LEAST_CHARS and common < LEAST_COMMON * len(ideographs):
        return "的文字层是乱码"
    if _is_drawn_square(chars, len(codes)):
        return "的文字层是乱码"
    if latin1 > MOST_LATIN1 * len(codes) or marks > 0.6 * len(codes):
        return "的文字层是乱码"
    return None


def _is_drawn_square(chars: list[list[float]], total: int) -> bool:
    """Whether Latin letters and marks are drawn as large and square as ideographs.

    Old programs set Chinese in fonts of 256 characters that do not tell what they are (ëÂ^á`z).
    """
    latin = [char for char in chars if 32 < char[0] < 0x250]
    small = sum(0x61 <= char[0] <= 0x7A for char in latin)
    square = sum(
        all(SQUARE * em <= side <= LARGEST * em for side in (right - left, top - bottom))
        for _, left, bottom, right, top, *_, em, _, _, _, _, _ in latin
    )
    return square > MOST_SQUARE * total and small < LEAST_SMALL * len(latin)


def _is_broken(code: int) -> bool:
    private = 0xE000 <= code <= 0xF8FF or code >= 0xF0000
    dingbat = 0x2701 <= code <= 0x27BF  # t❤❡❝❛s❡
    return code == 0xFFFD or private or dingbat or code < 32


@lru_cache(maxsize=8192)
def _is_common(code: int) -> bool:
    """Whether an ideograph is of the first level of GB 2312 or of Big5, the common ones."""
    char = chr(code)
    try:
        return char.encode("gb2312")[0] < 0xD8
    except UnicodeEncodeError:
        pass
    try:
        return char.encode("big5")[0] < 0xC7
    except UnicodeEncodeError:
        return False


# --- cleaning -------------------------------------------------------------------------------------

# Unicode's EquivalentUnifiedIdeograph.txt, for radicals that NFKC leaves alone.
RADICALS = dict(
    zip(
        "⺁⺃⺅⺉⺋⺌⺎⺏⺐⺑⺒⺓⺔⺖⺗⺘⺙⺛⺝⺟⺠⺡⺢⺣⺤⺥⺨⺩⺫⺭⺮⺰⺱⺲⺳⺴⺵⺶⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "厂乚亻刂㔾小兀尣尢𡯂巳幺彑忄㣺扌攵旡月母民氵氺灬爫爫犭王目礻竹糹罓罒网网网羊羊耂肀聿肉臼艹艹艹虎衤覀西见角𧢲讠贝足车辶辶辶阝長镸长门阜阝雨青韦页风飞食飠飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
        strict=True,
    )
)
# Marks for vertical lines as the ordinary ones; NFKC would make ASCII of some.
VERTICAL = dict(zip("︐︑︒︓︔︕︖︗︘︙︰", "，、。：；！？〖〗…：", strict=True))
FULL_WIDTH = {
    chr(code): chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()
}
KEPT = {**RADICALS, **VERTICAL, **FULL_WIDTH, "％": "%", "．": "."}
LIGATURE = 1.8  # em: a glyph so wide that is told twice at its place is two characters, ——
MOST_ROUNDED = 12  # boxes with round corners on a page: a drawing's nodes are more
FAKE_BOLD = 0.2  # em: the same character drawn again within this distance makes it look bold
SHADOW = 0.5  # em: two ideographs never stand so near each other side by side
NEXT = 1.6  # em from a character's middle to the next one's
NOWHERE = (float("-inf"), 0.0)
LINE_END_HYPHEN = "\x02\ufffe"  # what PDFium makes of a hyphen before a line's end


@lru_cache(maxsize=16384)
def ordinary(char: str) -> str:
    """The ordinary form of a character: ⾏ is 行, １ is 1, ﬁ is fi; ，：（ stay as printed."""
    if char in KEPT:
        return KEPT[char]
    code = ord(char)
    if (
        0x2E80 <= code <= 0x2FDF  # radicals
        or 0xF900 <= code <= 0xFB06  # compatibility ideographs, ligatures
        or 0xFE31 <= code <= 0xFE4F  # vertical brackets
        or 0xFF61 <= code <= 0xFF9F  # half-width marks
        or 0x2F800 <= code <= 0x2FA1F
    ):
        return unicodedata.normalize("NFKC", char)
    return char


def _glyphs_from(chars: list[list[float]], frame: Frame) -> tuple[Glyph, ...]:
    glyphs: list[Glyph] = []
    seen: dict[str, list[tuple[float, float]]] = {}
    spaced = False
    last = NOWHERE  # the place of the character before, if it was no repetition
    standing_out = faces_apart(chars)
    for code, *edges, em, angle, weight, face, unseen, _ in _whole_characters(chars):
        char = chr(int(code))
        if char in LINE_END_HYPHEN and glyphs and not glyphs[-1].text.isascii():
            char = "-"  # of a name (威廉-｜亚历山大), not of a Latin word that was broken
        if char.isspace() or char == "\u200b":
            spaced = True
            continue
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn"):
            continue
        ink, body = frame.area(edges[:4]), frame.area(edges[4:])
        if ink.width <= 0 or ink.height <= 0:
            edges[:4] = edges[4:]
        if body.width <= 0 or body.width > 4 * max(em, 1.0):
            body = ink
        elif body.height <= 0 or body.height > 4 * max(em, 1.0):
            body = replace(body, y0=ink.y0, y1=ink.y1)
        x, y = (body.x0 + body.x1) / 2, (body.y0 + body.y1) / 2
        quarter = round(angle / 90)
        if abs(angle - 90 * quarter) > 5 or not (0 <= x <= frame.width and 0 <= y <= frame.height):
            continue  # a watermark across the page, or beyond its edge
        near = FAKE_BOLD * max(em, 1.0)
        shown = "\u3400" <= char <= "\u9fff" and not unseen  # unseen type may be squeezed
        # A shadow is drawn whole: what goes on from a character of its own is other text there.
        goes_on = SHADOW * em < x - last[0] < NEXT * em and abs(y - last[1]) < near
        beside = SHADOW * max(em, 1.0) if shown and not goes_on else near
        places = seen.setdefault(char, [])
        if any(abs(x - px) < beside and abs(y - py) < near for px, py in places[-40:]):
            if glyphs and _is_of_two(glyphs[-1], char):
                glyphs[-1:] = _halves(glyphs[-1])
            last = NOWHERE
            continue
        last = x, y
        places.append(last)
        box = (edges[0], edges[1], edges[2], edges[3])
        turned = (quarter + frame.turn) % 4 * 90
        em = em if em >= 1 else body.height
        place = _type_body(body, em, upright=turned == 0)
        bold = weight >= 600 or weight == 0 and face in standing_out
        glyphs.append(Glyph(ordinary(char), box, *place, em, bold, spaced, turned))
        spaced = False
    return tuple(glyphs)


def _is_of_two(glyph: Glyph, char: str) -> bool:
    """Whether a glyph drawn for two characters of a kind is told again for the second of them."""
    return glyph.text == char and glyph.angle == 0 and glyph.x1 - glyph.x0 > LIGATURE * glyph.em


def _halves(glyph: Glyph) -> tuple[Glyph, Glyph]:
    """Part a glyph of two characters in the middle, both its place and its ink."""
    x0, y0, x1, y1 = glyph.box
    place, ink = (glyph.x0 + glyph.x1) / 2, (x0 + x1) / 2
    return (
        replace(glyph, x1=place, box=(x0, y0, ink, y1)),
        replace(glyph, x0=place, box=(ink, y0, x1, y1), spaced=False),
    )


def _type_body(body: Area, em: float, *, upright: bool) -> tuple[float, float, float, float]:
    """Return the square that type of this size takes: many fonts claim half as much again."""
    if not upright:
        return body.x0, body.y0, body.x1, body.y1
    middle = (body.y0 + body.y1) / 2
    return body.x0, middle - em / 2, body.x1, middle + em / 2


def _whole_characters(chars: list[list[float]]) -> Iterator[list[float]]:
    """Join the two halves of a character beyond the first 65,536."""
    high: list[float] | None = None
    for char in chars:
        code = int(char[0])
        if 0xD800 <= code < 0xDC00:
            high = char
        elif 0xDC00 <= code < 0xE000:
            if high is not None:
                yield [0x10000 + ((int(high[0]) - 0xD800) << 10) + code - 0xDC00, *char[1:]]
            high = None
        elif 0 < code < 0x110000:
            yield char
            high = None
