"""A conversation as a file: text, subtitles or JSON, as its reader may see it."""

from collections.abc import Callable, Iterator, Sequence

from flask import Blueprint, Response, abort

from desk import session
from desk.calls.page import history_of, put_on_record
from desk.calls.spoken import Said, Word
from desk.calls.story import Story, told
from desk.guard import protect, reader
from desk.here import here
from desk.office import Line, Writing
from desk.wording import Wording

export = Blueprint("export", __name__)
protect(export)

Writer = Callable[[Writing, Sequence[Line]], str]
FORMATS: dict[str, tuple[str, Writer]] = {
    "txt": ("text/plain", lambda writing, lines: writing.as_text(lines)),
    "srt": ("application/x-subrip", lambda writing, lines: writing.as_srt(lines)),
    "json": ("application/json", lambda writing, lines: writing.as_json(lines)),
}


@export.get("/calls/<call_id>/export.<form>")
def file(call_id: str, form: str) -> Response:
    """The whole call in one file; that it was given out is put on record first."""
    person, at = reader(), here()
    if form not in FORMATS or at.office.writing is None:
        abort(404)
    with at.office.store.reading() as records:
        story = told(at.office, records, history_of(records, call_id, person), person)
    say = at.drawing.wording(session.language(at.office))
    mimetype, write = FORMATS[form]
    text = write(at.office.writing, list(lines(story, say)))
    put_on_record("exported", person, call_id, form=form)
    response = Response(text, content_type=f"{mimetype}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="call-{story.call.id}.{form}"'
    return response


def lines(story: Story, say: Wording) -> Iterator[Line]:
    """Every utterance, with its time since the first recording of the call began."""
    shift, end, first = 0.0, 0.0, None
    for track in story.tracks:
        began = track.standing.recording.started_at
        if began is not None and first is None:
            first = began - end
        shift = end if began is None or first is None else began - first
        for said in track.said:
            end = max(end, shift + said.end)
            yield _line(said, shift, say)


def _line(said: Said, shift: float, say: Wording) -> Line:
    return Line(
        start=shift + said.start,
        end=shift + said.end,
        who=said.who or say(f"speaker-{said.speaker}"),
        text=" ".join(_text(word) for word in said.words),
        words=tuple(
            (_text(word), shift + word.start, shift + word.end, word.confidence)
            for word in said.words
        ),
    )


def _text(word: Word) -> str:
    return f"[{word.gap}]" if word.gap else word.text
