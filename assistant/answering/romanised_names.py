"""Chinese personal names in Latin letters, matched to the names that the corpus holds.

Knows pinyin (by pypinyin) and nothing of questions or texts. Readings
have no tones, a character with several readings is tried in each, and ü may be printed u, v or yu.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

_HAN_NAME = re.compile("[\u3400-\u9fff]{2,4}")
# Shape alone: cheap enough to ask before pypinyin (0.2 s) is imported. Greedy is safe, since every
# syllable may begin with its vowel; ``++`` never goes back, so a long word costs no more.
_PINYIN_SHAPE = re.compile(r"(?:(?:[zcs]h|[bcdfghjklmnpqrstwxyz])?[aeiouv]{1,4}(?:ng|n|r)?)++")
_SURNAMES = frozenset(
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie "  # noqa: SIM905 (a page of quotes would hide the names)
    "song tang deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu lyu lv "
    "ding ren yao lu shen zhong cui tan fan jin shi liao jia xia fu fang bai zou meng xiong qin qiu hou jiang "
    "yin xue yan duan lei long tao shi he mao hao gu gong shao wan qian dai yan mo kong xiang chang ouyang "
    "situ zhuge shangguan sima qi qiao lai pang fei ji hua niu ge bao zuo guan nie".split()
)


def plain_letters(word: str) -> str:
    """A romanised word without tone marks, apostrophes and case; ü is v, as is the yu of lyu."""
    decomposed = unicodedata.normalize("NFD", word.lower()).replace("u\u0308", "v")
    letters = "".join(c for c in decomposed if "a" <= c <= "z")
    return re.sub(r"(?<=[ln])yu", "v", letters)


def looks_like_person(words: Sequence[str]) -> bool:
    """Whether capitalised words have the shape of a romanised name: a known surname, 2–3 words."""
    plain = [plain_letters(word) for word in words]
    return (
        2 <= len(words) <= 3
        and all(
            word[:1].isupper() and _PINYIN_SHAPE.fullmatch(p)
            for word, p in zip(words, plain, strict=True)
        )
        and (plain[0] in _SURNAMES or plain[-1] in _SURNAMES)
    )


def is_surname(word: str) -> bool:
    """Whether a word sounds like one of the frequent Chinese surnames."""
    return plain_letters(word) in _SURNAMES


def match_person(words: Sequence[str], names: tuple[str, ...]) -> tuple[str, ...]:
    """The names that ``words`` spell, surname first or last; one word spells a whole name."""
    plain = [plain_letters(word) for word in words]
    if not names or not all(_PINYIN_SHAPE.fullmatch(word) for word in plain):
        return ()
    if len(words) == 1:
        return _by_spelling(names).get(("", plain[0]), ())
    found = _by_spelling(names)
    surname_first = found.get((plain[0], "".join(plain[1:])), ())
    return surname_first or found.get((plain[-1], "".join(plain[:-1])), ())


def match_surname(word: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names with this surname (Ms Wang)."""
    plain = plain_letters(word)
    if not names or not _PINYIN_SHAPE.fullmatch(plain):
        return ()
    return _by_spelling(names).get((plain, ""), ())


@lru_cache(maxsize=4)
def _by_spelling(names: tuple[str, ...]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Names by (surname, given name), by ("", whole name) and by (surname, "")."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for name in names:
        if _HAN_NAME.fullmatch(name):
            for key in _spellings(name):
                found.setdefault(key, {})[name] = None
    return {key: tuple(holders) for key, holders in found.items()}


def _spellings(name: str) -> Iterator[tuple[str, str]]:
    # A surname has one character, or two (欧阳) where three or four are printed.
    for cut in (1, 2) if len(name) > 2 else (1,):
        for syllables in product(*(_readings(character) for character in name)):
            surname, given = "".join(syllables[:cut]), "".join(syllables[cut:])
            yield surname, given
            yield surname, ""
            yield "", surname + given


@lru_cache(maxsize=4096)
def _readings(character: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    # Character by character: a whole name would be read as a phrase, with one reading each.
    readings = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    spelled = {
        form for reading in readings for one in reading for form in (one, one.replace("v", "u"))
    }
    return tuple(sorted(spelled))


def sound_alike(one: str, other: str) -> bool:
    """Whether two characters share a reading, tones aside: a slip of the pen writes one for the
    other."""
    return not set(_readings(one)).isdisjoint(_readings(other))
