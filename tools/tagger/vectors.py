"""Word vectors of the raw articles: fastText over words cut free of their proclitics."""

from __future__ import annotations

from pathlib import Path

from tools.tagger.corpora import has_digit
from tui.entities.builtin.lexicon import Lexicon

SIZE = 100
BUCKETS = 60_000
NGRAMS = (3, 5)


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


def train_vectors(stems: Path, out: Path, epochs: int) -> None:
    """Train fastText (Bojanowski et al. 2017), skip-gram, on one thread so that it comes out the same."""
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
    model.save(str(out))
