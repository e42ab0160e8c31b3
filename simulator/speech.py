"""Speech of the simulator's people: eSpeak NG, asked through ctypes.

The library comes with the package `espeakng_loader` (optional extra `speech`). This module may
be imported without it; `available()` then says no and `Speech()` raises `NoSpeech`.
"""

import ctypes
import importlib
import re
import tomllib
from ctypes import POINTER, Structure, Union, addressof, c_char, c_int, c_uint, c_void_p
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from math import gcd
from threading import Lock

import numpy as np

SAMPLE = 2
WORDS = re.compile(r"[^\W\d_]+")
ENDED, WORD, PHONE = 0, 1, 7
RATE, PITCH, PITCH_RANGE = 1, 3, 4
SYNCHRONOUS, PHONE_EVENTS, DO_NOT_EXIT, UTF8 = 2, 0x0001, 0x8000, 1


class NoSpeech(Exception):
    """There is no synthesizer here, or it cannot be started."""


class NoVoice(ValueError):
    """The synthesizer does not have this voice."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A sound in eSpeak's own (Kirshenbaum) spelling begins `at` seconds; `_:` is a pause."""

    name: str
    at: float


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """The word at the character `position` of the text (the first is 0) begins `at` seconds."""

    position: int
    at: float


@dataclass(frozen=True, slots=True)
class Said:
    """16-bit little-endian mono `samples`, `rate` of them a second, and what is where in them."""

    samples: bytes
    rate: int
    phones: tuple[Phone, ...] = ()
    words: tuple[SpokenWord, ...] = ()

    @property
    def seconds(self) -> float:
        return len(self.samples) / SAMPLE / self.rate

    def resampled(self, rate: int) -> bytes:
        """The samples at another rate, without aliases; for example 8000 for the telephone."""
        from scipy.signal import resample_poly  # takes a moment: only when somebody speaks

        both = gcd(rate, self.rate)
        sound = np.frombuffer(self.samples, "<i2").astype(np.float32)
        heard = resample_poly(sound, rate // both, self.rate // both)
        return bytes(np.clip(np.rint(heard), -32768, 32767).astype("<i2").data)


class _Name(Union):
    _fields_ = (("number", c_int), ("pointer", c_void_p), ("letters", c_char * 8))


class _Event(Structure):
    """`espeak_EVENT` of speak_lib.h; `sample` counts from the beginning of the text."""

    _fields_ = (
        *(("type", c_int), ("unique", c_uint), ("position", c_int), ("length", c_int)),
        *(("milliseconds", c_int), ("sample", c_int), ("user", c_void_p), ("name", _Name)),
    )


_Listener = ctypes.CFUNCTYPE(c_int, c_void_p, c_int, POINTER(_Event))


def available() -> bool:
    """Whether `Speech` can be made here."""
    return find_spec("espeakng_loader") is not None


def respelled(text: str, language: str) -> str:
    """`text` with the words of `pronunciation.toml` spelled so that they are read rightly.

    A hyphen parts two words, as it does in the vocabulary of the small models.
    """
    table = _pronunciation().get(language, {})
    parted = text.replace("-", " ")
    return WORDS.sub(lambda word: table.get(word[0].lower(), word[0]), parted)


class Speech:
    """Says texts aloud. All instances share the one synthesizer of the process."""

    def __init__(self) -> None:
        if not available():
            raise NoSpeech("speech needs the extra: pip install 'sapa[speech]'")
        with _starting:
            self._engine = _engine()

    def say(
        self, text: str, voice: str, *, rate: int = 175, pitch: int = 50, pitch_range: int = 50
    ) -> Said:
        """`text` by a voice such as "id" or "en-us+f3", at `rate` words a minute.

        `pitch` and `pitch_range` go from 0 to 100. An unknown variant (after the "+") is
        ignored by the synthesizer; an unknown voice raises `NoVoice`. The same call gives the
        same samples only as the first in a process: the synthesizer's noise goes on.
        """
        return self._engine.say(text.replace("\0", " "), voice, (rate, pitch, pitch_range))


class _Engine:
    """The library, which holds one state for the whole process and is spoken to one at a time."""

    def __init__(self) -> None:
        loader = importlib.import_module("espeakng_loader")
        self._lock = Lock()
        self._samples = bytearray()
        self._phones: list[Phone] = []
        self._words: list[SpokenWord] = []
        self._library = ctypes.CDLL(str(loader.get_library_path()))
        self._rate = int(
            self._library.espeak_Initialize(
                SYNCHRONOUS, 0, str(loader.get_data_path()).encode(), PHONE_EVENTS | DO_NOT_EXIT
            )
        )
        if self._rate <= 0:
            raise NoSpeech("eSpeak NG cannot be started: is its data folder whole?")
        self._listener = _Listener(self._listen)
        self._library.espeak_SetSynthCallback(self._listener)
        self._library.espeak_Synth.argtypes = (
            *(ctypes.c_char_p, ctypes.c_size_t, c_uint, c_int),
            *(c_uint, c_uint, c_void_p, c_void_p),
        )

    def say(self, text: str, voice: str, manner: tuple[int, int, int]) -> Said:
        with self._lock:
            self._samples, self._phones, self._words = bytearray(), [], []
            if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
                raise NoVoice(voice)
            for parameter, value in zip((RATE, PITCH, PITCH_RANGE), manner, strict=True):
                self._library.espeak_SetParameter(parameter, value, 0)
            written = text.encode() + b"\0"
            self._library.espeak_Synth(written, len(written), 0, 1, 0, UTF8, None, None)
            return Said(bytes(self._samples), self._rate, tuple(self._phones), tuple(self._words))

    def _listen(self, samples: int | None, count: int, events: "ctypes._Pointer[_Event]") -> int:
        """Called by the library with each piece of sound and the events in it."""
        if samples and count > 0:
            self._samples += ctypes.string_at(samples, count * SAMPLE)
        index = 0
        while (event := events[index]).type != ENDED:
            self._note(event)
            index += 1
        return 0

    def _note(self, event: _Event) -> None:
        at = event.sample / self._rate
        if event.type == PHONE:
            letters = ctypes.string_at(addressof(event.name), ctypes.sizeof(_Name))
            self._phones.append(Phone(letters.split(b"\0")[0].decode(errors="replace"), at))
        elif event.type == WORD:
            self._words.append(SpokenWord(event.position - 1, at))


@cache
def _pronunciation() -> dict[str, dict[str, str]]:
    file = files("simulator") / "pronunciation.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


_starting = Lock()


@cache
def _engine() -> _Engine:
    """Started once: a second `espeak_Initialize` corrupts the library's memory."""
    return _Engine()
