"""A page's paragraphs in, how likely each starts another article out, as logarithms of odds.

What tells is a dateline, a note behind the text above, another column, a heap of headings, the
occasion that the page's reports name in their first lines, and another subject: few bigrams shared
with the text above, a day named at once, no word that points back. The weights of the last were
fitted on news articles set one behind the other. Knows no headlines.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.page.page_words import SUBJECT_CHARS, PageWords, grams
from corpus.page.printed_lines import CREDIT, DATELINE, NOTE
from corpus.page.reflow import Paragraph

SURE = 12.0
HEADINGS = 5.0  # several headings above a paragraph: no subhead
ONE_HEADING, NO_HEADING = 1.5, -0.7
NOTE_ABOVE = 4.0
MOST_TEXTS = 8  # compared on either side
# 编者按 introduces the text below it.
INTRODUCTION, INTRODUCED = re.compile("编者按|编者的话|开栏的话|核心提示|导语"), -6.0
OTHER_COLUMN, OTHER_COLUMN_ODDS = 3.5, 4.0
NEAR_COLUMN_ODDS = 0.7  # columns of one article differ by a character where they flow round
OCCASION, OCCASION_CHARS = 3.5, 8  # 2024中关村论坛年会平行论坛 in one report after the other
NEWS = re.compile(
    r"(?:近日|日前|昨日|今日|今天|昨天|(?<![月\d])\d{1,2}日)[^。]{0,40}"
    r"(?:举行|举办|召开|开幕|闭幕|启动|发布|揭牌|揭晓|开工|开馆|成立|签约|上线|亮相)"
)
NAMES_A_DAY = re.compile(r"近日|日前|昨日|今日|今天|昨天|当日|日上午|日下午|\d{1,2}\s?[日月]")
POINTS_BACK = re.compile(
    r"其中|此外|同时|与此同时|但|这|该|他|她|它|其|据介绍|据悉|据了解|例如|比如|而|并|因此|对此|目前|随着"
    r"|另外|不过|然而|所以|当日|当天|随后|之后|接着|此次|此前|最终|最后|第[二三四五]|[二三四五六]是|截至"
    r"|在.{2,30}方面|为此|为了|除|记者|一位|一名|说起|谈|如今|现在|不仅|由于|虽然|尽管|如果|从|针对|有|还|也|相比"
)


@dataclass(frozen=True, slots=True)
class Start:
    """A text that may start an article."""

    at: int
    odds: float


def find_starts(
    texts: Sequence[Paragraph], heads: Sequence[tuple[int, ...]], words: PageWords
) -> list[Start]:
    """Return for each text of a page, headings left out, the odds that it starts an article.

    ``heads`` are the headings right above each.
    """
    hard = [
        not at or bool(DATELINE.match(text.text)) or len(heads[at]) > 1
        for at, text in enumerate(texts)
    ]
    occasion = _find_occasion(texts, hard)
    named = frozenset(gram for phrase in occasion for gram in grams(phrase, 2))
    starts = [Start(0, SURE)]
    for at in range(1, len(texts)):
        odds = SURE if DATELINE.match(texts[at].text) else _layout_odds(texts[at - 1], texts[at])
        odds += (NO_HEADING, ONE_HEADING, HEADINGS)[min(2, len(heads[at]))]
        odds += OCCASION if occasion & grams(texts[at].text, OCCASION_CHARS) else 0.0
        starts.append(Start(at, odds + _subject_odds(at, hard, words, named)))
    return starts


def _find_occasion(texts: Sequence[Paragraph], hard: Sequence[bool]) -> set[str]:
    """Return the phrases that mostly, and more than once, stand where reports start."""
    phrases = [grams(text.text, OCCASION_CHARS) for text in texts]
    held = Counter(phrase for each in phrases for phrase in each)
    first = Counter(
        phrase for each, is_hard in zip(phrases, hard, strict=True) if is_hard for phrase in each
    )
    return {phrase for phrase, count in first.items() if 2 <= count >= held[phrase] / 2}


def _layout_odds(above: Paragraph, below: Paragraph) -> float:
    if INTRODUCTION.match(above.text):
        return INTRODUCED
    odds = NOTE_ABOVE if NOTE.search(above.text) or CREDIT.search(above.text) else 0.0
    other = abs(above.width - below.width)
    return odds + (OTHER_COLUMN_ODDS if other >= OTHER_COLUMN else NEAR_COLUMN_ODDS * bool(other))


def _subject_odds(
    at: int, hard: Sequence[bool], words: PageWords, ignored: frozenset[str]
) -> float:
    """Weigh whether what follows goes on with the subject of the text above."""
    first, last = max(0, at - MOST_TEXTS), min(len(hard), at + MOST_TEXTS)
    before = range(next((a for a in range(at - 1, first, -1) if hard[a]), first), at)
    after = range(at, next((a for a in range(at + 1, last) if hard[a]), last))
    opening = re.split("[。！？]", words.texts[at])[0][:60]
    return (
        -11.5
        - 2.6 * math.log(words.likeness(before, after, ignored) + 0.004)
        + 1.4 * math.log(words.length(before) / SUBJECT_CHARS + 0.1)
        + 3.0 * math.log(words.length(after) / SUBJECT_CHARS + 0.1)
        + (2.6 if NAMES_A_DAY.search(opening) else 0.0)
        + (2.5 if NEWS.search(opening) else 0.0)
        - (1.1 if POINTS_BACK.match(opening) else 0.0)
    )
