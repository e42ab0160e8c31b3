"""Whose turn it is among the customers who are to be called back."""

from collections.abc import Iterable

from records import calls, talks
from records.models import Call
from webhooks import callbacks, line
from webhooks.switchboard import Switchboard


def look(house: Switchboard, live: Iterable[Call]) -> None:
    """Ring, or put off, whoever waits without a leg and is due; not who is on the telephone."""
    now = house.clock.now()
    here = {call.id: call for call in live}
    waiting = [call for call in here.values() if callbacks.is_away(call)]
    due = [call for call in waiting if call.due_at is None or call.due_at <= now]
    due = [call for call in due if call.callback_of not in here]
    if callbacks.decent(house, now) != now:
        for call in due:
            _put_off(house, call.id)
    else:
        _ring_in_turn(house, [call for call in due if not callbacks.agent_first(house, call)])


def _put_off(house: Switchboard, call_id: str) -> None:
    """To the next decent moment; not while an agent has taken it, which ends by itself."""
    now = house.clock.now()
    with house.store.transaction() as session:
        call = calls.by_id(session, call_id, lock=True)
        if call is None or not callbacks.is_away(call):
            return
        talk = talks.latest_talk(session, call)
        if talk is not None and talk.ended_at is None:
            return
        call.due_at = callbacks.due(house, now, now)
        if call.due_at is not None:
            line.shift(call, call.due_at - now)
    line.leave(house, call)


def _ring_in_turn(house: Switchboard, due: list[Call]) -> None:
    """Customers first: who has at most one before them, others who are rung included."""
    before: dict[tuple[str | None, str | None], int] = {}
    for call in sorted(due, key=line.place):
        kind = (call.skill, call.language)
        outlook = house.board.outlook_of(line.need_of(call), line.place(call), house.clock.now())
        if outlook.agents and outlook.ahead + before.get(kind, 0) <= 1:
            house.jobs.call_back(call.id)
        before[kind] = before.get(kind, 0) + 1
