"""Shares told as so many of every so many: 每4家科创板企业中有1家来自孵化器 is a share of 25%.

In: the statements of a draft. Out: the same, such counts as shares. Values only.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.statements.statements import Statement
from corpus import Figure


def as_shares(claims: Sequence[Statement]) -> list[Statement]:
    """The statements with both figures of 每4家…1家 as the share they tell together; 就有一家是
    counts nothing by itself, so that the first stands alone."""
    shares: dict[Figure, Figure] = {}
    for claim, following in pairwise([*claims, None]):
        if claim is None or not _is_every(claim):
            continue
        if following and _is_part(following, claim):
            measure = f"{claim.figure.measure or ''} {following.figure.measure or ''}".strip()
            shares[following.figure] = _share(following.figure, following, claim, measure)
            shares[claim.figure] = _share(claim.figure, following, claim, measure)
        elif re.search(
            f"有(?:超过|近|不到|约)?一{claim.figure.unit}(?![多半以])", claim.text[claim.span.end :]
        ):
            shares[claim.figure] = _share(claim.figure, None, claim, claim.figure.measure)
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


def _is_every(claim: Statement) -> bool:
    figure = claim.figure
    told = claim.text[: claim.span.start].endswith("每") and figure.kind == "count"
    return told and bool(figure.value) and figure.value != 1 and figure.upper is None


def _is_part(claim: Statement, whole: Statement) -> bool:
    part = claim.figure
    if claim.sentence is not whole.sentence or part.kind != "count" or part.upper:
        return False
    return part.unit == whole.figure.unit and 0 < (part.value or 0) < (whole.figure.value or 0)


def _share(figure: Figure, part: Statement | None, whole: Statement, measure: str | None) -> Figure:
    counted = part.figure.value or 0 if part else 1
    value = counted / (whole.figure.value or 1) * 100
    return replace(figure, value=value, unit="%", kind="ratio", measure=measure or None)
