"""The engine that ships: a sequence tagger over words, trained on annotated news articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pycrfsuite

from tui.arabic.tokens import Token, sentences
from tui.entities.builtin.features import Word, describe_word
from tui.entities.builtin.lexicon import Lexicon
from tui.entities.engine import Engine, EngineUnavailable
from tui.entities.model import KINDS, Kind, Span

DATA = Path(__file__).parent / "data"


class BuiltinEngine:
    """Finds names with a linear-chain conditional random field."""

    name = "builtin 0"

    def __init__(self, lexicon: Lexicon, tagger: pycrfsuite.Tagger) -> None:
        self._lexicon = lexicon
        self._tagger = tagger
        self._seen: dict[str, tuple[Word, list[list[str]]]] = {}

    def names(self, text: str) -> list[Span]:
        """The names in `text`, sorted, not overlapping."""
        found: list[Span] = []
        for sentence in sentences(text):
            labels = self._tagger.tag(self._features(sentence))
            found.extend(self._spans(sentence, labels))
        return found

    def _word(self, text: str) -> tuple[Word, list[list[str]]]:
        known = self._seen.get(text)
        if known is None:
            word = describe_word(text, self._lexicon)
            own = [f"w={word.folded}", f"t={word.stem}", *word.features]
            near = [
                feature
                for feature in own
                if not feature.startswith(("p=", "s=", "has", "length", "bare=")) or len(feature) == 5
            ]
            far = [feature for feature in near if feature[0] in "wtcf"]
            known = self._seen[text] = (
                word,
                [
                    [f"-2{feature}" for feature in far],
                    [f"-1{feature}" for feature in near],
                    own,
                    [f"+1{feature}" for feature in near],
                    [f"+2{feature}" for feature in far],
                ],
            )
        return known

    def _features(self, sentence: Sequence[Token]) -> list[list[str]]:
        words = [self._word(token.text)[1] for token in sentence]
        rows = []
        for index, word in enumerate(words):
            row = list(word[2])
            row += words[index - 1][1] if index else ["BOS"]
            if index > 1:
                row += words[index - 2][0]
            row += words[index + 1][3] if index + 1 < len(words) else ["EOS"]
            if index + 2 < len(words):
                row += words[index + 2][4]
            rows.append(row)
        return rows

    def _spans(self, sentence: Sequence[Token], labels: Sequence[str]) -> list[Span]:
        found: list[Span] = []
        index = 0
        while index < len(labels):
            if labels[index] == "O":
                index += 1
                continue
            kind: Kind = next(kind for kind in KINDS if labels[index].endswith(kind))
            end = index + 1
            while end < len(labels) and labels[end] == f"I-{kind}":
                end += 1
            cut = self._word(sentence[index].text)[0].cut
            found.append(Span(sentence[index].start + cut, sentence[end - 1].end, kind))
            index = end
        return found


def load_builtin(model: Path | None = None) -> Engine:
    """Load the engine from its folder of data.

    Args:
        model: a folder to use in place of the shipped one.

    Raises:
        EngineUnavailable: the folder lacks the model.
    """
    folder = model or DATA
    try:
        with np.load(folder / "lexicon.npz") as arrays:
            lexicon = Lexicon.unpack(arrays)
        tagger = pycrfsuite.Tagger()
        tagger.open(str(folder / "crf.model"))
    except OSError as error:
        raise EngineUnavailable(f"The model of the builtin engine cannot be read: {error}") from error
    return BuiltinEngine(lexicon, tagger)
