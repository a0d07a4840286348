"""Questions of data sets under two builds: which of them get another answer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.ask import ask
from assistant.evaluation.data_set import DataSet
from assistant.evaluation.metrics import without_markers
from index import Index


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """``before`` and ``after`` are the answers without markers, None where nothing was found."""

    data_set: str
    id: str
    question: str
    before: str | None
    after: str | None


def compare_answers(
    data_sets: Sequence[DataSet],
    before: Index,
    after: Index,
    progress: Callable[[str, int, int], None] = lambda stage, done, total: None,
) -> Iterator[AnswerChange]:
    """The questions that are answered otherwise by the second build than by the first."""
    asked = [(data.name, query) for data in data_sets for query in data.queries]
    for done, (name, query) in enumerate(asked, 1):
        was, now = (_answer(query.text, index) for index in (before, after))
        if was != now:
            yield AnswerChange(name, query.id, query.text, was, now)
        progress("ask", done, len(asked))


def _answer(question: str, index: Index) -> str | None:
    answer = ask(question, index)
    return without_markers(answer.answer) if answer.status == "answered" else None
