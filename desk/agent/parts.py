"""The parts of one person's desk, drawn from their post."""

from dataclasses import dataclass
from enum import StrEnum

from flask import render_template

from desk.agent import card
from desk.agent.card import Card
from desk.calls.story import names_of
from desk.cases import brief
from desk.cases.brief import Brief
from desk.drawing import Drawing
from desk.live.posts import Doing, Post
from desk.office import Office
from records import Session, calls, memos, people
from records.memos import Written

PARTS = ("now", "case", "card", "duty", "messages", "note")
"""Each is a template of its own."""


class Stage(StrEnum):
    """What the page is about."""

    SIGNED_OUT = "signed-out"
    BREAK = "break"
    UNCONNECTED = "unconnected"
    IDLE = "idle"
    PAUSED = "paused"
    OFFERED = "offered"
    ARRIVING = "arriving"
    TALKING = "talking"
    VISITING = "visiting"
    WRAP_UP = "wrap-up"


class Kept(StrEnum):
    """Whether what is said is recorded."""

    RECORDED = "recorded"
    PAUSED = "paused"
    REFUSED = "refused"
    OFF = "off"
    NOT_YET = "not-yet"


@dataclass(frozen=True)
class Scene:
    """What one person sees at `now` (epoch seconds). `card`, `case` and `note` are those of the call
    that they are asked to take, are in, or write about; `names` is everybody's, by id."""

    post: Post
    stage: Stage
    now: float
    card: Card | None
    case: Brief | None
    note: Written
    kept: Kept | None
    names: dict[int, str]

    @property
    def writes(self) -> bool:
        """Whether there is a call to write about."""
        return self.card is not None and self.stage is not Stage.OFFERED

    def name(self, person_id: int | None) -> str | None:
        return self.names.get(person_id) if person_id is not None else None


def scene(office: Office, post: Post, now: float) -> Scene:
    """What belongs to a post, from the records."""
    about = _about(post)
    with office.store.reading() as session:
        found = card.of(office, session, about, post.person) if about else None
        names = dict(names_of(session))
        return Scene(
            post=post,
            stage=stage(post),
            now=now,
            card=found,
            case=_case(office, session, found, post, names) if found else None,
            note=memos.of(session, found.call, post.person) if found else Written(0, ""),
            kept=_kept(office, post, found),
            names=names,
        )


def _case(
    office: Office, session: Session, found: Card, post: Post, names: dict[int, str]
) -> Brief | None:
    call, person = calls.by_id(session, found.call), people.by_id(session, post.person)
    return brief.of(office, session, call, person, names) if call and person else None


def draw(
    drawing: Drawing, seen: Scene, language: str, csrf: str, *, live: bool = False
) -> dict[str, str]:
    """Every part as HTML, by name; needs the context of a request. `live`: for a page whose
    timers are drawn there, so that the same scene is the same HTML at any time."""
    common = drawing.common(language) | {"csrf": csrf, "scene": seen, "post": seen.post}
    common |= {"labelled": labelled, "now": None if live else seen.now}
    return {part: render_template(f"_desk_{part}.html", **common) for part in PARTS}


def labelled(titles: dict[str, dict[str, str]], key: str, language: str) -> str:
    """What the hotline calls a reason or an outcome, in this language or another."""
    known = titles.get(key, {})
    return known.get(language) or next(iter(known.values()), key)


def stage(post: Post) -> Stage:
    """Whom they are with comes before what they chose."""
    if post.talk:
        return Stage.TALKING if post.talk.begun_at is not None else Stage.ARRIVING
    if post.visiting:
        return Stage.VISITING
    if post.offered:
        return Stage.OFFERED
    on_board = {Doing.WRAP_UP: Stage.WRAP_UP, Doing.PAUSED: Stage.PAUSED}
    if post.doing is Doing.TALKING:
        return _between(post)
    return on_board.get(post.doing) or _chosen(post)


def _between(post: Post) -> Stage:
    """The records are a step ahead of the board, or behind it: a talk is over, or begins."""
    over = post.last is not None and post.since is not None and post.last.ended_at >= post.since
    return Stage.WRAP_UP if over else Stage.ARRIVING


def _chosen(post: Post) -> Stage:
    if post.status == "ready":
        return Stage.IDLE if post.doing is not Doing.UNCONNECTED else Stage.UNCONNECTED
    return Stage.BREAK if post.status == "break" else Stage.SIGNED_OUT


def _about(post: Post) -> str | None:
    """The call that the page is about, or the visit to one."""
    if post.talk:
        return post.talk.call
    if post.visiting:
        return post.visiting.visit
    return post.offered or (post.last.call if post.last else None)


def _kept(office: Office, post: Post, found: Card | None) -> Kept | None:
    if post.talk is None or found is None:
        return None
    if post.talk.recorded:
        return Kept.RECORDED if post.talk.paused_at is None else Kept.PAUSED
    if office.consent == "off":
        return Kept.OFF
    return Kept.NOT_YET if found.consented else Kept.REFUSED
