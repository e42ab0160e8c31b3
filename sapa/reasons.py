"""Understanding reasons, learnt from the hotline's own examples when it is first needed."""

from collections.abc import Iterator, Mapping
from threading import Lock
from typing import TYPE_CHECKING

from sapa.hotline import Hotline, Language

if TYPE_CHECKING:
    from ivr.reasons import Reasons


class Trained(Mapping[str, "Reasons"]):
    """What was learnt for each language of a hotline. Learning takes a second or two, and
    only who answers callers needs it."""

    def __init__(self, hotline: Hotline) -> None:
        self._hotline = hotline
        self._learnt: dict[str, Reasons] = {}
        self._lock = Lock()

    def all(self) -> None:
        """Learn every language now, before somebody waits for it."""
        for language in self:
            self[language]

    def __getitem__(self, language: str) -> "Reasons":
        with self._lock:
            if language not in self._learnt:
                self._learnt[language] = self._learn(self._language(language))
            return self._learnt[language]

    def _language(self, code: str) -> Language:
        return next(language for language in self._hotline.about.languages if language == code)

    def _learn(self, language: Language) -> "Reasons":
        from ivr import reasons  # brings scikit-learn

        skills = self._hotline.skills
        examples = ((text, skill.key) for skill in skills for text in skill.examples[language])
        return reasons.train(examples, language)

    def __iter__(self) -> Iterator[str]:
        return iter(self._hotline.about.languages)

    def __len__(self) -> int:
        return len(self._hotline.about.languages)
