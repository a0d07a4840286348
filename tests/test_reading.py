"""Files read to documents: encodings, Markdown, the catalog, clean text, and what always holds."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from printed_pages import REPORT, clean, page_text, print_article

from corpus import (
    YoujuError,
    document_from_text,
    make_passages,
    read_catalog,
    read_document,
    shipped_sources,
)
from corpus.documents import read_page
from corpus.library.catalog import source_file
from corpus.policy.official import describe_page
from corpus.records import Document, Source
from index.passage_text import indexed_passages


def source(path: str = "page.txt") -> Source:
    return Source("s1", "title", "news", path, sha256="")


def check_invariants(document: Document) -> None:
    """Hold what every document promises: tiling, sorted runs, passages that rebuild the text."""
    text = document.text
    covered = [False] * len(text)
    end = 0
    for sentence in document.sentences:
        assert sentence.span.start >= end
        end = sentence.span.end
        covered[sentence.span.start : end] = [True] * len(sentence.span)
    assert [char for char, seen in zip(text, covered, strict=True) if not seen] == ["\n"] * (
        text.count("\n")
    )
    starts = [run.start for run in document.runs]
    assert starts == sorted(set(starts)) and starts[:1] == [0][: len(text)]
    passages = make_passages(document)
    rebuilt, end = "", 0
    for passage in passages:
        assert set(text[end : passage.span.start]) <= {"\n"}
        rebuilt += text[end : passage.span.start] + passage.span.cut(text)
        end = passage.span.end
    assert rebuilt == text
    assert len({passage.id for passage in passages}) == len(passages)
    assert sum(len(passage.sentences) for passage in passages) == len(document.sentences)


@pytest.mark.parametrize("shipped", shipped_sources(), ids=lambda entry: entry.id)
def test_shipped_source_reads(shipped: Source) -> None:
    assert len(shipped.sha256) == 64
    check_invariants(read_document(shipped, source_file(shipped)))


def test_forum_page_prints_no_date_and_cards_are_marked() -> None:
    kinds = {entry.id: entry.kind for entry in shipped_sources()}
    assert sorted(kinds.values()) == ["card"] * 7 + ["news"]
    page = next(entry for entry in shipped_sources() if entry.kind == "news")
    assert page.date is None and page.year == 2024


def test_card_sentences_speak_for_themselves() -> None:
    for entry in shipped_sources():
        if entry.kind == "card":
            document = read_document(entry, source_file(entry))
            assert document.articles[0].title == entry.title
            assert all(s.speaker is None for s in document.sentences)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_read_alike(encoding: str) -> None:
    text = page_text(print_article(REPORT, 24), blank=True)
    document = read_document(source(), text.encode(encoding))
    assert document.text == "\n".join(clean(paragraph) for paragraph in REPORT.body)


@pytest.mark.parametrize(
    ("path", "data", "word"),
    [
        ("a.txt", b"\x00\x01\x02PNG\x00", "binary"),
        ("a.txt", b"\xff\xff\xff\xff\x80", "UTF-8"),
        ("a.txt", b" \n\n", "no text"),
        ("a.pdf", b"", "is empty; get it anew"),
        ("a.txt", b"\n<!DOCTYPE html><html><p>Lights.", "is a web page under another name"),
        ("a.xyz", b"text", "cannot be read"),
    ],
)
def test_unreadable_file_gets_one_clear_sentence(path: str, data: bytes, word: str) -> None:
    with pytest.raises(YoujuError, match=word) as caught:
        read_document(source(path), data)
    assert path in str(caught.value)


@pytest.mark.parametrize("path", ["page.txt", "page.md"])
def test_more_lines_than_any_text_has_are_counted(path: str) -> None:
    with pytest.raises(YoujuError, match=f"'{path}' has 500,001 lines, more than the 500,000"):
        read_document(source(path), "港\n".encode() * 500_001)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(YoujuError, match="gone.txt"):
        read_document(source("gone.txt"), tmp_path / "gone.txt")


@pytest.mark.parametrize(
    ("catalog", "word"),
    [
        ("[[source]]\nid = 'a'\n", "lacks"),
        ("[[source]]\nid='a'\ntitle='t'\nkind='novel'\npath='p'\n", "novel"),
        ("[[source]]\nid='a'\ntitle='t'\nkind='news'\npath='p'\ncolour='red'\n", "colour"),
        ("[[source]]\nid='a'\ntitle='t'\nkind='news'\npath='p'\n" * 2, "twice"),
        ("nonsense", "not a readable"),
    ],
)
def test_faulty_catalog_is_named(tmp_path: Path, catalog: str, word: str) -> None:
    (tmp_path / "catalog.toml").write_text(catalog, "utf-8")
    with pytest.raises(YoujuError, match=word):
        read_catalog(tmp_path)


def test_markdown_headings_become_headline_and_subheads() -> None:
    data = "# 标题\n\n第一段。\n\n## 小标题\n\n- 第**二**段。\n- 第三段。\n".encode()
    document = read_document(source("a.md"), data)
    assert document.text == "标题\n第一段。\n小标题\n第二段。\n第三段。"
    assert [s.heading for s in document.sentences] == [True, False, True, False, False]
    assert [run.line for run in document.runs] == [1, 3, 5, 7, 8]


MARKDOWN = """---
title: 灯塔统计说明
date: 2031-07-01
---

灯塔统计说明
============

<!-- 不印出来的话 -->
全市灯塔*增加* 3 - 5 座，占`14.2%`。[^1]<br>另有<b>浮标</b>80座，a*b*c 与 x<y 不变。
---
> - [x] 已修缮12座
> 见[公告][2]和![图](a.png)，<https://example.org/a>。

区 | 座数（座）
---|---
东区 | 9\\|1
西区 | 7

```python
# 不是标题
```

[^1]: 口径依据2021年分类。
[2]: https://example.org/2
"""


def test_what_markdown_marks_is_read_without_its_marks() -> None:
    page = read_page(MARKDOWN.encode(), "a.md")
    said = describe_page(page, "a.md")
    assert (said.title, said.date) == ("灯塔统计说明", "2031-07-01")
    document = read_document(source("a.md"), MARKDOWN.encode())
    assert document.text.split("\n") == [
        "灯塔统计说明",
        "全市灯塔增加3 - 5座，占14.2%。",
        "另有浮标80座，a*b*c 与 x<y 不变。",
        "已修缮12座",
        "见公告和图，https://example.org/a。",
        "东区：座数（座） 9|1。",
        "西区：座数 7座。",
        "# 不是标题",
        "口径依据2021年分类。",
    ]
    assert [s.heading for s in document.sentences][:2] == [True, False]
    assert [run.line for run in document.runs] == [6, 10, 10, 12, 13, 17, 18, 21, 24]


def test_a_line_under_a_sentence_or_alone_makes_no_heading() -> None:
    document = read_document(source("a.md"), "第一段。\n---\n\n---\n第二段\n".encode())
    assert document.text == "第一段。\n第二段"


def test_passages_of_nothing_but_headings_stay_short() -> None:
    data = "\n".join(f"# 第{n}个标题" for n in range(100)).encode()
    document = read_document(source("a.md"), data)
    assert max(len(passage.span) for passage in make_passages(document)) < 250
    check_invariants(document)


def test_passages_of_the_same_words_are_indexed_some_times() -> None:
    document = document_from_text(
        source(), "", "\n".join(["众创空间" * 60 + "。"] * 50 + ["乙说。"])
    )
    words = [passage.span.cut(document.text) for passage in indexed_passages(document)]
    assert len(make_passages(document)) == 51
    assert len(words) == 21 and words[-1] == "乙说。"


def test_heading_longer_than_any_is_text() -> None:
    data = f"# 标题\n\n第一段。\n\n# {'众' * 501}\n\n第二段。\n".encode()
    document = read_document(source("a.md"), data)
    assert [s.heading for s in document.sentences] == [True, False, False, False]
    check_invariants(document)
    endless = read_document(source("b.md"), f"# {'众' * 501}\n\n第一段。\n".encode())
    assert [(article.title, endless.text[0]) for article in endless.articles] == [(None, "众")]


def test_numbered_headings_break_no_lines() -> None:
    """The mark behind a clause's number is none of a sentence that was broken."""
    body = [
        "截至2031年底，园区企业共计418家，其中半导体企业126家。",
        "营业额达到890亿元，创历史新高。",
    ]
    text = "\n".join(["园区年报", "一、总体情况", *body, "二、人才培育", "培训工程师2400人。"])
    document = read_document(source(), text.encode())
    assert document.text.split("\n")[2:4] == body


def test_whole_paragraphs_are_not_reflowed() -> None:
    text = "关于河道管理的通知\n一、总体要求\n各单位要把责任落实到人，按月检查。\n二、时间安排\n自5月1日起施行。\n"
    document = read_document(source(), text.encode())
    assert document.text.split("\n")[-3:] == [
        "各单位要把责任落实到人，按月检查。",
        "二、时间安排",
        "自5月1日起施行。",
    ]


def test_clean_text_keeps_its_words_and_lines() -> None:
    document = document_from_text(source(), "标题", "甲说 3 次。\n\n乙也说。")
    assert document.text == "标题\n甲说 3 次。\n乙也说。"
    assert document.articles[0].title == "标题"
    check_invariants(document)


TEXTS = st.lists(
    st.sampled_from(
        ["1.66万家", "“", "”", "。", "！”", "，", "王明表示，", "“好。”李华说。", "\n", "（", "）", "3.5%",
         " ", "A. B", "《甲", "》", "……", "；", "增长近30%", "中文词语"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(["", "标题"]))
def test_any_text_keeps_its_promises(text: str, title: str) -> None:
    document = document_from_text(source(), title, text)
    check_invariants(document)
    for sentence in document.sentences:
        after = document.text[sentence.span.end : sentence.span.end + 1]
        before = document.text[sentence.span.end - 1]
        assert not (before in "0123456789." and after.isdigit())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("中文字，。“”1.5% ab\u3000", max_size=30), max_size=25).map("\n".join))
def test_any_page_keeps_its_promises(text: str) -> None:
    try:
        document = read_document(source(), text.encode())
    except YoujuError:
        assert not text.strip()
        return
    check_invariants(document)
    kept = sorted("".join(document.text.split()))
    assert kept == sorted("".join(text.split()))


def test_two_readings_give_the_same_ids() -> None:
    text = page_text(print_article(REPORT, 30), blank=False).encode()
    first, second = (make_passages(read_document(source(), text)) for _ in range(2))
    assert [p.id for p in first] == [p.id for p in second]
