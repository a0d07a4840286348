"""The evaluation on a small data set of its own, asked of a real index."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation.data_set import read_corpus, read_data_set
from assistant.evaluation.evaluate import Detail, answer_metrics, evaluate, query_metrics
from corpus import YoujuError
from index import local_embedding
from index.embedding import Vectors

CORPUS = [
    {
        "_id": "typhoon",
        "title": "台风登陆",
        "text": "台风“海葵”7月28日在福建晋江登陆，中心附近最大风力15级。全省转移群众12.3万人。",
        "date": "2023-07-28",
    },
    {
        "_id": "library",
        "title": "新馆开放",
        "text": "市图书馆新馆12月1日开放，总建筑面积6.8万平方米。馆长周宁说，新馆藏书380万册。",
    },
    {"_id": "empty", "title": "", "text": ""},
]
QUERIES: list[dict[str, Any]] = [
    {"_id": "q1", "text": "市图书馆新馆藏书多少册？", "answers": ["380万册"]},
    {"_id": "q2", "text": "台风“海葵”在哪里登陆？", "answers": ["福建晋江", "晋江"]},
    {"_id": "q3", "text": "地铁五号线票价是多少？", "unanswerable": True},
]
QRELS = "query-id\tcorpus-id\tscore\nq1\tlibrary\t1\nq2\ttyphoon\t1\nq2\tlibrary\t0\n"


def write_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "set"
    (folder / "qrels").mkdir(parents=True)
    write_rows(folder / "corpus.jsonl", CORPUS)
    write_rows(folder / "queries.jsonl", QUERIES)
    (folder / "qrels" / "test.tsv").write_text(QRELS, "utf-8")
    return folder


def test_a_data_set_is_read(folder: Path) -> None:
    data = read_data_set(folder)
    assert data.name == "set"
    assert [(q.id, q.answers, q.unanswerable, set(q.relevant)) for q in data.queries] == [
        ("q1", ("380万册",), False, {"library"}),
        ("q2", ("福建晋江", "晋江"), False, {"typhoon"}),
        ("q3", (), True, set()),
    ]
    assert data.claims == ()


def test_its_corpus_is_read_as_documents(folder: Path) -> None:
    documents = {d.source.id: d for d in read_corpus(folder / "corpus.jsonl")}
    assert list(documents) == ["typhoon", "library", "empty"]
    typhoon = documents["typhoon"].source
    assert (typhoon.title, typhoon.date, typhoon.year) == ("台风登陆", "2023-07-28", 2023)
    assert (documents["library"].source.date, documents["library"].source.year) == (None, None)
    assert "最大风力15级" in documents["typhoon"].text


def test_claims_are_read(tmp_path: Path) -> None:
    figures = [{"text": "2688家", "verdict": "supported", "note": "of another program"}]
    write_rows(tmp_path / "claims.jsonl", [{"_id": 7, "text": "共2688家。", "figures": figures}])
    (claim,) = read_data_set(tmp_path).claims
    assert (claim.id, claim.sources) == ("7", ())
    assert [(f.text, f.verdict) for f in claim.figures] == [("2688家", "supported")]


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("queries.jsonl", b'{"_id": "q"', "Line 1 of .*queries.jsonl' is not JSON"),
        ("queries.jsonl", b"\n[1]\n", "Line 2 of .* is no JSON object"),
        ("queries.jsonl", b'{"_id": "q"}', "lacks text"),
        ("queries.jsonl", b'{"_id": "q", "text": null}', "no string"),
        ("queries.jsonl", b'{"_id": "q", "text": "?", "answers": "a"}', "answers that are no list"),
        ("queries.jsonl", b'{"_id": "q", "text": " "}', "Query 'q' cannot be asked"),
        ("queries.jsonl", b'{"_id": "q", "text": "\xff"}', "UTF-8"),
        ("queries.jsonl", b"", "neither queries.jsonl nor claims.jsonl"),
        ("claims.jsonl", b'{"_id": "c", "text": "t", "figures": [{"text": "1"}]}', "verdict"),
        ("qrels/test.tsv", b"q1\tlibrary\t1\n", "query-id, corpus-id, score"),
        ("qrels/test.tsv", b"query-id\tcorpus-id\tscore\nq1\tlibrary\tmuch\n", "much"),
        ("qrels/test.tsv", b"query-id\tcorpus-id\tscore\nq1\n", "cannot be read"),
    ],
)
def test_a_faulty_file_is_named(folder: Path, file: str, content: bytes, said: str) -> None:
    (folder / file).write_bytes(content)
    with pytest.raises(YoujuError, match=said):
        read_data_set(folder)


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(YoujuError, match="nowhere"):
        read_data_set(tmp_path / "nowhere")


def test_a_data_set_is_measured(folder: Path, tmp_path: Path) -> None:
    heard: set[str] = set()
    measured = evaluate(
        read_data_set(folder),
        tmp_path / "home",
        embedding=local_embedding(),
        progress=lambda stage, done, total: heard.add(stage),
    )
    metrics = measured.metrics
    ranking = ("recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10")
    answers = ("answer_hit", "answer_chars", "refusal_recall", "false_refusal")
    other = ("build_seconds", "passages", "queries", "misquotes", "direct_hit", "p50_ms", "p95_ms")
    assert set(metrics) == {*ranking, *answers, *other}
    assert [metrics[name] for name in ranking] == [1] * len(ranking)
    assert (metrics["passages"], metrics["queries"]) == (2, 3)
    assert {"read", "embed", "ask"} <= heard
    by_id = {row["id"]: row for row in measured.details}
    assert list(by_id) == ["q1", "q2", "q3"]
    assert by_id["q2"]["expected"] == ["福建晋江", "晋江"]
    assert by_id["q2"]["documents"][0] == "typhoon"
    for row in measured.details:
        assert {"status", "hit", "answer", "direct", "cited", "ms"} <= row.keys()


def test_the_build_in_service_is_never_touched(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    evaluate(read_data_set(folder), home, embedding=local_embedding(), answers=False)
    assert not (home / "current").exists()
    assert (home / "eval" / "set" / "current").exists()
    assert (home / "cache" / "vectors.sqlite").exists()  # shared by all sets and builds


class Counted:
    """The local embedding, which remembers the questions it was given."""

    name = local_embedding().name
    dimension = local_embedding().dimension

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.embed_passages = local_embedding().embed_passages

    def embed_query(self, text: str) -> Vectors:
        self.asked.append(text)
        return local_embedding().embed_query(text)


def test_questions_are_embedded_once_for_all_runs(folder: Path, tmp_path: Path) -> None:
    data, first, second = read_data_set(folder), Counted(), Counted()
    one = evaluate(data, tmp_path, embedding=first)
    other = evaluate(data, tmp_path, embedding=second)
    questions = {query.text for query in data.queries}
    assert [text for text in first.asked if text in questions] == [q.text for q in data.queries]
    assert not questions & set(second.asked)
    for name in ("documents", "answer"):
        assert [row[name] for row in one.details] == [row[name] for row in other.details]


def test_a_set_without_a_corpus_measures_the_build_in_service(
    shipped_home: Path, tmp_path: Path
) -> None:
    query = {"_id": "q", "text": "我国孵化器累计毕业企业有多少家？", "answers": ["25万家"]}
    write_rows(tmp_path / "queries.jsonl", [query])
    measured = evaluate(
        read_data_set(tmp_path), shipped_home, embedding=local_embedding(), answers=False
    )
    assert measured.metrics["build_seconds"] == 0
    assert "answer_hit" not in measured.metrics
    assert "recall@1" not in measured.metrics


@pytest.mark.parametrize("mode", ["fused", "dense", "keyword"])
def test_each_leg_is_measured_by_itself(folder: Path, tmp_path: Path, mode: Any) -> None:
    measured = evaluate(
        read_data_set(folder), tmp_path, embedding=local_embedding(), mode=mode, answers=False
    )
    assert measured.metrics["mrr@10"] == 1


def detail(
    *, gold: str = "", said: str | None, unanswerable: bool = False, direct: str = ""
) -> Detail:
    answered = said is not None
    return {
        "expected": [gold] if gold else [],
        "unanswerable": unanswerable,
        "status": "answered" if answered else "not_found",
        "answer": said or "没有找到。",
        "direct": [direct] if direct else [],
        "hit": answered and gold in (said or ""),
        "misquotes": 0,
    }


def test_answers_are_counted_by_hand() -> None:
    rows = [
        detail(gold="13亿元", said="达13亿元。[1]", direct="达13亿元"),
        detail(gold="25万家", said="达2688家。[1]", direct="2688家"),
        detail(gold="25万家企业", said="25万家企业。[1]", direct="25万家"),
        detail(gold="甲", said=None),
        detail(gold="乙", said=None),
        detail(said="没有金标的回答。[1]"),  # no gold: no hit to be had, but no refusal either
        detail(said=None, unanswerable=True),
        detail(said="编造的回答。[1]", unanswerable=True),
        detail(said=None, unanswerable=True),
        detail(said=None, unanswerable=True),
    ]
    assert answer_metrics(rows) == {
        "answer_hit": 2 / 5,
        "direct_hit": 2 / 3,
        "answer_chars": (6 + 7 + 7 + 8 + 6) / 5,
        "misquotes": 0,
        "refusal_recall": 3 / 4,
        "false_refusal": 2 / 6,
    }


def test_what_cannot_be_had_is_left_out() -> None:
    assert query_metrics([]) == {}
    assert answer_metrics([]) == {}
    assert list(answer_metrics([detail(said=None, unanswerable=True)])) == [
        "misquotes",
        "refusal_recall",
    ]
