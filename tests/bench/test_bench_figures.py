"""Figures of calls, and the arithmetic of confidence."""

from math import isnan

import pytest

from bench.figures import difference, figures, interval, ratio
from bench.peers import LongestIdle
from tests.bench.hand_made import BLUE, RED, Caller, knows, played, scene


def test_an_interval_is_students() -> None:
    value, half = interval([1.0, 2.0, 3.0])
    assert value == 2.0
    assert half == pytest.approx(4.302653 * 1.0 / 3**0.5)


def test_one_seed_says_nothing_of_its_width() -> None:
    value, half = interval([4.0])
    assert value == 4.0
    assert isnan(half)


def test_pairs_that_differ_by_a_factor_leave_their_ratio_certain() -> None:
    assert ratio([2.0, 8.0, 20.0], [1.0, 4.0, 10.0]) == (2.0, 0.0)


def test_the_ratio_is_of_the_means() -> None:
    value, half = ratio([1.0, 5.0], [2.0, 2.0])
    assert value == 1.5
    assert half == pytest.approx(interval([-2.0, 2.0]).half / 2)


def test_pairs_that_differ_by_the_same_leave_their_difference_certain() -> None:
    assert difference([3.0, 9.0], [1.0, 7.0]) == (2.0, 0.0)


def test_what_is_counted() -> None:
    one_agent = scene(
        [knows(red=5, blue=3)],
        [
            Caller(0, RED, says=30),
            Caller(10, BLUE, says=50),  # waits 20
            Caller(20, RED, patience=5),  # gives up in time not to count as late
            Caller(22, RED, patience=40),  # gives up too late
            Caller(24, BLUE),  # finds all places taken
        ],
        places=3,
    )
    found = figures(played(one_agent, LongestIdle), target=20.0)
    assert found.blocked == pytest.approx(1 / 5)
    assert found.abandoned == pytest.approx(2 / 4)
    assert found.mean == pytest.approx((0 + 20 + 5 + 40) / 4)
    assert found.level == pytest.approx(2 / 3)
    assert found.primary == pytest.approx(1 / 2)
    assert found.waits == pytest.approx(3 / 4)
