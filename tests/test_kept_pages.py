"""A file is read once: when it is added, and not again by the build that follows."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import add_file, documents, reader_version, remove_source
from corpus.documents import read_page
from corpus.library import kept_pages
from corpus.library.kept_pages import FOLDER, KeptPages, decode_page, encode_page
from corpus.library.library import read_source, source_file
from corpus.page.articles import Page
from corpus.records import Source
from index import build_index, local_embedding
from index.upkeep import clear_away
from tests.hostile_pdfs import UNSEEN, one_page, stream

OLD = "孵化器毕业企业累计25万家，其中上市挂牌的5000家。"
NEW = "孵化器毕业企业累计30万家，其中上市挂牌的5000家。"
HTML = f'<meta charset="utf-8"><meta name="PubDate" content="2024-05-01"><h1>公告</h1><p>{OLD}</p>'
FILES = {
    "legacy.txt": (OLD * 3).encode("gb18030"),
    "page.html": HTML.encode(),
    "scan.pdf": one_page(stream(UNSEEN)),
    "lone.md": "# 公告\n\n台风昨晚登陆。\n".encode(),
}
Counted = Callable[[], int]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """How often text files were read, by their real reader."""
    read: list[str] = []
    reader = documents.READERS[".txt"]

    def counting(data: bytes, name: str) -> Page:
        read.append(name)
        return reader(data, name)

    monkeypatch.setitem(documents.READERS, ".txt", counting)
    return lambda: len(read)


def added(home: Path) -> Source:
    return add_file(home, "孵化器.txt", OLD.encode()).source


def kept(home: Path) -> list[str]:
    folder = home / FOLDER
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.mark.parametrize("name", FILES)
def test_a_page_is_read_back_as_it_was(name: str) -> None:
    page = read_page(FILES[name], name)
    assert decode_page(encode_page(page)) == page


def test_the_build_takes_what_was_read_when_the_file_was_added(
    tmp_path: Path, reads: Counted
) -> None:
    source = added(tmp_path)
    taken = read_source(source, tmp_path)
    assert reads() == 1
    assert taken == read_source(source, tmp_path, fresh=True)
    assert reads() == 2
    build_index(tmp_path, [source], embedding=local_embedding())
    assert reads() == 2
    assert kept(tmp_path) == []  # the build holds it now


def test_a_full_build_reads_again(tmp_path: Path, reads: Counted) -> None:
    source = added(tmp_path)
    build_index(tmp_path, [source], embedding=local_embedding(), full=True)
    assert reads() == 2


def test_what_comes_after_a_build_began_is_kept_for_the_next(tmp_path: Path) -> None:
    source = added(tmp_path)

    def read(source: Source) -> documents.Document:
        later = add_file(tmp_path, "later.txt", NEW.encode()).source
        ahead = max(tmp_path.joinpath(FOLDER).iterdir(), key=lambda p: later.sha256 in p.name)
        os.utime(ahead, (2**32, 2**32))  # certainly later, however coarse the clock
        return read_source(source, tmp_path)

    build_index(tmp_path, [source], embedding=local_embedding(), read=read)
    assert len(kept(tmp_path)) == 1


def test_a_file_that_changed_since_is_read_again(tmp_path: Path, reads: Counted) -> None:
    source = added(tmp_path)
    source_file(source, tmp_path).write_text(NEW, "utf-8")
    assert "30万家" in read_source(source, tmp_path).text
    assert reads() == 2


def test_another_reader_reads_again(
    tmp_path: Path, reads: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = added(tmp_path)
    monkeypatch.setattr(reader_version, "_rules_at_start", lambda: "another program")
    read_source(source, tmp_path)
    assert reads() == 2


def test_recognition_installed_since_reads_again(
    tmp_path: Path, reads: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = added(tmp_path)
    package = tmp_path / "site" / "rapidocr_onnxruntime-99.9.dist-info"
    package.mkdir(parents=True)
    (package / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: rapidocr-onnxruntime\nVersion: 99.9\n"
    )
    monkeypatch.syspath_prepend(str(package.parent))
    read_source(source, tmp_path)
    assert reads() == 2


def test_a_damaged_page_is_read_again(tmp_path: Path, reads: Counted) -> None:
    source = added(tmp_path)
    [name] = kept(tmp_path)
    path = tmp_path / FOLDER / name
    path.write_bytes(path.read_bytes()[:20])
    assert "25万家" in read_source(source, tmp_path).text
    assert reads() == 2


def test_a_removed_source_leaves_no_page(tmp_path: Path) -> None:
    source = added(tmp_path)
    add_file(tmp_path, "other.txt", NEW.encode())
    remove_source(tmp_path, source.id)
    assert len(kept(tmp_path)) == 1


def test_pages_are_cleared_away(tmp_path: Path) -> None:
    added(tmp_path)
    [name] = kept(tmp_path)
    assert clear_away(tmp_path, 1).leftovers == [(FOLDER / name).as_posix()]
    assert kept(tmp_path) == []


def test_no_more_is_kept_than_there_is_room_for(tmp_path: Path) -> None:
    page = read_page(FILES["lone.md"], "lone.md")
    KeptPages(tmp_path, most_bytes=10).keep(b"one", "lone.md", page)
    assert kept(tmp_path) == []
    KeptPages(tmp_path).keep(b"one", "lone.md", page)
    [one] = kept(tmp_path)
    size = (tmp_path / FOLDER / one).stat().st_size
    full = KeptPages(tmp_path, most_bytes=2 * size)
    full.keep(b"two", "lone.md", page)
    full.keep(b"three", "lone.md", page)
    assert len(kept(tmp_path)) == 2
    assert kept_pages.drop_pages(tmp_path) and kept(tmp_path) == []
