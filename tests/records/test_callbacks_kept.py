"""Callbacks that were promised: how many came about."""

from sqlalchemy.orm import Session

from records import callbacks_kept, calls, people
from records.callbacks_kept import Callbacks
from records.models import Promise, PromiseState
from records.numbers import SLOT
from records.session import Store


def promise(
    session: Session, at: float, state: PromiseState, skill: str = "billing", by: int | None = None
) -> None:
    sid = f"CA{at}"
    call = calls.open_call(session, sid=sid, number=None, at=at)
    call.skill = skill
    session.add(
        Promise(kind="callback", call_id=call.id, number=sid, person_id=by, made_at=at, state=state)
    )


def test_kept_and_missed_by_when_and_for_what_and_by_whom(store: Store) -> None:
    with store.transaction() as session:
        putu = people.add(session, extension="11", name="Putu", at=0.0)
        promise(session, 10, "kept")
        promise(session, 20, "missed", by=putu.id)
        promise(session, SLOT + 1, "kept", "delivery", by=putu.id)
        promise(session, SLOT + 2, "open")
        promise(session, SLOT + 3, "cancelled")
        promise(session, 86400, "missed")  # the next day
        session.add(
            Promise(
                kind="supervisor",
                call_id=calls.open_call(session, sid="CA10.0", number=None, at=0.0).id,
                made_at=15,
                state="missed",
            )
        )
    with store.reading() as session:
        assert callbacks_kept.by_slot(session, 0, 86400) == {
            0: Callbacks(2, 1, 1),
            1: Callbacks(3, 1, 0),
        }
        assert callbacks_kept.by_skill(session, 0, 86400) == {
            "billing": Callbacks(4, 1, 1),
            "delivery": Callbacks(1, 1, 0),
        }
        assert callbacks_kept.by_person(session, 0, 86400)[putu.id] == Callbacks(2, 1, 1)


def test_what_is_open_or_cancelled_is_neither_kept_nor_missed() -> None:
    assert Callbacks(promised=5, kept=1, missed=1).share == 1 / 2
    assert Callbacks(promised=3).share is None
