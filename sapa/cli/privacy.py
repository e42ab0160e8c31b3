"""`sapa forget` and `sapa export`: what the law gives to customers, told apart by their number."""

import argparse
import json
import os
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from tempfile import mkstemp
from typing import IO

from records import Session, customers, deeds, privacy, recordings
from sapa.letters import Letters
from sapa.scribe import Scribe
from sapa.wiring import Works
from transcripts.sounds import NoSuchSound, SoundsAway, SoundsUnusable
from webhooks import parse


class NotDone(Exception):
    """Nothing was forgotten, or handed over; the text says why."""


def forget(options: argparse.Namespace, works: Works) -> int:
    """Forget a customer, once that is confirmed."""
    number = _e164(options.number, works)
    if not options.yes and not _is_sure(number):
        sys.stdout.write("nothing was forgotten\n")
        return 1
    now = works.clock.now()
    with works.store.transaction() as session:
        done = privacy.forget(session, number, now)
        left = {"calls": done.calls, "recordings": len(done.recordings)}
        deeds.note(session, "forgot", now, subject=_subject(number, works), details=left)
    Letters(works).forget(done.cases)
    _delete_sounds(works)
    if not works.store.settle():
        sys.stdout.write("the clock empties the database's log, this was not possible now\n")
    sys.stdout.write(f"forgotten, with {done.calls} calls\n")
    if done.recordings:
        sys.stdout.write("the clock deletes what Twilio has of their recordings\n")
    return 0


def _is_sure(number: str) -> bool:
    sys.stdout.write(f"Everything that tells who phoned from {number} will be deleted for good.\n")
    try:
        return input("Type yes to go on: ").strip().lower() == "yes"
    except EOFError:
        return False


def _delete_sounds(works: Works) -> None:
    """Those that lie with us; what cannot be deleted now is deleted by the clock."""
    try:
        Scribe(works).upkeep.remove()
    except (SoundsAway, SoundsUnusable, OSError) as error:
        sys.stdout.write(f"the clock deletes their sounds, this was not possible now: {error}\n")


def export(options: argparse.Namespace, works: Works) -> int:
    """Hand over all that is on record about a customer, and the sounds: whole or not at all."""
    number = _e164(options.number, works)
    with works.store.reading() as session:
        everything = privacy.export(session, number)
        keys = _sounds(session, number)
    with _whole(options.to) as draft:
        try:
            missing = _write(draft, everything, keys, works)
        except (SoundsAway, SoundsUnusable) as error:
            raise NotDone(f"the sounds cannot be had: {error}") from error
        now = works.clock.now()
        with works.store.transaction() as session:
            details = {"sounds": len(keys) - missing}
            deeds.note(session, "gave", now, subject=_subject(number, works), details=details)
    sys.stdout.write(f"{options.to}: data.json and {len(keys) - missing} sounds\n")
    if missing:
        sys.stdout.write(f"{missing} sounds that are on record are not where they should be\n")
    return 0


def _sounds(session: Session, number: str) -> list[str]:
    """The keys of all sounds of this customer that lie with us."""
    of_calls = (recordings.of_call(session, id_) for id_ in customers.calls_of(session, number))
    theirs = chain.from_iterable(of_calls)
    return sorted(one.path for one in theirs if one.path and one.status == "fetched")


def _write(
    file: IO[bytes], everything: Mapping[str, object], keys: Sequence[str], works: Works
) -> int:
    """Returns how many of the sounds are missing."""
    missing = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(everything, ensure_ascii=False, indent=2))
        for key in keys:
            try:
                with works.sounds.local(key) as sound:
                    archive.write(sound, key)
            except NoSuchSound:
                missing += 1
    return missing


@contextmanager
def _whole(path: Path) -> Iterator[IO[bytes]]:
    """A file that only its owner may read; it is at `path` when the block has come to its end.

    Raises NotDone when something is there already, or it cannot be written.
    """
    if path.exists():
        raise NotDone(f"{path}: is there already, choose another name")
    try:
        handle, draft = mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(handle)
            Path(draft).replace(path)
        finally:
            Path(draft).unlink(missing_ok=True)
    except OSError as error:
        raise NotDone(f"{path}: {error.strerror}") from error


def _e164(text: str, works: Works) -> str:
    number = parse.caller_number(text, works.hotline.about.country, frozenset())
    if number is None:
        raise NotDone(f"{text}: must be a telephone number, such as +622155507002")
    return number


def _subject(number: str, works: Works) -> str:
    return privacy.digest(number, works.settings.secret_key)
