"""The tables, by what they are about."""

from records.models.base import (
    Base,
    CleanText,
)
from records.models.calls import (
    Call,
    CallEvent,
    Customer,
    EndedBy,
    Leg,
    Talk,
)
from records.models.house import (
    Deed,
    DeedKind,
    Moment,
)
from records.models.people import (
    Message,
    MessageKind,
    Mode,
    Person,
    Role,
    Status,
    StatusSpan,
)
from records.models.promises import (
    Notice,
    Promise,
    PromiseKind,
    PromiseState,
)
from records.models.transcripts import (
    Courtesy,
    Point,
    PointState,
    Recording,
    RecordingKind,
    RecordingStatus,
    Speaker,
    Transcript,
    TranscriptStatus,
    Utterance,
)
from records.models.visits import (
    VISIT,
    Note,
    Visit,
    VisitMode,
    VisitOutcome,
    VisitPurpose,
)

__all__ = [
    "VISIT",
    "Base",
    "Call",
    "CallEvent",
    "CleanText",
    "Courtesy",
    "Customer",
    "Deed",
    "DeedKind",
    "EndedBy",
    "Leg",
    "Message",
    "MessageKind",
    "Mode",
    "Moment",
    "Note",
    "Notice",
    "Person",
    "Point",
    "PointState",
    "Promise",
    "PromiseKind",
    "PromiseState",
    "Recording",
    "RecordingKind",
    "RecordingStatus",
    "Role",
    "Speaker",
    "Status",
    "StatusSpan",
    "Talk",
    "Transcript",
    "TranscriptStatus",
    "Utterance",
    "Visit",
    "VisitMode",
    "VisitOutcome",
    "VisitPurpose",
]
