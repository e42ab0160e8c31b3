"""What the live board says of promises, of emergencies, and of breaks that nobody chose."""

from queueing.model import Need
from records import callbacks, calls, notices, promises
from tests.desk.people_at_the_desk import AFTERNOON, Hotline, StandingClock, Visitor
from tests.desk.test_desk_board import board

NUMBER = "+15555550123"


def puts_away(hotline: Hotline, call_id: str, due_at: float | None = None) -> str:
    """The caller has hung up and is to be called back."""
    with hotline.office.store.transaction() as session:
        call = calls.by_id(session, call_id, lock=True)
        assert call
        pending = callbacks.put_away(
            session, call, number=NUMBER, at=hotline.now, due_at=due_at, conversation={}
        )
    return pending.id


def test_nothing_is_owed_to_anybody(supervisor: Visitor) -> None:
    assert "Nothing is owed to anybody." in board(supervisor, "promises")


def test_who_is_called_back_keeps_their_place_for_all_to_see(
    hotline: Hotline, supervisor: Visitor
) -> None:
    call_id, _ = hotline.phones("Sari", waited=12)
    pending = puts_away(hotline, call_id)
    hotline.office.board.leave(call_id, hotline.now)
    need = Need("en", "billing")
    hotline.office.board.join(pending, need, hotline.now - 12, hotline.now)
    assert "1 caller is waiting. " in board(supervisor, "waiting")
    assert "Sari will be called back bills English 0:12" in board(supervisor, "waiting")
    assert "Sari callback when it is their turn" in board(supervisor, "promises")


def test_a_callback_that_reached_nobody_says_when_it_is_tried_again(
    hotline: Hotline, supervisor: Visitor
) -> None:
    call_id, _ = hotline.phones("Sari")
    puts_away(hotline, call_id, due_at=hotline.now + 300)
    assert "Sari callback 15:05 on time" in board(supervisor, "promises")


def test_a_supervisors_promise_is_overdue_by_name(hotline: Hotline, supervisor: Visitor) -> None:
    call_id, _ = hotline.phones("Sari")
    with hotline.office.store.transaction() as session:
        call = calls.by_id(session, call_id, lock=True)
        assert call
        due = AFTERNOON - 60
        promises.make(
            session, "supervisor", call, due_at=due, at=AFTERNOON - 600, name="Ratna", number=NUMBER
        )
    owed = board(supervisor, "promises")
    assert "call by Ratna 14:59 overdue" in owed
    assert NUMBER not in supervisor.get("/board").text


def test_a_promise_that_was_not_kept_is_seen_for_a_day(
    hotline: Hotline, supervisor: Visitor
) -> None:
    call_id, _ = hotline.phones("Sari")
    with hotline.office.store.transaction() as session:
        call = calls.by_id(session, call_id, lock=True)
        assert call
        owed = promises.make(session, "supervisor", call, due_at=AFTERNOON, at=AFTERNOON)
        promises.settle(session, owed, "missed", AFTERNOON)
    shown = board(supervisor, "promises")
    assert "open" not in shown
    assert "call given up" in shown
    assert isinstance(hotline.office.clock, StandingClock)
    hotline.office.clock.time += 86401
    assert "Nothing is owed to anybody." in board(supervisor, "promises")


def test_an_emergency_stands_above_everything(hotline: Hotline, supervisor: Visitor) -> None:
    assert 'id="notice-title"' not in supervisor.get("/board").text
    with hotline.office.store.transaction() as session:
        messages = {"en": "Our house <b>burns</b>.", "id": "Kantor kami kebakaran."}
        notices.raise_emergency(session, messages, True, AFTERNOON, "Ratna")
    notice = board(supervisor, "notice")
    assert "Emergency since 15:00 Every caller hears this, and nobody new" in notice
    assert "Our house &lt;b&gt;burns&lt;/b&gt;. Kantor kami kebakaran." in notice


def test_a_break_that_nobody_chose_is_told_to_supervisors(
    hotline: Hotline, supervisor: Visitor
) -> None:
    hotline.chooses(hotline.person("Putu"), "break", "missed")
    assert "Putu break since 15:00 away missed calls" in board(supervisor, "agents")
