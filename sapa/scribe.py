"""What becomes of recordings, wired: who fetches, writes down and tidies up."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sapa.turns import RedisTurns
from sapa.wiring import Works
from transcripts.recordings import Keeper
from transcripts.upkeep import Upkeep

if TYPE_CHECKING:
    from transcripts.transcribe import Transcriber

CHANNELS = 2


@dataclass(frozen=True)
class Scribe:
    """The objects of one process that works on recordings; a model is loaded once in it."""

    works: Works

    @property
    def _language(self) -> str:
        return str(self.works.hotline.about.languages[0])

    @cached_property
    def keeper(self) -> Keeper:
        works = self.works
        return Keeper(
            store=works.store,
            source=works.phones,
            clock=works.clock,
            sounds=works.sounds,
            turns=RedisTurns(works.redis),
            jobs=works.queues,
            language=self._language,
        )

    @cached_property
    def transcriber(self) -> "Transcriber":
        from transcripts.recognizer import Models  # brings much that the others do without
        from transcripts.transcribe import Transcriber

        works, told = self.works, self.works.hotline
        products = told.transcripts.products
        return Transcriber(
            store=works.store,
            sounds=works.sounds,
            models=Models(works.settings.models),
            clock=works.clock,
            pool=ThreadPoolExecutor(CHANNELS, thread_name_prefix="channel"),
            hotline=told.about.name,
            language=self._language,
            products={str(language): words for language, words in products.items()},
            speed=works.settings.speed,
        )

    @cached_property
    def upkeep(self) -> Upkeep:
        works, kept = self.works, self.works.hotline.transcripts
        return Upkeep(
            store=works.store,
            sounds=works.sounds,
            phones=works.phones,
            jobs=works.queues,
            clock=works.clock,
            languages=frozenset(works.settings.models),
            keep_sound_days=kept.keep_sound_days,
            keep_text_days=kept.keep_text_days,
            delete_at_twilio=kept.delete_at_twilio,
        )
