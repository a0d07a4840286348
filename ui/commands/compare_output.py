"""Two builds compared → what a terminal shows, JSON. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rich.text import Text

from assistant.evaluation.compare_answers import AnswerChange
from index.compare import BuildChanges, Change
from ui.commands.text_output import printable

SHOWN_CHARS = 60


def changes_to_json(changes: BuildChanges, answers: Sequence[AnswerChange]) -> dict[str, Any]:
    return {**asdict(changes), "answers": [asdict(answer) for answer in answers]}


def changes_to_text(changes: BuildChanges, answers: Sequence[AnswerChange]) -> Text:
    text = Text(f"Against {changes.before}")
    for name, found in (("Passages", changes.passages), ("Figures", changes.figures)):
        text.append(f"\n{name}: {_counted(found)}", "bold")
        for change in found:
            _put(text, change.before, change.after, _short(change.where) or change.source)
    if answers:
        text.append(f"\nAnswers: {len(answers)} changed", "bold")
    for answer in answers:
        where = f"{answer.data_set} {answer.id} {answer.question}"
        _put(text, answer.before or "not found", answer.after or "not found", where)
    return text


def metrics_beside_to_text(before: Mapping[str, float], after: Mapping[str, float]) -> Text:
    """A line a metric: before, after, and by how much it moved."""
    names = list(dict.fromkeys([*before, *after]))
    width = max(map(len, names))
    lines = []
    for name in names:
        one, other = before.get(name), after.get(name)
        moved = f"{other - one:+,.4g}" if one is not None and other is not None else ""
        cells = ("" if value is None else f"{value:,g}" for value in (one, other))
        lines.append(f"{name:<{width}}" + "".join(f"{cell:>14}" for cell in (*cells, moved)))
    return Text("\n".join(lines))


def _counted(changes: Sequence[Change]) -> str:
    came = sum(change.before is None for change in changes)
    went = sum(change.after is None for change in changes)
    return f"{came} came, {went} went, {len(changes) - came - went} changed"


def _put(text: Text, before: str | None, after: str | None, where: str) -> None:
    text.append(f"\n  {printable(where)}")
    if before is not None:
        text.append(f"\n    - {_short(before)}", "red")
    if after is not None:
        text.append(f"\n    + {_short(after)}", "green")


def _short(words: str) -> str:
    line = printable(" ".join(words.split()))
    return line if len(line) <= SHOWN_CHARS else line[:SHOWN_CHARS] + "…"
