"""What a date is to the time told, its start, its end or a border: 自2024年1月1日起, 2018年12月31日以前.

In: a draft's statement and a source's. Out: pairs of roles that cannot be said together.
"""

import re
from collections.abc import Iterator

from assistant.statements.sentence_parts import Pair
from assistant.statements.statements import Statement

_STARTS = (
    re.compile(r"(?:自|从|始于|开始于)\Z"),
    re.compile(r"[年月日]?(?:起|开始|以来|至今|算起)"),
)
_ENDS = (
    re.compile(r"(?:至|到|截至|截止|止于)\Z"),
    re.compile(r"(?:止|为止|期满|到期|截止|届满|结束|终止|失效|收尾|收官|完结|告终)"),
)
_BEFORE = re.compile(r"(?:以前|之前|前(?![后往期沿者述]))")
_AFTER = re.compile(r"(?:以后|之后|后(?!期))")
# Of a point in time, what cannot be said together.
_CLASHING = (
    {"start", "end"},
    {"before", "after"},
    {"before", "start"},
    {"end", "after"},
)
_ROLES = {"start": "起", "end": "止", "before": "以前", "after": "以后"}


def other_date_roles(claimed: Statement, stated: Statement) -> Iterator[Pair]:
    mine, other = _role(claimed), _role(stated)
    figure, printed = claimed.figure, stated.figure
    if figure.upper is None and printed.upper is not None and figure.unit == printed.unit:
        other = {printed.value: "start", printed.upper: "end"}.get(figure.value or 0)
    if mine and other and {mine, other} in _CLASHING:
        yield _ROLES[mine], _ROLES[other]


def bounds_time(statement: Statement) -> bool:
    """Whether a date is where a time starts or ends, and no event's."""
    figure = statement.figure
    return figure.kind == "date" and (figure.upper is not None or _role(statement) is not None)


def tells_bound(word: str) -> bool:
    """Whether a word says that a time starts or ends then: 到期, 收尾."""
    return any(after.fullmatch(word) for _, after in (_STARTS, _ENDS))


def _role(statement: Statement) -> str | None:
    """What a date is to the time told: its start, its end, or a border before or after which."""
    before, after = (
        statement.text[: statement.span.start],
        statement.text[statement.span.end :],
    )
    if statement.figure.upper is not None:
        return None
    if _BEFORE.match(after) or before.endswith("早于"):
        return "before"
    if _AFTER.match(after) or before.endswith("晚于"):
        return "after"
    if _STARTS[0].search(before) or _STARTS[1].match(after):
        return "start"
    if _ENDS[0].search(before) or _ENDS[1].match(after):
        return "end"
    return None
