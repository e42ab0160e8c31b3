"""Understanding reasons, learnt from the hotline's own examples when it is first needed, and
anew when people who work there have added phrases to them."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock, Thread
from typing import TYPE_CHECKING, Protocol

import structlog

from sapa.hotline import Hotline, Language

if TYPE_CHECKING:
    from ivr.reasons import Reasons

log = structlog.get_logger()

LOOK_EVERY = 60.0
"""Seconds until another look whether phrases were added."""


class Clock(Protocol):
    def now(self) -> float: ...


@dataclass(frozen=True)
class Added:
    """A phrase that was added to the examples of a skill."""

    skill: str
    language: str
    text: str


class Phrases(Protocol):
    """Where added phrases are on record."""

    def state(self) -> object:
        """Another one after every change."""
        ...

    def all(self) -> Sequence[Added]: ...


class Trained(Mapping[str, "Reasons"]):
    """What was learnt for each language of a hotline. Learning takes a second or two, and
    only who answers callers needs it: they go on with what they know while more is learnt."""

    def __init__(
        self,
        hotline: Hotline,
        phrases: Phrases | None = None,
        clock: Clock | None = None,
        run: Callable[[Callable[[], None]], None] | None = None,
    ) -> None:
        """`run` does what takes time without holding up a caller: in a thread, if not set."""
        self._hotline = hotline
        self._phrases = phrases
        self._clock = clock
        self._run = run or _in_a_thread
        self._learnt: dict[str, Reasons] = {}
        self._lock = Lock()
        self._state: object = None
        self._looked = float("-inf")

    def all(self) -> None:
        """Learn every language now, before somebody waits for it."""
        for language in self:
            self[language]

    def __getitem__(self, language: str) -> "Reasons":
        self._look_again()
        with self._lock:
            if language not in self._learnt:
                self._state, added = self._added()
                self._learnt[language] = self._learn(self._language(language), added)
            return self._learnt[language]

    def _look_again(self) -> None:
        now = self._clock.now() if self._clock else 0.0
        if now - self._looked < LOOK_EVERY:
            return
        self._looked = now
        if self._phrases is not None and self._learnt:
            self._run(self._learn_more)

    def _learn_more(self) -> None:
        """Languages that were learnt are learnt anew, if there are other phrases now."""
        try:
            state, added = self._added()
            if state == self._state:
                return
            learnt = {one: self._learn(self._language(one), added) for one in tuple(self._learnt)}
        except Exception:  # what is known already is good enough for the next caller
            log.exception("phrases_not_learnt")
            return
        with self._lock:
            self._learnt, self._state = learnt, state
        log.info("phrases_learnt", phrases=len(added))

    def _added(self) -> tuple[object, Collection[Added]]:
        if self._phrases is None:
            return None, ()
        state = self._phrases.state()
        return state, self._phrases.all()

    def _language(self, code: str) -> Language:
        return next(language for language in self._hotline.about.languages if language == code)

    def _learn(self, language: Language, added: Collection[Added]) -> "Reasons":
        from ivr import reasons  # brings scikit-learn

        skills = self._hotline.skills
        known = {skill.key for skill in skills}
        examples = [(text, skill.key) for skill in skills for text in skill.examples[language]]
        more = [
            (one.text, one.skill)
            for one in added
            if one.language == language and one.skill in known
        ]
        return reasons.train(examples + more, language)

    def __iter__(self) -> Iterator[str]:
        return iter(self._hotline.about.languages)

    def __len__(self) -> int:
        return len(self._hotline.about.languages)


def _in_a_thread(do: Callable[[], None]) -> None:
    Thread(target=do, name="learn-phrases", daemon=True).start()
