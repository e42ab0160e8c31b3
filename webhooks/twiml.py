"""Actions in Twilio's words: the only place that knows TwiML."""

from collections.abc import Iterable
from dataclasses import dataclass

from twilio.twiml.voice_response import Dial, Gather, Record, Start, VoiceResponse

from ivr import actions, prompts
from ivr.actions import Action, Line
from records.models import Visit
from webhooks.links import Links

QUEUE = "sapa"
LISTEN = 5
"""Seconds in which a caller may begin to answer."""
PAUSE = 2
"""Seconds of silence that end what a caller says; Twilio wants a whole number."""

BREATH = 1
"""Seconds of silence after a round of music, the least that there can be."""
WISHES = "supervisor,manager,atasan"
"""What is listened for in the music."""


@dataclass(frozen=True)
class Place:
    """Where in a call a document stands: its addresses are made from these."""

    call_id: str
    step: int
    talk_id: int | None = None


def say(verb: VoiceResponse | Gather, line: Line) -> None:
    voice = prompts.VOICES[line.language]
    verb.say(prompts.say(line), voice=voice.name, language=voice.tag)


class Writer:
    """Renders actions for callers and documents for agents."""

    def __init__(self, links: Links) -> None:
        self._links = links

    def caller(self, todo: Iterable[Action], place: Place) -> str:
        """The document for the caller's leg."""
        response = VoiceResponse()
        for action in todo:
            self._write(response, action, place)
        return str(response)

    def _write(self, response: VoiceResponse, action: Action, place: Place) -> None:
        match action:
            case actions.Say(line):
                say(response, line)
            case actions.Ask():
                self._ask(response, action, place)
            case actions.RecordVoice():
                self._record_voice(response, action, place)
            case actions.StartRecording():
                response.append(self._recording())
            case actions.Meet():
                response.append(self._meet_agent(place))
            case actions.HangUp():
                response.hangup()
            case _:
                self._wait(response, action, place)

    def _wait(self, response: VoiceResponse, action: Action, place: Place) -> None:
        """Into the waiting line, and on in it."""
        match action:
            case actions.JoinQueue():
                self._join(response, action, place)
            case actions.Hold(language):
                self._hold(response, language, place)
            case actions.StayInLine():
                response.redirect(self._round(place))

    def _ask(self, response: VoiceResponse, ask: actions.Ask, place: Place) -> None:
        answer = self._links.to("/voice/turn", step=place.step)
        gather = Gather(
            input="dtmf speech",
            action=answer,
            language=prompts.VOICES[ask.language].tag,
            hints=",".join(ask.hints) or None,
            num_digits=ask.digits,
            timeout=LISTEN,
            speech_timeout=PAUSE,
        )
        for line in ask.lines:
            say(gather, line)
        response.append(gather)
        response.redirect(answer)

    def _record_voice(
        self, response: VoiceResponse, ask: actions.RecordVoice, place: Place
    ) -> None:
        answer = self._links.to("/voice/turn", step=place.step)
        for line in ask.lines:
            say(response, line)
        response.append(
            Record(
                action=answer,
                max_length=ask.seconds,
                timeout=LISTEN,
                finish_on_key="#0",  # a 0 asks for a person here too
                recording_status_callback=self._links.to("/recordings/status", kind=ask.kind),
            )
        )
        response.redirect(answer)

    def _join(self, response: VoiceResponse, join: actions.JoinQueue, place: Place) -> None:
        if join.again:
            response.pause(length=1)  # a broken line must not spin
        response.enqueue(
            QUEUE,
            action=self._links.to("/voice/line", step=place.step),
            wait_url=self._round(place),
        )

    def _hold(self, response: VoiceResponse, language: str | None, place: Place) -> None:
        """Music in which a wish is heard, and then the next round, by an address that tells
        which round this was."""
        gather = Gather(
            input="dtmf speech" if language else "dtmf",
            action=self._links.to("/voice/turn", step=place.step),
            language=prompts.VOICES[language].tag if language else None,
            hints=WISHES if language else None,
            num_digits=1,
            timeout=BREATH,
            speech_timeout=PAUSE if language else None,
        )
        gather.play(self._links.plain("/sound/hold.wav"))
        response.append(gather)
        response.redirect(self._round(place))

    def _round(self, place: Place) -> str:
        return self._links.to("/voice/wait", step=place.step)

    def _recording(self) -> Start:
        start = Start()
        start.recording(
            channels="dual",
            trim="do-not-trim",
            recording_status_callback=self._links.to("/recordings/status", kind="call"),
            recording_status_callback_event="in-progress completed absent",
        )
        return start

    def _meet_agent(self, place: Place) -> Dial:
        """The caller's leaving ends the conference; the agent's does not."""
        dial = Dial(action=self._links.to("/voice/after", talk=place.talk_id or 0))
        dial.conference(
            place.call_id,
            beep="false",
            start_conference_on_enter=True,
            end_conference_on_exit=True,
            wait_url=self._links.to("/voice/moment"),
            jitter_buffer_size="small",
            **self._told_who_leaves(),
        )
        return dial

    def _told_who_leaves(self) -> dict[str, str]:
        """Asked for by both: only the first to join is listened to."""
        address = self._links.to("/conference/left")
        return {"status_callback": address, "status_callback_event": "leave"}

    def meet_caller(
        self,
        about: Iterable[Line],
        place: Place,
        spoken_name: str | None = None,
        *,
        muted: bool = False,
    ) -> str:
        """The agent hears who it is and is in the conference with them; * ends the talk.

        `about` is empty for who has heard it. `spoken_name` is the address of the name as the
        caller spoke it. `muted`: nobody hears the agent.
        """
        response = self._whisper(about, spoken_name)
        after = self._links.to("/agent/after", talk=place.talk_id or 0)
        dial = Dial(action=after, hangup_on_star=True)
        dial.conference(
            place.call_id,
            beep="false",
            muted=muted,
            start_conference_on_enter=True,
            end_conference_on_exit=False,
            wait_url="",
            jitter_buffer_size="small",
            **self._told_who_leaves(),
        )
        response.append(dial)
        return str(response)

    def visit(self, visit: Visit, coach: str | None) -> str:
        """The visitor is in the conference: mute, heard by the leg `coach` alone, or by all."""
        response = VoiceResponse()
        dial = Dial(action=self._links.to("/agent/visited", visit=visit.id), hangup_on_star=True)
        dial.conference(
            visit.call_id,
            beep="false",
            muted=visit.mode == "listen",
            coach=coach if visit.mode == "whisper" else None,
            start_conference_on_enter=True,
            end_conference_on_exit=False,
            wait_url="",
            jitter_buffer_size="small",
            **self._told_who_leaves(),
        )
        response.append(dial)
        return str(response)

    def await_customer(
        self, about: Iterable[Line], place: Place, spoken_name: str | None = None
    ) -> str:
        """The agent hears who is being rung, and that it rings, until it does no more."""
        response = self._whisper(about, spoken_name)
        response.play(self._links.plain("/sound/ringing.wav"))
        response.redirect(self._links.to("/agent/ringing", talk=place.talk_id or 0))
        return str(response)

    def _whisper(self, about: Iterable[Line], spoken_name: str | None) -> VoiceResponse:
        response = VoiceResponse()
        lines = tuple(about)
        if lines:
            response.play(self._links.plain("/sound/beep.wav"))
        if spoken_name:
            response.play(spoken_name)
        for line in lines:
            say(response, line)
        return response

    def listen(self, path: str, lines: Iterable[Line], **wish: int | str) -> str:
        """Ask an agent for keys; `path` (with its query) gets them, or their absence."""
        response = VoiceResponse()
        gather = Gather(input="dtmf", action=path, **wish)
        for line in lines:
            say(gather, line)
        response.append(gather)
        response.redirect(path)
        return str(response)

    def hold(self, line: Line | None, then: str) -> str:
        """A word for who is on hold, music, and on at the address `then`."""
        response = VoiceResponse()
        if line is not None:
            say(response, line)
        response.play(self._links.plain("/sound/hold.wav"), loop=2)
        response.redirect(then)
        return str(response)

    def beep(self, lines: Iterable[Line], then: str) -> str:
        """A sign that something is up, `lines`, and on at the address `then`."""
        response = self._whisper(lines, None)
        response.redirect(then)
        return str(response)

    def moment(self) -> str:
        """Silence for a breath, again and again; a conference does not repeat it by itself."""
        response = VoiceResponse()
        response.pause(length=2)
        response.redirect("")
        return str(response)

    def speak(
        self, lines: Iterable[Line], *, then: str | None = None, hang_up: bool = False
    ) -> str:
        """Say `lines`, then go on at the address `then`, or hang up, or fall silent."""
        response = VoiceResponse()
        for line in lines:
            say(response, line)
        if then is not None:
            response.redirect(then)
        if hang_up:
            response.hangup()
        return str(response)


def _over() -> str:
    response = VoiceResponse()
    response.hangup()
    return str(response)


NOTHING = str(VoiceResponse())
"""An answer that asks for nothing."""
OVER = _over()
"""The end of a leg that nobody wants anything of any more."""
