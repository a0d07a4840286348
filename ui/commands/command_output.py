"""What a command prints: its result to stdout, as JSON or for a person, all else to stderr."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpus.errors import YoujuError

if TYPE_CHECKING:
    from rich.text import Text

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def print_result(
    as_json: bool, json_of: Callable[[], dict[str, Any]], text_of: "Callable[[], Text]"
) -> None:
    """Print one or the other, now: a reader who has left is noticed while it can be heard."""
    if as_json:
        print(dump(json_of()))
    else:
        from rich.console import Console

        console = Console(highlight=False)
        # In a file or a pipe, lines stay as long as they are.
        console.print(text_of(), soft_wrap=not console.is_terminal)
    sys.stdout.flush()


def dump(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def write_lines(path: Path, lines: list[str]) -> None:
    """Write a file of lines; YoujuError where it cannot be written."""
    try:
        # A lone surrogate is written as JSON's own escape.
        with path.open("w", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        raise YoujuError(f"{str(path)!r} cannot be written ({error.strerror}).") from error


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
