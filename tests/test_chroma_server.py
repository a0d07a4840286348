"""Vectors on a real Chroma server, started here on loopback, stopped and restarted in service."""

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from assistant.settings import Settings
from corpus.errors import YoujuError
from index import Index, build_index, open_index, store, vectors
from index.damage import find_damage_afresh
from index.e5.choose import local_embedding
from index.upkeep import clear_away
from tests.served_page import free_port
from tests.test_build import ONE, THREE, TWO
from ui.home import chosen_chroma

# Importing it takes seconds on a busy machine.
START_S = 120.0


class ChromaServer:
    """``chroma run`` over one folder; it keeps its port when it is restarted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(self.folder)]
        self._process = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(self.port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"ANONYMIZED_TELEMETRY": "False"},
            start_new_session=True,
        )
        began = monotonic()
        while not self._answers():
            assert monotonic() - began < START_S, "chroma run does not answer"
            assert self._process.poll() is None, "chroma run ended"

    def stop(self) -> None:
        if self._process:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/api/v2/heartbeat", timeout=1) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaServer]:
    started = ChromaServer(tmp_path / "server")
    started.start()
    yield started
    started.stop()


def first(index: Index) -> str:
    return index.search("台风", k=1)[0].passage.source_id


def test_a_build_on_a_server_answers_through_its_restart(
    tmp_path: Path, server: ChromaServer
) -> None:
    home = tmp_path / "home"
    build_index(home, [ONE, TWO, THREE], embedding=local_embedding(), chroma=server.url)
    index = open_index(home)
    assert first(index) == "two"
    assert not (store.build_folder(home, index.build) / "chroma").exists()
    server.stop()
    with pytest.raises(YoujuError, match=r"Chroma server .* cannot be asked"):
        first(index)
    stages = set()
    with pytest.raises(YoujuError, match=r"Chroma server .* cannot be asked"):
        build_index(
            home,
            [ONE, TWO],
            embedding=local_embedding(),
            chroma=server.url,
            progress=lambda stage, done, total: stages.add(stage),
        )
    assert "embed" not in stages, "a server that does not answer is told before the long work"
    assert store.current_build(home) == index.build
    server.start()
    assert first(index) == "two"
    index.close()


def test_what_a_server_lost_is_named(
    tmp_path: Path, server: ChromaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    report = build_index(home, [ONE, TWO, THREE], embedding=local_embedding(), chroma=server.url)
    index = open_index(home)
    assert first(index) == "two"
    collection = index._opened.vectors._collection
    collection.delete(ids=[next(iter(index.passages))])
    monkeypatch.setattr(vectors, "SECONDS_BETWEEN_LOOKS", 0.0)
    index._opened.vectors._next_look = 0.0
    for _ in range(2):
        with pytest.raises(YoujuError, match=r"has lost vectors .*2 of 3 are there.*--full"):
            first(index)
    manifest = store.read_manifest(home, report.build)
    assert find_damage_afresh(store.build_folder(home, report.build), manifest)
    server.stop()
    server.folder = tmp_path / "empty"
    server.start()
    with pytest.raises(YoujuError, match="their collection is gone"):
        first(index)
    index.close()
    repaired = build_index(home, [ONE, TWO, THREE], embedding=local_embedding(), chroma=server.url)
    assert repaired.build != report.build
    with pytest.raises(YoujuError, match=r"has lost vectors"):
        open_build_of(home, report.build)
    again = open_index(home)
    assert first(again) == "two"
    again.close()


def open_build_of(home: Path, build: str) -> str:
    store.put_in_service(home, build)
    try:
        index = open_index(home)
        return first(index)
    finally:
        store.put_in_service(home, store.list_builds(home)[0])


def test_collections_go_with_their_builds_and_no_others(
    tmp_path: Path, server: ChromaServer
) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    build_index(other, [ONE], embedding=local_embedding(), chroma=server.url)
    for documents in ([ONE], [ONE, TWO], [TWO]):
        build_index(one, documents, embedding=local_embedding(), keep=2, chroma=server.url)
    kept = {
        vectors.server_collection(build)
        for home in (one, other)
        for build in store.list_builds(home)
    }
    client = vectors._open_client(vectors.ServerPlace(server.url, ""))
    assert len(kept) == 3
    assert {collection.name for collection in client.list_collections()} == kept
    clear_away(one, 1, chroma=server.url)
    assert len(client.list_collections()) == 2
    vectors._close(client)


ASKING = """
import sys
from pathlib import Path
from index import open_index
index = open_index(Path(sys.argv[1]))
print({index.search("台风", k=1)[0].passage.source_id for _ in range(20)} == {"two"})
"""


def test_two_processes_ask_one_build_at_once(tmp_path: Path, server: ChromaServer) -> None:
    home = tmp_path / "home"
    build_index(home, [ONE, TWO, THREE], embedding=local_embedding(), chroma=server.url)
    asking = [
        subprocess.Popen(
            [sys.executable, "-c", ASKING, str(home)],
            cwd=Path(__file__).parent.parent,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    assert [process.communicate()[0] for process in asking] == ["True\n", "True\n"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("localhost:8000", "no address"),
        ("http://localhost:8000/chroma", "no address"),
        ("http://me:secret@localhost:8000", "holds a login"),
    ],
)
def test_an_address_that_cannot_be_a_server_is_refused(
    value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YOUJU_CHROMA_URL", value)
    with pytest.raises(YoujuError, match=said) as refused:
        chosen_chroma(Settings(_env_file=None))
    assert "secret" not in str(refused.value)


def test_moving_to_a_server_and_back_makes_a_build(tmp_path: Path, server: ChromaServer) -> None:
    builds = [
        build_index(tmp_path / "home", [ONE, TWO], embedding=local_embedding(), chroma=chroma).build
        for chroma in (None, server.url, server.url, None)
    ]
    assert len(set(builds)) == 2
    assert builds[1] == builds[2]
