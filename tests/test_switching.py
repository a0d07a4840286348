"""Builds change under the questions: every answer stands on one of them, and none fails."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from threading import Event

import pytest

from assistant import ask
from corpus import YoujuError
from index import LiveIndex, build_index, local_embedding, open_index, store
from index.document_file import read_documents
from tests.test_build import document
from ui.page.chat_page import source_panel
from ui.words import ZH

ASKERS, SWITCHES = 8, 10
QUESTION = "孵化器毕业企业累计多少家？"
COUNTS = ["16", "17", "18"]


@pytest.fixture(scope="module")
def three_builds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with three builds, each of which answers the question with a number of its own."""
    home = tmp_path_factory.mktemp("three-builds")
    for count in COUNTS:
        title = f"孵化器累计{count}万家"
        text = f"孵化器毕业企业累计{count}万家。在孵企业吸纳就业近五百万人。"
        texts = [document("one", text, title)]
        build_index(home, texts, embedding=local_embedding())
    return home


@pytest.fixture
def home(three_builds: Path, tmp_path: Path) -> Path:
    return shutil.copytree(three_builds, tmp_path / "home")


@pytest.fixture
def live(home: Path) -> Iterator[LiveIndex]:
    live = LiveIndex(home)
    yield live
    live.close()


def other_builds(home: Path) -> list[str]:
    return [build for build in store.list_builds(home) if build != store.current_build(home)]


def test_no_question_fails_and_no_answer_mixes_two_builds(home: Path, live: LiveIndex) -> None:
    texts = {
        build: {
            document.source.id: document.text
            for document in read_documents(store.build_folder(home, build) / "documents.jsonl")
        }
        for build in store.list_builds(home)
    }
    switched = Event()

    def ask_until_switched() -> set[str]:
        seen = set()
        while not switched.is_set():
            with live.lease() as index:
                answer = ask(QUESTION, index)
            seen.add(answer.build)
            assert answer.citations
            for citation in answer.citations:
                assert citation.span.cut(texts[answer.build][citation.source]) == citation.quote
            assert answer.direct and answer.direct[0] in texts[answer.build]["one"]
        return seen

    with ThreadPoolExecutor(ASKERS) as pool:
        askers = [pool.submit(ask_until_switched) for _ in range(ASKERS)]
        try:
            for build in islice(cycle(store.list_builds(home)[::-1]), SWITCHES):
                store.put_in_service(home, build)
                taken_up = None
                while taken_up != build:  # another thread may be opening it
                    with live.lease() as index:
                        taken_up = index.build
        finally:
            switched.set()
        assert set.union(*(asker.result() for asker in askers)) <= texts.keys()


def test_a_question_ends_on_the_build_it_began_with(home: Path, live: LiveIndex) -> None:
    before, after = store.current_build(home), other_builds(home)[0]
    with live.lease() as old:
        store.put_in_service(home, after)
        with live.lease() as new:
            assert (old.build, new.build) == (before, after)
            assert new.search(QUESTION)
        assert old.search(QUESTION)


def test_a_build_that_cannot_be_opened_is_not_taken_up(home: Path, live: LiveIndex) -> None:
    before = store.current_build(home)
    damaged, good = other_builds(home)
    shutil.rmtree(store.build_folder(home, damaged) / "chroma")
    for build, asked in [(damaged, before), (damaged, before), (good, good)]:
        store.put_in_service(home, build)
        with live.lease() as index:
            assert index.build == asked
            assert index.search(QUESTION)


def test_an_old_build_stays_as_long_as_it_is_read(home: Path) -> None:
    read = other_builds(home)[-1]
    current = store.current_build(home)
    store.put_in_service(home, read)
    index = open_index(home)  # opens vectors and keywords at the first search, below
    assert current
    store.put_in_service(home, current)
    assert read not in store.drop_old_builds(home, keep=1)
    assert index.search(QUESTION)
    index.close()
    assert store.drop_old_builds(home, keep=1) == [read]


def test_a_build_that_goes_at_the_moment_of_opening_is_not_held(home: Path) -> None:
    gone = other_builds(home)[0]
    store.drop_old_builds(home, keep=1)
    with pytest.raises(store.BuildGone):
        store.hold_build(home, gone)


def test_a_lost_build_is_a_users_error(home: Path) -> None:
    current = store.current_build(home)
    assert current
    shutil.rmtree(store.build_folder(home, current))
    with pytest.raises(YoujuError, match=r"was lost: run `youju build`"):
        open_index(home)


def test_a_closed_index_is_leased_no_more(home: Path) -> None:
    live = LiveIndex(home)
    with live.lease() as index:
        live.close()
        assert index.search(QUESTION)
    with pytest.raises(YoujuError, match="closed"), live.lease():
        pass


def test_a_citation_of_before_opens_while_its_words_stand(home: Path, live: LiveIndex) -> None:
    with live.lease() as index:
        citation = ask(QUESTION, index).citations[0]
    wanted = {
        "source": citation.source,
        "start": citation.span.start,
        "quote": citation.quote,
    }
    assert "yj-print" in source_panel(live.current, wanted, ZH)
    store.put_in_service(home, other_builds(home)[0])
    assert "yj-refusal" in source_panel(live.current, wanted, ZH)
    unchanged = citation.quote.index("家")
    wanted |= {"start": citation.span.start + unchanged, "quote": citation.quote[unchanged:]}
    assert "yj-print" in source_panel(live.current, wanted, ZH)
