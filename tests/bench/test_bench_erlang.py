"""The formulas give the values that the reference cases are checked against."""

import pytest

from bench.erlang import blocking, impatient, limited, unlimited


def test_one_agent_and_one_erlang_turn_away_every_second_call() -> None:
    assert blocking(1, 1.0) == pytest.approx(0.5)


def test_thirty_places_shared() -> None:
    pool = limited(90, 84, 600, 30, 20)
    assert pool.blocked == pytest.approx(0.003643, abs=5e-7)
    assert pool.waits == pytest.approx(0.379706, abs=5e-7)
    assert pool.mean == pytest.approx(27.00, abs=5e-3)
    assert pool.within == pytest.approx(0.69907, abs=5e-6)


def test_limited_patience() -> None:
    pool = impatient(90, 84, 600, 120)
    assert pool.waits == pytest.approx(0.178195, abs=5e-7)
    assert pool.abandons == pytest.approx(0.028395, abs=5e-7)
    assert pool.mean == pytest.approx(3.4074, abs=5e-5)


def test_who_waits_for_ever_waits_as_in_very_many_places() -> None:
    endless, many = unlimited(12, 9.6, 300, 20), limited(12, 9.6, 300, 500, 20)
    assert endless.mean == pytest.approx(many.mean)
    assert endless.within == pytest.approx(many.within)


def test_one_agent_and_endless_patience_is_the_textbooks_line() -> None:
    line = unlimited(1, 0.5, 60, 60)
    assert line.waits == pytest.approx(0.5)
    assert line.mean == pytest.approx(60.0)
    assert line.within == pytest.approx(1 - 0.5 * 2.718281828**-0.5)


def test_too_much_work_has_no_answer() -> None:
    with pytest.raises(ValueError, match="cannot carry"):
        unlimited(12, 12.0, 300, 20)
