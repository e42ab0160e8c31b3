import pytest

from sapa.clock import SystemClock


@pytest.fixture
def life(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 1_000_030.0)


@pytest.mark.usefixtures("life")
def test_the_clock_tells_the_time() -> None:
    assert SystemClock().now() == 1_000_030.0


@pytest.mark.usefixtures("life")
def test_a_fast_clock_runs_ahead_from_its_epoch() -> None:
    assert SystemClock(speed=30.0, epoch=1_000_000.0).now() == 1_000_900.0


def test_waits_are_shorter_in_life_than_on_a_fast_clock() -> None:
    assert SystemClock(speed=30.0).real_seconds(60.0) == 2.0
    assert SystemClock().real_seconds(60.0) == 60.0


def test_what_is_due_already_is_not_waited_for() -> None:
    assert SystemClock().real_seconds(-5.0) == 0.0
