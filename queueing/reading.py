"""Between the scripts' texts and the board's words, both ways."""

import json
from collections.abc import Iterator, Mapping, Sequence

from queueing.estimate import NO_WAIT, Share, Wait, Work, wait
from queueing.model import ANY_SKILL, AgentState, CallState, Need, Offer, Pace, check_word
from queueing.policy import Policy
from queueing.results import (
    AgentEntry,
    CallEntry,
    Climb,
    Declined,
    HandedOver,
    Left,
    Outlook,
    Snapshot,
    Tick,
)
from queueing.scripts import Reply


def fields_of(need: Need) -> tuple[str, ...]:
    """A need as the scripts take it: language, skill, level, owner, supervisor."""
    supervisor = "1" if need.supervisor else ""
    return need.language, need.skill, str(need.level), need.owner or "", supervisor


def time(reply: Reply) -> float:
    return float(str(reply))


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


def handed_over(reply: Reply) -> HandedOver:
    token, made = _parts(reply)
    return HandedOver(str(token), offers(made))


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
    cursor, calls, agents = json.loads(str(reply))
    return Snapshot(
        calls=tuple(_call(*entry) for entry in calls),
        agents=tuple(sorted((_agent(*entry) for entry in agents), key=lambda entry: entry.agent)),
        cursor=cursor,
    )


def outlook(reply: Reply) -> Outlook:
    ahead, agents, idle, skill, known, lines = _parts(reply)
    waits = _waits(_paces(known), str(skill), lines)
    shortest = NO_WAIT if idle == 1 else min(waits, default=None)
    if shortest is None:
        return Outlook(_int(ahead), _int(agents), None, None)
    return Outlook(_int(ahead), _int(agents), shortest.mean, shortest.upper())


def _waits(paces: Mapping[str, Pace], skill: str, lines: Reply) -> Iterator[Wait]:
    """The wait in each of a call's lines where anybody serves."""
    if (own := _pace(paces, skill)) is None:
        return
    for agents, ahead, others in map(_parts, _parts(lines)):
        if _int(agents) > 0:
            yield wait(_int(ahead), _int(agents), own, tuple(_work(paces, own, others)))


def _work(paces: Mapping[str, Pace], own: Pace, others: Reply) -> Iterator[Work]:
    """Work in other lines, in calls that take as long as those of the own line."""
    parts = iter(ids(others))
    for pool, calls, agents, ahead in zip(parts, parts, parts, parts, strict=True):
        pace = _pace(paces, _skill(pool)) or own
        yield Work(float(calls) * int(ahead) * pace.handle / own.handle, float(agents))


def _pace(paces: Mapping[str, Pace], skill: str) -> Pace | None:
    return paces.get(skill) or paces.get(ANY_SKILL)


def _paces(flat: Reply) -> dict[str, Pace]:
    return {skill: _read_pace(text) for skill, text in _hash(flat).items()}


def learned(
    paces: Mapping[str, Pace], shared: Mapping[str, Sequence[Share]], policy: Policy
) -> Iterator[str]:
    """Paces and shares as the scripts keep them, fields and values by turns."""
    for skill, pace in paces.items():
        check_word(skill)
        yield from (skill, f"{pace.handle!r} {pace.patience or ''}")
    for pool, others in shared.items():
        yield pool
        yield " ".join(
            f"{it.pool} {it.levels} {it.calls!r} {it.agents!r} {policy.target_of(_skill(it.pool))}"
            for it in others
        )


def _skill(pool: str) -> str:
    return pool.partition(".")[0]


def _read_pace(text: str) -> Pace:
    handle, _, patience = text.partition(" ")
    return Pace(float(handle), float(patience) if patience else None)


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
        bonus=float(fields.get("bonus", 0)),  # none for who joined before an upgrade
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
        extended="extended" in fields,
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


def _int(reply: Reply) -> int:
    return int(str(reply))


def _or_none(reply: Reply) -> str | None:
    return str(reply) if reply else None


def _parts(reply: Reply) -> list[Reply]:
    if not isinstance(reply, list):
        raise TypeError(f"a script should have answered a list, not {reply!r}")
    return reply
