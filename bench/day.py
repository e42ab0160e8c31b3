"""An uneven day: peaks, absences, breaks, agents of many shapes, a skill that two people have."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from bench.scene import START, Person, Scene, Shift

DAY, HOUR = 86_400.0, 3600.0
OPENS, LONG = 8.0, 8.0  # the first hour, and how many a shift has
HOURLY = {"billing": 58, "delivery": 46, "repair": 30, "returns": 26, "account": 22, "customs": 3}
RUSH = (0.5, 0.8, 1.15, 1.2, 1.0, 1.1, 1.4, 1.2, 0.95, 0.7, 0.5, 0.25)  # hour by hour
SERVICE = {
    "billing": 300.0,
    "delivery": 240.0,
    "repair": 540.0,
    "returns": 270.0,
    "account": 360.0,
    "customs": 480.0,
}
PATIENCE = 240.0
HARD, HARD_LEVEL = 0.2, 3  # the share of calls that need more than a beginner, and what
SEVERAL = (1, 2, 2, 3, 3, 4)  # skills; five people each
BEGINS = (8.0, 8.0, 9.0, 10.0, 11.0, 12.0)
CUSTOMS = (6, 23)  # one begins early, the other late
ABSENT = 0.06
CALLS = sum(HOURLY.values()) * sum(RUSH)  # a day


def team() -> tuple[Person, ...]:
    """The same thirty people for every seed."""
    luck = np.random.default_rng(11)
    common = [skill for skill in HOURLY if skill != "customs"]
    work = np.array([HOURLY[skill] * SERVICE[skill] for skill in common])
    people = []
    for number in range(30):
        several = SEVERAL[number // 5]
        skills = luck.choice(common, several, replace=False, p=work / work.sum()).tolist()
        levels = luck.integers(1, 6, several).tolist()
        known = dict(zip(skills, levels, strict=True)) | {skills[0]: 5}
        people.append(Person(known | ({"customs": 4} if number in CUSTOMS else {})))
    return tuple(people)


def uneven(seed: int, calls: int) -> Scene:
    """So many whole days as come closest to `calls`, one after the other."""
    people, luck = team(), np.random.default_rng([seed, 9])
    days = [START + day * DAY for day in range(max(1, round(calls / CALLS)))]
    arrived = np.concatenate([day + _rush(luck) for day in days])
    several = arrived.size
    rates = np.array(list(HOURLY.values()))
    skill = luck.choice(rates.size, several, p=rates / rates.sum())
    hard = luck.random(several) < HARD
    shifts = [shift for day in days for shift in _roster(luck, day, people)]
    return Scene(
        people,
        tuple((name, level) for name in HOURLY for level in (1, HARD_LEVEL)),
        arrived.tolist(),
        (2 * skill + hard).tolist(),
        (luck.exponential(1.0, several) * np.array(list(SERVICE.values()))[skill]).tolist(),
        luck.exponential(PATIENCE, several).tolist(),
        sorted(shifts, key=lambda shift: shift.at),
    )


def _rush(luck: np.random.Generator) -> NDArray[np.float64]:
    """When they call on one day, in seconds from midnight."""
    counts = luck.poisson(np.array(RUSH) * sum(HOURLY.values()))
    hours = OPENS + np.repeat(np.arange(counts.size), counts)
    return np.sort((hours + luck.random(hours.size)) * HOUR)


def _roster(luck: np.random.Generator, day: float, people: Sequence[Person]) -> Iterator[Shift]:
    """Who comes, and when each has lunch and two breaks."""
    for agent in range(len(people)):
        begin = day + BEGINS[agent % len(BEGINS)] * HOUR + luck.exponential(60.0)
        breaks = [(1.5 + luck.random(), 0.25), (3.5 + luck.random(), 0.5), (6.0, 0.25)]
        if luck.random() < ABSENT:
            continue
        yield Shift(begin, agent, comes=True)
        for after, hours in breaks:
            yield Shift(begin + after * HOUR, agent, comes=False)
            yield Shift(begin + (after + hours) * HOUR, agent, comes=True)
        yield Shift(begin + LONG * HOUR, agent, comes=False)
