"""Two sentences laid side by side word by word: where the draft's has another word at a word's place.

In a sentence that is otherwise a source's own, one exchanged word is no paraphrase: 卡努 is not 杜苏芮
however like the network, which expects a storm there, sees the two. In freer words it may be one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.statements.light_words import is_empty
from assistant.statements.nearness import ALL_OF, Near, alike, holds_name, is_there
from assistant.statements.sentence_parts import Pair
from assistant.statements.statements import Statement
from assistant.statements.substitutions import OTHER_WORD, SAME_NAME, SAME_WORD, WIDE
from assistant.statements.thesaurus import other_words
from corpus import Span
from corpus.words import Word, tagged
from index.token_states import TokenStates

_NAMES = frozenset(("LOC", "ORG", "PER", "nw", "nz"))
_NOUNS = _NAMES | {"n", "vn", "an", "s", "f"}
_CONTENT = _NOUNS | {"v", "a", "b"}
_MARKS = frozenset("，；。：！？")
# So much of the other words that reach to the figure stand in the source's sentence, in their order.
QUOTED, LEAST_QUOTED = 0.7, 4
# Measured: 死者 and 遇难者 0.59, 民众 and 群众 0.78; 志愿者 and 游客 0.62, 基金 and 债券 0.59.
ONE_THING = 0.64
# Two names as near as this may be one in other letters.
ONE_NAME = 0.85
LONGEST = 3  # words; longer ones are phrased otherwise


@dataclass(frozen=True, slots=True)
class Exchange:
    """Words of the draft's, where they stand in its sentence, and the source's in their place."""

    mine: tuple[Word, ...]
    theirs: tuple[Word, ...]
    first: str
    second: str
    place: Span


def swapped_words(
    claimed: Statement, stated: Statement, near: Near | None, states: TokenStates | None
) -> tuple[list[Pair], list[Pair], list[Pair]]:
    """Words between the same words on both sides for which the other sentence has others: those of
    a sentence that is otherwise the source's own, others that surely differ, and those that differ
    only by themselves.
    """
    mine, other = _words(claimed), _words(stated)
    blocks = SequenceMatcher(None, [w.text for w in mine], [w.text for w in other], autojunk=False)
    held, told = _held(claimed, mine, blocks)
    quoted: list[Pair] = []
    found: list[Pair] = []
    doubtful: list[Pair] = []
    for exchange in _exchanges(claimed, stated, mine, other, blocks):
        pair = exchange.first, exchange.second
        same = held + sum(len(w.text) for w in exchange.mine) - len(exchange.first)
        if _in_other_words(exchange):
            continue
        quotes = same >= LEAST_QUOTED and same >= QUOTED * (told - len(exchange.first))
        if quotes and states and not _says_the_same(exchange, states):
            quoted.append(pair)
        elif not all(w.tag in _NOUNS for w in (*exchange.mine, *exchange.theirs)):
            continue
        elif not states or not near or near.at(exchange.place) < SAME_NAME:  # not 大学, 高校
            found.append(pair)
        elif pair[1] not in other_words(pair[0]):
            by_themselves = alike(*pair, states)
            if by_themselves < SAME_WORD:
                (found if by_themselves < OTHER_WORD else doubtful).append(pair)
    return quoted, found, doubtful


def _words(statement: Statement) -> list[Word]:
    return [w for w in tagged(statement.text) if w.tag != "w" or w.text in _MARKS]


def _exchanges(
    claimed: Statement,
    stated: Statement,
    mine: Sequence[Word],
    other: Sequence[Word],
    blocks: "SequenceMatcher[str]",
) -> Iterator[Exchange]:
    for kind, a, b, c, d in blocks.get_opcodes():
        if kind != "replace":
            continue
        one, two = _within_clause(mine, a, b), _within_clause(other, c, d)
        if not 0 < len(one) <= LONGEST or not 0 < len(two) <= LONGEST:
            continue
        if not all(w.tag in _CONTENT for w in (*one, *two)):
            continue
        if len(one) + len(two) > 2 and {"v", "a"} & {one[-1].tag, two[-1].tag}:
            continue  # 王德花概括出 for 全球呈现: a turn of phrase
        exchange = _differing(one, two)
        if is_empty(exchange.first) or is_empty(exchange.second):
            continue
        here, pair = exchange.place, {exchange.first, exchange.second}
        if here.start >= claimed.room.end and claimed.figure.kind != "date":
            continue  # what the next figure counts
        person = {w.tag for w in (*one, *two)} == {"PER"}  # the subject of all that follows
        if not (claimed.reach.covers(here) or person) or pair <= set(WIDE):
            continue
        if _kept(exchange.first, claimed, stated) or _kept(exchange.second, stated, claimed):
            continue
        if len(one) > 1 and all(w.text in stated.text for w in exchange.mine):
            continue  # 浦东生物医药领域 where the field is told before: the source has these words
        if ALL_OF.fullmatch(exchange.first) and is_there(claimed, stated):
            continue
        yield exchange


def _within_clause(words: Sequence[Word], start: int, end: int) -> tuple[Word, ...]:
    """The words at the side of those both sentences have: 志愿者 of 截至目前，志愿者 + 小站."""
    marks = [n for n in range(start, end) if words[n].tag == "w"]
    if not marks:
        return tuple(words[start:end])
    if end == len(words) or words[end].tag == "w":
        return tuple(words[start : marks[0]])
    return tuple(words[marks[-1] + 1 : end])


def _differing(one: tuple[Word, ...], two: tuple[Word, ...]) -> Exchange:
    """Without what both begin or end with: 补贴政策 and 税收优惠政策 differ in the first words."""
    first, second = "".join(w.text for w in one), "".join(w.text for w in two)
    tail = _shared_end(first, second)
    first, second = first[: len(first) - tail], second[: len(second) - tail]
    head = _shared_end(first[::-1], second[::-1])
    place = Span(one[0].span.start + head, one[-1].span.end - tail)
    return Exchange(one, two, first[head:], second[head:], place)


def _held(
    claimed: Statement, mine: Sequence[Word], blocks: "SequenceMatcher[str]"
) -> tuple[int, int]:
    """How many characters of the draft's words that reach to the figure the source prints in their
    order, and how many there are."""
    same = {n for a, _, size in blocks.get_matching_blocks() for n in range(a, a + size)}
    told = [
        (n, len(w.text))
        for n, w in enumerate(mine)
        if claimed.reach.covers(w.span) and w.tag in _CONTENT and not is_empty(w.text)
    ]
    return sum(size for n, size in told if n in same), sum(size for _, size in told)


def _in_other_words(exchange: Exchange) -> bool:
    """扶持办法, 支持方式: word by word the same."""
    mine, theirs = exchange.mine, exchange.theirs
    if any(exchange.second.endswith(word) for word in other_words(exchange.first)):
        return True  # 赛道, 专业领域
    if _is_one_name(exchange):
        return True
    return len(mine) == len(theirs) and all(
        a.text == b.text or b.text in other_words(a.text) for a, b in zip(mine, theirs, strict=True)
    )


def _says_the_same(exchange: Exchange, states: TokenStates) -> bool:
    first, second = exchange.first, exchange.second
    if second in other_words(first) or holds_name(second, first) or holds_name(first, second):
        return True
    mine, theirs = ({w.tag for w in words} for words in (exchange.mine, exchange.theirs))
    tags = mine | theirs
    if tags <= {"v", "vn"} and "v" in mine & theirs:
        return True  # verbs vary freely (呈现出, 归纳为), and lie no nearer than others do
    if tags <= _NAMES:
        return alike(first, second, states) >= ONE_NAME
    return alike(first, second, states) >= (ONE_THING if tags <= _NOUNS else OTHER_WORD)


def _is_one_name(exchange: Exchange) -> bool:
    """Whether the two are a body's name in full and in short: 工信部某司, 工业和信息化部某司."""
    words = (exchange.mine, exchange.theirs)
    one, other = ("".join(w.text for w in side) for side in words)
    named = all(w.tag in _NAMES for side in words for w in side)
    return named and (holds_name(one, other) or holds_name(other, one))


def _shared_end(one: str, other: str) -> int:
    """How many characters both words end with, where two and more are left of each."""
    same = 0
    while same < min(len(one), len(other)) - 2 and one[-1 - same] == other[-1 - same]:
        same += 1
    return same if same >= 2 else 0


def _kept(word: str, here: Statement, there: Statement) -> bool:
    """Whether the other sentence has the word as often; where one of two stands for another, not."""
    return there.text.count(word) >= here.text.count(word)
