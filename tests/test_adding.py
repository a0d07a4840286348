"""Files, folders and addresses added by the commands: what is taken, what is left, what is said."""

import json
import os
import shutil
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from corpus import YoujuError, all_sources, shipped_sources
from corpus.library import given_files as module
from corpus.library.given_files import find_files, load_file
from corpus.library.library import Library
from index import build_index, is_stale, local_embedding, store
from tests.hostile_pdfs import UNSEEN, one_page, stream
from tests.test_cli import refused, run, run_json
from tests.web_server import send, web_server
from ui.adding import AddReport, add_given, fetch_originals
from ui.commands.adding_output import added_to_json, added_to_text, failed_sentence
from ui.fetch_url import Fetched, fetch_url

ONE = "孵化器毕业企业累计25万家，其中上市挂牌的5000家。\n"
TWO = "# 通知\n\n台风昨晚登陆，中心附近风力十四级。\n"
PAGE = "<!DOCTYPE html><title>公告</title><h1>公告</h1><p>众创空间今年新增二十一家，比去年多。</p>"
ADDED = ["sources", "added", "updated", "unchanged", "failed", "skipped", "warnings"]


def no_network(url: str) -> Fetched:
    raise YoujuError(f"{url!r} cannot be reached: check the network.")


def add(home: Path, *given: str | Path, fetch: Any = no_network) -> AddReport:
    return add_given(Library(home), [str(g) for g in given], fetch, lambda *_: None)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder of good and bad files."""
    folder = tmp_path / "papers"
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / ".git" / "note.txt").write_text(ONE, "utf-8")
    (folder / "一.txt").write_text(ONE, "utf-8")
    (folder / "deep" / "er" / "two.md").write_text(TWO, "utf-8")
    (folder / "deep" / "empty.txt").touch()
    (folder / "deep" / "broken.pdf").write_bytes(b"%PDF-1.7 cut off")
    (folder / "deep" / "photo.jpg").write_bytes(b"\xff\xd8")
    (folder / "deep" / "~$one.docx").touch()
    (folder / ".hidden.txt").write_text(ONE, "utf-8")
    return folder


def test_a_folder_is_added_with_what_is_in_it(tmp_path: Path, papers: Path) -> None:
    report = add(tmp_path / "home", papers)
    assert [source.id for source in report.added] == ["yi", "two"]
    assert [Path(failure["path"]).name for failure in report.failed] == ["broken.pdf", "empty.txt"]
    assert {Path(skipped["path"]).name: skipped["reason"] for skipped in report.skipped} == {
        ".git": "hidden",
        ".hidden.txt": "hidden",
        "~$one.docx": "hidden",
        "photo.jpg": f"not one of {', '.join(module.KINDS)}",
    }
    again = add(tmp_path / "home", papers)
    assert (again.added, [source.id for source in again.unchanged]) == ([], ["yi", "two"])


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path, papers: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text(ONE, "utf-8")
    (papers / "secret.txt").symlink_to(outside / "secret.txt")
    (papers / "outside").symlink_to(outside)
    (papers / "round").symlink_to(papers)
    (papers / "same.txt").symlink_to(papers / "一.txt")
    (papers / "gone.txt").symlink_to(papers / "nosuch.txt")
    (papers / "ring.txt").symlink_to(papers / "ring.txt")
    files, aside = find_files(papers)
    assert {file.name for file in files} >= {"same.txt", "gone.txt", "ring.txt"}
    with pytest.raises(YoujuError, match="cannot be opened .*symbolic links"):
        load_file(papers / "ring.txt")
    assert {file.name for file in files} & {"secret.txt", "outside", "round"} == set()
    reasons = {left.path.name: left.reason for left in aside}
    assert reasons["secret.txt"] == "a link that leads out of the folder"
    assert reasons["outside"] == reasons["round"] == "a link to a folder"
    assert find_files(papers / "secret.txt")[0] == [papers / "secret.txt"]  # a person named it


def test_a_folder_of_too_many_files_is_refused(
    papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_FILES", 3)
    with pytest.raises(YoujuError, match="more than 3 files"):
        find_files(papers)


@pytest.mark.parametrize("name", ["nosuch.txt", "x" * 5000, "a\0b.txt", ""])
def test_a_path_that_leads_nowhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(YoujuError, match="There is no file or folder"):
        find_files(tmp_path / name / "x")


def test_only_files_of_a_bounded_size_are_loaded(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(YoujuError, match="is no file"):
        load_file(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    with pytest.raises(YoujuError, match="is no file"):
        load_file(tmp_path / "zero.txt")
    (tmp_path / "photo.jpg").touch()
    with pytest.raises(YoujuError, match="cannot be read"):
        load_file(tmp_path / "photo.jpg")
    with (tmp_path / "big.txt").open("wb") as big:
        big.truncate(20_000_001)
    with pytest.raises(YoujuError, match="larger than"):
        load_file(tmp_path / "big.txt")


def test_paths_addresses_and_ids_are_told_apart(tmp_path: Path, papers: Path) -> None:
    home, removed = tmp_path / "home", shipped_sources()[0].id
    Library(home).remove(removed)
    report = add(
        home,
        papers / "一.txt",
        "https://example.org/a",
        removed,
        "nosuch",
        fetch=lambda url: Fetched("a.html", PAGE.encode()),
    )
    assert [source.id for source in report.added] == ["yi", "gong-gao", removed]
    assert report.added[1].url == "https://example.org/a"
    assert [failure["path"] for failure in report.failed] == ["nosuch"]


def test_a_build_takes_in_what_was_added_and_leaves_out_what_was_removed(
    tmp_path: Path, papers: Path
) -> None:
    home = tmp_path / "home"
    library = Library(home)
    for source in shipped_sources():
        library.remove(source.id)
    (one,) = add(home, papers / "一.txt").added

    def build() -> Any:
        report = build_index(home, all_sources(home), embedding=local_embedding())
        manifest = store.read_manifest(home, report.build)
        assert not is_stale(manifest, all_sources(home))
        return report.sources, manifest

    changes, manifest = build()
    assert changes.added == [one.id]
    (two,) = add(home, papers / "deep").added
    assert is_stale(manifest, all_sources(home))
    changes, manifest = build()
    assert (changes.added, changes.unchanged) == ([two.id], [one.id])
    library.remove(one.id)
    assert is_stale(manifest, all_sources(home))
    changes, manifest = build()
    assert (changes.removed, changes.unchanged) == ([one.id], [two.id])
    library.bring_back(one.id)
    (home / one.path).unlink()
    changes, _ = build()
    assert [failure["path"] for failure in changes.failed] == [one.path]
    assert changes.unchanged == [two.id]


def test_originals_are_fetched_beside_their_cards(tmp_path: Path) -> None:
    cards = [source for source in shipped_sources() if source.kind == "card" and source.url]
    asked: list[str] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        asked.append(request.path)
        send(PAGE.replace("二十一", str(len(asked))).encode())(request)

    with web_server(answer) as address:

        def fetch(url: str) -> Fetched:
            """The page of that name, from here."""
            return fetch_url(f"{address}/{url.rpartition('/')[2]}", private_hosts={"127.0.0.1"})

        report = fetch_originals(Library(tmp_path), (), fetch, lambda *_: None)
        again = fetch_originals(Library(tmp_path), [cards[0].id], fetch, lambda *_: None)
    assert asked[:-1] == [f"/{str(card.url).rpartition('/')[2]}" for card in cards]
    assert report.failed == []
    assert [source.id for source in report.added] == [f"{card.id}-original" for card in cards]
    assert [source.url for source in report.added] == [card.url for card in cards]
    assert {skipped["reason"] for skipped in report.skipped} == {"the catalog has no address"}
    assert [source.id for source in again.updated] == [f"{cards[0].id}-original"]
    assert [source.id for source in all_sources(tmp_path)] == [
        *(source.id for source in shipped_sources()),
        *(source.id for source in report.added),
    ]


def test_without_a_network_nothing_changes(tmp_path: Path) -> None:
    cards = [source.id for source in shipped_sources() if source.kind == "card" and source.url]
    report = fetch_originals(Library(tmp_path), (), no_network, lambda *_: None)
    assert [failure["path"] for failure in report.failed] == cards
    assert (report.added, list(tmp_path.iterdir())) == ([], [])


def test_only_sources_with_an_address_can_be_fetched(tmp_path: Path) -> None:
    news = next(source.id for source in shipped_sources() if not source.url)
    report = fetch_originals(Library(tmp_path), [news], no_network, lambda *_: None)
    assert "no address" in report.failed[0]["reason"]
    with pytest.raises(YoujuError, match="nosuch"):
        fetch_originals(Library(tmp_path), ["nosuch"], no_network, lambda *_: None)


def test_names_do_not_steer_a_terminal(tmp_path: Path) -> None:
    evil = tmp_path / "a\x1b[31m\nb.txt"
    evil.write_text(ONE, "utf-8")
    bad = tmp_path / "b\x1b[31m\r.txt"
    bad.touch()
    report = add(tmp_path / "home", evil, bad, tmp_path / "no\x1bsuch")
    shown = added_to_text(report).plain
    assert "\x1b" not in shown and "\r" not in shown
    assert len(shown.split("\n")) == 4
    json.dumps(added_to_json(report))


def test_what_failed_is_said_in_one_sentence(papers: Path, tmp_path: Path) -> None:
    alone = add(tmp_path / "home", papers / "deep" / "empty.txt")
    assert "'empty.txt' is empty; get it anew" in failed_sentence(alone)
    assert failed_sentence(add(tmp_path / "home", papers)).startswith("2 of 4 could not be added")


def test_add_gives_its_json(tmp_path: Path, papers: Path) -> None:
    home = tmp_path / "home"
    file = papers / "一.txt"
    added = run_json(home, "add", file)
    assert list(added) == ADDED
    assert added["added"] == [source["id"] for source in added["sources"]] == ["yi"]
    assert run_json(home, "add", file)["unchanged"] == ["yi"]
    file.write_text(ONE.replace("25", "30"), "utf-8")
    assert run_json(home, "add", file)["updated"] == ["yi"]
    listed = run_json(home, "sources")["sources"]
    assert [source["id"] for source in listed] == [*(s.id for s in shipped_sources()), "yi"]
    assert run_json(home, "remove", "yi") == {"removed": "yi"}
    assert len(run_json(home, "sources")["sources"]) == len(shipped_sources())


def test_a_batch_with_bad_files_adds_the_good_ones_and_ends_with_1(
    tmp_path: Path, papers: Path
) -> None:
    out, complaint = run(tmp_path / "home", "add", papers, "nosuch", "--json", code=1)
    added = json.loads(out)
    assert added["added"] == ["yi", "two"]
    assert len(added["failed"]) == 3
    assert complaint == "3 of 5 could not be added; the list says why.\n"


def test_commands_refuse_in_one_sentence(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert "'nosuch.txt'" in refused(home, "add", "nosuch.txt")
    assert "empty name" in refused(home, "add", "")
    assert "nosuch" in refused(home, "remove", "nosuch")
    assert "nosuch" in refused(home, "fetch", "nosuch")
    for command in ("add", "remove"):
        _, complaint = run(home, command, code=2)
        assert "Usage: youju" in complaint


@pytest.mark.parametrize("command", ["add", "remove", "fetch"])
def test_help_has_an_example(tmp_path: Path, command: str) -> None:
    out, _ = run(tmp_path / "home", command, "--help")
    assert f"Example: youju {command}" in " ".join(out.split())


def test_an_address_on_this_machine_is_fetched_only_where_it_is_allowed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with web_server(send(PAGE.encode(), "text/html; charset=utf-8")) as address:
        url = f"{address}/notice.html"
        assert "address of this machine or network" in refused(home, "add", url)
        added = run_json(home, "add", "--private", url)
        assert [source["url"] for source in added["sources"]] == [url]
        assert run_json(home, "add", "--private", url)["unchanged"] == added["added"]


def test_sources_read_by_recognition_are_marked_in_the_list(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (tmp_path / "scan.pdf").write_bytes(one_page(stream(UNSEEN)))
    (tmp_path / "plain.txt").write_text(ONE, "utf-8")
    add(home, tmp_path / "scan.pdf", tmp_path / "plain.txt")
    waiting = {source["id"]: source for source in run_json(home, "sources")["sources"]}
    assert waiting["scan"]["recognized"] is None
    added = [source for source in all_sources(home) if source.id in ("plain", "scan")]
    build_index(home, added, embedding=local_embedding())
    listed = {source["id"]: source for source in run_json(home, "sources")["sources"]}
    assert listed["scan"]["recognized"] == [1]
    assert "识别" in listed["scan"]["warnings"][0]
    assert listed["plain"]["recognized"] == listed["plain"]["warnings"] == []
    shown, _ = run(home, "sources")
    assert shown.count("⚠ 第1页") == 1


def test_an_added_source_is_asked_after_the_next_build(shipped_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(shipped_home, home)
    file = tmp_path / "storm.txt"
    file.write_text("台风“海葵”于9月5日在广东登陆，中心附近最大风力十四级。\n", "utf-8")
    assert run_json(home, "add", file)["added"] == ["storm"]
    assert run_json(home, "status")["stale"] is True
    assert "youju build" in refused(home, "show", "storm")
    assert run_json(home, "build")["sources"]["added"] == ["storm"]
    assert run_json(home, "status")["stale"] is False
    assert "十四级" in run_json(home, "show", "storm")["text"]
    hits = run_json(home, "search", "台风登陆时的风力", "-k", "1")["hits"]
    assert hits[0]["citation"]["source"] == "storm"
