"""Legs that we place: each once, whatever fails.

Before a leg is placed it is noted that one may be; whoever finds that note looks first whether
a leg is up. So a process may die anywhere, and a reply of Twilio's be lost.
"""

from collections.abc import Callable
from dataclasses import dataclass

from webhooks.dialer import TRIES, Once, Pace
from webhooks.phones import PhoneError, Phones, Refused, TooBusy
from webhooks.switchboard import Switchboard

RING = 30
"""Seconds for which a customer's phone rings."""
ONCE_IN = 30.0
"""Real seconds in which one process alone tries to place a leg; longer than a request lasts."""


@dataclass(frozen=True)
class Placer:
    """Rings customers. `rest(seconds)` waits between tries."""

    house: Switchboard
    phones: Phones
    pace: Pace
    once: Once
    rest: Callable[[float], None]

    def my_turn(self, what: str) -> bool:
        """Whether this process may place that leg now, having waited for the account's pace."""
        if not self.once.first(f"turn {what}", ONCE_IN):
            return False  # no turn is taken from who has a call to place
        self.pace.wait()  # perhaps for long
        return self.once.first(what, ONCE_IN)

    def place(self, number: str, url: str, status_url: str, fallback_url: str | None = None) -> str:
        """Place the leg. One whose reply was lost is looked for before it is placed again."""
        for pause in (*TRIES, 0.0):
            try:
                return self.phones.place(
                    number, self.house.number, url, status_url, RING, fallback_url=fallback_url
                )
            except Refused:
                raise
            except PhoneError as error:
                if not pause:
                    raise
                self.rest(pause)
                if not isinstance(error, TooBusy) and (leg := self.up(number)):
                    return leg
        raise AssertionError

    def up(self, number: str) -> str | None:
        """The leg to this number that is up or coming up."""
        return self.phones.leg_to(number, self.house.number)
