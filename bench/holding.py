"""How long callers wait with our routing, with other houses', and at the least.

Run: python -m bench.holding [CASE...] [--policies P...] [--calls 20000] [--seeds 5]
                             [--dead-time [P=]S...] [--json]
     python -m bench.holding estimates [CASE...] [--calls 20000] [--seeds 5] [--json]

A virtual clock brings the same calls, talks and patience to every policy. `sapa` is the real
board, its scripts on a Redis server of our own; the others are in bench/peers.py. sapa/5 has a
ladder that widens after 5 seconds, sapa has none. Agents answer at once; `--dead-time` puts
seconds between a match and its conversation, for all policies or for the one named. `--calls`
are shared out among the seeds. Every figure comes with half of its 95 % confidence interval
over the seeds. `x pooled` is the mean wait over that of one line for agents who can do
everything, and the last lines compare the first policy with the others: both with the same
calls, seed by seed, and so far more certain than the waits themselves. Where a formula knows
the pool's wait, `steadied` is `x pooled` times that.

The figures in docs/ are of

    python -m bench.holding reference --calls 1000000 --seeds 20
    python -m bench.holding small day ladder single pooled patient --calls 200000 --seeds 10
    python -m bench.holding reference small --calls 200000 --seeds 10 --dead-time 1 asterisk=4
    python -m bench.holding estimates --calls 200000 --seeds 10
"""

import argparse
import json
from collections.abc import Mapping, Sequence

from bench import estimates, tables
from bench.cases import CASES, TARGET, Case
from bench.figures import Figures, figures
from bench.matching import server
from bench.peers import PEERS
from bench.real import RealBoard, Wire
from bench.scene import Scene
from bench.tables import POOLED, Results
from bench.virtual import Course, Router
from queueing.model import Act, Rung

OURS, ESTIMATES = "sapa", "estimates"
USUAL = ("reference", "small", "day")


def router(policy: str, scene: Scene, wire: Wire) -> Router:
    """Raises KeyError for a policy that nobody knows."""
    name, widened, after = policy.partition("/")
    if name == OURS:
        ladder = (Rung(float(after), Act.WIDEN),) if widened else ()
        return RealBoard(scene, wire, ladder)
    return PEERS[policy](scene)


def play(
    policies: Sequence[str],
    scenes: Sequence[Scene],
    dead_time: Mapping[str, float],
    wire: Wire,
) -> Results:
    """The figures of each policy, and of the pool that stands as their bound."""

    def one(policy: str, scene: Scene) -> Figures:
        dead = dead_time.get(policy, dead_time.get("", 0.0)) if policy != POOLED else 0.0
        return figures(Course(scene, router(policy, scene, wire), dead).run(), TARGET)

    return {policy: [one(policy, scene) for scene in scenes] for policy in [*policies, POOLED]}


def comparison(
    name: str, case: Case, scenes: Sequence[Scene], options: argparse.Namespace, wire: Wire
) -> object:
    """Prints the figures of a case unless they go into JSON, as they are then answered."""
    dead = dead_times(options.dead_time)
    results = play(options.policies or case.policies, scenes, dead, wire)
    if not options.json:
        tables.show(name, case, results)
    return {policy: [seed._asdict() for seed in seeds] for policy, seeds in results.items()}


def foretelling(
    name: str, case: Case, scenes: Sequence[Scene], options: argparse.Namespace, wire: Wire
) -> object:
    """Likewise the quality of what callers are told."""
    qualities = [estimates.foretold(case, scene, wire) for scene in scenes]
    if not options.json:
        estimates.show(name, case, qualities)
    return [{told: quality._asdict() for told, quality in seed.items()} for seed in qualities]


def dead_times(texts: Sequence[str]) -> dict[str, float]:
    """By policy; that of all others has the empty name. Raises ValueError for no number."""
    pairs = (text.rpartition("=") for text in texts)
    return {policy: float(seconds) for policy, _, seconds in pairs}


def arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How long callers wait, by policy.")
    parser.add_argument("cases", nargs="*", metavar="CASE", help=f"{ESTIMATES}, {', '.join(CASES)}")
    parser.add_argument(
        "--policies", nargs="+", metavar="P", help=f"sapa, sapa/S, {', '.join(PEERS)}"
    )
    parser.add_argument("--calls", type=int, default=20_000)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--dead-time", nargs="+", default=[], metavar="[P=]S")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> None:
    options = arguments(words)
    judge = foretelling if ESTIMATES in options.cases else comparison
    names = [name for name in options.cases if name != ESTIMATES] or USUAL
    answer = {}
    with server() as path, Wire(path) as wire:
        for name in names:
            case, each = CASES[name], options.calls // options.seeds
            scenes = [case.make(seed, each) for seed in range(1, options.seeds + 1)]
            answer[name] = judge(name, case, scenes, options, wire)
    if options.json:
        print(json.dumps(answer))


if __name__ == "__main__":
    main()
