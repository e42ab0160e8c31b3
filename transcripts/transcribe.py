"""A recording becomes text: claimed, recognised, redacted, measured, stored, and silenced.

Every step may be the last one of a process that dies. What it did is found on record by the
next one, or is done again with the same result.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Protocol, cast
from uuid import uuid4

import structlog

from records import deeds, recordings, transcripts
from records.models import Recording, Transcript
from records.session import Store
from transcripts.audio import NoSound, open_sound
from transcripts.claims import Claim, ClaimLost
from transcripts.clock import Clock
from transcripts.facts import Told, talks_in, windows
from transcripts.making import Heard, make
from transcripts.recognizer import Model, ModelUnusable, NoModel, recognize
from transcripts.recordings import language_of, sha256_of
from transcripts.silence import silence
from transcripts.sounds import NoSuchSound, Sounds, SoundsAway, is_full
from transcripts.words import Kind, Span

log = structlog.get_logger()

CHANNELS = 2


class Models(Protocol):
    def of(self, language: str) -> Model:
        """Raises NoModel, ModelUnusable."""
        ...


@dataclass(frozen=True)
class Transcriber:
    """Writes down recordings that are in the store of sounds.

    `pool`: where channels are recognised side by side. `language`: of callers who chose none.
    `products`: words for what the hotline deals in, by language. `speed`: of the clock.
    """

    store: Store
    sounds: Sounds
    models: Models
    clock: Clock
    pool: Executor
    hotline: str
    language: str
    products: Mapping[str, Sequence[str]]
    speed: float = 1.0

    def transcribe(self, sid: str) -> None:
        """Write down one recording, unless that is done or somebody is at it.

        Why one cannot be written down is put on record. Raises SoundsAway, RecordsError and
        OSError: then it is still to be done.
        """
        asked = self._ask(sid)
        if asked is None:
            return
        claim = Claim(self.store, self.clock, self.speed, sid, uuid4().hex)
        try:
            self._work(*asked, claim)
        except ClaimLost:
            log.warning("transcript_taken_over", recording=sid)
            self._forget(asked[0], asked[2])
        except SoundsAway:
            claim.put_off()
            raise
        except (NoModel, ModelUnusable, NoSound, NoSuchSound, OSError) as error:
            problem = _problem(error)
            if problem == "no-room" and claim.stored:
                claim.put_off()  # it is still to be silenced, and not to be heard anew
                raise
            if problem is None:
                raise
            claim.fail(problem)

    def _forget(self, recording: Recording, key: str) -> None:
        """A sound that was removed while a silenced copy of it was made is not to come back."""
        with self.store.reading() as session:
            now = recordings.by_sid(session, recording.sid)
        if now is not None and now.status in recordings.GONE:
            self.sounds.delete(key)

    def _ask(self, sid: str) -> tuple[Recording, Transcript, str] | None:
        """The recording, its transcript and its key, if there is something to do."""
        now = self.clock.now()
        with self.store.transaction() as session:
            recording = recordings.by_sid(session, sid)
            if recording is None or recording.status != "fetched" or recording.path is None:
                return None
            if recording.kind == "name":
                return None
            language = language_of(session, recording, self.language)
            transcript = transcripts.ask(session, recording, language, now)
        held = transcript.claimed_until is not None and transcript.claimed_until > now
        if held or transcript.status not in ("waiting", "working", "silencing"):
            return None
        return recording, transcript, recording.path

    def _work(self, recording: Recording, transcript: Transcript, key: str, claim: Claim) -> None:
        self.sounds.size(key)  # while the store is away nobody spends a try
        # a model may take longer to load than a claim lasts
        model = None if _is_stored(transcript) else self.models.of(transcript.language)
        taken = claim.take()
        if taken is None or (model is None and not _is_stored(taken)):
            return  # in the second case it waits anew since a moment ago
        with claim.held():
            if model is not None and not _is_stored(taken):
                self._write_down(recording, key, taken.language, model, claim)
            self._silence(recording, key, claim)

    def _write_down(
        self, recording: Recording, key: str, language: str, model: Model, claim: Claim
    ) -> None:
        """Store what was said."""
        began = self.clock.now()
        heard = self._hear(recording, key, language, model, claim)
        claim.renew(1.0)
        made = make(heard, recording, language)
        with self.store.transaction() as session:
            if not transcripts.store(
                session,
                recording.sid,
                claim.worker,
                self.clock.now(),
                model=model.name,
                seconds=heard.seconds,
                confidence=made.confidence,
                problem=made.problem,
                utterances=made.said,
                courtesies=made.measured,
                points=made.quoted,
                silenced=[(at.channel, at.start, at.end, at.kind) for at in made.spans],
            ):
                raise ClaimLost(recording.sid)
        self._tell(recording, heard, made.confidence, self.clock.now() - began)

    def _hear(
        self, recording: Recording, key: str, language: str, model: Model, claim: Claim
    ) -> Heard:
        told = Told(self.hotline, tuple(self.products.get(language, ())))
        with self.sounds.local(key) as path, open_sound(path) as sound:
            log.info(
                "transcribing",
                recording=recording.sid,
                call=recording.call_id,
                seconds=round(sound.seconds, 1),
            )
            with self.store.reading() as session:
                talks = talks_in(session, recording, sound.seconds, language, told)
            dual = sound.channels == CHANNELS
            words = recognize(
                sound, model, claim.heard, windows(talks) if dual else None, self.pool
            )
            return Heard(sound.seconds, sound.channels, sound.cut_short, words, talks)

    def _tell(
        self, recording: Recording, heard: Heard, confidence: float | None, took: float
    ) -> None:
        seconds = took / self.speed
        log.info(
            "transcribed",
            recording=recording.sid,
            heard=len(heard.words),
            confidence=None if confidence is None else round(confidence, 2),
            took=round(seconds, 1),
            faster=round(heard.seconds / seconds, 1) if seconds > 0 else None,
        )

    def _silence(self, recording: Recording, key: str, claim: Claim) -> None:
        """Take out of the sound what was taken out of the text, which is on record."""
        claim.stored = True
        claim.renew(1.0)
        with self.store.reading() as session:
            stored = transcripts.by_recording(session, recording.sid)
        spans = list(_spans(stored)) if stored else []
        if spans:
            with self.sounds.edit(key) as path:
                silence(path, spans)
                digest = sha256_of(path)
        else:
            digest = recording.sha256 or ""
        with self.store.transaction() as session:
            now = self.clock.now()
            if not transcripts.silenced(session, recording.sid, claim.worker, now, digest):
                raise ClaimLost(recording.sid)
            if spans:
                details = {"recording": recording.sid, "spans": len(spans)}
                deeds.note(session, "silenced", now, subject=recording.call_id, details=details)
        log.info("transcript_done", recording=recording.sid, silenced=len(spans))


def _is_stored(transcript: Transcript) -> bool:
    """Whether the text is there and only the sound is left to be silenced."""
    return transcript.status == "silencing"


def _spans(transcript: Transcript) -> Iterator[Span]:
    for channel, start, end, kind in transcript.silenced:
        yield Span(cast(int, channel), cast(float, start), cast(float, end), cast(Kind, kind))


def _problem(error: Exception) -> str | None:
    """In one word why a recording cannot be written down; None for what may pass by itself."""
    match error:
        case NoSound():
            return error.problem
        case NoModel():
            return "no-model"
        case ModelUnusable():
            return "model-broken"
        case NoSuchSound():
            return "missing"
        case OSError() if is_full(error):
            return "no-room"
    return None
