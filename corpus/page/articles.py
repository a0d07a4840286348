"""A page's paragraphs and headings in, its articles out, each with its headline.

Headlines may stand before their bodies, behind them, or in a heap elsewhere. Where articles start
and which headline is whose is read together: of all ways to cut the page, the one wins whose cuts
and headlines are the likeliest. Knows no offsets and no speakers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.page.article_starts import Start, find_starts
from corpus.page.headlines import Headlines, Reading, is_furniture
from corpus.page.page_words import PageWords, grams
from corpus.page.reflow import Paragraph
from corpus.records import PrintedRun
from corpus.simplified import in_both_scripts

# Of 500 news articles, 98 % of second halves share at least this part of their character bigrams
# with the first half; of halves of different articles 98 % share less.
LEAST_SHARED = 0.04
SECTION_CHARS = 250
TOO_SHORT = 120  # fewer characters tell nothing
# 本报记者 张三, 文/张三, ■ 张三: belongs to the article, and is no headline.
BYLINE = re.compile(
    in_both_scripts(
        r"[■□●◆▲◎（(【\s]*(?:(?:本报|本刊|本网|见习|实习|特约|特派|首席|驻[\u4e00-\u9fff]{1,6}|[\u4e00-\u9fff]{2,4}[报社网刊台])*(?:记者|通讯员|评论员|作者|编辑)"
        r"|□\s*[\u4e00-\u9fff]{2,3}(?:\s+[\u4e00-\u9fff]{2,3}){0,3}$"
        r"|(?:特约)?(?:撰稿|撰文|采写|供稿)(?=[\s:：/／·])|文\s*[/／·]|图\s*[/／·]|文图\s*[/／])[\s:：/／·]?[\u4e00-\u9fffA-Za-z·\s、]{0,20}[）)】]?$"
    )
)
DOUBTFUL = 7.0  # cuts with odds between these are tried both ways …
MOST_DOUBTS, MOST_LINES = 40, 40  # … where a page has not too many of them, or of headings


@dataclass(frozen=True, slots=True)
class Piece:
    """An article before it has offsets: its headline, and its paragraphs with their subheads."""

    title: Paragraph | None
    body: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds: its own titles, and its articles in reading order.

    ``facts`` are what the file says about itself outside its text (a web page's meta tags), as
    pairs of a ``Description`` field and its value; ``warnings`` are for the person who reads it;
    ``recognized`` are the printed pages that were read from an image.
    """

    titles: tuple[Paragraph, ...]
    pieces: tuple[Piece, ...]
    warnings: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    recognized: tuple[int, ...] = ()


def split_articles(paragraphs: Sequence[Paragraph]) -> Page:
    """Tell the articles of a page apart and give each its headline."""
    places = [at for at, paragraph in enumerate(paragraphs) if not paragraph.heading]
    if not places:
        return Page(tuple(paragraphs), ())
    return _Layout(paragraphs, places).read()


class _Layout:
    """A page on the way to its articles: its texts, and the runs of headings between them."""

    def __init__(self, paragraphs: Sequence[Paragraph], places: Sequence[int]) -> None:
        self.paragraphs = paragraphs
        self.places = places
        self.above: list[list[int]] = []  # signatures of the text before each text
        self.heads: list[tuple[int, ...]] = []
        self.bylines: list[list[int]] = []
        self.furniture: list[int] = []
        for before, place in zip([-1, *places], [*places, len(paragraphs)], strict=True):
            self._take_apart(range(before + 1, place), is_last=place == len(paragraphs))
        self.words = PageWords([paragraphs[place].text for place in places])
        self.headlines = Headlines([paragraph.text for paragraph in paragraphs], self.words)

    def _take_apart(self, run: Sequence[int], *, is_last: bool) -> None:
        """Part headings into signatures of the text above, headings, and the next text's byline."""
        lines = [at for at in run if not is_furniture(self.paragraphs[at].text)]
        self.furniture += [at for at in run if at not in lines]
        is_byline = [bool(BYLINE.match(self.paragraphs[at].text)) for at in lines]
        below = len(lines)
        while below and is_byline[below - 1] and not is_last:
            below -= 1
        above = 0
        while above < below and is_byline[above] and self.heads:
            above += 1
        self.above.append(lines[:above])
        self.heads.append(tuple(lines[above:below]))
        self.bylines.append(lines[below:])

    def read(self) -> Page:
        """Find the likeliest cuts and headlines, and set the articles together."""
        texts = [self.paragraphs[place] for place in self.places]
        starts = find_starts(texts, self.heads, self.words)
        cuts = self._improve(starts, {start.at for start in starts if start.odds > 0})
        bodies, reading = self._bodies(cuts), self._assign(cuts)
        titles: dict[int, Paragraph] = {}
        own = [self.paragraphs[at] for at in self.furniture]
        for lines, owner in reading.choices:
            headline = _join_headline([self.paragraphs[at] for at in lines])
            if owner is None:
                own.append(headline)
            else:
                titles[owner] = headline
        pieces = (Piece(titles.get(at), self._body(*body)) for at, body in enumerate(bodies))
        return Page(tuple(sorted(own, key=lambda line: line.runs[0].line or 0)), tuple(pieces))

    def _improve(self, starts: Sequence[Start], cuts: set[int]) -> set[int]:
        """Try the doubtful cuts both ways, as long as the page reads better for it."""
        doubtful = sorted(
            (start for start in starts[1:] if abs(start.odds) < DOUBTFUL),
            key=lambda start: abs(start.odds),
        )[:MOST_DOUBTS]
        if sum(map(len, self.heads)) > MOST_LINES:
            return cuts
        odds = {start.at: start.odds for start in starts}
        best = self._score(cuts, odds)
        improved = True
        while improved:
            improved = False
            for start in doubtful:
                other = cuts ^ {start.at}
                score = self._score(other, odds)
                if score > best:
                    best, cuts, improved = score, other, True
        return cuts

    def _score(self, cuts: set[int], odds: dict[int, float]) -> float:
        subheads = sum(
            self.headlines.as_subheads(self.heads[at], at, (start, end))
            for start, end in self._bodies(cuts)
            for at in range(start + 1, end)
        )
        return self._assign(cuts).score + subheads + sum(odds[at] for at in cuts)

    def _bodies(self, cuts: set[int]) -> list[tuple[int, int]]:
        ordered = sorted(cuts)
        return list(zip(ordered, [*ordered[1:], len(self.places)], strict=True))

    def _assign(self, cuts: set[int]) -> Reading:
        """Give the headings above the cuts, and behind all text, to the articles."""
        runs = [(at, self.heads[at]) for at in [*sorted(cuts), len(self.places)]]
        return self.headlines.assign(runs, self._bodies(cuts))

    def _body(self, start: int, end: int) -> tuple[Paragraph, ...]:
        """Return an article's paragraphs with its byline, subheads and signature."""
        lines = [*self.bylines[start], self.places[start]]
        for at in range(start + 1, end):
            lines += [*self.above[at], *self.heads[at], *self.bylines[at], self.places[at]]
        lines += self.above[end]
        if end == len(self.places):
            lines += self.bylines[end]
        return tuple(self.paragraphs[line] for line in lines)


def share_a_subject(before: str, after: str) -> bool:
    """Whether two texts, one after the other, speak of one subject; short ones always do."""
    if min(len(before), len(after)) < TOO_SHORT:
        return True
    section = grams(after[:SECTION_CHARS], 2)
    shared = max(
        len(section & part) / max(1, min(len(section), len(part)))
        for part in (grams(before[:SECTION_CHARS], 2), grams(before[-SECTION_CHARS:], 2))
    )
    return shared >= LEAST_SHARED


def _join_headline(lines: Sequence[Paragraph]) -> Paragraph:
    text = ""
    runs: list[PrintedRun] = []
    for line in lines:
        if text and text[-1].isascii() and text[-1].isalpha() and line.text[0].isascii():
            text += " "
        runs += [replace(run, start=run.start + len(text)) for run in line.runs]
        text += line.text
    return Paragraph(text, tuple(runs), heading=True)
