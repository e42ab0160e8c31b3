"""What somebody thinks of being called back: whether, and on which number."""

import math
import random
import re

from simulator.people.personas import Persona

_SURELY = 0.2  # of all take the offer at once
_ELSEWHERE = 0.08  # of all want to be called on their other telephone
_HOME = "+62"
_TELLING = 6  # last digits that tell numbers apart
_DIGITS = re.compile(r"\d(?:[\s.,-]*\d){2,}")


class Wishes:
    """One caller's mind on callbacks. `eagerness`: so many seconds on hold win over half."""

    def __init__(self, persona: Persona, eagerness: float, rng: random.Random) -> None:
        self._eagerness = eagerness
        self._rng = rng
        elsewhere = rng.random() < _ELSEWHERE
        self._number = persona.other_number if elsewhere else persona.number

    def wants(self, held: float) -> bool:
        """Whether to be called back; the likelier the longer they have held already."""
        patience_left = (1 - _SURELY) * math.exp(-math.log(2) * held / self._eagerness)
        return self._rng.random() >= patience_left

    def is_right(self, text: str) -> bool:
        """Whether the number that `text` reads back, whole or in part, is the one they want.

        A number that is not said is the one they phone from, and good enough.
        """
        read = ("".join(filter(str.isdigit, run)) for run in _DIGITS.findall(text))
        return all(self._number.endswith(digits[-_TELLING:]) for digits in read)

    @property
    def spoken(self) -> str:
        """The number as it is said, digit by digit."""
        return "plus " + " ".join(self._number.removeprefix("+"))

    @property
    def keyed(self) -> str:
        """The number as it is keyed: there is no key for the plus."""
        return self.dialled + "#"

    @property
    def dialled(self) -> str:
        if self._number.startswith(_HOME):
            return "0" + self._number.removeprefix(_HOME)
        return self._number.removeprefix("+")
