"""Figures of several policies, side by side, and of the first against each of the others."""

from collections.abc import Mapping, Sequence

from bench.cases import TARGET, Case
from bench.erlang import Waiting
from bench.figures import Figures, Interval, difference, interval, ratio

POOLED = "pooled"
Results = Mapping[str, Sequence[Figures]]  # by policy, seed by seed

_COLUMNS = {  # title and places of each figure
    "mean": ("mean s", "7.2f"),
    "level": (f"in {TARGET:.0f} s", "7.4f"),
    "p95": ("95 % s", "7.1f"),
    "p99": ("99 % s", "7.1f"),
    "primary": ("primary", "7.4f"),
    "blocked": ("blocked", "8.5f"),
    "abandoned": ("abandoned", "7.4f"),
}


def show(name: str, case: Case, results: Results) -> None:
    print(f"\n{name}: {case.about}")
    titles = [title for title, _ in _COLUMNS.values()]
    print(" " * 14 + "".join(f"{title:>9}{'':7}" for title in [*titles, "x pooled"]))
    for policy, seeds in results.items():
        columns = (_text(interval(_of(seeds, name)), at) for name, (_, at) in _COLUMNS.items())
        pooled = ratio(_of(seeds, "mean"), _of(results[POOLED], "mean"))
        print(f"{policy:14}" + "".join(columns) + _text(pooled, "7.3f"))
    if case.bound:
        _show_steadied(case.bound, results)
    ours = next(iter(results))
    for policy in [policy for policy in results if policy not in {ours, POOLED}]:
        _show_against(f"{ours} to {policy}", results[ours], results[policy])


def _show_steadied(bound: Waiting, results: Results) -> None:
    """What the figures would be if the pool's, of the same calls, were those of the formula."""
    within = "" if bound.within is None else f", in {TARGET:.0f} s {bound.within:.5f}"
    print(
        f"by formula: mean {bound.mean:.4f}, waits {bound.waits:.6f},"
        f" blocked {bound.blocked:.6f}, abandoned {bound.abandons:.6f}{within}"
    )
    pool = results[POOLED]
    for policy, seeds in results.items():
        mean = ratio(_of(seeds, "mean"), _of(pool, "mean"))
        shown = _text(Interval(mean.value * bound.mean, mean.half * bound.mean), "7.2f")
        if bound.within is not None:
            level = difference(_of(seeds, "level"), _of(pool, "level"))
            shown += f"in {TARGET:.0f} s "
            shown += _text(Interval(bound.within + level.value, level.half), "7.4f")
        print(f"steadied {policy:13} mean {shown}")


def _show_against(pair: str, ours: Sequence[Figures], theirs: Sequence[Figures]) -> None:
    mean, last = (ratio(_of(ours, name), _of(theirs, name)) for name in ("mean", "p99"))
    level, best = (difference(_of(ours, name), _of(theirs, name)) for name in ("level", "primary"))
    print(
        f"{pair:22} mean x{_text(mean, '6.3f')} 99 % x{_text(last, '6.3f')}"
        f" in {TARGET:.0f} s {_text(level, '+7.4f')} primary {_text(best, '+7.4f')}"
    )


def _of(seeds: Sequence[Figures], name: str) -> list[float]:
    return [getattr(seed, name) for seed in seeds]


def _text(figure: Interval, places: str) -> str:
    decimals = places.rpartition(".")[2]
    return f"{figure.value:{places}} ±{figure.half:<7.{decimals}}"
