"""Taking part in a conference: what one participant hears, from joining to leaving."""

import asyncio
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from simulator.courier import TwimlError
from simulator.line import Quiet, Together
from simulator.network.conferences import (
    GONE_BY_API,
    GONE_BY_HANGUP,
    Conference,
    NameTakenError,
    NoCoachingError,
    Participant,
    Settings,
    events_of,
)
from simulator.network.recordings import Wish
from simulator.network.source import Hook, Source
from simulator.twiml.document import Document
from simulator.twiml.performer import Performer
from simulator.twiml.schema import IN_CONFERENCE
from simulator.twiml.values import Values

MUSIC = 60.0
MOST_PARTICIPANTS = 250


@dataclass(frozen=True)
class Scene:
    """What a participant hears: sounds from `source`, hold music, or the others."""

    others: int | None
    source: Source | None = None


@dataclass(frozen=True)
class Attendance:
    """One leg's presence in one conference."""

    performer: Performer
    conference: Conference
    participant: Participant

    @classmethod
    def of(cls, performer: Performer, noun: Element, document: Document) -> "Attendance | None":
        """Enter the conference that `noun` names; None when it is full or the label is taken."""
        name = (noun.text or "").strip()
        if not name:
            raise TwimlError(13233, "a conference needs a name", document.url)
        values = performer.values(noun, document)
        settings = _settings(values)
        rooms = performer.exchange.rooms
        conference = rooms.demand(name)
        if len(conference.participants) >= settings.most:
            performer.warn(f"13234: the conference already has {settings.most} participants")
            return None
        if conference.first is None:
            rooms.record(conference, performer.call, _wish(values))
        try:
            participant = conference.enter(performer.call, settings)
        except NameTakenError:
            performer.warn(f"16025: the label {settings.label} is taken")
            return None
        except NoCoachingError as error:
            conference.end_if_deserted()
            raise TwimlError(13240, "nobody to coach", document.url) from error
        return cls(performer, conference, participant)

    async def attend(self) -> None:
        """Hear what there is to hear until the participant is out of the conference."""
        participant = self.participant
        hearing: asyncio.Task[None] | None = None
        scene: Scene | None = None
        try:
            while participant.gone is None:
                participant.changed.clear()
                if (now := self._scene(participant)) != scene:
                    scene = now
                    _silence(hearing)
                    hearing = asyncio.create_task(self._hear(scene))
                    hearing.add_done_callback(lambda _: participant.changed.set())
                await participant.changed.wait()
                _check(hearing)
        finally:
            _silence(hearing)

    def leave(self) -> None:
        redirected = self.performer.call.pending is not None
        self.conference.leave(self.participant, GONE_BY_API if redirected else GONE_BY_HANGUP)

    def _scene(self, participant: Participant) -> Scene:
        if participant.held:
            return Scene(None, participant.hold)
        if self.conference.status == "init":
            return Scene(0, participant.settings.wait)
        return Scene(self.conference.together(participant))

    async def _hear(self, scene: Scene) -> None:
        call = self.performer.call
        if scene.others is not None:
            call.play(Together(self.conference.name, scene.others))
        if scene.source is not None:
            await self.performer.within(IN_CONFERENCE).run(scene.source)
        elif not scene.others:
            call.play(Quiet(MUSIC))


def _settings(values: Values) -> Settings:
    wait = values.address("waitUrl")
    callback = values.address("statusCallback")
    events = events_of(values.text("statusCallbackEvent"))
    return Settings(
        label=values.text("participantLabel"),
        muted=values.flag("muted"),
        start_on_enter=values.flag("startConferenceOnEnter", default=True),
        end_on_exit=values.flag("endConferenceOnExit"),
        coach=values.text("coach"),
        wait=Source(wait, values.method("waitMethod")) if wait else None,
        most=values.number("maxParticipants", MOST_PARTICIPANTS, 1, MOST_PARTICIPANTS),
        hook=Hook(callback, values.method("statusCallbackMethod"), events) if callback else None,
    )


def _wish(values: Values) -> Wish | None:
    """The recording that the first to join asks for."""
    if values.text("record") not in {"record-from-start", "true"}:
        return None
    hook = values.hook("recordingStatusCallback", "completed")
    return Wish(channels=2, source="Conference", hook=hook)


def _silence(hearing: "asyncio.Task[None] | None") -> None:
    if hearing is not None:
        hearing.cancel()


def _check(hearing: "asyncio.Task[None] | None") -> None:
    """Pass on the failure of what was being heard."""
    if hearing is not None and hearing.done() and not hearing.cancelled():
        hearing.result()
