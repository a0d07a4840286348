"""Chinese keywords and their BM25 index: the only file that knows bm25s.

A text becomes character bigrams (measured better than words), whole lower-case Latin words, and
numerals, each one token; a number is also indexed by its value, so that 16600 finds 1.66万余.
Traditional characters count as simplified ones, full-width forms as plain ones.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.simplified import to_simplified

# Raised whenever the same text gives other tokens: the keyword index is then made anew.
KEYWORD_RULES = 1

# Usual values of BM25; a flatter length normalisation, since passages are of one size.
K1, B = 1.2, 0.5

_PIECE = re.compile(
    r"(?P<han>[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)"
    r"|(?P<number>\d+(?:[.,:]\d+)*%?)"
    r"|(?P<word>[a-z][a-z0-9]*|[\u00c0-\u1fff\u3040-\u30ff\uac00-\ud7af]+)"
)

# Words that only say that a question is asked; they are no evidence for a passage. Longest first.
_QUESTION_WORDS = re.compile(
    "请问|请告诉我|什么时候|什么样的?|为什么|是什么|有什么|什么|是多少|有多少|多少|是哪些|有哪些|哪些|是哪|哪[个里年月日天家位种次]|"
    "哪|是谁|谁|怎么样?|怎样|如何|是否|有没有|是不是|几[个年月日天家位种次名]|吗|呢"
)
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
    found = dict.fromkeys(_tokens(text), 1.0)
    return {t: weight for t, weight in found.items() if not _ENGLISH_QUESTION_WORDS.fullmatch(t)}


def _tokens(text: str) -> Iterable[str]:
    for piece in _PIECE.finditer(text):
        found = piece.group()
        if piece.lastgroup == "han" and len(found) > 1:
            yield from (found[i : i + 2] for i in range(len(found) - 1))
        elif piece.lastgroup == "number":
            yield found.replace(",", "")
        else:
            yield found


def write_keywords(folder: Path, texts: Sequence[str]) -> None:
    """Index the texts in order."""
    import bm25s  # type: ignore[import-untyped]  # it ships no type information

    folder.mkdir()
    vocabulary: dict[str, int] = {}
    # A text without words counts as the empty word: bm25s divides by the mean length.
    ids = [
        [vocabulary.setdefault(token, len(vocabulary)) for token in text_tokens(text) or [""]]
        for text in texts
    ]
    index = bm25s.BM25(method="lucene", k1=K1, b=B)
    index.index((ids, vocabulary), show_progress=False)
    for name in ("data", "indices", "indptr"):
        np.save(folder / f"{name}.npy", index.scores[name])
    about = {"passages": len(texts), "tokens": list(vocabulary)}
    (folder / "tokens.json").write_text(json.dumps(about, ensure_ascii=False), "utf-8")


class KeywordIndex:
    """BM25 weights of each token in each passage, a column a token (compressed, memory-mapped)."""

    def __init__(self, folder: Path) -> None:
        about = json.loads((folder / "tokens.json").read_text("utf-8"))
        self.passages = int(about["passages"])
        self._number = {token: n for n, token in enumerate(about["tokens"])}
        self._data, self._rows, self._starts = (
            np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("data", "indices", "indptr")
        )

    def scores(self, tokens: Mapping[str, float]) -> NDArray[np.float32]:
        """The BM25 score of every passage; tokens that no passage holds are left out."""
        scores = np.zeros(self.passages, dtype=np.float32)
        for token, weight in tokens.items():
            number = self._number.get(token)
            if number is not None:
                column = slice(int(self._starts[number]), int(self._starts[number + 1]))
                scores[self._rows[column]] += weight * self._data[column]
        return scores
