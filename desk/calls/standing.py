"""How far a recording and its transcript are, and who may hear it."""

from dataclasses import dataclass
from enum import StrEnum

from desk.office import Office
from records.histories import History
from records.models import Call, Person, Recording, Transcript


class State(StrEnum):
    """Of a recording, from its beginning to its text."""

    RUNNING = "running"
    FETCHING = "fetching"
    ABSENT = "absent"
    REMOVED = "removed"
    NO_MODEL = "no-model"
    WAITING = "waiting"
    WORKING = "working"
    SILENCING = "silencing"
    DONE = "done"
    FAILED = "failed"


SETTLED = frozenset({State.ABSENT, State.REMOVED, State.NO_MODEL, State.DONE, State.FAILED})
"""States that last."""
PROBLEMS = frozenset(
    {
        *("no-model", "model-broken", "not-sound", "empty", "too-many-channels", "needs-ffmpeg"),
        *("missing", "no-room", "cut-short", "silent", "mono", "gave-up"),
    }
)
"""The words in which a transcript says what went wrong or what it lacks; each is worded."""

_WITHOUT_TEXT = {
    "expected": State.RUNNING,
    "completed": State.FETCHING,
    "absent": State.ABSENT,
    "removed": State.REMOVED,
    "forgotten": State.REMOVED,
}


@dataclass(frozen=True)
class Standing:
    """Where one recording stands; `progress` is 0 to 1, `problem` one of PROBLEMS, or "other"
    for one that has no words of its own."""

    recording: Recording
    state: State
    problem: str | None
    progress: float

    @property
    def is_message(self) -> bool:
        return self.recording.kind == "message"

    @property
    def settled(self) -> bool:
        return self.state in SETTLED


def standings(office: Office, history: History) -> list[Standing]:
    """One for each recording of a call."""
    return [
        _standing(office, history.call, recording, history.transcripts.get(recording.sid))
        for recording in history.recordings
    ]


def may_read(person: Person, history: History) -> bool:
    """An agent reads the calls in which they talked."""
    return person.role != "agent" or person.id in history.people


def may_hear(person: Person, standing: Standing) -> bool:
    """Whether this reader of the call may hear the recording: when all that is private in it is
    silenced. What could not be checked for that is for supervisors alone; an administrator
    hears nothing."""
    if person.role == "administrator" or not is_here(standing.recording):
        return False
    return standing.state is State.DONE or (unchecked(standing) and person.role == "supervisor")


def unchecked(standing: Standing) -> bool:
    """Whether nobody has looked for private words in the sound, and nobody will."""
    return standing.state in (State.FAILED, State.NO_MODEL)


def is_here(recording: Recording) -> bool:
    """Whether its sound lies in our store."""
    return recording.status == "fetched" and recording.path is not None


def _standing(
    office: Office, call: Call, recording: Recording, transcript: Transcript | None
) -> Standing:
    if transcript is None:
        return Standing(recording, _untold(office, call, recording), None, 0.0)
    problem = transcript.problem
    return Standing(
        recording=recording,
        state=State(transcript.status),
        problem="other" if problem and problem not in PROBLEMS else problem,
        progress=transcript.progress,
    )


def _untold(office: Office, call: Call, recording: Recording) -> State:
    """Of a recording for which no transcript is asked yet."""
    language = call.language or office.languages[0]
    has_model = language in office.models
    return _WITHOUT_TEXT.get(recording.status, State.WAITING if has_model else State.NO_MODEL)
