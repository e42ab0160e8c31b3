"""The count of what customers report, and when it is more than chance explains."""

from collections.abc import Iterable

import pytest
from scipy.stats import nbinom

from records.incidents import Key
from records.reported import Report
from records.surges import DAY, History, Past, chance, find, worth_a_look
from records.tallies import Tally
from webhooks.switchboard import IncidentRules

RULES = IncidentRules()
BILLING, OUTAGE = Key(skill="billing"), Key(language="en", stem="outage")


def reports(
    count: int, skill: str = "billing", words: Iterable[str] = (), first: int = 1
) -> list[Report]:
    """New cases of as many customers."""
    said = {word: word for word in words}
    return [Report(n, 0.0, n, skill, "en", None, words=said) for n in range(first, first + count)]


def days(usual: int, *, weeks: int = 4, same: int | None = None, skill: str = "billing") -> History:
    """Past days on each of which as many reported it; on this weekday as many as `same`."""
    weekday = usual if same is None else same
    past = [
        Past(n % 7 == 0, Tally(reports(weekday if n % 7 == 0 else usual, skill)), -n * DAY)
        for n in range(1, 7 * weeks + 1)
    ]
    return History(past, {})


@pytest.mark.parametrize(
    ("count", "shape", "per"), [(0, 1, 1), (3, 1, 29), (5, 10, 5), (20, 2.5, 0.7), (90, 401, 13)]
)
def test_the_chance_is_that_of_a_negative_binomial(count: int, shape: float, per: float) -> None:
    expected = float(nbinom.sf(count - 1, shape, per / (per + 1)))
    assert chance(count, shape, per) == pytest.approx(expected, rel=1e-6)


def test_many_more_than_usual_are_a_surge() -> None:
    surge = find(reports(14), days(2), RULES)
    assert surge is not None
    assert (surge.key, surge.count.observed, len(surge.reports)) == (BILLING, 14, 14)
    assert surge.count.expected == pytest.approx(2, abs=0.3)
    assert surge.count.chance < 1e-4


def test_a_few_more_than_usual_are_none() -> None:
    assert find(reports(6), days(2), RULES) is None


def test_where_many_are_usual_as_many_are_none() -> None:
    assert find(reports(14), days(14), RULES) is None


def test_a_weekday_that_is_always_busy_is_none() -> None:
    assert find(reports(14), days(2, same=14), RULES) is None
    assert find(reports(14), days(2, same=2), RULES) is not None


def test_one_customer_who_calls_ten_times_counts_once() -> None:
    insisting = [Report(n, 0.0, 1, "billing", "en", None) for n in range(1, 15)]
    assert not worth_a_look(insisting, RULES)
    assert find(insisting, days(0), RULES) is None


def test_fewer_than_three_customers_are_none_however_rare_it_is() -> None:
    assert not worth_a_look(reports(2), RULES)
    assert find(reports(2), days(0, weeks=26), RULES) is None


def test_the_word_tells_more_than_the_skill() -> None:
    surge = find([*reports(8, words=["outage"]), *reports(2, first=20)], days(2), RULES)
    assert surge is not None
    assert surge.key == OUTAGE
    assert len(surge.reports) == 8


def test_the_same_word_in_another_language_is_another() -> None:
    said = {"internet": "internet"}
    two = [Report(n, 0.0, n, None, "en", None, words=said) for n in range(4)]
    others = [Report(n, 0.0, n, None, "id", None, words=said) for n in range(4, 6)]
    surge = find([*two, *others], days(2), IncidentRules(false_alarms=100))
    assert surge is not None
    assert surge.key == Key(language="en", stem="internet")
    assert surge.count.observed == 4


def test_a_word_that_everybody_says_is_none() -> None:
    past = [Past(n % 7 == 0, Tally(reports(5, words=["please"])), -n * DAY) for n in range(1, 29)]
    surge = find(reports(40, words=["please"]), History(past, {}), RULES)
    assert surge is not None
    assert surge.key == BILLING


def test_cases_of_an_incident_are_explained_by_it() -> None:
    linked = [Report(n, 0.0, n, "billing", "en", 7) for n in range(1, 15)]
    assert not worth_a_look(linked, RULES)
    assert find([*linked, *reports(2, first=20)], days(2), RULES) is None


def test_what_is_known_is_left_out() -> None:
    assert find(reports(14), days(2), RULES, {"skill billing"}) is None


def test_in_its_first_week_a_hotline_learns() -> None:
    past = [Past(same=False, tally=Tally(), end=-n * DAY) for n in range(1, 7)]
    assert find(reports(30), History(past, {}), RULES) is None


def test_a_skill_that_is_new_is_not_judged_but_its_words_are() -> None:
    past = [Past(n % 7 == 0, Tally(), -n * DAY) for n in range(1, 29)]
    opened_yesterday = History(past, {BILLING: -DAY})
    assert find(reports(14), opened_yesterday, RULES) is None
    surge = find(reports(14, words=["outage"]), opened_yesterday, RULES)
    assert surge is not None
    assert surge.key == OUTAGE


def test_thin_history_takes_more_customers() -> None:
    def needed(weeks: int) -> int:
        history = days(2, weeks=weeks)
        return next(n for n in range(3, 60) if find(reports(n), history, RULES))

    assert needed(1) > needed(4) > 4


def test_on_a_day_on_which_everything_is_busier_more_is_expected() -> None:
    mixed = [
        Past(n % 7 == 0, Tally([*reports(4), *reports(40, "repair", first=100)]), -n * DAY)
        for n in range(1, 29)
    ]
    history, ours = History(mixed, {}), reports(17)
    usual_day = [*ours, *reports(40, "repair", first=100)]
    rush = [*ours, *reports(80, "repair", first=100)]  # as much as a busy day is believed to bring
    alone = find(usual_day, history, RULES)
    assert alone is not None
    assert alone.key == BILLING
    busier = find(rush, history, RULES, {"skill repair"})
    assert busier is None


def test_rarer_false_alarms_take_more_customers() -> None:
    def needed(false_alarms: float) -> int:
        rules = IncidentRules(false_alarms=false_alarms)
        return next(n for n in range(3, 60) if find(reports(n), days(2), rules))

    assert needed(0.01) > needed(1) > needed(100)
