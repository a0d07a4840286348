"""A checked draft in, the check sheet as a web page out: one file, to be read, printed and filed."""

import html

from assistant.checking.check import CheckedFigure, CheckReport, Evidence
from ui.sheets.check_rows import MARKS, Filing, about, draft_parts, quote_parts, shown_of, source_of
from ui.words import ZH

NEAREST = "最接近的数字（不是依据）："
ALSO = "另见"
COLUMNS = ("序号", "稿件", "结论", "理由", "原文与出处")
STYLE = """
:root { color-scheme: light; }
body { max-width: 70em; margin: 2em auto; padding: 0 1.2em; background: #fff; color: #1d1c1a;
  font: 15px/1.75 "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, serif; }
h1 { margin: 0 0 .5em; font-size: 1.6em; letter-spacing: .05em; }
h2 { margin: 2em 0 .6em; font-size: 1.1em; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1em 1.2em; margin: 0; font-size: .95em; }
dt { color: #67635b; }
dd { margin: 0; overflow-wrap: anywhere; }
.draft { padding: 1em 1.4em; border: 1px solid #d8d3c8; line-height: 2; white-space: pre-wrap; overflow-wrap: anywhere; }
mark { padding: 0 .1em; border-bottom: 2px solid; background: none; font-weight: bold; }
mark sup { margin-left: .1em; font: .7em sans-serif; }
mark a { color: inherit; text-decoration: none; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: .9em; line-height: 1.6; }
th, td { padding: .5em .7em; border: 1px solid #d8d3c8; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #f3efe6; white-space: nowrap; }
col:nth-child(1) { width: 3.6em; } col:nth-child(2) { width: 27%; } col:nth-child(3) { width: 6em; } col:nth-child(4) { width: 20%; }
td p { margin: 0 0 .3em; }
td b { font-size: 1.1em; }
.verdict { font-weight: bold; white-space: nowrap; }
.from, .near { color: #67635b; font-size: .92em; }
.card { padding: 0 .4em; border: 1px dashed #b88a00; color: #1d1c1a; white-space: nowrap; }
@page { size: A4 landscape; margin: 14mm; }
@media print { body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; } tr { break-inside: avoid; } thead { display: table-header-group; } }
"""


def to_html(report: CheckReport, filing: Filing) -> str:
    listed = "".join(
        f"<dt>{name}</dt><dd>{html.escape(value)}</dd>" for name, value in about(report, filing)
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>数字核查单：{html.escape(filing.draft)}</title><style>{STYLE}</style></head><body>"
        f"<h1>数字核查单</h1><dl>{listed}</dl>"
        f'<h2>稿件</h2><div class="draft">{_draft(report)}</div>{_findings(report)}'
        "</body></html>\n"
    )


def _draft(report: CheckReport) -> str:
    return "".join(
        _marked(words, number, checked) if checked else html.escape(words)
        for words, number, checked in draft_parts(report)
    )


def _marked(words: str, number: int, checked: CheckedFigure) -> str:
    mark = MARKS[checked.verdict]
    return (
        f'<mark style="color:#{mark.colour}" title="{html.escape(checked.reason)}">'
        f'<a href="#f{number}">{html.escape(words)}<sup>{mark.sign}{number}</sup></a></mark>'
    )


def _findings(report: CheckReport) -> str:
    if not report.figures:
        return ""
    columns = "<col>" * len(COLUMNS)
    head = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    rows = "\n".join(_row(number, checked) for number, checked in enumerate(report.figures, 1))
    return (
        f"<h2>逐项</h2><table><colgroup>{columns}</colgroup>"
        f"<thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table>"
    )


def _row(number: int, checked: CheckedFigure) -> str:
    mark = MARKS[checked.verdict]
    shown = shown_of(checked)
    near = f'<p class="near">{NEAREST}</p>' if shown and not checked.evidence else ""
    pieces = "".join(_piece(evidence, quoted=not n) for n, evidence in enumerate(shown))
    return (
        f'<tr id="f{number}"><td>{number}</td>'
        f"<td><p><b>{html.escape(checked.figure.raw)}</b></p>"
        f"<p>{html.escape(checked.sentence.strip())}</p></td>"
        f'<td class="verdict" style="color:#{mark.colour}">{mark.sign} {mark.name}</td>'
        f"<td>{html.escape(checked.reason)}</td><td>{near}{pieces}</td></tr>"
    )


def _piece(evidence: Evidence, *, quoted: bool) -> str:
    """The quote and its place; of what speaks for the figure beside it, the figure alone."""
    before, figure, after = map(html.escape, quote_parts(evidence))
    quote = f"<p>{before}<b>{figure}</b>{after}</p>" if quoted else ""
    also = "" if quoted else f"{ALSO}“{html.escape(evidence.figure.raw)}”　"
    card = evidence.citation.kind == "card"
    badge = f'<span class="card">{ZH["card"]}</span> ' if card else ""
    place = html.escape(source_of(evidence.citation))
    return f'{quote}<p class="from">{also}{badge}{place}</p>'
