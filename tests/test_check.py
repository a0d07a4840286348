"""The check of a draft against the shipped texts: verdicts, reasons, and what must never happen."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checking.check import CheckedFigure, CheckReport, check_draft
from assistant.evaluation.data_set import ClaimedFigure
from assistant.evaluation.evaluate_claims import claim_metrics, judged_figures
from corpus import YoujuError, document_from_text, find_figures, read_document, shipped_sources
from corpus.library.catalog import source_file
from corpus.records import Source
from index import Index, build_index, local_embedding, open_index

DOCUMENTS = [read_document(source, source_file(source)) for source in shipped_sources()]
SENTENCES = [
    words
    for document in DOCUMENTS
    for sentence in document.sentences
    if not sentence.heading and find_figures(words := sentence.span.cut(document.text))
]


@pytest.fixture(scope="module")
def index(shipped_home: Path) -> Iterator[Index]:
    opened = open_index(shipped_home)
    yield opened
    opened.close()


def test_words_that_follow_a_speaker_s_are_not_held_against_him(index: Index) -> None:
    draft = "刘伯超表示，我国已经培育7000余家孵化器。2023年，全国创业孵化机构总收入超过900亿元。"
    assert set(verdicts(check_draft(draft, index)).values()) == {"supported"}


@pytest.mark.parametrize(
    "dateline",
    [
        "新华社深圳9月22日电（记者 张三）",
        "（本报深圳2024年4月28日电 记者 张三）",
        "本报讯（记者 张三 4月28日）",
    ],
)
def test_a_dateline_is_no_claim_about_the_sources(index: Index, dateline: str) -> None:
    draft = f"{dateline}全国各类孵化载体共有16600余家。"
    assert verdicts(check_draft(draft, index)) == {"16600余家": "supported"}


def verdicts(report: CheckReport) -> dict[str, str]:
    return {checked.figure.raw: checked.verdict for checked in report.figures}


def only(report: CheckReport, raw: str) -> CheckedFigure:
    (found,) = [checked for checked in report.figures if checked.figure.raw == raw]
    return found


@pytest.mark.parametrize(
    ("draft", "raw", "verdict", "says"),
    [
        ("全国各类孵化载体共有16600余家。", "16600余家", "supported", "1.66万余家"),
        ("科创板上市企业中，有25%是孵化器毕业企业。", "25%", "supported", "1/4"),
        ("2023年，孵化机构的减免税金额达18亿元。", "18亿元", "contradicted", "13亿元"),
        ("2023年全国孵化器孵化基金总额3400万元。", "3400万元", "contradicted", "3400亿元"),
        ("2023年，全国创业孵化机构总收入不到900亿元。", "900亿元", "imprecise", "超过900亿元"),
        ("2023年，约2700家孵化机构实际享受税收优惠政策。", "2700家", "imprecise", "2688家"),
        ("2022年，我国孵化机构减免税金额达13亿元。", "13亿元", "not_found", "2022年"),
        ("深圳23家标杆孵化器主要定位在硬科技企业孵化。", "23家", "not_found", "深圳"),
        ("创业板上市企业中1/4为孵化器毕业企业。", "1/4", "not_found", "科创板"),
        ("王德花表示，科创板上市企业中1/4为孵化器毕业企业。", "1/4", "contradicted", "刘伯超"),
        ("孵化器毕业企业的存活率达到80%。", "80%", "not_found", "没有"),
        ("截至2023年年底，国家备案众创空间1606家。", "1606家", "contradicted", "2376家"),
    ],
)
def test_a_figure_gets_its_verdict_and_the_reason_says_why(
    index: Index, draft: str, raw: str, verdict: str, says: str
) -> None:
    checked = only(check_draft(draft, index), raw)
    assert checked.verdict == verdict
    assert says in checked.reason


@pytest.mark.parametrize(
    ("draft", "raw", "shown"),
    [
        (
            "国家级科技企业孵化器和国家备案众创空间合计3982家。",
            "3982家",
            "1606家 + 2376家 = 3982家",
        ),
        (
            "孵化器累计毕业企业25万家，其中上市（挂牌）企业5000家，占2%。",
            "2%",
            "5000家 ÷ 25万家 = 2%",
        ),
        (
            "2023年享受税收优惠的孵化机构2688家，减免税13亿元，平均每家减免约48.4万元。",
            "48.4万元",
            "13亿元 ÷ 2688家 = 48.36万元",
        ),
    ],
)
def test_what_the_sources_allow_to_compute_is_shown_with_its_terms(
    index: Index, draft: str, raw: str, shown: str
) -> None:
    checked = only(check_draft(draft, index), raw)
    assert checked.verdict == "supported"
    assert shown in checked.reason
    assert len(checked.evidence) == 2


@pytest.mark.parametrize(
    ("draft", "raw"),
    [
        ("截至2024年底，上海的孵化载体共举办国内双创活动160多场。", "160多场"),  # 国际
        ("上海浦东有89家创业板企业。", "89家"),  # 科创板
        ("全国孵化器2023年新增毕业企业25万家。", "25万家"),  # 累计
        ("2023年我国享受税收优惠政策的众创空间达2688家。", "2688家"),  # 孵化机构
        ("2023年全国孵化机构吸纳应届毕业生就业46万人，同比增长超过4%。", "4%"),  # 服务企业
        ("形成了覆盖全国95%乡镇的科技创新创业载体网络。", "95%"),  # 县级以上地区
        ("国家高新区孵化器在孵企业营收超过7000亿元。", "7000亿元"),  # 东部地区
    ],
)
def test_the_right_digits_for_something_else_are_not_supported(
    index: Index, draft: str, raw: str
) -> None:
    assert only(check_draft(draft, index), raw).verdict in ("not_found", "contradicted")


@pytest.mark.parametrize(
    "draft",
    [
        "到2023年底，咱们国家的各种孵化载体已经有1.66万多家了。",
        "2023年拿到税收优惠的孵化机构有2688家，减掉的税有13亿元。",
        "2023年全国孵化基金规模为3400亿元，比上年增长13%。",
        "浦东的孵化器有七成专注于生物医药。",
        "《创新加速器建设指引》是工信部火炬中心在2024年4月印发的。",
        "财税〔2018〕120号的执行期到2021年12月31日为止。",
    ],
)
def test_other_words_for_the_same_are_supported(index: Index, draft: str) -> None:
    assert set(verdicts(check_draft(draft, index)).values()) == {"supported"}


def test_evidence_is_the_sentence_that_was_printed(index: Index) -> None:
    checked = only(check_draft("我国各类孵化载体达到1.66万余家。", index), "1.66万余家")
    citation = checked.evidence[0].citation
    text = index.documents[citation.source].text
    assert citation.quote == citation.span.cut(text)
    assert checked.evidence[0].figure.span.cut(text) == "1.66万余家"


def test_what_is_not_found_shows_the_nearest(index: Index) -> None:
    checked = only(check_draft("2022年，我国减免税金额达13亿元。", index), "13亿元")
    assert checked.evidence == () and checked.nearest


def test_a_period_goes_with_its_figures(index: Index) -> None:
    wrong_year = verdicts(check_draft("截至2022年底，上海各类孵化载体580家。", index))
    wrong_value = verdicts(check_draft("截至2024年底，上海各类孵化载体530家。", index))
    assert wrong_year == {"2022年": "not_found", "580家": "not_found"}
    assert wrong_value == {"2024年": "supported", "530家": "contradicted"}


def test_this_year_is_not_the_year_of_the_sentence_before(index: Index) -> None:
    before = "截至2023年年底，我国各类孵化载体超过1.66万家。"
    for year, verdict in (("今年", "supported"), ("去年", "not_found")):
        draft = f"{before}张宇蕾介绍，{year}的大赛吸引了3100多个项目。"
        assert verdicts(check_draft(draft, index))["3100多个"] == verdict


def test_a_table_s_figures_of_the_year_before_are_not_this_year_s(tmp_path: Path) -> None:
    text = "2030年1-6月，海运收入：本期金额 7万元；上年同期金额 6万元；上期金额 6万元。"
    source = Source("report", "半年报", "other", "r.txt", "", date="2030-08-01", year=2030)
    document = document_from_text(source, "半年报", text)
    build_index(tmp_path, [document], embedding=local_embedding())
    with closing(open_index(tmp_path)) as index:
        said = {
            (year, told): verdicts(check_draft(f"{year}年1-6月，海运收入为{told}。", index))[told]
            for year in (2029, 2030)
            for told in ("6万元", "7万元")
        }
    assert said == {
        (2029, "6万元"): "supported",
        (2029, "7万元"): "contradicted",
        (2030, "6万元"): "contradicted",
        (2030, "7万元"): "supported",
    }


def test_another_kind_counted_before_restricts_nothing(tmp_path: Path) -> None:
    text = (
        "临川市有高新技术企业2140家，增长14.9%。\n"
        "到2033年，临川市级以上科技孵化载体达到86家，在孵企业突破3200家。\n"
        "在孵企业：2032年 2850家；2033年 3200家。"
    )
    source = Source("plan", "方案", "policy", "p.txt", "", date="2031-03-18", year=2031)
    build_index(tmp_path, [document_from_text(source, "方案", text)], embedding=local_embedding())
    draft = "高新技术企业2140家，增长14.9%。临川市到2033年在孵企业突破3200家。"
    with closing(open_index(tmp_path)) as index:
        assert verdicts(check_draft(draft, index))["3200家"] == "supported"


def test_the_draft_s_spans_point_into_it(index: Index) -> None:
    draft = "引子\n\n  减免税金额达13亿元。\r\n全国有9家。"
    report = check_draft(draft, index)
    assert [c.figure.span.cut(draft) for c in report.figures] == ["13亿元", "9家"]


def test_a_draft_without_figures_is_empty(index: Index) -> None:
    report = check_draft("这篇稿件没有数字。", index)
    assert report.figures == ()
    assert sum(report.summary.values()) == 0


def test_only_named_sources_count(index: Index) -> None:
    draft = "截至2024年底，上海有各类孵化载体580家。"
    paper, forum = "card-shanghai-white-paper-2025", "forum-page-2024"
    assert verdicts(check_draft(draft, index, sources=[paper]))["580家"] == "supported"
    assert verdicts(check_draft(draft, index, sources=[forum]))["580家"] != "supported"


def test_an_unknown_source_is_named(index: Index) -> None:
    with pytest.raises(YoujuError, match="nowhere"):
        check_draft("13亿元", index, sources=["nowhere"])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.source.id)
def test_a_source_s_own_text_is_all_supported(index: Index, document: object) -> None:
    report = check_draft(document.text, index)  # type: ignore[attr-defined]
    assert set(verdicts(report).values()) == {"supported"}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True))
def test_a_draft_of_own_sentences_is_all_supported(index: Index, sentences: list[str]) -> None:
    report = check_draft("\n".join(sentences), index)
    assert {checked.verdict for checked in report.figures} == {"supported"}


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(SENTENCES), st.data())
def test_a_figure_with_a_changed_digit_is_never_supported(
    index: Index, sentence: str, data: st.DataObject
) -> None:
    digits = [found.start() for found in re.finditer("[0-9]", sentence)]
    at = data.draw(st.sampled_from(digits or [0]))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != sentence[at]]))
    if not digits:
        return
    report = check_draft(sentence[:at] + other + sentence[at + 1 :], index)
    changed = [c for c in report.figures if c.figure.span.start <= at < c.figure.span.end]
    assert all(checked.verdict != "supported" for checked in changed)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="13亿万元年约超过余2023家，。“”（\n\t<>\0\ud800《》%", max_size=60))
def test_any_text_can_be_checked_and_the_counts_add_up(index: Index, text: str) -> None:
    report = check_draft(text, index)
    assert sum(report.summary.values()) == len(report.figures)
    for checked in report.figures:
        assert checked.figure.span.cut(text) == checked.figure.raw


def test_a_phrase_stands_for_every_figure_in_it(index: Index) -> None:
    draft = "减免税金额13亿元，共2688家。"
    report = check_draft(draft, index)
    judged = list(judged_figures(draft, [ClaimedFigure(draft, "supported")], report.figures))
    assert [checked.figure.raw for _, checked in judged if checked] == ["13亿元", "2688家"]


def test_the_metrics_of_the_check() -> None:
    rows = [("supported", "supported"), ("supported", "imprecise"), ("wrong", "not_found"), ("wrong", "supported")]  # fmt: skip
    metrics = claim_metrics([{"expected": expected, "came": came} for expected, came in rows])
    assert metrics == {
        "figures": 4,
        "verdict_accuracy": 0.5,
        "wrong_flagged": 0.5,
        "false_support": 0.5,
        "false_alarm": 0.5,
    }
