"""All conferences of the account."""

from collections import deque

from simulator.callbacks import Callbacks
from simulator.network.call import Call
from simulator.network.conferences import Conference
from simulator.network.recordings import Recordings, Wish

KEPT = 5000


class Rooms:
    """Conferences by sid. A name stands for its one open conference."""

    def __init__(self, account_sid: str, callbacks: Callbacks, recordings: Recordings) -> None:
        self._account_sid = account_sid
        self._callbacks = callbacks
        self._recordings = recordings
        self._open: dict[str, Conference] = {}
        self.by_sid: dict[str, Conference] = {}
        self._over: deque[str] = deque()

    def named(self, name: str) -> Conference | None:
        conference = self._open.get(name)
        return conference if conference is not None and conference.open else None

    def demand(self, name: str) -> Conference:
        """The open conference of that name, created if there is none."""
        conference = self.named(name)
        if conference is None:
            conference = self._create(name)
        return conference

    def _create(self, name: str) -> Conference:
        conference = Conference(name, self._account_sid, self._callbacks.clock)
        conference.lane = self._callbacks.lane(conference.note)
        conference.on_end = lambda: self._close(conference)
        self._open[name] = conference
        self.by_sid[conference.sid] = conference
        return conference

    def record(self, conference: Conference, first: Call, wish: Wish | None) -> None:
        """Record from the moment two are together; the first leg's ears are the room's."""
        if wish is None:
            return

        def start() -> None:
            recording = self._recordings.start(first, wish, conference)

            def end() -> None:
                self._recordings.stop(recording)
                self._close(conference)

            conference.on_end = end

        conference.on_start = start

    def _close(self, conference: Conference) -> None:
        self._open.pop(conference.name, None)
        self._over.append(conference.sid)
        while len(self._over) > KEPT:
            self.by_sid.pop(self._over.popleft(), None)
