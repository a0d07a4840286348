"""Words that bound a figure: 超过 近 约 余 以上 … before, inside and after it.

Normalised to a small set, each with the direction it points:

========  =========  ==========================================================
norm      direction  printed as
========  =========  ==========================================================
超过      above      超过 突破 逾 超 高于 大于 多于 过, more than, over
余 多     above      余, 多 (inside the number or after its unit)
近        almost     近 将近 接近 逼近, nearly, almost
不足      below      不足 不到 低于 少于 小于 未满 未到, less than, under
约        about      约 大约 大概 左右 上下 前后 来, about, around
至少      at least   至少 最少 不少于 不低于 不下 以上 起 上(千), at least
至多      at most    至多 最多 不超过 不高于 不多于 以内 以下, at most, up to
数        vague      数(百) 几(十) 成(百上千)
========  =========  ==========================================================

达 高达 多达 达到 为 仅 bound nothing.
"""

import re
from typing import Literal

Direction = Literal["above", "almost", "below", "about", "at least", "at most", "vague"]

DIRECTIONS: dict[str, Direction] = {
    **{"超过": "above", "余": "above", "多": "above"},
    **{"近": "almost", "不足": "below", "约": "about"},
    **{"至少": "at least", "至多": "at most", "数": "vague"},
}
# 中超三支球队 are three of a league, 其中超三支 more than three: no noun stands before its name.
_NO_LEAGUE = r"(?<!英)(?<!\A[中苏村])(?<![，。；、：“（\s在和与][中苏村])"
# Longer spellings first: 不超过 is not 超过.
_BEFORE_WORDS: tuple[tuple[str, str], ...] = (
    ("至多", "(?:不[得能应可宜准许会要必]?|未|没有)(?:超过|超出|高于|多于|大于|长于|迟于|晚于)|至多|最多|最高不超过|at most|up to|no more than"),
    ("至少", "(?:不[得能应可宜准许会要必]?|未)(?:少于|低于|小于|短于|早于|不足)|不下于|不下|至少|最少|起码|at least|no less than"),
    ("不足", "不足|不到|低于|少于|小于|不满|未满|未到|不及|未达到|未达|没有?达到|没达|没到|没有到|less than|fewer than|under|below"),
    ("近", "将近|接近|逼近|直逼|(?<![附最新邻临靠亲远])近|nearly|almost|close to"),
    ("超过", f"超过|超出|突破|冲破|迈过|跨过|闯过|越过|高于|大于|多于|远超|高出|首超|已超|逾|{_NO_LEAGUE}(?<![高反赶])超|(?<![跌击失])破|more than|over|above|exceeding"),
    ("约", "大约|大概|大致|约莫|约为|约合|(?<![条节合签预制契公协婚违特邀])约|差不多|about|around|approximately|some|roughly"),
)  # fmt: skip
_BEFORE = re.compile(
    "(?:"
    + "|".join(f"(?P<w{i}>{words})" for i, (_, words) in enumerate(_BEFORE_WORDS))
    + r")(?:了|到|至|达到|达|有|为|人民币|其|the)?[\s“]{0,2}(?:人民币|RMB|US\$|\$|¥|￥)?\Z",
    re.IGNORECASE,
)
# 至少要培育20家: the bound stands before the verb.
_BOUNDS = {"至少": "至少", "最少": "至少", "起码": "至少", "至多": "至多", "最多": "至多"}
_BOUND_VERB = re.compile(
    f"(?P<bound>{'|'.join(_BOUNDS)})(?:要|将|需|应|须|可|能)?[\u4e00-\u9fff]{{2}}(?:了|出)?\\Z"
)
_AFTER = re.compile(
    r"\s?(?:[（(]含[^）)]{0,6}[）)]\s?)?"
    r"(?:(?P<least>及以上|或以上|以上|之上|起(?=[，。；、）的])|开外|or more)"
    r"|(?P<about>左右|上下(?!文|游|班)|前后|or so)"
    r"|(?P<most>及以下|或以下|以下|以内|之内|or less)"
    r"|(?P<below>不到(?=[，。；、的就便]))|(?P<above>有余|出头))"
)
# 比正规厂家高出一成: by how much, not more than that.
_BY_SO_MUCH = re.compile("比[^，。；：]{1,12}(?:高出|超出)了?\\s?\\Z")
_AFTER_NORM = {"least": "至少", "about": "约", "most": "至多", "below": "不足", "above": "余"}
_LOOK_BACK = 16
_SPENT = re.compile(
    r"(?:经过|经|历时|历经|耗时|耗费|长达|时隔|达|用了|花了|用|花|暌违|已有|已|了)\Z"
)


def qualifier_before(text: str, start: int) -> str | None:
    """The norm of the bounding word that ends right before ``start``."""
    ahead = text[max(0, start - _LOOK_BACK) : start]
    found = _BEFORE.search(ahead)
    if found and _BY_SO_MUCH.search(ahead):
        return None
    if not found:
        done = _BOUND_VERB.search(ahead)
        return _BOUNDS[done["bound"]] if done else None
    return next(norm for i, (norm, _) in enumerate(_BEFORE_WORDS) if found[f"w{i}"])


def qualifier_after(text: str, end: int) -> tuple[str, int] | None:
    """The norm of the bounding word right after ``end``, and where that word ends."""
    found = _AFTER.match(text, end)
    if not found:
        return None
    return _AFTER_NORM[found.lastgroup or "about"], found.end()


def is_recent_span(text: str, start: int) -> bool:
    """Whether 近 before a duration means *the last* (近三年) and not *almost* (经过近三年)."""
    head = text[max(0, start - _LOOK_BACK) : start].rstrip()
    return head.endswith("近") and not _SPENT.search(head[:-1])


def direction(qualifier: str | None) -> Direction | None:
    """Which way a normalised qualifier points; None for an exact figure."""
    return DIRECTIONS[qualifier] if qualifier else None
