"""A page in traditional characters, asked and checked in simplified ones, and the other way."""

import hashlib
import re
from collections.abc import Iterator

import pytest

from assistant.answering.ask import ask
from assistant.checking.check import check_draft
from corpus import shipped_sources
from corpus.documents import read_document, read_page
from corpus.page.clauses import clause_of
from corpus.policy.official import Description, describe_page
from corpus.records import Document, PrintedRun, Source, Span
from corpus.simplified import in_both_scripts, is_traditional, plain_document, to_plain
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


NOTICE = """關於推動燈塔保護的若干措施的通知

臨港務〔2031〕9號

各有關單位：
　　為推動燈塔保護，現就有關事項通知如下。
　　一、擴大修繕範圍
　　（一）2033年底前修繕燈塔18座。
　　（二）新建燈塔3座。
　　二、支持企業
　　對修繕企業給予最高80萬元資助。
　　附件：1.申請表
　　2.評分表
臨海市港務廳　臨海市財政廳
2031年11月3日
"""
ORDINANCE = """濱海市燈塔維護補助辦法

中華民國112年5月6日濱海市政府令訂定發布全文4條

第一條　濱海市政府為維護燈塔，特訂定本辦法。
第二條　申請補助者，應符合下列條件：
一、設立滿三年。
二、管理燈塔25座以上。
第三條　補助金額每案以新臺幣300萬元為上限。
第四條　本辦法自發布日施行。
"""


def clauses(text: str, encoding: str) -> dict[str, str | None]:
    """The clause of each line of a policy's file."""
    data = text.encode(encoding)
    title = text.split("\n")[0]
    document = read_document(Source("a", title, "policy", "a.txt", ""), data)
    starts = [0, *(found.end() for found in re.finditer("\n", document.text))]
    lines = document.text.split("\n")
    spans = (Span(at, at + len(line)) for at, line in zip(starts, lines, strict=True))
    return {line: clause_of(document, span) for line, span in zip(lines, spans, strict=True)}


def test_a_notice_in_traditional_characters_is_described_as_printed() -> None:
    page = read_page(NOTICE.encode("big5"), "a.txt")
    assert describe_page(page, "a.txt") == Description(
        title="關於推動燈塔保護的若干措施的通知",
        publisher="臨海市港務廳、臨海市財政廳",
        number="臨港務〔2031〕9號",
        date="2031-11-03",
        year=2031,
        kind="policy",
    )


def test_clauses_of_a_notice_in_traditional_characters_are_named() -> None:
    found = clauses(NOTICE, "big5")
    assert found["（二）新建燈塔3座。"] == "一、（二）"
    assert found["對修繕企業給予最高80萬元資助。"] == "二、"
    assert found["2.評分表"] is None
    assert found["臨海市港務廳 臨海市財政廳"] is None


def test_an_ordinance_dated_by_the_republic_is_read() -> None:
    page = read_page(ORDINANCE.encode("big5"), "a.txt")
    said = describe_page(page, "a.txt")
    assert (said.title, said.date, said.kind) == ("濱海市燈塔維護補助辦法", "2023-05-06", "policy")
    found = clauses(ORDINANCE, "utf-8")
    assert found["二、管理燈塔25座以上。"] == "第二條二、"
    assert found["第三條 補助金額每案以新臺幣300萬元為上限。"] == "第三條"


@pytest.mark.parametrize("words", ["第3条", "第3條", "编", "編"])
def test_a_pattern_is_matched_in_both_scripts(words: str) -> None:
    assert re.fullmatch(in_both_scripts(r"第\d[条章]|(?P<a>编)\u4e00?"), words)


def test_a_report_and_its_byline_are_known_in_traditional_characters() -> None:
    text = "東礁燈塔啟用\n本報訊 東礁燈塔昨日啟用，造價八千萬元。\n本報記者 王大明\n"
    page = read_page(text.encode("big5"), "a.txt")
    assert describe_page(page, "a.txt").kind == "news"
    assert [piece.title and piece.title.text for piece in page.pieces] == ["東礁燈塔啟用"]
