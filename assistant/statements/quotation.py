"""Whether a draft's sentence is a source's with other figures in it.

In: two statements. Out: yes or no, the figures' values not looked at.
"""

import re

from assistant.statements.statements import Statement

# What a quotation may leave out or print otherwise.
_MARKS = re.compile(r"[\s“”‘’\"'「」]")
MARK = "\ue000"  # stands for a figure; no text holds it
_RELATIVE_YEAR = re.compile("[今去前明上本]年(?!度)")
# What bounds a figure belongs to it: 占比近21% and 占比超50% are one sentence.
_BOUND = re.compile(f"(?:超过|突破|将近|接近|不足|不到|[超逾近约]){MARK}")
_RUN_OF_MARKS = re.compile(f"{MARK}+")
SHORTEST_QUOTE = 10  # fewer characters are no sentence of their own


def is_template(claimed: Statement, stated: Statement) -> bool:
    """Whether the draft's whole sentence stands in the source's, its figures aside, and the two
    figures stand at the same place of it."""
    mine, before = _masked(claimed)
    other, at = _masked(stated)
    if len(mine) < SHORTEST_QUOTE and mine != other:
        return False
    start = other.find(mine)
    while start >= 0:
        if other.count(MARK, 0, start) + before == at:
            return True
        start = other.find(mine, start + 1)
    return False


def _masked(statement: Statement) -> tuple[str, int]:
    """The sentence with a mark for each figure, neighbours as one, and the figure's own mark."""
    base = statement.sentence.span.start
    parts, at, own = [], 0, 0
    for other in statement.others:
        if statement.is_titled(other):
            continue  # another year's notice is another notice
        parts.append(statement.text[at : other.span.start - base])
        at = other.span.end - base
        if other is statement.figure:
            own = _plain_marks(MARK.join([*parts, ""])).count(MARK) - 1
    parts.append(statement.text[at:])
    return _plain_marks(MARK.join(parts)).rstrip("。；，！？"), own


def _plain_marks(text: str) -> str:
    # 今年 is a figure only where the year is known; 今年4月 is one figure or two.
    marked = _RUN_OF_MARKS.sub(MARK, _RELATIVE_YEAR.sub(MARK, _MARKS.sub("", text)))
    return _BOUND.sub(MARK, marked)
