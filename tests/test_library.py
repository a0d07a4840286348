"""A home's own sources: added, known again, replaced, removed, brought back; and what goes wrong."""

import json
import os
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Source, YoujuError, add_file, all_sources, remove_source, shipped_sources
from corpus.library.catalog import SHIPPED
from corpus.library.library import Library, check_size, read_source, source_file
from corpus.library.log import LibraryLog
from corpus.library.source_ids import MAX_ID_CHARS, MAX_NAME_CHARS, file_name, new_id, plain_name
from corpus.library.versions import says_the_same
from corpus.policy.official import Description

OLD = "孵化器毕业企业累计25万家，其中上市挂牌的5000家。".encode()
NEW = "孵化器毕业企业累计30万家，其中上市挂牌的5000家。".encode()
STORM = "台风昨晚在广东登陆，中心附近最大风力十四级。".encode()
SHIPPED_IDS = [source.id for source in shipped_sources()]


def own(home: Path) -> list[Source]:
    return [source for source in all_sources(home) if source.id not in SHIPPED_IDS]


def test_a_home_without_a_library_has_the_shipped_sources(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert all_sources(home) == shipped_sources()
    assert not home.exists()  # reading leaves no trace


def test_a_file_is_kept_as_it_is_and_can_be_read(tmp_path: Path) -> None:
    added = add_file(tmp_path, "孵化器报告.txt", b"\xef\xbb\xbf" + OLD)
    assert (added.status, added.source.id) == ("added", "fu-hua-qi-bao-gao")
    assert own(tmp_path) == [added.source]
    file = source_file(added.source, tmp_path)
    assert file.is_relative_to(tmp_path / "library" / "files")
    assert file.read_bytes() == b"\xef\xbb\xbf" + OLD
    assert added.document == read_source(added.source, tmp_path)
    assert added.document and "25万家" in added.document.text


def test_what_a_document_does_not_say_is_taken_from_its_name(tmp_path: Path) -> None:
    source = add_file(tmp_path, "孵化器报告.txt", OLD + OLD).source
    assert (source.kind, source.publisher, source.number, source.url) == ("other", None, None, None)
    assert source.title


def test_the_same_file_is_known_whatever_it_is_called(tmp_path: Path) -> None:
    first = add_file(tmp_path, "a.txt", OLD)
    again = add_file(tmp_path, "b.txt", OLD)
    assert (again.status, again.source) == ("unchanged", first.source)
    assert again.document == first.document
    assert len(own(tmp_path)) == 1


def test_a_shipped_file_is_known(tmp_path: Path) -> None:
    shipped = shipped_sources()[0]
    added = add_file(tmp_path, "copy.txt", source_file(shipped, tmp_path).read_bytes())
    assert (added.status, added.source) == ("unchanged", shipped)


def test_the_same_words_in_another_kind_of_file_are_known(tmp_path: Path) -> None:
    first = add_file(tmp_path, "a.txt", OLD + b"\n\n" + STORM)
    again = add_file(tmp_path, "b.md", OLD + b"\n\n\n" + STORM)
    assert (again.status, again.source) == ("unchanged", first.source)


def test_the_same_words_of_a_document_that_names_itself_are_known(tmp_path: Path) -> None:
    """Its number and title make it a version of the one known; the same words make it no new one."""
    lines = ["临政发〔2031〕6号", "临海市人民政府关于修缮灯塔的通知", "现就修缮灯塔通知如下。"]
    text = "\n".join(lines)
    first = add_file(tmp_path, "a.txt", text.encode())
    again = add_file(tmp_path, "b.txt", text.encode("gb18030"))
    assert (again.status, again.source) == ("unchanged", first.source)
    changed = add_file(tmp_path, "c.txt", text.replace("如下", "于下").encode())
    assert (changed.status, changed.source.id) == ("updated", first.source.id)


def test_a_new_version_replaces_the_old_which_stays_in_the_history(tmp_path: Path) -> None:
    first = add_file(tmp_path, "report.txt", OLD).source
    added = add_file(tmp_path, "report.txt", NEW)
    assert (added.status, added.source.id) == ("updated", first.id)
    assert own(tmp_path) == [added.source]
    assert [entry.source for entry in Library(tmp_path).history()] == [first]
    assert source_file(first, tmp_path).read_bytes() == OLD
    back = add_file(tmp_path, "report.txt", OLD)  # and back to the version before
    assert (back.status, back.source.id) == ("updated", first.id)


def test_another_text_of_the_same_name_is_another_source(tmp_path: Path) -> None:
    """第1版.txt of today does not take the place of 第1版.txt of yesterday."""
    first = add_file(tmp_path, "第1版.txt", OLD)
    second = add_file(tmp_path, "第1版.txt", STORM)
    assert [first.source.id, second.source.id] == ["di-1-ban", "di-1-ban-2"]
    assert second.status == "added"


def test_whatever_comes_from_the_same_place_is_a_new_version(tmp_path: Path) -> None:
    url = "https://example.org/latest"
    first = add_file(tmp_path, "latest.txt", OLD, url=url)
    second = add_file(tmp_path, "other.txt", STORM, url=url)
    assert (second.status, second.source.id) == ("updated", first.source.id)
    library = Library(tmp_path)
    third = library.add("a.txt", b"1 " + OLD, origin="/somewhere/a.txt")
    fourth = library.add("a.txt", b"1 " + STORM, origin="/somewhere/a.txt")
    assert (fourth.status, fourth.source.id) == ("updated", third.source.id)


def test_files_of_one_batch_do_not_replace_one_another(tmp_path: Path) -> None:
    library = Library(tmp_path)
    one = library.add("a.txt", OLD, origin="/one/a.txt")
    two = library.add("a.txt", NEW, origin="/two/a.txt")
    assert [one.source.id, two.source.id] == ["a", "a-2"]
    changed = Library(tmp_path).add("a.txt", NEW + STORM, origin="/two/a.txt")
    assert (changed.status, changed.source.id) == ("updated", "a-2")


@pytest.mark.parametrize(
    ("known", "said", "same"),
    [
        ({}, {}, True),
        ({}, {"date": "2023-01-09"}, True),  # a number is given once
        ({}, {"number": "2号"}, False),
        ({}, {"number": None}, False),
        ({}, {"title": "关于建设的另一通知"}, False),
        ({"number": None}, {"number": None}, True),
        ({"number": None}, {"number": None, "date": "2024-01-02"}, False),  # the next year's
        ({"number": None}, {"number": None, "publisher": None}, False),
        ({"number": None, "publisher": None}, {"number": None, "publisher": None}, False),
    ],
)
def test_a_new_version_says_that_it_is_the_same(
    known: dict[str, Any], said: dict[str, Any], same: bool
) -> None:
    told = {
        "title": "关于建设的通知",
        "publisher": "市政府",
        "date": "2023-01-02",
        "number": "1号",
        "kind": "policy",
    }
    source = Source(id="x", path="x", sha256="x", **{**told, **known})
    assert says_the_same(source, Description(**{**told, **said})) is same


def test_sources_are_removed_and_brought_back(tmp_path: Path) -> None:
    mine = add_file(tmp_path, "mine.txt", OLD).source
    before = all_sources(tmp_path)
    for id in (SHIPPED_IDS[0], mine.id):
        assert remove_source(tmp_path, id).id == id
        assert id not in {source.id for source in all_sources(tmp_path)}
        with pytest.raises(YoujuError, match=id):
            remove_source(tmp_path, id)
        assert Library(tmp_path).removed(id)
        Library(tmp_path).bring_back(id)
        assert not Library(tmp_path).removed(id)
        assert all_sources(tmp_path) == before
    with pytest.raises(YoujuError, match="nosuch"):
        Library(tmp_path).bring_back("nosuch")


def test_a_removed_file_added_again_is_the_source_it_was(tmp_path: Path) -> None:
    mine = add_file(tmp_path, "mine.txt", OLD).source
    for source in (mine, shipped_sources()[0]):
        data = source_file(source, tmp_path).read_bytes()
        remove_source(tmp_path, source.id)
        again = add_file(tmp_path, PurePath(source.path).name, data)
        assert (again.status, again.source) == ("added", source)
    assert len(all_sources(tmp_path)) == len(SHIPPED_IDS) + 1


def test_a_shipped_text_can_be_replaced_and_had_back(tmp_path: Path) -> None:
    card = next(source for source in shipped_sources() if source.kind == "card")
    data = (SHIPPED / card.path).read_bytes() + "\n\n另有一条补充。\n".encode()
    added = add_file(tmp_path, card.path, data)
    assert (added.status, added.source.id, added.source.kind) == ("updated", card.id, "card")
    assert added.source.url == card.url
    assert len(all_sources(tmp_path)) == len(SHIPPED_IDS)
    remove_source(tmp_path, card.id)
    assert card.id not in {source.id for source in all_sources(tmp_path)}


def test_the_original_of_a_card_stands_beside_it(tmp_path: Path) -> None:
    card = next(source for source in shipped_sources() if source.url)
    library = Library(tmp_path)
    original = library.add("t2023.txt", OLD, url=card.url, card=card).source
    assert original.id == f"{card.id}-original"
    assert (original.kind, original.url) == ("policy", card.url)
    assert (original.number, original.publisher) == (card.number, card.publisher)
    assert "资料卡" not in original.title
    again = library.add("t2023.txt", STORM, url=card.url, card=card)
    assert (again.status, again.source.id) == ("updated", original.id)
    assert card in all_sources(tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd.txt",
        "..\\..\\windows\\x.txt",
        "/abs/olute.txt",
        "C:\\x.txt",
        "<script>alert(1)</script>.txt",
        "a\x00b\x1b[31m\n.txt",
        "‮fdp.txt",
        "con.txt",
        "NUL.txt",
        "%2e%2e%2f.txt",
        "...txt",
        " .txt",
        "长" * 300 + ".txt",
        "x" * 300 + ".TXT",
        "🙂.txt",
        "\ud800.txt",
        "'; DROP TABLE.txt",
    ],
)
def test_any_name_is_made_safe(tmp_path: Path, name: str) -> None:
    home = tmp_path / "home"
    source = add_file(home, name, OLD).source
    assert source.id.isascii() and 0 < len(source.id) <= MAX_ID_CHARS
    assert not set(source.id) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert source.id not in {"con", "nul"}
    file = source_file(source, home).resolve()
    assert file.parent.parent == (home / "library" / "files").resolve()
    assert file.read_bytes() == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
    assert all(s.isprintable() for s in source.title)
    assert own(home) == [source]


@given(st.text(max_size=400))
def test_names_stay_within_bounds(name: str) -> None:
    shown = file_name(name)
    assert len(shown) <= MAX_NAME_CHARS
    assert not set("/\x00\n\r\t\x1b") & set(shown)
    assert len(plain_name(name)) <= MAX_ID_CHARS + len("-file")


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("report-2024", "report-2024"),
        ("Report 2024 (final)", "report-2024-final"),
        ("北京市2023年工作要点", "bei-jing-shi-2023-nian-gong-zuo-yao-dian"),
        ("重庆", "chong-qing"),
        ("ＡＢＣ　１", "abc-1"),
        ("Café", "cafe"),
        ("con", "con-file"),
        ("《》！？", "otherwise"),
    ],
)
def test_ids_are_readable(text: str, id: str) -> None:
    assert new_id(text, "otherwise", {}) == id
    assert new_id(text, "otherwise", {id, f"{id}-2"}) == f"{id}-3"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xyz", OLD, "'a.xyz' is of a kind that cannot be read"),
        ("noname", OLD, "'noname'"),
        ("empty.txt", b"", "'empty.txt'"),
        ("blank.txt", b" \n\n", "'blank.txt'"),
        ("binary.txt", bytes(100), "'binary.txt'"),
        ("", OLD, "kind"),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    with pytest.raises(YoujuError, match=said):
        add_file(tmp_path, name, data)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "most"), [("big.txt", 20_000_000), ("big.pdf", 200_000_000)])
def test_a_file_too_large_is_refused(name: str, most: int) -> None:
    check_size(name, most)
    with pytest.raises(YoujuError, match=f"'{name}' is larger than {most // 1_000_000} MB"):
        check_size(name, most + 1)


@pytest.mark.parametrize("synced", [0, 1])  # the file itself is lost, or the catalog's line
def test_a_disk_that_is_full_leaves_the_catalog_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, synced: int
) -> None:
    first = add_file(tmp_path, "a.txt", OLD).source
    catalog = tmp_path / "library" / "catalog.jsonl"
    written = catalog.read_bytes()
    handles: list[int] = []

    def sync(handle: int) -> None:
        handles.append(handle)
        if len(handles) > synced:
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk, pytest.raises(YoujuError, match="No space left"):
        disk.setattr(os, "fsync", sync)
        add_file(tmp_path, "b.txt", STORM)
    assert catalog.read_bytes() == written
    assert own(tmp_path) == [first]
    assert add_file(tmp_path, "b.txt", STORM).status == "added"


def test_half_a_line_of_a_program_that_died_does_not_count(tmp_path: Path) -> None:
    add_file(tmp_path, "a.txt", OLD)
    catalog = tmp_path / "library" / "catalog.jsonl"
    whole = catalog.read_bytes()
    add_file(tmp_path, "b.txt", STORM)
    more = catalog.read_bytes()
    for cut in range(len(whole), len(more)):
        catalog.write_bytes(more[:cut])
        assert [source.id for source in own(tmp_path)] == ["a"]
    assert add_file(tmp_path, "b.txt", STORM).status == "added"
    assert [source.id for source in own(tmp_path)] == ["a", "b"]
    assert len(catalog.read_bytes().splitlines()) == 2


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[]",
        "{}",
        '{"did": "dance"}',
        '{"did": "add", "source": {"id": "x"}}',
        json.dumps(
            {
                "did": "add",
                "name": "x",
                "words": "",
                "source": {
                    "id": "x",
                    "title": "x",
                    "kind": "other",
                    "path": "library/files/../../../etc/passwd",
                    "sha256": "x",
                },
            }
        ),
    ],
)
def test_a_damaged_catalog_names_the_line(tmp_path: Path, line: str) -> None:
    add_file(tmp_path, "a.txt", OLD)
    catalog = tmp_path / "library" / "catalog.jsonl"
    catalog.write_bytes(catalog.read_bytes() + line.encode() + b"\n")
    with pytest.raises(YoujuError, match=r"Line 2 of .*catalog\.jsonl"):
        all_sources(tmp_path)


def test_two_programs_see_what_the_other_did(tmp_path: Path) -> None:
    one, other = Library(tmp_path), Library(tmp_path)
    first = one.add("a.txt", OLD).source
    assert first in other.sources()
    assert other.add("b.txt", OLD).status == "unchanged"
    other.remove(first.id)
    assert first not in one.sources()


def test_a_catalog_that_is_busy_is_not_waited_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.library.log.LOCK_TIMEOUT_S", 0.0)
    with (
        LibraryLog(tmp_path).writing(),
        pytest.raises(YoujuError, match="Another program is changing"),
    ):
        add_file(tmp_path, "a.txt", OLD)


def test_a_file_that_is_gone_is_named_by_a_build_and_can_be_added_again(tmp_path: Path) -> None:
    source = add_file(tmp_path, "a.txt", OLD).source
    source_file(source, tmp_path).unlink()
    (gone,) = own(tmp_path)
    assert gone == replace(source, sha256="")
    with pytest.raises(YoujuError, match=r"a\.txt"):
        read_source(gone, tmp_path)
    again = add_file(tmp_path, "b.txt", OLD)
    assert (again.status, again.source.id) == ("updated", source.id)
    assert own(tmp_path) == [again.source]
