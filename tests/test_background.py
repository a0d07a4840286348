"""Work in the background: what it yields comes in order, and who waits for it can stop."""

import threading
from collections.abc import Generator

import pytest

from ui.page.background import Background, in_background


def test_everything_comes_in_its_order():
    assert list(in_background((n for n in range(3)), idle=-1)) == [0, 1, 2]


def test_reader_who_waits_is_told_that_nothing_is_new():
    go_on = threading.Event()

    def work() -> Generator[str, None, None]:
        yield "first"
        go_on.wait(30)
        yield "last"

    made = in_background(work(), idle="nothing new")
    assert next(made) == "first"
    assert next(made) == "nothing new"
    go_on.set()
    assert [item for item in made if item != "nothing new"] == ["last"]


def test_work_is_closed_when_its_reader_stops():
    go_on, closed = threading.Event(), threading.Event()

    def work() -> Generator[int, None, None]:
        try:
            yield 1
            go_on.wait(30)
            yield 2
            yield 3
        finally:
            closed.set()

    made = in_background(work(), idle=0)
    assert next(made) == 1
    made.close()
    go_on.set()
    assert closed.wait(30)


def test_error_of_the_work_reaches_its_reader():
    def work() -> Generator[int, None, None]:
        yield 1
        raise ZeroDivisionError("a bug")

    made = in_background(work(), idle=0)
    assert next(made) == 1
    with pytest.raises(ZeroDivisionError, match="a bug"):
        next(made)


def test_session_stops_what_is_worked_on_for_it_and_nothing_else():
    go_on = threading.Event()

    def work() -> Generator[str, None, None]:
        yield "first"
        go_on.wait(30)
        yield "last"

    background = Background()
    one, other = (background.run(name, work(), idle="nothing new") for name in ("one", "other"))
    assert next(one) == next(other) == "first"
    left: list[str] = []

    def read() -> None:
        left.append((yield from one))

    reader = threading.Thread(target=lambda: left.extend(read()))
    reader.start()
    background.stop("one", "no more")
    reader.join(30)
    assert "last" not in left and "no more" in left
    go_on.set()
    assert [item for item in other if item != "nothing new"] == ["last"]
    background.stop("one", "nothing runs")
