"""The product's clock, as far as transcripts need it."""

from typing import Protocol


class Clock(Protocol):
    def now(self) -> float:
        """Epoch seconds."""
        ...
