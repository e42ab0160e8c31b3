"""The acoustic network: from cepstra to phones, an answer every 30 ms, learnt with PyTorch.

Six layers of convolution, ReLU and batch normalisation. The first answers come from eSpeak's
own phone times; twice the network then times the phones itself and goes on with that. PyTorch
is asked for when a network is made, so that this file loads without it.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from simulator.tiny_model.alignment import as_spoken, forced
from simulator.tiny_model.extras import needed
from simulator.tiny_model.features import CEPSTRA, Features
from simulator.tiny_model.lessons import Lesson
from simulator.tiny_model.speaker import SILENCE

Tensor: TypeAlias = Any  # PyTorch need not be here, and so its types cannot be named
Numbers = NDArray[np.float64]
CONTEXT = 18
"""Frames that an answer depends on, before and after its own."""
EPOCHS = (2, 3, 7)
"""Rounds through all lessons with each timing of the phones."""
BATCH, FASTEST, SLOWEST, WARM_UP = 48, 3e-3, 0.01, 100
DROPPED, SMOOTHED, DECAY = 0.1, 0.02, 1e-3
EXAMINED = 200
PRIOR_IN_ALIGNMENT = 0.5
IGNORED = -100


@dataclass(frozen=True)
class Layer:
    """A convolution over `width` inputs which are `dilation` apart, done every `stride` inputs."""

    width: int
    stride: int = 1
    dilation: int = 1


LAYERS = (Layer(5), Layer(3, stride=3), Layer(3), Layer(3), Layer(3), Layer(3, dilation=2))


@dataclass(frozen=True)
class Affine:
    """`weights` (outputs, offsets x inputs) over inputs at `offsets` (frames), and `bias`."""

    weights: Numbers
    bias: Numbers
    offsets: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Acoustic:
    """A learnt network as affine layers with a ReLU between any two of them.

    The last gives a logarithm for each of the `phones`, of which silence is the first; `prior`
    is how often each occurs.
    """

    layers: tuple[Affine, ...]
    phones: tuple[str, ...]
    prior: Numbers


def learn(lessons: Sequence[Lesson], width: int, seed: int, say: Callable[[str], None]) -> Acoustic:
    """A network with layers of `width`, the same for the same seed."""
    learner = _Learner(lessons, width, seed)
    steps = sum(EPOCHS) * len(learner.batches())
    for round_, epochs in enumerate(EPOCHS):
        if round_:
            learner.time_again()
        for _ in range(epochs):
            loss = learner.epoch(steps)
            say(f"round {round_ + 1}: loss {loss:.3f}, right {learner.right():.3f}")
    return learner.learnt()


class _Learner:
    def __init__(self, lessons: Sequence[Lesson], width: int, seed: int) -> None:
        self._torch = needed("torch")
        self._torch.set_num_threads(1)  # the same sums each time, and no waiting for each other
        self._torch.manual_seed(seed)
        self._dice = random.Random(seed)
        others = {one.phone for lesson in lessons for one in lesson.segments} - {SILENCE}
        self._phones = (SILENCE, *sorted(others))
        self._index = {phone: index for index, phone in enumerate(self._phones)}
        some = np.concatenate([lesson.features for lesson in lessons[::10]])
        self._mean, self._spread = some.mean(axis=0), some.std(axis=0)
        self._lessons = lessons
        self._labels = [as_spoken(lesson, self._index) for lesson in lessons]
        self._examined = range(min(EXAMINED, len(lessons) // 10))
        self._net = _net(width, len(self._phones))
        self._descent = self._torch.optim.AdamW(self._net.parameters(), weight_decay=DECAY)
        self._step = 0

    def batches(self) -> list[list[int]]:
        """Lessons of about the same length together, in any order."""
        lengths = {
            index: len(lesson.features) + self._dice.uniform(0, 20)
            for index, lesson in enumerate(self._lessons)
            if index not in self._examined
        }
        order = sorted(lengths, key=lengths.__getitem__)
        parts = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
        self._dice.shuffle(parts)
        return parts

    def epoch(self, steps: int) -> float:
        """The mean loss of one round through the lessons, of `steps` steps in all."""
        self._net.train()
        losses = []
        for batch in self.batches():
            self._step += 1
            speed = (1 + cos(pi * self._step / steps)) / 2 + SLOWEST
            for group in self._descent.param_groups:
                group["lr"] = FASTEST * speed * min(1, self._step / WARM_UP)
            loss = self._loss(batch)
            self._descent.zero_grad()
            loss.backward()
            self._descent.step()
            losses.append(float(loss.item()))
        return float(np.mean(losses))

    def right(self) -> float:
        """The share of right answers in lessons that were not learnt from."""
        answers = self._answers(self._examined).argmax(axis=2)
        labels = [self._labels[index] for index in self._examined]
        right = [row[: len(label)] == label for row, label in zip(answers, labels, strict=True)]
        return float(np.concatenate(right).mean())

    def time_again(self) -> None:
        """Take the network's own word for when each phone is said."""
        weights = PRIOR_IN_ALIGNMENT * np.log(self._prior())
        for start in range(0, len(self._lessons), BATCH):
            batch = range(start, min(start + BATCH, len(self._lessons)))
            for index, scores in zip(batch, self._answers(batch), strict=True):
                lesson = self._lessons[index]
                phones = np.array([self._index[one.phone] for one in lesson.segments])
                self._labels[index] = forced(scores[: lesson.targets] - weights, phones)

    def learnt(self) -> Acoustic:
        self._net.eval()
        folded = _fold(list(self._net), -self._mean / self._spread, 1 / self._spread)
        return Acoustic(tuple(folded), self._phones, self._prior())

    def _loss(self, batch: Sequence[int]) -> Tensor:
        answers = self._net(self._inputs(batch))
        labels = np.full((len(batch), answers.shape[2]), IGNORED)
        for row, index in enumerate(batch):
            labels[row, : len(self._labels[index])] = self._labels[index]
        return self._torch.nn.functional.cross_entropy(
            answers, self._torch.from_numpy(labels), label_smoothing=SMOOTHED
        )

    def _answers(self, batch: Sequence[int]) -> Numbers:
        """(batch, answers, phones) logarithms of probabilities."""
        self._net.eval()
        with self._torch.no_grad():
            answers = self._net(self._inputs(batch)).log_softmax(1)
        return np.asarray(answers.numpy().transpose(0, 2, 1), np.float64)

    def _inputs(self, batch: Sequence[int]) -> Tensor:
        """(batch, cepstra, frames) with the outermost frames repeated, as Kaldi does."""
        longest = max(self._lessons[index].targets for index in batch) * 3
        rows = [_padded(self._lessons[index].features, longest) for index in batch]
        scaled = (np.stack(rows) - self._mean) / self._spread
        return self._torch.from_numpy(np.ascontiguousarray(scaled.transpose(0, 2, 1)))

    def _prior(self) -> Numbers:
        count = np.bincount(np.concatenate(self._labels), minlength=len(self._phones)) + 10.0
        return np.asarray(count / count.sum())


def _padded(features: Features, length: int) -> Features:
    return np.pad(features, ((CONTEXT, CONTEXT + length - len(features)), (0, 0)), mode="edge")


def _net(width: int, phones: int) -> Tensor:
    nn = needed("torch").nn
    parts: list[Tensor] = []
    for index, layer in enumerate(LAYERS):
        inputs = width if index else CEPSTRA
        parts += [
            nn.Conv1d(inputs, width, layer.width, stride=layer.stride, dilation=layer.dilation),
            *(nn.ReLU(), nn.BatchNorm1d(width), nn.Dropout(DROPPED if index > 1 else 0.0)),
        ]
    return nn.Sequential(*parts, nn.Conv1d(width, phones, 1))


def _fold(parts: Sequence[Tensor], shift: Numbers, scale: Numbers) -> Iterator[Affine]:
    """The layers with what is done to their inputs (times `scale`, plus `shift`) inside them."""
    frames = 1
    for layer, (convolution, norm) in zip(
        LAYERS, zip(parts[0::4], parts[2::4], strict=False), strict=True
    ):
        places = [index - layer.width // 2 for index in range(layer.width)]
        offsets = tuple(place * layer.dilation * frames for place in places)
        yield _affine(convolution, shift, scale, offsets)
        frames *= layer.stride
        scale = _array(norm.weight) / np.sqrt(_array(norm.running_var) + norm.eps)
        shift = _array(norm.bias) - _array(norm.running_mean) * scale
    yield _affine(parts[-1], shift, scale, (0,))


def _affine(
    convolution: Tensor, shift: Numbers, scale: Numbers, offsets: tuple[int, ...]
) -> Affine:
    weights = _array(convolution.weight)
    bias = _array(convolution.bias) + np.einsum("oiw,i->o", weights, shift)
    spread = (weights * scale[None, :, None]).transpose(0, 2, 1)
    return Affine(spread.reshape(len(weights), -1), bias, offsets)


def _array(tensor: Tensor) -> Numbers:
    return np.asarray(tensor.detach().double().numpy(), np.float64)
