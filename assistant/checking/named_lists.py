"""Lists for which a source has a name, 三大先导产业（生物医药、人工智能、集成电路）, in a draft under it.

In: the sources' texts and a draft. Out: the draft with the name where it prints all members (企业 of
生物医药、人工智能和集成电路企业 are 先导产业企业); one member is not the whole, and stays as it is.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import permutations

from assistant.checking.draft_lines import WholeLines
from corpus import Span
from corpus.figures.numerals import numeral_to_value

# The number of members in the name is what tells a list from an explanation.
_NAMED = re.compile(
    r"(?P<number>[二两三四五六])[大个类种项]?(?P<name>[\u4e00-\u9fff]{2,8})[（(](?P<members>[^（()）、]{2,12}(?:、[^（()）、]{2,12})+)[）)]"
)
_JOINT = "(?:、|，|和|与|及|以及)"
NamedList = tuple[str, tuple[str, ...]]  # 先导产业, (生物医药, 人工智能, 集成电路)
_MOST_ORDERED = 5  # members; of more the orders are too many to look for


def under_their_names(draft: WholeLines, named: Iterable[NamedList]) -> WholeLines:
    """The draft with each list that has a name replaced by that name."""
    for name, members in dict.fromkeys(named):
        if all(member in draft.text for member in members):
            draft = _under_name(draft, name, members)
    return draft


def named_lists(text: str) -> Iterator[NamedList]:
    """The lists that a text has a name for."""
    for found in _NAMED.finditer(text):
        members = tuple(found["members"].split("、"))
        if len(members) <= _MOST_ORDERED and len(members) == numeral_to_value(found["number"]):
            yield found["name"], members


def _under_name(draft: WholeLines, name: str, members: tuple[str, ...]) -> WholeLines:
    """A list beside its name, 生物医药等三大先导产业, is left out; one in brackets stays."""
    orders = "|".join(_JOINT.join(map(re.escape, order)) for order in permutations(members))
    again = rf"等?(?=[二两三四五六][大个类种项]?{name})"
    found = re.compile(
        rf"(?<![（(、])(?:{orders})(?![）)、])(?P<again>{again})?(?:等(?!{name}))?(?:产业|领域|行业)?"
    )
    at = 0
    text: list[str] = []
    places: list[int] = []
    for match in found.finditer(draft.text):
        kept = Span(at, match.start())
        text.append(kept.cut(draft.text))
        places += draft.places[kept.start : kept.end]
        if match["again"] is None:
            text.append(name)
            places += [draft.places[match.start()]] * len(name)
        at = match.end()
    return WholeLines("".join([*text, draft.text[at:]]), (*places, *draft.places[at:]))
