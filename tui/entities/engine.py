"""Engines: what finds the names of people, places and organisations in a text."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

from tui.entities.model import Span

ENGINES = ("builtin", "camel")


class Engine(Protocol):
    """Something that finds names."""

    @property
    def name(self) -> str:
        """The engine and the version of its model, as stored with what it found."""
        ...

    def names(self, text: str) -> list[Span]:
        """The names in `text`.

        Args:
            text: an article, as read.

        Returns:
            Spans of kind person, place or organization in code points of `text`, sorted, not overlapping.
        """
        ...


class EngineUnavailable(Exception):
    """An engine that cannot be used here; the message says what to do about it."""


def load_engine(name: str = "builtin", model: Path | None = None) -> Engine:
    """Load an engine and its model.

    Args:
        name: `builtin` or `camel`.
        model: a model folder or file to use in place of the engine's own.

    Raises:
        EngineUnavailable: the engine is unknown, or something it needs is missing.
    """
    if name == "builtin":
        # Its matrices are too small to share out: threads would only wait for one another, busily. numpy asks
        # when it is first imported, which is here.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from tui.entities.builtin import load_builtin

        return load_builtin(model)
    if name == "camel":
        from tui.entities.camel import load_camel

        return load_camel(model)
    raise EngineUnavailable(f"There is no engine {name!r}; choose one of: {', '.join(ENGINES)}.")
