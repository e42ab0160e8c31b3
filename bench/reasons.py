"""How well reasons are understood.

`python -m bench.reasons --data reasons-bank.csv` trains on ten examples a category and tests on the
rest, for several choices of the ten. `--hotline examples/bank.toml` trains on that hotline's own
examples instead. Every figure is a share of the test lines, in percent.
"""

import argparse
import csv
import random
import statistics
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from ivr.reasons import train

HERE = Path(__file__).parent
ELEKTRONIK = HERE.parent / "examples" / "elektronik.toml"
EMPTY = ("", "   ", "\n\t", "\x00\x07", "...")

Pair = tuple[str, str]  # text, skill


@dataclass(frozen=True)
class Figures:
    right_at_once: float
    asked: float
    right_after_one_question: float
    person_though_in_scope: float
    out_of_scope_to_person: float
    out_of_scope_taken_for_sure: float
    train_cpu_seconds: float
    judge_cpu_milliseconds: float


def by_category(path: Path) -> dict[str, list[Pair]]:
    rows: defaultdict[str, list[Pair]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["category"]].append((row["text"], row["skill"]))
    return dict(rows)


def split(rows: Mapping[str, list[Pair]], each: int, seed: int) -> tuple[list[Pair], list[Pair]]:
    """Return `each` lines of every category to train on, and all others."""
    chance = random.Random(seed)
    shuffled = [chance.sample(pairs, len(pairs)) for _, pairs in sorted(rows.items())]
    return [p for pairs in shuffled for p in pairs[:each]], [
        p for pairs in shuffled for p in pairs[each:]
    ]


def hotline_examples(path: Path, language: str) -> list[Pair]:
    skills = tomllib.loads(path.read_text(encoding="utf-8"))["skills"]
    return [(text, skill["key"]) for skill in skills for text in skill["examples"][language]]


def out_of_scope(language: str) -> list[str]:
    path = HERE / "said" / f"out-of-scope-{language}.txt"
    return [*path.read_text(encoding="utf-8").splitlines(), *EMPTY]


def said_to_elektronik() -> list[Pair]:
    lines = (HERE / "said" / "elektronik-id.tsv").read_text(encoding="utf-8").splitlines()
    return [(text, skill) for skill, text in (line.split("\t") for line in lines)]


def share(found: Iterable[bool]) -> float:
    return 100 * statistics.fmean(found)


def measure(examples: Sequence[Pair], tests: Sequence[Pair], language: str) -> Figures:
    started = time.process_time()
    reasons = train(examples, language)
    trained = time.process_time()
    verdicts = [reasons.judge(text) for text, _ in tests]
    judged = time.process_time()
    strangers = [reasons.judge(text).kind for text in out_of_scope(language)]
    return Figures(
        share(reasons.rank(text)[0][0] == skill for text, skill in tests),
        share(verdict.kind == "ask" for verdict in verdicts),
        share(skill in verdict.skills for verdict, (_, skill) in zip(verdicts, tests, strict=True)),
        share(verdict.kind == "person" for verdict in verdicts),
        share(kind == "person" for kind in strangers),
        share(kind == "sure" for kind in strangers),
        trained - started,
        1000 * (judged - trained) / len(tests),
    )


def show(title: str, runs: Sequence[Figures]) -> None:
    print(f"\n{title}")
    for field, values in zip(fields(Figures), zip(*map(astuple, runs), strict=True), strict=True):
        spread = f"   {min(values):.2f} to {max(values):.2f}" if len(values) > 1 else ""
        print(f"  {field.name.replace('_', ' '):30}{statistics.fmean(values):8.2f}{spread}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="text,category,skill as CSV")
    parser.add_argument("--hotline", type=Path, help="train on this hotline's English examples")
    parser.add_argument("--each", type=int, default=10, help="examples a category")
    parser.add_argument("--seeds", type=int, default=5, help="how many choices of examples")
    asked = parser.parse_args()
    if asked.data:
        rows = by_category(asked.data)
        splits = [split(rows, asked.each, seed) for seed in range(asked.seeds)]
        show(
            f"{asked.each} examples a category, {asked.seeds} choices of them: mean, least to most",
            [measure(examples, tests, "en") for examples, tests in splits],
        )
        if asked.hotline:
            everything = [pair for pairs in rows.values() for pair in pairs]
            figures = measure(hotline_examples(asked.hotline, "en"), everything, "en")
            show(f"{asked.hotline.name}, tested on every line", [figures])
    figures = measure(hotline_examples(ELEKTRONIK, "id"), said_to_elektronik(), "id")
    show("elektronik.toml in Indonesian, tested on paraphrases", [figures])


if __name__ == "__main__":
    main()
