"""What an agent writes, and what is written to them."""

import json
from html import unescape

from desk.live import posts
from records import calls, memos, messages
from records.models import Person
from tests.desk.people_at_the_desk import AFTERNOON, Hotline, Visitor
from tests.desk.telephone_side import TelephoneSide, page, pressed


def written(visitor: Visitor, call: str, text: str, version: int) -> dict[str, object]:
    data = {"csrf": visitor.token(), "call": call, "text": text, "version": str(version)}
    answer = visitor.client.post("/desk/note", data=data, headers={"Accept": "application/json"})
    return dict(json.loads(answer.text))


def test_notes_are_kept_with_what_another_page_wrote(
    agent: Visitor, side: TelephoneSide, call: str
) -> None:
    assert written(agent, call, "order 17", 0) == {
        "version": 1,
        "text": "order 17",
        "clashed": False,
    }
    both = written(agent, call, "is angry", 0)
    assert both == {"version": 2, "text": "order 17\nis angry", "clashed": True}
    assert "order 17\nis angry" in unescape(agent.get("/desk").text)


def test_notes_are_kept_without_a_script_too(
    agent: Visitor, side: TelephoneSide, call: str
) -> None:
    answer = agent.post("/desk/note", call=call, text="order 17\r\nis angry", version="0")
    assert (answer.status_code, answer.location) == (303, "/desk")
    with side.office.store.reading() as session:
        assert memos.of(session, call, 1).text == "order 17\nis angry"


def test_nobody_writes_about_anothers_call(
    agent: Visitor, side: TelephoneSide, made: Person, hotline: Hotline
) -> None:
    hotline.ready(made)
    call, offer = hotline.phones("Andi")
    assert offer
    side.accepts(offer)
    assert agent.post("/desk/note", call=call, text="mine", version="0").status_code == 404
    assert agent.post("/desk/note", call="unknown", text="mine").status_code == 404


def test_a_note_without_end_is_refused(agent: Visitor, side: TelephoneSide, call: str) -> None:
    endless = "x" * (memos.LONGEST + 1)
    assert agent.post("/desk/note", call=call, text=endless, version="0").status_code == 413


def test_the_card_is_drawn_anew_when_there_is_more_to_tell(
    side: TelephoneSide, hotline: Hotline, putu: Person, made: Person, call: str
) -> None:
    seen = [posts.of(side.office, putu.id)]
    with side.office.store.transaction() as session:
        known = calls.by_id(session, call, lock=True)
        assert known
        calls.note(session, known, "callback-promised", AFTERNOON)
    seen.append(posts.of(side.office, putu.id))
    with side.office.store.transaction() as session:
        memos.write(session, call, made.id, "is angry", 0, AFTERNOON)
    seen.append(posts.of(side.office, putu.id))
    assert len(set(seen)) == len(seen)


# messages


def test_a_message_stays_until_it_is_seen(
    agent: Visitor, side: TelephoneSide, putu: Person, hotline: Hotline
) -> None:
    wayan = hotline.person("Wayan", role="supervisor")
    with hotline.office.store.transaction() as session:
        first = messages.send(session, "1", putu, wayan, "Well done", AFTERNOON)
        back = messages.send(session, "2", putu, wayan, "", AFTERNOON, "come-back")
        assert first
        assert back
    shown = page(agent)
    assert "Messages Wayan · 15:00 Well done Seen" in shown
    assert "Wayan asks you to come back from your break." in shown
    assert pressed(agent, "seen", message=str(first.id))[0]
    assert "Well done" not in page(agent)
    assert not pressed(agent, "seen", message="99")[0]
    for wrong in ("x", "9" * 30):
        assert agent.post("/desk/seen", message=wrong).status_code == 400
