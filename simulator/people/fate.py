"""What becomes of people's calls, as they themselves would tell it."""

from enum import StrEnum


class Fate(StrEnum):
    """How a leg ended for the caller.

    A leg in which a callback was promised changes its fate when that is kept or fails.
    """

    ON_THE_LINE = "still on the line"
    TALKED = "talked"
    ABANDONED = "abandoned"
    TURNED_AWAY = "turned away"
    MESSAGE_LEFT = "message left"
    CUT_OFF = "cut off"
    DROPPED = "line dropped"
    PROMISED = "promised a callback"
    NEVER_REACHED = "never reached"
    REACHED = "reached by the callback"
    CAME_BACK = "phoned in before the callback"
    TALKED_BACK = "called back and talked"
    CALLED_UNASKED = "called unasked"
    CALLED_AND_ASKED = "called and asked"
    AWAITS = "awaits a solution"


class Way(StrEnum):
    """How a leg came about."""

    PHONED = "phoned in"
    AGAIN = "phoned in again"
    CALLED = "called back"
    UNASKED = "called unasked"


CALLED = frozenset({Way.CALLED, Way.UNASKED})
