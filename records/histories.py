"""What there is to read and to hear of calls: their talks, recordings and transcripts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from records.models import Call, Recording, Talk, Transcript

Row = TypeVar("Row")


@dataclass(frozen=True)
class History:
    """One call. `recordings` are those of talks and messages, not of spoken names; everything
    is in the order in which it began. `transcripts` is by the sid of the recording."""

    call: Call
    talks: Sequence[Talk]
    recordings: Sequence[Recording]
    transcripts: Mapping[str, Transcript]

    @property
    def people(self) -> list[int]:
        """The ids of those who talked with the caller, each once."""
        heard = (talk.person_id for talk in self.talks if talk.connected_at is not None)
        return list(dict.fromkeys(heard))


def of_calls(session: Session, ids: Sequence[str]) -> list[History]:
    """The calls with these ids that there are, in the order of the ids."""
    query = select(Call).where(Call.id.in_(ids)).options(joinedload(Call.customer))
    calls = {call.id: call for call in session.scalars(query)}
    talks = _by_call(
        session.scalars(select(Talk).where(Talk.call_id.in_(ids)).order_by(Talk.id)),
        lambda talk: talk.call_id,
    )
    sounds = _by_call(
        session.scalars(
            select(Recording)
            .where(Recording.call_id.in_(ids), Recording.kind != "name")
            .order_by(Recording.created_at, Recording.sid)
        ),
        lambda recording: recording.call_id,
    )
    texts = _by_call(
        session.scalars(select(Transcript).where(Transcript.call_id.in_(ids))),
        lambda transcript: transcript.call_id,
    )
    return [
        History(
            call=calls[call_id],
            talks=talks.get(call_id, ()),
            recordings=sounds.get(call_id, ()),
            transcripts={text.recording_sid: text for text in texts.get(call_id, ())},
        )
        for call_id in ids
        if call_id in calls
    ]


def of_call(session: Session, call_id: str) -> History | None:
    """The call with this id."""
    return next(iter(of_calls(session, [call_id])), None)


def talking(session: Session, person_id: int) -> tuple[Talk, Call] | None:
    """The talk that this person is in, and its call."""
    found = session.execute(
        select(Talk, Call)
        .join(Call, Call.id == Talk.call_id)
        .where(Talk.person_id == person_id, Talk.ended_at.is_(None))
        .order_by(Talk.id.desc())
        .limit(1)
    ).one_or_none()
    return None if found is None else (found[0], found[1])


def _by_call(rows: Iterable[Row], call_of: Callable[[Row], str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(call_of(row), []).append(row)
    return found
