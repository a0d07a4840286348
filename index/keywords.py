"""Chinese keywords and their BM25 index: the only file that knows bm25s.

A text becomes character bigrams (measured better than words), whole lower-case Latin words, and
numerals, each one token; a number is also indexed by its value, so that 16600 finds 1.66万余.
Traditional characters count as simplified ones, full-width forms as plain ones.
"""

import json
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.figures.find import find_figures
from corpus.records import Figure
from corpus.simplified import to_simplified

# Raised whenever the same text gives other tokens: the keyword index is then made anew.
KEYWORD_RULES = 2

# Usual values of BM25; a flatter length normalisation, since passages are of one size.
K1, B = 1.2, 0.5
RARITIES = 10_000  # words whose rarity is kept

_PIECE = re.compile(
    r"(?P<han>[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)"
    r"|(?P<number>\d+(?:[.,:]\d+)*%?)"
    r"|(?P<word>[a-z]+|[\u00c0-\u1fff\u3040-\u30ff\uac00-\ud7af]+)"
)

# Words that only say that a question is asked: they are no evidence for a passage. Longest first.
_QUESTION_WORDS = re.compile(
    "请问|请告诉我|是?(?:在|于)?什么(?:时候|时间|地方|样的?|类型的?|名字|原因)?|为什么|为何|何时|何地|何人|"
    "有?什么|[是有]?多少|[是有]?哪(?:些|个|里|儿|年|月|日|天|家|位|种|次|几)?|[是由]?谁|怎么样?|怎样|如何|"
    "是否|有没有|是不是|几(?:个|年|月|日|天|家|位|种|次|名)|吗|呢"
)
# What is asked for stands in the question, seldom in the words of the answer: 开幕时间 is answered
# by a date. A passage that repeats these words more likely asks than answers.
_ASKED_WORDS = re.compile(
    "时间|时候|日期|年份|地点|地址|位置|类型|名称|名字|原因|数量|人数|总共|一共|分别|具体"
)
_ASKED_WEIGHT = 0.2
# Bigrams with these characters join two words, and say little.
_PARTICLES = re.compile("[的是了在和与及]")
_PARTICLE_WEIGHT = 0.3
_ENGLISH_QUESTION_WORDS = re.compile(
    "(?:a|an|and|are|at|by|did|do|does|for|from|how|in|is|it|many|much|of|on|or|the|there|to|was|"
    "were|what|when|where|which|who|whom|whose|why|with)"
)


def normalise(text: str) -> str:
    return to_simplified(unicodedata.normalize("NFKC", text)).lower()


def text_tokens(text: str) -> list[str]:
    """The tokens of a passage, with repetitions."""
    return list(_tokens(normalise(text)))


def query_tokens(query: str) -> dict[str, float]:
    """The tokens of a query, each with its weight; words of asking are left out."""
    text = _QUESTION_WORDS.sub(" ", normalise(query))
    asked = _tokens(_ASKED_WORDS.sub(lambda found: f" {found.group()} ", text))
    weights = dict.fromkeys(_tokens(_ASKED_WORDS.sub(" ", text)), 1.0)
    for token in asked:
        weights.setdefault(token, _ASKED_WEIGHT)
    return {
        token: weight * (_PARTICLE_WEIGHT if _PARTICLES.search(token) else 1.0)
        for token, weight in weights.items()
        if not _ENGLISH_QUESTION_WORDS.fullmatch(token)
    }


def _tokens(text: str) -> Iterator[str]:
    figures = [figure for figure in find_figures(text) if figure.value is not None]
    for figure in figures:
        yield from _value_tokens(figure)
    valued = {at for figure in figures for at in range(figure.span.start, figure.span.end)}
    for piece in _PIECE.finditer(text):
        found = piece.group()
        if piece.lastgroup == "han" and len(found) > 1:
            yield from (found[i : i + 2] for i in range(len(found) - 1))
        elif piece.lastgroup == "number":
            if piece.start() not in valued:  # its value stands for it
                yield found.replace(",", "")
        else:
            yield found


def _value_tokens(figure: Figure) -> Iterator[str]:
    """A figure by its value; a day also by its month and year, for questions that name only these."""
    sign = "%" if figure.unit == "%" else ""
    for value in (figure.value, figure.upper):
        if value is None:
            continue
        digits = f"{value:.12g}" if isinstance(value, float) else str(value)
        yield f"{digits}{sign}"
        if figure.kind == "date" and figure.unit in ("日", "月"):
            yield from (digits[:length] for length in (4, 6) if length < len(digits))


def write_keywords(folder: Path, passages: Sequence[Sequence[str]]) -> None:
    """Index passages, given by their tokens, in order."""
    import bm25s  # type: ignore[import-untyped]  # it ships no type information

    folder.mkdir()
    vocabulary: dict[str, int] = {}
    # A text without words counts as the empty word: bm25s divides by the mean length.
    ids = [
        [vocabulary.setdefault(token, len(vocabulary)) for token in tokens or [""]]
        for tokens in passages
    ]
    index = bm25s.BM25(method="lucene", k1=K1, b=B)
    index.index((ids, vocabulary), show_progress=False)
    for name in ("data", "indices", "indptr"):
        np.save(folder / f"{name}.npy", index.scores[name])
    about = {"passages": len(passages), "tokens": list(vocabulary)}
    (folder / "tokens.json").write_text(json.dumps(about, ensure_ascii=False), "utf-8")
    ends = np.cumsum([0, *map(len, passages)])
    flat = (id for tokens, row in zip(passages, ids, strict=True) for id in row[: len(tokens)])
    np.save(folder / "passages.npy", np.fromiter(flat, np.int32, ends[-1]))
    np.save(folder / "ends.npy", ends)


class PassageTokens:
    """The tokens of each passage of an index, by row, for the next one to take over."""

    def __init__(self, folder: Path) -> None:
        self._vocabulary: list[str] = json.loads((folder / "tokens.json").read_text("utf-8"))[
            "tokens"
        ]
        self._ids = np.load(folder / "passages.npy", mmap_mode="r")
        self._ends = np.load(folder / "ends.npy").tolist()

    def of(self, row: int) -> list[str]:
        ids = self._ids[self._ends[row] : self._ends[row + 1]]
        return [self._vocabulary[id] for id in ids.tolist()]


class KeywordIndex:
    """BM25 weights of each token in each passage, a column a token (compressed, memory-mapped)."""

    def __init__(self, folder: Path) -> None:
        about = json.loads((folder / "tokens.json").read_text("utf-8"))
        self.passages = int(about["passages"])
        self._number = {token: n for n, token in enumerate(about["tokens"])}
        self._data, self._rows, self._starts = (
            np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("data", "indices", "indptr")
        )
        # Asked of each word of a question again for each sentence that is weighed.
        self.rarity = lru_cache(RARITIES)(self._rarity)

    def scores(self, tokens: Mapping[str, float]) -> NDArray[np.float32]:
        """The BM25 score of every passage; tokens that no passage holds are left out."""
        scores = np.zeros(self.passages, dtype=np.float32)
        for token, weight in tokens.items():
            number = self._number.get(token)
            if number is not None:
                column = slice(int(self._starts[number]), int(self._starts[number + 1]))
                scores[self._rows[column]] += weight * self._data[column]
        return scores

    def holds(self, row: int, text: str) -> bool:
        """Whether every word of ``text`` leads to the passage at ``row``."""
        for token in set(text_tokens(text)):
            number = self._number.get(token)
            if number is None:
                return False
            column = slice(int(self._starts[number]), int(self._starts[number + 1]))
            if row not in self._rows[column]:
                return False
        return True

    def best_score(self, tokens: Mapping[str, float]) -> float:
        """What a passage would score that held every token once, at its usual length; never 0.

        A token that no passage holds counts as well: its absence is what makes a share small.
        """
        total = 0.0
        for token, weight in tokens.items():
            number = self._number.get(token)
            held = 0 if number is None else int(self._starts[number + 1] - self._starts[number])
            total += weight * math.log(1 + (self.passages - held + 0.5) / (held + 0.5))
        return total or 1.0

    def _rarity(self, word: str) -> float:
        """How rare a word is in the passages, 0 (in all of them) to 1 (in none).

        A word is as rare as its rarest pair of characters.
        """
        most = math.log1p(self.passages)
        rarest = 0.0
        for token in set(_tokens(normalise(word))):
            number = self._number.get(token)
            held = 0 if number is None else int(self._starts[number + 1] - self._starts[number])
            rarest = max(rarest, 1 - math.log1p(held) / most)
        return rarest
