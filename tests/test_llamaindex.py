"""The index inside LlamaIndex's own parts, offline."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from llama_index.core.postprocessor import SimilarityPostprocessor
from llama_index.core.query_engine import RetrieverQueryEngine, RouterQueryEngine
from llama_index.core.response_synthesizers import ResponseMode, get_response_synthesizer
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
from llama_index.core.schema import MetadataMode, NodeRelationship
from llama_index.core.selectors import EmbeddingSingleSelector
from llama_index.core.tools import QueryEngineTool

from assistant import ask, open_index
from assistant.answering.llm import LanguageModel
from assistant.llamaindex import YoujuQueryEngine, YoujuRetriever
from corpus import YoujuError
from index import Index
from index.e5.choose import local_embedding
from index.llama_embedding import LlamaEmbedding
from tests.openai_server import chat, openai_server

QUESTION = "截至2023年年底，我国各类孵化载体达到多少家？"
UNANSWERABLE = "拉萨市2019年有多少家养老院？"


@pytest.fixture(scope="module")
def index(shipped_home: Path) -> Iterator[Index]:
    opened = open_index(shipped_home)
    yield opened
    opened.close()


def test_nodes_are_the_passages_found(index: Index) -> None:
    nodes = YoujuRetriever(index, k=4).retrieve(QUESTION)
    hits = index.search(QUESTION, 4)
    assert [node.node_id for node in nodes] == [hit.passage.id for hit in hits]
    assert [node.score for node in nodes] == [hit.score for hit in hits]
    for node in nodes:
        start, end = node.metadata["span"]
        text = index.documents[node.metadata["source"]].text
        assert node.text == text[start:end]
        assert node.node.relationships[NodeRelationship.SOURCE].node_id == node.metadata["source"]  # type: ignore[union-attr]


def test_nodes_say_where_they_were_printed(index: Index) -> None:
    node = YoujuRetriever(index, k=1).retrieve(QUESTION)[0]
    assert node.metadata["source"] == "forum-page-2024"
    assert "孵化载体" in node.metadata["article"]
    first, last = node.metadata["lines"]
    assert 1 <= first < last


def test_a_model_reads_headlines_but_no_offsets(index: Index) -> None:
    node = YoujuRetriever(index, k=1).retrieve(QUESTION)[0]
    read = node.node.get_content(MetadataMode.LLM)
    assert node.metadata["article"] in read
    assert "span" not in read and "lines" not in read
    assert node.node.get_content(MetadataMode.EMBED) == node.text


def test_sources_limit_the_nodes(index: Index) -> None:
    card = "card-incubator-tax-2023"
    nodes = YoujuRetriever(index, k=3, sources=[card]).retrieve("孵化器免征增值税")
    assert {node.metadata["source"] for node in nodes} == {card}
    with pytest.raises(YoujuError, match="'moon'"):
        YoujuRetriever(index, sources=["moon"]).retrieve("孵化器")


def test_source_nodes_are_the_citations(index: Index) -> None:
    answer = ask(QUESTION, index)
    response = YoujuQueryEngine(index).query(QUESTION)
    assert str(response) == answer.answer
    assert [node.text for node in response.source_nodes] == [c.quote for c in answer.citations]
    assert [node.metadata["n"] for node in response.source_nodes] == [c.n for c in answer.citations]
    assert response.metadata == {
        "status": "answered",
        "direct": list(answer.direct),
        "mode": "extractive",
        "build": index.build,
    }


def test_ids_are_the_same_every_time(index: Index) -> None:
    engine = YoujuQueryEngine(index)
    once, again = engine.query(QUESTION), engine.query(QUESTION)
    ids = [node.node_id for node in once.source_nodes]
    assert ids == [node.node_id for node in again.source_nodes]
    assert len(set(ids)) == len(ids)


def test_what_is_not_in_the_texts_has_no_source_nodes(index: Index) -> None:
    response = YoujuQueryEngine(index).query(UNANSWERABLE)
    assert response.source_nodes == []
    assert response.metadata is not None and response.metadata["status"] == "not_found"


def test_they_can_be_awaited(index: Index) -> None:
    async def both() -> tuple[int, str]:
        nodes = await YoujuRetriever(index, k=2).aretrieve(QUESTION)
        return len(nodes), str(await YoujuQueryEngine(index).aquery(QUESTION))

    found, answer = asyncio.run(both())
    assert found == 2
    assert "1.66万" in answer


def test_the_retriever_works_in_a_pipeline(index: Index) -> None:
    """Two retrievers fused, weak hits dropped, the passages put before a model that repeats them."""
    fused = QueryFusionRetriever(
        [YoujuRetriever(index, k=5), YoujuRetriever(index, k=5, sources=["forum-page-2024"])],
        llm=_no_model(),
        similarity_top_k=3,
        num_queries=1,
        mode=FUSION_MODES.RECIPROCAL_RANK,
        use_async=False,
    )
    engine = RetrieverQueryEngine(
        fused,
        response_synthesizer=get_response_synthesizer(
            llm=_no_model(), response_mode=ResponseMode.COMPACT
        ),
        node_postprocessors=[SimilarityPostprocessor(similarity_cutoff=0.0)],
    )
    response = engine.query(QUESTION)
    assert len(response.source_nodes) == 3
    assert "1.66万余家" in str(response)


def test_the_query_engine_works_behind_a_router(index: Index) -> None:
    tools = [
        QueryEngineTool.from_defaults(
            YoujuQueryEngine(index, sources=[source]), name=source, description=description
        )
        for source, description in (
            ("forum-page-2024", "孵化器论坛的报道：孵化载体和企业有多少家"),
            ("card-incubator-tax-2023", "税收优惠政策：哪些税可以免征"),
        )
    ]
    selector = EmbeddingSingleSelector.from_defaults(LlamaEmbedding(local_embedding()))
    router = RouterQueryEngine(selector, tools, llm=_no_model())
    response = router.query(QUESTION)
    assert {node.metadata["source"] for node in response.source_nodes} == {"forum-page-2024"}


def test_the_query_engine_answers_in_a_model_s_words(index: Index) -> None:
    with openai_server(chat("我国各类孵化载体有1.66万余家[1]。")) as server:
        engine = YoujuQueryEngine(index, llm=LanguageModel(server.base_url, "m"))
        response = engine.query(QUESTION)
    assert response.metadata is not None and response.metadata["mode"] == "llm"
    assert str(response) == "我国各类孵化载体有1.66万余家。[1]"


def _no_model():  # type: ignore[no-untyped-def]
    """LlamaIndex's own stand-in where its parts insist on a model they do not ask."""
    from llama_index.core.llms import MockLLM

    return MockLLM()
