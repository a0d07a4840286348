"""Two statements in, how far they are about the same thing out; their figures are not looked at.

Words count as the same where they are printed alike or where the network, which reads both
sentences whole, sees the same in them (免掉的税 and 免税总额).
"""

from dataclasses import dataclass

import numpy as np

from assistant.statements.amount_roles import other_conditions
from assistant.statements.bound_names import tells_text
from assistant.statements.conflicts import turned
from assistant.statements.counted_others import (
    counted_apart,
    left_out_field,
    other_heads,
    part_alone,
    unrestricted,
    widened,
)
from assistant.statements.dating import period_agreement
from assistant.statements.day_events import other_events
from assistant.statements.exchanges import swapped_words
from assistant.statements.nearness import Near, hold_terms
from assistant.statements.other_places import elsewhere
from assistant.statements.periods import PeriodAgreement
from assistant.statements.quotation import is_template
from assistant.statements.share_wholes import numbers_for_amounts
from assistant.statements.statements import IN_MEASURE, Statement, Term
from assistant.statements.subjects import (
    other_deeds,
    other_items,
    other_office,
    other_subject,
    unspoken,
)
from assistant.statements.substitutions import (
    foreign_place,
    lacking_names,
    opposites,
    other_agents,
    siblings,
    unheld_words,
)
from index.token_states import TokenStates


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a draft's statement stands to a source's.

    ``held`` is the share of the draft's words that the source holds, ``shared`` that of the
    source's measure which the draft holds, ``least`` how well the draft's least word that tells
    what is counted is held. ``lacking`` are names of the draft that the source's statement is not
    bound to, ``unheld`` other words for which it has nothing like, ``foreign`` places of the
    source's that the draft does not name. ``turned`` is in what other way the source speaks of it (a mean, a target),
    ``undone`` are deeds of the draft's that it does not tell of.
    ``exchanged`` are words of the draft's for which the source, quoted otherwise, has others;
    ``unsaid`` are nouns of the draft's that the source's sentence leaves to what stands before it.
    """

    held: float
    shared: float
    least: float
    least_word: str
    template: bool
    period: PeriodAgreement
    lacking: tuple[Term, ...] = ()
    unheld: tuple[Term, ...] = ()
    foreign: tuple[str, ...] = ()
    swapped: tuple[tuple[str, str], ...] = ()
    exchanged: tuple[str, ...] = ()
    doubtful: tuple[tuple[str, str], ...] = ()
    turned: tuple[tuple[str, str], ...] = ()
    undone: tuple[Term, ...] = ()
    unsaid: frozenset[str] = frozenset()

    @property
    def score(self) -> float:
        if self.template:
            return 1.0
        score = 0.6 * self.held + 0.25 * self.shared + 0.15 * self.least
        return score - 0.1 * bool(self.foreign) - 0.15 * bool(self.swapped)


def compare_statements(
    claimed: Statement, stated: Statement, states: TokenStates | None
) -> Likeness:
    """How far the two are about the same; without ``states`` by the printed words alone."""
    period = period_agreement(claimed, stated)
    # A sentence of several like parts is quoted for the part whose condition it names.
    template = is_template(claimed, stated) and not any(other_conditions(claimed, stated))
    if template:
        return Likeness(1, 1, 1, "", True, period)
    near = Near(claimed, stated, states) if states else None
    forward = hold_terms(claimed, stated, near)
    backward = hold_terms(stated, claimed, Near(stated, claimed, states) if states else None)
    weights = np.array([t.weight for t in claimed.terms])
    held = float(weights @ forward / weights.sum()) if weights.sum() else 0.5
    # Verbs vary freely (着手, 启动); what is counted is named by nouns.
    core = [
        (h, t)
        for h, t in zip(forward, claimed.terms, strict=True)
        if t.weight >= (1.0 if t.tag == "vn" else 0.5)
        and t.tag not in ("v", "vd", "ad")
        and t.tag != "PER"  # held as a name, and as who said it
        and not t.is_generic
        and not tells_text(claimed, t)
    ]
    least, word = min(((float(h), t.text) for h, t in core), default=(1.0, ""))
    # What stands behind the figure and is not its measure tells more of it, not what it counts.
    own = [
        (h, t.weight)
        for h, t in zip(backward, stated.terms, strict=True)
        if t.weight >= IN_MEASURE * 0.5
        and stated.in_measure(t.span, t.text)
        or t.weight >= 0.2
        and t.span.end <= stated.span.start
    ]
    shared = sum(h * w for h, w in own) / sum(w for _, w in own) if own else 0.5
    mine = dict(zip(claimed.terms, forward, strict=True))
    its = dict(zip(stated.terms, backward, strict=True))
    quoted, swapped, doubtful = swapped_words(claimed, stated, near, states)
    return Likeness(
        held, shared, least, word, False, period,
        lacking=lacking_names(claimed, stated, near),
        unheld=(
            *unheld_words(claimed, stated, forward, near),
            *unspoken(claimed, stated, near, states),
            *other_subject(claimed, stated, near, states),
            *other_office(claimed, stated),
            *other_items(claimed, stated),
        ),
        foreign=foreign_place(claimed, stated),
        swapped=(
            *opposites(claimed, stated),
            *siblings(claimed, stated),
            *numbers_for_amounts(claimed, stated),
            *quoted,
            *swapped,
            *other_heads(claimed, stated, mine, its, states),
            *counted_apart(claimed, stated),
            *left_out_field(claimed, stated),
            *widened(claimed, stated, mine),
            *part_alone(claimed, stated, its),
            *unrestricted(claimed, stated, mine, its),
            *elsewhere(claimed, stated),
        ),
        exchanged=tuple(word for word, _ in quoted),
        doubtful=(
            *doubtful,
            *other_events(claimed, stated, near, states),
            *other_agents(claimed, stated, states),
        ),
        turned=turned(claimed, stated),
        undone=tuple(other_deeds(claimed, stated, states)),
        unsaid=frozenset(
            t.text
            for t in claimed.terms
            if t.tag in ("n", "nz", "ORG", "LOC")
            and t.span.start < claimed.clause.end
            and t.text not in stated.text
            and t.text in stated.context
        ),
    )  # fmt: skip
