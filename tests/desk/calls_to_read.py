"""Calls that were recorded and written down, with their sound: what the desk has to read."""

import io
import math
import struct
import wave
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from uuid import uuid4

from desk.office import NoSound
from records import calls, customers, recordings, talks, transcripts
from records.models import Call, Person, RecordingKind, Talk
from records.transcripts import Measured, Quoted, Said
from tests.desk.people_at_the_desk import Hotline

Words = Sequence[tuple[str, float, float, float, str | None]]
"""Text, start, end, confidence and what was taken out."""
SECONDS = 12.0
RATE = 8000


@cache
def tone(seconds: float = SECONDS, channels: int = 2) -> bytes:
    """A WAV with a low hum."""
    frames = (int(2000 * math.sin(i / 8)) for i in range(int(seconds * RATE)))
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(channels)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(b"".join(struct.pack("<h", value) * channels for value in frames))
    return file.getvalue()


@dataclass
class Shelf:
    """Sounds in memory."""

    sounds: dict[str, bytes] = field(default_factory=dict)

    def size(self, key: str) -> int:
        return len(self._sound(key))

    def read(self, key: str, start: int, length: int) -> bytes:
        return self._sound(key)[start : start + length]

    def _sound(self, key: str) -> bytes:
        if key not in self.sounds:
            raise NoSound(key)
        return self.sounds[key]


def spaced(text: str, start: float, confidence: float = 0.9) -> Words:
    """The words of a text, a third of a second each; `card!` is a card number taken out and
    `word?` a word heard unclearly."""
    words: list[tuple[str, float, float, float, str | None]] = []
    for place, word in enumerate(text.split()):
        begin = round(start + place * 0.35, 2)
        end = round(begin + 0.3, 2)
        if word.endswith("!"):
            words.append(("", begin, end, 1.0, word[:-1]))
        else:
            sure = 0.3 if word.endswith("?") else confidence
            words.append((word.rstrip("?"), begin, end, sure, None))
    return words


@dataclass
class Archive:
    """Puts calls on record as the house does."""

    hotline: Hotline
    shelf: Shelf

    def call(
        self,
        name: str | None = "Sari Dewi",
        agent: Person | None = None,
        *,
        ago: float = 3600.0,
        number: str | None = None,
        skill: str = "billing",
        honorific: str | None = None,
    ) -> Call:
        """A call that began `ago` seconds ago, was answered by the agent, and is over."""
        at = self.hotline.now - ago
        with self.hotline.office.store.transaction() as session:
            call = calls.open_call(session, sid=f"CA{uuid4().hex}", number=number, at=at)
            if number:
                call.customer_id = customers.remember(session, number, at=at, name=name).id
            call.name, call.honorific, call.language, call.skill = name, honorific, "en", skill
            call.joined_at = at + 10
            if agent:
                talks.begin_talk(session, call, agent, at + 30)
                talks.connect_talk(session, call, at + 30)
                talks.end_talk(session, call, "caller", at + 300)
            calls.close(session, call, "talked" if agent else "abandoned", at + 300)
        return call

    def talks_too(self, call: Call, agent: Person, *, connected: bool = True) -> None:
        """Another agent's talk in the same call."""
        with self.hotline.office.store.transaction() as session:
            known = calls.by_id(session, call.id, lock=True)
            assert known
            talks.begin_talk(session, known, agent, call.started_at + 310)
            if connected:
                talks.connect_talk(session, known, call.started_at + 310)
            talks.end_talk(session, known, "caller", call.started_at + 320)

    def passed_on(self, call: Call, agent: Person) -> None:
        """Its agent passed the caller on to another one, who talked for 10 seconds."""
        with self.hotline.office.store.transaction() as session:
            known = calls.by_id(session, call.id, lock=True)
            assert known
            last = talks.latest_talk(session, known)
            assert last
            last.ended_by, last.ended_at = "transfer", call.started_at + 290
        self.talks_too(call, agent)

    def recorded(
        self, call: Call, kind: RecordingKind = "call", *, fetched: bool = True, after: float = 30.0
    ) -> str:
        """Its sound, `after` seconds from the call's beginning; the recording's sid."""
        sid = f"RE{uuid4().hex}"
        at = call.started_at + after
        with self.hotline.office.store.transaction() as session:
            recordings.expect(session, sid, call, kind, at, started_at=at)
            if fetched:
                recordings.complete(
                    session, sid, call, kind, at, url="", channels=2, seconds=SECONDS
                )
                key = f"recordings/{sid}.wav"
                self.shelf.sounds[key] = tone()
                recordings.fetched(session, sid, at + 60, path=key, sha256=f"{sid}-as-it-came")
        return sid

    def waits(self, sid: str) -> None:
        """Its transcript is asked for."""
        now = self.hotline.now
        with self.hotline.office.store.transaction() as session:
            recording = recordings.by_sid(session, sid)
            assert recording
            transcripts.ask(session, recording, "en", now)

    def works(self, sid: str, share: float = 0.4) -> None:
        """A worker has come so far with it."""
        self.waits(sid)
        now = self.hotline.now
        with self.hotline.office.store.transaction() as session:
            assert transcripts.claim(session, sid, "worker", now, now + 60)
            transcripts.progress(session, sid, "worker", share, now + 60)

    def fails(self, sid: str, problem: str) -> None:
        self.works(sid)
        with self.hotline.office.store.transaction() as session:
            assert transcripts.fail(session, sid, "worker", self.hotline.now, problem)

    def written(
        self,
        sid: str,
        lines: Sequence[tuple[int, Words]],
        *,
        measures: Mapping[str, Mapping[str, object]] | None = None,
        points: Sequence[Quoted] = (),
        problem: str | None = None,
        done: bool = True,
    ) -> None:
        """Its text: channel and words of each utterance, all within the call's talk."""
        self.works(sid, 1.0)
        now = self.hotline.now
        with self.hotline.office.store.transaction() as session:
            recording = recordings.by_sid(session, sid)
            assert recording
            call = calls.by_id(session, recording.call_id)
            assert call
            talk = talks.latest_talk(session, call)
            said = [self._said(channel, words, talk) for channel, words in lines]
            measured = []
            if talk and measures is not None:
                measured = [Measured(talk.id, talk.person_id, talk.accepted_at, measures)]
            assert transcripts.store(
                session, sid, "worker", now, model="tiny", seconds=SECONDS, confidence=0.9,
                problem=problem, utterances=said, courtesies=measured, points=points, silenced=[],
            )  # fmt: skip
            if done:
                assert transcripts.silenced(session, sid, "worker", now, f"{sid}-silenced")

    def _said(self, channel: int, words: Words, talk: Talk | None) -> Said:
        return Said(
            channel=channel,
            start=words[0][1],
            end=words[-1][2],
            speaker="agent" if channel else "caller",
            words=[list(word) for word in words],
            terms=" ".join(word[0] for word in words if word[0]),
            talk_id=talk.id if talk else None,
            person_id=talk.person_id if talk and channel else None,
        )


CONVERSATION: list[tuple[int, Words]] = [
    (1, spaced("good morning this is putu how can i help", 0.5)),
    (0, spaced("my name is sari and my bill? is wrong", 4.2)),
    (1, spaced("i am sorry sari", 7.0)),
    (0, spaced("my card is card! thank you", 8.9)),
    (1, spaced("i call you back at four", 10.0)),
]
"""What Sari Dewi and Putu said; the third line begins before the second has ended."""

MEASURES: dict[str, dict[str, object]] = {
    "greeting": {"state": "known", "value": 1.0, "evidence": [[0.5, 1.2, 1, "good morning"]]},
    "own_name": {"state": "known", "value": 1.0, "evidence": [[1.2, 2.2, 1, "this is putu"]]},
    "caller_name": {"state": "known", "value": 1.0, "evidence": [[8.05, 8.4, 1, "sari"]]},
    "please": {"state": "known", "value": 0.0, "evidence": []},
    "thanks": {"state": "unknown", "value": None, "evidence": []},
    "apology": {"state": "not-due", "value": None, "evidence": []},
    "closing": {"state": "known", "value": 0.0, "evidence": []},
    "talk_share": {"state": "known", "value": 0.55, "evidence": []},
    "interruptions_by_agent": {
        "state": "known", "value": 1.0, "evidence": [[7.0, 8.4, 1, "i am sorry sari"]],
    },
    "interruptions_by_caller": {"state": "known", "value": 0.0, "evidence": []},
    "longest_silence": {"state": "known", "value": 0.8, "evidence": [[3.4, 4.2, 1, ""]]},
    "questions": {"state": "known", "value": 1.0, "evidence": [[2.25, 3.6, 1, "how can i help"]]},
    "first_useful": {"state": "known", "value": 2.3, "evidence": [[2.25, 3.6, 1, "how can i help"]]},
}  # fmt: skip

POINTS = [
    Quoted("promise", 1, 10.0, 12.0, "i call you back at four"),
    Quoted("time", 1, 11.4, 12.0, "at four"),
]
