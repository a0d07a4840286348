"""The command as it is called: a process of its own, with its output, complaint and exit code."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from corpus import shipped_sources

PROGRESS = re.compile(r"\w[\w ]* \d+/\d+$")

YOUJU = Path(sys.executable).with_name("youju")
CITATION = [
    "n",
    "source",
    "title",
    "article",
    "kind",
    "publisher",
    "date",
    "url",
    "page",
    "lines",
    "boxes",
    "span",
    "quote",
    "speaker",
]
ANSWER = [
    "question",
    "status",
    "answer",
    "direct",
    "citations",
    "nearest",
    "mode",
    "build",
    "timings_ms",
]
VALUES = ["value", "upper", "unit", "qualifier", "kind"]
CHECKED = ["raw", "span", *VALUES, "sentence", "verdict", "reason", "evidence"]
VERDICTS = ["supported", "contradicted", "imprecise", "not_found"]
LEDGER_ROW = ["raw", *VALUES, "measure", "period", "place", "speaker", "citation"]
STATUS = ["build", "created", "stale", "passages", "figures", "sources", "embedding", "chroma"]
REPORT = ["build", "previous", "sources", "passages", "figures", "seconds"]
SOURCE_CHANGES = ["added", "changed", "removed", "unchanged", "failed"]
DOCUMENT = ["id", "title", "kind", "publisher", "date", "url", "text", "articles"]
ANSWERABLE = "截至2023年年底，我国各类孵化载体达到多少家？"
DRAFT = "2023年，孵化机构的减免税金额达18亿元。截至2023年年底，各类孵化载体达到16600余家。"
UNANSWERABLE = "拉萨市2019年有多少家养老院？"
FORUM = next(source.id for source in shipped_sources() if source.kind == "news")


def start(home: Path, *arguments: str | bytes | Path, **more: Any) -> "subprocess.Popen[bytes]":
    """The command in a folder without a ``.env``, with no other setting than its home."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("YOUJU_")}
    return subprocess.Popen(
        [YOUJU, *arguments],
        cwd=next(folder for folder in home.parents if folder.is_dir()),
        env=environment | {"YOUJU_HOME": str(home)} | more.pop("env", {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **more,
    )


def run(home: Path, *arguments: str | bytes | Path, code: int = 0, **more: Any) -> tuple[str, str]:
    """What the command said on stdout and stderr, once it has ended with ``code``."""
    process = start(home, *arguments, **more)
    out, complaint = process.communicate(timeout=120)
    assert process.returncode == code, complaint.decode()
    return out.decode("utf-8"), complaint.decode("utf-8")


def complaints(said: str) -> list[str]:
    """What stands on stderr beside how far a job has come, which one that takes its time tells."""
    return [line for line in said.splitlines() if not PROGRESS.match(line)]


def run_json(home: Path, *arguments: str | bytes | Path) -> dict[str, Any]:
    out, complaint = run(home, *arguments, "--json")
    assert complaints(complaint) == []
    values = json.loads(out)  # fails if anything else stands beside the one object
    assert isinstance(values, dict)
    return values


def refused(home: Path, *arguments: str | bytes | Path, **more: Any) -> str:
    """The one sentence of a person's error."""
    out, complaint = run(home, *arguments, code=1, **more)
    assert out == ""
    assert len(complaints(complaint)) == 1, complaint
    return complaint


@pytest.fixture
def empty_home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_help_names_the_commands_and_imports_nothing_heavy(empty_home: Path) -> None:
    out, _ = run(empty_home, "--help")
    for command in [
        "serve",
        "ask",
        "search",
        "check",
        "figures",
        "build",
        "status",
        "verify",
        "builds",
        "rollback",
        "gc",
        "add",
        "remove",
        "fetch",
        "sources",
        "show",
        "eval",
    ]:
        assert f"\n  {command} " in out
    assert "..." not in out.partition("Commands:")[2]  # every summary is whole
    loaded = "import sys, ui.cli; print(*sys.modules)"
    modules = subprocess.check_output([sys.executable, "-c", loaded], text=True).split()
    assert not {"chromadb", "llama_index", "gradio", "onnxruntime", "numpy", "rich"} & {*modules}


def test_version_is_that_of_the_package(empty_home: Path) -> None:
    out, _ = run(empty_home, "--version")
    assert out == f"youju {version('youju')}\n"


@pytest.mark.parametrize(
    "command",
    ["serve", "ask", "search", "check", "figures", "build", "status", "verify", "builds"]
    + ["rollback", "gc", "add", "remove", "fetch", "sources", "show", "eval"],
)
def test_help_of_a_command_has_an_example(empty_home: Path, command: str) -> None:
    out, _ = run(empty_home, command, "--help")
    assert f"Example: youju {command}" in " ".join(out.split())


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nosuchcommand"],
        ["ask"],
        ["ask", "问", "--nosuchoption"],
        ["search", "问", "-k", "0"],
        ["search", "问", "-k", "many"],
        ["eval", ".", "--mode", "sparse"],
        ["check"],
        ["figures", "孵化器", "众创空间"],
        ["serve", "--port", "99999"],
    ],
)
def test_wrong_usage_is_exit_code_2(empty_home: Path, arguments: list[str]) -> None:
    _, complaint = run(empty_home, *arguments, code=2)
    assert "Usage: youju" in complaint
    assert "Traceback" not in complaint


def test_ask_gives_the_contract_s_json(shipped_home: Path) -> None:
    answer = run_json(shipped_home, "ask", ANSWERABLE)
    assert list(answer) == ANSWER
    assert (answer["question"], answer["status"]) == (ANSWERABLE, "answered")
    assert answer["mode"] == "extractive"
    assert "1.66万" in answer["answer"]
    assert answer["build"] == run_json(shipped_home, "status")["build"]
    text = run_json(shipped_home, "show", answer["citations"][0]["source"])["text"]
    for citation in answer["citations"]:
        assert list(citation) == CITATION
        assert f"[{citation['n']}]" in answer["answer"]
    first = answer["citations"][0]
    assert text[slice(*first["span"])] == first["quote"]
    assert first["lines"][0] <= first["lines"][1]


def test_ask_says_that_nothing_was_found(shipped_home: Path) -> None:
    answer = run_json(shipped_home, "ask", UNANSWERABLE)
    assert (answer["status"], answer["direct"], answer["citations"]) == ("not_found", [], [])
    assert [list(citation) for citation in answer["nearest"]] == [CITATION] * len(answer["nearest"])
    out, _ = run(shipped_home, "ask", UNANSWERABLE)
    assert out.startswith("没有找到")


def test_ask_shows_a_person_the_answer_and_where_it_stands(shipped_home: Path) -> None:
    out, complaint = run(shipped_home, "ask", ANSWERABLE)
    assert complaint == ""
    assert "1.66万" in out
    assert "[1]" in out
    assert "第 " in out and " 行" in out
    assert "\x1b" not in out


def test_ask_stays_within_the_sources_named(shipped_home: Path) -> None:
    card = next(s.id for s in shipped_sources() if s.kind == "card")
    answer = run_json(shipped_home, "ask", ANSWERABLE, "--source", card)
    shown = answer["citations"] + answer["nearest"]
    assert {citation["source"] for citation in shown} <= {card}


def test_search_gives_the_contract_s_json(shipped_home: Path) -> None:
    found = run_json(shipped_home, "search", "孵化器减免税", "-k", "3")
    assert list(found) == ["query", "hits", "timings_ms"]
    assert len(found["hits"]) == 3
    assert [list(hit) for hit in found["hits"]] == [["passage", "score", "citation"]] * 3
    assert [list(hit["citation"]) for hit in found["hits"]] == [CITATION] * 3
    scores = [hit["score"] for hit in found["hits"]]
    assert scores == sorted(scores, reverse=True)
    assert found == run_json(shipped_home, "search", "孵化器减免税", "-k", "3") | {
        "timings_ms": found["timings_ms"]
    }


def test_search_shows_a_card_as_a_card(shipped_home: Path) -> None:
    out, _ = run(shipped_home, "search", "孵化器 房产税 城镇土地使用税", "-k", "3")
    assert "资料卡（非原文）" in out


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "draft.txt"
    file.write_text(DRAFT, "utf-8")
    return file


def test_check_gives_the_contract_s_json(shipped_home: Path, draft: Path) -> None:
    report = run_json(shipped_home, "check", draft)
    assert list(report) == ["figures", "summary", "build"]
    assert list(report["summary"]) == VERDICTS
    assert sum(report["summary"].values()) == len(report["figures"]) == 4
    found = {figure["raw"]: figure for figure in report["figures"]}
    for figure in report["figures"]:
        assert {*CHECKED} <= figure.keys()
        assert DRAFT[slice(*figure["span"])] == figure["raw"]
        assert figure["sentence"] in DRAFT
        for evidence in figure["evidence"]:
            assert list(evidence) == ["citation", "figure"]
            assert list(evidence["citation"]) == CITATION
            assert {"raw", "span", *VALUES} <= evidence["figure"].keys()
    wrong, right = found["18亿元"], found["16600余家"]
    assert (wrong["verdict"], wrong["evidence"][0]["figure"]["raw"]) == ("contradicted", "13亿元")
    assert (right["verdict"], right["value"], right["unit"]) == ("supported", 16600, "家")
    assert report["build"] in {build.name for build in (shipped_home / "builds").iterdir()}


def test_check_shows_a_person_the_verdicts(shipped_home: Path, draft: Path) -> None:
    out, complaint = run(shipped_home, "check", draft)
    assert complaint == ""
    assert out.startswith("共4处数字")
    assert "不符" in out and "13亿元" in out
    assert "\x1b" not in out


def test_a_draft_is_read_from_stdin(shipped_home: Path, draft: Path) -> None:
    with draft.open("rb") as stdin:
        out, _ = run(shipped_home, "check", "-", "--json", stdin=stdin)
    assert "18亿元" in {figure["raw"] for figure in json.loads(out)["figures"]}


def test_a_draft_is_checked_against_the_sources_named(shipped_home: Path, draft: Path) -> None:
    card = next(s.id for s in shipped_sources() if s.kind == "card")
    report = run_json(shipped_home, "check", draft, "--source", card)
    cited = [e["citation"]["source"] for f in report["figures"] for e in f["evidence"]]
    assert {*cited} <= {card}
    assert "18亿元" not in {f["raw"] for f in report["figures"] if f["evidence"]}


def test_a_check_sheet_is_written_where_it_is_wanted(shipped_home: Path, draft: Path) -> None:
    sheet = draft.with_suffix(".html")
    _, complaint = run(shipped_home, "check", draft, "--out", sheet)
    assert sheet.name in complaint
    assert "13亿元" in sheet.read_text("utf-8")


def test_a_draft_that_cannot_be_checked_is_refused(shipped_home: Path, draft: Path) -> None:
    missing, blank = draft.with_name("missing.txt"), draft.with_name("blank.txt")
    blank.write_text(" \n", "utf-8")
    assert "missing.txt" in refused(shipped_home, "check", missing)
    assert "blank.txt" in refused(shipped_home, "check", blank)
    assert "Cannot read" in refused(shipped_home, "check", draft.parent)
    assert ".xlsx" in refused(shipped_home, "check", draft, "--out", draft.with_suffix(".zip"))
    assert FORUM in refused(shipped_home, "check", draft, "--source", "nosuchsource")


def test_figures_gives_the_contract_s_json(shipped_home: Path) -> None:
    ledger = run_json(shipped_home, "figures", "孵化载体", "--value", "1.66万")
    assert list(ledger) == ["figures"]
    assert ledger["figures"]
    for row in ledger["figures"]:
        assert {*LEDGER_ROW} <= row.keys()
        assert list(row["citation"]) == CITATION
        assert row["raw"] in row["citation"]["quote"]
        assert row["value"] == 16600


def test_figures_lists_those_of_a_unit_and_of_a_source(shipped_home: Path) -> None:
    rows = run_json(shipped_home, "figures", "--unit", "平方米", "--source", FORUM)["figures"]
    assert rows
    assert {row["unit"] for row in rows} == {"平方米"}
    assert {row["citation"]["source"] for row in rows} == {FORUM}


def test_no_figures_is_no_error(shipped_home: Path) -> None:
    out, complaint = run(shipped_home, "figures", "拉萨")
    assert (out, complaint) == ("没有符合条件的数字\n", "")


def test_the_ledger_is_written_where_it_is_wanted(shipped_home: Path, tmp_path: Path) -> None:
    table = tmp_path / "ledger.csv"
    _, complaint = run(shipped_home, "figures", "孵化载体", "--out", table)
    assert table.name in complaint
    assert "1.66万余家" in table.read_text("utf-8")


def test_a_ledger_that_cannot_be_listed_is_refused(shipped_home: Path, tmp_path: Path) -> None:
    assert "'abc'" in refused(shipped_home, "figures", "--value", "abc")
    assert ".csv" in refused(shipped_home, "figures", "--out", tmp_path / "ledger.docx")
    assert FORUM in refused(shipped_home, "figures", "--source", "nosuchsource")


def test_status_gives_the_contract_s_json(shipped_home: Path) -> None:
    status = run_json(shipped_home, "status")
    assert list(status) == STATUS
    assert status["stale"] is False
    assert status["sources"] == len(shipped_sources())
    out, _ = run(shipped_home, "status")
    assert status["build"] in out


def test_sources_gives_the_contract_s_json(empty_home: Path) -> None:
    listed = run_json(empty_home, "sources")
    assert [source["id"] for source in listed["sources"]] == [s.id for s in shipped_sources()]
    assert {"id", "title", "kind", "publisher", "date", "url"} <= listed["sources"][0].keys()


def test_show_gives_the_contract_s_json(shipped_home: Path) -> None:
    shown = run_json(shipped_home, "show", FORUM)
    assert list(shown) == DOCUMENT
    assert [list(article) for article in shown["articles"]] == [
        ["id", "title", "span", "speakers"]
    ] * len(shown["articles"])
    assert any(article["speakers"] for article in shown["articles"])
    start, end = shown["articles"][0]["span"]
    assert 0 <= start < end <= len(shown["text"])


def test_show_prints_the_reading_text(shipped_home: Path) -> None:
    out, _ = run(shipped_home, "show", FORUM)
    assert run_json(shipped_home, "show", FORUM)["text"] in out


def test_build_gives_the_contract_s_json(empty_home: Path) -> None:
    first = run_json(empty_home, "build")
    assert list(first) == REPORT
    assert list(first["sources"]) == SOURCE_CHANGES
    assert list(first["passages"]) == ["total", "embedded", "reused"]
    assert first["previous"] is None
    again = run_json(empty_home, "build")
    assert again["build"] == again["previous"] == first["build"]
    out, _ = run(empty_home, "build", "--full")
    assert out.startswith("Built ")


def test_before_a_build_it_is_said_to_be_missing(empty_home: Path) -> None:
    assert "youju build" in refused(empty_home, "ask", ANSWERABLE)
    assert "youju build" in refused(empty_home, "search", "孵化器")
    assert "youju build" in refused(empty_home, "show", FORUM)
    assert "youju build" in refused(empty_home, "figures")
    assert "youju build" in refused(empty_home, "status")
    assert run_json(empty_home, "status") == dict.fromkeys(STATUS) | {"stale": True}
    assert not empty_home.exists()  # reading leaves no trace


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", "empty"),
        (" \t\n　", "empty"),
        ("\x1b\x07\u200b", "empty"),
        ("问" * 10_000, "10,000 characters"),
        (b"\xff\xfe\xb9\xfa", "UTF-8"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    shipped_home: Path, command: str, question: str | bytes, said: str
) -> None:
    assert said in refused(shipped_home, command, question)


def test_control_characters_are_left_out_of_a_question(shipped_home: Path) -> None:
    found = run_json(shipped_home, "search", "\x1b孵化器\u200b\x07减免税\r\n", "-k", "1")
    assert found["query"] == "孵化器减免税"


def test_an_unknown_source_names_those_there_are(shipped_home: Path) -> None:
    for arguments in (["show", "nosuchsource"], ["ask", ANSWERABLE, "--source", "nosuchsource"]):
        complaint = refused(shipped_home, *arguments)
        assert "'nosuchsource'" in complaint
        assert FORUM in complaint


def test_a_build_of_another_embedding_is_not_asked(shipped_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(shipped_home, home)
    manifest = next(home.glob("builds/*/manifest.json"))
    values = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps(values | {"embedding": "another/1"}), "utf-8")
    complaint = refused(home, "ask", ANSWERABLE)
    assert "'another/1'" in complaint
    assert "youju build" in complaint
    assert run_json(home, "show", FORUM)["id"] == FORUM  # its texts can be read all the same


def test_a_home_that_is_no_folder_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder", "utf-8")
    for arguments in (["build"], ["ask", ANSWERABLE], ["status"], ["serve"], ["show", FORUM]):
        assert "YOUJU_HOME" in refused(file, *arguments)
    assert "YOUJU_HOME" in refused(file / "below", "build")


def test_a_setting_that_cannot_be_read_is_named(empty_home: Path) -> None:
    (empty_home.parent / ".env").write_text("YOUJU_AUTH='staff:secret\n", "utf-8")
    complaint = refused(empty_home, "status")
    assert ".env" in complaint
    assert "secret" not in complaint


def test_settings_that_ask_for_more_than_there_is_are_refused(empty_home: Path) -> None:
    more = {"YOUJU_CHROMA_URL": "http://127.0.0.1:9"}
    assert "YOUJU_CHROMA_URL" in refused(empty_home, "build", env=more)


def test_output_is_utf_8_in_any_locale(shipped_home: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    out, _ = run(shipped_home, "sources", env=plain)
    assert "孵化器" in out


def test_a_reader_who_leaves_is_no_error_to_tell(shipped_home: Path) -> None:
    process = start(shipped_home, "show", FORUM)
    assert process.stdout and process.stderr
    process.stdout.close()
    process.wait(60)
    assert process.stderr.read() == b""
    process.stderr.close()


def test_ctrl_c_ends_a_build_without_a_word(empty_home: Path) -> None:
    process = start(empty_home, "build")
    while not (empty_home / "write.lock").exists() and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, complaint = process.communicate(timeout=60)
    assert (process.returncode, out, complaint) == (130, b"", b"")


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield taken.getsockname()[1]


def test_a_port_that_is_taken_is_named_before_anything_is_built(
    empty_home: Path, taken_port: int
) -> None:
    assert str(taken_port) in refused(empty_home, "serve", "--port", str(taken_port))
    assert not (empty_home / "builds").exists()


def test_serve_builds_and_serves_until_ctrl_c(empty_home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        address = f"http://127.0.0.1:{probe.getsockname()[1]}"
    process = start(empty_home, "serve", "--port", address.rpartition(":")[2])
    assert process.stderr
    said = []
    for line in process.stderr:  # to its end, should it end before it serves
        said.append(line.decode())
        if address in said[-1]:
            break
    with urlopen(address) as page:
        assert "有据" in page.read().decode("utf-8")
    assert (empty_home / "current").exists()
    process.send_signal(signal.SIGINT)
    out, complaint = process.communicate(timeout=60)
    assert any(line.startswith("Built ") for line in said)
    assert (out, complaint) == (b"", b"")
