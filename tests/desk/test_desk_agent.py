"""The agent's desk: what it shows of each state, and to whom."""

import re
from html import unescape

import pytest
from flask import Flask

from queueing.model import Cause, Offer
from records import calls, customers, memos, promises, talks
from records.models import Person
from tests.desk.calls_to_read import Archive, Shelf
from tests.desk.people_at_the_desk import AFTERNOON, Hotline, Visitor, Watched, main
from tests.desk.telephone_side import TelephoneSide, page, pressed


def test_who_is_signed_out_is_told_how_to_begin(agent: Visitor, side: TelephoneSide) -> None:
    assert "You are signed out Choose Ready when you want to take calls." in page(agent)


def test_a_break_says_why(agent: Visitor, side: TelephoneSide, putu: Person) -> None:
    side.hotline.chooses(putu, "break", "lunch")
    assert "You are on a break" in page(agent)
    assert "break Lunch" in page(agent)
    side.hotline.chooses(putu, "break", "missed")
    assert "break missed calls" in page(agent)


def test_who_is_ready_without_a_telephone_is_told_where_to_phone(
    agent: Visitor, side: TelephoneSide, putu: Person
) -> None:
    side.hotline.chooses(putu, "ready")
    assert "Your telephone is not connected Phone +62 21 5550 1001" in page(agent)


def test_who_is_ready_waits_for_the_next_caller(
    agent: Visitor, side: TelephoneSide, putu: Person
) -> None:
    side.hotline.ready(putu)
    assert "Ready for the next caller Your line is open." in page(agent)
    assert "Your telephone is connected" in page(agent)


def test_after_a_missed_call_there_is_a_pause(
    agent: Visitor, side: TelephoneSide, offer: Offer
) -> None:
    board, now = side.office.board, side.hotline.now
    board.delivered(offer.token, now)
    board.decline(offer.call, offer.agent, offer.token, Cause.MISSED, now)
    assert "A call did not reach you" in page(agent)


def test_an_offer_shows_who_calls_before_the_talk(
    agent: Visitor, side: TelephoneSide, offer: Offer
) -> None:
    shown = page(agent)
    assert "a call for you Ibu Sari bills · English" in shown
    assert "“" not in shown  # the style sheet has the quotation marks
    assert "My bill is wrong" in shown
    text = agent.get("/desk").text
    assert re.search(r'id="tool-hold"[^>]* disabled', text)
    assert re.search(r'<textarea id="note"[^>]* disabled', text)


def test_a_talk_shows_its_time_and_whether_it_is_recorded(
    agent: Visitor, side: TelephoneSide, call: str
) -> None:
    shown = page(agent)
    assert "talking Ibu Sari" in shown
    assert "This call is recorded." in shown
    assert not re.search(r'id="tool-hold"[^>]* disabled', agent.get("/desk").text)


@pytest.mark.parametrize(
    ("leave", "consent", "said"),
    [
        (False, "ask", "This call is not recorded: the caller said no."),
        (False, "off", "This call is not recorded: the hotline records none."),
        (True, "ask", "The recording has not begun."),
    ],
)
def test_a_talk_that_is_not_recorded_says_why(
    agent: Visitor,
    side: TelephoneSide,
    offer: Offer,
    app: Flask,
    leave: bool,
    consent: str,
    said: str,
) -> None:
    side.at_work(app, consent=consent)
    side.accepts(offer, recorded=False)
    with side.office.store.transaction() as session:
        call = calls.by_id(session, offer.call, lock=True)
        assert call
        call.conversation = {"record": leave}
    assert said in page(agent)
    assert re.search(r'id="tool-pause"[^>]* disabled', agent.get("/desk").text)


def test_a_talk_that_has_not_begun_has_no_buttons_yet(
    agent: Visitor, side: TelephoneSide, offer: Offer
) -> None:
    talk = side.accepts(offer)
    with side.office.store.transaction() as session:
        known = talks.by_id(session, talk.id)
        assert known
        known.connected_at = None
    assert "connecting Ibu Sari" in page(agent)
    assert re.search(r'id="tool-end"[^>]* disabled', agent.get("/desk").text)


def test_between_records_and_board_nothing_else_is_shown(
    agent: Visitor, side: TelephoneSide, offer: Offer
) -> None:
    board, now = side.office.board, side.hotline.now
    board.delivered(offer.token, now)
    board.accept(offer.call, offer.agent, offer.token, now)
    assert "connecting One moment" in page(agent)
    side.accepts(offer)
    with side.office.store.transaction() as session:
        call = calls.by_id(session, offer.call, lock=True)
        assert call
        calls.close(session, call, "talked", now)
    assert "notes Ibu Sari" in page(agent)


# the caller's card


def test_the_card_tells_what_the_caller_was_told(
    agent: Visitor, side: TelephoneSide, call: str
) -> None:
    with side.office.store.transaction() as session:
        known = calls.by_id(session, call, lock=True)
        assert known
        known.conversation = {"told_by": 60.0, "told_nobody": True, "promised_by": "Wayan"}
        known.climbed = 2
    shown = page(agent)
    assert "told they would" not in shown
    assert "told that they would be speaking by 14:59 not kept" in shown
    assert "told that Wayan will phone them told that nobody was there just then" in shown
    assert "wider search moved up" in shown
    assert "Waited 1:30" in shown.replace("waited", "Waited")


def test_the_card_tells_of_earlier_calls_with_their_notes(
    agent: Visitor, side: TelephoneSide, archive: Archive, made: Person, call: str
) -> None:
    earlier = archive.call("Sari", made, number="+62215550100")
    with side.office.store.transaction() as session:
        memos.write(session, earlier.id, made.id, "promised a credit note", 0, AFTERNOON)
        known = calls.by_id(session, call, lock=True)
        assert known
        customer = customers.by_number(session, "+62215550100")
        assert customer
        known.customer_id, known.owner_id = customer.id, made.id
        promises.make(session, "supervisor", known, due_at=AFTERNOON - 60, at=0.0, name="Wayan")
    shown = page(agent)
    assert "15 Jan 2027, 14:00 bills talked With Made · waited 0:20" in shown
    assert "Made: promised a credit note" in shown
    assert "Knows the matter Made" in shown
    assert "call by Wayan, 15 Jan 2027, 14:59 overdue" in shown


def test_a_name_that_nobody_understood_can_be_played(
    agent: Visitor, side: TelephoneSide, archive: Archive, shelf: Shelf, call: str
) -> None:
    with side.office.store.reading() as session:
        known = calls.by_id(session, call)
        assert known
    sid = archive.recorded(known, "name", after=-60)
    with side.office.store.transaction() as session:
        named = calls.by_id(session, call, lock=True)
        assert named
        named.name, named.name_recording = None, sid
    assert "name as spoken" in page(agent)
    assert f'src="/desk/name/{call}"' in agent.get("/desk").text
    assert f'id="spoken-name-{call}"' in agent.get("/desk").text, "a player is kept for its call"
    assert agent.get(f"/desk/name/{call}").data == shelf.sounds[f"recordings/{sid}.wav"]
    shelf.sounds.clear()
    assert agent.get(f"/desk/name/{call}").status_code == 404
    assert agent.get("/desk/name/another").status_code == 404


def test_a_hostile_reason_is_text(agent: Visitor, side: TelephoneSide, call: str) -> None:
    with side.office.store.transaction() as session:
        known = calls.by_id(session, call, lock=True)
        assert known
        known.reason = "<script>alert(1)</script>"
        memos.write(session, call, int(known.person_id or 0), "'><script>alert(2)</script>", 0, 0.0)
    text = agent.get("/desk").text
    assert "<script>alert" not in text
    assert unescape(text).count("alert(1)") == 1


def test_buttons_work_without_a_script(agent: Visitor, side: TelephoneSide, call: str) -> None:
    done = agent.post("/desk/hold", call=call)
    assert (done.status_code, done.location) == (303, "/desk")
    side.why = "gone"
    failed = agent.post("/desk/unhold", call=call)
    assert failed.status_code == 409
    assert "That is over already." in main(failed.text)
    form = {"call": call, "purpose": "transfer", "to": "supervisor"}
    asked = agent.post("/desk/ask", **form, note="about the bill")
    assert asked.status_code == 409
    assert "That is over already." in main(asked.text)
    assert "about the bill" in main(asked.text)


def test_without_a_telephone_side_nothing_can_be_pressed(
    agent: Visitor, app: Flask, putu: Person, hotline: Hotline, offer: Offer
) -> None:
    TelephoneSide(hotline).accepts(offer)
    text = agent.get("/desk").text
    for button in ("tool-pause", "ask-transfer", "ask-callback", "be-gone"):
        assert re.search(rf'id="{button}"[^>]* disabled', text), button
    for act in ("hold", "end", "extend"):
        assert pressed(agent, act, call=offer.call) == (False, "That cannot be done here.")
    for act, form in (
        ("status", {"status": "ready"}),
        ("finish", {"talk": "1"}),
        ("ask", {"purpose": "help"}),
        ("together", {"visit": "visit-1"}),
        ("callback", {"at": "2027-01-15T16:30"}),
    ):
        assert pressed(agent, act, **form)[0] is False


def test_what_is_no_act_does_not_exist(agent: Visitor, side: TelephoneSide) -> None:
    assert agent.post("/desk/dance").status_code == 404
    assert agent.get("/desk/ask/dance").status_code == 404


def test_the_desk_is_the_first_page_of_an_agent(agent: Visitor, supervisor: Visitor) -> None:
    assert agent.get("/").location == "/desk"
    assert supervisor.get("/").location == "/board"
    assert supervisor.get("/desk").status_code == 200


def test_the_desk_speaks_indonesian(agent: Visitor, side: TelephoneSide, call: str) -> None:
    agent.post("/language", language="id", back="/desk")
    shown = page(agent)
    assert (
        "berbicara Ibu Sari Lama percakapan 0:00 tagihan · Inggris · Panggilan ini direkam."
        in shown
    )
    assert pressed(agent, "hold", call=call)[1] == "Penelepon ditahan."


def test_the_stream_brings_what_changes(agent: Visitor, side: TelephoneSide, offer: Offer) -> None:
    stream = Watched(agent.client.get("/desk/events", buffered=False))
    try:
        stream.until(lambda event, data: event == "now" and "a call for you" in data)
        side.accepts(offer)
        stream.until(lambda event, data: event == "now" and "talking" in data)
        stream.until(lambda event, _: event == "pulse")
    finally:
        stream.close()
