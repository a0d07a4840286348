"""A question as it was typed in, one clean line out; or the sentence that says what is wrong."""

import unicodedata

from corpus.errors import YoujuError

# A question of several sentences has some 200 characters; what is longer is a text, not a question.
MAX_QUESTION_CHARS = 1000


def clean_question(text: str) -> str:
    """The question without control characters and needless blanks; YoujuError if none is left.

    Characters that format but do not print (zero-width blanks, turns of direction) come along when
    text is copied from a page, and would keep words from being found.
    """
    if any(unicodedata.category(sign) == "Cs" for sign in text):
        raise YoujuError(
            "The question holds bytes that are not UTF-8: check the encoding it was typed in."
        )
    printed = (" " if sign.isspace() else sign for sign in text)
    question = "".join(s for s in printed if unicodedata.category(s) not in ("Cc", "Cf"))
    question = " ".join(question.split())
    if not question:
        raise YoujuError("The question is empty: ask for something in a few words.")
    if len(question) > MAX_QUESTION_CHARS:
        raise YoujuError(
            f"The question has {len(question):,} characters:"
            f" ask in {MAX_QUESTION_CHARS:,} or fewer."
        )
    return question
