"""Traditional Chinese characters to simplified ones: the only file that knows OpenCC.

Character by character, by OpenCC's own table: its phrase rules would make a character's form
depend on its neighbours, and a search needs one form on both sides. A text keeps its length, so
its spans hold for both forms.
"""

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files

from corpus.records import Document, Sentence, Speaker

HAN = re.compile(r"[\u3400-\u9fff]")
# A simplified text quotes a traditional name now and then.
LEAST_TRADITIONAL = 0.02
SAMPLE_CHARS = 20_000


def to_simplified(text: str) -> str:
    """Every character in its simplified form, for comparing words."""
    return text.translate(_simplified_characters())


def to_plain(text: str) -> str:
    """A traditional text in simplified characters, to be read by rules made for those.

    A text in simplified characters stays as it is, also where it writes 著名 or 乾坤.
    """
    return text.translate(_traditional_characters()) if is_traditional(text) else text


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters."""
    han = HAN.findall(text[:SAMPLE_CHARS])
    only = _traditional_characters()
    return bool(han) and sum(ord(char) in only for char in han) >= LEAST_TRADITIONAL * len(han)


def in_both_scripts(pattern: str) -> str:
    """A regular expression whose words are matched in traditional characters, too: 第.条, 第.條."""
    both: list[str] = []
    in_class = escaped = False
    for char in pattern:
        forms = char if escaped else char + _traditional_forms().get(char, "")
        both.append(forms if in_class or len(forms) == 1 else f"[{forms}]")
        in_class = (in_class or char == "[") and char != "]" if not escaped else in_class
        escaped = char == "\\" and not escaped
    return "".join(both)


def plain_document(document: Document) -> Document:
    """The document in simplified characters, spans unchanged, with the print behind it.

    A document in simplified characters is its own plain one.
    """
    if not is_traditional(document.text):
        return document
    table = _traditional_characters()

    def plain(words: str | None) -> str | None:
        return words.translate(table) if words else words

    def plain_sentence(sentence: Sentence) -> Sentence:
        who = sentence.speaker
        if who is None:
            return sentence
        return replace(sentence, speaker=Speaker(who.name.translate(table), plain(who.office)))

    source = document.source
    return replace(
        document,
        source=replace(
            source, title=source.title.translate(table), publisher=plain(source.publisher)
        ),
        text=document.text.translate(table),
        articles=tuple(replace(a, title=plain(a.title)) for a in document.articles),
        sentences=tuple(map(plain_sentence, document.sentences)),
        printed=document,
    )


@cache
def _simplified_characters() -> dict[int, str]:
    table = files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text("utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if line)
    # A line lists one character and its simplified forms, the usual one first.
    return {ord(traditional): forms.split(" ")[0] for traditional, forms in pairs}


@cache
def _traditional_forms() -> dict[str, str]:
    """The traditional forms of each simplified character: 发 is 發 and 髮."""
    forms: dict[str, str] = {}
    for code, form in _simplified_characters().items():
        if form != chr(code):
            forms[form] = forms.get(form, "") + chr(code)
    return forms


@cache
def _traditional_characters() -> dict[int, str]:
    """The characters that no simplified text holds: those outside GB 2312, its standard."""
    return {
        code: form
        for code, form in _simplified_characters().items()
        if len(form) == 1 and not chr(code).encode("gb2312", "ignore")
    }
