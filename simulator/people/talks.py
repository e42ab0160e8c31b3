"""What people tell each other in conferences: the network carries the sound, not the sense."""


class Talks:
    """By conference: what the caller needs, and whether an agent has taken leave.

    It lets a caller who is suddenly alone know whether the talk was over or cut, and an
    agent notice that somebody was brought to the wrong department.
    """

    def __init__(self) -> None:
        self._needs: dict[str, str] = {}
        self._over: set[str] = set()

    def begin(self, conference: str, skill: str) -> None:
        """The caller says what it is about."""
        self._needs[conference] = skill
        self._over.discard(conference)

    def need(self, conference: str) -> str | None:
        return self._needs.get(conference)

    def take_leave(self, conference: str) -> None:
        """The agent says goodbye, and the caller knows that everything is said."""
        self._over.add(conference)

    def is_over(self, conference: str) -> bool:
        return conference in self._over

    def forget(self, conference: str) -> None:
        """The caller is off the line."""
        self._needs.pop(conference, None)
        self._over.discard(conference)
