"""What a first tagger makes of every stem all over the raw articles: how often it is a name, and of what.

A name that one article leaves doubtful is plain in others; what they say travels with the word to the second
tagger as a few numbers.
"""

from __future__ import annotations

import array
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from tools.tagger.batches import Tables, Vocabulary, vectors_of
from tools.tagger.network import Net, numbers
from tools.tagger.phrases import NameCounts
from tools.tagger.pretraining import Pretrained
from tui.entities.builtin.features import Word
from tui.entities.builtin.labels import KINDS, LABELS, Chain
from tui.entities.builtin.lexicon import Lexicon
from tui.entities.builtin.phrases import SIZE as PHRASES

Names = dict[str, tuple[int, float]]
SIZE = 2 * len(KINDS) + 2  # outside, first and later word of each kind, how common
FEWEST = 4.0
ROW, ROWS, ARTICLE_ROWS = 64, 64, 4


def habits(
    corpus: Path,
    lexicon: Lexicon,
    fasttext: Any,
    pretrained: Pretrained,
    net: Net,
    report: Callable[[str], Any] = print,
) -> tuple[dict[str, Any], Names]:
    """Tag the raw articles and sum up how each stem was labelled, and which names came again and again.

    Returns:
        For each stem the log of how much more often than a word at large it was outside names, first and later
        word of a name of each kind; and how common it is.  Then the names of several words that are worth keeping.
    """
    vocabulary = Vocabulary(lexicon)
    words, firsts = array.array("i"), array.array("b")
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            for place, word in enumerate(line.split()):
                words.append(vocabulary.add(word))
                firsts.append(place == 0)
    text = np.frombuffer(words, dtype=np.int32)
    first = np.frombuffer(firsts, dtype=np.int8).astype(bool)
    stored, composed = vectors_of(fasttext, vocabulary.words)
    tables = Tables(vocabulary, pretrained.features, stored * pretrained.scale, composed * pretrained.scale)
    stems: dict[str, int] = {}
    stem_of = np.array([stems.setdefault(word.stem, len(stems)) for word in vocabulary.words])
    merged = torch.zeros(len(LABELS), SIZE - 1)
    for number, label in enumerate(LABELS):
        kind = 0 if label == "O" else 1 + 2 * [str(kind) for kind in KINDS].index(label[2:])
        merged[number, kind + (label[0] in "IE")] = 1
    seen = np.zeros((len(stems), SIZE - 1), dtype=np.float32)
    flip = torch.arange(ROW - 1, -1, -1).repeat(ROWS, 1)
    places = torch.arange(ROWS * ROW).view(ROWS, ROW)
    net.eval()
    chain = Chain(*(numbers(part) for part in (net.tr, net.st, net.en)))
    names = NameCounts()
    size = ROWS * ROW
    no_names = torch.zeros(size, PHRASES)  # none are known yet
    as_usual = torch.zeros(-(-ROWS // ARTICLE_ROWS))  # no stops set apart
    with torch.no_grad():
        for start in range(0, len(text) - size + 1, size):
            taken = text[start : start + size]
            inputs = tables.inputs(
                torch.tensor(taken, dtype=torch.long), torch.tensor(first[start : start + size]), noisy=False
            )
            stems_of = stem_of[taken]
            # A few rows stand for an article here.
            articles = np.arange(size) // (ARTICLE_ROWS * ROW)
            groups = np.unique(stems_of + articles * len(stems), return_inverse=True)[1]
            groups, articles = torch.tensor(groups), torch.tensor(articles)
            scores, _ = net.scores(inputs, places, flip, groups, articles, no_names, as_usual)
            shares = torch.softmax(scores.view(-1, len(LABELS)), 1) @ merged
            np.add.at(seen, stems_of, shares.numpy())
            names.add(stems_of, chain.best(scores.view(size, -1).numpy(), [ROW] * ROWS))
    report("raw articles tagged")
    at_large = seen.sum(0) / seen.sum()
    found: dict[str, Any] = {}
    for stem, number in stems.items():
        count = float(seen[number].sum())
        if count >= FEWEST:
            share = (seen[number] + 2 * at_large) / (count + 2)
            more = 0.3 * (np.log(share + 1e-4) - np.log(at_large + 1e-4))
            found[stem] = np.append(more, np.log10(count) - 1).astype(np.float32)
    return found, names.phrases(stem_of[text], list(stems))


def habits_of(found: Mapping[str, Any], words: Sequence[Word]) -> Any:
    """A line for each word, zero where nothing is known of its stem."""
    nothing = np.zeros(SIZE, dtype=np.float32)
    return np.array([found.get(word.stem, nothing) for word in words], dtype=np.float32)
