"""The script of a talk: who says what and when, for one caller, one agent and a length of time."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from simulator.network.sound import speaking_time
from simulator.people.digits import breaths, card_number, order_number
from simulator.people.phrases import tongue

Side = Literal["agent", "caller"]
Ending = Literal["leave", "pass on", "cut"]

_GAP = (0.2, 2.0)  # seconds between two turns
_BREATH = (0.3, 1.0)  # between the groups of a number
_CHECKING = (6.0, 40.0)  # of silence
_OVERLAP = (0.3, 1.2)  # by which an interruption is early
_BRIEF = 20.0  # a talk in which only the least is said
_SHORTEST = 45.0  # a talk with questions
_QUESTION = 18.0  # seconds that a question takes, its answer included
_LEAVING = 14.0  # and the end of a talk
_MOST_QUESTIONS = 6
_LONG_WAIT = 20.0  # seconds for which polite agents apologise
_LISTENED = 2.2  # seconds of speech after which people show that they listen

_CHANCES = {  # of what happens in a talk
    "by name": 0.6,
    "apology": 0.75,
    "noted": 0.7,
    "listening": 0.3,
    "caller interrupts": 0.12,
    "agent interrupts": 0.35,
    "amount": 0.5,
    "anything": 0.8,
}
_QUESTIONS = {  # and of what is asked
    "order": 0.7,
    "since": 0.5,
    "product": 0.5,
    "phone": 0.35,
    "mail": 0.2,
    "card": 0.25,
}


@dataclass(frozen=True)
class Topic:
    """What a caller brings: the department they need, who they are, what they say it is about.

    `name` is what they go by, `surname` and `title` may be empty; `number` as it is dialled in
    their country; `waited` is in seconds. `solvable`: the share of such problems that somebody
    who knows the matter can solve.
    """

    skill: str = ""
    language: str = "en"
    name: str = ""
    surname: str = ""
    title: str = ""
    reason: str = ""
    number: str = ""
    waited: float = 0.0
    solvable: float = 1.0


@dataclass(frozen=True)
class Manner:
    """How an agent talks. `hotline` as it is spoken; `polite` or short and rude."""

    name: str
    hotline: str
    polite: bool = True


@dataclass(frozen=True)
class Turn:
    """`text` is said `at` seconds from the beginning of the talk."""

    side: Side
    at: float
    text: str

    @property
    def end(self) -> float:
        return self.at + speaking_time(self.text)


@dataclass(frozen=True)
class Script:
    """All turns in the order of their beginnings; the talk ends at `seconds`."""

    turns: tuple[Turn, ...]
    seconds: float
    language: str


def write(
    topic: Topic, manner: Manner, seconds: float, rng: random.Random, ending: Ending = "leave"
) -> Script:
    """A talk of about `seconds`; one that is cut ends sooner, whatever is being said then."""
    author = _Author(topic, manner, rng)
    author.open(seconds)
    author.ask(seconds)
    author.settle(seconds)
    if ending == "pass on":
        author.pass_on(seconds)
    else:
        author.close(seconds)
    turns = sorted(author.turns, key=attrgetter("at"))
    end = max(turn.end for turn in turns) + _GAP[0]
    if ending == "cut":
        end = rng.uniform(0, author.leaving)
        turns = [turn for turn in turns if turn.at < end]
    return Script(tuple(turns), end, topic.language)


class _Author:
    """Writes one script; `_at` is when the turn before ends, `leaving` when the closing begins."""

    def __init__(self, topic: Topic, manner: Manner, rng: random.Random) -> None:
        self.turns: list[Turn] = []
        self._topic = topic
        self._polite = manner.polite
        self._rng = rng
        self._at = self.leaving = 0.0
        speech = tongue(topic.language)
        self._places = speech.talk["places"]
        self._agent = speech.talk["polite" if manner.polite else "short"]
        self._caller = speech.talk["caller"]
        self._listening = speech.talk["both"]["listening"]
        self._filled = {
            "agent": manner.name,
            "hotline": manner.hotline,
            "caller": topic.name,
            "title": topic.title or speech.titles["men"],
            "reason": topic.reason,
        }

    def open(self, seconds: float) -> None:
        """The greeting, the reason, and what the agent has to say to it if there is time."""
        by_name = self._polite and self._topic.name and self._happens("by name")
        self._say("agent", "greeting_by_name" if by_name else "greeting")
        if self._topic.reason:
            self._say("caller", "reason")
        waited = seconds > _BRIEF and self._topic.waited > _LONG_WAIT
        if self._polite and waited and self._happens("apology"):
            self._say("agent", "apology")
        if seconds > _BRIEF:
            self._say("agent", "sympathy")

    def ask(self, seconds: float) -> None:
        """As many questions as there is time for, each once."""
        room = int((seconds - _SHORTEST) / _QUESTION)
        drawn = [kind for kind, chance in _QUESTIONS.items() if self._rng.random() < chance]
        self._rng.shuffle(drawn)
        for kind in drawn[: max(min(room, _MOST_QUESTIONS), 0)]:
            self._say("agent", f"ask_{kind}")
            self._answer(kind)
            if self._happens("noted"):
                self._say("agent", "noted")

    def settle(self, seconds: float) -> None:
        """The agent looks things up and says what will be done, as long as time is left."""
        while seconds - self._at > _LEAVING + _QUESTION:
            self._say("agent", "checking")
            self._say("caller", "yes")
            left = seconds - self._at - _LEAVING - _QUESTION / 2
            self._at += min(self._rng.uniform(*_CHECKING), max(left, _GAP[1]))
            self._say("agent", "found")
            if self._happens("amount"):
                self._say("agent", "amount")
            self._say("agent", "promise")
            self._interrupt("caller", "caller interrupts")
            self._say("caller", "pleased")
            if len(self.turns) > 10 * _MOST_QUESTIONS:
                return

    def pass_on(self, seconds: float) -> None:
        self._at = max(self._at, seconds - _LEAVING)
        self._say("agent", "passing")
        self._say("caller", "yes")

    def close(self, seconds: float) -> None:
        self._at = self.leaving = max(self._at, seconds - _LEAVING)
        if seconds > _BRIEF and self._happens("anything"):
            self._say("agent", "anything")
            self._say("caller", "nothing_more")
        self._say("agent", "closing")
        self._say("caller", "goodbye")

    def _answer(self, kind: str) -> None:
        numbers = {"order": self._order, "phone": self._phone, "card": self._card}
        if kind not in numbers:
            self._say("caller", kind)
            return
        words, double = self._places["digit"], self._places["double"][0]
        first, *others = breaths(numbers[kind](), self._rng, words, double)
        self._say("caller", kind, digits=first)
        if not self._polite:
            self._interrupt("agent", "agent interrupts")
        for group in others:
            if self._happens("listening"):
                self._show_listening("agent", self._at)
            self._say("caller", "go_on", _BREATH, digits=group)

    def _order(self) -> str:
        return order_number(self._rng)

    def _phone(self) -> str:
        return self._topic.number or order_number(self._rng)

    def _card(self) -> str:
        return card_number(self._rng)

    def _say(self, side: Side, kind: str, gap: tuple[float, float] = _GAP, **filled: str) -> None:
        """The next turn; the other one may show meanwhile that they listen."""
        ways = (self._agent if side == "agent" else self._caller)[kind]
        text = self._fill(self._possible(ways), filled)
        self._speak(side, self._at + self._rng.uniform(*gap), text)
        turn = self.turns[-1]
        long = turn.end - turn.at > _LISTENED and not filled
        if long and self._topic.reason and self._happens("listening"):
            other: Side = "caller" if side == "agent" else "agent"
            self._show_listening(
                other, turn.at + self._rng.uniform(0.4, 0.8) * (turn.end - turn.at)
            )
        self._at = turn.end

    def _interrupt(self, side: Side, chance: str) -> None:
        """Speak before the other has ended."""
        if self._happens(chance):
            ways = self._agent if side == "agent" else self._caller
            at = max(self.turns[-1].at, self._at - self._rng.uniform(*_OVERLAP))
            self._speak(side, at, self._fill(ways["interruption"], {}))
            self._at = max(self._at, self.turns[-1].end)

    def _show_listening(self, side: Side, at: float) -> None:
        """A word under the other one's breath, which does not take the turn."""
        if side == "caller" or self._polite:
            self._speak(side, at, self._rng.choice(self._listening))

    def _speak(self, side: Side, at: float, text: str) -> None:
        self.turns.append(Turn(side, at, text))

    def _happens(self, what: str) -> bool:
        return self._rng.random() < _CHANCES[what]

    def _possible(self, ways: Sequence[str]) -> Sequence[str]:
        """Who has not heard the caller's name cannot use it."""
        if self._topic.name:
            return ways
        return [way for way in ways if "{caller}" not in way] or ways

    def _fill(self, ways: Sequence[str], filled: Mapping[str, str]) -> str:
        places = {kind: self._rng.choice(words) for kind, words in self._places.items()}
        known = {**places, **self._filled, "mail": self._mail(), **filled}
        return self._rng.choice(ways).format(**known)

    def _mail(self) -> str:
        first, last = self._topic.name.lower(), self._topic.surname.lower()
        ways = [way for way in self._places["mail"] if last or "{last}" not in way]
        return self._rng.choice(ways).format(first=first, last=last)
