"""A promise about to be missed warns, a late one climbs, and its customer is told before they ask."""

import pytest

from records import calls, cases, customers, people, promises
from records.models import Case, Person, Promise
from tests.webhooks import desk_side
from tests.webhooks.cases_side import MOBILE, a_case, looks, pages, story, told
from tests.webhooks.phone_side import AFTERNOON, CALLER, Hotline, Phone
from webhooks import callbacks, crew, promised
from webhooks.switchboard import Callbacks, CaseRules, Rules

on_both = pytest.mark.parametrize("records_store", ["sqlite", "postgresql"], indirect=True)
HOUR = 3600.0
LATER = AFTERNOON + 2 * HOUR
SOON = LATER - 900.0


@pytest.fixture
def rules() -> Rules:
    return Rules(callbacks=Callbacks(), cases=CaseRules(texts=True))


@pytest.fixture
def supervisor(hotline: Hotline) -> Person:
    """Somebody at work who sees to what is late."""
    person = hotline.person("9100", role="supervisor")
    with hotline.house.store.transaction() as session:
        people.set_status(session, session.merge(person), "break", hotline.clock.now())
    return person


@pytest.fixture
def agent(hotline: Hotline) -> Phone:
    return hotline.agent()


@pytest.fixture
def agreed(hotline: Hotline, agent: Phone, supervisor: Person) -> Case:
    """Agent 9001 has promised to call at 17:00; the call is over, and about a case."""
    caller = hotline.caller(MOBILE)
    hotline.meet(caller, agent)
    case = a_case(hotline, texts=True)
    with hotline.house.store.transaction() as session:
        held, call = cases.by_id(session, case.id), calls.by_sid(session, caller.sid)
        assert held is not None
        assert call is not None
        cases.touch(session, held, hotline.clock.now(), "call", call=call)
    handling = desk_side.handling(hotline)
    assert handling.promise_callback(hotline.call(caller).id, hotline.staff().id, LATER) is None
    caller.hangs_up()
    hotline.run()
    hotline.exchange.reset()
    assert supervisor.role == "supervisor"
    return case


def goes_home(hotline: Hotline, agent: Phone) -> None:
    crew.choose(hotline.house, hotline.staff(), "signed-out", None, by=None)
    agent.hangs_up()


def comes(hotline: Hotline, moment: float) -> None:
    hotline.tick(moment - hotline.clock.now())


def test_a_promise_is_about_the_case_of_its_call(hotline: Hotline, agreed: Case) -> None:
    assert hotline.callback().case_id == agreed.id
    assert hotline.pending().case_id == agreed.id


@pytest.mark.parametrize("minutes", range(0, 30, 3))
def test_no_time_is_promised_at_which_nobody_is_rung(hotline: Hotline, minutes: int) -> None:
    hotline.clock.time = AFTERNOON + 5 * HOUR - 1800.0 + minutes * 60
    due_at = promised.due(hotline.house, 1200.0)
    for moment in (due_at - promised.LEAD, due_at):
        assert callbacks.decent(hotline.house, moment) == moment


@on_both
def test_who_gave_their_word_is_reminded_once(
    hotline: Hotline, agreed: Case, agent: Phone, supervisor: Person
) -> None:
    comes(hotline, SOON - 1)
    agent.goes("/agent/park")
    looks(hotline)
    assert pages(hotline, hotline.staff()) == []
    comes(hotline, SOON)
    agent.goes("/agent/park")
    looks(hotline, 3, do=False)
    (words,) = pages(hotline, hotline.staff())
    assert words == f"You have promised a customer a call by 5 p.m. Case {agreed.code}."
    assert pages(hotline, supervisor) == [], "they are there, and will keep it"
    assert hotline.callback().warned_at == SOON


def test_supervisors_are_warned_when_they_are_not_there(
    hotline: Hotline, agreed: Case, agent: Phone, supervisor: Person
) -> None:
    goes_home(hotline, agent)
    comes(hotline, SOON)
    looks(hotline, 2)
    (words,) = pages(hotline, supervisor)
    assert words.startswith("Agent 9001 has promised a customer a call by 5 p.m., and is not here")
    assert agreed.code in words


@on_both
def test_a_late_one_goes_to_the_supervisors_and_the_customer_is_told(
    hotline: Hotline, agreed: Case, agent: Phone, supervisor: Person
) -> None:
    goes_home(hotline, agent)
    comes(hotline, LATER + 60)
    looks(hotline)
    assert not hotline.pending().wants_supervisor, "a minute is no delay"
    comes(hotline, LATER + 61)
    looks(hotline, 3)
    assert hotline.pending().wants_supervisor
    promise = hotline.callback()
    assert (promise.told_at, promise.climbed) == (LATER + 61, 1)
    assert promise.due_at == LATER, "what was promised stays promised"
    assert [words for words in pages(hotline, supervisor) if "is late" in words]
    assert "promise-late" in story(hotline, agreed)
    assert hotline.exchange.texts == [], "perhaps they are rung in a moment"
    comes(hotline, LATER + 200)
    looks(hotline, 3)
    (text,) = hotline.exchange.texts
    assert "is late. We will call you by 6:05 p.m." in text["Body"]
    assert hotline.house.board.supervised() == (hotline.pending().id,)


def test_who_is_rung_after_all_is_not_told_that_it_is_late(
    hotline: Hotline, agreed: Case, agent: Phone
) -> None:
    goes_home(hotline, agent)
    comes(hotline, LATER + 61)
    looks(hotline)
    with hotline.house.store.transaction() as session:
        promise = promises.by_id(session, hotline.callback().id)
        assert promise is not None
        promises.settle(session, promise, "kept", hotline.clock.now())
    comes(hotline, LATER + 200)
    looks(hotline, 2)
    assert [one.state for one in told(hotline)] == ["cancelled"]
    assert hotline.exchange.texts == []
    assert agreed.customer_id is not None


def test_who_is_being_rung_at_that_moment_does_not_climb(
    hotline: Hotline, agreed: Case, agent: Phone
) -> None:
    comes(hotline, LATER)
    agent.goes("/agent/park")
    hotline.agree()
    hotline.run()
    hotline.fetched(agent)
    hotline.run()
    assert len(hotline.exchange.placed()) == 1
    hotline.clock.passes(70)
    looks(hotline)
    assert not hotline.pending().wants_supervisor
    assert hotline.callback().told_at is None
    assert "promise-late" not in story(hotline, agreed)


def test_a_trouble_of_ours_does_not_change_what_was_promised(
    hotline: Hotline, agreed: Case, agent: Phone
) -> None:
    comes(hotline, LATER)
    agent.goes("/agent/park")
    hotline.agree()
    hotline.run()
    hotline.fetched(agent)
    hotline.exchange.troubles = [(500, b"{}")] * 9
    hotline.run()
    hotline.tick(80)
    hotline.agree()
    assert hotline.pending().due_at == hotline.clock.now() + 60
    assert hotline.callback().due_at == LATER
    assert agreed.code


def test_people_hear_once_of_what_came_to_nothing(
    hotline: Hotline, agreed: Case, agent: Phone, supervisor: Person
) -> None:
    with hotline.house.store.transaction() as session:
        promise = promises.by_id(session, hotline.callback().id)
        assert promise is not None
        promises.settle(session, promise, "missed", hotline.clock.now())
    agent.goes("/agent/park")
    looks(hotline, 3, do=False)
    words = f"The call that Agent 9001 promised a customer did not come about. Case {agreed.code}."
    assert pages(hotline, supervisor) == pages(hotline, hotline.staff()) == [words]


def test_a_callback_in_turn_is_no_promise_by_a_time(hotline: Hotline, supervisor: Person) -> None:
    caller = hotline.caller()
    with hotline.house.store.transaction() as session:
        call = calls.by_sid(session, caller.sid)
        assert call is not None
        promises.make(
            session,
            "callback",
            call,
            due_at=hotline.clock.now() + 60,
            at=hotline.clock.now(),
            number=CALLER,
        )
    hotline.clock.passes(300)
    looks(hotline, do=False)
    assert pages(hotline, supervisor) == []
    assert hotline.callback().told_at is None


# A supervisor owes a call


def owes(hotline: Hotline, case: Case) -> Promise | None:
    with hotline.house.store.transaction() as session:
        held = cases.by_id(session, case.id, lock=True)
        assert held is not None
        return promised.owe_of(hotline.house, session, held)


@on_both
def test_a_customer_who_wrote_letters_is_called_by_a_supervisor(
    hotline: Hotline, supervisor: Person
) -> None:
    case = a_case(hotline)
    promise = owes(hotline, case)
    assert promise is not None
    assert (promise.kind, promise.number, promise.case_id) == ("supervisor", MOBILE, case.id)
    assert (promise.name, promise.person_id) == (supervisor.name, supervisor.id)
    assert owes(hotline, case).id == promise.id  # type: ignore[union-attr]
    assert promise.due_at is not None
    comes(hotline, promise.due_at - promised.LEAD)
    promised.follow(hotline.house)
    pending = hotline.pending()
    assert (pending.number, pending.case_id, pending.wants_supervisor) == (MOBILE, case.id, True)
    assert (pending.name, pending.language, pending.skill) == ("Rina", "en", "billing")
    assert hotline.house.board.supervised() == (pending.id,)


def test_who_cannot_be_called_is_promised_nothing(hotline: Hotline) -> None:
    case = a_case(hotline, "+81355501234")
    rules = Rules(callbacks=Callbacks(countries=("ID",)))
    object.__setattr__(hotline.house, "rules", rules)
    assert owes(hotline, case) is None
    with hotline.house.store.transaction() as session:
        assert customers.by_number(session, "+81355501234") is not None
        unknown = cases.open_case(
            session, hotline.clock.now(), customer=None, language="en", skill=None, reason=None
        )
        assert promised.owe_of(hotline.house, session, unknown) is None
