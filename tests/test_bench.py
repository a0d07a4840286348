"""That the benchmark runs, and what its invented articles are like; its figures are not tested."""

from pathlib import Path

from corpus import document_from_text, find_figures
from corpus.records import Source
from tools.bench import QUICK, run
from tools.newspaper import articles


def test_the_benchmark_writes_its_page(tmp_path: Path) -> None:
    rows = run(QUICK, tmp_path / "benchmarks.md", tmp_path / "place")
    page = (tmp_path / "benchmarks.md").read_text("utf-8")
    assert all(measured in page for _, measured, _ in rows)
    assert {wanted for _, _, wanted in rows} >= {"≥ 0.9", "< 3 %", "≥ 5", "< 6 ms"}


def test_articles_are_the_same_for_a_seed_and_differ_among_themselves() -> None:
    some = list(articles(60))
    assert some[:20] == list(articles(20))
    assert some != list(articles(60, seed=2))
    assert len({article.text for article in some}) == 60
    sentences = [
        sentence for a in some for sentence in a.text.replace("\n", "。").split("。") if sentence
    ]
    assert len(set(sentences)) > 0.8 * len(sentences)


def test_articles_state_figures_and_name_speakers() -> None:
    for article in articles(10):
        source = Source("a", article.title, "news", "a.txt", "")
        document = document_from_text(source, article.title, article.text)
        assert len(find_figures(article.text)) > 3
        assert len(document.sentences) > 5
