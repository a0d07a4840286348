"""The chat's rendering: answers, citations, what is copied, what was not found, errors."""

import html
import json
import re
from dataclasses import replace

import pytest

from assistant.records import Answer, Citation
from corpus.records import Span
from ui.page.answer_view import (
    Turn,
    answer_to_text,
    citation_to_text,
    conversation_to_html,
    notice_to_html,
    place_of,
    said_of,
    welcome_to_html,
)
from ui.words import EN, EXAMPLES, ZH, words_for

QUESTION = "全市有多少家？"
ANSWER = Answer(
    question=QUESTION,
    status="answered",
    answer="全市已有12家。[1] 今年再建3家。[2]",
    direct=("12家",),
    citations=(),
    nearest=(),
    mode="extractive",
    build="b",
)


def citation(n: int, quote: str, **changes: object) -> Citation:
    made = Citation(
        n=n,
        source="page",
        title="全市大会",
        article="开年第一会",
        kind="news",
        publisher=None,
        date=None,
        url=None,
        page=None,
        lines=(3, 5),
        boxes=None,
        span=Span(10, 10 + len(quote)),
        quote=quote,
        speaker="李明",
    )
    return replace(made, **changes)


ANSWER = replace(ANSWER, citations=(citation(1, "全市已有12家。"), citation(2, "今年再建3家。")))
NOT_FOUND = replace(
    ANSWER,
    status="not_found",
    answer="",
    direct=(),
    citations=(),
    nearest=(citation(1, "邻市有9家。"),),
)


def show(answer: Answer | None, *, titles: tuple[str, ...] = (), words=ZH, complete=True) -> str:
    turn = Turn(QUESTION, titles, answer, complete)
    return conversation_to_html((turn,), words, source_count=8)


def text_of(view: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", view))


def test_direct_answer_stands_apart_from_the_sentences():
    view = show(ANSWER)
    assert "<ul><li>12家</li></ul>" in view
    assert view.index("<li>12家</li>") < view.index("全市已有12家")


def test_every_marker_becomes_a_button_that_names_its_source():
    chips = re.findall(r'<button type="button" class="yj-chip"([^>]*)>(\d+)</button>', show(ANSWER))
    assert [number for _, number in chips] == ["1", "2"]
    assert 'data-source="page" data-start="10" data-end="18"' in chips[0][0]
    assert 'aria-label="出处 1：全市大会 · 开年第一会 · 第 3–5 行 · 李明。打开原文"' in chips[0][0]
    assert 'title="“全市已有12家。” 全市大会 · 开年第一会 · 第 3–5 行 · 李明"' in chips[0][0]


def test_marker_without_citation_stays_text():
    view = show(replace(ANSWER, answer="见文献[7]。[1]"))
    assert "见文献[7]" in text_of(view)
    assert view.count('class="yj-chip"') == 1


def test_quote_is_repeated_only_where_the_answer_does_not_say_it():
    assert "yj-quote" not in show(ANSWER)
    written = replace(ANSWER, answer="现在有12家[1]，还要建3家[2]。", mode="llm")
    assert show(written).count("yj-quote") == 2
    assert ZH["llm"] in show(written)


def test_card_is_badged_in_the_list():
    card = replace(ANSWER, citations=(citation(1, "全市已有12家。", kind="card"),))
    assert "资料卡（非原文）" in show(card)
    assert "资料卡（非原文）" in show(card, words=EN)


def test_not_found_says_what_was_searched_and_shows_the_nearest_as_such():
    view = show(NOT_FOUND)
    assert "yj-not_found" in view
    assert "查过全部 8 份资料" in view
    assert view.index("最接近的段落（不是答案）") < view.index("邻市有9家。")
    assert "yj-chip" not in view
    assert "查过的资料：甲、乙" in show(NOT_FOUND, titles=("甲", "乙"))


def test_pending_turn_says_so_and_offers_nothing():
    view = show(None, complete=False)
    assert ZH["pending"] in view
    assert "yj-actions" not in view


def test_growing_answer_offers_no_copy_yet():
    assert "yj-copy" not in show(ANSWER, complete=False)
    assert "yj-copy" in show(ANSWER)


def test_only_the_last_turn_can_be_answered_again():
    turn = Turn(QUESTION, (), ANSWER, True)
    view = conversation_to_html((turn, replace(turn)), ZH, source_count=8)
    assert view.count("yj-retry") == 1
    assert view.index("yj-retry") > view.rindex("yj-question")


def test_copied_text_is_the_answer_and_its_numbered_citations():
    assert answer_to_text(ANSWER, ZH) == (
        "全市已有12家。[1] 今年再建3家。[2]\n\n出处\n"
        "[1] “全市已有12家。” 全市大会 · 开年第一会 · 第 3–5 行 · 李明\n"
        "[2] “今年再建3家。” 全市大会 · 开年第一会 · 第 3–5 行 · 李明"
    )


def test_copied_words_of_a_card_are_called_a_cards():
    card = citation(1, "全市已有12家。", kind="card")
    assert citation_to_text(card, ZH).startswith("“全市已有12家。” ［资料卡（非原文）］全市大会")
    assert "资料卡" not in citation_to_text(ANSWER.citations[0], ZH)


def test_copied_text_begins_with_a_short_answer_that_the_sentences_lack():
    assert answer_to_text(replace(ANSWER, direct=("一打",)), ZH).startswith("一打\n全市")


def test_copied_text_waits_in_the_copy_button():
    (copied,) = re.findall(r'class="yj-copy" data-text="([^"]*)"', show(ANSWER))
    assert html.unescape(copied) == answer_to_text(ANSWER, ZH)


def test_place_of_one_line_is_a_line():
    assert place_of(citation(1, "x", lines=(3, 3), article=None, speaker=None), EN) == (
        "全市大会 · line 3"
    )


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        (Turn(QUESTION), ZH["pending"]),
        (Turn(QUESTION, written=True), ZH["writing"]),
        (Turn(QUESTION, (), ANSWER, False), ZH["pending"]),
        (Turn(QUESTION, (), ANSWER, True), "12家"),
        (Turn(QUESTION, (), replace(ANSWER, direct=()), True), "全市已有12家。 今年再建3家。"),
        (Turn(QUESTION, (), NOT_FOUND, True), ZH["not_found"]),
    ],
)
def test_turn_is_read_out_when_it_is_worked_on_and_when_it_is_done(turn: Turn, said: str):
    assert said_of(turn, ZH) == said


def test_turn_remembers_what_was_asked_of_which_sources():
    view = conversation_to_html((Turn('"甲"？', sources=("a", 'b"')),), ZH, source_count=8)
    (question, sources) = re.findall('data-(?:question|sources)="([^"]*)"', view)
    assert html.unescape(question) == '"甲"？'
    assert json.loads(html.unescape(sources)) == ["a", 'b"']


def test_model_that_is_waited_for_can_be_left():
    waiting = Turn(QUESTION, written=True)
    assert "yj-stop" in conversation_to_html((waiting,), ZH, source_count=8)
    for turn in (Turn(QUESTION), replace(waiting, answer=ANSWER, complete=True)):
        assert "yj-stop" not in conversation_to_html((turn,), ZH, source_count=8)


def test_quotes_in_the_place_of_a_models_words_are_said_to_be_that():
    turn = Turn(QUESTION, (), ANSWER, True, written=True)
    assert ZH["unwritten"] in conversation_to_html((turn,), ZH, source_count=8)
    assert ZH["unwritten"] not in show(ANSWER)


def test_place_of_a_page_in_english():
    assert place_of(citation(1, "x", page=4, lines=None, article=None), EN) == (
        "全市大会 · page 4 · 李明"
    )


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "__i18n__{}", "' & \""]
)
def test_markup_in_question_source_and_answer_is_text(text: str):
    cited = citation(1, text, title=text, article=text, speaker=text, source=text)
    answer = replace(ANSWER, question=text, answer=f"{text}[1]", direct=(text,), citations=(cited,))
    nothing = replace(NOT_FOUND, answer=text, nearest=(cited,))
    for shown in (answer, nothing):
        view = conversation_to_html((Turn(text, (text,), shown, True),), ZH, source_count=1)
        assert not re.search("<(img|script)", view)
        assert "__i18n__" not in view
        assert text in text_of(view)
    assert not re.search("<(img|script)", notice_to_html(text, ZH))


def test_error_is_announced():
    assert notice_to_html("The question is empty.", EN) == (
        '<p class="yj-notice" role="alert"><b>Could not answer</b> The question is empty.</p>'
    )


def test_examples_are_offered_only_for_sources_that_are_there():
    assert "yj-example" not in welcome_to_html(ZH, [], english=False)
    source = EXAMPLES[0].source
    offered = re.findall(
        'class="yj-example">(.*?)</button>', welcome_to_html(EN, [source], english=True)
    )
    assert offered == [example.en for example in EXAMPLES if example.source == source]


def test_both_languages_say_the_same_things():
    assert ZH.keys() == EN.keys()
    for key, word in ZH.items():
        assert re.findall(r"{\w+}", word) == re.findall(r"{\w+}", EN[key]), key


@pytest.mark.parametrize(
    ("accepted", "words"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", ZH),
        ("en-GB,en;q=0.9,zh;q=0.8", EN),
        ("fr,en;q=0.5", ZH),
        ("", ZH),
        (None, ZH),
    ],
)
def test_chinese_is_the_default_and_english_where_the_browser_asks_for_it(accepted, words):
    assert words_for(accepted) is words
