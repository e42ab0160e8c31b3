"""The sounds of recordings, for the desk: it knows where they lie by nothing but their keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from desk.office import NoSound, SoundsAway
from transcripts import sounds


@dataclass(frozen=True)
class DeskSounds:
    """Reads from the store of sounds, and fails in the desk's words."""

    kept: sounds.Sounds

    def size(self, key: str) -> int:
        with _translated():
            return self.kept.size(key)

    def read(self, key: str, start: int, length: int) -> bytes:
        with _translated():
            return self.kept.read(key, start, length)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except sounds.NoSuchSound as error:
        raise NoSound(str(error)) from error
    except (sounds.SoundsAway, OSError) as error:
        raise SoundsAway(str(error)) from error
