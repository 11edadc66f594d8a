"""The engine that runs camel-tools' named entity recogniser (Inoue et al. 2021), a fine-tuned BERT.

camel-tools fetches a catalogue of its data when the recogniser is imported and none is on disk. Here nothing
is ever fetched: without a catalogue of its own it is shown an empty one.
"""

from __future__ import annotations

import importlib.util
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from tui.arabic.normalise import fold
from tui.arabic.tokens import Token, sentences
from tui.entities.builtin import load_lexicon
from tui.entities.builtin.lexicon import Lexicon
from tui.entities.builtin.naming import written_offset
from tui.entities.engine import Engine, EngineUnavailable
from tui.entities.model import Kind, Span

INSTALL_EXTRA = "uv sync --extra neural"
INSTALL_MODEL = "camel_data -i ner-arabert"
NEEDED = ("torch", "transformers", "sklearn", "scipy", "pandas")

_CATALOGUE = {"version": "1.6.0", "packages": {}, "components": {}}
_KINDS: dict[str, Kind] = {"PERS": "person", "LOC": "place", "ORG": "organization"}
_MODEL_PART = Path("data") / "ner" / "arabert"


class CamelEngine:
    """Finds names with `camel_tools.ner.NERecognizer`."""

    def __init__(self, recogniser: Any, model: str, lexicon: Lexicon) -> None:
        self._recogniser = recogniser
        self._lexicon = lexicon
        self.name = f"camel {model}"

    def names(self, text: str) -> list[Span]:
        """The names in `text`.

        Args:
            text: an article, as read.

        Returns:
            Spans in code points of `text`, sorted, not overlapping, without proclitics.
        """
        readable = self._recogniser.tokenizer.tokenize
        # camel-tools gives no label to a word its tokenizer makes nothing of.
        kept = [[token for token in sentence if readable(token.text)] for sentence in sentences(text)]
        kept = [sentence for sentence in kept if sentence]
        if not kept:
            return []
        labels = self._recogniser.predict([[token.text for token in sentence] for sentence in kept])
        found: list[Span] = []
        for sentence, row in zip(kept, labels, strict=False):
            found.extend(self._spans(sentence, row))
        return found

    def _spans(self, sentence: list[Token], labels: list[str]) -> list[Span]:
        found: list[Span] = []
        current: Kind | None = None
        for token, label in zip(sentence, labels, strict=False):
            kind = _KINDS.get(label.partition("-")[2])
            if kind is not None and kind == current and label[0] == "I":
                found.append(Span(found.pop().start, token.end, kind))
            elif kind is not None:
                cut = written_offset(token.text, self._lexicon.cut(fold(token.text)))
                found.append(Span(token.start + cut, token.end, kind))
            current = kind
        return found


def load_camel(model: Path | None = None) -> Engine:
    """Load camel-tools' recogniser, offline.

    Args:
        model: a folder holding a BERT token classification model with its tokenizer; by default the model
            camel-tools has installed.

    Raises:
        EngineUnavailable: the extra, the model or a part of it is missing.
    """
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise EngineUnavailable(
            f"The camel engine needs {', '.join(missing)}, not installed here. In newsread's clone, run\n"
            f"    {INSTALL_EXTRA}"
        )
    home = Path(os.environ.get("CAMELTOOLS_DATA") or Path.home() / ".camel_tools").expanduser()
    folder = model or home / _MODEL_PART
    if not (folder / "config.json").is_file():
        raise EngineUnavailable(
            f"There is no model for the camel engine in {folder}. Install camel-tools' own with\n"
            f"    {INSTALL_MODEL}\n"
            "or name a folder that holds one."
        )
    recogniser = _recogniser(folder, home)
    return CamelEngine(recogniser, folder.name, load_lexicon())


def _recogniser(folder: Path, home: Path) -> Any:
    """camel-tools' recogniser over a model folder; nothing is fetched and nothing is printed."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"
    before = os.environ.get("CAMELTOOLS_DATA")
    with tempfile.TemporaryDirectory(prefix="newsread-") as empty:
        if not (home / "catalogue.json").is_file():
            (Path(empty) / "catalogue.json").write_text(json.dumps(_CATALOGUE), encoding="utf-8")
            os.environ["CAMELTOOLS_DATA"] = empty
        try:
            from camel_tools.ner import NERecognizer
            from transformers.utils import logging

            logging.disable_progress_bar()
            logging.set_verbosity_error()
            return NERecognizer(str(folder), use_gpu=True)
        except Exception as error:
            raise EngineUnavailable(
                f"The camel engine cannot load the model in {folder}: {error}\n"
                f"In newsread's clone, run\n    {INSTALL_EXTRA}"
            ) from error
        finally:
            if before is None:
                os.environ.pop("CAMELTOOLS_DATA", None)
            else:
                os.environ["CAMELTOOLS_DATA"] = before
