"""A month on a whole hotline: a day of it is played for true, and its summary is checked."""

import inspect
from collections.abc import Iterator

import pytest

from records.courses import Course, Courses
from sapa.cli import month
from sapa.cli.demo_summary import Share
from sapa.cli.month_house import House, Once, Pace, Threads
from sapa.cli.month_summary import TOLD, contradictions, escalated
from sapa.jobs import Queues
from sapa.settings import Settings
from simulator.jumping import JumpingTime
from simulator.people.problems import Problem
from simulator.people.talks import Help

NOW = 1_803_834_000.0


@pytest.fixture
def time() -> Iterator[JumpingTime]:
    time = JumpingTime(NOW)
    yield time
    time.loop.close()


def test_a_day_is_played_and_nobody_is_lost() -> None:
    told: list[int] = []
    plan = month.Plan(days=1, agents=3, per_day=3.0, customers=20, seed=2)
    played = month.play(plan, {}, lambda day, _: told.append(day))
    assert (played.lost, played.stuck, dict(played.failures)) == (0, 0, {})
    assert played.answered > 0
    assert played.cases > 0
    assert played.repeat_callers_unescalated == played.contradictory_answers == 0
    assert told[-1] >= 1


def heard(*answers: str) -> Problem:
    problem = Problem(skill="billing", contacts=len(answers))
    for number, answer in enumerate(answers):
        at = NOW + 100.0 * number
        problem.hear(Help("9001", at, solved=False, answer=answer, sid=f"CA{number}"))
    return problem


def on_record(*answers: tuple[int, str, float]) -> Courses:
    of_call = {"CA0": 1, "CA1": 1}
    return Courses(cases={}, of_call=of_call, answers=answers, incidents=())


FIRST = (1, "In 3 days.", NOW - 50.0)


def test_the_official_answer_twice_is_no_contradiction() -> None:
    assert not list(contradictions((heard("In 3 days.", "In 3 days."),), on_record(FIRST)))


def test_another_answer_is_one_unless_it_was_official_by_then() -> None:
    problem = heard("In 3 days.", "In 5 days.")
    (found,) = contradictions((problem,), on_record(FIRST))
    assert found == (problem, "In 3 days.", "In 5 days.")
    assert not list(contradictions((problem,), on_record(FIRST, (1, "In 5 days.", NOW + 50.0))))
    late = on_record(FIRST, (1, "In 5 days.", NOW + 150.0))
    assert len(list(contradictions((problem,), late))) == 1
    another_case = on_record(FIRST, (2, "In 5 days.", NOW + 50.0))
    assert len(list(contradictions((problem,), another_case))) == 1


def case(contacts: tuple[float, ...], steps: dict[int, float]) -> Course:
    return Course(1, "open", "billing", max(steps, default=0), contacts, steps)


def test_the_third_contact_must_have_climbed_before_it_is_answered() -> None:
    contacts = (NOW, NOW + 3600.0, NOW + 7200.0)
    assert escalated(case(contacts, {2: NOW + 3600.0, TOLD: NOW + 7200.0}))
    assert not escalated(case(contacts, {2: NOW + 3600.0}))
    assert not escalated(case(contacts, {2: NOW + 3600.0, TOLD: NOW + 9000.0}))
    assert escalated(case(contacts[:2], {2: NOW + 3600.0}))


def test_every_telephone_job_has_somebody_who_does_it(time: JumpingTime) -> None:
    works = House(Settings.load({}), time=time)
    works.hire_threads()
    source = inspect.getsource(Queues)
    asked = {part.split('"')[1] for part in source.split("self._phone(")[1:] if '"' in part}
    assert asked == set(works.queues.duties)
    works.queues.close()
    works.close()


def test_a_job_that_fails_is_counted_and_time_goes_on(time: JumpingTime) -> None:
    threads = Threads(time)

    def fail(_: str) -> None:
        raise ValueError

    threads.duties = {"call_back": fail}
    threads.call_back("some call")
    threads.close()
    assert threads.failed == {"call_back: ValueError": 1}
    assert not time.stands_still


def test_who_is_first_is_so_for_a_while(time: JumpingTime) -> None:
    once = Once(time)
    assert once.first("ring", 30.0)
    assert not once.first("ring", 30.0)
    time.passed += 31.0
    assert once.first("ring", 30.0)


def test_the_first_call_of_the_account_need_not_wait(time: JumpingTime) -> None:
    Pace(time, per_second=1.0).wait()
    assert time.passed == 0.0


def test_shares_are_told_with_what_they_are_of() -> None:
    assert str(Share(3, 4)) == "3 of 4 (75.0%)"
