"""What a reader looks for among the calls, from the form that they sent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from desk.calls.spoken import Wanted
from records.models import Person
from records.search import Wish, words_of

PRIVATE = ("words", "customer")
"""Fields that no address may hold."""
PLAIN = ("agent", "skill", "outcome", "waited", "transferred", "since", "until")
FIELDS = (*PRIVATE, *PLAIN)
OUTCOMES = (
    *("talked", "abandoned", "callback", "message", "closed", "cut"),
    *("declined", "regained", "unreached", "missed", "cancelled", "failed"),
    *("awaits", "asked", "told", "contact"),
)
"""What becomes of calls; each is worded."""
ON_THE_LINE = "on-the-line"
"""The outcome of a call that has none yet."""
WAITS = (20, 60, 120, 300, 600, 1200)
"""Seconds that can be chosen as the shortest wait."""
_LONGEST = 200  # characters of one field
_PLACE = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,9})?) ([0-9a-f]{32})", re.ASCII)


@dataclass(frozen=True)
class Wanting:
    """The fields of the form, as they were sent, for `person` who sent them; what is shown
    comes `after` this place in the list."""

    fields: Mapping[str, str]
    person: Person
    after: tuple[float, str] | None = None

    @classmethod
    def of(cls, form: Mapping[str, str], person: Person) -> "Wanting":
        fields = {name: form.get(name, "").strip()[:_LONGEST] for name in FIELDS}
        return cls(fields, person, _place(form.get("after", "")))

    def __bool__(self) -> bool:
        return any(self.fields.values())

    @property
    def private(self) -> bool:
        """Whether something is looked for that no address may hold."""
        return any(self.fields[name] for name in PRIVATE)

    @property
    def address(self) -> Mapping[str, str]:
        """The fields that an address may hold, those that say something."""
        plain = {name: self.fields[name] for name in PLAIN if self.fields[name]}
        return plain | ({"after": self.place} if self.after else {})

    @property
    def place(self) -> str:
        """What comes before, as the form tells it."""
        return " ".join(map(str, self.after)) if self.after else ""

    def wish(self, zone: ZoneInfo) -> Wish:
        """The fields that are understood; an agent finds their own calls only, and one who may
        see no names finds nobody by them."""
        agent, waited = self.fields["agent"], self.fields["waited"]
        last = _day(self.fields["until"])
        return Wish(
            words=self.fields["words"],
            customer="" if self.person.role == "administrator" else self.fields["customer"],
            person_id=int(agent) if re.fullmatch("[0-9]{1,9}", agent, re.ASCII) else None,
            skill=self.fields["skill"] or None,
            since=_midnight(_day(self.fields["since"]), zone),
            until=_midnight(last + timedelta(days=1) if last else None, zone),
            mine=self.person.id if self.person.role == "agent" else None,
            outcome=_outcome(self.fields["outcome"]),
            waited=float(waited) if re.fullmatch("[0-9]{1,6}", waited, re.ASCII) else None,
            transferred=bool(self.fields["transferred"]),
        )

    @property
    def wanted(self) -> Wanted:
        """The words to be marked where they are found."""
        return Wanted(*words_of(self.fields["words"]))


def _place(text: str) -> tuple[float, str] | None:
    found = _PLACE.fullmatch(text)
    return (float(found[1]), found[2]) if found else None


def _outcome(text: str) -> str | None:
    if text == ON_THE_LINE:
        return ""
    return text if text in OUTCOMES else None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 3000 else None


def _midnight(day: date | None, zone: ZoneInfo) -> float | None:
    return datetime.combine(day, time(), zone).timestamp() if day else None
