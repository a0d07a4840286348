"""The described figures that a build keeps: the same as described anew, and never out of date."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.ledger import ledger
from corpus.errors import YoujuError
from corpus.figures.measures import describe_figures
from index import Index, build_index, local_embedding, open_index, store
from tests.test_ledger import TEXTS, document

TRADITIONAL = "截至2023年年底，臺灣共有創業孵化機構15.5萬個，比2022年增長2倍；營業收入2.50億元。"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("figures")
    documents = [document(id, year, text) for id, (year, text) in TEXTS.items()]
    documents.append(document("traditional", 2023, TRADITIONAL))
    build_index(home, documents, embedding=local_embedding())
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    """A copy whose kept figures say nothing: what reads them shows it."""
    home = shutil.copytree(built, tmp_path / "home")
    lines = (folder(home) / "figures.jsonl").read_text("utf-8").splitlines()
    (folder(home) / "figures.jsonl").write_text("[]\n" * len(lines), "utf-8")
    return home


@pytest.fixture
def index(built: Path) -> Iterator[Index]:
    with closing(open_index(built)) as opened:
        yield opened


def folder(home: Path) -> Path:
    return store.build_folder(home, store.current_build(home) or "")


def rows_of(home: Path) -> int:
    with closing(open_index(home)) as opened:
        return len(ledger(opened))


def set_rules(home: Path, name: str, value: object) -> None:
    path = folder(home) / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest["settings"][name] = value
    path.write_text(json.dumps(manifest), "utf-8")


@pytest.mark.parametrize("id", [*TEXTS, "traditional"])
def test_kept_figures_are_those_described_anew(index: Index, id: str) -> None:
    kept, anew = index.figures(id), describe_figures(index.plain[id])
    assert kept == anew
    assert [type(figure.value) for figure in kept] == [type(figure.value) for figure in anew]


def test_what_the_build_keeps_is_read(built: Path, home: Path) -> None:
    assert rows_of(built) > 0
    assert rows_of(home) == 0


@pytest.mark.parametrize("name", ["corpus", "figures"])
def test_figures_kept_by_other_rules_are_described_anew(built: Path, home: Path, name: str) -> None:
    set_rules(home, name, "those of old")
    assert rows_of(home) == rows_of(built)


def test_a_build_of_old_that_keeps_none_is_described_anew(built: Path, home: Path) -> None:
    set_rules(home, "figures", None)
    (folder(home) / "figures.jsonl").unlink()
    assert rows_of(home) == rows_of(built)


def test_damaged_figures_are_named(home: Path) -> None:
    (folder(home) / "figures.jsonl").write_text("[]\n", "utf-8")
    with pytest.raises(YoujuError, match="is damaged"):
        rows_of(home)
