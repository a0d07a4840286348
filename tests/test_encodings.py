"""Text files in every usual encoding, told apart by their characters."""

from importlib.resources import files

import pytest

from corpus import YoujuError
from corpus.encodings import decode_bytes
from corpus.library.catalog import SHIPPED

SIMPLIFIED = (SHIPPED / "forum-page-2024.txt").read_text("utf-8").replace("\r", "")


def traditional(text: str) -> str:
    """The text as it might be printed in Taiwan."""
    table = files("opencc").joinpath("dictionary", "STCharacters.txt").read_text("utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if line)
    return text.translate({ord(a): b.split(" ")[0] for a, b in pairs})


@pytest.mark.parametrize("start", range(0, 9000, 900))
@pytest.mark.parametrize("size", [60, 600])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16"])
def test_a_piece_of_a_page_is_read_in_its_encoding(start: int, size: int, encoding: str) -> None:
    text = SIMPLIFIED[start : start + size]
    if encoding == "big5hkscs":
        text = traditional(text)
        text = text.encode(encoding, "ignore").decode(encoding)
    assert decode_bytes(text.encode(encoding), "a.txt").text == text


def test_an_unmarked_utf_16_text_is_read() -> None:
    decoded = decode_bytes(SIMPLIFIED[:500].encode("utf-16-be"), "a.txt")
    assert (decoded.text, decoded.encoding) == (SIMPLIFIED[:500], "utf-16-be")


def test_a_text_of_few_characters_is_not_refused() -> None:
    assert decode_bytes("张宇蕾\n卫万顺".encode("gb18030"), "a.txt").text == "张宇蕾\n卫万顺"


def test_stray_bytes_in_a_long_text_are_counted() -> None:
    data = SIMPLIFIED[:2000].encode("gb18030") + b"\xff\n"
    decoded = decode_bytes(data, "a.txt")
    assert decoded.text[:2000] == SIMPLIFIED[:2000]
    assert decoded.warnings == (
        "按 GB18030 编码读出",
        "有 1 处字节不是 GB18030 字符，以 \ufffd 代替",
    )


def test_another_script_s_encoding_is_refused() -> None:
    with pytest.raises(YoujuError, match="no encoding"):
        decode_bytes(("これはペンです。" * 30).encode("shift_jis"), "a.txt")


def test_a_pdf_under_a_text_s_name_is_refused() -> None:
    with pytest.raises(YoujuError, match="is a PDF under another name"):
        decode_bytes(b"%PDF-1.3\n1 0 obj << >> endobj " + b"Gb!$H?#Q" * 20, "a.txt")
