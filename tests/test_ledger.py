"""The ledger: figures found by words, value in any notation and unit; measures side by side."""

import hashlib
from collections.abc import Iterator

import pytest

from assistant.ledger import KINDS, MEASURED, LedgerRow, ledger
from corpus import Document, Source, YoujuError, document_from_text
from index import Index, build_index, local_embedding, open_index

TEXTS = {
    "one": (2023, "截至2023年年底，全国各类孵化载体达到1.66万余家。科创板上市企业中1/4为孵化器毕业企业。"),
    "two": (2024, "截至2023年年底，全国各类孵化载体达到1.8万家。截至2024年年底，全国各类孵化载体达到2万家。"),
    "plan": (2024, "到2025年，北京力争建成20家标杆孵化器。"),
    "news": (2024, "目前，北京标杆孵化器23家。孵化面积435.6公顷。"),
}  # fmt: skip


def document(id: str, year: int, text: str) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return document_from_text(Source(id, id, "news", f"{id}.txt", digest, year=year), id, text)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    home = tmp_path_factory.mktemp("ledger")
    documents = [document(id, year, text) for id, (year, text) in TEXTS.items()]
    build_index(home, documents, embedding=local_embedding())
    opened = open_index(home)
    yield opened
    opened.close()


def raws(rows: list[LedgerRow]) -> list[str]:
    return [row.figure.raw for row in rows]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("16600", ["1.66万余家"]),
        ("1.66万", ["1.66万余家"]),
        ("16,600", ["1.66万余家"]),
        (16600, ["1.66万余家"]),
        ("25%", ["1/4"]),
        ("四分之一", ["1/4"]),
        ("435.6万平方米", ["435.6公顷"]),
        ("7", []),
    ],
)
def test_a_value_is_found_in_any_notation(index: Index, value: str, found: list[str]) -> None:
    assert raws(ledger(index, value=value)) == found


def test_all_words_must_be_held(index: Index) -> None:
    assert raws(ledger(index, "北京 标杆", unit="家")) == ["23家", "20家"]
    assert ledger(index, "北京 众创空间") == []


def test_a_unit_finds_those_it_converts_to(index: Index) -> None:
    assert raws(ledger(index, unit="万平方米")) == ["435.6公顷"]


def test_one_source_alone(index: Index) -> None:
    assert {row.citation.source for row in ledger(index, sources=["plan"])} == {"plan"}


def test_one_measure_stands_together_by_time_and_a_disagreement_is_marked(index: Index) -> None:
    rows = ledger(index, "孵化载体", unit="家")
    assert len({row.group for row in rows}) == 1
    assert [(row.figure.raw, row.relation) for row in rows] == [
        ("1.66万余家", "disagrees"),
        ("1.8万家", "disagrees"),
        ("2万家", ""),
    ]


def test_a_target_beside_a_result_is_marked(index: Index) -> None:
    rows = ledger(index, "标杆孵化器", unit="家")
    assert {row.figure.raw: row.relation for row in rows} == {"23家": "", "20家": "target"}


def test_a_row_cites_the_words_it_stands_in(index: Index) -> None:
    for row in ledger(index):
        text = index.documents[row.citation.source].text
        assert row.citation.quote == row.citation.span.cut(text)
        assert row.citation.span.covers(row.figure.span)


def test_what_is_no_value_is_told(index: Index) -> None:
    with pytest.raises(YoujuError, match="许多"):
        ledger(index, value="许多")


def test_an_unknown_source_is_named(index: Index) -> None:
    with pytest.raises(YoujuError, match="nowhere"):
        ledger(index, sources=["nowhere"])


def test_kinds_are_kept_apart(index: Index) -> None:
    assert {row.figure.kind for row in ledger(index, kinds=["date"])} == {"date"}
    assert "date" not in {row.figure.kind for row in ledger(index, kinds=MEASURED)}
    assert len(ledger(index, kinds=KINDS)) == len(ledger(index))


def test_a_kind_there_is_not_is_refused(index: Index) -> None:
    with pytest.raises(YoujuError, match="no kind of figure"):
        ledger(index, kinds=["weight"])
