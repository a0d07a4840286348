"""A check's report → HTML: the draft with its figures marked, the counts, a finding for each figure.

Pure: knows no browser, no Gradio and no index. Every text of the draft or a source is data and is
escaped; the marks add no character to the draft (their signs are drawn by the style). A figure is a
button that carries its finding's number and the place of its first evidence; page.js shows both.
"""

from assistant.checking.check import CheckedFigure, CheckReport, Evidence
from ui.page.answer_view import open_attributes, place_of
from ui.page.source_view import escape, kind_to_html
from ui.sheets.check_rows import MARKS, draft_parts, quote_parts
from ui.sheets.check_sheet import SHEETS
from ui.words import Words

# What a desk has to look at: every verdict but the one that holds.
TO_FIX = " ".join(verdict for verdict in MARKS if verdict != "supported")


def report_to_html(report: CheckReport, words: Words, *, searched: str) -> str:
    """Return the whole report; ``searched`` says in a sentence what the draft was held against."""
    draft = (
        f'<section class="yj-draft-frame"><h3 class="yj-label">{words["draft"]}</h3>'
        f'<div class="yj-draft" lang="zh-CN">{draft_to_html(report, words)}</div></section>'
    )
    if not report.figures:
        said = f'<p class="yj-none-title">{words["no_figures"]}</p><p>{words["no_figures_how"]}</p>'
        return (
            f'<div class="yj-report" data-said="{words["no_figures"]}"><div class="yj-none">{said}</div>'
            f"{draft}</div>"
        )
    findings = "".join(
        finding_to_html(n, checked, words, count=len(report.figures), searched=searched)
        for n, checked in enumerate(report.figures, 1)
    )
    return (
        f'<div class="yj-report" data-said="{said_of(report, words)}">'
        f"{summary_to_html(report, words)}{draft}"
        f'<section><h3 class="yj-label">{words["findings"]}</h3>'
        f'<ol class="yj-findings">{findings}</ol></section>'
        f'<p class="yj-build">{escape(searched)} {words["build"].format(build=escape(report.build))}'
        "</p></div>"
    )


def said_of(report: CheckReport, words: Words) -> str:
    """What is read out of a report: its counts."""
    counts = report.summary
    return "，".join(f"{words[f'verdict_{verdict}']} {counts[verdict]}" for verdict in MARKS)


def summary_to_html(report: CheckReport, words: Words) -> str:
    """Return the counts, each a button that shows its verdict alone, and the sheets to export."""
    counts = report.summary
    filters = "".join(
        f'<button type="button" class="yj-filter yj-v-{verdict}" data-verdict="{verdict}"'
        f' aria-pressed="false"{"" if counts[verdict] else " disabled"}>'
        f'<span class="yj-sign" aria-hidden="true">{mark.sign}</span>'
        f"{words[f'verdict_{verdict}']} <b>{counts[verdict]}</b></button>"
        for verdict, mark in MARKS.items()
    )
    wrong = len(report.figures) - counts["supported"]
    return (
        f'<div class="yj-summary"><div role="group" aria-label="{words["filter"]}">'
        f'<button type="button" class="yj-filter" data-verdict="" aria-pressed="true">'
        f"{words['all_figures']} <b>{len(report.figures)}</b></button>"
        f'<button type="button" class="yj-filter" data-verdict="{TO_FIX}" aria-pressed="false"'
        f"{'' if wrong else ' disabled'}>{words['to_fix']} <b>{wrong}</b></button>{filters}</div>"
        f"{exports_to_html(SHEETS, words)}</div>"
    )


def exports_to_html(suffixes: tuple[str, ...], words: Words) -> str:
    buttons = "".join(
        f'<button type="button" class="yj-export" data-suffix="{suffix}">{suffix}</button>'
        for suffix in suffixes
    )
    return (
        f'<div class="yj-exports" role="group" aria-label="{words["export"]}">'
        f"<span>{words['export']}</span>{buttons}</div>"
    )


def draft_to_html(report: CheckReport, words: Words) -> str:
    return "".join(
        figure_to_html(n, text, checked, words) if checked else escape(text)
        for text, n, checked in draft_parts(report)
    )


def figure_to_html(n: int, text: str, checked: CheckedFigure, words: Words) -> str:
    label = words["figure_label"].format(
        figure=text,
        verdict=words[f"verdict_{checked.verdict}"],
        reason=checked.why.said(words["language"]),
    )
    return (
        f'<span role="button" tabindex="0" class="yj-figure yj-v-{checked.verdict}" {opening(n, checked)}'
        f' data-sign="{MARKS[checked.verdict].sign}" aria-label="{escape(label)}">'
        f"{escape(text)}</span>"
    )


def opening(n: int, checked: CheckedFigure) -> str:
    """Return the attributes by which a click finds the finding, and its evidence's source."""
    verdict = f'data-finding="{n}" data-verdict="{checked.verdict}"'
    shown = checked.evidence or checked.nearest
    if not shown:
        return f'{verdict} aria-controls="yj-panel"'
    return f"{verdict} {open_attributes(shown[0].citation)}"


def finding_to_html(
    n: int, checked: CheckedFigure, words: Words, *, count: int, searched: str
) -> str:
    """Return the row of a figure, with what the panel shows of it in a template."""
    mark = verdict_to_html(checked, words)
    language = words["language"]
    why = f'class="yj-reason" lang="{language}">{escape(checked.why.said(language))}'
    return (
        f'<li class="yj-finding" data-verdict="{checked.verdict}">'
        f'<button type="button" class="yj-finding-open" {opening(n, checked)}>'
        f'<span class="yj-n">{n}</span><span class="yj-body"><span class="yj-claimed">'
        f'{mark}<b lang="zh-CN">{escape(checked.figure.raw)}</b></span>'
        f"<span {why}</span></span></button>"
        f'<template data-of="{n}">{walk_to_html(n, count, words)}<p class="yj-claimed">{mark}'
        f'<b lang="zh-CN">{escape(checked.figure.raw)}</b></p><p {why}</p>'
        f'<p class="yj-claim" lang="zh-CN">{words["in_draft"]}{escape(checked.sentence.strip())}</p>'
        f"{evidence_to_html(checked, words, searched=searched)}</template></li>"
    )


def walk_to_html(n: int, count: int, words: Words) -> str:
    """Return the buttons that go from figure to figure, among those that are shown."""
    steps = (("-1", "figure_before", "‹"), ("1", "figure_after", "›"))
    before, after = (
        f'<button type="button" class="yj-step" data-step="{step}" aria-label="{words[word]}"'
        f' title="{words[word]}">{sign}</button>'
        for step, word, sign in steps
    )
    said = words["figure_of"].format(n=n, count=count)
    return f'<div class="yj-walk">{before}<span>{said}</span>{after}</div>'


def verdict_to_html(checked: CheckedFigure, words: Words) -> str:
    return (
        f'<span class="yj-verdict yj-v-{checked.verdict}"><span aria-hidden="true">'
        f"{MARKS[checked.verdict].sign}</span> {words[f'verdict_{checked.verdict}']}</span>"
    )


def evidence_to_html(checked: CheckedFigure, words: Words, *, searched: str) -> str:
    shown = checked.evidence or checked.nearest
    said = f'<p class="yj-searched">{escape(searched)}</p>' if not checked.evidence else ""
    if not shown:
        return f'<p class="yj-searched">{words["nothing_near"]}</p>{said}'
    rows = "".join(f"<li>{piece_to_html(evidence, words)}</li>" for evidence in shown)
    title = words["evidence"] if checked.evidence else words["nearest_figures"]
    return f'<h3 class="yj-label">{title}</h3><ul class="yj-citations">{rows}</ul>{said}'


def piece_to_html(evidence: Evidence, words: Words) -> str:
    citation = evidence.citation
    badge = kind_to_html("card", words) if citation.kind == "card" else ""
    return (
        f'<button type="button" class="yj-citation" {open_attributes(citation)}>'
        f'<span class="yj-body"><span class="yj-quote" lang="zh-CN">{quote_to_html(evidence)}</span>'
        f'<span class="yj-place">{badge}{escape(place_of(citation, words))}</span></span></button>'
    )


def quote_to_html(evidence: Evidence) -> str:
    """Return the quoted sentence, the figure in it emphasised."""
    before, figure, after = map(escape, quote_parts(evidence))
    return f"{before}<b>{figure}</b>{after}" if figure else before
