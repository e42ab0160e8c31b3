"""How often chance alone opens an incident, and how fast outbreaks are found.

`python -m bench.incidents quiet` plays quiet months of several hotlines through the counting of
`records.surges` (a look every five minutes, greedy as the clock's) and prints how many incidents
opened in 30 days, with a 95 % interval. `outbreaks` adds outbreaks of several sizes and prints the
share that was found and the minutes until then. `cost` fills records with 100,000 cases of four
weeks, their words and transcripts, and times looks.
"""

import argparse
import random
import statistics
import tempfile
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from scipy.stats import chi2
from sqlalchemy import insert

from ivr.terms import terms
from records import reported, surges
from records.incidents import Key
from records.models import Base, Call, Case, Customer, Recording, Transcript, Utterance
from records.reported import Report
from records.session import Store
from records.surges import DAY, History, Past, Surge
from records.tallies import Tallies, Tally
from webhooks.switchboard import IncidentRules

HOUR = 3600.0
LOOK = 300.0
OPEN_FROM, OPEN_TO = 8, 20
BUSY = (0.6, 1.0, 1.4, 1.5, 1.2, 0.8, 1.0, 1.2, 1.1, 0.9, 0.7, 0.6)
"""Of each open hour, in shares of the mean."""
WEEKLY = {
    "even": (1, 1, 1, 1, 1, 0.6, 0.3),
    "mondays": (2.6, 1, 0.9, 0.8, 0.7, 0.3, 0.0),
    "weekends": (0.6, 0.6, 0.7, 0.8, 1.1, 1.8, 1.8),
}
MINUTE = 60.0
LOOKS = 15
ENDS = ("ban", "tik", "sol", "ner", "kup", "dam")
SIZES = (3, 5, 8, 12, 20)
MONTH = 30


@dataclass(frozen=True)
class Hotline:
    """A hotline of the bench: cases in an hour of each skill, how its week goes (a skill named
    "mondays" has its own), and how much whole days vary by chance (the standard deviation)."""

    skills: dict[str, tuple[float, str]]
    words: int = 400
    spoken: int = 5
    days: float = 0.0


HOTLINES = {
    "small": Hotline(
        {"billing": (0.8, "even"), "delivery": (0.5, "even"), "repair": (0.3, "even")}
    ),
    "middle": Hotline(
        {
            "billing": (5, "mondays"),
            "delivery": (4, "even"),
            "repair": (2, "weekends"),
            "sales": (1, "even"),
        },
        words=800,
    ),
    "large": Hotline(
        {
            f"skill-{n}": (rate, week)
            for n, (rate, week) in enumerate(
                zip(
                    (30, 20, 15, 10, 5, 2),
                    ("mondays", "even", "even", "weekends", "even", "mondays"),
                    strict=True,
                )
            )
        },
        words=1500,
    ),
    "restless": Hotline(
        {
            "billing": (5, "mondays"),
            "delivery": (4, "even"),
            "repair": (2, "weekends"),
            "sales": (1, "even"),
        },
        words=800,
        days=0.25,
    ),
}


class Play:
    """The new cases of a hotline from day `first` on, and how they are counted."""

    def __init__(self, hotline: Hotline, rules: IncidentRules, seed: int) -> None:
        self.hotline, self.rules, self.chance = hotline, rules, random.Random(seed)
        # words are said as in any language: few often, most seldom, each of one skill or of all
        weights = [1 / (rank + 3) for rank in range(hotline.words)]
        homes = [self.chance.choice([None, *hotline.skills]) for _ in weights]
        self.vocabulary = {
            skill: (
                [f"word{n}" for n, home in enumerate(homes) if home in (None, skill)],
                [w for w, home in zip(weights, homes, strict=True) if home in (None, skill)],
            )
            for skill in hotline.skills
        }
        self.reports: list[Report] = []

    def fill(self, days: int) -> None:
        """Quiet days, one after the other, from a Monday on."""
        for day in range(days):
            luck = self.chance.lognormvariate(0, self.hotline.days) if self.hotline.days else 1.0
            for skill, (rate, week) in self.hotline.skills.items():
                for hour, busy in enumerate(BUSY):
                    mean = rate * busy * WEEKLY[week][day % 7] * luck
                    since = day * DAY + (OPEN_FROM + hour) * HOUR
                    for at in self._times(mean, since):
                        self.add(at, skill)
        self.reports.sort(key=lambda report: report.at)

    def _times(self, mean: float, since: float) -> Iterator[float]:
        at = self.chance.expovariate(mean) if mean else 2.0
        while at < 1:
            yield since + at * HOUR
            at += self.chance.expovariate(mean)

    def add(self, at: float, skill: str, word: str | None = None) -> None:
        said = {*self.chance.choices(*self.vocabulary[skill], k=self.hotline.spoken)}
        words = {one: one for one in said | ({word} if word else set())}
        number = len(self.reports) + 1
        self.reports.append(Report(number, at, number, skill, "en", None, words=words))

    def watch(self, since: int, to: int, word: str | None = None) -> list[tuple[float, Surge]]:
        """Every incident that opens from day `since` to day `to`; with `word`, until the first
        that has one of its reports."""
        found: list[tuple[float, Surge]] = []
        quiet: dict[str, float] = {}
        times = [report.at for report in self.reports]
        gone: set[int] = set()
        for now in self._looks(since, to):
            recent = [
                one
                for one in self._between(times, now - self.rules.window, now)
                if one.case_id not in gone
            ]
            if not surges.worth_a_look(recent, self.rules):
                continue
            history = self._history(times, now)
            left_out = {key for key, until in quiet.items() if until > now}
            while surge := surges.find(recent, history, self.rules, left_out):
                found.append((now, surge))
                quiet[str(surge.key)] = now + DAY
                left_out.add(str(surge.key))
                gone.update(one.case_id for one in surge.reports)
                recent = [one for one in recent if one.case_id not in gone]
                if word and any(word in one.words for one in surge.reports):
                    return found
        return found

    def _looks(self, since: int, to: int) -> Iterator[float]:
        for day in range(since, to):
            for step in range(int((OPEN_TO + 1 - OPEN_FROM) * HOUR / LOOK)):
                yield day * DAY + OPEN_FROM * HOUR + step * LOOK

    def _between(self, times: Sequence[float], since: float, to: float) -> list[Report]:
        return self.reports[bisect_right(times, since) : bisect_right(times, to)]

    def _history(self, times: Sequence[float], now: float) -> History:
        window = self.rules.window
        ends = {days: now - days * DAY for days in range(1, 7 * self.rules.weeks + 1)}
        past = [
            Past(days % 7 == 0, Tally(self._between(times, end - window, end)), end)
            for days, end in ends.items()
            if end - window >= times[0]
        ]
        known = {Key(skill=skill): times[0] for skill in self.hotline.skills}
        return History(past, known)


def quiet(name: str, months: int, history: int, rules: IncidentRules) -> None:
    """False alarms in 30 days, with how many days of history before them."""
    alarms = []
    for seed in range(months):
        play = Play(HOTLINES[name], rules, seed)
        play.fill(history + MONTH)
        alarms += play.watch(history, history + MONTH)
    count = len(alarms)
    low, high = chi2.ppf(0.025, 2 * count) / 2 if count else 0.0, chi2.ppf(0.975, 2 * count + 2) / 2
    terms_ = sum(surge.key.stem is not None for _, surge in alarms)
    print(
        f"{name:9} history {history:2} days  {count / months:.2f} in 30 days"
        f" (95 %: {low / months:.2f} to {high / months:.2f}), {terms_} of {count} of a word"
    )


def outbreaks(name: str, tries: int, rules: IncidentRules) -> None:
    """An outbreak within an hour, on an open hour of a day after four weeks."""
    history = 7 * rules.weeks
    for size in SIZES:
        minutes = []
        for seed in range(tries):
            play = Play(HOTLINES[name], rules, 1000 + seed)
            play.fill(history + 7)
            day = history + play.chance.randrange(5)
            begin = day * DAY + play.chance.uniform(OPEN_FROM, OPEN_TO - 1.5) * HOUR
            skill = play.chance.choice(list(play.hotline.skills))
            for _ in range(size):
                play.add(begin + play.chance.random() * HOUR, skill, "outage")
            play.reports.sort(key=lambda report: report.at)
            found = play.watch(day, day + 1, "outage")
            right = [
                at for at, surge in found if any("outage" in one.words for one in surge.reports)
            ]
            if right:
                minutes.append((right[0] - begin) / 60)
        typical = f"{statistics.median(minutes):.0f} min" if minutes else "-"
        print(
            f"{name:9} {size:3} customers in an hour: found {len(minutes) / tries:4.0%}, median {typical}"
        )


def cost(cases: int, rules: IncidentRules) -> None:
    """Looks at records with so many cases, the last four weeks, each with a transcript."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'sapa.db'}")
        store.migrate()
        now = _fill(store, cases, rules)
        print(f"{cases} cases in {7 * rules.weeks} days, on SQLite; seconds of the processor")
        tallies = Tallies(terms)
        print(_a_look(store, tallies, now - LOOKS * MINUTE, rules), "the first look of a process")
        took = [_a_look(store, tallies, now - n * MINUTE, rules) for n in range(LOOKS - 1, -1, -1)]
        print(statistics.median(took), "a look a minute later, the median of", LOOKS)
        print(max(took), "the dearest of them")
        store.close()


def _a_look(store: Store, tallies: Tallies, now: float, rules: IncidentRules) -> float:
    begin = time.process_time()
    spans = {
        days: (now - days * DAY - rules.window, now - days * DAY)
        for days in range(1, 7 * rules.weeks + 1)
    }
    with store.reading() as session:
        recent = reported.within(session, [(now - rules.window, now)], terms)
        past = [
            Past(days % 7 == 0, tally, spans[days][1])
            for days, tally in tallies.of(session, spans).items()
        ]
    surges.find(recent, History(past, {}), rules)
    return round(time.process_time() - begin, 3)


def _fill(store: Store, cases: int, rules: IncidentRules) -> float:
    """Cases spread over the open hours; until when."""
    chance = random.Random(1)
    words = [f"{a}{b}{c}{d}" for a in "bdgklmnprst" for b in "aeiou" for c in "lmnrt" for d in ENDS]
    often = list(accumulate(1 / (rank + 3) for rank in range(len(words))))

    def said(count: int) -> str:
        return " ".join(chance.choices(words, cum_weights=often, k=count))

    days, hours = 7 * rules.weeks + 1, OPEN_TO - OPEN_FROM
    ids = []
    for n in range(1, cases + 1):
        day, rest = divmod((n - 1) * days / cases, 1)
        ids.append({"n": n, "at": day * DAY + (OPEN_FROM + rest * hours) * HOUR, "call": f"c{n}"})
    with store.transaction() as session:
        for first in range(0, cases, 5000):
            for table, rows in _rows(ids[first : first + 5000], said):
                session.connection().execute(insert(table), rows)
    return (days - 1) * DAY + (OPEN_TO - 1) * HOUR


def _rows(
    ids: Sequence[dict[str, Any]], said: Callable[[int], str]
) -> Iterator[tuple[type[Base], list[dict[str, Any]]]]:
    """One customer with one case, one call and 40 words for each of `ids`."""
    yield (
        Customer,
        [
            {
                "id": i["n"],
                "number": f"+62215{i['n']:07}",
                "first_seen": i["at"],
                "last_seen": i["at"],
            }
            for i in ids
        ],
    )
    yield (
        Case,
        [
            {
                "id": i["n"],
                "code": f"{i['n']}",
                "customer_id": i["n"],
                "language": "id",
                "skill": "billing",
                "reason": said(8),
                "opened_at": i["at"],
            }
            for i in ids
        ],
    )
    yield (
        Call,
        [
            {"id": i["call"], "sid": i["call"], "case_id": i["n"], "started_at": i["at"]}
            for i in ids
        ],
    )
    yield (
        Recording,
        [
            {"sid": i["call"], "call_id": i["call"], "kind": "call", "created_at": i["at"]}
            for i in ids
        ],
    )
    yield (
        Transcript,
        [
            {
                "id": i["n"],
                "recording_sid": i["call"],
                "call_id": i["call"],
                "language": "id",
                "asked_at": i["at"],
            }
            for i in ids
        ],
    )
    yield (
        Utterance,
        [
            {
                "transcript_id": i["n"],
                "call_id": i["call"],
                "channel": 0,
                "speaker": "caller",
                "start": 0.0,
                "end": 1.0,
                "words": [],
                "terms": said(40),
            }
            for i in ids
        ],
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("quiet", "outbreaks", "cost"))
    parser.add_argument("--hotline", choices=HOTLINES, action="append")
    parser.add_argument("--months", type=int, default=20)
    parser.add_argument("--history", type=int, action="append", help="days before the month")
    parser.add_argument("--tries", type=int, default=40)
    parser.add_argument("--cases", type=int, default=100_000)
    given = parser.parse_args()
    rules = IncidentRules()
    if given.what == "cost":
        cost(given.cases, rules)
        return
    for name in given.hotline or HOTLINES:
        if given.what == "outbreaks":
            outbreaks(name, given.tries, rules)
            continue
        for history in given.history or (28,):
            quiet(name, given.months, history, rules)


if __name__ == "__main__":
    main()
