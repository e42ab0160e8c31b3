"""Make or measure the small models: `python -m simulator.tiny_model --help`."""

import argparse
import sys
from pathlib import Path

from simulator.tiny_model.bigrams import Bigrams
from simulator.tiny_model.export import Unspoken, write_model
from simulator.tiny_model.extras import NoExtra, needed
from simulator.tiny_model.grammar import LANGUAGES, NoSlot, grammar
from simulator.tiny_model.lessons import learnable, lessons, pronunciations
from simulator.tiny_model.measure import measure
from simulator.tiny_model.network import learn

HERE = Path(__file__).parent


def main() -> int:
    options = _options().parse_args()
    try:
        for language in options.languages or LANGUAGES:
            if not options.measure:
                make(language, options.to, options.utterances, options.width, options.seed)
            _say(f"{language}:")
            measured = measure(options.to / language, language, options.measured, options.seed)
            for line in measured.lines():
                _say(f"  {line}")
            for said, heard in measured.sentences.worst[: options.mistakes]:
                _say(f"  said {said!r}, heard {heard!r}")
    except (NoExtra, NoSlot, Unspoken) as problem:
        _say(str(problem))
        return 1
    return 0


def make(language: str, to: Path, utterances: int, width: int, seed: int) -> None:
    """Make the model of `language` in its folder under `to`."""
    needed("torch")
    bigrams = Bigrams(grammar(language), seed)
    _say(f"{language}: {len(bigrams.words)} words, {utterances} utterances")
    heard = learnable(lessons(language, utterances, seed, processes=2))
    hours = sum(len(lesson.features) for lesson in heard) / 360_000
    _say(f"{language}: learning from {len(heard)} utterances, {hours:.1f} hours")
    acoustic = learn(heard, width, seed, _say)
    write_model(to / language, acoustic, bigrams, pronunciations(heard))


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m simulator.tiny_model", description=__doc__)
    parser.add_argument("languages", nargs="*", type=_language, metavar="LANGUAGE")
    parser.add_argument(
        "--measure", action="store_true", help="measure what is there, make nothing"
    )
    parser.add_argument("--to", type=Path, default=HERE, help="the folder of the models")
    parser.add_argument("--utterances", type=int, default=10_000, help="how many to learn from")
    parser.add_argument("--width", type=int, default=128, help="of the network's layers")
    parser.add_argument("--measured", type=int, default=400, help="how many to measure with")
    parser.add_argument("--mistakes", type=int, default=0, help="how many mistakes to show")
    parser.add_argument("--seed", type=int, default=1)
    return parser


def _language(name: str) -> str:
    if name not in LANGUAGES:
        raise argparse.ArgumentTypeError(f"one of {', '.join(LANGUAGES)}")
    return name


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
