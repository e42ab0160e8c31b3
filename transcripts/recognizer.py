"""Vosk: models by folder or by name, and the words that one hears in a sound."""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from zipfile import BadZipFile

import structlog
import vosk

from transcripts.audio import Sound
from transcripts.listening import Listener
from transcripts.words import Word

log = structlog.get_logger()

QUIET = -1
NAME = re.compile(r"vosk-model-[\w.-]+")
PARTS = ("am/final.mdl", "final.mdl")
FEATURES = ("conf/mfcc.conf", "mfcc.conf")
FREQUENCY = re.compile(r"^\s*--sample-frequency\s*=\s*(\d+)", re.MULTILINE)
KALDI_RATE = 16_000


class NoModel(Exception):
    """No model is set for this language."""


class ModelUnusable(Exception):
    """There is no Vosk model where one was said to be, or a broken one."""


@dataclass(frozen=True)
class Model:
    """A loaded model; `rate`: the samples a second that it wants. Threads may share it."""

    name: str
    rate: int
    handle: vosk.Model = field(repr=False)


class Models:
    """The model of each language, loaded when it is first wanted and kept.

    `places`: by language a folder, or Vosk's own name of a model, which is then looked for where
    Vosk keeps models (VOSK_MODEL_PATH, ~/.cache/vosk) and else downloaded to there.
    """

    def __init__(self, places: Mapping[str, str | Path]) -> None:
        self._places = dict(places)
        self._loaded: dict[str, Model] = {}
        self._lock = Lock()

    def of(self, language: str) -> Model:
        """Raises NoModel and ModelUnusable."""
        with self._lock:
            if language not in self._loaded:
                if language not in self._places:
                    raise NoModel(language)
                self._loaded[language] = load(self._places[language])
            return self._loaded[language]


def load(place: str | Path) -> Model:
    """The model in this folder, or of this name. Raises ModelUnusable."""
    vosk.SetLogLevel(QUIET)
    folder = _folder(place)
    # Vosk looks for these before anything else and says nothing useful without them
    if not any((folder / part).is_file() for part in PARTS):
        raise ModelUnusable(f"{folder} holds no Vosk model (no final.mdl)")
    try:
        return Model(folder.resolve().name, _rate(folder), vosk.Model(str(folder)))
    except Exception as error:  # Vosk raises plain Exception
        raise ModelUnusable(f"{folder} does not load: {error}") from error


def check_model(place: str | Path) -> None:
    """Load the model once. Raises ModelUnusable."""
    load(place)


def _rate(folder: Path) -> int:
    for part in FEATURES:
        if (folder / part).is_file():
            found = FREQUENCY.search((folder / part).read_text("utf-8", "replace"))
            return int(found[1]) if found else KALDI_RATE
    return KALDI_RATE


def _folder(place: str | Path) -> Path:
    if Path(place).is_dir():
        return Path(place)
    if not NAME.fullmatch(str(place)):
        raise ModelUnusable(f"{place}: is no folder, and no name of Vosk's (vosk-model-...)")
    try:
        with redirect_stdout(sys.stderr):  # Vosk prints, and the standard output is for results
            return Path(_Shelf().get_model_by_name(place))
    except SystemExit:
        raise ModelUnusable(f"{place}: Vosk has no model of this name") from None
    except (OSError, ValueError, KeyError, TypeError, BadZipFile) as error:
        raise ModelUnusable(
            f"{place}: cannot be downloaded ({type(error).__name__}); download it elsewhere, "
            "unpack it here, and give its folder"
        ) from error


class _Shelf(vosk.Model):  # type: ignore[misc] # has no types
    """Vosk's search for models by name, without loading one."""

    def __init__(self) -> None: ...

    def __del__(self) -> None: ...

    def download_model(self, target: Path) -> None:
        """Whole or not at all: Vosk would take half a model for one, ever after."""
        log.info("model_downloading", model=target.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=target.parent) as draft:
            super().download_model(Path(draft) / target.name)
            try:
                (Path(draft) / target.name).replace(target)
            except OSError:
                if not target.is_dir():  # another process was not faster either
                    raise


def recognize(
    sound: Sound,
    model: Model,
    heard: Callable[[float], None],
    windows: Mapping[int, Sequence[tuple[float, float]]] | None = None,
    pool: Executor | None = None,
) -> list[Word]:
    """All words in order of their beginning, the channels side by side in the threads of `pool`.

    `windows`: by channel, the seconds (from, until) in which it is listened to; a channel not
    named is listened to all the time. `heard` is told the part that is done, 0 to 1; what it
    raises ends this. Raises OSError when the file cannot be read on.
    """
    listeners = [
        Listener(channel, model.handle, model.rate, (windows or {}).get(channel))
        for channel in range(sound.channels)
    ]
    with ExitStack() as stack:
        threads = pool or stack.enter_context(ThreadPoolExecutor(sound.channels))
        done = 0
        for block in sound.blocks(model.rate):
            list(threads.map(Listener.hear, listeners, block))
            done += len(block[0]) // 2
            heard(min(1.0, done / model.rate / sound.seconds))
        list(threads.map(Listener.end, listeners))
    words = [word for listener in listeners for word in listener.words]
    return sorted(words, key=lambda word: (word.start, word.channel))
