"""A model's words as they come, split into sentences with the passages they name."""

from collections.abc import Iterator

import pytest

from assistant.answering.draft_sentences import DraftSentence, draft_sentences

S = DraftSentence


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        ("共1.5万家[1]。增长3.2%[2]。", [S("共1.5万家。", (1,)), S("增长3.2%。", (2,))]),
        ("共5家。[1][2] 有9人。[3]", [S("共5家。", (1, 2)), S("有9人。", (3,))]),
        ("共5家[1, 2]。", [S("共5家。", (1, 2))]),
        ("共5家[1、3]", [S("共5家", (1, 3))]),
        ("Five firms.[1] Nine men [2].", [S("Five firms.", (1,)), S("Nine men.", (2,))]),
        ("It is 3.5 km long (p. 2) [1].", [S("It is 3.5 km long (p. 2).", (1,))]),
        ("1. 甲有5家[1]\n2. 乙有3家[2]", [S("甲有5家", (1,)), S("乙有3家", (2,))]),
        ("# 答案\n共5家[1]", [S("答案", ()), S("共5家", (1,))]),
        ("<think>想[1]。</think>共5家[1]。", [S("共5家。", (1,))]),
        ("", []),
        ("[1]", [S("", (1,))]),
    ],
)
def test_a_draft_is_split_alike_however_it_comes(
    words: str, sentences: list[DraftSentence]
) -> None:
    for size in (1, 2, 3, 7, 1000):
        pieces = [words[at : at + size] for at in range(0, len(words), size)]
        assert list(draft_sentences(pieces)) == sentences


def test_an_endless_draft_ends() -> None:
    def endless() -> Iterator[str]:
        while True:
            yield "这一句没有完"

    assert list(draft_sentences(endless())) == []
