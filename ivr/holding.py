"""What a caller hears while they wait: the truth, kindly, and only when there is news."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from ivr.actions import Line
from ivr.call import Call, State
from ivr.events import Promised, Waited
from ivr.notices import notice

GAP = 45
"""Seconds of music that a caller has at least between two words, unless there is news."""
QUIET = 180
"""Seconds after which nobody is left without a word, even if nothing has changed."""
GRACE = 30
"""Seconds by which an estimate must move before it is worth a word."""
STEPS = (1, 2, 3, 5, 10, 15, 20, 30, 45, 60)
"""Minutes that are said; beyond them, whole hours."""
LONGEST = 4 * 3600
"""Seconds beyond which an estimate is none."""
_TOLD = frozenset({State.JOINING, State.HOLDING})  # elsewhere a question is being asked


@dataclass(frozen=True)
class Word:
    """What is said in a round, the call that remembers it, and whether a callback is offered."""

    lines: tuple[Line, ...]
    call: Call
    offer: bool = False


Rule = Callable[[Call, Waited], tuple[tuple[Line, ...], Call]]
"""What there is to say of one matter, and the call that remembers it."""


def word(call: Call, now: Waited) -> Word | None:
    """What to say in this round; None: nothing, let the music play."""
    offer = _offers(call, now)
    due = _rested(call, now) or _is_news(call, now)
    if call.state not in _TOLD or not due:
        return None
    lines: tuple[Line, ...] = ()
    told = call
    for rule in (_warning, _presence, _apology, _prospect):
        found, told = rule(told, now)
        lines += found
    if not lines and _since(call, now) >= QUIET:
        lines = (_sorry(call, now),)
    if not (lines or offer):
        return None
    return Word(lines, _remembering(told, now, offer=offer), offer)


def said(call: Call, event: object) -> tuple[Line, ...]:
    """What an event of the waiting line makes us say by itself."""
    match event:
        case Waited() if found := word(call, event):
            return found.lines
        case Promised(name=name, by=by) if call.language in by:
            return (_line(call, "hold-promised", name=name, by=by[call.language]),)
    return ()


def rounded(seconds: float) -> int:
    """Whole minutes as they are said, never fewer than there are."""
    minutes = max(1, ceil(seconds / 60))
    return next((step for step in STEPS if step >= minutes), ceil(minutes / 60) * 60)


def _since(call: Call, now: Waited) -> float:
    return now.waited - (call.last_word if call.last_word is not None else now.waited - QUIET)


def _rested(call: Call, now: Waited) -> bool:
    return _since(call, now) >= GAP


def _is_news(call: Call, now: Waited) -> bool:
    gone = not now.staffed and not call.told_nobody
    warned = bool(now.notice) and now.notice != call.notice
    return gone or warned or bool(_NEWS.intersection(now.acts))


def _offers(call: Call, now: Waited) -> bool:
    """A rung offers again what was turned down; a long wait by itself offers once."""
    unasked = not call.callback_offered and (now.is_long or not now.staffed)
    return now.callbacks and ("callback" in now.acts or unasked)


def _warning(call: Call, now: Waited) -> tuple[tuple[Line, ...], Call]:
    """A notice is said once, and again when its words change or it is raised anew."""
    told = call.but(notice=dict(now.notice))
    return (notice(told) if now.notice != call.notice else ()), told


def _presence(call: Call, now: Waited) -> tuple[tuple[Line, ...], Call]:
    told = call.but(told_nobody=not now.staffed)
    if not now.staffed:
        return (() if call.told_nobody else (_deserted(call, now),)), told
    if not now.is_open and not call.told_closing:
        return (_line(call, "hold-closing"),), told.but(told_closing=True)
    return (), told


def _deserted(call: Call, now: Waited) -> Line:
    when = now.callback_at.get(call.language)
    if now.is_open or when is None:
        return _line(call, "hold-nobody")
    return _line(call, "hold-closed", when=when)


_NEWS = frozenset({"tell", "callback", "supervisor", "manager"})
_APOLOGIES = _NEWS - {"callback"}
_DEEDS = {
    "manager": "hold-manager",
    "supervisor": "hold-supervisor",
    "raise": "hold-raised",
    "widen": "hold-widened",
}
"""What was done about a wait, the strongest first."""


def _apology(call: Call, now: Waited) -> tuple[tuple[Line, ...], Call]:
    if not _APOLOGIES.intersection(now.acts):
        return (), call
    deeds = [_line(call, message) for act, message in _DEEDS.items() if act in now.acts]
    return (_sorry(call, now), *deeds[:1]), call


def _prospect(call: Call, now: Waited) -> tuple[tuple[Line, ...], Call]:
    """The place in line and how long it may take. Without anybody there it means nothing."""
    if not now.staffed:
        return (), call
    place, call = _place(call, now)
    estimate, call = _estimate(call, now)
    return (*place, *estimate), call


def _place(call: Call, now: Waited) -> tuple[tuple[Line, ...], Call]:
    """Said first, and again when it is nearer. One that fell back is for `hold-longer` to say."""
    first = call.last_word is None
    if now.ahead is None:
        return ((_line(call, "hold-blind"),) if first else ()), call
    if first or call.told_ahead is None or now.ahead < call.told_ahead:
        message = "hold-first" if first else "hold-still"
        return (_line(call, message, ahead=now.ahead),), call.but(told_ahead=now.ahead)
    return (), call


def _estimate(call: Call, now: Waited) -> tuple[tuple[Line, ...], Call]:
    """An upper bound, said again if it is sooner by far, or with an apology if it is broken."""
    if now.upper is None or now.upper > LONGEST:
        return (), call
    minutes = rounded(now.upper)
    until = now.waited + 60 * minutes
    told = call.but(told_by=until)
    if call.told_by is None or until <= call.told_by - GRACE:
        return (_line(call, "hold-within", minutes=minutes),), told
    if now.waited + now.upper > call.told_by + GRACE:
        return (_line(call, "hold-longer", minutes=minutes),), told
    return (), call


def _remembering(call: Call, now: Waited, *, offer: bool) -> Call:
    return call.but(
        last_word=now.waited,
        rungs_told=max(call.rungs_told, now.rungs),
        callback_offered=call.callback_offered or offer,
    )


def _sorry(call: Call, now: Waited) -> Line:
    return _line(call, "hold-sorry", minutes=int(now.waited // 60))


def _line(call: Call, message: str, **arguments: str | int) -> Line:
    return Line(message, call.language, arguments)
