"""The sound of a recording, in the ranges of bytes that a player asks for."""

import io
from typing import TYPE_CHECKING

import structlog
from flask import Blueprint, Response, abort, request
from werkzeug.wsgi import FileWrapper

from desk.calls.page import history_of, put_on_record
from desk.calls.standing import may_hear, standings
from desk.guard import protect, reader
from desk.here import here
from desk.office import NoSound, Sounds, SoundsAway
from records import deeds
from records.models import Person, Recording

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from _typeshed.wsgi import WSGIEnvironment

log = structlog.get_logger()
sound = Blueprint("sound", __name__)
protect(sound)

_PIECE = 256 * 1024  # bytes that are read at a time


@sound.get("/calls/<call_id>/sound/<sid>")
def heard(call_id: str, sid: str) -> Response:
    """The file or a range of it; that it is heard is put on record once for each time that the
    page was read."""
    person = reader()
    recording = _audible(call_id, sid, person)
    sounds, key = here().office.sounds, recording.path
    if sounds is None or key is None:
        abort(404)
    size = _size(sounds, key)
    file = io.BufferedReader(SoundFile(sounds, key, size), _PIECE)
    response = Response(FileWrapper(file, _PIECE), mimetype="audio/wav")
    response.content_length = size
    response.direct_passthrough = True
    if recording.sha256:
        response.set_etag(recording.sha256)
    response.make_conditional(_asked(size), accept_ranges=True, complete_length=size)
    if request.method == "GET" and not _known(person, call_id, sid):
        put_on_record("heard", person, call_id, recording=sid)
    return response


class SoundFile(io.RawIOBase):
    """A file of the store of sounds, read piece by piece from where it is wanted."""

    def __init__(self, sounds: Sounds, key: str, size: int) -> None:
        self._sounds, self._key, self._size = sounds, key, size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = start + offset
        return self._at

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer)
        piece = self._sounds.read(self._key, self._at, min(len(view), self._size - self._at))
        view[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def _asked(size: int) -> "WSGIEnvironment":
    """The request, without a range that is none, or that asks for more than all of the end: then
    the whole is meant."""
    given, environ = request.range, dict(request.environ)
    parts = given.ranges if given and given.units == "bytes" else []
    if not parts or any(start < -size for start, _ in parts):
        environ.pop("HTTP_RANGE", None)
    return environ


def _size(sounds: Sounds, key: str) -> int:
    try:
        return sounds.size(key)
    except NoSound:
        log.warning("sound_missing", key=key)
        abort(404)
    except SoundsAway as error:
        log.warning("sounds_away", why=str(error))
        abort(503)


def _audible(call_id: str, sid: str, person: Person) -> Recording:
    """The recording, for one who may hear it: 404 for what does not exist to this reader, 403
    for what is not for their ears, or not yet."""
    office = here().office
    with office.store.reading() as records:
        history = history_of(records, call_id, person)
    found = [one for one in standings(office, history) if one.recording.sid == sid]
    if not found:
        abort(404)
    if not may_hear(person, found[0]):
        abort(403)
    return found[0].recording


def _known(person: Person, call_id: str, sid: str) -> bool:
    """Whether it is on record that this person hears it, since they last opened the page."""
    with here().office.store.reading() as records:
        trail = deeds.of_subject(records, call_id)
    own = sorted((one for one in trail if one.person_id == person.id), key=lambda one: one.id)
    for deed in reversed(own):
        if deed.deed == "read":
            return False
        if deed.deed == "heard" and deed.details.get("recording") == sid:
            return True
    return False
