"""A word in, the other words a newspaper may print for the same thing out.

Reads ``thesaurus.tsv``, whose words say the same and bear a figure out, and ``everyday.tsv``, whose
words people use in questions for what is printed otherwise (挣了多少钱 for 总收入): a group a line, words between tabs, ``#`` before a head. Groups are never
joined through a word they share, for 老家 is a birthplace on one line and a family's seat on
another. Knows no grammar: it does not say whether a word means there what the group means.
"""

from functools import cache, lru_cache
from importlib.resources import files

from corpus.records import Span

# A single character is a word only where a segmenter says so: 京 stands in 东京 and 京剧 too.
_MIN_FOUND = 2
PRINTED, EVERYDAY = "thesaurus.tsv", "everyday.tsv"


@lru_cache(20_000)
def other_words(word: str, *, everyday: bool = False) -> tuple[str, ...]:
    """All words that share a group with a word, without it, in the order of the file.

    ``everyday`` adds those that a question may mean by it, though they do not say the same.
    """
    names = (PRINTED, EVERYDAY) if everyday else (PRINTED,)
    words = (other for name in names for group in _groups(name).get(word, ()) for other in group)
    return tuple(dict.fromkeys(other for other in words if other != word))


def words_in(text: str) -> list[tuple[Span, str]]:
    """The thesaurus words of a text from left to right, the longest at each place, none overlapping.

    They are found as written, whether or not a segmenter would cut there, but not inside a number
    or a Latin word; single characters are not looked for.
    """
    found, at = [], 0
    while at < len(text):
        word = _longest_at(text, at)
        if word:
            found.append((Span(at, at + len(word)), word))
        at += len(word) or 1
    return found


def _longest_at(text: str, at: int) -> str:
    """The longest word that begins at a character; empty if there is none."""
    longest = _longest().get(text[at : at + _MIN_FOUND], 0)
    for length in range(longest, _MIN_FOUND - 1, -1):
        word = text[at : at + length]
        if (word in _groups(PRINTED) or word in _groups(EVERYDAY)) and not (
            _is_cut(text, at) or _is_cut(text, at + length)
        ):
            return word
    return ""


def _is_cut(text: str, at: int) -> bool:
    """Whether a place lies within a number or a Latin word: 50% in 150%, AI in AIDS."""
    left, right = text[at - 1 : at], text[at : at + 1]
    return _is_latin(right) and (_is_latin(left) or left == ".")


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


@cache
def _groups(name: str) -> dict[str, list[list[str]]]:
    """The groups of each word of a file."""
    groups: dict[str, list[list[str]]] = {}
    for line in files("assistant.statements").joinpath(name).read_text("utf-8").splitlines():
        group = line.split("\t")
        # A head has no tab in it.
        for word in group if len(group) > 1 else ():
            if word in groups:
                groups[word].append(group)
            else:
                groups[word] = [group]
    return groups


@cache
def _longest() -> dict[str, int]:
    """The length of the longest word that begins with two characters."""
    longest: dict[str, int] = {}
    for word in (*_groups(PRINTED), *_groups(EVERYDAY)):
        start = word[:_MIN_FOUND]
        if len(word) > longest.get(start, _MIN_FOUND - 1):
            longest[start] = len(word)
    return longest
