"""Several taggers that label as one: the mean of their scores is righter than any of them (Breiman 1996)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tui.arabic.tokens import sentences
from tui.entities.builtin.cuts import Cuts
from tui.entities.builtin.labels import Chain
from tui.entities.builtin.lexicon import Lexicon
from tui.entities.builtin.naming import Naming
from tui.entities.builtin.tagger import Tagger, pieces
from tui.entities.builtin.vectors import WordVectors
from tui.entities.model import Span


class Committee:
    """An engine of several model files, too slow and large to ship."""

    def __init__(self, models: Sequence[Path]) -> None:
        """Load the members.

        Args:
            models: files that differ in their networks alone.
        """
        self.name = f"{len(models)} taggers"
        self._members: list[Tagger] = []
        chains = []
        for model in models:
            with np.load(model) as arrays:
                self._members.append(Tagger.unpack(arrays))
                chains.append({key: arrays[key] for key in arrays.files if key.startswith("chain_")})
        with np.load(models[0]) as arrays:
            vectors = WordVectors.unpack(arrays)
            cuts = Cuts(Lexicon.unpack(arrays), vectors, arrays["cut_weights"])
        mean = {key: np.mean([chain[key] for chain in chains], axis=0) for key in chains[0]}
        self._naming = Naming(Chain.unpack(mean, "chain"), cuts, vectors)

    def names(self, text: str) -> list[Span]:
        """The names in `text`, as `Engine.names` gives them."""
        found: list[Span] = []
        for piece in pieces(sentences(text)):
            views = [member.scored(piece) for member in self._members]
            words, _ = views[0]
            scores = np.mean([scores for _, scores in views], axis=0)
            found.extend(self._naming.names(piece, words, scores))
        return found
