"""The daily letter to management, as text and as HTML: what did not get solved by itself.

It leaves the house: cases are named by their numbers, never by who their customers are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from desk.office import Office
from desk.wording import Wording
from records import Session, answers, attention, cases, incidents, people, transfers
from records.models import Case, Contact, Incident, Person

DAY = 86400.0
LONGEST_STORY = 12
"""Contacts of a case that are told one by one, the last ones."""
MOST = 20
"""Cases of a kind that are named; of more it is said how many they are."""


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Story:
    """One case with all that was done about it, as far as it fits into a letter."""

    case: Case
    owner: Person | None
    contacts: Sequence[Contact]
    earlier: int
    transfers: int
    answer: str | None


@dataclass(frozen=True)
class News:
    """What there is to tell: the manager's cases, late ones, ones that nobody confirms; and of
    the last day, promises missed, low ratings, and goodwill (how often, and how much)."""

    stories: Sequence[Story]
    late: Sequence[Case]
    unconfirmed: Sequence[Case]
    incidents: Sequence[Incident]
    missed: int
    rated_low: int
    goodwill: tuple[int, int]


def news(session: Session, now: float, low: int) -> News:
    """What there is to tell now; `low` is the highest rating that is a low one."""
    since = now - DAY
    return News(
        stories=[_story(session, case) for case in attention.climbed(session, since)],
        late=attention.late(session, now),
        unconfirmed=attention.unconfirmed(session),
        incidents=incidents.open_all(session),
        missed=len(attention.broken(session, now, since)),
        rated_low=len(attention.ratings(session, since, low)),
        goodwill=attention.given(session, since),
    )


def _story(session: Session, case: Case) -> Story:
    contacts = cases.contacts(session, case)
    answer = answers.official(session, case.id)
    return Story(
        case=case,
        owner=people.by_id(session, case.owner_id) if case.owner_id else None,
        contacts=contacts[-LONGEST_STORY:],
        earlier=max(len(contacts) - LONGEST_STORY, 0),
        transfers=transfers.of_case(session, case.id),
        answer=answer.text if answer else None,
    )


def write(office: Office, session: Session, address: str) -> Letter:
    """The letter of this moment in the hotline's own language. `address` is where the pages
    are found."""
    now = office.clock.now()
    say = Wording(office.languages[0])
    told = {
        "say": say,
        "news": news(session, now, office.low_rating),
        "office": office,
        "day": say.moment(now, office.zone),
        "address": address,
        "most": MOST,
        "title_of": lambda skill: _title(office, skill),
        "at": lambda epoch: say.moment(epoch, office.zone),
    }
    templates = _templates()
    subject = say("letter-subject", hotline=office.name, day=say.moment(now, office.zone))
    text = templates.get_template("letter.txt").render(told)
    html = templates.get_template("letter.html").render(told, subject=subject)
    return Letter(subject, text, html)


def _title(office: Office, skill: str | None) -> str:
    return office.titles.get(skill or "", {}).get(office.languages[0]) or skill or "-"


def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("desk"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
