"""Points worth keeping that were found in what was said, for the agent to decide on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk.calls.masking import Mask
from records.models import Person, Point, PointState, Utterance


@dataclass(frozen=True)
class Noted:
    """Something said that is worth keeping. `by` is who decided; `may_decide`: the reader may."""

    id: int
    kind: str
    start: float
    quote: str
    state: PointState
    by: str | None
    may_decide: bool


@dataclass(frozen=True)
class Deciding:
    """What is needed to tell whose points those of one transcript are.

    `agents` is who had which talk, by the talk's id.
    """

    utterances: Sequence[Utterance]
    agents: Mapping[int, int]

    def may(self, person: Person, point: Point) -> bool:
        """A supervisor may decide, and the agent of the talk in which it was said."""
        if person.role == "supervisor":
            return True
        talk = self._talk_of(point)
        return person.role == "agent" and talk is not None and self.agents.get(talk) == person.id

    def _talk_of(self, point: Point) -> int | None:
        return next(
            (
                one.talk_id
                for one in self.utterances
                if one.channel == point.channel and one.start <= point.start <= one.end
            ),
            None,
        )

    def noted(self, person: Person, point: Point, names: Mapping[int, str], mask: Mask) -> Noted:
        """The point as `person` may see it."""
        return Noted(
            id=point.id,
            kind=point.kind,
            start=point.start,
            quote=mask.covered(point.quote, "[…]"),
            state=point.state,
            by=names.get(point.person_id) if point.person_id is not None else None,
            may_decide=self.may(person, point),
        )
