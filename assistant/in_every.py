"""Shares told as so many of every so many: 每4家科创板企业中有1家来自孵化器 is a share of 25%.

In: the statements of a draft. Out: the same, such pairs of counts as shares. Values only.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.statements import Statement
from corpus import Figure


def as_shares(claims: Sequence[Statement]) -> list[Statement]:
    """The statements with both figures of 每4家…1家 as the share they tell together."""
    shares: dict[Figure, Figure] = {}
    for one, other in pairwise(claims):
        if _is_of_every(one, other):
            part = (other.figure.value or 0) / (one.figure.value or 1) * 100
            measure = f"{one.figure.measure or ''} {other.figure.measure or ''}".strip()
            for figure in (one.figure, other.figure):
                shares[figure] = replace(
                    figure, value=part, unit="%", kind="ratio", measure=measure or None
                )
    if not shares:
        return list(claims)
    return [
        replace(
            claim,
            figure=shares.get(claim.figure, claim.figure),
            others=tuple(shares.get(figure, figure) for figure in claim.others),
        )
        for claim in claims
    ]


def _is_of_every(one: Statement, other: Statement) -> bool:
    whole, part = one.figure, other.figure
    if one.sentence is not other.sentence or not one.text[: one.span.start].endswith("每"):
        return False
    counted = whole.kind == part.kind == "count" and whole.unit == part.unit
    if not counted or not whole.value or part.value is None or whole.upper or part.upper:
        return False
    return part.value < whole.value
