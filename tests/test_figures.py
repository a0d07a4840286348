import pytest

from corpus.figures import find_figures


@pytest.mark.parametrize(
    ("text", "raw", "value", "unit", "qualifier"),
    [
        ("1.66万余家", "1.66万余家", 16600, "家", "余"),
        ("总额超过900亿元", "900亿元", 90_000_000_000, "元", "超过"),
        ("近30%来自", "30%", 30, "%", "近"),
    ],
)
def test_value_unit_and_qualifier(
    text: str, raw: str, value: float, unit: str, qualifier: str
) -> None:
    [figure] = find_figures(text)
    assert (figure.raw, figure.value, figure.unit, figure.qualifier) == (
        raw,
        value,
        unit,
        qualifier,
    )
