from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event

import numpy as np
import pytest

from index import vector_cache
from index.e5.choose import local_embedding
from index.embed_ahead import AT_LEAST, EmbedAhead
from index.embedding import Progress, Vectors
from index.spread import embed_in_threads
from index.vector_cache import embed_texts, kept_vectors

TEXTS = [f"第{n}家孵化器在孵企业{n * 7}家。" for n in range(12)]


class Counted:
    """The local embedding, which remembers what it was asked for and fails where it is told to."""

    def __init__(
        self, name: str = "counted", fail_after: int | None = None, shift: float = 0
    ) -> None:
        self.name = name
        self._shift = shift
        self.dimension = local_embedding().dimension
        self.asked: list[str] = []
        self._fail_after = fail_after

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        if self._fail_after is not None and len(self.asked) >= self._fail_after:
            raise OSError("killed")
        self.asked.extend(text for text in texts if text in TEXTS)
        vectors = local_embedding().embed_passages(texts, progress)
        vectors[:, 0] += self._shift
        return vectors

    def embed_query(self, text: str) -> Vectors:
        return local_embedding().embed_query(text)


def test_a_text_is_embedded_once(tmp_path: Path) -> None:
    embedding = Counted()
    first, computed = embed_texts(TEXTS[:8], embedding=embedding, cache=tmp_path / "v.sqlite")
    second, again = embed_texts(TEXTS + TEXTS[:2], embedding=embedding, cache=tmp_path / "v.sqlite")
    assert embedding.asked == TEXTS
    assert computed.all()
    assert again.tolist() == [False] * 8 + [True] * 4 + [False] * 2
    assert np.array_equal(second[:8], first)
    assert np.array_equal(second[12:], first[:2])


def test_kept_vectors_equal_computed_ones_to_the_bit(tmp_path: Path) -> None:
    computed, _ = embed_texts(TEXTS, embedding=local_embedding(), cache=tmp_path / "v.sqlite")
    kept, _ = embed_texts(TEXTS, embedding=local_embedding(), cache=tmp_path / "v.sqlite")
    assert np.array_equal(kept, computed)
    assert np.array_equal(computed, local_embedding().embed_passages(TEXTS).astype(np.float16))


def test_another_engine_shares_nothing(tmp_path: Path) -> None:
    embed_texts(TEXTS, embedding=Counted("one"), cache=tmp_path / "v.sqlite")
    other = Counted("other")
    embed_texts(TEXTS, embedding=other, cache=tmp_path / "v.sqlite")
    assert other.asked == TEXTS


@pytest.mark.parametrize(("shift", "asked"), [(0.1, len(TEXTS)), (0.000001, 0)])
def test_an_engine_that_computes_otherwise_gets_no_old_vectors(
    tmp_path: Path, shift: float, asked: int
) -> None:
    embed_texts(TEXTS, embedding=Counted(), cache=tmp_path / "v.sqlite")
    changed = Counted(shift=shift)
    embed_texts(TEXTS, embedding=changed, cache=tmp_path / "v.sqlite")
    assert len(changed.asked) == asked


def test_fresh_embeds_everything_again(tmp_path: Path) -> None:
    embedding = Counted()
    embed_texts(TEXTS, embedding=embedding, cache=tmp_path / "v.sqlite")
    embed_texts(TEXTS, embedding=embedding, cache=tmp_path / "v.sqlite", fresh=True)
    assert embedding.asked == TEXTS * 2


def test_what_was_done_before_a_failure_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_cache, "BATCH", 4)
    with pytest.raises(OSError, match="killed"):
        embed_texts(TEXTS, embedding=Counted(fail_after=8), cache=tmp_path / "v.sqlite")
    after = Counted()
    embed_texts(TEXTS, embedding=after, cache=tmp_path / "v.sqlite")
    assert after.asked == TEXTS[8:]


def test_threads_share_one_cache(tmp_path: Path) -> None:
    def embed(start: int) -> bytes:
        texts = TEXTS[start:] + TEXTS[:start]
        vectors, _ = embed_texts(texts, embedding=local_embedding(), cache=tmp_path / "v.sqlite")
        return np.roll(vectors, start, axis=0).tobytes()

    with ThreadPoolExecutor(6) as threads:
        assert len(set(threads.map(embed, range(6)))) == 1


def test_many_may_open_a_new_cache_at_once(tmp_path: Path) -> None:
    together = Barrier(6)

    def open_one(path: Path) -> None:
        together.wait()
        kept_vectors(embedding=local_embedding(), cache=path)

    with ThreadPoolExecutor(6) as threads:
        for n in range(20):
            list(threads.map(open_one, [tmp_path / f"{n}.sqlite"] * 6))


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "🎉"])
def test_odd_texts_have_a_vector(tmp_path: Path, text: str) -> None:
    vectors, _ = embed_texts([text], embedding=local_embedding(), cache=tmp_path / "v.sqlite")
    assert np.isclose(np.linalg.norm(vectors[0].astype(np.float32)), 1, atol=1e-2)


def test_no_texts_give_no_vectors(tmp_path: Path) -> None:
    vectors, _ = embed_texts([], embedding=local_embedding(), cache=tmp_path / "v.sqlite")
    assert vectors.shape == (0, local_embedding().dimension)


def test_an_error_ends_what_is_embedded_on_the_side(tmp_path: Path) -> None:
    """A person's Ctrl-C does not wait for ten thousand texts."""
    begun = Event()
    ended: list[Exception] = []

    class Endless(Counted):
        def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
            if progress and texts[0] in TEXTS:
                begun.set()
                try:
                    while True:
                        progress(0)
                except Exception as error:
                    ended.append(error)
                    raise
            return super().embed_passages(texts, progress)

    with (
        pytest.raises(KeyboardInterrupt),
        EmbedAhead(Endless(), tmp_path / "v.sqlite", fresh=False) as ahead,
    ):
        ahead.add([f"{text}{n}" if n else text for n in range(100) for text in TEXTS])
        begun.wait()
        raise KeyboardInterrupt
    assert len(ended) == 1


def test_few_texts_are_embedded_only_where_nothing_else_is(tmp_path: Path) -> None:
    begun, read_on = Event(), Event()
    sizes: list[int] = []

    class Held(Counted):
        def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
            sizes.append(len(texts))
            begun.set()
            read_on.wait()
            return super().embed_passages(texts, progress)

    texts = [f"{n}" for n in range(3 * AT_LEAST)]
    with EmbedAhead(Held(), tmp_path / "v.sqlite", fresh=False) as ahead:
        ahead.add(texts[:AT_LEAST])
        begun.wait()
        ahead.add(texts[AT_LEAST : 2 * AT_LEAST])
        ahead.add(texts[2 * AT_LEAST :])
        read_on.set()
        ahead.vectors(texts, lambda done, total: None)
    assert [size for size in sizes if size > 1] == [AT_LEAST, 2 * AT_LEAST]  # one: a probe


@pytest.mark.parametrize("where", ["embedding", "making groups"])
def test_what_waits_is_not_embedded_after_an_error(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[int] = []
    ended = Event()

    class Ending(ThreadPoolExecutor):
        """One that tells when it was ended, before it waits for what still runs."""

        def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
            super().shutdown(wait=False, cancel_futures=cancel_futures)
            ended.set()
            super().shutdown(wait)

    def embed(group: Sequence[int]) -> Vectors:
        if group[0]:
            ended.wait()
        done.extend(group)
        return np.zeros((1, 2), np.float32)

    def stop(count: int) -> None:
        raise KeyboardInterrupt

    def groups() -> Iterator[tuple[list[int], list[int]]]:
        yield from (([n], [n]) for n in range(10))
        if where == "making groups":
            raise KeyboardInterrupt

    monkeypatch.setattr("index.spread.ThreadPoolExecutor", Ending)
    with pytest.raises(KeyboardInterrupt):
        embed_in_threads(embed, groups(), shape=(10, 2), threads=1, progress=stop)
    assert done in ([], [0], [0, 1])


def test_long_texts_are_kept_sooner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_cache, "BATCH_CHARS", 3 * len(TEXTS[0]))
    with pytest.raises(OSError, match="killed"):
        embed_texts(TEXTS[:9], embedding=Counted(fail_after=6), cache=tmp_path / "v.sqlite")
    after = Counted()
    embed_texts(TEXTS[:9], embedding=after, cache=tmp_path / "v.sqlite")
    assert after.asked == TEXTS[6:9]
