"""An emergency's words."""

from ivr.actions import Line
from ivr.call import Call


def notice(call: Call) -> tuple[Line, ...]:
    """The notice in the caller's language, or in all it has if theirs is not known or missing."""
    own = call.language_known and call.language in call.notice
    codes = (call.language,) if own else tuple(call.notice)
    return tuple(Line("notice", code, {"text": call.notice[code]}) for code in codes)
