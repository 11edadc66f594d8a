"""From the scores of labels and cuts to names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from tui.arabic.normalise import fold
from tui.arabic.tokens import Token
from tui.entities.builtin.cuts import LONGEST, Cuts, drawn_cut
from tui.entities.builtin.features import Word, set_apart
from tui.entities.builtin.heads import with_head
from tui.entities.builtin.labels import LABELS, Chain, names_of
from tui.entities.builtin.revise import Found, all_over, by_convention, is_generic, joined
from tui.entities.builtin.vectors import Floats, WordVectors
from tui.entities.model import Span

# Marks that open a quotation, the closing one too, which some papers open with.
_OPENING = frozenset('"«“”‘(')


class Naming:
    """Reads names off the scores of a text's words."""

    def __init__(self, chain: Chain, cuts: Cuts, vectors: WordVectors) -> None:
        """Keep what decides.

        Args:
            chain: transitions between labels.
            cuts: where names begin in their first words.
            vectors: the habits of words.
        """
        self._chain = chain
        self._cuts = cuts
        self._vectors = vectors

    def names(
        self, sentences: Sequence[Sequence[Token]], words: Sequence[Word], scores: Floats
    ) -> list[Span]:
        """The names of a text, in order; none goes on from one sentence into the next.

        Args:
            sentences: tokens of the text.
            words: the same as the tagger sees them.
            scores: of every label and every cut, a word a line.
        """
        tokens = [token for sentence in sentences for token in sentence]
        folded = [word.folded for word in words]
        around = Counter(folded)

        def cut_of(index: int) -> int:
            """How many letters of a word are proclitics, if a name begins there."""
            if index and tokens[index - 1].text in _OPENING and tokens[index - 1].end == tokens[index].start:
                return 0  # what is quoted is quoted whole
            if drawn := drawn_cut(tokens[index].text):
                return drawn
            view = scores[index, len(LABELS) : len(LABELS) + LONGEST + 1]
            before = tokens[index - 1].text if index else ""
            return self._cuts.best(folded[index], view, around, before)

        def may_begin(index: int) -> bool:
            """Whether a word that the network has found inside a name may be a conjunction and another name: one that
            is unknown with and without its first letter (`أناندا ويجيبالا`) is what the network takes it for."""
            return cut_of(index) > 0 and self._cuts.is_known(folded[index], 1)

        # Text split into words beforehand goes by ANERcorp's rules, which leave common nouns out.
        is_split = set_apart(tokens) > 0.5
        found: list[Found] = []
        labels = self._chain.best(scores[:, : len(LABELS)], [len(sentence) for sentence in sentences])
        for start, end, kind in names_of(labels.tolist()):
            chosen = scores[np.arange(start, end), labels[start:end]]
            others = np.log(np.exp(scores[start:end, : len(LABELS)]).sum(axis=1))
            score = float(np.exp((chosen - others).mean()))
            name = Found(start, end, kind, score, cut_of(start))
            for part in by_convention(
                name, folded, cut_of, may_begin, self._vectors.is_personal, self._cuts.lexicon.is_country
            ):
                if is_split or not is_generic(part, folded):
                    found.append(with_head(part, folded, by_old_rules=is_split))
        spans = []
        for name in all_over(joined(found, folded), folded, [word.stem for word in words], cut_of):
            first = tokens[name.start]
            start = first.start + written_offset(first.text, name.cut)
            spans.append(Span(start, tokens[name.end - 1].end, name.kind, name.score))
        return sorted(spans, key=lambda span: span.start)


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
