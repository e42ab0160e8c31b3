"""Recordings of legs and conferences: their lives, and which stretches they hold."""

from dataclasses import dataclass, field

from simulator.callbacks import Callbacks, Lane
from simulator.network.call import Call
from simulator.network.conferences import Conference
from simulator.network.source import Hook, new_sid, rfc2822

PROCESSING_TIME = 1.0
RUNNING = frozenset({"in-progress", "paused"})


@dataclass
class Piece:
    """A stretch of simulated time; a silent one stands for a pause."""

    start: float
    end: float | None = None
    silent: bool = False

    def seconds(self, now: float) -> float:
        return (now if self.end is None else self.end) - self.start


@dataclass(frozen=True)
class Wish:
    """How a recording is wanted; `track` is both, inbound or outbound."""

    channels: int = 1
    source: str = "StartCallRecordingAPI"
    track: str = "both"
    trim: bool = False
    hook: Hook | None = None


@dataclass
class Recording:
    """What a leg (the first joiner's, for a conference) said and heard."""

    call: Call
    wish: Wish
    started: float
    lane: Lane
    conference: Conference | None = None
    status: str = "in-progress"
    pieces: list[Piece] = field(default_factory=list)
    updated: float = 0.0
    sid: str = field(default_factory=lambda: new_sid("RE"))

    @property
    def running(self) -> bool:
        return self.status in RUNNING

    @property
    def channels(self) -> int:
        return self.wish.channels

    def duration(self) -> int:
        """Whole simulated seconds."""
        now = self.call.clock.now()
        return round(sum(piece.seconds(now) for piece in self.pieces))


class Recordings:
    """All recordings of the account, by sid."""

    def __init__(self, account_sid: str, callbacks: Callbacks) -> None:
        self._account_sid = account_sid
        self._callbacks = callbacks
        self._clock = callbacks.clock
        self.base_url = ""
        self.by_sid: dict[str, Recording] = {}

    def start(self, call: Call, wish: Wish, conference: Conference | None = None) -> Recording:
        now = self._clock.now()
        lane = self._callbacks.lane(call.note)
        recording = Recording(call, wish, now, lane, conference, updated=now)
        recording.pieces.append(Piece(now))
        self.by_sid[recording.sid] = recording
        self._tell(recording)
        return recording

    def pause(self, recording: Recording, *, skip: bool) -> None:
        now = self._close_piece(recording)
        recording.status = "paused"
        if not skip:
            recording.pieces.append(Piece(now, silent=True))

    def resume(self, recording: Recording) -> None:
        now = self._close_piece(recording)
        recording.status = "in-progress"
        recording.pieces.append(Piece(now))

    def stop(self, recording: Recording) -> None:
        """End it; the file exists some time later."""
        if not recording.running:
            return
        self._close_piece(recording)
        if recording.wish.trim:
            _trim(recording)
        recording.status = "processing"
        self._callbacks.chores.start(self._process(recording))

    def stop_all(self, call: Call) -> None:
        for recording in self.of(call):
            if recording.conference is None:
                self.stop(recording)

    def of(self, call: Call) -> list[Recording]:
        return [recording for recording in self.by_sid.values() if recording.call is call]

    def url(self, recording: Recording) -> str:
        return f"{self.base_url}/2010-04-01/Accounts/{self._account_sid}/Recordings/{recording.sid}"

    def _close_piece(self, recording: Recording) -> float:
        now = self._clock.now()
        recording.updated = now
        if recording.pieces and recording.pieces[-1].end is None:
            recording.pieces[-1].end = now
        return now

    async def _process(self, recording: Recording) -> None:
        await self._clock.sleep(PROCESSING_TIME)
        recording.status = "completed" if recording.duration() else "absent"
        recording.updated = self._clock.now()
        self._tell(recording)

    def _tell(self, recording: Recording) -> None:
        hook = recording.wish.hook
        if hook is None or recording.status not in hook.events:
            return
        form = {
            "AccountSid": self._account_sid,
            "CallSid": recording.call.sid,
            "RecordingSid": recording.sid,
            "RecordingUrl": self.url(recording),
            "RecordingStatus": recording.status,
            "RecordingChannels": str(recording.channels),
            "RecordingStartTime": rfc2822(recording.started) or "",
            "RecordingSource": recording.wish.source,
            "RecordingTrack": recording.wish.track,
            "ErrorCode": "0",
        }
        if recording.status != "in-progress":
            form["RecordingDuration"] = str(recording.duration())
        if recording.conference is not None:
            form["ConferenceSid"] = recording.conference.sid
        recording.lane.post(hook.url, hook.method, form)


def _trim(recording: Recording) -> None:
    """Cut the silence before the first word and after the last one."""
    first, last = recording.pieces[0], recording.pieces[-1]
    if first is not last or last.end is None:
        return
    words = recording.call.said.between(first.start, last.end)
    if not words:
        last.end = first.start
        return
    first.start = max(first.start, words[0].at)
    last.end = min(last.end, max(word.end for word in words))
