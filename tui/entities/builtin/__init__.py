"""The engine that ships: a small neural tagger, run with numpy."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np

from tui.arabic.tokens import sentences
from tui.entities.builtin.lexicon import Lexicon
from tui.entities.builtin.tagger import Tagger
from tui.entities.engine import Engine, EngineUnavailable
from tui.entities.model import Span

MODEL = Path(__file__).parent / "data" / "model.npz"


class BuiltinEngine:
    """Finds names with the model that ships with the package."""

    def __init__(self, tagger: Tagger, version: str) -> None:
        self._tagger = tagger
        self.name = f"builtin {version}"

    def names(self, text: str) -> list[Span]:
        """The names in `text`.

        Args:
            text: an article, as read.

        Returns:
            Spans in code points of `text`, sorted, not overlapping.
        """
        return self._tagger.names(sentences(text))


def load_builtin(model: Path | None = None) -> Engine:
    """Load the engine.

    Args:
        model: a model file to use in place of the shipped one.

    Raises:
        EngineUnavailable: the file cannot be read.
    """
    path = model or MODEL
    try:
        with np.load(path) as arrays:
            tagger = Tagger.unpack(arrays)
            version = arrays["version"].tobytes().decode()
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise EngineUnavailable(f"The builtin engine's model {path} cannot be read: {error}") from error
    return BuiltinEngine(tagger, version)


def load_lexicon() -> Lexicon:
    """The word counts and name lists of the shipped model, without its network."""
    with np.load(MODEL) as arrays:
        return Lexicon.unpack(arrays)
