"""The nouns of the corpus: frozen records that stages hand to one another.

Every offset counts characters (Python ``str`` indices) of a document's reading text, and every
quote is cut from that text by its span: ``document.text[span.start : span.end]``.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Literal

SourceKind = Literal["news", "policy", "card", "other"]
FigureKind = Literal["count", "money", "ratio", "area", "date", "duration", "other"]
Change = Literal["up", "up to", "down", "down to"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of character offsets."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}–{self.end} is not a forward range")

    def __len__(self) -> int:
        return self.end - self.start

    def cut(self, text: str) -> str:
        return text[self.start : self.end]

    def shift(self, by: int) -> "Span":
        return Span(self.start + by, self.end + by)

    def covers(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read, as its catalog describes it.

    ``date`` is ISO 8601 (possibly only a year or a month), None where the print carries none;
    ``year`` is the year the text speaks of, by which 今年 and 去年 are resolved; ``number`` is the
    document number of a policy (京政办发〔2023〕26号).
    """

    id: str
    title: str
    kind: SourceKind
    path: str
    sha256: str
    publisher: str | None = None
    date: str | None = None
    year: int | None = None
    number: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class PrintedRun:
    """A run of reading text that stands on one printed line: from ``start`` to the next run.

    ``line`` is the 1-based line of a text file. ``page`` (1-based) and ``boxes`` (one
    ``(x0, y0, x1, y1)`` in PDF points for each character of the run) are set for PDFs.
    """

    start: int
    line: int | None
    page: int | None = None
    boxes: tuple[tuple[float, float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said a sentence, and in what office as printed (工业和信息化部科技司副司长)."""

    name: str
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One whole sentence, or one heading, of an article.

    ``paragraph`` numbers the lines of the reading text (0-based); ``heading`` marks headlines,
    subheads and page titles, which are never quoted as statements.
    """

    span: Span
    paragraph: int
    speaker: Speaker | None = None
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """One piece on a page. ``span`` covers its body; its headline stands at ``title_span``.

    ``title`` is None where the page prints no headline for it.
    """

    id: str
    span: Span
    title: str | None = None
    title_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source as it was read: the reading text, where it was printed, and what stands in it.

    ``text`` has one paragraph or heading a line (``\\n`` between them), an article's headline
    directly before its body. ``runs`` are sorted by ``start`` and cover the whole text.
    ``sentences`` are in text order and cover everything but the line ends; a sentence that no
    article covers belongs to the page itself (its title, say). ``recognized`` are
    the pages that were read from an image, whose characters may be wrong. ``depths`` says of lines
    of the text (numbered as a sentence's ``paragraph``) within how many items of lists they stand,
    where that is known and not none. ``printed`` is the
    document as printed where this one is its reading in simplified characters, with the same spans.
    """

    source: Source
    text: str
    runs: tuple[PrintedRun, ...]
    articles: tuple[Article, ...]
    sentences: tuple[Sentence, ...]
    warnings: tuple[str, ...] = ()
    recognized: tuple[int, ...] = ()
    depths: tuple[tuple[int, int], ...] = ()
    printed: "Document | None" = None

    def sentences_at(self, span: Span) -> tuple[Sentence, ...]:
        """The sentences that a span touches."""
        first = bisect_right(self.sentences, span.start, key=lambda sentence: sentence.span.end)
        last = bisect_left(self.sentences, span.end, key=lambda sentence: sentence.span.start)
        return self.sentences[first:last]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is retrieved: whole neighbouring sentences of one article.

    ``id`` derives from the source, the position and the words, so that a rebuild yields the same.
    ``sentences`` are those of the document inside ``span``.
    """

    id: str
    source_id: str
    article_id: str | None
    span: Span
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as an object; ``span`` points into the text it was found in.

    ``value`` is in the base unit of the print: 1.66万余家 is 16600 家, 13亿元 is 1300000000 元.
    A ``ratio`` is in per cent with unit ``%`` however it is printed (1/4, 四分之一, 25%, 二成五 are
    25), but percentage points keep the unit 百分点 and multiples the unit 倍. A ``date`` is a
    whole number: 2023 (unit 年), 202312 (unit 月), 20231219 (unit 日). ``upper`` is the upper
    bound of a range. ``qualifier`` is the normalised word (超过 近 约 余 多 不足 至少 …), None if
    the print has none. The fields from ``measure`` on are filled from the sentence around it.
    ``change`` tells growth from level: 增长2倍 is ``up``, 增长到2倍 and 翻一番 are ``up to``.
    """

    raw: str
    span: Span
    value: int | float | None
    unit: str | None
    kind: FigureKind
    upper: int | float | None = None
    qualifier: str | None = None
    measure: str | None = None
    period: str | None = None
    place: str | None = None
    speaker: str | None = None
    change: Change | None = None
