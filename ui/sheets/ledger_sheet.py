"""Rows of the ledger in, a table to work on out: .xlsx, .csv."""

from collections.abc import Sequence
from pathlib import Path

from assistant.ledger import LedgerRow
from corpus.errors import YoujuError
from ui.sheets.check_rows import place_of
from ui.sheets.sheet_files import to_csv, to_xlsx, write_sheet

LEDGER_SHEETS = (".xlsx", ".csv")
COLUMNS = ("组", "数字", "数值", "上限", "单位", "限定", "类别", "指标", "时间", "地点", "说话人", "备注", "原文", "来源", "位置")  # fmt: skip
RELATIONS = {"": "", "disagrees": "同一时间另有不同数值", "target": "目标"}


def write_ledger(rows: Sequence[LedgerRow], path: Path) -> None:
    """Write the rows in the form that the file's suffix names."""
    suffix = path.suffix.lower()
    if suffix not in LEDGER_SHEETS:
        raise YoujuError(
            f"{path.name!r} cannot be written: end the name in {', '.join(LEDGER_SHEETS)}."
        )
    table = [list(COLUMNS), *map(_row, rows)]
    write_sheet(path, to_xlsx(table, "数字台账") if suffix == ".xlsx" else to_csv(table))


def _row(row: LedgerRow) -> list[str]:
    figure, citation = row.figure, row.citation
    return [
        str(row.group),
        figure.raw,
        _number(figure.value),
        _number(figure.upper),
        figure.unit or "",
        figure.qualifier or "",
        figure.kind,
        figure.measure or "",
        figure.period or "",
        figure.place or "",
        figure.speaker or "",
        RELATIONS[row.relation],
        citation.quote,
        citation.title,
        place_of(citation),
    ]


def _number(value: int | float | None) -> str:
    return "" if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)
