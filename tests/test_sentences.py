"""Sentence ends in Chinese and English, with quotations and numbers left whole."""

import pytest

from corpus import document_from_text, make_passages
from corpus.records import Source
from corpus.sentences import LONGEST_SENTENCE, split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["甲到了。", "乙也到了！", "丙呢？"],
        ["总数为1.66万家，增长3.5%。", "下降0.2个百分点。"],
        ["一是修路；二是架桥；三是通水。"],
        ["“路修好了。", "桥也通了。”镇长李明表示。", "村民都来了。"],
        ["“路修好了。”镇长李明表示，“桥也要通。", "水也要通。”"],
        ["他按照“继承、创新”原则办事。", "结果不错。"],
        ["《谁来种地？》一书出版。", "书中写道。"],
        ["会议（不含分会。）结束了。", "散会。"],
        ["It grew by 3.5%. ", "Mr. Li agreed. ", "“Yes.”"],
        ["等等……这是最新数据。"],
        ["没有句号的一行"],
    ],
)
def test_text_is_cut_at_sentence_ends(sentences: list[str]) -> None:
    text = "".join(sentences)
    assert [span.cut(text) for span in split_sentences(text)] == sentences


def test_line_end_ends_a_sentence() -> None:
    text = "小标题\n第一句。第二句。\n\n末句"
    assert [span.cut(text) for span in split_sentences(text)] == [
        "小标题",
        "第一句。",
        "第二句。",
        "末句",
    ]


def test_passage_never_cuts_a_quotation_that_fits() -> None:
    quote = "“" + "".join(f"第{n}句话说的是修路架桥的事情。" for n in range(20)) + "”李明表示。"
    text = "开头的一句话。" * 10 + quote + "末尾的一句话。" * 10
    document = document_from_text(Source("s", "", "news", "", ""), "", text)
    assert sum(quote in p.span.cut(text) for p in make_passages(document)) == 1


def test_too_long_quotation_is_cut_between_its_sentences() -> None:
    quote = "“" + "".join(f"第{n}句话说的是修路架桥的事情。" for n in range(60)) + "”李明表示。"
    document = document_from_text(Source("s", "", "news", "", ""), "", quote)
    passages = make_passages(document)
    assert len(passages) > 2
    assert all(p.span.cut(quote).rstrip("”李明表示。").endswith("事情") for p in passages)


def test_text_without_end_marks_is_cut_at_pauses() -> None:
    text = "众创空间1,200家，" * 1000
    parts = [span.cut(text) for span in split_sentences(text)]
    assert "".join(parts) == text and max(map(len, parts)) <= LONGEST_SENTENCE
    assert all(part.endswith("家，") for part in parts)
    assert len(split_sentences("众" * (2 * LONGEST_SENTENCE + 1))) == 3


def test_a_paragraph_of_many_sentences_is_cut_in_one_pass() -> None:
    assert len(split_sentences("园区有3家。" * 300_000)) == 300_000
