"""From sentences of tokens to names: what the words look like, the network, the names it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from tui.arabic.tokens import Token
from tui.entities.builtin.cuts import Cuts
from tui.entities.builtin.features import Word, describe_word, set_apart
from tui.entities.builtin.labels import Chain
from tui.entities.builtin.lexicon import Lexicon, unpack_words
from tui.entities.builtin.naming import Naming
from tui.entities.builtin.network import Network
from tui.entities.builtin.phrases import Phrases, marked
from tui.entities.builtin.vectors import Floats, Quantised, WordVectors
from tui.entities.model import Span

# Words in a row of the network; sentences are packed into rows so that few places stay empty. Rows of 48 or 64 find
# names no better and take longer: the more rows are read side by side, the less a word costs.
ROW = 32
# Words looked at as one article: longer texts are taken in pieces, so that memory stays bounded.
PIECE = 3000
# Words remembered between articles.
REMEMBERED = 30_000
# The feature of a sentence's first word.
FIRST = "<BOS>"


class Tagger:
    """Finds names in sentences of tokens."""

    def __init__(
        self,
        lexicon: Lexicon,
        vectors: WordVectors,
        features: Mapping[str, int],
        embeddings: Quantised,
        network: Network,
        naming: Naming,
        phrases: Phrases,
    ) -> None:
        """Put the parts of a model together.

        Args:
            lexicon: counts and name lists.
            vectors: word vectors.
            features: row of every feature of words in `embeddings`.
            embeddings: vectors of features.
            network: from inputs to scores.
            naming: from scores to names.
            phrases: names of several words that a large text uses again and again.
        """
        self._lexicon = lexicon
        self._vectors = vectors
        self._features = features
        self._embeddings = embeddings
        self._network = network
        self._naming = naming
        self._phrases = phrases
        self._width = vectors.size + embeddings.values.shape[1]
        self._first = np.zeros(self._width, dtype=np.float32)
        self._first[vectors.size :] = embeddings.row(features[FIRST])
        self._forget()

    def _forget(self) -> None:
        self._known: dict[str, int] = {}
        self._words: list[Word] = []
        self._stems: dict[str, int] = {}
        self._stem_numbers: list[int] = []
        self._table = np.zeros((1024, self._width), dtype=np.float32)

    def names(self, sentences: Sequence[Sequence[Token]]) -> list[Span]:
        """The names in an article's sentences, in order.

        Args:
            sentences: tokens with their offsets in the article.
        """
        found: list[Span] = []
        for piece in pieces(sentences):
            words, scores = self.scored(piece)
            found.extend(self._naming.names(piece, words, scores))
        return found

    def scored(self, sentences: Sequence[Sequence[Token]]) -> tuple[list[Word], Floats]:
        """What the network makes of some sentences.

        Args:
            sentences: at most a piece of an article.

        Returns:
            The words, and the scores of every label and cut, a word a line.
        """
        if len(self._known) > REMEMBERED:
            self._forget()
        tokens = [token for sentence in sentences for token in sentence]
        numbers = np.array([self._number(token.text) for token in tokens])
        firsts = np.cumsum([0, *(len(sentence) for sentence in sentences[:-1])])
        inputs = self._table[numbers]
        inputs[firsts] += self._first
        stems = np.array([self._stem_numbers[number] for number in numbers.tolist()])
        groups = np.unique(stems, return_inverse=True)[1]
        rows = pack_rows([len(sentence) for sentence in sentences])
        words = [self._words[number] for number in numbers.tolist()]
        known = marked(self._phrases.matches([word.stem for word in words]), len(tokens))
        return words, self._network.scores(inputs, rows, groups, known, set_apart(tokens))

    def _number(self, text: str) -> int:
        """The row of a token in the table of network inputs."""
        number = self._known.get(text)
        if number is None:
            number = self._known[text] = len(self._words)
            word = describe_word(text, self._lexicon)
            self._words.append(word)
            self._stem_numbers.append(self._stems.setdefault(word.stem, len(self._stems)))
            if number >= len(self._table):
                self._table = np.concatenate([self._table, np.zeros_like(self._table)])
            row = self._table[number]
            row[: self._vectors.size] = self._vectors.of(word.stem)
            held = self._features
            rows = [
                held[feature]
                for feature in (f"w={word.folded}", f"t={word.stem}", *word.features)
                if feature in held
            ]
            if rows:
                row[self._vectors.size :] = self._embeddings.sum(rows)
        return number

    @classmethod
    def unpack(cls, arrays: Mapping[str, Any]) -> Tagger:
        """The tagger kept in the arrays of a model file."""
        features = unpack_words(arrays["features"])
        lexicon, vectors = Lexicon.unpack(arrays), WordVectors.unpack(arrays)
        return cls(
            lexicon,
            vectors,
            dict(zip(features, range(len(features)), strict=True)),
            Quantised.unpack(arrays, "feature_vectors"),
            Network.unpack(arrays, "network"),
            Naming(Chain.unpack(arrays, "chain"), Cuts(lexicon, vectors, arrays["cut_weights"]), vectors),
            Phrases.unpack(arrays),
        )


def pieces(sentences: Sequence[Sequence[Token]]) -> Iterator[list[Sequence[Token]]]:
    """The sentences of an article in pieces of at most `PIECE` words."""
    piece: list[Sequence[Token]] = []
    size = 0
    for sentence in sentences:
        if piece and size + len(sentence) > PIECE:
            yield piece
            piece, size = [], 0
        piece.append(sentence)
        size += len(sentence)
    if piece:
        yield piece


def pack_rows(lengths: Sequence[int], row: int = ROW) -> list[int]:
    """How many words each row takes when whole sentences are packed into rows in order.

    Args:
        lengths: words of each sentence; a sentence longer than a row has one for itself.
        row: words a row of several sentences may have.
    """
    rows: list[int] = []
    filled = 0
    for length in lengths:
        if filled and filled + length > row:
            rows.append(filled)
            filled = 0
        filled += length
    if filled:
        rows.append(filled)
    return rows
