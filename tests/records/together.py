"""Several transactions that start in the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy.orm import Session

from records.errors import AlreadyKnown
from records.session import Store


def at_once(store: Store, work: Callable[[Session], object], times: int = 4) -> list[object]:
    """What `work` returns, or the error it ends with, in transactions that start together."""
    start = Barrier(times)

    def run(_: int) -> object:
        start.wait()
        try:
            with store.transaction() as session:
                return work(session)
        except AlreadyKnown as error:
            return error

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))
