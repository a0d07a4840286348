"""An open index as LlamaIndex's retriever and query engine, for a pipeline of LlamaIndex's.

Import this file only where LlamaIndex is wanted: its core takes more than a second to import.
Passages and citations become nodes that carry where they were printed; nothing is split again.
"""

import asyncio
import hashlib
from collections.abc import Sequence
from typing import Any

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.response.schema import Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import (
    NodeRelationship,
    NodeWithScore,
    QueryBundle,
    RelatedNodeInfo,
    TextNode,
)

from assistant.answering.ask import PASSAGES, ask
from assistant.answering.llm import LanguageModel
from assistant.citations import cite
from assistant.records import Answer, Citation
from index import Index

HITS = 10


class YoujuRetriever(BaseRetriever):
    """The passages nearest to a query, the best first; only of ``sources`` if any are named.

    A node's id is its passage's, the same from build to build.
    """

    def __init__(
        self,
        index: Index,
        *,
        k: int = HITS,
        sources: Sequence[str] = (),
        callback_manager: CallbackManager | None = None,
    ) -> None:
        self._index = index
        self._k = k
        self._sources = tuple(sources)
        super().__init__(callback_manager=callback_manager)

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._index.search(query_bundle.query_str, self._k, sources=self._sources)
        nodes = []
        for n, hit in enumerate(hits, start=1):
            document = self._index.documents[hit.passage.source_id]
            citation = cite(document, hit.passage.span, n)
            nodes.append(_node(citation, hit.passage.id, hit.score))
        return nodes

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


class YoujuQueryEngine(BaseQueryEngine):
    """Answers with citations: a ``Response`` whose source nodes are the words cited, in the order
    of their markers. Its metadata say ``status``, ``direct``, ``mode`` and ``build``.

    Where nothing answers, ``status`` is ``not_found`` and there are no source nodes.
    """

    def __init__(
        self,
        index: Index,
        *,
        k: int = PASSAGES,
        sources: Sequence[str] = (),
        llm: LanguageModel | None = None,
        callback_manager: CallbackManager | None = None,
    ) -> None:
        self._index = index
        self._k = k
        self._sources = tuple(sources)
        self._llm = llm
        super().__init__(callback_manager=callback_manager)

    def _query(self, query_bundle: QueryBundle) -> Response:
        answer = ask(
            query_bundle.query_str, self._index, sources=self._sources, k=self._k, llm=self._llm
        )
        return _response(answer)

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return await asyncio.to_thread(self._query, query_bundle)

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}


def _response(answer: Answer) -> Response:
    metadata: dict[str, Any] = {
        "status": answer.status,
        "direct": list(answer.direct),
        "mode": answer.mode,
        "build": answer.build,
    }
    nodes = [_node(citation, _citation_id(citation), None) for citation in answer.citations]
    return Response(response=answer.answer, source_nodes=nodes, metadata=metadata)


def _citation_id(citation: Citation) -> str:
    words = f"{citation.source}\n{citation.span.start}\n{citation.quote}"
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _node(citation: Citation, id: str, score: float | None) -> NodeWithScore:
    metadata = {
        "n": citation.n,
        "source": citation.source,
        "title": citation.title,
        "article": citation.article,
        "kind": citation.kind,
        "publisher": citation.publisher,
        "date": citation.date,
        "url": citation.url,
        "page": citation.page,
        "lines": list(citation.lines) if citation.lines else None,
        "span": [citation.span.start, citation.span.end],
        "speaker": citation.speaker,
    }
    # Where words stand is for programs; a model that reads the node is told who printed them.
    unread = ["n", "source", "kind", "url", "page", "lines", "span"]
    node = TextNode(
        id_=id,
        text=citation.quote,
        start_char_idx=citation.span.start,
        end_char_idx=citation.span.end,
        metadata=metadata,
        excluded_llm_metadata_keys=unread,
        excluded_embed_metadata_keys=list(metadata),
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=citation.source)},
    )
    return NodeWithScore(node=node, score=score)
