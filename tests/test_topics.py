"""Clauses that name what is spoken of are told from those that say something."""

import pytest

from assistant.statements.read_statements import statements
from assistant.statements.topics import is_noun_phrase
from corpus import Document, Sentence, Source, Span
from corpus.words import tagged


@pytest.mark.parametrize(
    "clause",
    [
        "乡镇卫生院里的医生",
        "公办幼儿园",
        "说到养老床位",
        "城市绿地方面",
        "领到补助的农户和合作社",
        "省政府扶持的渔港",
    ],
)
def test_a_clause_that_only_names_is_a_noun_phrase(clause: str) -> None:
    assert is_noun_phrase(tagged(clause))


@pytest.mark.parametrize(
    "clause",
    [
        "教育是这座城市的根基",
        "粮价涨得很快",
        "医院添置了新的设备",
        "王某表示",
        "截至去年",
        "成效显著",
    ],
)
def test_a_clause_that_says_something_is_none(clause: str) -> None:
    assert not is_noun_phrase(tagged(clause))


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("公办幼儿园，去年全市新建12所。", "公办幼儿园，"),
        ("公办幼儿园，全市12所，学位3600个。", "公办幼儿园，"),
        ("教育是城市的根基，全市幼儿园12所。", None),
        ("渔港和码头，是县里的依靠，去年税收3亿元。", None),
        ("幼儿园12所；小学30所。", None),
    ],
)
def test_a_figure_is_of_the_clause_that_names_its_topic(text: str, topic: str | None) -> None:
    source = Source("draft", "", "other", "draft", "")
    sentence = Sentence(Span(0, len(text)), 0)
    last = statements(Document(source, text, (), (), (sentence,)))[-1]
    assert (last.topic and last.topic.cut(text)) == topic
