"""The flow's own memory of a call, as the records keep it."""

import structlog

from ivr.call import Call as Conversation
from records.models import Call
from webhooks.switchboard import Switchboard

log = structlog.get_logger()


def conversation(house: Switchboard, call: Call) -> Conversation:
    """Where the conversation stands; one that cannot be read begins anew."""
    if not call.conversation:
        return house.flow.begin()
    try:
        return Conversation.from_json(dict(call.conversation))
    except (TypeError, ValueError, KeyError):  # written by another version of the flow
        log.exception("conversation_unreadable", call=call.sid)
        return house.flow.begin()
