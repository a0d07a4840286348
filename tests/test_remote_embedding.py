"""Embeddings of an OpenAI-compatible endpoint: a real server on this machine computes them."""

import json
import threading
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.settings import Settings
from corpus import YoujuError, document_from_text
from corpus.records import Source
from index import build_index, local_embedding, open_index, store
from index.remote_embedding import BATCH, TRIES, RemoteEmbedding
from tests.openai_server import Answerer, OpenAIServer, Reply, openai_server
from ui.home import chosen_embedding

DIMENSION = 8
TEXTS = [f"第{n}项工程今年开工。" for n in range(100)]


def vector_of(text: str, dimension: int = DIMENSION) -> list[float]:
    """Of any length; the same text has the same one."""
    seed = int.from_bytes(text.encode("utf-8")[-8:] or b"0", "big")
    return [float(x) for x in np.random.default_rng(seed).normal(size=dimension) * 3]


def embeddings(
    wanted: dict[str, Any], *, of: Callable[[str], list[float]] = vector_of, turned: bool = True
) -> Reply:
    """What a server answers; it need not keep the order, for each vector has its index."""
    data = [{"index": n, "embedding": of(text)} for n, text in enumerate(wanted["input"])]
    return Reply(body=json.dumps({"data": data[::-1] if turned else data}).encode())


@pytest.fixture
def serve() -> Iterator[Callable[..., tuple[RemoteEmbedding, OpenAIServer]]]:
    """Start a server and ask it, without the waits that people would have."""
    opened: list[Any] = []

    def start(answerer: Answerer = embeddings) -> tuple[RemoteEmbedding, OpenAIServer]:
        running = openai_server(answerer)
        server = running.__enter__()
        embedding = RemoteEmbedding(server.base_url, "bge-m3", "sk-1", wait_s=0)
        opened.extend([running, embedding])
        return embedding, server

    yield start
    for running, embedding in zip(opened[::2], opened[1::2], strict=True):
        embedding.close()
        running.__exit__(None, None, None)


Serve = Callable[..., tuple[RemoteEmbedding, OpenAIServer]]


def unit(text: str) -> np.ndarray:
    vector = np.array(vector_of(text), np.float32)
    return vector / np.linalg.norm(vector)


def test_each_text_gets_its_own_vector_of_length_one(serve: Serve) -> None:
    embedding, server = serve()
    vectors = embedding.embed_passages(TEXTS)
    assert vectors.dtype == np.float32
    assert np.allclose(vectors, [unit(text) for text in TEXTS], atol=1e-6)
    assert np.allclose(embedding.embed_query(TEXTS[7]), vectors[7])
    assert embedding.dimension == DIMENSION
    assert {wanted["model"] for wanted in server.asked} == {"bge-m3"}
    assert set(server.paths) == {"/v1/embeddings"}
    assert server.headers[0]["authorization"] == "Bearer sk-1"


def test_texts_go_out_in_batches(serve: Serve) -> None:
    embedding, server = serve()
    heard: list[int] = []
    embedding.embed_passages(TEXTS, heard.append)
    sizes = sorted(len(wanted["input"]) for wanted in server.asked)
    assert sizes == [1, 4, BATCH, BATCH, BATCH]  # one for the dimension
    assert heard == [BATCH, BATCH, BATCH, 4]


def test_nothing_is_asked_before_it_is_wanted(serve: Serve) -> None:
    embedding, server = serve()
    assert embedding.name == f"bge-m3@{server.base_url.removeprefix('http://')}"
    assert server.asked == []
    assert embedding.embed_passages([]).shape == (0, DIMENSION)


def test_a_batch_that_is_too_large_is_halved(serve: Serve) -> None:
    def few(wanted: dict[str, Any]) -> Reply:
        if len(wanted["input"]) > 10:
            return Reply(400, b'{"error": {"message": "batch size is invalid"}}')
        return embeddings(wanted)

    embedding, _ = serve(few)
    assert np.allclose(embedding.embed_passages(TEXTS), [unit(text) for text in TEXTS], atol=1e-6)


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_a_busy_endpoint_is_asked_again(serve: Serve, status: int) -> None:
    asked = count()

    def busy(wanted: dict[str, Any]) -> Reply:
        if next(asked) % 2 == 0:
            return Reply(status, b"{}", headers={"Retry-After": "0"})
        return embeddings(wanted)

    embedding, server = serve(busy)
    assert np.allclose(embedding.embed_query("问"), unit("问"), atol=1e-6)
    assert len(server.asked) == 4  # dimension and question, each asked twice


def test_an_endpoint_that_stays_busy_is_named(serve: Serve) -> None:
    embedding, server = serve(lambda wanted: Reply(429, b'{"error": {"message": "slow down"}}'))
    with pytest.raises(YoujuError, match="'bge-m3@127.*answered 429 slow down.*YOUJU_EMBED"):
        embedding.embed_query("问")
    assert len(server.asked) == TRIES


def test_an_endpoint_that_is_down_is_named(serve: Serve) -> None:
    with openai_server(embeddings) as server:
        pass
    embedding = RemoteEmbedding(server.base_url, "m", wait_s=0)
    with pytest.raises(YoujuError, match="cannot be reached.*YOUJU_EMBED_BASE_URL"):
        embedding.embed_query("问")
    embedding.close()


def test_a_wrong_key_is_told_at_once(serve: Serve) -> None:
    refusal = b'{"error": {"message": "invalid key", "code": 401}}'
    embedding, server = serve(lambda wanted: Reply(401, refusal))
    with pytest.raises(YoujuError, match="answered 401 invalid key"):
        embedding.embed_passages(TEXTS)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html>", "gave no embeddings"),
        (b"[]", "gave no embeddings"),
        (b'{"data": [{"embedding": "AAAA", "index": 0}]}', "gave no embeddings"),
        (b'{"data": [{"embedding": null, "index": 0}]}', "expected"),
        (b'{"data": []}', "gave 0 vectors for 1 texts"),
        (b'{"data": [{"embedding": [0, 0], "index": 0}]}', "numbers of length 0"),
        (b'{"data": [{"embedding": [NaN, 1], "index": 0}]}', "numbers of length nan"),
        (b'{"data": [{"embedding": [], "index": 0}]}', "0 numbers"),
        (b'{"data": [{"embedding": [[1]], "index": 0}]}', "expected"),
    ],
)
def test_what_is_no_embedding_is_an_error(serve: Serve, body: bytes, said: str) -> None:
    embedding, _ = serve(lambda wanted: Reply(body=body))
    with pytest.raises(YoujuError, match=said):
        embedding.embed_query("问")


def test_vectors_of_another_dimension_are_an_error(serve: Serve) -> None:
    def changing(wanted: dict[str, Any]) -> Reply:
        return embeddings(wanted, of=lambda text: vector_of(text, 8 if "开工" not in text else 6))

    embedding, _ = serve(changing)
    with pytest.raises(YoujuError, match="6 numbers .* where 8"):
        embedding.embed_passages(TEXTS)


def test_odd_texts_reach_the_endpoint_as_texts(serve: Serve) -> None:
    embedding, server = serve()
    vectors = embedding.embed_passages(["", "\x00甲\ud800", "a\nb"])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert server.asked[-1]["input"] == ["。", "甲\ufffd", "a b"]


def test_threads_may_share_it(serve: Serve) -> None:
    embedding, _ = serve()
    found: list[np.ndarray] = []
    threads = [
        threading.Thread(target=lambda: found.append(embedding.embed_passages(TEXTS)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert all(np.array_equal(found[0], vectors) for vectors in found)


def bigram_vector(text: str) -> list[float]:
    """An embedding that means something: texts that share pairs of characters lie near."""
    vector = np.full(64, 0.01)
    for pair in zip(text, text[1:], strict=False):
        vector[sum(map(ord, pair)) % 64] += 1
    return [float(x) for x in vector]


def test_a_build_of_it_is_asked_under_its_name_only(serve: Serve, tmp_path: Path) -> None:
    embedding, _ = serve(lambda wanted: embeddings(wanted, of=bigram_vector))
    words = "台风昨晚在沿海登陆。渔船全部回港避风。"
    source = Source("weather", "台风登陆", "news", "weather.txt", "0")
    build_index(tmp_path, [document_from_text(source, "台风登陆", words)], embedding=embedding)
    manifest = store.read_manifest(tmp_path, str(store.current_build(tmp_path)))
    assert (manifest.embedding, manifest.dimension) == (embedding.name, 64)
    index = open_index(tmp_path, embedding=embedding)
    assert index.search("渔船避风")[0].passage.source_id == "weather"
    index.close()
    with pytest.raises(YoujuError, match="bge-m3@127"):
        open_index(tmp_path, embedding=local_embedding())


def settings(**values: str) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[call-arg, arg-type]


def test_the_embedding_that_is_set_is_chosen() -> None:
    assert chosen_embedding(settings()) is local_embedding()
    assert chosen_embedding(settings(embed_api_key="sk-1")) is local_embedding()
    chosen = chosen_embedding(
        settings(embed_base_url="http://me:secret@localhost:1/v1/", embed_model="bge-m3")
    )
    assert isinstance(chosen, RemoteEmbedding)
    assert chosen.name == "bge-m3@localhost:1/v1"
    chosen.close()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"embed_base_url": "http://localhost/v1"}, "YOUJU_EMBED_MODEL is not"),
        ({"embed_model": "bge-m3"}, "YOUJU_EMBED_BASE_URL is not"),
        ({"embed_base_url": "ftp://localhost", "embed_model": "m"}, "no address"),
    ],
)
def test_a_half_set_embedding_is_refused(values: dict[str, str], said: str) -> None:
    with pytest.raises(YoujuError, match=said):
        chosen_embedding(settings(**values))
