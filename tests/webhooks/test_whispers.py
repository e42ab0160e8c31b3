"""What an agent hears of a case before its customer is there."""

import pytest

from records import answers, cases, customers, people
from records.models import Case
from tests.webhooks.phone_side import CALLER, Hotline, Phone
from tests.webhooks.visits_side import Room


def about_a_case(hotline: Hotline, caller: Phone, *, owner: str, told: str | None = None) -> Case:
    """The caller phones for the third time about a case of this agent's."""
    now = hotline.clock.now()
    with hotline.house.store.transaction() as session:
        call = session.merge(hotline.call(caller))
        person = people.by_extension(session, owner)
        assert person is not None
        if call.case_id is None:
            case = cases.open_case(
                session,
                now,
                customer=customers.remember(session, CALLER, at=now),
                language="en",
                skill="billing",
                reason=None,
            )
            cases.touch(session, case, now, "call", call=call)
        found = cases.of_call(session, call)
        assert found is not None
        cases.own(session, found, person, now)
        for token in ("letter", "visit"):
            cases.touch(session, found, now, "letter", token=token)
        if told is not None:
            answers.write(session, found, person, told, now)
        return found


def whispered(hotline: Hotline, agent: Phone) -> str:
    hotline.run()
    return hotline.fetched(agent).said


def test_the_agent_hears_the_owner_the_contacts_and_the_official_answer(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.person("9002")
    about_a_case(hotline, caller, owner="9002", told="We refund it by Friday.")
    whisper = whispered(hotline, agent)
    assert "This is contact number 3 about it." in whisper
    assert "Agent 9002 has the case." in whisper
    assert "They were told: We refund it by Friday." in whisper


def test_the_owner_hears_that_it_is_theirs(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    about_a_case(hotline, caller, owner="9001")
    whisper = whispered(hotline, agent)
    assert "It is your case." in whisper
    assert "They were told" not in whisper


def test_a_long_answer_is_begun_and_stands_on_the_page(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    about_a_case(hotline, caller, owner="9001", told="word " * 200)
    assert whispered(hotline, agent).count("word") == 60


@pytest.fixture
def room(hotline: Hotline) -> Room:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    return Room(hotline, agent, caller)


def test_a_colleague_who_is_asked_in_hears_it_too(room: Room) -> None:
    about_a_case(room.hotline, room.caller, owner="9001", told="We refund it.")
    colleague = room.joined_by("9002")
    assert room.asks("9002") is None
    whisper = whispered(room.hotline, colleague)
    assert "Agent 9001 has the case." in whisper
    assert "They were told: We refund it." in whisper
