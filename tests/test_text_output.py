"""What a person reads in the terminal, made from records without any index."""

import os
import pty
import subprocess
import sys
from dataclasses import replace

import pytest

from assistant.records import Answer, Citation
from corpus.records import Span
from index.build import BuildReport, PassageCounts
from index.describe import SourceChanges
from ui.commands.text_output import (
    answer_to_text,
    build_to_text,
    hits_to_text,
    metrics_to_text,
    printable,
)
from ui.sheets.check_rows import place_of

PLACE = "论坛特刊 · 孵化器走出领军企业 · 第 12–14 行 · 王德花"
CITATION = Citation(
    n=1,
    source="page",
    title="论坛特刊",
    article="孵化器走出领军企业",
    kind="news",
    publisher=None,
    date=None,
    url=None,
    page=None,
    lines=(12, 14),
    boxes=None,
    span=Span(0, 10),
    quote="减免税金额达13亿元。",
    speaker="王德花",
)
ANSWER = Answer(
    question="减免税多少？",
    status="answered",
    answer="减免税金额达13亿元。[1]",
    direct=("13亿元",),
    citations=(CITATION,),
    nearest=(),
    mode="extractive",
    build="b",
)


def test_an_answer_shows_where_each_marker_leads() -> None:
    assert answer_to_text(ANSWER).plain == (
        f"简答  13亿元\n\n减免税金额达13亿元。[1]\n\n出处\n[1] {PLACE}"
    )


def test_a_figure_read_from_an_image_carries_a_warning() -> None:
    answer = replace(ANSWER, citations=(replace(CITATION, recognized=True),))
    warning = "⚠ 由图像识别，数字可能有误"
    assert answer_to_text(answer).plain.endswith(f"[1] {PLACE} · {warning}")
    assert place_of(answer.citations[0]) == f"第12—14行 {warning}"


def test_a_place_without_printed_lines_is_told_by_paragraphs() -> None:
    citation = replace(CITATION, by_paragraph=True, lines=(3, 3), speaker=None)
    place = "论坛特刊 · 孵化器走出领军企业 · 第 3 段"
    assert answer_to_text(replace(ANSWER, citations=(citation,))).plain.endswith(f"[1] {place}")
    assert place_of(citation) == "第3段"


def test_a_quote_is_shown_where_the_answer_does_not_say_it() -> None:
    answer = replace(ANSWER, answer="全年减免税13亿元。[1]", direct=())
    assert answer_to_text(answer).plain.endswith(f"[1] {PLACE}\n    减免税金额达13亿元。")


def test_a_card_is_called_a_card() -> None:
    card = replace(CITATION, kind="card")
    assert (
        f"[1] 资料卡（非原文） {PLACE}" in answer_to_text(replace(ANSWER, citations=(card,))).plain
    )
    assert "资料卡（非原文）" in hits_to_text("tax", [card]).plain


def test_an_english_question_is_answered_in_english_words() -> None:
    shown = answer_to_text(replace(ANSWER, question="How much?")).plain
    assert shown.startswith("In short  13亿元")
    assert "lines 12–14" in shown


def test_what_was_not_found_is_said_before_what_is_near() -> None:
    nothing = replace(
        ANSWER, status="not_found", answer="", direct=(), citations=(), nearest=(CITATION,)
    )
    assert answer_to_text(nothing).plain == (
        "没有找到  资料里没有这个问题的答案。\n\n最接近的段落（不是答案）\n"
        f"≈ {PLACE}\n    减免税金额达13亿元。"
    )


def test_words_of_a_source_do_not_steer_the_terminal() -> None:
    assert printable("一\x1b[31m二\x07\r\n三\t四\x9b5m") == "一[31m二\n三\t四5m"
    steering = replace(CITATION, quote="\x1b]0;题\x07一", title="\x1b[2J")
    answer = replace(ANSWER, answer="\x1b[1A答。[1]", direct=("\x1b[5m",), citations=(steering,))
    assert "\x1b" not in answer_to_text(answer).plain
    assert "\x1b" not in hits_to_text("问", [steering]).plain


def report(*, previous: str | None, build: str = "new") -> BuildReport:
    failed = [{"path": "scan.pdf", "reason": "it holds no text"}]
    changes = SourceChanges(["a"], ["b"], ["c"], ["d", "e"], failed)
    return BuildReport(build, previous, changes, PassageCounts(9, 2, 7), 5, 1.25)


def test_a_build_names_what_changed_and_what_was_left_out() -> None:
    assert build_to_text(report(previous="old")).plain == (
        "Built new and in service.\n"
        "Sources    1 added, 1 changed, 1 removed, 2 unchanged\n"
        "  added    a\n"
        "  changed  b\n"
        "  removed  c\n"
        "  left out scan.pdf: it holds no text\n"
        "Passages   9 (2 embedded, 7 reused)\n"
        "Figures    5\n"
        "Seconds    1.2"
    )


def test_a_first_build_does_not_list_all_it_added() -> None:
    shown = build_to_text(report(previous=None)).plain
    assert "1 added" in shown
    assert "added    a" not in shown
    assert "left out scan.pdf" in shown


def test_a_build_of_nothing_new_says_so() -> None:
    shown = build_to_text(report(previous="same", build="same")).plain
    assert shown.startswith("Nothing has changed: same stays in service.")


@pytest.mark.parametrize(("value", "shown"), [(0.9833, "0.9833"), (2172, "2,172"), (0.0, "0")])
def test_metrics_are_plain_numbers(value: float, shown: str) -> None:
    assert metrics_to_text({"mrr@10": value}).plain == f"mrr@10  {shown}"


SHOW = """
from ui.commands.progress import shown_progress
with shown_progress() as progress:
    progress("read", 2, 2)
    for done in range(3):
        progress("embed", done, 3)
"""


def test_progress_is_drawn_on_a_terminal_and_nowhere_else() -> None:
    command = [sys.executable, "-c", SHOW]
    ours, theirs = pty.openpty()
    try:
        environment = os.environ | {"TERM": "xterm"}
        out = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=theirs, env=environment, check=True
        ).stdout
        drawn = os.read(ours, 100_000).decode("utf-8", "replace")
    finally:
        os.close(ours)
        os.close(theirs)
    assert out == b""
    assert "Reading sources" in drawn
    assert "Embedding" in drawn
    silent = subprocess.run(command, capture_output=True, check=True)
    assert (silent.stdout, silent.stderr) == (b"", b"")
