"""From sentences of tokens to names: what the words look like, the network, the labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from tui.arabic.normalise import fold
from tui.arabic.tokens import Token
from tui.entities.builtin.cuts import LONGEST, Cuts
from tui.entities.builtin.features import Word, describe_word, set_apart
from tui.entities.builtin.labels import LABELS, Chain, names_of
from tui.entities.builtin.lexicon import Lexicon, unpack_words
from tui.entities.builtin.network import Network
from tui.entities.builtin.phrases import Phrases, marked
from tui.entities.builtin.revise import Found, all_over, by_convention
from tui.entities.builtin.vectors import Quantised, WordVectors
from tui.entities.model import Span

# Words in a row of the network; sentences are packed into rows so that few places stay empty.
ROW = 64
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
        networks: Sequence[Network],
        chain: Chain,
        cuts: Cuts,
        phrases: Phrases,
    ) -> None:
        """Put the parts of a model together.

        Args:
            lexicon: counts and name lists.
            vectors: word vectors.
            features: row of every feature of words in `embeddings`.
            embeddings: vectors of features.
            networks: networks whose scores are averaged.
            chain: transitions between labels.
            cuts: where names begin in their first words.
            phrases: names of several words that a large text uses again and again.
        """
        self._lexicon = lexicon
        self._vectors = vectors
        self._features = features
        self._embeddings = embeddings
        self._networks = networks
        self._chain = chain
        self._cuts = cuts
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
        for piece in _pieces(sentences):
            if len(self._known) > REMEMBERED:
                self._forget()
            found.extend(sorted(self._piece_names(piece), key=lambda span: span.start))
        return found

    def _piece_names(self, sentences: Sequence[Sequence[Token]]) -> Iterator[Span]:
        tokens = [token for sentence in sentences for token in sentence]
        numbers = np.array([self._number(token.text) for token in tokens])
        firsts = np.cumsum([0, *(len(sentence) for sentence in sentences[:-1])])
        inputs = self._table[numbers]
        inputs[firsts] += self._first
        stems = np.array([self._stem_numbers[number] for number in numbers.tolist()])
        groups = np.unique(stems, return_inverse=True)[1]
        rows = pack_rows([len(sentence) for sentence in sentences])
        word_stems = [self._words[number].stem for number in numbers.tolist()]
        known = marked(self._phrases.matches(word_stems), len(tokens))
        apart = set_apart(tokens)
        every = [network.scores(inputs, rows, groups, known, apart) for network in self._networks]
        scores = np.mean(every, axis=0)
        labels = self._chain.best(scores[:, : len(LABELS)], rows)
        words = [self._words[number].folded for number in numbers.tolist()]
        around = Counter(words)

        def cut_of(index: int) -> int:
            """How many letters of a word are proclitics, if a name begins there."""
            view = scores[index, len(LABELS) : len(LABELS) + LONGEST + 1]
            return self._cuts.best(words[index], view, around)

        names: list[Found] = []
        for start, end, kind in names_of(labels.tolist()):
            chosen = scores[np.arange(start, end), labels[start:end]]
            others = np.log(np.exp(scores[start:end, : len(LABELS)]).sum(axis=1))
            score = float(np.exp((chosen - others).mean()))
            found = Found(start, end, kind, score, cut_of(start))
            names.extend(by_convention(found, words, cut_of, self._vectors.is_personal))
        for name in all_over(names, words, word_stems, cut_of):
            first = tokens[name.start]
            start = first.start + written_offset(first.text, name.cut)
            yield Span(start, tokens[name.end - 1].end, name.kind, name.score)

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
            [Network.unpack(arrays, f"network{number}") for number in range(int(arrays["networks"]))],
            Chain.unpack(arrays, "chain"),
            Cuts(lexicon, vectors, arrays["cut_weights"]),
            Phrases.unpack(arrays),
        )


def _pieces(sentences: Sequence[Sequence[Token]]) -> Iterator[list[Sequence[Token]]]:
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


def written_offset(text: str, letters: int) -> int:
    """Where the part of a token begins that follows its first `letters` folded letters.

    Args:
        text: the token as written, perhaps with marks and tatweel.
        letters: folded letters to pass over.
    """
    if letters == 0:
        return 0
    passed = 0
    for offset, character in enumerate(text):
        size = len(fold(character))
        if size and passed >= letters:
            return offset
        passed += size
    return 0
