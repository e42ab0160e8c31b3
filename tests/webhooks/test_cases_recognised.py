"""A caller's case is recognised, brought to its owner, and climbs the more often they call."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from ivr.hours import Hours
from records import cases, customers, follow_ups, incidents, people
from records.incidents import Count, Key
from records.models import Case, Contact
from tests.webhooks.cases_side import DAY, MOBILE, OTHER_MOBILE, a_case, known, pages, solved, story
from tests.webhooks.phone_side import Hotline, Phone
from tests.webhooks.supervisors_side import promises

on_both = pytest.mark.parametrize("records_store", ["sqlite", "postgresql"], indirect=True)


def phones(hotline: Hotline, *answers: str, number: str = MOBILE) -> Phone:
    """Somebody phones and answers what they are asked."""
    leg = hotline.leg(number)
    leg.rings()
    for answer in answers:
        leg.says(answer)
    return leg


def comes_into_line(hotline: Hotline, *answers: str, number: str = MOBILE) -> Phone:
    leg = phones(hotline, *answers, number=number)
    assert "Enqueue" in leg.document.verbs, leg.document.text
    leg.waits()
    return leg


def all_cases(hotline: Hotline) -> list[Case]:
    with hotline.house.store.reading() as session:
        return list(session.scalars(select(Case).order_by(Case.id)))


def contacts(hotline: Hotline, case: Case) -> list[Contact]:
    with hotline.house.store.reading() as session:
        return cases.contacts(session, case)


def been_in_touch(hotline: Hotline, case: Case, times: int) -> None:
    """The customer has written so often already."""
    with hotline.house.store.transaction() as session:
        for number in range(times):
            token = f"letter {number}"
            cases.touch(session, case, hotline.clock.now(), "letter", token=token)


# One case for one problem


@on_both
def test_who_first_comes_into_line_has_a_case(hotline: Hotline) -> None:
    with hotline.house.store.transaction() as session:
        customers.remember(session, MOBILE, at=hotline.clock.now(), name="Rina", language="en")
    leg = comes_into_line(hotline, "yes", "my bill is wrong")
    (case,) = all_cases(hotline)
    assert hotline.call(leg).case_id == case.id
    assert (case.skill, case.reason, case.owner_id) == ("billing", "my bill is wrong", None)
    assert case.due_at == hotline.clock.now() + hotline.house.rules.cases.target
    (contact,) = contacts(hotline, case)
    assert (contact.channel, contact.call_id) == ("call", hotline.call(leg).id)


def test_a_request_that_comes_twice_opens_no_second_case(hotline: Hotline) -> None:
    leg = hotline.leg(MOBILE)
    leg.rings()
    leg.presses("1")
    action = leg.document.attribute("Gather", "action")
    first, again = (leg.asks(action, Digits="0") for _ in range(2))
    assert first.text == again.text
    leg.asks("/voice/fallback", ErrorCode="11200")
    (case,) = all_cases(hotline)
    assert len(contacts(hotline, case)) == 1


def test_the_first_agent_who_talks_owns_it_and_no_later_one(hotline: Hotline) -> None:
    agent = hotline.agent()
    leg = hotline.caller(MOBILE)
    hotline.meet(leg, agent)
    (case,) = all_cases(hotline)
    assert case.owner_id == hotline.staff("9001").id
    leg.hangs_up()
    agent.leaves_conference()
    agent.goes("/agent/park")
    agent.asks("/agent/status", CallStatus="completed")
    other = hotline.agent("9002")
    again = hotline.caller(MOBILE)
    hotline.meet(again, other)
    assert [one.owner_id for one in all_cases(hotline)] == [case.owner_id]


def test_a_withheld_number_has_a_case_once_somebody_talks(hotline: Hotline) -> None:
    leg = hotline.caller("anonymous")
    assert all_cases(hotline) == []
    hotline.meet(leg, hotline.agent())
    (case,) = all_cases(hotline)
    assert (case.customer_id, case.owner_id) == (None, hotline.staff("9001").id)
    assert hotline.call(leg).case_id == case.id


@on_both
def test_a_caller_with_a_case_is_asked_once_and_brought_to_its_owner(hotline: Hotline) -> None:
    agent, other = hotline.agent("9001"), hotline.agent("9002")
    case = a_case(hotline)
    been_in_touch(hotline, case, 1)
    leg = phones(hotline)
    assert "Rina" in leg.document.said
    assert "billing, which Agent 9001 looks after" in leg.document.said
    leg.says("yes")
    assert "Agent 9001" in leg.document.said
    call = hotline.call(leg)
    assert (call.case_id, call.skill, call.owner_id) == (case.id, "billing", case.owner_id)
    leg.waits()
    hotline.meet(leg, agent)
    assert other.document.conference != agent.document.conference
    assert len(all_cases(hotline)) == 1


def test_an_owner_who_is_not_there_is_not_waited_for(hotline: Hotline) -> None:
    case = a_case(hotline)
    leg = comes_into_line(hotline, "yes")
    assert "not" in leg.document.said
    assert (hotline.call(leg).case_id, hotline.call(leg).owner_id) == (case.id, None)
    hotline.meet(leg, hotline.agent("9002"))
    assert known(hotline, case).owner_id == case.owner_id


def test_who_calls_about_something_else_has_another_case(hotline: Hotline) -> None:
    case = a_case(hotline)
    leg = comes_into_line(hotline, "it is about something else", "the screen does not work")
    first, second = all_cases(hotline)
    assert (first.id, second.skill, second.owner_id) == (case.id, "repair", None)
    assert hotline.call(leg).case_id == second.id
    assert contacts(hotline, case) == []


def test_another_case_of_theirs_that_needs_the_same_is_it(hotline: Hotline) -> None:
    older = a_case(hotline)
    with hotline.house.store.transaction() as session:
        held = cases.by_id(session, older.id, lock=True)
        assert held is not None
        held.skill = "repair"
    hotline.clock.passes(DAY)
    newer = a_case(hotline)
    leg = comes_into_line(hotline, "it is about something else", "the screen does not work")
    assert hotline.call(leg).case_id == older.id
    assert [one.id for one in all_cases(hotline)] == [older.id, newer.id]


def test_a_colleague_has_a_case_like_any_customer(hotline: Hotline) -> None:
    person = hotline.person("9003")
    with hotline.house.store.transaction() as session:
        found = people.by_id(session, person.id)
        assert found is not None
        found.number = MOBILE
    leg = hotline.leg(MOBILE)
    leg.rings()
    leg.presses("1")
    leg.presses("0")
    (case,) = all_cases(hotline)
    assert case.internal
    assert hotline.call(leg).name == "Agent 9003"


# It was not over


@on_both
def test_a_case_that_was_to_be_over_is_open_again_when_they_call(hotline: Hotline) -> None:
    case = solved(hotline, due_in=DAY)
    comes_into_line(hotline, "yes")
    assert known(hotline, case).state == "open"
    with hotline.house.store.reading() as session:
        follow_up = follow_ups.newest_of(session, case.id)
    assert follow_up is not None
    assert follow_up.state == "cancelled"


# From another telephone


def named(hotline: Hotline, name: str = "Rina") -> Phone:
    """A stranger's telephone, whose caller has said who they are."""
    leg = hotline.leg(OTHER_MOBILE)
    leg.rings()
    leg.presses("1")
    leg.says(f"my name is {name}")
    leg.says("yes")
    assert "help" in leg.document.said
    return leg


def test_name_and_number_of_the_case_do_from_any_telephone(hotline: Hotline) -> None:
    case = a_case(hotline)
    leg = named(hotline)
    leg.says("I have a case number")
    leg.presses(case.code)
    call = hotline.call(leg)
    assert (call.case_id, call.customer_id) == (case.id, case.customer_id)
    assert story(hotline, case) == ["opened", "contact"]


@pytest.mark.parametrize(("name", "theirs"), [("Rina", True), ("Michael", False)])
def test_a_case_of_a_withheld_number_is_known_by_the_name_that_was_given(
    hotline: Hotline, name: str, *, theirs: bool
) -> None:
    first = hotline.leg("anonymous")
    first.rings()
    first.presses("1")
    for answer in ("my name is Rina", "yes", "my bill is wrong"):
        first.says(answer)
    first.waits()
    hotline.meet(first, hotline.agent())
    (case,) = all_cases(hotline)
    leg = named(hotline, name)
    leg.says(f"my case number is {' '.join(case.code)}")
    assert (hotline.call(leg).case_id == case.id) == theirs
    assert (known(hotline, case).customer_id is not None) == theirs


def test_the_number_under_another_name_is_none(hotline: Hotline) -> None:
    case = a_case(hotline)
    leg = named(hotline, "Michael")
    leg.says("I have a case number")
    leg.presses(case.code)
    assert hotline.call(leg).case_id is None
    assert story(hotline, case) == ["opened"]


def test_numbers_are_not_to_be_guessed(hotline: Hotline) -> None:
    case = a_case(hotline)
    wrong = str(int(case.code) % 900_000 + 100_000 - 1)
    leg = named(hotline)
    for _ in range(3):
        leg.says(f"my case number is {' '.join(wrong)}")
    if "Gather" in leg.document.verbs:
        leg.says(f"my case number is {' '.join(case.code)}")
    assert hotline.call(leg).case_id != case.id


def test_a_case_that_its_customer_closed_is_found_while_it_may_come_back(hotline: Hotline) -> None:
    case = solved(hotline)
    with hotline.house.store.transaction() as session:
        held = cases.by_id(session, case.id, lock=True)
        assert held is not None
        follow_ups.answer(session, held, hotline.clock.now(), solved=True)
    leg = named(hotline)
    leg.says(f"my case number is {' '.join(case.code)}")
    assert (hotline.call(leg).case_id, known(hotline, case).state) == (case.id, "open")


@pytest.mark.parametrize(("days", "same"), [(1, True), (40, False)])
def test_what_comes_back_soon_after_their_yes_is_the_same_case(
    hotline: Hotline, days: int, *, same: bool
) -> None:
    case = solved(hotline)
    with hotline.house.store.transaction() as session:
        held = cases.by_id(session, case.id, lock=True)
        assert held is not None
        follow_ups.answer(session, held, hotline.clock.now(), solved=True)
    hotline.clock.passes(days * DAY)
    leg = comes_into_line(hotline, "yes", "my bill is wrong")
    assert (hotline.call(leg).case_id == case.id) == same
    assert known(hotline, case).state == ("open" if same else "closed")


# The more often they have to call


def test_the_second_time_has_a_bonus(hotline: Hotline) -> None:
    been_in_touch(hotline, a_case(hotline), 1)
    leg = comes_into_line(hotline, "yes")
    assert hotline.call(leg).bonus == hotline.house.rules.repeat_bonus


def test_supervisors_know_of_the_third_time_before_it_is_answered(hotline: Hotline) -> None:
    case = a_case(hotline)
    boss, away = (hotline.person(one, role="supervisor") for one in ("8001", "8002"))
    with hotline.house.store.transaction() as session:
        found = people.by_id(session, boss.id)
        assert found is not None
        people.set_status(session, found, "ready", hotline.clock.now())
    been_in_touch(hotline, case, 2)
    leg = comes_into_line(hotline, "yes")
    (told,) = pages(hotline, boss)
    assert case.code in told
    assert "3" in told
    assert not pages(hotline, away)
    assert hotline.call(leg).answered_at is None
    assert not hotline.call(leg).wants_supervisor


def test_supervisors_who_take_no_calls_know_of_it_where_no_other_does(hotline: Hotline) -> None:
    case = a_case(hotline)
    bosses = [hotline.person(one, role="supervisor") for one in ("8001", "8002")]
    been_in_touch(hotline, case, 2)
    comes_into_line(hotline, "yes")
    for boss in bosses:
        (told,) = pages(hotline, boss)
        assert case.code in told


@pytest.mark.parametrize("before", [3, 4, 7])
def test_from_the_fourth_time_on_a_supervisor_takes_it(hotline: Hotline, before: int) -> None:
    case = a_case(hotline)
    been_in_touch(hotline, case, before)
    leg = comes_into_line(hotline, "yes")
    assert "supervisor will take your call" in leg.document.said
    assert "Agent 9001" not in leg.document.said, "one of two is not true"
    assert hotline.call(leg).wants_supervisor
    assert known(hotline, case).climbed == min(before + 1, 5)
    assert "supervisor-wanted" in hotline.events(leg)


def test_who_phones_again_after_being_cut_off_is_in_touch_once(hotline: Hotline) -> None:
    first = hotline.caller(MOBILE)
    first.hangs_up("failed")
    again = hotline.leg(MOBILE)
    again.rings()
    (case,) = all_cases(hotline)
    assert hotline.call(again).case_id == case.id
    assert len(contacts(hotline, case)) == 1


# Who leaves it to us


@pytest.mark.parametrize(("seconds", "opened"), [("7", 1), ("0", 0)])
def test_a_word_left_when_nobody_is_there_is_a_case(
    hotline: Hotline, seconds: str, opened: int
) -> None:
    shut = replace(hotline.house, hours=Hours([()] * 7))
    hotline.app.extensions["switchboard"] = shut
    leg = hotline.leg(MOBILE)
    action = leg.rings().attribute("Record", "action")
    leg.goes(action, RecordingUrl="https://x/RE1", RecordingDuration=seconds)
    assert len(all_cases(hotline)) == opened


def test_who_leaves_a_word_for_the_fourth_time_is_called_by_a_supervisor(hotline: Hotline) -> None:
    case = a_case(hotline)
    been_in_touch(hotline, case, 3)
    shut = replace(hotline.house, hours=Hours([()] * 7))
    hotline.app.extensions["switchboard"] = shut
    leg = hotline.leg(MOBILE)
    action = leg.rings().attribute("Record", "action")
    leg.goes(action, RecordingUrl="https://x/RE1", RecordingDuration="7")
    assert "call you back by" in leg.document.said
    assert "take your call" not in leg.document.said
    (promise,) = promises(hotline)
    assert (promise.case_id, promise.number) == (case.id, MOBILE)


def test_who_would_rather_be_called_when_it_is_over_has_a_case_of_it(hotline: Hotline) -> None:
    with hotline.house.store.transaction() as session:
        incident = incidents.begin(
            *(session, Key(skill="billing"), hotline.clock.now()),
            skill="billing",
            term=None,
            messages={"en": "The bills of this month are wrong.", "id": "Tagihan keliru."},
            count=Count(),
        )
        assert incident is not None
        incident.told = True
    with hotline.house.store.transaction() as session:
        customers.remember(session, MOBILE, at=hotline.clock.now(), name="Rina", language="en")
    leg = phones(hotline, "yes", "my bill is wrong")
    assert "The bills of this month are wrong." in leg.document.said
    leg.says("yes")
    assert "Hangup" in leg.document.verbs
    (case,) = all_cases(hotline)
    assert case.incident_id == incident.id
    assert story(hotline, case) == ["opened", "linked", "contact", "awaits"]
    leg.hangs_up()
    assert hotline.call(leg).outcome == "awaits"
