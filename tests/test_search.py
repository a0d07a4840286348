import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus import YoujuError, document_from_text
from corpus.records import Document, Source
from index import Index, build_index, open_index, store
from index.e5.choose import local_embedding
from index.search import best_rows

TEXTS = {
    "incubators": (
        "孵化器二十年",
        "全国孵化器已有一万多家。在孵企业吸纳就业近五百万人。\n"
        "园区为创业者提供房租减免。毕业企业陆续上市。",
    ),
    "weather": ("台风登陆", "今年第九号台风昨晚在沿海登陆。风力达到十四级。渔船全部回港避风。"),
    "football": ("联赛开幕", "新赛季足球联赛周六开幕。卫冕冠军主场二比一取胜。门将扑出点球。"),
}


def document(id: str, title: str, text: str) -> Document:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return document_from_text(Source(id, title, "news", f"{id}.txt", sha256), title, text)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    documents = [document(id, *text) for id, text in TEXTS.items()]
    build_index(home, documents, embedding=local_embedding())
    return home


@pytest.fixture(scope="module")
def index(home: Path) -> Iterator[Index]:
    index = open_index(home)
    yield index
    index.close()


@pytest.mark.parametrize("mode", ["fused", "dense", "keyword"])
def test_the_passage_that_answers_comes_first(index: Index, mode: str) -> None:
    hits = index.search("昨晚的台风风力多大？", mode=mode)  # type: ignore[arg-type]
    assert hits[0].passage.source_id == "weather"


def test_hits_are_ordered_and_as_many_as_asked_for(index: Index) -> None:
    hits = index.search("孵化器的企业", k=2)
    assert len(hits) == 2
    assert hits[0].score >= hits[1].score


def test_each_sentence_has_its_own_cosine(index: Index) -> None:
    hit = index.search("谁扑出了点球？", k=1)[0]
    said = [s.span.cut(index.documents["football"].text) for s in hit.passage.sentences]
    best = said[int(np.argmax(hit.sentence_scores))]
    assert len(hit.sentence_scores) == len(said)
    assert best == "门将扑出点球。"


def test_a_sentence_asked_word_for_word_has_cosine_near_one(index: Index) -> None:
    words = "渔船全部回港避风。"
    hit = index.search(words, k=1)[0]
    embedding = local_embedding()
    exact = float(embedding.embed_query(words) @ embedding.embed_passages([words])[0])
    assert max(hit.sentence_scores) == pytest.approx(exact, abs=1e-3)


def test_sources_limit_the_hits(index: Index) -> None:
    hits = index.search("台风登陆", sources=["football", "incubators"])
    assert {hit.passage.source_id for hit in hits} == {"football", "incubators"}


def test_records_come_back_as_they_went_in(index: Index) -> None:
    assert dict(index.documents) == {id: document(id, *text) for id, text in TEXTS.items()}
    for passage in index.passages.values():
        known = index.documents[passage.source_id].sentences
        assert all(sentence in known for sentence in passage.sentences)
        assert passage.span.start == passage.sentences[0].span.start


@pytest.mark.parametrize(
    "query",
    ["\x00", "\ud800", "？？？", "a" * 10_000, "台" * 10_000, "🎉", "<b>&amp;", "' OR 1=1 --"],
)
def test_odd_queries_are_answered(index: Index, query: str) -> None:
    assert len(index.search(query, k=3)) == 3


@pytest.mark.parametrize("query", ["", " \n"])
def test_an_empty_query_is_a_users_error(index: Index, query: str) -> None:
    with pytest.raises(YoujuError, match="question is empty"):
        index.search(query)


def test_an_unknown_source_is_a_users_error(index: Index) -> None:
    with pytest.raises(YoujuError, match="'moon'"):
        index.search("台风", sources=["weather", "moon"])


def test_a_home_without_a_build_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(YoujuError, match="youju build"):
        open_index(tmp_path)


def test_a_build_of_another_embedding_is_not_asked(home: Path, tmp_path: Path) -> None:
    manifest = store.read_manifest(home, str(store.current_build(home)))
    other = replace(manifest, embedding="another/model", build="1-other")
    with store.draft_folder(tmp_path, other.build) as folder:
        store.publish_build(tmp_path, folder, other)
    with pytest.raises(YoujuError, match="'another/model'.*youju build"):
        open_index(tmp_path)


def test_many_threads_get_the_same_hits(index: Index) -> None:
    queries = ["台风风力", "足球联赛冠军", "在孵企业就业"] * 8
    alone = [index.search(query, k=3) for query in queries]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda query: index.search(query, k=3), queries))
    assert together == alone


@pytest.mark.parametrize("count", [1, 3, 40, 100])
def test_the_best_rows_are_the_first_of_all_sorted(count: int) -> None:
    scores = np.random.default_rng(count).integers(0, 5, 40).astype(np.float32)
    assert best_rows(scores, count).tolist() == np.argsort(-scores, kind="stable")[:count].tolist()
