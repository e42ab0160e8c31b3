"""The phrases that were added to the hotline's examples, as its understanding asks for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from records import phrases
from records.session import Store
from sapa.reasons import Added


@dataclass(frozen=True)
class AddedPhrases:
    """Phrases on record."""

    store: Store

    def state(self) -> object:
        """Another one after every change."""
        with self.store.reading() as session:
            return phrases.state(session)

    def all(self) -> Sequence[Added]:
        with self.store.reading() as session:
            return [Added(one.skill, one.language, one.text) for one in phrases.all(session)]
