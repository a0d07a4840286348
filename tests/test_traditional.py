"""A page in traditional characters, asked and checked in simplified ones, and the other way."""

import hashlib
from collections.abc import Iterator

import pytest

from assistant.ask import ask
from assistant.check import check_draft
from corpus import shipped_sources
from corpus.records import Document, PrintedRun, Source
from corpus.simplified import is_traditional, plain_document, to_plain
from index import Index, build_index, local_embedding, open_index

PAGE = """<html><head><meta charset=big5><title>臨海市燈塔節開幕</title></head><body>
<h1>臨海市燈塔節開幕</h1>
<p>臨海市港務局局長陳國華介紹，2031年全市共有燈塔一百二十六座，其中仍在使用的有98座。</p>
<p>燈塔節為期十五天，預計接待遊客超過45萬人次，較上屆增長兩成。</p>
<p>港務局將與臨海大學合作，設立燈塔保護基金，首期規模為8000萬元。</p></body></html>"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("traditional")
    data = PAGE.encode("big5")
    path = folder / "page.html"
    path.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    source = Source("page", "臨海市燈塔節開幕", "news", str(path), digest, year=2031)
    forum = next(s for s in shipped_sources() if s.id == "forum-page-2024")
    build_index(folder / "home", [source, forum], embedding=local_embedding())
    opened = open_index(folder / "home", embedding=local_embedding())
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "direct"),
    [
        ("临海市全市共有灯塔多少座？", "一百二十六座"),
        ("临海市灯塔节接待游客多少人次？", "超過45萬人次"),
        ("臨海市港務局局長是誰？", "陳國華"),
        ("临海市港务局局长是谁？", "陳國華"),
        ("2023年孵化機構的減免稅金額達到多少？", "13亿元"),
    ],
)
def test_an_answer_is_found_across_scripts_and_quoted_as_printed(
    question: str, direct: str, index: Index
) -> None:
    answer = ask(question, index)
    assert (answer.question, answer.status, answer.direct) == (question, "answered", (direct,))
    for citation in answer.citations:
        assert citation.quote == citation.span.cut(index.documents[citation.source].text)
    assert direct in answer.answer


def test_a_draft_in_simplified_characters_is_checked_against_traditional_print(
    index: Index,
) -> None:
    report = check_draft("临海市灯塔节预计接待游客超过45万人次。", index)
    (checked,) = report.figures
    assert checked.verdict == "supported"
    citation = checked.evidence[0].citation
    assert "超過45萬人次" in citation.quote


def test_a_simplified_text_is_its_own_plain_one() -> None:
    text = "著名的乾坤大厦覆盖沈阳，孵化载体1.66万余家。"
    assert not is_traditional(text)
    assert to_plain(text) == text
    document = Document(Source("a", "题", "other", "a.txt", ""), text, (PrintedRun(0, 1),), (), ())
    assert plain_document(document) is document


def test_a_plain_text_keeps_the_length_of_the_print() -> None:
    assert to_plain(PAGE) != PAGE
    assert len(to_plain(PAGE)) == len(PAGE)
