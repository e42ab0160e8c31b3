"""Names as callers spoke them, for the telephone side."""

from dataclasses import dataclass

import structlog

from transcripts.sounds import NoSuchSound, Sounds, SoundsAway

log = structlog.get_logger()


@dataclass(frozen=True)
class SpokenNames:
    """Short sounds out of the store of sounds; an agent does without one that is not to be had."""

    sounds: Sounds

    def whole(self, key: str) -> bytes | None:
        try:
            return self.sounds.read(key, 0, self.sounds.size(key))
        except (NoSuchSound, SoundsAway) as error:
            log.warning("spoken_name_missing", why=type(error).__name__)
            return None
