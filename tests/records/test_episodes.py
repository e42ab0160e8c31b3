"""What is on record around a call."""

from sqlalchemy.orm import Session

from records import calls, episodes, people, talks
from records.models import Call, Note, Promise, Visit
from records.session import Store


def opened(session: Session, sid: str, at: float) -> Call:
    return calls.open_call(session, sid=sid, number=None, at=at)


def test_everything_in_order_and_of_this_call_alone(store: Store) -> None:
    with store.transaction() as session:
        putu = people.add(session, extension="11", name="Putu", at=0.0)
        call, other = opened(session, "CA1", 1.0), opened(session, "CA2", 2.0)
        for one in (call, other):
            talk = talks.begin_talk(session, one, putu, 5.0)
            session.flush()
            for at in (9.0, 7.0):
                calls.note(session, one, f"at {at}", at)
                session.add(
                    Visit(
                        purpose="consult",
                        mode="join",
                        call_id=one.id,
                        talk_id=talk.id,
                        asked_by=putu.id,
                        language="en",
                        asked_at=at,
                    )
                )
            session.add(
                Note(call_id=one.id, person_id=putu.id, text="hm", version=1, written_at=9.0)
            )
            session.add(Promise(kind="supervisor", call_id=one.id, made_at=8.0))
    with store.reading() as session:
        found = episodes.of_call(session, call)
    assert [event.kind for event in found.events] == ["at 7.0", "at 9.0"]
    assert [visit.asked_at for visit in found.visits] == [7.0, 9.0]
    assert [note.call_id for note in found.notes] == [call.id]
    assert [promise.call_id for promise in found.promises] == [call.id]
    assert (found.before, found.after) == (None, None)


def test_calls_that_go_on_from_each_other(store: Store) -> None:
    with store.transaction() as session:
        first, back, again = (opened(session, f"CA{n}", float(n)) for n in (1, 2, 3))
        session.flush()
        back.callback_of, back.regained_by = first.id, again.id
    with store.reading() as session:
        ways = [episodes.of_call(session, call) for call in (first, back, again)]
    ids = [(way.before and way.before.id, way.after and way.after.id) for way in ways]
    assert ids == [(None, back.id), (first.id, again.id), (back.id, None)]
