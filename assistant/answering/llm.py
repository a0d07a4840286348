"""Instructions in, a model's words out, piece by piece: the adapter of the language model.

Any OpenAI-compatible endpoint (Ollama, vLLM, llama.cpp, DeepSeek, DashScope …), spoken to through
LlamaIndex. What the words are worth is judged elsewhere.
"""

import time
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.errors import YoujuError

if TYPE_CHECKING:
    import httpx
    from llama_index.core.llms import ChatMessage
    from llama_index.llms.openai_like import OpenAILike

# A model on a plain processor reads the passages for half a minute before its first word.
TIMEOUT_S = 60.0
CONNECT_TIMEOUT_S = 5.0
# No reader waits longer for a whole answer; the quoted one is at hand.
DEADLINE_S = 120.0
# Of an answer of a few sentences, with room for a model that thinks aloud before it.
MAX_TOKENS = 2048
# A server that wants no key gets one all the same: without one, the client would take the key of
# another service from the environment and send it there.
NO_KEY = "none"


class LanguageModelError(YoujuError):
    """The model gave no words: caught where the quoted answer takes their place."""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A model at an endpoint. ``timeout_s`` bounds a silence, ``deadline_s`` the whole answer."""

    base_url: str
    name: str
    api_key: str | None = field(default=None, repr=False)
    timeout_s: float = TIMEOUT_S
    deadline_s: float = DEADLINE_S

    def write(self, instructions: str, task: str) -> Generator[str, None, None]:
        """The pieces of the answer as they come; ``LanguageModelError`` if it cannot be had."""
        # A second to import, and not needed where no model is set.
        import httpx
        import openai
        from llama_index.core.llms import ChatMessage, MessageRole

        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=instructions),
            ChatMessage(role=MessageRole.USER, content=task),
        ]
        try:
            # A client of its own: an answer that nobody reads on is hung up on.
            patience = httpx.Timeout(self.timeout_s, connect=min(CONNECT_TIMEOUT_S, self.timeout_s))
            with httpx.Client(timeout=patience) as http:
                yield from self._pieces(self._client(http), messages)
        except (openai.OpenAIError, httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._error(str(error) or type(error).__name__) from error
        # What a server sends that is no chat completion fails wherever it is first looked into.
        except (ValueError, TypeError, AttributeError, LookupError) as error:
            raise self._error(f"it sent what is no chat completion: {error!r}") from error

    def _pieces(self, client: "OpenAILike", messages: "list[ChatMessage]") -> Iterator[str]:
        ends = time.monotonic() + self.deadline_s
        came = False
        with closing(client.stream_chat(messages)) as stream:
            for response in stream:
                if time.monotonic() > ends:
                    raise self._error(f"it was not done after {self.deadline_s:g} s")
                if response.delta:
                    came = True
                    yield response.delta
        if not came:  # a server that does not stream answers in one piece, which no stream holds
            yield client.chat(messages).message.content or ""

    def _client(self, http: "httpx.Client") -> "OpenAILike":
        import openai
        from llama_index.llms.openai_like import OpenAILike

        key = self.api_key or NO_KEY
        return OpenAILike(
            model=self.name,
            api_base=self.base_url,
            api_key=key,
            is_chat_model=True,
            temperature=0.0,
            max_tokens=MAX_TOKENS,
            max_retries=0,
            openai_client=openai.OpenAI(
                api_key=key,
                base_url=self.base_url,
                max_retries=0,
                timeout=http.timeout,
                http_client=http,
            ),
        )

    def _error(self, reason: str) -> LanguageModelError:
        if self.api_key:  # some servers repeat the key they refuse
            reason = reason.replace(self.api_key, "…")
        reason = " ".join(reason.split())[:300]
        return LanguageModelError(
            f"The language model {self.name!r} gave no answer ({reason}): check YOUJU_LLM_BASE_URL,"
            " YOUJU_LLM_MODEL and YOUJU_LLM_API_KEY, or unset them."
        )
