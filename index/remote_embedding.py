"""Texts in, unit vectors out, computed by a server that a person set: the adapter of an
OpenAI-compatible ``/embeddings`` endpoint (Ollama, vLLM, llama.cpp, DashScope …).

Texts go out in batches, some at a time; what a server refuses for now is asked for again. It does
not know where its address and key are set.
"""

import math
import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import httpx
import numpy as np

from corpus.errors import YoujuError
from index.embedding import Progress, Vectors, clean_text

# Servers differ in what they take at once (some no more than ten texts): a batch that is refused is
# halved, and so are those after it.
BATCH = 32
CONCURRENT = 4
# Tries of one batch: with waits of 0.5, 1, 2, 4 and 8 s an endpoint that restarts is waited for.
TRIES = 6
WAIT_S = 0.5
LONGEST_WAIT_S = 60.0
TIMEOUT = httpx.Timeout(60.0, connect=10.0)

_FOR_NOW = frozenset((408, 425, 429, 500, 502, 503, 504, 529))
_TOO_MUCH = frozenset((400, 413, 422))
# Most servers refuse an empty text, and a text of nothing but a full stop is as near to nothing.
_EMPTY = "。"


class RemoteEmbedding:
    """The model at an endpoint; threads may share it.

    ``name`` holds model and address, for the same model may be computed otherwise elsewhere (other
    weights, other rounding). ``dimension`` is asked of the endpoint when it is first wanted.
    """

    def __init__(
        self, base_url: str, model: str, api_key: str | None = None, *, wait_s: float = WAIT_S
    ) -> None:
        self._url = base_url.rstrip("/") + "/embeddings"
        self._model = model
        self._wait_s = wait_s
        self._batch = BATCH
        address = urlsplit(base_url)
        place = address.netloc.rpartition("@")[2] + address.path.rstrip("/")
        self.name = f"{model}@{place}"  # without a login that may stand in the address
        headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self._http = httpx.Client(timeout=TIMEOUT, headers=headers)

    @cached_property
    def dimension(self) -> int:
        return int(self._ask([_EMPTY], None).shape[1])

    def close(self) -> None:
        self._http.close()

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """The texts' vectors, one a row; ``YoujuError`` if the endpoint does not give them."""
        dimension = self.dimension
        vectors = np.empty((len(texts), dimension), np.float32)
        batches = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
        done = 0
        with ThreadPoolExecutor(CONCURRENT) as threads:
            try:
                for rows in threads.map(lambda batch: self._embed(batch, dimension), batches):
                    vectors[done : done + len(rows)] = rows
                    done += len(rows)
                    if progress is not None:
                        progress(len(rows))
            except BaseException:
                threads.shutdown(cancel_futures=True)  # what waits need not be asked for any more
                raise
        return vectors

    def embed_query(self, text: str) -> Vectors:
        """A question's vector."""
        rows = self._ask([clean_text(text) or _EMPTY], self.dimension)
        return np.asarray(rows[0], np.float32)

    def _embed(self, texts: Sequence[str], dimension: int) -> Vectors:
        rows = [self._ask(part, dimension) for part in self._parts(texts)]
        return np.concatenate(rows)

    def _parts(self, texts: Sequence[str]) -> Iterator[list[str]]:
        start = 0
        while start < len(texts):
            part = [clean_text(text) or _EMPTY for text in texts[start : start + self._batch]]
            start += len(part)
            yield part

    def _ask(self, texts: list[str], dimension: int | None) -> Vectors:
        """One request; halved where the server takes no more at once."""
        response = self._post(texts)
        if response.status_code in _TOO_MUCH and len(texts) > 1:
            half = (len(texts) + 1) // 2
            first = self._ask(texts[:half], dimension)
            self._batch = min(self._batch, half)
            return np.concatenate([first, self._ask(texts[half:], first.shape[1])])
        if response.status_code != 200:
            raise self._error(f"answered {response.status_code} {_said(response)}".strip())
        return self._read(response, len(texts), dimension)

    def _post(self, texts: list[str]) -> httpx.Response:
        """The endpoint's answer; asked again while it says or seems to be busy."""
        wanted = {"model": self._model, "input": texts, "encoding_format": "float"}
        for left in range(TRIES - 1, -1, -1):
            try:
                response = self._http.post(self._url, json=wanted)
                if response.status_code not in _FOR_NOW or not left:
                    return response
                wait_s = _wait_asked_for(response)
            except httpx.TransportError as error:
                if not left:
                    raise self._error(f"cannot be reached ({error})") from error
                wait_s = None
            except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
                raise self._error(f"cannot be asked ({error})") from error
            time.sleep(self._backoff(TRIES - 1 - left) if wait_s is None else wait_s)
        raise AssertionError("the last try returns or raises")

    def _backoff(self, tries: int) -> float:
        # Not all threads at the same moment again.
        wait_s = min(LONGEST_WAIT_S, self._wait_s * float(2**tries))
        return wait_s * random.uniform(0.8, 1.2)

    def _read(self, response: httpx.Response, count: int, dimension: int | None) -> Vectors:
        try:
            data: list[dict[str, Any]] = response.json()["data"]
            places = [int(item.get("index", n)) for n, item in enumerate(data)]
            rows = [
                np.asarray(item["embedding"], np.float32)
                for _, item in sorted(zip(places, data, strict=True), key=lambda pair: pair[0])
            ]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise self._error(f"gave no embeddings ({error!r})") from error
        if sorted(places) != list(range(count)):
            raise self._error(f"gave {len(rows)} vectors for {count} texts")
        return np.stack([self._unit(row, dimension or rows[0].size) for row in rows])

    def _unit(self, row: Vectors, dimension: int) -> Vectors:
        length = float(np.linalg.norm(row))
        if row.shape != (dimension,) or not math.isfinite(length) or length == 0:
            raise self._error(
                f"gave {row.size} numbers of length {length:g} where {dimension} finite ones were"
                " expected"
            )
        return row / np.float32(length)

    def _error(self, what: str) -> YoujuError:
        return YoujuError(
            f"The embedding endpoint {self.name!r} {what}: check YOUJU_EMBED_BASE_URL,"
            " YOUJU_EMBED_MODEL and YOUJU_EMBED_API_KEY, or unset them."
        )


def _wait_asked_for(response: httpx.Response) -> float | None:
    """The seconds of ``Retry-After``; None where it is missing or a date."""
    try:
        seconds = float(response.headers.get("retry-after", ""))
    except ValueError:
        return None
    return min(LONGEST_WAIT_S, seconds) if seconds >= 0 else None


def _said(response: httpx.Response) -> str:
    """What a server says of its refusal, in a line that is short enough to be read."""
    try:
        error = response.json()["error"]
        words = str(error["message"] if isinstance(error, dict) else error)
    except (ValueError, KeyError, TypeError):
        words = response.reason_phrase
    words = " ".join(words.split())
    return words if len(words) <= 200 else words[:200] + "…"
