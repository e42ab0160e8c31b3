"""The buttons of the agent's desk: what they ask the telephone side for, and what is answered."""

import pytest
from flask import Flask

from desk.office import Wanted
from records import people
from records.models import Person
from tests.desk.people_at_the_desk import AFTERNOON, Hotline, Visitor, main
from tests.desk.telephone_side import TelephoneSide, page, pressed


@pytest.mark.parametrize("act", ["hold", "unhold", "mute", "unmute", "end"])
def test_the_buttons_of_a_talk(
    agent: Visitor, side: TelephoneSide, putu: Person, call: str, act: str
) -> None:
    done, said = pressed(agent, act, call=call)
    assert done
    assert said
    assert side.asked == [(act, call, putu.id)]


def test_what_is_held_and_muted_is_seen(agent: Visitor, side: TelephoneSide, call: str) -> None:
    pressed(agent, "hold", call=call)
    pressed(agent, "mute", call=call)
    shown = page(agent)
    assert "on hold 0:00 you are muted Ibu Sari" in shown
    assert "Back from hold Alt H Speak again Alt M" in shown


def test_pausing_the_recording_for_a_card_number(
    agent: Visitor, side: TelephoneSide, call: str
) -> None:
    assert pressed(agent, "pause", call=call) == (True, "Nothing is recorded now.")
    assert "Not recorded since 15:00:00. Recording goes on by itself at 15:02:00." in page(agent)
    assert pressed(agent, "resume", call=call) == (True, "The call is recorded again.")
    side.why = "phone"
    done, said = pressed(agent, "pause", call=call)
    assert not done
    assert said.startswith("The recording could not be paused. Please ask the caller")


def test_choosing_a_status(agent: Visitor, side: TelephoneSide, putu: Person) -> None:
    assert pressed(agent, "status", status="ready")[0]
    assert pressed(agent, "status", status="break", reason="lunch")[0]
    assert pressed(agent, "status", status="signed-out")[0]
    chosen = [("choose", putu.id, *one) for one in (("ready", None), ("break", "lunch"))]
    assert side.asked == [*chosen, ("choose", putu.id, "signed-out", None)]


@pytest.mark.parametrize(
    "form", [{}, {"status": "asleep"}, {"status": "break", "reason": "golf"}, {"reason": "lunch"}]
)
def test_a_status_that_is_none_is_refused(
    agent: Visitor, side: TelephoneSide, form: dict[str, str]
) -> None:
    assert agent.post("/desk/status", **form).status_code == 400
    assert side.asked == []


def test_wrapping_up_with_an_outcome(
    agent: Visitor, side: TelephoneSide, putu: Person, call: str
) -> None:
    side.hangs_up(call)
    shown = page(agent)
    assert 'id="outcome-1-1"' in agent.get("/desk").text, "a choice is kept for its talk"
    assert "notes Ibu Sari" in shown
    assert "What became of it? Alt U solved follow-up needed wrong number" in shown
    assert pressed(agent, "extend", talk="1", outcome="")[0]
    assert "Time was added" in page(agent)
    assert pressed(agent, "finish", talk="1", outcome="solved")[0]
    assert side.asked == [("extend", putu.id), ("finish", putu.id, 1, "solved")]
    assert "Ready for the next caller" in page(agent)
    assert agent.post("/desk/finish", talk="1", outcome="lovely").status_code == 400
    for talk in ("x", "9" * 30, "9" * 5000):
        assert agent.post("/desk/finish", talk=talk).status_code == 400


def test_notes_can_be_ended_after_the_time_for_them(
    agent: Visitor, side: TelephoneSide, call: str
) -> None:
    side.hangs_up(call)
    side.office.board.finish("1", side.hotline.now)
    shown = page(agent)
    assert "Ready for the next caller" in shown
    assert "Your last call, until 15:00: Ibu Sari" in shown


def test_a_callback_in_the_time_of_the_hotline(
    agent: Visitor, side: TelephoneSide, putu: Person, call: str
) -> None:
    asked = main(agent.get("/desk/ask/callback").text)
    assert "Call the customer back later" in asked
    assert 'value="2027-01-15T16:00"' in agent.get("/desk/ask/callback").text
    assert pressed(agent, "callback", call=call, at="2027-01-15T16:30")[0]
    assert side.asked == [("promise_callback", call, putu.id, AFTERNOON + 5400)]
    assert pressed(agent, "callback", call=call, at="2027-01-15T14:30")[1].startswith("That time")
    assert pressed(agent, "callback", call=call, at="soon")[1].startswith("Please choose a day")


def test_the_callback_that_is_proposed_is_at_a_decent_hour(
    agent: Visitor, side: TelephoneSide, call: str
) -> None:
    side.indecent = 17 * 3600.0
    assert 'value="2027-01-16T09:00"' in agent.get("/desk/ask/callback").text


# colleagues


def test_whom_to_ask_shows_who_is_free(
    agent: Visitor, side: TelephoneSide, made: Person, hotline: Hotline, call: str
) -> None:
    wayan = hotline.person("Wayan", role="supervisor")
    hotline.connects(str(made.id))
    hotline.connects(str(wayan.id))
    with hotline.office.store.transaction() as session:
        known = people.by_id(session, made.id)
        assert known
        known.skills = {"billing": 3}
    shown = main(agent.get("/desk/ask/transfer").text)
    assert "Somebody who knows about bills 1 free" in shown
    assert "Any supervisor 1 free Made bills free Wayan supervisor free" in shown
    assert "Without a word" not in shown
    assert "Putu" not in shown


@pytest.mark.parametrize(
    ("to", "wanted"),
    [
        ("person-2", Wanted(person_id=2)),
        ("skill-billing", Wanted(skill="billing")),
        ("supervisor", Wanted(supervisor=True)),
    ],
)
def test_a_transfer_says_why(
    agent: Visitor,
    side: TelephoneSide,
    putu: Person,
    made: Person,
    call: str,
    to: str,
    wanted: Wanted,
) -> None:
    assert made.id == 2
    form = {"call": call, "purpose": "transfer", "to": to}
    assert pressed(agent, "ask", **form) == (
        False,
        "Please write what your colleague needs to know.",
    )
    assert side.asked == []
    assert pressed(agent, "ask", **form, note=" pays in two parts ")[0]
    asked = ("ask", call, putu.id, "transfer", wanted, "pays in two parts")
    assert side.asked == [asked]


def test_a_blind_transfer_only_where_the_hotline_allows_it(
    agent: Visitor, side: TelephoneSide, putu: Person, app: Flask, call: str
) -> None:
    form = {"call": call, "purpose": "transfer", "to": "supervisor", "note": "why", "blind": "1"}
    assert not pressed(agent, "ask", **form)[0]
    assert side.asked == []
    side.at_work(app, blind_transfers=True)
    assert "Without a word" in main(agent.get("/desk/ask/transfer").text)
    assert pressed(agent, "ask", **form)[0]
    assert side.asked == [("pass_on", call, putu.id, Wanted(supervisor=True), "why")]


def test_help_is_a_supervisors_and_a_consultation_needs_no_note(
    agent: Visitor, side: TelephoneSide, putu: Person, made: Person, call: str
) -> None:
    assert pressed(agent, "ask", call=call, purpose="help")[0]
    assert pressed(agent, "ask", call=call, purpose="consult", to=f"person-{made.id}")[0]
    assert not pressed(agent, "ask", call=call, purpose="consult", to="somebody")[0]
    assert side.asked == [
        ("ask", call, putu.id, "help", Wanted(supervisor=True), ""),
        ("ask", call, putu.id, "consult", Wanted(person_id=made.id), ""),
    ]
    assert agent.post("/desk/ask", call=call, purpose="watch").status_code == 400


def test_a_colleague_on_the_way_in_and_out(
    agent: Visitor, side: TelephoneSide, made: Person, putu: Person, call: str
) -> None:
    form = {"call": call, "purpose": "transfer", "to": f"person-{made.id}", "note": "why"}
    pressed(agent, "ask", **form)
    assert "Asking Made 0:00" in page(agent)
    visit = side.comes(made, met=False)
    assert "Made is on the way" in page(agent)
    side.comes(made)
    assert "You are speaking with Made. The caller hears music." in page(agent)
    assert pressed(agent, "together", visit=visit)[0]
    assert "You, Made and the caller are speaking together." in page(agent)
    assert pressed(agent, "hand-over", visit=visit)[0]
    assert "Made" not in page(agent)
    assert pressed(agent, "send-away", visit=visit)[0]
    assert [one[0] for one in side.asked] == ["ask", "together", "hand_over", "send_away"]


def test_who_is_asked_in_reads_who_asks_and_why(
    agent: Visitor, side: TelephoneSide, putu: Person, made: Person, hotline: Hotline
) -> None:
    hotline.ready(made)
    _, offer = hotline.phones("Andi")
    assert offer
    side.accepts(offer)
    side.ask(offer.call, made.id, "transfer", Wanted(person_id=putu.id), "pays in two parts")
    visit = side.comes(putu)
    shown = page(agent)
    assert "passed to you Made asks for you 0:00 About Andi" in shown
    assert "Made passes the caller on: pays in two parts" in shown
    assert pressed(agent, "send-away", visit=visit)[0]
    assert "Andi" not in page(agent)
