"""An English question in, its terms in Chinese out: for keyword search and for checking evidence.

Looks words up in ``glossary.tsv`` (English, tab, Chinese renderings between ``|``, the first the
usual one); writes no fluent Chinese, and knows no texts but the names it is given.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from assistant.answering.english_numbers import read_number
from assistant.answering.romanised_names import (
    is_surname,
    looks_like_person,
    match_person,
    match_surname,
)

_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTER = "A-Za-z\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff"
# Digits before Chinese belong to it (1.66万余家, 2023年), and so do the brackets of a document
# number or a title; the bound keeps a page of digits from being read again at each of them.
_TOKEN = re.compile(
    rf"(?P<chinese>[《〔]?(?:[0-9][0-9.,]{{0,20}}%?)?[{_HAN}]"
    rf"(?:[{_HAN}0-9.%％·《》〔〕（）\-—]*[{_HAN}0-9%％》〕）])?)"
    rf"|(?P<word>(?:[A-Za-z]\.){{2,8}}|[{_LETTER}0-9]+(?:[&'’][{_LETTER}0-9]+)*)"
    r"|(?P<currency>[$€£¥])"
)
_NAME_TAIL = re.compile(r"(?:[-./][A-Z0-9][A-Za-z0-9]*)+")
# The longest entries are names of offices.
_MAX_WORDS = 12
_BREAK = re.compile(r"[.?!:;\n]")
# Words that ask, join or point; and words of a request, which no evidence holds.
_DROPPED = frozenset(
    "a an the this that these those it its itself they them their theirs he him his she her hers we us our ours you "  # noqa: SIM905 (a page of quotes would hide the words)
    "your i me my mine who whom whose which what when where why how whether if then than as at by for from in into "
    "of off on onto out over to toward towards under up upon with within without about above across after against "
    "along amid among amongst around before behind below beneath beside besides between beyond down during except "
    "inside like near outside past per since through throughout till until via and or but nor so yet both either "
    "neither not no only also too very just even still already again ever never always often sometimes usually now "
    "there here be am is are was were been being do does did done doing have has had having can could will would "
    "shall should may might must ought need cannot can't don't doesn't didn't isn't aren't wasn't weren't won't "
    "wouldn't haven't hasn't hadn't let let's please tell say said says state stated states mention mentioned mentions "
    "according give gave given gives show shown describe explain list name named call called know known mean means "
    "summarise summarize find get got gets go goes come came much many more most less least few fewer little lot lots "
    "some any each every all other others another such same own several various certain exactly approximately roughly "
    "nearly almost respectively total altogether overall one ones something anything nothing everyone someone anyone "
    "thing things kind kinds sort sorts type types way ways etc eg ie vs versus article text texts document documents "
    "passage page newspaper question answer information detail details did's is's regard regarding concerning "
    "hereby therefore thus however although though because while whereas once unless mr ms mrs miss dr prof sir madam "
    "make made makes making take took taken takes use used uses using become became becomes put puts set sets include "
    "included includes including involve involved involves reach reached reaches amount amounts amounted account "
    "accounted accounts many's specific specifically particular particularly main mainly following currently recently "
    "happen happened happens see saw seen sees look looked want wanted compared applied refer "
    "refers referred count counts counted "
    "i'd i'm i've i'll we'd we're we've we'll you're they're there's who's what's how's where's when's it's o s t d m re ve ll".split()
)  # fmt: skip
_HONORIFICS = frozenset(
    ("mr", "ms", "mrs", "miss", "dr", "prof", "professor", "director", "minister", "mayor")
)
# "How large" and "what share" ask for a figure; no evidence need hold these words.
_ASKING = frozenset(("how", "what", "which"))
_ASKED = frozenset(
    ("large", "big", "high", "long", "far", "fast", "old", "tall", "wide", "deep", "soon", "great")
    + (
        "share",
        "percentage",
        "percent",
        "proportion",
        "fraction",
        "ratio",
        "number",
        "year",
        "date",
    )
)
# After a place these only name its rank, which Chinese mostly leaves out.
_PLACE_RANKS = frozenset(
    ("province", "municipality", "city", "district", "county", "prefecture", "region", "town")
)
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "people": "people", "lives": "life",
    "grew": "grow", "grown": "grow", "rose": "rise", "risen": "rise", "fell": "fall", "fallen": "fall",
    "built": "build", "took": "take", "taken": "take", "held": "hold", "won": "win", "sold": "sell", "bought": "buy", "spent": "spend",
    "led": "lead", "paid": "pay", "began": "begin", "begun": "begin", "lost": "lose", "met": "meet",
    "wrote": "write", "written": "write", "spoke": "speak", "spoken": "speak", "drove": "drive",
    "driven": "drive", "taught": "teach", "brought": "bring", "sought": "seek", "chose": "choose",
    "chosen": "choose", "broke": "break", "broken": "break", "drew": "draw", "drawn": "draw",
    "kept": "keep", "left": "leave", "sent": "send", "shrank": "shrink", "flew": "fly", "died": "die",
    "criteria": "criterion", "analyses": "analysis", "crises": "crisis", "indices": "index",
    "bases": "base", "wives": "wife", "thieves": "thief", "leaves": "leaf", "taxes": "tax",
}  # fmt: skip

Kind = Literal["chinese", "number", "term", "name", "unknown"]


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    kind: Kind
    chinese: tuple[str, ...]


def translate(text: str, names: Iterable[str] = ()) -> str:
    """The terms of an English text as Chinese words in their order, with a space between them.

    Question and function words are dropped, and so are unknown words in small letters; Chinese
    characters and unknown names stay as they are, two neighbouring names parted by 、.
    """
    shown = ""
    previous: Kind = "unknown"
    for piece in _pieces(text, tuple(dict.fromkeys(names))):
        if piece.chinese:
            gap = "、" if previous == piece.kind == "name" else " " if shown else ""
            shown += gap + piece.chinese[0]
            previous = piece.kind
    return shown


def renderings(text: str, names: Iterable[str] = ()) -> list[tuple[str, tuple[str, ...]]]:
    """Each term of an English text as it stands there, with all its Chinese renderings.

    A name that is kept renders as itself; an unknown word in small letters has no rendering.
    """
    pieces = _pieces(text, tuple(dict.fromkeys(names)))
    return [(text[piece.start : piece.end], piece.chinese) for piece in pieces]


def _pieces(text: str, names: tuple[str, ...]) -> list[_Piece]:
    tokens = list(_TOKEN.finditer(text))
    # In a text all in capitals, capitals mark no names.
    reader = _Reader(text, tokens, names, cased=text != text.upper())
    return list(_joined_names(text, reader.read()))


def _joined_names(text: str, pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Neighbouring words of a name as one: Flagship Pioneering."""
    held: _Piece | None = None
    for piece in pieces:
        if held and _is_one_name(text, held, piece):
            held = _kept(text, held.start, piece.end)
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def _is_one_name(text: str, held: _Piece, piece: _Piece) -> bool:
    return (
        held.kind == piece.kind == "name"
        and not text[held.end : piece.start].strip(" ")
        # A name that was found in the corpus is whole already.
        and held.chinese[0] == text[held.start : held.end]
        and piece.chinese[0] == text[piece.start : piece.end]
    )


def _kept(text: str, start: int, end: int) -> _Piece:
    return _Piece(start, end, "name", (text[start:end],))


@dataclass(frozen=True, slots=True)
class _Reader:
    """One text under reading: from its tokens to pieces, left to right."""

    text: str
    tokens: Sequence[re.Match[str]]
    names: tuple[str, ...]
    cased: bool

    def read(self) -> Iterator[_Piece]:
        position = 0
        last: _Piece | None = None
        while position < len(self.tokens):
            piece = self._piece(position, last)
            if piece is None:
                position += 1
                continue
            yield piece
            last = piece
            while position < len(self.tokens) and self.tokens[position].start() < piece.end:
                position += 1

    def _piece(self, at: int, last: _Piece | None) -> _Piece | None:
        """The piece that begins at a token; None where that word is dropped."""
        token = self.tokens[at]
        start = token.start()
        if token["chinese"]:
            return _Piece(start, token.end(), "chinese", (token[0],))
        person = self._person(at)
        if person:
            return person
        term = self._term(at)
        if number := read_number(self.text, start):
            end, chinese = number
            # "14th Five-Year Plan" is an entry, and longer than the number it begins with.
            if term is None or term.end <= end:
                return _Piece(start, end, "number", chinese)
        if token["currency"]:
            return None
        return self._word(at, term, last)

    def _word(self, at: int, term: _Piece | None, last: _Piece | None) -> _Piece | None:
        token = self.tokens[at]
        word = token[0]
        if term and term.end > token.end():
            return term
        lower = _plain(word).lower()
        if lower in _PLACE_RANKS and last and self._follows_name(last, token):
            return None
        if lower in _ASKED and at and self.tokens[at - 1][0].lower() in _ASKING:
            return None
        if lower in _DROPPED and not (term and self._is_name(at) and word.isupper()):
            return None
        if term:
            return term
        if word.isdigit():
            return _Piece(token.start(), token.end(), "number", (word,))
        if self._is_name(at):
            tail = _NAME_TAIL.match(self.text, token.end())
            # "'s" is no part of a name.
            end = tail.end() if tail else token.start() + len(_plain(word))
            return _kept(self.text, token.start(), max(end, token.start() + 1))
        return _Piece(token.start(), token.end(), "unknown", ())

    def _follows_name(self, last: _Piece, token: re.Match[str]) -> bool:
        between = self.text[last.end : token.start()]
        return between.strip(" ") == "" and self.text[last.start].isupper()

    def _is_name(self, at: int) -> bool:
        """Whether a word is printed as a name: a capital or a digit in it.

        A word that begins a sentence is one too, unless its form is that of an adverb or a verb.
        """
        word = self.tokens[at][0]
        if not self.cased:
            return any(c.isdigit() for c in word)
        if any(c.isupper() or c.isdigit() for c in word[1:]) or word[0].isdigit():
            return True
        return word[0].isupper() and not (self._begins(at) and word.endswith(("ly", "ing")))

    def _begins(self, at: int) -> bool:
        if at == 0:
            return True
        return bool(_BREAK.search(self.text, self.tokens[at - 1].end(), self.tokens[at].start()))

    def _person(self, at: int) -> _Piece | None:
        """A romanised name: in Chinese where the corpus holds it, else whole, in Latin letters."""
        words = self._neighbours(at, 4)
        for count in range(len(words), 0, -1):
            spelled = [_plain(token[0]) for token in words[:count]]
            if found := self._match(spelled, at):
                return _Piece(words[0].start(), words[count - 1].end(), "name", found)
        for count in (3, 2):
            spelled = [_plain(token[0]) for token in words[:count]]
            if (
                len(words) >= count
                and self.cased
                and looks_like_person(spelled)
                and self._is_free(at, count)
            ):
                return _kept(self.text, words[0].start(), words[count - 1].end())
        return None

    def _match(self, spelled: list[str], at: int) -> tuple[str, ...]:
        capitals = any(word[0].isupper() for word in spelled)
        if len(spelled) == 1:
            if not capitals or _find(spelled, capital=True)[1]:
                return ()
            before = _plain(self.tokens[at - 1][0]).lower() if at else ""
            found = match_surname(spelled[0], self.names) if before in _HONORIFICS else ()
            return found if len(found) == 1 else match_person(spelled, self.names)
        found = match_person(spelled, self.names)
        # In small letters two syllables may be English words ("he long"), three are not.
        return found if capitals else tuple(name for name in found if len(name) > 2)

    def _is_free(self, at: int, count: int) -> bool:
        """Whether no entry of two words, and no dropped word at a sentence's start, stands here."""
        words = [_plain(token[0]) for token in self.tokens[at : at + count]]
        if self._begins(at) and words[0].lower() in _DROPPED:
            return False
        length, _ = _find(words, capital=True)
        if length > 1:
            return False
        # A place before a surname's sound is still a place (Hainan Long ...).
        return is_surname(words[0]) or not _find(words[:1], capital=True)[1]

    def _term(self, at: int) -> _Piece | None:
        tokens = self._neighbours(at, _MAX_WORDS)
        words = [_plain(token[0]) for token in tokens]
        if not self.cased:
            words = [word.lower() for word in words]
        capital = self.cased and bool(words) and words[0][:1].isupper() and not self._begins(at)
        length, chinese = _find(words, capital=capital)
        if not length:
            return None
        return _Piece(tokens[0].start(), tokens[length - 1].end(), "term", chinese)

    def _neighbours(self, at: int, count: int) -> list[re.Match[str]]:
        """The words from a token on, as far as only spaces and hyphens part them."""
        found: list[re.Match[str]] = []
        for token in self.tokens[at : at + count]:
            gap = self.text[found[-1].end() : token.start()] if found else ""
            if not token["word"] or gap.strip(" -\u2010\u2011\t\r\n'’"):
                break
            found.append(token)
        return found


def _find(words: Sequence[str], *, capital: bool) -> tuple[int, tuple[str, ...]]:
    """How many of the words the longest entry takes, and its renderings; 0 where there is none.

    ``capital``: the first word is printed as a name, so that only its own form and its plural's
    singular are looked up (Pioneering is not "to pioneer").
    """
    forms = [_forms(word, verbs=not (capital and at == 0)) for at, word in enumerate(words)]
    best: tuple[int, tuple[str, ...]] = (0, ())
    for first in forms[0] if forms else ():
        for rest, chinese in _load().get(first, ()):
            length = 1 + len(rest)
            if best[0] < length <= len(words) and all(map(list.__contains__, forms[1:], rest)):
                best = length, tuple(chinese.split("|"))
    return best


def _forms(word: str, *, verbs: bool) -> list[str]:
    """A word as printed, in small letters, and without the endings of number and tense."""
    lower = word.lower()
    forms = [word, lower]
    if irregular := _IRREGULAR.get(lower):
        forms.append(irregular)
    if lower.endswith("ies"):
        forms.append(lower[:-3] + "y")
    if lower.endswith("s") and not lower.endswith("ss"):
        forms += [lower[:-1], lower[:-2] if lower.endswith("es") else lower[:-1]]
    if verbs:
        for ending in ("ed", "ing"):
            if lower.endswith(ending) and len(lower) > len(ending) + 2:
                stem = lower[: -len(ending)]
                forms += [stem, stem + "e"]
                if stem[-1] == stem[-2]:
                    forms.append(stem[:-1])
                if ending == "ed" and stem.endswith("i"):
                    forms.append(stem[:-1] + "y")
    return list(dict.fromkeys(forms))


def _plain(word: str) -> str:
    """A word without possessive 's, and without the points of U.S."""
    word = word.replace("’", "'")
    if word.endswith(("'s", "'S")):
        word = word[:-2]
    return word.replace(".", "") if "." in word else word


@cache
def _load() -> dict[str, list[tuple[list[str], str]]]:
    """The glossary by the first word of each entry: its other words and its renderings.

    An entry printed with a capital is found in that form alone: US, IT and WHO are no pronouns.
    """
    lines = (
        files("assistant.answering")
        .joinpath("glossary.tsv")
        .read_text("utf-8")
        .replace("'s", "")
        .split("\n")
    )
    entries: defaultdict[str, list[tuple[list[str], str]]] = defaultdict(list)
    for line in lines:
        english, _, chinese = line.partition("\t")
        if chinese:
            first, *rest = english.split(" ")
            entries[first].append((rest, chinese))
    return dict(entries)


def is_rendering(word: str) -> bool:
    """Whether a Chinese word stands in the glossary."""
    return word in _chinese_words()


@cache
def _chinese_words() -> frozenset[str]:
    lines = files("assistant.answering").joinpath("glossary.tsv").read_text("utf-8").splitlines()
    entries = (line.split("\t")[1] for line in lines if "\t" in line and line[0] != "#")
    return frozenset(word for entry in entries for word in entry.split("|"))
