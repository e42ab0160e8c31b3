"""`final.mdl`: the phones' states, and the network, as Kaldi's nnet3 reads them.

Source: Kaldi, hmm/hmm-topology.cc, hmm/transition-model.cc, nnet3/nnet-nnet.cc and
nnet3/am-nnet-simple.cc. Every phone has one state, which is left with the probability 1/2.
"""

from collections.abc import Iterator, Sequence
from math import log
from pathlib import Path

import numpy as np

from simulator.tiny_model.kaldi import KaldiFile
from simulator.tiny_model.network import CONTEXT, Acoustic, Affine
from simulator.tiny_model.speaker import SILENCE

STAY = 0.5
PRIOR = 0.3
"""How much of the phones' frequency is taken out; all of it would hear words in noise."""
PLACES = {"B": "begin", "E": "end", "I": "internal", "S": "singleton"}
"""A phone's place in its word; known by the phone itself, it makes the times of words exact."""


class Phones:
    """Kaldi's numbers (from 1) for silence and for every other phone at each place of a word."""

    def __init__(self, phones: Sequence[str]) -> None:
        placed = [f"{phone}_{place}" for phone in phones[1:] for place in PLACES]
        self.names = (SILENCE, *placed)
        self._numbers = {name: number for number, name in enumerate(self.names, start=1)}

    def number(self, name: str) -> int:
        return self._numbers[name]

    def of_word(self, phones: Sequence[str]) -> list[int]:
        """The numbers of a word's phones."""
        if len(phones) == 1:
            return [self.number(f"{phones[0]}_S")]
        places = "B" + "I" * (len(phones) - 2) + "E"
        return [self.number(f"{one}_{place}") for one, place in zip(phones, places, strict=True)]

    def answers(self) -> list[int]:
        """By number: which of the network's answers it has; the places share it."""
        return [0, *(1 + index // len(PLACES) for index in range(len(self.names) - 1))]

    def boundaries(self) -> Iterator[str]:
        """The lines of `word_boundary.int`."""
        kinds = ("nonword", *([*PLACES.values()] * ((len(self.names) - 1) // len(PLACES))))
        return (f"{number} {kind}" for number, kind in enumerate(kinds, start=1))


def write_acoustic(path: Path, acoustic: Acoustic, phones: Phones) -> None:
    """Write transition model and network, without compiled prior."""
    with KaldiFile(path) as file:
        _write_transitions(file, phones)
        layers = _without_prior(acoustic)
        file.token("<Nnet3>")
        file.text("\n" + "\n".join(_plan(layers)) + "\n\n")
        _write_components(file, layers)
        file.token("</Nnet3>", "<LeftContext>")
        file.integer(CONTEXT)
        file.token("<RightContext>")
        file.integer(CONTEXT)
        file.token("<Priors>")
        file.vector([])


def _write_transitions(file: KaldiFile, phones: Phones) -> None:
    count = len(phones.names)
    file.token("<TransitionModel>", "<Topology>")
    file.integers(range(1, count + 1))  # the phones there are
    file.integers([-1, *[0] * count])  # by phone: its topology
    file.integer(1, 2)  # one topology of two states
    file.integer(0, 2)  # the first: class 0, two ways on
    for target in (0, 1):
        file.integer(target)
        file.single(STAY)
    file.integer(-1, 0)  # the last: nothing is heard in it
    file.token("</Topology>", "<Triples>")
    file.integer(count)
    for number, answer in enumerate(phones.answers(), start=1):
        file.integer(number, 0, answer)
    file.token("</Triples>", "<LogProbs>")
    file.vector([0.0, *[log(STAY)] * (2 * count)])
    file.token("</LogProbs>", "</TransitionModel>")


def _without_prior(acoustic: Acoustic) -> tuple[Affine, ...]:
    *inner, last = acoustic.layers
    bias = last.bias - PRIOR * np.log(acoustic.prior)
    return (*inner, Affine(last.weights, bias, last.offsets))


def _plan(layers: Sequence[Affine]) -> Iterator[str]:
    """The network's lines: which component hears which."""
    inputs = layers[0].weights.shape[1] // len(layers[0].offsets)
    yield f"input-node name=input dim={inputs}"
    before = "input"
    for index, layer in enumerate(layers):
        if index:
            yield f"component-node name=relu{index} component=relu{index} input={before}"
            before = f"relu{index}"
        heard = ", ".join(f"Offset({before}, {one})" if one else before for one in layer.offsets)
        heard = f"Append({heard})" if len(layer.offsets) > 1 else heard
        yield f"component-node name=affine{index} component=affine{index} input={heard}"
        before = f"affine{index}"
    yield f"output-node name=output input={before} objective=linear"


def _write_components(file: KaldiFile, layers: Sequence[Affine]) -> None:
    file.token("<NumComponents>")
    file.integer(2 * len(layers) - 1)
    for index, layer in enumerate(layers):
        if index:
            file.token("<ComponentName>", f"relu{index}")
            _write_relu(file, len(layers[index - 1].bias))
        file.token("<ComponentName>", f"affine{index}", "<FixedAffineComponent>")
        file.token("<LinearParams>")
        file.matrix(layer.weights)
        file.token("<BiasParams>")
        file.vector(layer.bias)
        file.token("</FixedAffineComponent>")


def _write_relu(file: KaldiFile, width: int) -> None:
    file.token("<RectifiedLinearComponent>", "<Dim>")
    file.integer(width)
    for statistic in ("<ValueAvg>", "<DerivAvg>"):
        file.token(statistic)
        file.vector([])
    file.token("<Count>")
    file.double(0.0)
    file.token("</RectifiedLinearComponent>")
