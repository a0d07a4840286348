"""A number and its place in, a figure with the words around it read out: what bounds it, how it changed.

Knows nothing of how numbers are recognised.
"""

import re
from decimal import Decimal

from corpus.figures.numerals import exact
from corpus.figures.qualifiers import is_recent_span, qualifier_after, qualifier_before
from corpus.records import Change, Figure, FigureKind, Span

_RISE = "增长|增加|增|上升|上涨|涨|提高|提升|攀升|扩大|增幅|涨幅|增速|多出|(?<!差不)多|高出|高|升|翻|新增|净增|上调|回升|增值"
_FALL = (
    "下降|下滑|下跌|跌|减少|降低|降|减|回落|缩减|缩小|压减|萎缩|减幅|降幅|跌幅|缩短|下调|低|少|收窄"
)
_CHANGE = re.compile(
    rf"(?:(?P<up>{_RISE})|(?P<down>{_FALL}))(?:了|幅度?|价)?(?P<to>到|至|为|成|达到|达)?[了\s]*"
    r"(?:目前|如今|现在|今年|去年)?的?(?:超过|超|逾|近|将近|接近|约|大约|不足|不到|至少|高达|达|突破|了|最多|至多)?(?:了)?\s*\Z"
)
_MANY = re.compile(r"多(?![数年个元样次种家人少半])")
_LOOK_BACK = 12


def make_figure(
    text: str,
    start: int,
    end: int,
    value: Decimal | int,
    unit: str | None,
    kind: FigureKind,
    *,
    upper: Decimal | int | None = None,
    qualifier: str | None = None,
) -> Figure:
    """A figure with the words around it read: what bounds it, and how it changed."""
    before = qualifier_before(text, start)
    if before == "近" and kind == "duration" and is_recent_span(text, start):
        before = None
    after = qualifier_after(text, end)
    if after is None and unit in ("%", "倍") and _MANY.match(text, end):
        after = ("多", end)  # 20%多, 一倍多
    return Figure(
        raw=text[start:end],
        span=Span(start, end),
        value=exact(Decimal(value)),
        unit=unit,
        kind=kind,
        upper=None if upper is None else exact(Decimal(upper)),
        qualifier=before or qualifier or (after[0] if after else None),
        change=_change(text, start),
    )


def _change(text: str, start: int) -> Change | None:
    """增长13% is ``up``, 增至 ``up to``, 下降 ``down``, 降到 ``down to``."""
    found = _CHANGE.search(text[max(0, start - _LOOK_BACK) : start])
    if not found:
        return None
    if found["up"]:
        return "up to" if found["to"] in ("到", "至", "达到", "成") else "up"
    return "down to" if found["to"] in ("到", "至", "达到", "成") else "down"
