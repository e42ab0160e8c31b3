"""What a caller hears while they wait: the truth, kindly, and not too often."""

from ivr.actions import Line
from ivr.call import Call

SORRY_EVERY = 120
"""Seconds of waiting after which we say again how long it has been."""
ROUND = 45
"""Seconds between two lines: in the rounds between two apologies the place in line is said."""


def truth(call: Call, ahead: int | None, waited: float, first: bool) -> Line:
    """The line to say now: `ahead` callers are before this one (None: not known), who has
    waited for `waited` seconds and hears the waiting line for the `first` time."""
    if ahead is None:
        return Line("hold-blind", call.language)
    if first:
        return Line("hold-first", call.language, {"ahead": ahead})
    if waited >= SORRY_EVERY and waited % SORRY_EVERY < ROUND:
        return Line("hold-sorry", call.language, {"minutes": int(waited // 60)})
    return Line("hold-still", call.language, {"ahead": ahead})
