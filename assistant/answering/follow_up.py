"""A question and those before it in, one question that can be understood alone out."""

import re
from collections.abc import Sequence

from assistant.answering.question import Question, Term, understand

MOST_BEFORE = 3  # questions before that are read along
# 那上海呢？ 其中多少是…？ And in Shanghai? A question that leans on the one before it.
_LEANS = re.compile(
    r"^(?:那么?|那|其中|此外|另外|还有|它|他|她|这|该|上述|同期|而)|呢[？?]?$|(?:它|他|她)(?:们)?(?:的|是|在|有)|"
    r"^(?:and|what about|how about)\b|\b(?:it|its|they|their|he|his|she|her|that|those)\b",
    re.I,
)
_PARTICLES = re.compile(
    r"^(?:那么|那|而|(?:and|what about|how about)\s+(?:(?:in|for|at|by)\s+)?)|(?:呢)?[？?]?$", re.I
)


def complete_question(text: str, history: Sequence[str]) -> str:
    """The question itself, or with what it leans on taken from the question before.

    A place, year or person that is asked about next takes the place of the one before (那上海呢？);
    otherwise the question before stands in front of it.
    """
    if not history or not _LEANS.search(text):
        return text
    # The question before may lean on others itself.
    whole = complete_question(history[-1], history[-MOST_BEFORE:-1])
    return _swap(understand(whole), understand(text)) or f"{whole.rstrip('？?。 ')}。{text}"


def _swap(before: Question, asked: Question) -> str | None:
    """The question before with its place, person or year replaced, if that is all that is asked."""
    rest = _PARTICLES.sub("", asked.text).strip()
    if len(asked.years) == 1 == len(before.years) and rest.strip("年底末 ") == str(asked.years[0]):
        return before.text.replace(str(before.years[0]), str(asked.years[0]))
    if len(asked.terms) != 1 or asked.terms[0].text != rest:
        return None
    new = asked.terms[0]
    old = next((term for term in before.terms if _alike(term, new)), None)
    return before.text.replace(old.text, new.text) if old else None


def _alike(old: Term, new: Term) -> bool:
    return old.kind == new.kind and (new.is_name or old.text[-1:] == new.text[-1:])
