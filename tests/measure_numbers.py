"""Agreement of ``find_figures`` with a file of number expressions, by suite.

    python tests/measure_numbers.py FILE.jsonl [--misses]

One JSON object a line: ``suite``, ``input``, ``expected`` (``text``, ``value``, ``unit``, ``kind``).
*values*: as many figures as expected, each of the expected value. *texts*: each expected text lies
in the figure's raw words.
"""

import argparse
import json
import math
from collections import Counter
from pathlib import Path

from corpus.figures.find import find_figures
from corpus.figures.numerals import fold
from corpus.records import Figure


def expected_values(value: object) -> list[float]:
    """The expected value or range as numbers; 25% is 25, an unstated one is nan."""
    if isinstance(value, list):
        return [float(part) for part in value]
    return [float(str(value).rstrip("%"))] if value is not None else [math.nan]


def agrees(figure: Figure, expected: dict[str, object]) -> bool:
    """Whether the values are the same; a plain fraction may be in per cent."""
    wanted = expected_values(expected["value"])
    for scale in (1, 100) if figure.kind == "ratio" else (1,):
        got = [figure.value, figure.upper][: len(wanted)]
        if all(
            part is not None and math.isclose(part, want * scale, rel_tol=1e-9, abs_tol=1e-12)
            for part, want in zip(got, wanted, strict=True)
        ):
            return True
    return False


def squeeze(text: str) -> str:
    return "".join(fold(text).lower().split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", action="store_true", help="print every disagreement")
    options = parser.parse_args()
    kinds_of_suite = {
        **{"recognizers-percent": {"ratio"}, "recognizers-currency": {"money"}},
        **{"recognizers-dimension": {"area", "other"}, "recognizers-temperature": {"other"}},
        **{"recognizers-age": {"duration", "other"}, "duckling-amountofmoney": {"money"}},
    }
    totals, values, texts = Counter[str](), Counter[str](), Counter[str]()
    for line in options.file.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        suite, wanted = case["suite"], case["expected"]
        found = find_figures(case["input"])
        if suite in kinds_of_suite:  # these suites mark one kind and leave the others out
            found = [figure for figure in found if figure.kind in kinds_of_suite[suite]]
        same_length = len(found) == len(wanted)
        right = same_length and all(map(agrees, found, wanted))
        totals[suite] += 1
        values[suite] += right
        texts[suite] += same_length and all(
            squeeze(want["text"]) in squeeze(figure.raw)
            for figure, want in zip(found, wanted, strict=True)
        )
        if options.misses and not right:
            shown = [(figure.raw, figure.value, figure.upper, figure.unit) for figure in found]
            print(suite, repr(case["input"]), [(w["text"], w["value"]) for w in wanted], shown)
    for suite, total in totals.items():
        print(f"{suite:24} {total:4} inputs  values {values[suite]:4}  texts {texts[suite]:4}")


if __name__ == "__main__":
    main()
