"""A page's paragraphs and headings in, its articles out, each with its headline.

Headlines may stand before their bodies, behind them, or in a heap elsewhere. Articles are told
apart by datelines, heaps of headings and columns; headlines find their bodies by the words they
share with one article and not with the others. Knows no offsets and no speakers.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.records import PrintedRun
from corpus.reflow import DATELINE, Paragraph

# Another column by at least this much, from one paragraph to the next, is another piece.
OTHER_COLUMN = 3.5
ADJACENT = 2.0  # what standing right before a body is worth, in rare shared bigrams
LEAST_SCORE = 1.2
MOST_EXACT = 12  # articles up to which every assignment is weighed


@dataclass(frozen=True, slots=True)
class Piece:
    """An article before it has offsets: its headline, and its paragraphs with their subheads."""

    title: Paragraph | None
    body: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds: its own titles, and its articles in reading order."""

    titles: tuple[Paragraph, ...]
    pieces: tuple[Piece, ...]


def split_articles(paragraphs: Sequence[Paragraph]) -> Page:
    """Tell the articles of a page apart and give each its headline."""
    bodies, loose = _cut(paragraphs)
    if not bodies:
        return Page(tuple(paragraphs), ())
    shares = _Shares([_joined(paragraphs[at] for at in body) for body in bodies])
    headlines = _join_headlines(paragraphs, loose, shares)
    owner = _assign(headlines, bodies, shares)
    titles: dict[int, Paragraph] = {}
    page: list[Paragraph] = []
    for at, headline in enumerate(headlines):
        if at in owner:
            titles[owner[at]] = headline.text
        else:
            page.append(headline.text)
    pieces = tuple(
        Piece(titles.get(at), tuple(paragraphs[line] for line in body))
        for at, body in enumerate(bodies)
    )
    return Page(tuple(page), pieces)


def _cut(paragraphs: Sequence[Paragraph]) -> tuple[list[list[int]], list[list[int]]]:
    """Return the articles' paragraphs (with subheads) and the runs of headings between them."""
    bodies: list[list[int]] = []
    loose: list[list[int]] = []
    run: list[int] = []
    for at, paragraph in enumerate(paragraphs):
        if paragraph.heading:
            run.append(at)
            continue
        if bodies and not _is_new(paragraphs, bodies[-1][-1], run, at):
            bodies[-1] += [*run, at]
        else:
            if run:
                loose.append(run)
            bodies.append([at])
        run = []
    if run:
        loose.append(run)
    return bodies, loose


def _is_new(paragraphs: Sequence[Paragraph], before: int, run: list[int], at: int) -> bool:
    """Whether the paragraph ``at`` starts another article than the one ``before`` belongs to."""
    paragraph = paragraphs[at]
    if DATELINE.match(paragraph.text) or len(run) > 1:
        return True
    return abs(paragraph.width - paragraphs[before].width) >= OTHER_COLUMN


@dataclass(frozen=True, slots=True)
class _Headline:
    text: Paragraph
    at: tuple[int, ...]


def _join_headlines(
    paragraphs: Sequence[Paragraph], loose: list[list[int]], shares: "_Shares"
) -> list[_Headline]:
    """Join the lines of headlines that run over two: neighbours that point to the same article."""
    joined: list[_Headline] = []
    for run in loose:
        current = [run[0]]
        for at in run[1:]:
            if _same_headline(paragraphs[current[-1]].text, paragraphs[at].text, shares):
                current.append(at)
            else:
                joined.append(_headline(paragraphs, current))
                current = [at]
        joined.append(_headline(paragraphs, current))
    return joined


def _same_headline(upper: str, lower: str, shares: "_Shares") -> bool:
    best = shares.best(upper)
    return best is not None and best == shares.best(lower)


def _headline(paragraphs: Sequence[Paragraph], run: list[int]) -> _Headline:
    text = ""
    runs: list[PrintedRun] = []
    for at in run:
        part = paragraphs[at]
        if text and text[-1].isascii() and part.text[0].isascii() and text[-1].isalpha():
            text += " "
        runs += [replace(r, start=r.start + len(text)) for r in part.runs]
        text += part.text
    return _Headline(Paragraph(text, tuple(runs), heading=True), tuple(run))


class _Shares:
    """How strongly a heading's words point to each article."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.bigrams = [_bigrams(text) for text in texts]
        self.leads = [_bigrams(text[:150]) for text in texts]

    def scores(self, heading: str) -> list[float]:
        count = len(self.bigrams)
        result = [0.0] * count
        for bigram in _bigrams(heading):
            holders = [at for at in range(count) if bigram in self.bigrams[at]]
            for at in holders:
                rare = math.log(count / len(holders))
                result[at] += rare * (1.5 if bigram in self.leads[at] else 1.0)
        return result

    def best(self, heading: str) -> int | None:
        scores = self.scores(heading)
        top = max(range(len(scores)), key=lambda at: scores[at])
        return top if scores[top] >= LEAST_SCORE else None

    def is_everywhere(self, heading: str) -> bool:
        """Whether the heading stands nearly whole in several articles: the page's own title."""
        bigrams = _bigrams(heading)
        if not bigrams or len(self.bigrams) < 2:
            return False
        held = sorted(len(bigrams & article) / len(bigrams) for article in self.bigrams)
        return held[-2] >= 0.75


def _bigrams(text: str) -> set[str]:
    solid = "".join(char for char in text if char.isalnum())
    return {solid[at : at + 2] for at in range(len(solid) - 1)}


def _joined(paragraphs: "Sequence[Paragraph] | object") -> str:
    return "".join(paragraph.text for paragraph in paragraphs)  # type: ignore[attr-defined]


def _assign(headlines: list[_Headline], bodies: list[list[int]], shares: _Shares) -> dict[int, int]:
    """Give each headline at most one article and each article at most one headline."""
    scores = [_score(headline, bodies, shares) for headline in headlines]
    ranked = sorted(
        ((s, h, a) for h, row in enumerate(scores) for a, s in enumerate(row) if s >= LEAST_SCORE),
        key=lambda entry: (-entry[0], entry[1], entry[2]),
    )
    owner: dict[int, int] = {}
    for _, headline, article in ranked:
        if headline not in owner and article not in owner.values():
            owner[headline] = article
    return owner


def _score(headline: _Headline, bodies: list[list[int]], shares: _Shares) -> list[float]:
    if shares.is_everywhere(headline.text.text):
        return [0.0] * len(bodies)
    scores = shares.scores(headline.text.text)
    for at, body in enumerate(bodies):
        if body[0] == headline.at[-1] + 1:
            scores[at] += ADJACENT
    return scores
