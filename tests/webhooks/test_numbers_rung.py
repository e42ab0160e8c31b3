"""Which numbers customers are called back at."""

import pytest

from webhooks.parse import may_be_rung


@pytest.mark.parametrize(
    ("number", "countries", "rung"),
    [
        ("+622155501234", ("ID",), True),
        ("+6281234567890", ("ID",), True),
        ("+15555550123", ("ID",), False),
        ("+15555550123", ("ID", "US"), True),
        ("+15555550123", (), True),
        ("+19005550123", ("US",), False),
        ("+628091234567", ("ID",), False),
        ("+449012345678", (), False),
    ],
)
def test_only_numbers_of_the_hotlines_countries_that_cost_nothing_extra(
    number: str, countries: tuple[str, ...], rung: bool
) -> None:
    assert may_be_rung(number, countries) is rung
