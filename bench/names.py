"""How well callers' names are understood: `python -m bench.names --data names-heard.tsv`.

Each dialogue is one caller who said their name twice and then spelled it.

- *Sounds right*: the first name taken and the true one are pronounced alike by
  `ivr.sound.same`: the same consonants, the same first vowel, the same ending;
  unstressed vowels between them count as one. Lee is Leigh, Bethany is Bethenny,
  Katherine is Catherine; Marie is not Mary, Carl is not Carol, Leon is not Leanne.
  `Spelled exactly` is the strict figure beside it.
- *Within two tries*: `extract` finds such a name in the first or the second try.
  Each name is asked back, so the caller takes the right one and refuses the other.
- *And a spelling*: else `reconcile` finds it from the spelling and both tries.
- *Taken without a chance to object*: none, because the flow uses no name before it was
  asked back. What is left is counted here as *wrong but nearly alike*: callers who are
  asked about a wrong name so near in sound (`ivr.sound.distance` under .5, one small
  vowel or two) that they may let it pass.
- *Made up*: a name found in speech that holds none, if `--not-names` gives a CSV with a
  column `text` of such speech. It would be asked back, but it is a question too many.
"""

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from ivr import names, sound

NEARLY_ALIKE = 0.5


@dataclass(frozen=True)
class Caller:
    """A dialogue: the true first name, the two tries and the spelling as they were heard."""

    dialogue: str
    first_name: str
    tries: tuple[str, str]
    spelling: str

    @property
    def developed_on(self) -> bool:
        """Half of the callers, by the hash of the dialogue, were held out while developing."""
        return int(sha256(self.dialogue.encode()).hexdigest(), 16) % 2 == 0


@dataclass(frozen=True)
class Figures:
    """Shares of the callers, 0 to 1."""

    callers: int
    within_two_tries: float
    within_two_tries_spelled_exactly: float
    and_a_spelling: float
    and_a_spelling_spelled_exactly: float
    spelling_alone: float
    refused_names_per_caller: float
    wrong_but_nearly_alike: float


def read(path: Path) -> list[Caller]:
    """The callers of a table with the columns dialogue_id, attempt_num, name, transcription."""
    heard: dict[str, dict[int, str]] = defaultdict(dict)
    truth: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            heard[row["dialogue_id"]][int(row["attempt_num"])] = row["transcription"]
            truth[row["dialogue_id"]] = row["name"].split()[0]
    return [
        Caller(each, truth[each], (said.get(0, ""), said.get(1, "")), said.get(2, ""))
        for each, said in heard.items()
    ]


def asked_back(caller: Caller) -> list[str]:
    """The first names this caller is asked about, in turn, until one sounds right."""
    asked: list[str] = []
    for said in caller.tries:
        if name := names.extract(said, "en"):
            asked.append(names.called(name, "en"))
            if sound.same(asked[-1], caller.first_name):
                return asked
    name = names.reconcile(caller.tries, caller.spelling, "en")
    return [*asked, names.called(name, "en")] if name else asked


def may_pass(asked: str, true: str) -> bool:
    """Whether a caller may take a wrong name for their own, hearing it."""
    apart = sound.distance(sound.phones(asked), sound.phones(true))
    return not sound.same(asked, true) and apart < NEARLY_ALIKE


@dataclass(frozen=True)
class Outcome:
    """What came of one caller."""

    caller: Caller
    tried: list[str]
    asked: list[str]
    spelled: str | None

    def heard(self, found: Iterable[str]) -> bool:
        return any(sound.same(name, self.caller.first_name) for name in found)


def play(caller: Caller) -> Outcome:
    """One caller from the first try to the spelling."""
    extracted = (names.extract(said, "en") for said in caller.tries)
    tried = [names.called(name, "en") for name in extracted if name]
    return Outcome(caller, tried, asked_back(caller), names.spelled(caller.spelling, "en"))


def measure(outcomes: list[Outcome]) -> Figures:
    """The figures of these callers."""

    def share(hits: Iterable[bool]) -> float:
        return sum(hits) / len(outcomes)

    refused = sum(len(each.asked) - each.heard(each.asked) for each in outcomes)
    return Figures(
        callers=len(outcomes),
        within_two_tries=share(each.heard(each.tried) for each in outcomes),
        within_two_tries_spelled_exactly=share(
            each.caller.first_name in each.tried for each in outcomes
        ),
        and_a_spelling=share(each.heard(each.asked) for each in outcomes),
        and_a_spelling_spelled_exactly=share(
            each.caller.first_name in each.asked for each in outcomes
        ),
        spelling_alone=share(each.heard(filter(None, [each.spelled])) for each in outcomes),
        refused_names_per_caller=refused / len(outcomes),
        wrong_but_nearly_alike=share(
            any(may_pass(name, each.caller.first_name) for name in each.asked) for each in outcomes
        ),
    )


def made_up(path: Path) -> tuple[int, int]:
    """How many of the texts of a CSV (column `text`) were taken for a name, and how many there are."""
    with path.open(encoding="utf-8", newline="") as table:
        texts = [row["text"] for row in csv.DictReader(table)]
    return sum(names.extract(text, "en") is not None for text in texts), len(texts)


def main() -> None:
    parser = argparse.ArgumentParser(description="How well callers' names are understood")
    parser.add_argument("--data", type=Path, required=True, help="names heard, tab separated")
    parser.add_argument("--not-names", type=Path, help="CSV of speech that holds no name")
    parser.add_argument("--json", action="store_true", help="figures for programs")
    options = parser.parse_args()
    outcomes = [play(caller) for caller in read(options.data)]
    figures = {
        "all callers": measure(outcomes),
        "half developed on": measure([each for each in outcomes if each.caller.developed_on]),
        "half held out": measure([each for each in outcomes if not each.caller.developed_on]),
    }
    if options.json:
        print(json.dumps({title: asdict(each) for title, each in figures.items()}))
        return
    for title, each in figures.items():
        print(f"{title}:")
        for what, value in asdict(each).items():
            print(f"  {what.replace('_', ' '):36} {value if what == 'callers' else f'{value:.2%}'}")
    if options.not_names:
        found, texts = made_up(options.not_names)
        print(f"made up: {found} of {texts} texts without a name ({found / texts:.2%})")


if __name__ == "__main__":
    main()
