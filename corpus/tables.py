"""The rows of a table in, one sentence a row out: 行头：列头 值；列头 值。

A figure in a cell then stands beside the row and the column that say what it measures.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from corpus.figures.units import unit_kind
from corpus.simplified import in_both_scripts, to_simplified

MOST_HEADER_ROWS = 3
HEADER_CHARS = 30  # a longer cell is no column head
SERIAL = re.compile(in_both_scripts(r"(?:序号|编号|项次|No\.?|#)$"), re.IGNORECASE)
VALUE = re.compile(
    in_both_scripts(
        r"(?:[$¥￥€£]\s*)?[\d.,%％+－—/-]*\d[\d.,%％+-]*(?:[万亿千百]?[元人个家项次年月日天%])?$"
    )
)
YEAR = re.compile(r"(?:19|20)\d\d年?$")
MONTHS = re.compile(r"(?:\d{1,2}[—–\-－~～至])?\d{1,2}月份?$")  # 4月, 1—4月份: they head columns
SENTENCE = re.compile(r"[。；！？]")
UNIT_LINE = re.compile(
    in_both_scripts(
        r"(?:^|[^\u4e00-\u9fff]|金额|计量|货币|数量)单位[.．]?[：:]\s*(?:人民币)?([^\s，,；;）)]{1,8})"
    )
)
TITLE_CHARS = 60
UNIT_LINES = 2  # a table's unit stands at most so many lines above it
UNIT_IN_HEAD = re.compile(r"\s*[（(]\s*([^（()）]{1,8})\s*[）)](?=\s|$)")
UNIT_HEAD = re.compile(
    in_both_scripts(r"(?:计量|货币|数量)?单\s*位$")
)  # its column holds each row's unit
QUANTITY = re.compile(
    in_both_scripts(r"数量|件数|工程量")
)  # beside prices the unit is that of the quantity
NO_UNIT = re.compile(
    in_both_scripts(
        r"率|比重|比例|占比|同比|环比|增幅|增速|涨幅|降幅|增长(?![额量数])|序号|编[号码]|代码|行次|电话|年份|年度$"
    )
)
RANGE = re.compile(
    in_both_scripts(
        r"(?=.*\d)(?=.*(?:[≤≥＜＞<>]|\d[-–—~～至]\d|[上下内足含]))[\d.,A-Za-zα-ω≤≥＜＞<>~～–—-]*"
        r"(?:至\d[\d.]*)?(?:[（(]不?含[）)])?(?:及?以[上下内])?"
    )
)
NUMBERED = re.compile(in_both_scripts(r"栏\s*次$"))  # a row that but counts the columns
DASHES = re.compile(r"[-—–－]+$")
PERIOD = re.compile(
    r"(?:截至)?(?:19|20)\d\d\s*[-–—至]?\s*(?:(?:19|20)\d\d)?\s*年(?:度?\s*\d{1,2}\s*(?:[-–—至]\s*\d{1,2})?\s*月(?:底|末|份|\s*\d{1,2}\s*日)?"
    r"|度|底|末|上半年|下半年|第?[一二三四1-4]季度)?"
)
MONTH_END = 28
MADE_IN = re.compile(
    in_both_scripts(r"\s*(?:修[订正]|[一二三]?版|[发颁公]布|印发|制定|编制|通过|施行|起施行|成立)")
)
BARE_NUMBER = re.compile(r"[-+−]?[\d,，]*\d(?:\.\d+)?$")
MONEY = re.compile(rf"[¥￥$]?{BARE_NUMBER.pattern}")
FROM_TO = re.compile(rf"{BARE_NUMBER.pattern[:-1]}[—–~～]{BARE_NUMBER.pattern}")
SCALES = re.compile(in_both_scripts(r"^[十百千万亿]+"))
# What a form asks for; in a table of data such words stand side by side in the first row.
FORM_LABEL = re.compile(
    in_both_scripts(
        r"[^\d。；！？，：]{0,12}(?:名称|姓名|性别|民族|籍贯|学历|学位|职务|职称|专业|单位|部门|地[址点]|电话|手机|传真|邮箱|邮编|邮政编码|负责人|联系人|代表人"
        r"|日期|时间|期限|年月|年限|编号|号码|证号|代码|类[别型]|性质|范围|规模|面积|金额|投资|资金|补助|预算|经费|内容|目标|依据|情况|意见|简介|经历|事迹|备注|说明|理由|条件|材料|方式|来源|现状|进度|效益"
        r"|文号|字号|当事人|事实|决定|机关|机构|对象|事项|程序|流程|渠道|时限)"
        r"(?:[（(][^（）()]{1,8}[）)])?"
    )
)
LABELS_SHARE = 0.75
LABELLED = re.compile(r"(?!单位)[\u4e00-\u9fff、\s]{2,12}[:：]\s*\S")  # 地址：海边路8号


def rows_to_sentences(
    rows: Sequence[Sequence[str]], header_rows: int | None = None, above: Sequence[str] = ()
) -> list[tuple[int, str]]:
    """The sentences of a table, each with the number of its row.

    ``rows`` is a full grid: a merged cell's words stand in every place it covers. Without
    ``header_rows`` they are told from the cells. A row that is one merged cell is said as it is.
    The lines ``above`` the table may name the unit of its figures (单位：万元) and their time.
    """
    grid = [[_clean(cell) for cell in row] for row in rows]
    width = max((len(row) for row in grid), default=0)
    grid = [row + [""] * (width - len(row)) for row in grid]
    top = next((at for at, row in enumerate(grid) if not _is_banner(row)), len(grid))
    said = [(at, grid[at][0]) for at in range(top) if grid[at][0]]
    body = grid[top:]
    body = _labels_marked(body)
    if is_form(body):
        return said + [(top + at, form) for at, row in enumerate(body) if (form := _form(row))]
    count = count_header_rows(body) if header_rows is None else max(0, header_rows - top)
    heads = _column_heads(body[:count], width)
    over = [*above, *(line for _, line in said)]
    unit, period = _unit_above(over), _period_above(over)
    part = columns_again(body[count - 1], body[count:]) if count else width
    for at, row in enumerate(body[count:], top + count):
        if _is_banner(row):
            said.append((at, row[0]))
            continue
        for left in range(0, width, max(part, 1)):
            if sentence := _sentence(
                row[left : left + part], heads[left : left + part], unit, period
            ):
                said.append((at, sentence))
    # A table of heads alone still says something.
    return said or [(at, "；".join(filter(None, row))) for at, row in enumerate(grid) if any(row)]


def _unit_above(lines: Sequence[str]) -> str:
    """The unit that the lines over a table name for its figures; "" where they name none."""
    found = [told[1] for line in lines[-UNIT_LINES:] if (told := UNIT_LINE.search(line))]
    return next((unit for unit in reversed(found) if is_unit(unit)), "")


def _period_above(lines: Sequence[str]) -> str:
    """The time that the lines over a table say it is of; "" where they name none."""
    for line in reversed(lines[-UNIT_LINES:]):
        if len(line) <= TITLE_CHARS and not names_a_day(line) and (told := PERIOD.search(line)):
            return told.group()
    return ""


def names_a_day(text: str) -> bool:
    """Whether a line names the day something was written, or several; accounts are closed at a
    month's end.
    """
    match = PERIOD.search(text)
    if match is not None and MADE_IN.match(text, match.end()):
        return True
    if match is None or "。" in text or "日期" in text or len(PERIOD.findall(text)) > 1:
        return True
    day = re.search(r"月\s*(\d{1,2})\s*日$", match.group())
    closed = "截至" in text or UNIT_LINE.search(text) is not None
    return day is not None and int(day[1]) < MONTH_END and not closed


def _clean(cell: str) -> str:
    return " ".join(cell.split())


def _is_banner(row: Sequence[str]) -> bool:
    return len(row) > 1 and len(set(row)) == 1 and bool(row[0])


def is_form(body: Sequence[Sequence[str]]) -> bool:
    """Whether the cells are labels and values by turns: 索引号：| 11440 | 发布日期：| 2024年."""
    labels = [row[0] for row in body if row and row[0]]
    return bool(labels) and sum(cell[-1] in "：:" for cell in labels) > len(labels) / 2


def _labels_marked(body: list[list[str]]) -> list[list[str]]:
    """A form's rows with a colon behind each label: 项目名称 | 东礁灯塔 | 申报单位 | 市港务局."""
    rows = [[cell for at, cell in enumerate(row) if not at or cell != row[at - 1]] for row in body]
    labels = [cell for row in rows for cell in row[::2] if cell]
    values = [cell for row in rows[:1] for cell in row[1::2]]
    known = sum(bool(FORM_LABEL.fullmatch(cell)) for cell in labels)
    if (
        len(rows) < 2
        or not values
        or any(len(row) % 2 for row in rows)
        or not FORM_LABEL.fullmatch(rows[0][0])
        or any(FORM_LABEL.fullmatch(value) for value in values)
        or known < LABELS_SHARE * len(labels)
    ):
        return body
    return [
        [bit for pair in zip(row[::2], row[1::2], strict=True) for bit in _labelled(*pair)]
        for row in rows
    ]


def _labelled(label: str, value: str) -> tuple[str, str]:
    """总投资（万元） | 1200 → 总投资： | 1200万元."""
    unit = UNIT_IN_HEAD.search(label)
    if unit and _is_bare(value) and is_unit(unit[1]):
        return f"{label[: unit.start()]}：", f"{value}{unit[1]}"
    return (f"{label}：", value) if value else ("", "")


def _form(row: Sequence[str]) -> str:
    cells = [cell for at, cell in enumerate(row) if cell and (at == 0 or cell != row[at - 1])]
    said = ""
    for cell in cells:
        said += cell if not said or said[-1] in "：:" else f"；{cell}"
    return _ended(said)


def count_header_rows(body: Sequence[Sequence[str]]) -> int:
    """How many rows at the top name the columns."""
    if len(body) < 2 or not is_header(body[0]) or _is_label(body[0]) or _is_row(*body[:2]):
        return 0
    count = 1
    # Below a head over several columns stand the heads of each.
    while (
        count < min(MOST_HEADER_ROWS, len(body) - 1)
        and any(a == b and a for a, b in zip(body[count - 1], body[count - 1][1:], strict=False))
        and is_header(body[count])
        and not any(_is_value(cell) for cell in body[count])
    ):
        count += 1
    return count


def columns_again(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """How many columns make a table of their own, set beside others of the same heads (项目, 金额,
    项目, 金额); all of them where none are. The first of each names what stands in its row.
    """
    width = len(heads)
    for count in range(2, width // 2 + 1):
        named = [row[at] for row in rows for at in range(0, width, count) if row[at]]
        words = sum(not _is_value(cell) and not DASHES.match(cell) for cell in named)
        same = all(heads[at] == heads[at % count] for at in range(width))
        if width % count == 0 and heads[0] and same and 2 * words > len(named):
            return count
    return width


def _is_label(row: Sequence[str]) -> bool:
    """Whether only a row's first cell is filled: it is over the rows below, and names no column."""
    return len(row) > 1 and not any(row[1:])


def _is_row(row: Sequence[str], under: Sequence[str]) -> bool:
    """Whether a row has a value over a value: it names no column."""
    return any(_is_value(a) and _is_value(b) for a, b in zip(row, under, strict=True))


def is_header(row: Sequence[str]) -> bool:
    """Whether a row's cells are short words and years rather than values."""
    cells = [cell for cell in row if cell]
    values = [cell for cell in cells if _is_value(cell) or DASHES.match(cell)]
    short = all(
        len(cell) <= HEADER_CHARS and not SENTENCE.search(cell) and not LABELLED.match(cell)
        for cell in cells
    )
    return bool(cells) and short and len(values) <= len(cells) / 3


def _is_value(cell: str) -> bool:
    return bool(VALUE.match(cell)) and not (YEAR.match(cell) or MONTHS.match(cell))


def _column_heads(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Each column's head; one over several columns comes before each of theirs."""
    heads: list[str] = []
    for column in range(width):
        parts = dict.fromkeys(row[column] for row in rows if row[column])
        heads.append(" ".join(parts))
    return heads


def _sentence(row: Sequence[str], heads: Sequence[str], table_unit: str, period: str) -> str:
    serial = (
        len(row) > 1
        and bool(row[0])
        and (bool(SERIAL.match(heads[0])) or _counts(row))
        and len(row) > 2
    )
    first = 1 if serial else 0
    if NUMBERED.match(row[first]):
        heads, table_unit, period = [""] * len(row), "", ""
    cells: list[str] = []
    columns = range(first + 1, len(row))
    units = [at for at in columns if UNIT_HEAD.match(heads[at]) and is_unit(row[at])]
    table_unit = _unit_of_label(row[first:], heads[first:]) or table_unit
    measured = columns_measured(heads, row[units[0]]) if units else set()
    for column in columns:
        merged = row[column] == row[column - 1] and heads[column] == heads[column - 1]
        if row[column] and not merged and column not in units:
            own = row[units[0]] if column in measured else ""
            unit = own or (table_unit if is_measured(heads[column], table_unit) else "")
            cells.append(_with_head(heads[column], row[column], unit).strip().rstrip("。；"))
    dated = any(PERIOD.search(words) for words in (*heads, row[first]))
    said = "；".join(cells)
    head = row[first].rstrip("：:。")
    if head and said:
        said = f"{head}：{said}"
    elif head:
        said = f"{heads[first]} {head}".strip()
    if cells and period and not dated:
        said = f"{period}，{said}"
    if said and serial and row[0] != row[1]:
        said = f"{row[0].rstrip('.、')}. {said}"
    return _ended(said)


def _with_head(head: str, value: str, unit: str) -> str:
    """面积（亩） and 1200 → 面积 1200亩: a bare figure stands beside its unit, or its row's."""
    for found in UNIT_IN_HEAD.finditer(head):
        if is_range(head[found.end() :]):
            continue
        if _is_bare(value) and is_unit(found[1]):
            return f"{head[: found.start()]}{head[found.end() :]} {value}{found[1]}"
    return f"{head} {value}{unit if _is_bare(value) else ''}"


def _is_bare(value: str) -> bool:
    """Whether a cell is a number, or from one to another, without its unit: 1,200, 20～30."""
    return bool(BARE_NUMBER.match(value) or FROM_TO.match(value))


def columns_measured(heads: Sequence[str], unit: str) -> set[int]:
    """Return the columns whose figures are in the unit that a column of units names: rates too, if
    that is per cent."""
    counted = {at for at, head in enumerate(heads) if QUANTITY.search(head)}
    measured = {at for at, head in enumerate(heads) if is_measured(head, unit)}
    return measured if unit in "%％" else counted or measured


def _unit_of_label(row: Sequence[str], heads: Sequence[str]) -> str:
    """The unit that a row's own label names: 设施, 完好率（%）, 97.5, 99."""
    cells = [cell for cell, head in zip(row, heads, strict=True) if not SERIAL.match(head)]
    labels = takewhile(lambda cell: not _is_value(cell), cells)
    found = [told[1] for cell in labels if (told := UNIT_IN_HEAD.search(cell))]
    return next(filter(is_unit, found), "")


def is_measured(head: str, unit: str) -> bool:
    """Whether a column's figures are in the table's unit: all are where that is per cent."""
    return not SERIAL.match(head) and (unit in ("%", "％") or not NO_UNIT.search(head))


def is_range(head: str) -> bool:
    """Whether a head is a range of bare numbers (10＜μ≤20, 65以上): the unit over it is its own."""
    return bool(RANGE.fullmatch(head.strip())) and not re.search(r"(?:19|20)\d\d", head)


def is_unit(text: str) -> bool:
    """Whether words are a unit, also of so many: 元, 万吨, %, 元/亩."""
    bare = SCALES.sub("", text).split("/")[0] or text
    return text in ("%", "％", "‰") or unit_kind(to_simplified(bare)) is not None


def _counts(row: Sequence[str]) -> bool:
    return bool(re.fullmatch(r"\d{1,3}[.、]?", row[0])) and not VALUE.match(row[1])


def _ended(said: str) -> str:
    return said if not said or said[-1] in "。！？" else f"{said}。"
