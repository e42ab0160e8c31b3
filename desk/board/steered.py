"""What the dialogs of the board show: one caller, or one agent, as they are now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk.live import floor, posts
from desk.live.floor import OnDuty, Waiting
from desk.live.posts import Doing, Post, visit_now
from desk.office import Office
from records import Session, people, present
from records.models import Person


@dataclass(frozen=True)
class Candidate:
    """An agent to whom a caller can be given. `level` is that of the caller's skill, 0 for none;
    `speaks`: the caller's language."""

    id: int
    name: str
    doing: Doing
    level: int
    speaks: bool

    @property
    def free(self) -> bool:
        return self.doing is Doing.IDLE


@dataclass(frozen=True)
class Steered:
    """Everybody at `now` (epoch seconds). `own` is the post of who looks."""

    now: float
    staff: Mapping[int, Person]
    waiting: Mapping[str, Waiting]
    agents: Mapping[str, OnDuty]
    posts: Mapping[int, Post]
    own: Post

    def host(self, call_id: str) -> int | None:
        """Who talks in this call."""
        talking = (one.person for one in self.posts.values() if one.talk)
        return next((id_ for id_ in talking if self._call(id_) == call_id), None)

    def _call(self, person_id: int) -> str | None:
        talk = self.posts[person_id].talk
        return talk.call if talk else None

    def candidates(self, caller: Waiting) -> Sequence[Candidate]:
        """Those who can take a call, the fittest first."""
        found = [
            self._candidate(self.staff[post.person], post.doing, caller)
            for post in self.posts.values()
            if str(post.person) in self.agents and post.status == "ready"
            if post.doing is not Doing.UNCONNECTED
        ]
        return sorted(
            found, key=lambda it: (not it.free, not it.speaks, -it.level, it.name.casefold())
        )

    def _candidate(self, person: Person, doing: Doing, caller: Waiting) -> Candidate:
        who = caller.caller
        level = person.skills.get(who.skill, 0) if who.skill else 0
        return Candidate(person.id, person.name, doing, level, who.language in person.languages)


def look(office: Office, person_id: int) -> Steered:
    """As it is now, for this person. Raises KeyError for nobody who works here."""
    board, now = office.board.snapshot(), office.clock.now()
    with office.store.reading() as session:
        staff = people.all(session)
        at_work = posts.gather(session, board, staff, now)
        names = {str(person.id): person.name for person in staff}
        who = floor.callers(board, present.callers(session, {one.call for one in board.calls}))
        in_line = floor.in_line(board, office.policy, who, names, {}, now)
        on_duty = floor.on_duty(staff, board, who, at_work, _visits(session))
        return Steered(
            now=now,
            staff={person.id: person for person in staff},
            waiting={one.caller.call: one for one in in_line},
            agents={one.id: one for one in on_duty},
            posts=at_work,
            own=at_work[person_id],
        )


def _visits(session: Session) -> dict[int, posts.VisitNow]:
    return {host: visit_now(visit, host) for visit, host in present.visits(session)}
