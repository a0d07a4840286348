"""A page's paragraphs and headings in, its articles out, each with its headline.

Headlines may stand before their bodies, behind them, or in a heap elsewhere. Articles are told
apart by datelines, heaps of headings and columns; headlines find their bodies by the words they
share with one article and not with the others. Knows no offsets and no speakers.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.printed_lines import DATELINE, display_width
from corpus.records import PrintedRun
from corpus.reflow import Paragraph
from corpus.words import tag_words

# Another column by at least this much, from one paragraph to the next, is another piece.
OTHER_COLUMN = 3.5
# Of 500 news articles, 98 % of second halves share at least this part of their character bigrams
# with the first half; of halves of different articles 98 % share less.
LEAST_SHARED = 0.04
SECTION_CHARS = 250
TOO_SHORT = 120  # fewer characters tell nothing
# 本报记者 张三, 文/张三, ■ 张三: belongs to the article, and is no headline.
BYLINE = re.compile(
    r"[■□●◆▲◎（(【\s]*(?:(?:本报|本刊|本网|见习|实习|特约|首席|[\u4e00-\u9fff]{2,4}[报社网])*(?:记者|通讯员|评论员|作者|编辑)"
    r"|文[/／·]|图[/／·]|文图[/／])[\s:：/／·]?[\u4e00-\u9fffA-Za-z·\s、]{0,20}[）)】]?$"
)
ADJACENT = 2.0  # what standing right before a body is worth, in rare shared bigrams
OPEN_END = "，、：——和与及的为在"  # a headline's line that ends so goes on
LEAST_SCORE = 1.0
HEADLINE_COST = 1.5  # each headline costs: one over two lines is likelier than two
LINE_LOST = 2.0  # a heading line that belongs to no article
NO_ARTICLE = -1e6
LEAD_CHARS = 150
TITLE_CHARS = 12
PHRASE_CHARS = 5  # a run of so many characters shared is no chance
ONLY_ARTICLE = 0.7  # what a shared bigram weighs where a page has but one article
PAIRS = (("《", "》"), ("“", "”"), ("（", "）"), ("「", "」"))
BROKEN = 4.0  # a word or phrase that a line end breaks makes one headline of two lines
MOST_LINES = 3  # of one headline
MOST_STATES = 300

# A number is one token: two articles that share 1.8 share little.
TOKEN = re.compile(r"[0-9.]+|[A-Za-z]+|[^\W_]")


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
    bodies, loose = _cut(paragraphs)
    if not bodies:
        return Page(tuple(paragraphs), ())
    titles: dict[int, Paragraph] = {}
    page: list[Paragraph] = []
    for lines, owner in _assign(paragraphs, loose, bodies):
        headline = _join_headline([paragraphs[at] for at in lines])
        if owner is None:
            page.append(headline)
        else:
            titles[owner] = headline
    pieces = (
        Piece(titles.get(at), tuple(paragraphs[line] for line in body))
        for at, body in enumerate(bodies)
    )
    return Page(tuple(page), tuple(pieces))


def _cut(paragraphs: Sequence[Paragraph]) -> tuple[list[list[int]], list[list[int]]]:
    """Return the articles' paragraphs (with subheads) and the runs of headings between them."""
    bodies: list[list[int]] = []
    loose: list[list[int]] = []
    run: list[int] = []
    for at, paragraph in enumerate(paragraphs):
        if paragraph.heading:
            run.append(at)
            continue
        if bodies and not _is_new(paragraphs, bodies[-1], run, at):
            bodies[-1] += [*run, at]
        else:
            signed, run, byline = _take_bylines(paragraphs, run)
            if bodies:
                bodies[-1] += signed
            else:
                run = signed + run
            if run:
                loose.append(run)
            bodies.append([*byline, at])
        run = []
    signed, run, byline = _take_bylines(paragraphs, run)
    if bodies:
        bodies[-1] += signed
    if rest := ([] if bodies else signed) + run + byline:
        loose.append(rest)
    return bodies, loose


def _take_bylines(
    paragraphs: Sequence[Paragraph], run: list[int]
) -> tuple[list[int], list[int], list[int]]:
    """Split a run of headings: a signature of the article above, headings, the byline of the next."""
    below = len(run)
    while below and BYLINE.match(paragraphs[run[below - 1]].text):
        below -= 1
    above = 0
    while above < below and BYLINE.match(paragraphs[run[above]].text):
        above += 1
    return run[:above], run[above:below], run[below:]


def _is_new(paragraphs: Sequence[Paragraph], body: list[int], run: list[int], at: int) -> bool:
    """Whether the paragraph ``at`` starts another article than the ``body`` before it."""
    paragraph = paragraphs[at]
    if DATELINE.match(paragraph.text) or len(run) > 1:
        return True
    if abs(paragraph.width - paragraphs[body[-1]].width) >= OTHER_COLUMN:
        return True
    if not run:
        return False
    if _is_headline_of_above(paragraphs, body, run[0], at):
        return True
    return not _share_a_subject(paragraphs, body, at)


def _is_headline_of_above(
    paragraphs: Sequence[Paragraph], body: list[int], heading: int, at: int
) -> bool:
    """Whether a lone heading says again what the report above began with: it is no subhead."""
    if not DATELINE.match(paragraphs[body[0]].text):
        return False
    words = _grams(paragraphs[heading].text, 2)
    above, below = (_grams(paragraphs[line].text, 2) for line in (body[0], at))
    return len(words & above) >= 0.6 * len(words) and len(words & below) <= 0.3 * len(words)


def _share_a_subject(paragraphs: Sequence[Paragraph], body: list[int], at: int) -> bool:
    """Whether what follows a lone heading goes on with the article before it."""
    before = "".join(paragraphs[line].text for line in body)
    after = ""
    for paragraph in paragraphs[at:]:
        if DATELINE.match(paragraph.text) or len(after) >= SECTION_CHARS:
            break
        after += "" if paragraph.heading else paragraph.text
    return share_a_subject(before, after)


def is_everywhere(heading: str, texts: Sequence[str]) -> bool:
    """Whether a heading stands nearly whole in several of a page's articles: it is the page's."""
    return _Shares(texts).is_everywhere(heading)


def share_a_subject(before: str, after: str) -> bool:
    """Whether two texts, one after the other, speak of one subject; short ones always do."""
    if min(len(before), len(after)) < TOO_SHORT:
        return True
    section = _grams(after[:SECTION_CHARS], 2)
    shared = max(
        len(section & part) / max(1, min(len(section), len(part)))
        for part in (_grams(before[:SECTION_CHARS], 2), _grams(before[-SECTION_CHARS:], 2))
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


# --- which headline belongs to which article ------------------------------------------------------

Lines = tuple[int, ...]
Choice = tuple[Lines, int | None]  # a headline's lines, and its article (None: the page's own)


def _assign(
    paragraphs: Sequence[Paragraph], loose: list[list[int]], bodies: list[list[int]]
) -> list[Choice]:
    """Group heading lines to headlines and give each article at most one: the best whole reading.

    States are (next line, articles that have a headline); pages are small.
    """
    shares = _Shares(["".join(paragraphs[at].text for at in body) for body in bodies])
    lines = [(at, run[-1]) for run in loose for at in run]
    best: dict[int, tuple[float, list[Choice]]] = {0: (0.0, [])}
    ahead: list[dict[int, tuple[float, list[Choice]]]] = [best, *({} for _ in lines)]
    for first, (line, run_end) in enumerate(lines):
        for count in range(1, min(MOST_LINES, run_end - line + 1) + 1):
            group = tuple(range(line, line + count))
            scores = _scores([paragraphs[at] for at in group], shares)
            starts = {body[0]: at for at, body in enumerate(bodies)}
            if group[-1] + 1 in starts and max(scores) > NO_ARTICLE:
                scores[starts[group[-1] + 1]] += ADJACENT
            for taken, (value, choices) in _widest(ahead[first]):
                for owner, score in [*enumerate(scores), (None, 0.0)]:
                    if owner is None and count > 1:
                        continue
                    if owner is not None and (score < LEAST_SCORE or taken >> owner & 1):
                        continue
                    mask = taken if owner is None else taken | 1 << owner
                    total = value + score - (LINE_LOST if owner is None else HEADLINE_COST)
                    old = ahead[first + count].get(mask)
                    if old is None or total > old[0]:
                        ahead[first + count][mask] = (total, [*choices, (group, owner)])
    return max(ahead[-1].values(), key=lambda entry: entry[0])[1]


def _widest(
    states: dict[int, tuple[float, list[Choice]]],
) -> list[tuple[int, tuple[float, list[Choice]]]]:
    """Return the most promising states, so that a long page stays quick."""
    return sorted(states.items(), key=lambda state: -state[1][0])[:MOST_STATES]


def _scores(group: Sequence[Paragraph], shares: "_Shares") -> list[float]:
    """Return how well a headline of these lines fits each article."""
    texts = [line.text for line in group]
    nowhere = [NO_ARTICLE] * len(shares.bigrams)
    whole = [text for text in texts if len(text) >= TITLE_CHARS]  # a broken piece says too little
    if any(shares.is_everywhere(text) for text in ["".join(texts), *whole]):
        return nowhere
    scores = shares.scores("".join(texts))
    if len(texts) == 1:
        return scores
    widths = [display_width(text) for text in texts]
    bonus = -1.0 if max(widths) > 3 * min(widths) else 0.0
    if texts[0][-1] in OPEN_END or _runs_over(texts):
        bonus += BROKEN
    return [score + bonus for score in scores]


def _runs_over(lines: Sequence[str]) -> bool:
    """Whether a word, title or quotation runs over a line's end: then they are one headline."""
    if any(lines[0].count(mark) > lines[0].count(close) for mark, close in PAIRS):
        return True
    breaks = [sum(map(len, lines[:at])) for at in range(1, len(lines))]
    words = tag_words("".join(lines))
    return any(word.span.start < at < word.span.end for word in words for at in breaks)


class _Shares:
    """How strongly a heading's words point to each article."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.bigrams = [_grams(text, 2) for text in texts]
        self.leads = [_grams(text[:LEAD_CHARS], 2) for text in texts]
        self.phrases = [_grams(text, PHRASE_CHARS) for text in texts]

    def scores(self, heading: str) -> list[float]:
        """Return the weight of the bigrams each article shares, less those that only others have.

        A bigram weighs the more the fewer articles have it, and more in an article's first lines,
        which say again what the headline says.
        """
        count = len(self.bigrams)
        result = [0.0] * count
        for bigram in _grams(heading, 2):
            holders = {at for at in range(count) if bigram in self.bigrams[at]}
            if not holders:
                continue
            rare = math.log(count / len(holders)) if count > 1 else ONLY_ARTICLE
            for at in range(count):
                if at in holders:
                    result[at] += rare * (1.5 if bigram in self.leads[at] else 1.0)
                else:
                    result[at] -= 0.5 * rare
        return result

    def is_everywhere(self, heading: str) -> bool:
        """Whether the heading stands nearly whole in several articles: the page's own title."""
        phrases = _grams(heading, PHRASE_CHARS)
        if not phrases or len(self.phrases) < 2:
            return False
        held = sorted(len(phrases & article) for article in self.phrases)
        return held[-2] >= 0.6 * len(phrases)


def _grams(text: str, size: int) -> set[str]:
    tokens = TOKEN.findall(text)
    return {"".join(tokens[at : at + size]) for at in range(len(tokens) - size + 1)}
