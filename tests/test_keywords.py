from pathlib import Path

import pytest

from corpus import document_from_text
from corpus.records import Source
from index.keywords import KeywordIndex, query_tokens, text_tokens, write_keywords
from index.parts import make_part


def search(tmp_path: Path, texts: list[str], query: str) -> list[int]:
    """The numbers of the texts found, the best first."""
    write_keywords(tmp_path / "keywords", [text_tokens(text) for text in texts])
    scores = KeywordIndex(tmp_path / "keywords").scores(query_tokens(query))
    return [int(n) for n in (-scores).argsort(kind="stable") if scores[n] > 0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("企業數量", "企业数量"),
        ("ＲＣＥＰ协定", "rcep协定"),
        ("１２，０００人", "12000人"),
        ("12,000人", "12000人"),
        ("后来", "後來"),
    ],
)
def test_two_ways_of_writing_give_the_same_tokens(one: str, other: str) -> None:
    assert text_tokens(one) == text_tokens(other)


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("毕业企业1.66万余家", "16600"),
        ("２０２３年１２月１９日举行", "202312"),
        ("6种模式", "6"),
        ("六种模式", "6"),
        ("占四成", "40%"),
        ("减税40%以上", "40%"),
        ("Flagship Pioneering公司", "flagship"),
        ("单抗NP137有效", "np"),
        ("毕业企业", "业企"),
    ],
)
def test_a_text_has_the_token(text: str, token: str) -> None:
    assert token in text_tokens(text)


@pytest.mark.parametrize("text", ["", " \n\t", "。，、！", "\x00\x01", "🎉"])
def test_a_text_without_words_has_no_tokens(text: str) -> None:
    assert text_tokens(text) == []


@pytest.mark.parametrize(
    ("query", "words"), [("是多少？", set()), ("什么时候", set()), ("what is it", set())]
)
def test_words_of_asking_carry_nothing(query: str, words: set[str]) -> None:
    assert set(query_tokens(query)) == words


def test_the_text_with_the_words_asked_for_comes_first(tmp_path: Path) -> None:
    texts = ["孵化器在孵企业数量增长。", "毕业企业累计超过一万家。", "科学城面积扩大。"]
    assert search(tmp_path, texts, "累计毕业企业有多少家？")[0] == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [("16600家", 0), ("1.66万", 0), ("2023年12月", 1), ("2023年12月19日", 1), ("四成", 2)],
)
def test_a_number_is_found_in_another_notation(tmp_path: Path, query: str, found: int) -> None:
    texts = ["累计毕业1.66万余户", "论坛于2023年12月19日举行", "研发人员占40%左右", "没有数"]
    assert search(tmp_path, texts, query)[0] == found


def test_a_share_counts_words_that_no_text_holds(tmp_path: Path) -> None:
    write_keywords(tmp_path / "keywords", [text_tokens(t) for t in ("毕业企业。", "在孵企业。")])
    index = KeywordIndex(tmp_path / "keywords")
    assert index.best_score(query_tokens("火星毕业")) > index.best_score(query_tokens("毕业"))
    assert index.best_score({}) > 0


def test_words_that_no_text_holds_find_nothing(tmp_path: Path) -> None:
    assert search(tmp_path, ["孵化器在孵企业。", "毕业企业。"], "火星探测") == []


def test_texts_without_words_can_be_indexed(tmp_path: Path) -> None:
    assert search(tmp_path, ["。", "毕业企业。"], "毕业企业") == [1]
    assert KeywordIndex(tmp_path / "keywords").passages == 2


def test_an_index_without_any_words_answers(tmp_path: Path) -> None:
    assert search(tmp_path, ["。", "！"], "毕业企业") == []


def test_a_source_s_keywords_are_held_once_each() -> None:
    text = "\n".join(f"东礁灯塔修缮完成第{n}次巡检，守灯人登记了全部灯器。" for n in range(60))
    part = make_part(document_from_text(Source("a", "a", "other", "a.txt", ""), "", text))
    tokens = [token for row in part.tokens for token in row]
    assert len(part.tokens) > 1 and len({id(token) for token in tokens}) == len(set(tokens))
    assert {"灯塔", "巡检", "9"} <= set(tokens)
