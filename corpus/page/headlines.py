"""Heading lines and a page's articles in, which lines are whose headline out.

A headline says in other order what its article says at once: each of its bigrams is weighed by how
much likelier it is in this article's first lines, or its body, than on the page around it. All
lines are given out together, so that a headline over two lines stays whole, and no article gets
two. Knows no offsets.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.page.page_words import PageWords, grams
from corpus.page.printed_lines import display_width
from corpus.words import tag_words

# What a page prints beside its articles: folio, date, masthead, names of its makers.
# 责任编辑：徐敏　版式：韩冰: who made the page.
MAKERS = re.compile(
    r"(?:本版|责任|值班|本期|执行|美术|版面)?(?:责编|编辑|主编|校对|版式|组版|美编|设计|统筹|制图|检校|电话|电子邮箱|邮箱|(?:本报|报社)地址|社址|E-?mail)[\s:：/][^。；！？]{0,80}$",
    re.IGNORECASE,
)
EDITORS = re.compile(
    r"责编|编辑|主编|校对|检校|版式|组版|美编|报社?地址|社址"
)  # 电话 alone is a text's
FURNITURE = re.compile(
    r"[A-Z]?第?\s?[\d一二三四五六七八九十]{1,3}\s?版(?:[\s:：·].{0,12})?$"
    rf"|{MAKERS.pattern}"
    r"|(?:今日|本期|共)\s?\d{1,3}\s?版$"
    r"|\d{4}年\s?\d{1,2}月\s?\d{1,2}日(?:\s?星期[一二三四五六日天])?(?:\s.{0,20})?$"
    r"|[^，。；]{0,30}\d{4}年\s?\d{1,2}月\s?\d{1,2}日\s?星期[一二三四五六日天][^，。；]{0,60}$"
    r"|[^，。；]{0,30}\s第\s?[\d一二三四五六七八九十]{1,3}\s?版$"
    r"|[^，。；]{0,30}第\s?[\d一二三四五六七八九十百]{1,5}\s?期(?:(?:[\s（(·|]|\d{4}年).{0,60})?$"
    r"|星期[一二三四五六日天](?:\s.{0,20})?$|[（(]?[上下]转?[接转]?第.{1,4}版.{0,12}[）)]?$"
    r"|[\u4e00-\u9fff]{2,6}(?:日报|晚报|时报|早报|周刊|副刊|导报)(?:\s.{0,30})?$|[-–—·\d\s]+$"
    r"|[^，。；]{2,30}(?:主管|主办|编印|承办)(?:\s.{0,40})?$"
    r"|[\u4e00-\u9fff]{2,5}讯$"
    r"|[\u4e00-\u9fff]{2,5}(?<![警预通简海快战捷喜举回])报$",
    re.IGNORECASE,
)
LEAD_CHARS = 200
# Where a headline's bigram comes from: its article's first lines, its body, or any text.
FROM_LEAD, FROM_BODY, FROM_ANY = 0.45, 0.2, 0.35
COMMON_BIGRAMS = 3000.0  # so many kinds of bigrams a page may use
TEMPER = 0.5  # neighbouring bigrams say the same twice
ADJACENT = 2.0  # a headline mostly stands right before its body
STRAYED = 1.0  # one that stands alone over a text mostly heads that text
LINE_LOST = 4.0  # a heading line that belongs to no article
SUBHEAD = -1.2  # as likely as a headline that stands right above its article …
SUBHEAD_CHARS, LONG_SUBHEAD = 15.0, 1.5  # … but shorter
MORE_LINES = 4.0  # and mostly of one line
SECTION_TEXTS = 4
NO_HEADLINE, CAPTION_CHARS = 0.7, 150  # an article without one, if it is longer than a caption
HEADLINE_COST = 3.2  # one over two lines is likelier than two
BROKEN = 2.0  # a word or phrase that a line end breaks makes one headline of two lines
OPEN_END = "，、：——和与及的为在"  # a headline's line that ends so goes on
PAIRS = (("《", "》"), ("“", "”"), ("（", "）"), ("「", "」"))
TITLE_CHARS = 12
MOST_LINES = 3  # of one headline
MOST_STATES = 100
FAR = 20  # a headline is looked for among so many articles before and behind it
PHRASE_CHARS = 5  # a run of so many characters shared is no chance
NO_ARTICLE = -1e6

Lines = tuple[int, ...]
Choice = tuple[Lines, int | None]  # a headline's lines, and its article (None: the page's own)
Body = tuple[int, int]  # an article's paragraphs, from the first to behind the last


@dataclass(frozen=True, slots=True)
class Reading:
    """How well all headlines fit, and whose they are."""

    score: float
    choices: tuple[Choice, ...]


class Headlines:
    """The heading lines of a page, to be given to its articles in whatever way they are cut."""

    def __init__(self, texts: Sequence[str], words: PageWords) -> None:
        self.texts = texts
        self.words = words
        self._fits: dict[tuple[Lines, Body], float] = {}
        self._bonus: dict[Lines, float] = {}
        self._leads: dict[int, set[str]] = {}
        self._phrases: dict[Body, set[str]] = {}
        self._everywhere: dict[tuple[str, tuple[Body, ...]], bool] = {}

    def assign(self, runs: Sequence[tuple[int, Lines]], bodies: Sequence[Body]) -> Reading:
        """Group heading lines to headlines and give each article at most one: the best reading.

        ``runs`` are headings in a row with the text they stand above. States are the articles
        that have a headline; pages are small.
        """
        lines = [(run, place, below) for below, run in runs for place in range(len(run))]
        untitled = [self._untitled(body) for body in bodies]
        ahead: list[dict[int, Reading]] = [{0: Reading(sum(untitled), ())}]
        ahead += [{} for _ in lines]
        for first, (run, place, below) in enumerate(lines):
            reached = sorted(ahead[first].items(), key=lambda state: -state[1].score)[:MOST_STATES]
            here = bisect_left(bodies, (below, 0))
            near = tuple(bodies[max(0, here - FAR) : here + FAR])
            for count in range(1, min(MOST_LINES, len(run) - place) + 1):
                group = run[place : place + count]
                above = below if group[-1] == run[-1] else None
                owners = self._owners(group, near, above, is_alone=len(run) == len(group))
                for owner, score in owners:
                    owner = None if owner is None else owner + max(0, here - FAR)
                    gain = score - (0.0 if owner is None else untitled[owner])
                    _step(ahead[first + count], reached, (group, owner), gain)
        return max(ahead[-1].values(), key=lambda reading: reading.score)

    def as_subheads(self, heads: Lines, at: int, body: Body) -> float:
        """Return how well headings over the text ``at`` fit as subheads within an article."""
        section = (at, min(body[1], at + SECTION_TEXTS))
        fits = [max(self._fit((head,), part) for part in (section, body)) for head in heads]
        long = sum(display_width(self.texts[head]) > SUBHEAD_CHARS for head in heads)
        prior = SUBHEAD - MORE_LINES * (len(heads) - 1) if heads else 0.0
        return sum(max(-LINE_LOST, fit) for fit in fits) + prior - LONG_SUBHEAD * long

    def _untitled(self, body: Body) -> float:
        chars = self.words.chars[body[1]] - self.words.chars[body[0]]
        return -NO_HEADLINE if chars > CAPTION_CHARS else 0.0

    def _owners(
        self, group: Lines, bodies: tuple[Body, ...], below: int | None, *, is_alone: bool
    ) -> list[tuple[int | None, float]]:
        """Return whose headline these lines may be, with how well they fit.

        ``below`` is the text that stands right below them.
        """
        everywhere = self._is_pages_own(group, bodies)
        owners: list[tuple[int | None, float]] = []
        if len(group) == 1:
            owners.append((None, 0.0 if everywhere else -LINE_LOST))
        if everywhere:
            return owners
        for number, body in enumerate(bodies):
            fit = self._fit(group, body) - HEADLINE_COST
            if body[0] == below:
                fit += ADJACENT
            elif is_alone and below is not None:
                fit -= STRAYED
            if fit > -LINE_LOST * len(group):
                owners.append((number, fit))
        return owners

    def _is_pages_own(self, group: Lines, bodies: tuple[Body, ...]) -> bool:
        texts = [self.texts[at] for at in group]
        if any(map(is_furniture, texts)):
            return True
        whole = [text for text in texts if len(text) >= TITLE_CHARS]  # a broken piece tells little
        return any(self._is_everywhere(text, bodies) for text in ["".join(texts), *whole])

    def _is_everywhere(self, text: str, bodies: tuple[Body, ...]) -> bool:
        if len(bodies) < 2:
            return False
        key = (text, bodies)
        if key not in self._everywhere:
            self._everywhere[key] = stands_in_several(text, [self._body_phrases(b) for b in bodies])
        return self._everywhere[key]

    def _body_phrases(self, body: Body) -> set[str]:
        if body not in self._phrases:
            text = "\n".join(self.words.texts[at] for at in range(*body))
            self._phrases[body] = grams(text, PHRASE_CHARS)
        return self._phrases[body]

    def _fit(self, group: Lines, body: Body) -> float:
        """Return how much likelier these lines are as this article's headline than as any text."""
        if (group, body) not in self._fits:
            text = "".join(self.texts[at] for at in group)
            found = sum(self._evidence(gram, body) for gram in grams(text, 2))
            self._fits[group, body] = TEMPER * found + self._group_bonus(group)
        return self._fits[group, body]

    def _evidence(self, gram: str, body: Body) -> float:
        holders = self.words.holders.get(gram, [])
        inside = bisect_left(holders, body[1]) - bisect_left(holders, body[0])
        around = (len(holders) - inside + 0.3) / COMMON_BIGRAMS
        likely = FROM_ANY * around
        if inside:
            chars = self.words.chars[body[1]] - self.words.chars[body[0]]
            likely += FROM_BODY / max(LEAD_CHARS, chars)
            if gram in self._lead(body[0]):
                likely += FROM_LEAD / LEAD_CHARS
        return math.log(likely / around)

    def _lead(self, at: int) -> set[str]:
        if at not in self._leads:
            self._leads[at] = grams(self.words.texts[at][:LEAD_CHARS], 2)
        return self._leads[at]

    def _group_bonus(self, group: Lines) -> float:
        """Return what the form of several lines says for their being one headline."""
        if len(group) == 1:
            return 0.0
        if group not in self._bonus:
            texts = [self.texts[at] for at in group]
            widths = [display_width(text) for text in texts]
            uneven = -1.0 if max(widths) > 3 * min(widths) else 0.0
            broken = texts[0][-1] in OPEN_END or runs_over(texts)
            self._bonus[group] = uneven + (BROKEN if broken else 0.0)
        return self._bonus[group]


def _step(
    ahead: dict[int, Reading], reached: Sequence[tuple[int, Reading]], choice: Choice, gain: float
) -> None:
    """Carry all readings on by one headline, where its article has none yet."""
    _, owner = choice
    for taken, reading in reached:
        mask = taken if owner is None else taken | 1 << owner
        if owner is not None and mask == taken:
            continue
        old = ahead.get(mask)
        if old is None or reading.score + gain > old.score:
            ahead[mask] = Reading(reading.score + gain, (*reading.choices, choice))


def is_furniture(text: str) -> bool:
    """Whether a line is none of an article's: a folio, a date, a masthead, the page's makers."""
    return bool(FURNITURE.match(text))


def names_makers(text: str) -> bool:
    """Whether a line tells who made the page: 责任编辑：徐敏　版式：韩冰."""
    return bool(MAKERS.match(text) and EDITORS.search(text))


def are_everywhere(headings: Iterable[str], texts: Sequence[str]) -> set[str]:
    """Return which headings stand nearly whole in several of a page's articles: the page's own."""
    if len(texts) < 2:
        return set()
    asked = set(headings)
    sought = set[str]().union(*(grams(heading, PHRASE_CHARS) for heading in asked))
    held = [grams(text, PHRASE_CHARS) & sought for text in texts]
    least = max(2, len(texts) // 2 + 1)  # two of many may tell of alike things
    return {heading for heading in asked if stands_in_several(heading, held, least)}


def stands_in_several(heading: str, articles: Sequence[set[str]], least: int = 2) -> bool:
    phrases = grams(heading, PHRASE_CHARS)
    held = sorted(len(phrases & article) for article in articles)
    return bool(phrases) and held[-least] >= 0.6 * len(phrases)


def runs_over(lines: Sequence[str]) -> bool:
    """Whether a word, title or quotation runs over a line's end: then they are one headline."""
    if any(lines[0].count(mark) > lines[0].count(close) for mark, close in PAIRS):
        return True
    breaks = [sum(map(len, lines[:at])) for at in range(1, len(lines))]
    words = tag_words("".join(lines))
    return any(word.span.start < at < word.span.end for word in words for at in breaks)
