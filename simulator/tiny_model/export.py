"""The folder that Vosk loads."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from simulator.tiny_model.acoustic import Phones, write_acoustic
from simulator.tiny_model.bigrams import Bigrams
from simulator.tiny_model.features import OPTIONS
from simulator.tiny_model.graph import Pronunciations, word_lines, write_graph
from simulator.tiny_model.network import Acoustic

SILENCE_ENDS = {2: 0.5, 3: 0.75, 4: 1.0}
"""Seconds of silence after which an utterance is over, by the number of Kaldi's rule."""
DECODING = (
    *("--min-active=200", "--max-active=3000", "--beam=13.0", "--lattice-beam=4.0"),
    *("--acoustic-scale=0.5", "--frame-subsampling-factor=3", "--endpoint.silence-phones=1"),
    *(f"--endpoint.rule{rule}.min-trailing-silence={s}" for rule, s in SILENCE_ENDS.items()),
)


class Unspoken(Exception):
    """Some words of the vocabulary were never said in what the model learnt from."""


def write_model(folder: Path, acoustic: Acoustic, bigrams: Bigrams, said: Pronunciations) -> None:
    """Write the model; raises `Unspoken` where a word has no pronunciation."""
    known = _pronounceable(bigrams.words, said, set(acoustic.phones))
    phones = Phones(acoustic.phones)
    for part in ("am", "conf", "graph/phones"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    write_acoustic(folder / "am/final.mdl", acoustic, phones)
    write_graph(folder / "graph/HCLG.fst", bigrams, known, phones)
    _write(folder / "graph/words.txt", word_lines(bigrams.words))
    _write(folder / "graph/phones/word_boundary.int", phones.boundaries())
    _write(folder / "conf/mfcc.conf", OPTIONS)
    _write(folder / "conf/model.conf", DECODING)


def _pronounceable(words: Sequence[str], said: Pronunciations, phones: set[str]) -> Pronunciations:
    known = {
        word: {way: chance for way, chance in said.get(word, {}).items() if phones.issuperset(way)}
        for word in words
    }
    if missing := [word for word, ways in known.items() if not ways]:
        raise Unspoken(f"never heard: {' '.join(missing)}; make more utterances")
    return known


def _write(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
