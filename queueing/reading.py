"""Between the scripts' texts and the board's words, both ways."""

from collections.abc import Mapping

from queueing.model import AgentState, CallState, Need, Offer
from queueing.policy import Policy
from queueing.results import AgentEntry, CallEntry, Climb, Declined, Left, Snapshot, Tick
from queueing.scripts import Reply


def fields_of(need: Need) -> tuple[str, ...]:
    """A need as the scripts take it: language, skill, level, owner, supervisor."""
    supervisor = "1" if need.supervisor else ""
    return need.language, need.skill, str(need.level), need.owner or "", supervisor


def ids(reply: Reply) -> list[str]:
    return [str(item) for item in _parts(reply)]


def offers(reply: Reply) -> tuple[Offer, ...]:
    return tuple(
        Offer(str(call), str(agent), str(token), float(str(deadline)))
        for call, agent, token, deadline in map(_parts, _parts(reply))
    )


def offer(reply: Reply) -> Offer | None:
    """The one offer of a verb that makes at most one."""
    return next(iter(offers(reply)), None)


def declined(reply: Reply) -> Declined:
    made, broke = _parts(reply)
    return Declined(offers(made), broke=broke == 1)


def left(reply: Reply) -> Left:
    state, agent, token, made = _parts(reply)
    if not state:
        return Left()
    return Left(CallState(str(state)), _or_none(agent), _or_none(token), offers(made))


def tick(reply: Reply, policy: Policy) -> Tick:
    made, climbs, expired, broke, lapsed, more = _parts(reply)
    return Tick(
        offers=offers(made),
        climbs=tuple(_climb(climb, policy) for climb in _parts(climbs)),
        expired=offers(expired),
        broke=tuple(ids(broke)),
        lapsed=tuple(ids(lapsed)),
        more=more == 1,
    )


def snapshot(reply: Reply) -> Snapshot:
    cursor, calls, agents = _parts(reply)
    return Snapshot(
        calls=tuple(_call(*_parts(entry)) for entry in _parts(calls)),
        agents=tuple(sorted((_agent(*_parts(a)) for a in _parts(agents)), key=lambda a: a.agent)),
        cursor=str(cursor),
    )


def _call(call: Reply, flat: Reply) -> CallEntry:
    fields = _hash(flat)
    need = Need(
        language=fields["language"],
        skill=fields["skill"],
        level=int(fields["level"]),
        owner=fields["owner"] or None,
        supervisor=fields["supervisor"] == "1",
    )
    return CallEntry(
        call=str(call),
        state=CallState(fields["state"]),
        since=float(fields["since"]),
        need=need,
        arrived=float(fields["arrived"]),
        climbed=int(fields["climbed"]),
        lines=tuple(fields["lines"].split()),
        agent=fields.get("agent"),
        token=fields.get("token"),
        deadline=_time(fields, "deadline"),
    )


def _agent(agent: Reply, flat: Reply) -> AgentEntry:
    fields = _hash(flat)
    return AgentEntry(
        agent=str(agent),
        state=AgentState(fields["state"]),
        since=float(fields["since"]),
        call=fields.get("call"),
        present_until=float(fields["present_until"]),
        until=_time(fields, "until"),
        leaving="leaving" in fields,
    )


def _climb(reply: Reply, policy: Policy) -> Climb:
    call, index, skill = _parts(reply)
    place = int(str(index))
    return Climb(str(call), place, policy.ladder_of(str(skill))[place])


def _hash(flat: Reply) -> Mapping[str, str]:
    texts = ids(flat)
    return dict(zip(texts[::2], texts[1::2], strict=True))


def _time(fields: Mapping[str, str], name: str) -> float | None:
    return float(fields[name]) if name in fields else None


def _or_none(reply: Reply) -> str | None:
    return str(reply) if reply else None


def _parts(reply: Reply) -> list[Reply]:
    if not isinstance(reply, list):
        raise TypeError(f"a script should have answered a list, not {reply!r}")
    return reply
