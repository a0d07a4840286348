"""A table's rows, and which of its cells are set apart, in; its sentences out, with or without heads.

Not every table has heads: in one of labels and values (主办单位 | 市科委, 孵化面积 | 3万平方米) the first
row is a row as any other. How a table is set tells it apart first, then what stands in its cells.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from corpus.figures.find import find_figures
from corpus.simplified import in_both_scripts
from corpus.tables import (
    FORM_LABEL,
    MONTHS,
    PERIOD,
    UNIT_IN_HEAD,
    YEAR,
    count_header_rows,
    is_header,
    is_unit,
    rows_to_sentences,
)
from corpus.words import tag_words

# What heads a column of labels, and is no label itself.
CLASS = re.compile(
    in_both_scripts(
        r"(?:主要|统计|检测|技术)?(?:指标|项目|科目|参数|名称|类别|品名|事项|年份|年度|地区)"
    )
)
# What heads a column of values: what kind of value they are.
HEAD = re.compile(
    in_both_scripts(
        r".{0,12}(?:[数量额率值价比积度次]|数据|内容|说明|要求|标准|作用|用途|功能|含义|定义|解释|描述|[举示]例|答案|结果|结论|规格|参数"
        r"|[本上][期年月季]|上年同期|[期年][初末]|累计|[合小]计|[同环]比|增减|变动|实际|计划|[预决]算|完成|权重|名额|得分|概况|特[点征]|做法|措施|任务|职责|待遇|政策|依据|备注|评价|排名|名次|单位|部门)"
    )
)
DATED = re.compile(
    in_both_scripts(r".+(?:时间|日期|年月|年份|期限|日)")
)  # 成立时间; 建成 is a verb
DAY = re.compile(r"\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
NAMES = frozenset(("PER", "ORG", "LOC", "TIME", "m", "nw"))  # tags of what is no kind of value
ENOUGH_ROWS = 40  # tell what a table is


def say_rows(
    rows: Sequence[Sequence[str]],
    header_rows: int | None = None,
    above: Sequence[str] = (),
    *,
    marked: Sequence[Sequence[bool]] = (),
    head_by_grammar: bool = False,
) -> list[tuple[int, str]]:
    """The sentences of a table, each with the number of its row, as ``rows_to_sentences``.

    ``header_rows`` is what the file itself says. Where it says nothing, ``marked`` tells which
    cells are bold or shaded. With ``head_by_grammar`` the file must name a row of heads
    (Markdown), also where the table has none.
    """
    if head_by_grammar and header_rows and are_pairs(rows, marked):
        header_rows = None
    elif header_rows is None:
        header_rows = heads_marked(rows, marked)
    if header_rows is None and are_pairs(rows, marked, surely=head_by_grammar):
        header_rows = 0
    if header_rows == 0:
        rows = _labels_with_colons(rows)
    return rows_to_sentences(rows, header_rows, above)


def heads_marked(rows: Sequence[Sequence[str]], marked: Sequence[Sequence[bool]]) -> int | None:
    """How many rows at the top are set apart whole; None where marks tell no heads."""
    if len(marked) != len(rows):
        return None
    over = sum(1 for _ in takewhile(_is_banner, rows))
    own = list(zip(rows, marked, strict=True))[over:]
    heads = sum(1 for _ in takewhile(lambda row: _is_set_apart(*row), own))
    if 0 < heads < len(own):
        return over + max(heads, count_header_rows([row for row, _ in own]))
    return None


def _is_banner(row: Sequence[str]) -> bool:
    return len(row) > 1 and len(set(row)) == 1


def _is_set_apart(row: Sequence[str], marked: Sequence[bool]) -> bool:
    filled = [mark for cell, mark in zip(row, marked, strict=True) if cell]
    return bool(filled) and all(filled)


def are_pairs(
    rows: Sequence[Sequence[str]], marked: Sequence[Sequence[bool]] = (), *, surely: bool = True
) -> bool:
    """Whether a table's rows are labels and values by turns, the first row like the others.

    Where that is not ``surely`` so, a phrase over words is enough.
    """
    over = sum(1 for _ in takewhile(_is_banner, rows))
    body = [list(row) for row in rows[over : over + ENOUGH_ROWS]]
    width = len(body[0]) if body else 0
    if len(body) < 2 or width % 2 or not body[0][0] or CLASS.fullmatch(body[0][0]):
        return False
    by_turns = [[True, False] * (width // 2)] * len(body)
    if [list(row) for row in marked[over : over + len(body)]] == by_turns:
        return not any(_heads(body[0][at], body[0][at - 1]) for at in range(1, width, 2))
    labels = [cell for row in body for cell in row[::2] if cell]
    told = [_tells(body, at, surely=surely or width > 2) for at in range(1, width, 2)]
    alike = len(set(labels)) == len(labels) and is_header(labels) and not any(map(_kind, labels))
    return alike and False not in told and True in told


def _tells(body: Sequence[Sequence[str]], at: int, *, surely: bool) -> bool | None:
    """Whether a column is of values from its first row on; None where that is not told."""
    label, first = body[0][at - 1], body[0][at]
    kinds = {_kind(row[at]) for row in body[1:] if row[at]}
    if not first or not kinds or _heads(first, label):
        return False
    tags = _tags(first)
    if _kind(first) or len(kinds) > 1:
        return True
    if kinds == {""}:
        names = NAMES.intersection(tags)
        below = [NAMES.intersection(_tags(row[at])) for row in body[1:] if row[at]]
        if set.intersection(*map(set, below)) - names:
            return False  # 校长 over people's names
        # A phrase says something, one word may name a kind.
        return True if names or (len(tags) > 1 and not surely) else None
    return True if tags in (["PER"], ["ORG"]) else None


def _tags(cell: str) -> list[str]:
    return [word.tag for word in tag_words(cell)]


def _heads(cell: str, label: str) -> bool:
    """Whether a cell may head values: it names their kind, their unit, or their time."""
    if (YEAR.match(cell) or MONTHS.match(cell) or PERIOD.fullmatch(cell)) and not DAY.search(cell):
        return not (DATED.fullmatch(label) or _tags(label)[-1:] == ["v"])
    unit = UNIT_IN_HEAD.search(cell)
    return bool((unit and is_unit(unit[1])) or FORM_LABEL.fullmatch(cell) or HEAD.fullmatch(cell))


def _kind(cell: str) -> str:
    """What kind of value a cell holds: of which unit, "" where it has no figure."""
    figure = next(iter(find_figures(cell)), None)
    if figure is None:
        return "number" if re.search(r"\d", cell) else ""
    return figure.unit or figure.kind if figure.kind != "date" else "date"


def _labels_with_colons(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Rows of several labels and values by turns, each label with a colon behind it."""
    if len(rows[0]) < 4 or any(len(row) % 2 for row in rows):
        return rows
    return [
        [f"{cell.rstrip('：:')}：" if cell and at % 2 == 0 else cell for at, cell in enumerate(row)]
        for row in rows
    ]
