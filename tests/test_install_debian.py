"""What `make` does on a machine that lacks something: its own recipes and tools/install-debian,
run with a PATH on which there is only what a test puts there."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
INSTALL = ROOT / "tools/install-debian"

PutOnPath = Callable[[str, str], None]


@pytest.fixture
def put_on_path(tmp_path: Path) -> PutOnPath:
    def put(name: str, script: str) -> None:
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)

    return put


def run(*command: str | Path, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=ROOT, env={"PATH": str(path)}, capture_output=True, text=True, check=False
    )


def test_other_systems_are_told_the_packages(tmp_path: Path) -> None:
    done = run("/bin/sh", INSTALL, "make", "git", path=tmp_path)
    assert done.returncode == 1
    assert done.stderr.endswith("package manager, then try again: make git\n")


def test_who_is_not_root_and_has_no_sudo_is_told_the_command(
    tmp_path: Path, put_on_path: PutOnPath
) -> None:
    put_on_path("id", "echo 1000")
    put_on_path("apt-get", f"touch {tmp_path}/asked")
    done = run("/bin/sh", INSTALL, "make", path=tmp_path)
    assert done.returncode == 1
    assert done.stderr == "Please run as root, then try again: apt-get install make\n"
    assert not (tmp_path / "asked").exists()


def test_packages_are_installed_by_sudo_without_questions(
    tmp_path: Path, put_on_path: PutOnPath
) -> None:
    log = tmp_path / "log"
    put_on_path("id", "echo 1000")
    put_on_path("sudo", f'PATH=$PATH:{os.defpath} exec env -i PATH="$PATH" "$@"')
    put_on_path(
        "apt-get", f'echo "$DEBIAN_FRONTEND $*" >>{log}; test $1 = update || echo Unpacking'
    )
    put_on_path("env", 'exec /usr/bin/env "$@"')
    done = run("/bin/sh", INSTALL, "make", path=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Installing make\n", "")
    update, install = log.read_text(encoding="utf-8").splitlines()
    assert update == " update -qq"
    assert install.startswith("noninteractive install -y")
    assert install.endswith(" make")


MAKE_PIP = ("/usr/bin/make", "--no-print-directory", "VENV={venv}", "{venv}/bin/pip")


@pytest.mark.parametrize(
    ("pythons", "package"),
    [
        ([], "python3-venv"),
        (["python3"], "python3-venv"),
        (["python3", "python3.12"], "python3.12-venv"),
    ],
)
def test_python_without_venv_gets_the_package_of_its_version(
    tmp_path: Path, put_on_path: PutOnPath, pythons: list[str], package: str
) -> None:
    for python in pythons:
        put_on_path(python, "exit 1")  # it cannot import ensurepip
    command = [part.format(venv=tmp_path / "venv") for part in MAKE_PIP]
    done = run(*command, path=tmp_path)
    assert done.returncode == 2
    assert f"then try again: {package}\n" in done.stderr  # there is no apt-get here


def test_python_that_is_too_old_is_named(tmp_path: Path, put_on_path: PutOnPath) -> None:
    old = "import sys; sys.version_info = (3, 10)"
    put_on_path("python3", f'exec {sys.executable} -c "{old}; $2"')
    command = [part.format(venv=tmp_path / "venv") for part in MAKE_PIP]
    done = run(*command, path=tmp_path)
    assert done.returncode == 2
    assert f"{tmp_path}/python3 is too old: install Python 3.11 or newer" in done.stderr
