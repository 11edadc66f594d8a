"""Word vectors of the raw articles: fastText over words cut free of their proclitics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tools.tagger.corpora import has_digit
from tui.entities.builtin.lexicon import Lexicon
from tui.entities.builtin.vectors import HalfBytes, Quantised, WordVectors

SIZE = 100
BUCKETS = 60_000
NGRAMS = (3, 5)
KEPT_STEMS = 40_000  # most frequent stems whose vectors ship; the others are put together from n-grams
SPREAD = 0.5  # standard deviation of the vectors as the network sees them


@dataclass(frozen=True)
class Vectors:
    """Vectors of stems, rounded as in the model file.

    Attributes:
        rows: row of every known stem.
        words: vectors of the known stems.
        ngrams: vectors of the hashed n-grams.
    """

    rows: dict[str, int]
    words: Quantised
    ngrams: HalfBytes

    def table(self, habits: Mapping[str, Any] | None = None) -> WordVectors:
        """What is known of stems.

        Args:
            habits: some numbers for each stem whose use all over the raw articles is known; none yet by default.
        """
        size = len(next(iter(habits.values()))) if habits else 0
        lines = np.zeros((len(self.rows), size), dtype=np.float32)
        for stem, row in self.rows.items():
            if habits and stem in habits:
                lines[row] = habits[stem]
        used = (
            Quantised.of(lines)
            if size
            else Quantised(lines.astype(np.int8), np.ones(len(lines), dtype=np.float32))
        )
        return WordVectors(self.rows, self.words, used, self.ngrams, NGRAMS)


def write_stems(corpus: Path, stems: Path, lexicon: Lexicon) -> None:
    """Rewrite a file of folded sentences as stems."""
    known: dict[str, str] = {}
    with corpus.open(encoding="utf-8") as lines, stems.open("w", encoding="utf-8") as out:
        for line in lines:
            found = []
            for word in line.split():
                stem = known.get(word)
                if stem is None:
                    stem = known[word] = stem_of(word, lexicon)
                found.append(stem)
            if len(found) > 2:
                out.write(" ".join(found) + "\n")


def stem_of(word: str, lexicon: Lexicon) -> str:
    """What a folded word is looked up by among the vectors."""
    if has_digit(word):
        return "0" * min(len(word), 4)
    return lexicon.stem(word, lexicon.cut(word))


def train_vectors(stems: Path, epochs: int) -> Vectors:
    """Train fastText (Bojanowski et al. 2017), skip-gram, on one thread so that it comes out the same.

    Args:
        stems: a file of sentences of stems.
        epochs: times that it is read.
    """
    from gensim.models import FastText
    from gensim.models.word2vec import LineSentence

    model = FastText(
        vector_size=SIZE,
        window=5,
        min_count=4,
        sg=1,
        negative=5,
        bucket=BUCKETS,
        min_n=NGRAMS[0],
        max_n=NGRAMS[1],
        workers=1,
        seed=1,
        sample=3e-4,
    )
    model.build_vocab(LineSentence(str(stems)))
    model.train(LineSentence(str(stems)), total_examples=model.corpus_count, epochs=epochs)
    found = model.wv
    kept = found.index_to_key[:KEPT_STEMS]
    scale = SPREAD / float(found.vectors[: len(kept)].std())
    return Vectors(
        {stem: row for row, stem in enumerate(kept)},
        Quantised.of(found.vectors[: len(kept)] * scale),
        HalfBytes.of(found.vectors_ngrams * scale),
    )
