"""Traditional Chinese characters to simplified ones: the only file that knows OpenCC.

Character by character, by OpenCC's own table: its phrase rules would make a character's form
depend on its neighbours, and a search needs one form on both sides.
"""

from functools import cache
from importlib.resources import files


def to_simplified(text: str) -> str:
    return text.translate(_simplified_characters())


@cache
def _simplified_characters() -> dict[int, str]:
    table = files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text("utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if line)
    # A line lists one character and its simplified forms, the usual one first.
    return {ord(traditional): forms.split(" ")[0] for traditional, forms in pairs}
