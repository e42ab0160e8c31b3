"""What the desk shows at one instant: the board's ids with the names from the records.

Nothing here changes by time alone but what is late, estimates, and the last hours, so that two
pictures are equal in what a page shows when that page has nothing to do.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from desk.live import floor, posts
from desk.live.floor import Crew, OnDuty, Visiting, Waiting
from desk.live.hours import Hours
from desk.live.lines import LineNow, lines
from desk.live.owing import Owed, Owing, owed, owing
from desk.live.posts import Post, visit_now
from desk.live.seldom import Seldom
from desk.office import Office
from queueing.results import Snapshot
from records import Session, notices, people, present
from records.models import Person, Role
from records.present import CallerRow, Climbed
from records.reports import Numbers

SEES_BOARD: tuple[Role, ...] = ("supervisor", "administrator")
_RUNGS_FOR = 3600.0  # seconds for which the board tells what the ladder did
_RUNGS = 8


@dataclass(frozen=True)
class Notice:
    """The emergency that every caller hears of, by language."""

    messages: Mapping[str, str]
    closes: bool
    since: float


@dataclass(frozen=True)
class Figures:
    """Today's numbers; the line now: how many wait, how many of them too long, and since when
    the first of them; and what is owed."""

    today: Numbers
    waiting: int
    late: int
    first: float | None
    owed: Owing


@dataclass(frozen=True)
class OnCall:
    """Who is rung when nobody at work can help, in their order."""

    name: str
    manager: bool
    connected: bool


@dataclass(frozen=True)
class Picture:
    """The board at `now` (epoch seconds); the changes after it follow `cursor`. `staff` is
    everybody on record, `posts` has those who work here."""

    now: float
    cursor: str
    notice: Notice | None
    figures: Figures
    lines: tuple[LineNow, ...]
    waiting: tuple[Waiting, ...]
    agents: tuple[OnDuty, ...]
    crew: Crew
    visits: tuple[Visiting, ...]
    promises: tuple[Owed, ...]
    ladder: tuple[Climbed, ...]
    hours: Hours
    on_call: tuple[OnCall, ...]
    staff: Mapping[int, Person]
    posts: Mapping[int, Post]


def take(office: Office, seldom: Seldom | None = None) -> Picture:
    """A picture of now. The board first: every call on it is in the records already.

    `seldom`: what may be left as it was a moment ago.
    """
    board = office.board.snapshot()
    now = office.clock.now()
    seldom = seldom or Seldom(office)
    left = seldom.left(board, now)
    with office.store.reading() as session:
        staff = people.all(session)
        at_work = posts.gather(session, board, staff, now)
        return _picture(office, session, board, staff, at_work, left, seldom, now)


def _picture(
    office: Office,
    session: Session,
    board: Snapshot,
    staff: list[Person],
    at_work: Mapping[int, Post],
    left: Mapping[str, int],
    seldom: Seldom,
    now: float,
) -> Picture:
    names = {str(person.id): person.name for person in staff}
    who = floor.callers(board, _on_record(session, board))
    waiting = tuple(floor.in_line(board, office.policy, who, names, left, now))
    visits = {host: visit_now(visit, host) for visit, host in present.visits(session)}
    on_duty = floor.on_duty(staff, board, who, at_work, visits)
    agents = tuple(sorted(on_duty, key=floor.by_name))
    promised = tuple(owed(session, now))
    return Picture(
        now=now,
        cursor=board.cursor,
        notice=_notice(session),
        figures=_figures(seldom.today(session, board.cursor, now), waiting, owing(promised)),
        lines=lines(office.titles, office.policy, waiting, agents),
        waiting=waiting,
        agents=agents,
        crew=floor.crew(agents),
        visits=tuple(floor.visiting(visits.values(), names, who)),
        promises=promised,
        ladder=tuple(present.climbed(session, now - _RUNGS_FOR, _RUNGS)),
        hours=seldom.hours(session, now),
        on_call=tuple(_on_call(session, at_work)),
        staff={person.id: person for person in staff},
        posts=at_work,
    )


def _on_record(session: Session, board: Snapshot) -> Mapping[str, CallerRow]:
    """The callers of the board's calls, the few included that have ended meanwhile."""
    live = present.live_callers(session)
    return live | present.callers(session, {it.call for it in board.calls} - live.keys())


def _figures(today: Numbers, waiting: tuple[Waiting, ...], owed: Owing) -> Figures:
    return Figures(
        today=today,
        waiting=len(waiting),
        late=sum(one.late for one in waiting),
        first=min((one.arrived for one in waiting), default=None),
        owed=owed,
    )


def _notice(session: Session) -> Notice | None:
    notice = notices.emergency(session)
    return Notice(dict(notice.messages), notice.closes, notice.since) if notice else None


def _on_call(session: Session, at_work: Mapping[int, Post]) -> list[OnCall]:
    found = [(person, at_work.get(person.id)) for person in people.on_call(session)]
    return [
        OnCall(person.name, person.manager, post is not None and post.connected)
        for person, post in found
    ]
