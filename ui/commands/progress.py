"""How far a job has come, on stderr: stage, share, rate and time left; nothing else is said there.

Where stderr is no terminal, a short job says nothing and a long one a line now and then.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

Advance = Callable[[str, int, int], None]

STAGES = {
    "read": "Reading sources",
    "embed": "Embedding",
    "write": "Writing",
    "verify": "Verifying",
    "ask": "Asking",
    "check": "Checking",
    "add": "Adding",
}
# Drawing takes time from the two cores that embed.
REDRAWS_A_SECOND = 4
SECONDS_BETWEEN_LINES = 10


@contextmanager
def shown_progress() -> Iterator[Advance]:
    """What a job calls with stage, done and total."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _log_lines(console)
        return
    columns = (
        TextColumn("{task.description:<16}"),
        BarColumn(),
        MofNCompleteColumn(),
        RateColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, refresh_per_second=REDRAWS_A_SECOND) as bar:
        tasks: dict[str, TaskID] = {}

        def advance(stage: str, done: int, total: int) -> None:
            if stage not in tasks:  # what was kept from before is done at once and has no rate
                name = STAGES.get(stage, stage)
                tasks[stage] = bar.add_task(name, total=total, completed=done)
            bar.update(tasks[stage], completed=done, total=total)

        yield advance


class RateColumn(ProgressColumn):
    """How many a second; rich's own column of this kind counts bytes."""

    def render(self, task: Task) -> Text:
        rate = task.finished_speed or task.speed
        return Text(f"{rate:,.0f}/s" if rate and task.total and task.total > 1 else "", "cyan")


def _log_lines(console: Console) -> Advance:
    last = time.monotonic()

    def advance(stage: str, done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            console.print(f"{STAGES.get(stage, stage)} {done}/{total}")

    return advance
