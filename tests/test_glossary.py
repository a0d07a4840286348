"""English questions become Chinese terms: words, names, dates and numbers."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.glossary import renderings, translate

NAMES = ("王德花", "刘伯超", "单霁翔", "吕志", "欧阳修", "王芳")
HAN = re.compile("[\u3400-\u9fff]")


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("How many incubators and maker spaces are there in Shanghai?", "孵化器 众创空间 上海"),
        ("What was the R&D spending of the tenant enterprises?", "研发支出 在孵企业"),
        ("Which makerspaces were built?", "众创空间 建设"),
        ("What are the guiding opinions of the State Council?", "指导意见 国务院"),
        ("the specialised centre's programme", "专业 中心 计划"),
        ("the specialized center's program", "专业 中心 计划"),
        ("Which universities and policies?", "高校 政策"),
        ("state-level science parks", "国家级 科技园"),
        ("How large is the share of exports? What percentage?", "占比 出口"),
        ("In Jiangsu Province", "江苏"),
        ("the Ministry of Finance and the MIIT Torch Center", "财政部 工业和信息化部 火炬中心"),
        ("WHAT IS THE TOTAL INCOME OF INCUBATORS?", "总收入 孵化器"),
        ("What did the US tell us?", "美国"),
    ],
)
def test_words_become_their_usual_rendering_in_order(english: str, chinese: str) -> None:
    assert translate(english) == chinese


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("in 2023", "2023年"),
        ("by 2025?", "2025年"),
        ("at the end of 2023", "2023年底"),
        ("in early 2021", "2021年初"),
        ("in the first half of 2022", "2022年上半年"),
        ("Q3 2022", "2022年三季度"),
        ("the 1990s", "20世纪90年代"),
        ("2022-2025", "2022-2025年"),
        ("19 December 2023", "2023年12月19日"),
        ("December 19, 2023", "2023年12月19日"),
        ("the 19th of December", "12月19日"),
        ("2023-12-19", "2023年12月19日"),
        ("December 2023", "2023年12月"),
        ("in April", "4月"),
        ("in May", "5月"),
        ("May it be so?", ""),
        ("1.1 trillion yuan", "1.1万亿元"),
        ("16,600", "16600"),
        ("13 billion", "130亿"),
        ("three million", "300万"),
        ("one hundred million tonnes", "1亿吨"),
        ("25 percent", "25%"),
        ("70%", "70%"),
        ("3 percentage points", "3个百分点"),
        ("$3.5 million", "350万美元"),
        ("twenty-three", "23"),
        ("two thirds", "三分之二"),
        ("1/4", "1/4"),
        ("the 2000 companies of 2000", "2000 公司 2000年"),
        ("more than 2000 yuan", "2000元"),
        ("No. 42", "第42号"),
        ("Announcement No. 42 of 2023", "公告 2023年第42号"),
        ("Caishui [2018] No. 120", "财税 〔2018〕120号"),
        ("the 14th Five-Year Plan", "“十四五”"),
        ("31 may 99", "31 99"),
    ],
)
def test_dates_and_numbers_are_printed_as_in_chinese(english: str, chinese: str) -> None:
    assert translate(english) == chinese


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("What did Wang Dehua say?", "王德花"),
        ("What did WANG Dehua say?", "王德花"),
        ("What did Dehua Wang say?", "王德花"),
        ("what did wang de-hua say", "王德花"),
        ("Who is Shan Jixiang?", "单霁翔"),
        ("Who is Lü Zhi?", "吕志"),
        ("Who is Lyu Zhi, Lu Zhi or Lv Zhi?", "吕志、吕志、吕志"),
        ("Who is Ouyang Xiu?", "欧阳修"),
        ("What does Mr Liu say?", "刘伯超"),
        ("Who is Ms Wang?", "Wang"),
        ("Who is Liu Bowen?", "Liu Bowen"),
        ("Who is Sun Long?", "Sun Long"),
    ],
)
def test_romanised_names_are_matched_or_kept(english: str, chinese: str) -> None:
    assert translate(english, NAMES) == chinese


def test_names_spelled_alike_are_all_rendered() -> None:
    assert renderings("Wang Fang", ["王芳", "汪方"]) == [("Wang Fang", ("王芳", "汪方"))]


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Is Flagship Pioneering an incubator?", "Flagship Pioneering 孵化器"),
        ("Is P4 British?", "P4 英国"),
        ("Are Acme and Umbra companies?", "Acme、Umbra 公司"),
        ("Does GPT-4 use AI?", "GPT-4 人工智能"),
    ],
)
def test_unknown_names_are_kept(english: str, chinese: str) -> None:
    assert translate(english) == chinese


def test_alternatives_are_offered_and_unknown_words_have_none() -> None:
    found = dict(renderings("Does the enterprise gallivant at the end of 2023?"))
    assert found["enterprise"] == ("企业", "公司")
    assert found["gallivant"] == ()
    assert found["end of 2023"][:2] == ("2023年底", "2023年年底")


def test_chinese_in_an_english_question_is_kept_whole() -> None:
    text = "Summarise 《众创空间管理办法》 and 京政办发〔2023〕26号, please"
    assert translate(text) == "《众创空间管理办法》 京政办发〔2023〕26号"


# Words that begin dates, numbers and names, met in any order.
WORDS = st.sampled_from(
    ["end", "of", "2023", "May", "19", "December,", "1.1", "trillion", "%", "yuan", "Wang", "de-hua", "P4", "US"]
    + ["the", "孵化器", "《", "》", "U.S.", "5G", "²", "$", "'", "’s", "-"]
)  # fmt: skip


@settings(deadline=None)  # the first romanised name imports pypinyin
@given(st.text() | st.lists(WORDS, max_size=12).map(" ".join))
def test_any_text_is_read_and_its_chinese_kept(text: str) -> None:
    terms = renderings(text, NAMES)
    kept = [c for c in translate(text, NAMES) if c in HAN.findall(text)]
    of_text = iter(kept)
    assert all(c in of_text for c in HAN.findall(text))
    starts = []
    position = 0
    for words, _ in terms:
        position = text.index(words, position)
        starts.append(position)
        position += len(words)
    assert all(a < b for a, b in pairwise(starts))


@settings(deadline=None)
@given(st.text(alphabet="0123456789,.%/-$ 万年stkmn", max_size=40))
def test_any_run_of_digits_is_read(text: str) -> None:
    assert isinstance(translate(text), str)


def test_every_entry_is_found_by_its_own_words() -> None:
    from assistant.answering.glossary import _load

    for first, entries in _load().items():
        for rest, chinese in entries:
            english = " ".join([first, *rest])
            assert translate(f"the {english}") == chinese.split("|")[0], english
            assert all(chinese.split("|")), english
