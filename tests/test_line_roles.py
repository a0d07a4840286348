"""Printed lines joined to paragraphs: where a column's paragraphs end, and what is a heading."""

import pytest

from corpus.page.printed_lines import DATELINE, ends_sentence, printed_lines
from corpus.page.reflow import join_lines, reflow

# Columns of twelve characters; a paragraph's first line has ten.
FULL_LAST_LINE = """海边的风车，转得很慢
人们在树下，等着天黑下去
风里有盐的味道，远处的高
高灯塔，亮了又灭灭了又亮。
孩子们把鞋，脱在门口
跑进浅水里，去找小的贝壳
潮水退去以后，沙上还留着
弯弯的脚印。
"""
OPEN_QUOTATION = """“海边风车，转得很慢
我们在树下，等着天黑下去
风里有盐的味道，远处的高
高灯塔，亮了又灭灭了又亮。
潮水退去以后，沙上还留着
脚印。”老王说。
"""
NOTE_ALONE = FULL_LAST_LINE.replace("又亮。\n", "又亮。\n（完）\n")


def paragraphs(text: str) -> list[str]:
    return [paragraph.text for paragraph in reflow(printed_lines(text))]


def test_paragraph_ends_with_a_full_line_where_the_next_is_set_in() -> None:
    assert [text[-3:] for text in paragraphs(FULL_LAST_LINE)] == ["又亮。", "脚印。"]


def test_sentence_that_ends_with_its_line_does_not_end_an_open_quotation() -> None:
    assert len(paragraphs(OPEN_QUOTATION)) == 1


def test_note_on_a_line_of_its_own_is_no_heading() -> None:
    assert not any(paragraph.heading for paragraph in reflow(printed_lines(NOTE_ALONE)))
    assert paragraphs(NOTE_ALONE)[0].endswith("又亮。（完）")


def test_paragraphs_that_are_not_set_in_end_with_their_short_lines() -> None:
    text = "人们在树下等着天黑，\n风里有盐的味道，远处\n的灯塔。\n" * 4
    assert paragraphs(text) == ["人们在树下等着天黑，风里有盐的味道，远处的灯塔。"] * 4


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("全市共有1.", "66万家", "全市共有1.66万家"),
        ("共有20", "24年的", "共有2024年的"),
        ("以Flagship", "Pioneering为例", "以Flagship Pioneering为例"),
        ("英国P4", "精准医疗", "英国P4精准医疗"),
        ("in Beijing.", "The next", "in Beijing. The next"),
    ],
)
def test_numbers_are_joined_and_words_kept_apart(above: str, below: str, joined: str) -> None:
    lines = printed_lines(f"{above}\n{below}\n")
    assert join_lines(lines, heading=False, width=0.0).text == joined


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("灯塔亮了。", True),
        ("灯塔亮了。（下转第4版）", True),
        ("（完）", True),
        ("新华社记者 李四 摄", True),
        ("灯塔（远处）", False),
        ("灯塔亮了", False),
    ],
)
def test_line_ends_a_sentence(line: str, ends: bool) -> None:
    assert ends_sentence(line) is ends


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("新华社海州5月3日专电（记者 何青）潮水退了。", True),
        ("据新华社海州5月3日体育专电 潮水退了。", True),
        ("新华社海城（东国）5月3日电 潮水退了。", True),
        ("据海州学者网5月3日报道，潮水退了。", False),
    ],
)
def test_a_dateline_begins_a_report(text: str, is_one: bool) -> None:
    assert bool(DATELINE.match(text)) == is_one
