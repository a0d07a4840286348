"""Checked figures and the ledger → JSON of the contract's keys, and what a terminal shows. Pure."""

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from assistant.checking.check import CheckedFigure, CheckReport, Evidence
from assistant.ledger import LedgerRow
from corpus import Figure
from ui.commands.json_output import citation_to_json, span_to_json
from ui.commands.text_output import printable
from ui.sheets.check_rows import MARKS, place_of, summary_text
from ui.sheets.ledger_sheet import RELATIONS

Json = dict[str, Any]
STYLES = {
    "supported": "green",
    "contradicted": "bold red",
    "imprecise": "yellow",
    "not_found": "magenta",
}


def report_to_json(report: CheckReport) -> Json:
    return {
        "figures": [_checked_to_json(checked) for checked in report.figures],
        "summary": report.summary,
        "build": report.build,
    }


def _checked_to_json(checked: CheckedFigure) -> Json:
    figure = checked.figure
    return {
        "raw": figure.raw,
        "span": span_to_json(figure.span),
        **_values(figure),
        "sentence": checked.sentence,
        "verdict": checked.verdict,
        "reason": checked.reason,
        "evidence": [_evidence_to_json(evidence) for evidence in checked.evidence],
        "nearest": [_evidence_to_json(evidence) for evidence in checked.nearest],
    }


def _evidence_to_json(evidence: Evidence) -> Json:
    figure = evidence.figure
    return {
        "citation": citation_to_json(evidence.citation),
        "figure": {
            "raw": figure.raw,
            "span": span_to_json(figure.span),
            **_values(figure),
            **_about(figure),
        },
    }


def ledger_to_json(rows: Sequence[LedgerRow]) -> Json:
    return {
        "figures": [
            {
                "raw": row.figure.raw,
                **_values(row.figure),
                **_about(row.figure),
                "group": row.group,
                "relation": row.relation or None,
                "citation": citation_to_json(row.citation),
            }
            for row in rows
        ]
    }


def _values(figure: Figure) -> Json:
    return {
        "value": figure.value,
        "upper": figure.upper,
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "kind": figure.kind,
    }


def _about(figure: Figure) -> Json:
    return {
        "measure": figure.measure,
        "period": figure.period,
        "place": figure.place,
        "speaker": figure.speaker,
    }


def report_to_text(report: CheckReport) -> Text:
    """One figure after another: sign, words, reason, and the source's words with their place."""
    text = Text(summary_text(report), "bold")
    for checked in report.figures:
        mark = MARKS[checked.verdict]
        text.append(f"\n\n{mark.sign} {mark.name}  ", STYLES[checked.verdict])
        text.append(printable(checked.figure.raw), "bold")
        text.append(f"\n    {printable(checked.reason)}")
        for evidence in (checked.evidence or checked.nearest)[:1]:
            citation = evidence.citation
            text.append(f"\n    {printable(citation.title)} {place_of(citation)}", "cyan")
            text.append(f"\n    {printable(citation.quote.strip())}", "dim")
    return text


def ledger_to_text(rows: Sequence[LedgerRow]) -> Text:
    """A line a figure, those of one measure under one another."""
    if not rows:
        return Text("没有符合条件的数字")
    text, group = Text(), None
    for row in rows:
        figure = row.figure
        if group != row.group:
            text.append("\n" if group else "")
            text.append(printable(figure.measure or "（未写明指标）"), "bold")
            group = row.group
        facts = " · ".join(filter(None, (figure.period, figure.place, figure.speaker)))
        text.append(f"\n    {printable(figure.raw)}", "green").append(f"  {printable(facts)}")
        text.append(f"  {RELATIONS[row.relation]}" if row.relation else "", "yellow")
        text.append(f"  {printable(row.citation.title)} {place_of(row.citation)}", "dim")
    return text
