"""What the desk's buttons do, pressed on a hotline of the tests."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import select

from records.models import CallEvent, Deed
from tests.webhooks.phone_side import ACCOUNT, TOKEN, Hotline, Phone
from webhooks.duty import Duty
from webhooks.floor import Floor
from webhooks.handling import Handling
from webhooks.phones import Account, Phones


@dataclass
class OneByOne:
    """Turns for one process; `taken`: another has it."""

    taken: bool = False
    given: list[str] = field(default_factory=list)

    @contextmanager
    def take(self, what: str) -> Iterator[Callable[[], None] | None]:
        self.given.append(what)
        yield None if self.taken else lambda: None


def phones(hotline: Hotline) -> Phones:
    return Phones(Account(ACCOUNT, TOKEN, hotline.exchange.url))


def handling(hotline: Hotline) -> Handling:
    return Handling(hotline.house, phones(hotline), OneByOne())


def duty(hotline: Hotline) -> Duty:
    outcomes, reasons = frozenset({"solved", "follow-up"}), frozenset({"lunch", "short"})
    return Duty(hotline.house, phones(hotline), outcomes, reasons)


def floor(hotline: Hotline) -> Floor:
    return Floor(hotline.house)


def participants(hotline: Hotline) -> list[tuple[str, dict[str, str]]]:
    """Whose place in a conference was changed, and how."""
    return [
        (path.rsplit("/", 1)[-1].removesuffix(".json"), form)
        for path, form in hotline.exchange.requests
        if "/Participants/" in path
    ]


def story(hotline: Hotline, leg: Phone, *kinds: str) -> list[tuple[str, dict[str, object]]]:
    """The events of these kinds in the leg's call, in order."""
    call = hotline.call(leg)
    with hotline.house.store.reading() as session:
        query = select(CallEvent).where(CallEvent.call_id == call.id, CallEvent.kind.in_(kinds))
        return [(one.kind, dict(one.data)) for one in session.scalars(query.order_by(CallEvent.id))]


def trail(hotline: Hotline) -> list[tuple[str, int | None, str | None]]:
    """Every deed: what, who, and to what."""
    with hotline.house.store.reading() as session:
        found = session.scalars(select(Deed).order_by(Deed.id))
        return [(deed.deed, deed.person_id, deed.subject) for deed in found]
