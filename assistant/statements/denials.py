"""What a draft denies that a source affirms, or the other way: 不再享受优惠, 不在计划之列, 没有被…覆盖.

In: two statements, or two texts. Out: what the one says and the other does not.
"""

import re
from collections.abc import Iterator

from assistant.statements.sentence_parts import PART, Pair, clause_around
from assistant.statements.statements import Statement
from corpus import Span

# 不得享受 and 享受: the two characters behind the word of negation are what is denied.
_NEGATED = re.compile(
    r"(?:不(?:得|能|可|会|予|应|必|准|许|宜)?再?|没有|未(?:能|曾|予)?|无(?:法|须|需)|并非|禁止|免于)(?!被)(?:再)?([\u4e00-\u9fff]{2})"
)
# What a closing clause takes back: 建成20家，从来不在计划之列; 95%的地区，仍是空白.
_EXCLUDED = re.compile(
    "不在[^，。；]{0,10}(?:之列|之内|范围|计划|名单)|不(?:包括|包含)在内|除外|从来?不|并不[是在]"
    "|空白|盲区|落空|泡汤|告吹|无缘|作废|化为乌有|不复存在"
)
# A part of the whole told as beside it: 毕业企业25万家，不在其内的上市企业还有5000家.
_APART = re.compile(
    "不[在计含算][^，。；]{0,3}内|不包括在内|(?:此|之|除[^，。；]{1,12})外[，]?还?另?有|另有|另外还有"
)
_FAILED = re.compile("[没未]能|尚未|从未|未曾")
_NO_LONGER = re.compile("不(?:得)?再|停止|取消|终止|不复")
_GOES_ON = re.compile("继续|延续|仍")
_DENIED_PASSIVE = re.compile(
    "(?:没有?|未能?|不)被[^，。；]*?([\u4e00-\u9fff]{2})(?:到|过|了)?(?=[，。；]|$)"
)


def denials(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    """不再享受优惠 against 继续享受优惠."""
    # What happens then may be told behind a date.
    dated = claimed.figure.kind == "date"
    mine = "，".join(_with_next(claimed))
    other = "，".join(_with_next(stated)) if dated else stated.clause.cut(stated.text)
    if (
        (ended := _NO_LONGER.search(mine))
        and _GOES_ON.search(other)
        and not _NO_LONGER.search(other)
    ):
        yield ended.group(), "继续"
    own = claimed.clause.cut(claimed.text)
    if (failed := _FAILED.search(own)) and not re.search("[没未不无]", stated.text):
        yield failed.group(), stated.clause.cut(stated.text).strip("，。；")
    taken_back = next((c for c in _with_next(claimed) if _EXCLUDED.search(c)), None)
    if taken_back and not _EXCLUDED.search(stated.text):
        yield taken_back, stated.clause.cut(stated.text).strip("，。；")
    if PART.match(other) and (apart := _APART.search(claimed.text)):
        yield apart.group(), "其中"
    if word := denied(mine, other):
        yield f"不{word}", word
    elif word := denied(other, mine):
        yield word, f"不{word}"


def _with_next(statement: Statement) -> Iterator[str]:
    """The figure's clause and the next one, if that counts nothing; behind a day another may stand
    (2018年以前认定的，自2024年1月1日起不再享受)."""
    text, end, base = statement.text, statement.clause.end, statement.sentence.span.start
    behind = clause_around(text, Span(end, end + 1)) if end < len(text) else Span(end, end)
    dated = statement.figure.kind == "date"
    others = (f for f in statement.others if not (dated and f.kind == "date"))
    counted = any(behind.covers(f.span.shift(-base)) for f in others)
    for clause in (statement.clause, behind)[: 1 if counted else 2]:
        yield clause.cut(text).strip("，。；")


def denied(text: str, said: str) -> str | None:
    """What a text denies that another only affirms: 享受 of 不得享受."""
    rest = _DENIED_PASSIVE.sub("", _NEGATED.sub("", text))
    for word in dict.fromkeys((*_NEGATED.findall(text), *_DENIED_PASSIVE.findall(text))):
        if word not in rest and word in _NEGATED.sub("", said):
            return str(word)
    return None
