"""Whom a sentence of a draft means without naming them: 他表示, 它们, 这些企业, or nobody at all.

In: a sentence and those around it. Out: the person, or the words of the sentence before that name
who is spoken of.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from assistant.statements.light_words import is_empty
from assistant.statements.statements import Statement, Term
from assistant.statements.topics import KINDS
from corpus import Sentence, Span
from corpus.figures.measures import is_population
from corpus.words import tagged

_SAYS_THIS = re.compile(
    "(?:给出|介绍|披露|公布|透露|提供|报出|提到|引用|列举|强调|得出|说出|讲出|援引|通报|作出|表示|用).{0,6}"
    "[这此该述]?[个组一些]?(?:数字|比例|数据|说法|判断|概括|成绩|情况|信息|结论|评价)|如是说"
)
_SAID_IS = re.compile(
    "，(?:说|讲|作出|给出|介绍|透露|披露|公布|提到|报出|列举|强调|指出|抛出|亮出)[^，。；]{0,10}的(?:正|就|便|也)?是(?P<who>[^，。；]+)"
    "|，[这以][^，。；是由]{0,6}[是由](?P<teller>[^，。；]{2,30}?)(?:在[^，。；]{1,10})?(?:给出|介绍|披露|公布|透露|提供|报出|通报)的"
)
_HE_SAYS = re.compile(
    "[他她](?:还|也|同时|并)?(?:说|表示|介绍|指出|透露|披露|称|认为|强调|提到|坦言|谈到)"
)
_REFERS = re.compile(
    r"它们|[他她]们|这些|那些|这[类种]|此类|该类|上述|这[一二两三四五六七八九十\d]+[家个所]"
    "|(?<![一-龥])(?:其(?![中他实次余])|该(?![市省区县地国]))"
)
NOWHERE = Span(0, 0)  # said before the sentence


def said_behind(quoted: str, following: str) -> str | None:
    """Who is named in the sentence after a quotation as having said it: “…。”王某给出这个比例。"""
    if not quoted.endswith("”") or not _SAYS_THIS.search(following):
        return None
    return _person(following)


def said_last(text: str) -> str | None:
    """Who is named at a sentence's end as having said it: …，说这话的是王某."""
    found = _SAID_IS.search(text)
    return _person(found["who"] or found["teller"]) if found else None


def said_before(text: str, before: str) -> str | None:
    """Whom 他表示 means: the one the sentence before names."""
    return _person(before) if _HE_SAYS.match(text) else None


def speaks_no_more(text: str, sentences: Sequence[Sentence], n: int, speaker: str) -> bool:
    """Whether a sentence is no longer that of who spoke before: another is named in its first
    clause, or neither it nor the one before names them, and no quotation goes on."""
    here, before = sentences[n].span, sentences[n - 1].span
    if text.count("“", 0, here.end) > text.count("”", 0, here.start):
        return False
    first = re.split("[，；。]", here.cut(text), maxsplit=1)[0]
    if speaker in here.cut(text) or _HE_SAYS.search(here.cut(text)):
        return False
    other = _person(first)
    return other is not None or speaker not in before.cut(text)


def refers(statement: Statement) -> bool:
    """Whether the figure's words point back to who was spoken of before (这些企业, 它们)."""
    return _REFERS.search(statement.text, 0, statement.clause.end) is not None


def spoken_of_before(statement: Statement) -> tuple[Term, ...]:
    """The words of the sentence before, in its paragraph, that name whom it speaks of; none where
    that is a person or no body at all."""
    here = statement.sentence
    same = [s for s in statement.document.sentences if s.paragraph == here.paragraph]
    earlier = [s for s in same if s.span.start < here.span.start]
    if not earlier:
        return ()
    words = tagged(earlier[-1].span.cut(statement.document.text))
    subject = list(takewhile(lambda w: w.tag not in ("v", "w") or w.text in KINDS, words))
    if any(w.tag == "PER" for w in subject) or not any(
        is_population(w.text) or w.tag == "nz" for w in subject
    ):
        return ()
    return tuple(
        Term(w.text, NOWHERE, w.tag, 1.0)
        for w in subject
        if len(w.text) > 1 and (w.tag in ("n", "nz", "vn") or w.text in KINDS)
        if not is_empty(w.text)
    )


def _person(text: str) -> str | None:
    return next((w.text for w in tagged(text) if w.tag == "PER"), None)
