"""The engine that runs camel-tools' named entity recogniser."""

from __future__ import annotations

from pathlib import Path

from tui.entities.engine import Engine, EngineUnavailable


def load_camel(model: Path | None = None) -> Engine:
    """Load camel-tools' recogniser.

    Args:
        model: a folder holding a token classification model.

    Raises:
        EngineUnavailable: something it needs is missing.
    """
    raise EngineUnavailable("The camel engine needs the extra: pip install 'newsread[neural]'")
