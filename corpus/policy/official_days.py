"""The days that official documents print, as ISO 8601: 2031年4月9日, 二〇三一年四月九日, 民國112年5月6日."""

import re

from corpus.simplified import in_both_scripts

DAY = re.compile(
    in_both_scripts(
        r"(?:(?:中华)?民国\s?(?P<republic>\d{2,3})"
        r"|(?P<y>(?:19|20|１９|２０)\d{2}|[一二][〇○零O\d一二三四五六七八九]{3}))\s?[年\-/.]\s?"
        r"(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})\s?(?:[月\-/.]\s?(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})\s?日?|月)"
    )
)
DIGITS = {char: str(at) for at, char in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "O": "0",
}


def iso_day(words: str) -> str | None:
    """二〇二三年十二月十九日, 2023-12-19 16:07 → 2023-12-19; None where no such day is."""
    day = DAY.search(words)
    if not day:
        return None
    if day["republic"]:  # counted from 1912, as Taiwan does
        year = 1911 + int(day["republic"])
    else:
        year = int("".join(DIGITS.get(char, char) for char in day["y"]))
    month, date = _ordinal(day["m"]), _ordinal(day["d"]) if day["d"] else None
    if not 1 <= month <= 12 or (date is not None and not 1 <= date <= 31):
        return None
    return f"{year:04}-{month:02}" + (f"-{date:02}" if date else "")


def _ordinal(words: str) -> int:
    """A day or month: 19, 十九, 二十, 三十一."""
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    return (10 * int(DIGITS.get(tens, "1")) if ten else 0) + int(DIGITS.get(ones, "0"))


def is_signature_date(line: str) -> bool:
    day = DAY.fullmatch(line.strip())
    return bool(day and day["d"])
