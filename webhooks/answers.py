"""How what a page asks for is answered: None when it is done, else one word why not."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

import structlog

from webhooks.phones import LegGone, PhoneError

log = structlog.get_logger()


class Turns(Protocol):
    def take(self, what: str) -> AbstractContextManager[Callable[[], None] | None]:
        """None while another process has `what` in hand."""
        ...


class Refusal(Exception):
    """It is not done; `word` says why, as the pages know it."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


def in_turn(turns: Turns, what: str, call_id: str, do: Callable[[], None]) -> str | None:
    """Do it, in one process at a time for `what` of a call, and say how it went."""
    with turns.take(f"{what} {call_id}") as mine:
        if mine is None:
            return "busy"
        try:
            do()
        except Refusal as refusal:
            return refusal.word
        except LegGone:
            return "gone"
        except PhoneError as error:
            log.warning("twilio_did_not", call=call_id, why=str(error))
            return "phone"
    return None
