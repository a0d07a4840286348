"""The README's examples are run, and what it names is there."""

import doctest
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant import ask, open_index
from assistant.settings import Settings
from index import Index

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TREE = README.split("## Files")[1].split("```")[1]
FILE_NAME = re.compile(r"[\w.-]+\.(?:py|css|js|json|tsv|toml)\b")
CONSOLES = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
QUESTIONS = re.findall(
    r"^\| (.+?) \| (.+?) \|$",
    README.split("| question |")[1].split("\n\n")[0].split("\n", 2)[2],
    re.MULTILINE,
)


def tree_paths() -> Iterator[Path]:
    """Every file and folder that the tree names."""
    layer, room = Path(), Path()
    for line in TREE.strip("\n").splitlines():
        names, _, purpose = line.strip().partition("  ")
        depth = len(line) - len(line.lstrip())
        if depth == 0:
            layer = Path(names)
            yield layer
        elif names.endswith("/"):
            room = layer / names
            yield room
        else:
            folder = layer if depth == 2 else room
            yield from (folder / name.strip() for name in names.split(","))
            yield from (folder / name for name in FILE_NAME.findall(purpose))


def examples(console: str) -> Iterator[tuple[str, str]]:
    """Each command of a console, and what is printed after it."""
    for example in re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]:
        command, _, printed = example.partition("\n")
        yield command, printed


@pytest.fixture(scope="module")
def index(shipped_home: Path) -> Iterator[Index]:
    with closing(open_index(shipped_home)) as index:
        yield index


@pytest.mark.parametrize(("question", "short_answer"), QUESTIONS)
def test_question_gets_the_short_answer(question: str, short_answer: str, index: Index) -> None:
    answer = ask(question, index)
    if short_answer.startswith("not found"):
        assert answer.status == "not_found"
    else:
        assert "；".join(answer.direct) == short_answer


@pytest.mark.parametrize("console", CONSOLES)
def test_commands_print_what_is_shown(console: str, shipped_home: Path, tmp_path: Path) -> None:
    # Measuring writes in the home folder, and the one of the session is not to be written in.
    home = tmp_path / "home"
    shutil.copytree(shipped_home, home)
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("YOUJU_")}
    environment |= {
        "YOUJU_HOME": str(home),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONUTF8": "1",
    }
    for command, printed in examples(console):
        run = subprocess.run(
            ["bash", "-c", command], cwd=tmp_path, env=environment, capture_output=True
        )
        stdout = run.stdout.decode("utf-8")
        assert run.returncode == 0, run.stderr.decode("utf-8")
        if printed:
            assert stdout == printed
        if command.endswith("--json"):
            assert isinstance(json.loads(stdout), dict)


def test_python_example_says_what_is_shown(
    shipped_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # no .env of a developer's
    monkeypatch.setenv("YOUJU_HOME", str(shipped_home))
    example = README.split("```python\n")[1].split("```")[0]
    test = doctest.DocTestParser().get_doctest(example, {}, "README.md", "README.md", 0)
    said: list[str] = []
    assert doctest.DocTestRunner().run(test, out=said.append).failed == 0, "".join(said)


def test_file_tree_names_what_exists() -> None:
    named = list(tree_paths())
    assert len(named) > 80  # the tree was read
    assert [str(path) for path in named if not (ROOT / path).exists()] == []


def test_picture_and_linked_files_exist() -> None:
    linked = re.findall(r"\]\(([^):]+)\)", README)
    assert "docs/page.png" in linked
    assert [path for path in linked if not (ROOT / path).is_file()] == []


def test_two_commands_are_targets_of_the_makefile() -> None:
    first = README.split("```sh\n")[1].split("```")[0]
    targets = re.findall(r"^make (\w+)", first, re.MULTILINE)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert targets == ["run", "test"]
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


def test_table_of_settings_is_complete() -> None:
    named = set(re.findall(r"`YOUJU_([A-Z_]+)`", README.split("## Settings")[1].split("\n## ")[0]))
    assert named == {name.upper() for name in Settings.model_fields}
