"""What a caller answers to a question, slips of attention included."""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from simulator.people.cues import Question, options
from simulator.people.likeness import mentions
from simulator.people.personas import Persona
from simulator.people.phrases import tongue
from simulator.people.problems import Problem
from simulator.people.script import Topic
from simulator.people.wishes import Wishes


class Slip(Enum):
    """What goes wrong instead of an answer."""

    SILENCE = auto()
    MUMBLE = auto()
    WRONG_KEY = auto()
    MISUNDERSTANDING = auto()
    PERSON = auto()


@dataclass(frozen=True)
class Reply:
    """Words, keys that mean the same, or neither; `sure` is the recogniser's confidence."""

    words: str = ""
    keys: str = ""
    sure: float = 0.9

    def by(self, kinds: frozenset[str], keypad: bool) -> "Reply":
        """The way to give it when only `kinds` are listened for; `keypad` people press."""
        speech, dtmf = self.words and "speech" in kinds, self.keys and "dtmf" in kinds
        if dtmf and (keypad or not speech):
            return Reply(keys=self.keys)
        return Reply(words=self.words, sure=self.sure) if speech else Reply()


_SLIPPERY = (
    Question.LANGUAGE,
    Question.CONSENT,
    Question.NAME,
    Question.CONFIRM,
    Question.REASON,
    Question.CHOICE,
)
_SLIPPING = 0.3  # of all calls
_WEIGHTS = {
    (Slip.SILENCE,): 5,
    (Slip.SILENCE, Slip.SILENCE): 2,
    (Slip.MUMBLE,): 4,
    (Slip.MISUNDERSTANDING,): 3,
    (Slip.MISUNDERSTANDING, Slip.MUMBLE): 1,
    (Slip.WRONG_KEY,): 2,
    (Slip.PERSON,): 2,
}
_KEYPAD = 0.2
_NO_RECORDING = 0.1
_CORRECTING = 0.6  # of those whose name was got wrong say the right one at once
_AWAITS = 0.6
_SHARES = {Question.TEXTS: 0.6, Question.RECONNECT: 0.7, Question.MORE: 0.0}
_YES_OR_NO = frozenset(
    (
        *(Question.CONSENT, Question.SOLVED, Question.CALLBACK, Question.NUMBER),
        *(Question.CASE, Question.TROUBLE, Question.MORE, Question.TEXTS, Question.RECONNECT),
    )
)
_GREETED = re.compile(r"(?:speaking with|berbicara dengan) [^?]+\?")
_LANGUAGE_NAMES = {"en": ("english", "inggris"), "id": ("indonesia",)}
_POSITIVE = ("yes", "right", "correct", "ya", "betul", "benar", "setuju")
_NEGATIVE = ("no", "not", "tidak", "bukan")


class Mind:
    """One caller's side of the conversation with the machine, in one call.

    `takes_callback` is whether they have said yes to one, `awaits` to being called when
    something that is known already is solved.
    """

    def __init__(
        self,
        persona: Persona,
        titles: Mapping[str, Mapping[str, str]],
        wishes: Wishes,
        rng: random.Random,
        problem: Problem | None = None,
    ) -> None:
        self.takes_callback = self.awaits = False
        self._problem = problem or Problem(skill=persona.skill)
        self._me = persona
        self._wishes = wishes
        self._titles = titles
        self._rng = rng
        self._tongue = tongue(persona.language)
        self._times: Counter[Question] = Counter()
        self._slips: dict[Question, list[Slip]] = defaultdict(list)
        if rng.random() < _SLIPPING:
            ways = tuple(_WEIGHTS)
            slips = rng.choices(ways, tuple(_WEIGHTS.values()))[0]
            self._slips[rng.choice(_SLIPPERY)].extend(slips)
        self._keypad = rng.random() < _KEYPAD
        self._records = rng.random() >= _NO_RECORDING

    def reply(
        self, question: Question, text: str, kinds: frozenset[str], held: float = 0.0
    ) -> Reply:
        """What to answer to `question`, asked in `text`, when `kinds` are listened for.

        `held`: the seconds on hold so far.
        """
        if question is Question.CALLBACK:
            self.takes_callback = self._wishes.wants(held)
        if self._slips[question]:
            return self._slip(self._slips[question].pop(0)).by(kinds, keypad=False)
        reply = self._answer(question, text)
        self._times[question] += 1
        return reply.by(kinds, self._keypad)

    def called(self, text: str, kinds: frozenset[str], *, asked_for: bool) -> Reply:
        """What to answer to `text` when called, after asking for that or out of the blue."""
        return self._yes_or_no(asked_for, text).by(kinds, self._keypad)

    def hello(self) -> str:
        return self._tongue.say("hello", self._rng)

    def topic(self, waited: float) -> Topic:
        """What an agent is told, after so many seconds on hold."""
        me = self._me
        return Topic(
            skill=me.skill,
            language=me.language,
            name=me.known_by[0],
            surname=_surname(me.name),
            title=me.title,
            reason=me.reasons[0],
            number=self._wishes.dialled,
            waited=waited,
            solvable=self._problem.solvable,
        )

    def _slip(self, slip: Slip) -> Reply:
        match slip:
            case Slip.SILENCE:
                return Reply()
            case Slip.MUMBLE:
                return self._say("mumble", sure=self._rng.uniform(0.1, 0.5))
            case Slip.WRONG_KEY:
                return Reply(keys=self._rng.choice("3456789*"))
            case Slip.MISUNDERSTANDING:
                return self._say("misunderstood")
            case Slip.PERSON:
                return self._say("person", keys="0")

    def _answer(self, question: Question, text: str) -> Reply:
        if question in _YES_OR_NO:
            return self._yes_or_no(self._agrees(question, text), text)
        match question:
            case Question.LANGUAGE:
                return self._choose_language(text)
            case Question.CONFIRM:
                return self._confirm(text)
            case Question.RATING:
                rating = str(self._problem.rating(self._rng))
                return self._words(rating, keys=rating)
            case Question.CASE_NUMBER:
                code = self._problem.code
                return self._say("number", code, digits=" ".join(code)) if code else Reply()
            case Question.OTHER_NUMBER:
                return self._say("number", self._wishes.keyed, digits=self._wishes.spoken)
            case Question.CHOICE:
                return self._choose(text)
            case Question.MESSAGE:
                return self._say("message", name=self._me.name, reason=self._me.reasons[0])
            case _:
                return self._words(self._by_heart(question))

    def _agrees(self, question: Question, text: str) -> bool:
        """What they say to a question that wants yes or no."""
        match question:
            case Question.CONSENT:
                return self._records
            case Question.SOLVED:
                return self._problem.is_solved(self._rng)
            case Question.CALLBACK:
                return self.takes_callback
            case Question.NUMBER:
                return self._wishes.is_right(text)
            case Question.CASE:
                return self._problem.contacts > 0 and not self._is_somebody_else(text)
            case Question.TROUBLE:
                self.awaits = self._rng.random() < _AWAITS
                return self.awaits
            case _:
                return self._rng.random() < _SHARES.get(question, 0.0)

    def _is_somebody_else(self, text: str) -> bool:
        """Whether they are greeted by a name that is not theirs."""
        greeted = _GREETED.search(text)
        return greeted is not None and not mentions(greeted.group(), self._me.known_by)

    def _by_heart(self, question: Question) -> str:
        """The name and the reason, the same way each time or in the next one."""
        times = self._times[question]
        match question:
            case Question.NAME:
                return self._me.said[min(times, len(self._me.said) - 1)]
            case Question.RECORD_NAME:
                return self._me.again
            case Question.SPELL:
                return self._me.spelled
            case _:
                return self._me.reasons[times % len(self._me.reasons)]

    def _choose_language(self, text: str) -> Reply:
        mine = _LANGUAGE_NAMES.get(self._me.language, ())
        return self._say("language", keys=_key_for(options(text), mine))

    def _confirm(self, text: str) -> Reply:
        if mentions(text, self._me.known_by):
            return self._yes_or_no(True, text)
        if self._me.again and self._rng.random() < _CORRECTING:
            self._times[Question.NAME] += 1
            return self._say("correction", name=self._me.again)
        return self._yes_or_no(False, text)

    def _choose(self, text: str) -> Reply:
        title = self._titles.get(self._me.skill, {}).get(self._me.language, self._me.skill)
        if title.casefold() in text.casefold():
            return self._say("choice", title=title, keys=_key_for(options(text), (title,)))
        return self._say("neither", keys="0")

    def _yes_or_no(self, yes: bool, text: str) -> Reply:
        offered = options(text)
        no = _key_for(offered, _NEGATIVE)
        if yes:
            offered.pop(no, None)  # "not right" has "right" in it
        key = (_key_for(offered, _POSITIVE) or "1") if yes else (no or "2")
        return self._say("yes" if yes else "no", keys=key)

    def _say(self, kind: str, keys: str = "", sure: float | None = None, **filled: str) -> Reply:
        return self._words(self._tongue.say(kind, self._rng, **filled), keys, sure)

    def _words(self, words: str, keys: str = "", sure: float | None = None) -> Reply:
        return Reply(words, keys, round(sure or self._rng.uniform(0.7, 0.97), 2))


def _surname(name: str) -> str:
    """The last word of a name of several, in letters."""
    _, *others = name.split()
    return "".join(filter(str.isalpha, others[-1])) if others else ""


def _key_for(offered: Mapping[str, str], wanted: tuple[str, ...]) -> str:
    """The key whose label has one of the `wanted` words; empty if none has."""
    for key, label in offered.items():
        padded = f" {label.casefold()} "
        if any(f" {word.casefold()} " in padded for word in wanted):
            return key
    return ""
