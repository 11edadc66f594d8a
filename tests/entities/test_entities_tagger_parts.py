"""The parts of the tagger, each against a plain restatement of what it should do."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.arabic.normalise import fold
from tui.arabic.tokens import tokens
from tui.entities.builtin.conventions import without_adjective
from tui.entities.builtin.cuts import cuts_after, drawn_cut, possible_cuts
from tui.entities.builtin.features import describe_word, set_apart
from tui.entities.builtin.labels import LABELS, Chain, may_end, may_follow, may_start, names_of
from tui.entities.builtin.lexicon import LISTS, Lexicon, list_masks
from tui.entities.builtin.naming import written_offset
from tui.entities.builtin.network import RecurrentLayer, Steps, group_means
from tui.entities.builtin.phrases import Match, Phrases, marked
from tui.entities.builtin.tagger import pack_rows
from tui.entities.builtin.vectors import HalfBytes, Quantised, ngram_buckets


def test_best_labels_are_the_best_of_all_sequences() -> None:
    chance = np.random.default_rng(1)
    size = len(LABELS)
    transitions, start, end = (
        chance.normal(size=(size, size)),
        chance.normal(size=size),
        chance.normal(size=size),
    )
    chain = Chain(transitions, start, end)
    scores = chance.normal(size=(5, size)).astype(np.float32)
    best = chain.best(scores, [2, 3]).tolist()
    for first, last in ((0, 2), (2, 5)):
        ways = [
            way
            for way in itertools.product(range(size), repeat=last - first)
            if may_start(LABELS[way[0]])
            and may_end(LABELS[way[-1]])
            and all(may_follow(LABELS[a], LABELS[b]) for a, b in itertools.pairwise(way))
        ]
        worth = [
            start[way[0]]
            + end[way[-1]]
            + sum(scores[first + place, label] for place, label in enumerate(way))
            + sum(transitions[a, b] for a, b in itertools.pairwise(way))
            for way in ways
        ]
        assert tuple(best[first:last]) == ways[int(np.argmax(worth))]


def test_nothing_is_cut_off_after_a_preposition() -> None:
    assert cuts_after("إلى", "وجده") == [0]
    assert cuts_after("ومن", "بركان") == [0]
    assert cuts_after("وصل", "وجده") == possible_cuts("وجده") == [0, 1]
    assert cuts_after("علي", "ومحمد") == [0, 1]  # a man's name


def test_no_conjunction_is_cut_off_after_what_a_name_belongs_to() -> None:
    assert cuts_after("بمدينة", "وجده") == [0]
    assert cuts_after("مدينة", "باوكرانيا") == [0, 1]


def test_no_name_begins_with_the_contracted_article() -> None:
    assert cuts_after("", "وللطرابلسي") == [0, 2]
    assert cuts_after("", "للجمارك") == [1]
    assert cuts_after("", "للا") == [0, 1]
    assert cuts_after("", "للاتحاد") == [0, 1]


@pytest.mark.parametrize(
    ("text", "letters"),
    [("بـبيروت", 1), ("وبـمكناس", 2), ("فـعلي", 1), ("بيـروت", 0), ("بــيروت", 0), ("لـ", 0), ("مـريم", 0)],
)
def test_a_tatweel_sets_proclitics_apart(text: str, letters: int) -> None:
    assert drawn_cut(text) == letters


def test_names_are_read_off_the_labels() -> None:
    row = ["O", "B-person", "I-person", "E-person", "S-place", "O", "B-organization", "E-organization"]
    assert names_of([LABELS.index(label) for label in row]) == [
        (1, 4, "person"),
        (4, 5, "place"),
        (6, 8, "organization"),
    ]


def test_the_recurrent_layer_steps_as_an_lstm_does() -> None:
    chance = np.random.default_rng(2)
    inputs, hidden = chance.normal(size=(2, 3, 8)), chance.normal(size=(2, 2, 8))
    bias = chance.normal(size=(2, 8))
    layer = RecurrentLayer(*(part.astype(np.float32) for part in (inputs, hidden, bias)))
    row = chance.normal(size=(4, 3)).astype(np.float32)

    def logistic(value: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-value))

    expected = np.zeros((4, 4))
    for way, order in ((0, range(4)), (1, range(3, -1, -1))):
        state, cell = np.zeros(2), np.zeros(2)
        for place in order:
            into, forget, new, out = np.split(row[place] @ inputs[way] + state @ hidden[way] + bias[way], 4)
            cell = logistic(forget) * cell + logistic(into) * np.tanh(new)
            state = logistic(out) * np.tanh(cell)
            expected[place, 2 * way : 2 * way + 2] = state
    # Shorter rows around it: none must feel the others.
    words = np.concatenate([row[:2], row, row[:1]])
    states = layer.run(words, Steps([2, 4, 1]))
    np.testing.assert_allclose(states[2:6], expected, atol=1e-5)
    np.testing.assert_allclose(states[:2], layer.run(row[:2], Steps([2])), atol=1e-5)
    np.testing.assert_allclose(states[6:], layer.run(row[:1], Steps([1])), atol=1e-5)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=12))
def test_every_word_is_read_once_after_those_before_it_in_its_row(rows: list[int]) -> None:
    steps = Steps(rows)
    assert steps.sizes == sorted(steps.sizes, reverse=True)
    firsts = list(itertools.accumulate(rows, initial=0))
    step_of = [step for step, size in enumerate(steps.sizes) for _ in range(size)]
    for order, turned in zip(steps.orders, (False, True), strict=True):
        when = dict(zip(order.tolist(), step_of, strict=True))
        for first, length in zip(firsts, rows, strict=False):
            read = [when[first + place] for place in range(length)]
            assert (read[::-1] if turned else read) == list(range(length))


def test_group_means() -> None:
    values = np.array([[1.0], [2.0], [5.0]], dtype=np.float32)
    assert group_means(values, np.array([1, 0, 1])).tolist() == [[2.0], [3.0]]


@given(st.lists(st.integers(1, 120), max_size=60))
def test_rows_hold_every_word_and_break_between_sentences(lengths: list[int]) -> None:
    rows = pack_rows(lengths)
    assert sum(rows) == sum(lengths)
    assert set(itertools.accumulate(rows)) <= set(itertools.accumulate(lengths))
    assert all(row <= max(64, *lengths) for row in rows)


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1))
def test_bytes_and_half_bytes_stay_close(seed: int) -> None:
    matrix = np.random.default_rng(seed).normal(size=(6, 8)).astype(np.float32)
    largest = np.abs(matrix).max(axis=1)
    whole = Quantised.of(matrix)
    assert (np.abs(whole.dense() - matrix).max(axis=1) <= largest / 127 * 0.6).all()
    np.testing.assert_allclose(whole.sum([1, 4]), whole.row(1) + whole.row(4), atol=1e-5)
    kept = HalfBytes.unpack(HalfBytes.of(matrix).pack("m"), "m")
    for index in range(6):
        assert np.abs(kept.mean([index]) - matrix[index]).max() <= largest[index] / 7 * 0.6
    np.testing.assert_allclose(kept.mean([0, 3]), (kept.mean([0]) + kept.mean([3])) / 2, atol=1e-5)


def test_ngrams_fall_into_the_buckets_fasttext_puts_them_in() -> None:
    assert sorted(ngram_buckets("ab", (3, 5), 60_000)) == AB
    assert sorted(ngram_buckets("بن", (3, 5), 60_000)) == BN
    assert ngram_buckets("", (3, 5), 60_000) == []


AB: list[int] = [29508, 41742, 41756]
BN: list[int] = [2770, 38176, 48120]


def test_a_lexicon_survives_packing_and_cuts_by_its_counts() -> None:
    counts = {"العراق": 900.0, "وزاره": 40.0, "سوريا": 70.0}
    lexicon = Lexicon.unpack(Lexicon(counts, {"بغداد": 5}).pack())
    assert set(lexicon.counts) == set(counts)
    assert all(abs(lexicon.counts[word] / count - 1) < 0.1 for word, count in counts.items())
    assert lexicon.masks == {"بغداد": 5}
    assert lexicon.stem("للعراق", lexicon.cut("للعراق")) == "العراق"
    assert lexicon.stem("ولسوريا", lexicon.cut("ولسوريا")) == "سوريا"
    assert lexicon.cut("وزاره") == 0


def test_known_names_are_matched_at_their_longest_and_survive_packing() -> None:
    names = {
        "الامم المتحده": (2, 0.9),
        "الامم المتحده للطفوله": (2, 0.6),
        "دير الزور": (1, 1.0),
    }
    phrases = Phrases.unpack(Phrases(names).pack())
    words = [
        "صندوق",
        "الامم",
        "المتحده",
        "للطفوله",
        "في",
        "دير",
        "الزور",
        "و",
        "الامم",
        "المتحده",
        "و",
        "دير",
    ]
    matches = phrases.matches(words)
    assert [(match.start, match.end, match.kind) for match in matches] == [(1, 4, 2), (5, 7, 1), (8, 10, 2)]
    marks = marked([Match(0, 3, 1, 0.5)], 4)
    assert np.flatnonzero(marks.any(axis=0)).tolist() == [3, 4, 5]
    assert marks[:, 3:6].tolist() == [[0.5, 0, 0], [0, 0.5, 0], [0, 0, 0.5], [0, 0, 0]]


def test_text_split_into_words_tells_itself() -> None:
    assert set_apart(list(tokens("قال ، ثم مضى ."))) == 1.0
    assert set_apart(list(tokens("قال، ثم مضى ."))) == 0.5
    assert set_apart(list(tokens("قال"))) == 0.0


def test_name_lists_become_masks() -> None:
    masks = list_masks({"city": ["بغداد", "دير الزور"], "given": ["بغداد"]})
    assert masks["بغداد"] == 1 << LISTS.index("city") | 1 << LISTS.index("given")
    assert masks["دير"] == masks["الزور"] != 0


def test_words_are_described_by_their_looks() -> None:
    lexicon = Lexicon({"العراق": 900.0}, {})
    word = describe_word("وَالعِراقُ", lexicon)
    assert (word.folded, word.cut, word.stem) == ("والعراق", 1, "العراق")
    assert "article" in word.features
    assert "clitic=و" in word.features
    assert describe_word("٢٠١٨", lexicon).features == ("shape=number4",)
    assert describe_word("NATO", lexicon).features[0] == "shape=capitals"
    assert describe_word("«", lexicon).features == ("shape=mark",)


@pytest.mark.parametrize(
    ("word", "cuts"),
    [("وبن", [0, 1]), ("وب", [0]), ("وبالعراق", [0, 1, 2]), ("بوتين", [0, 1]), ("سوريا", [0]), ("", [0])],
)
def test_possible_cuts(word: str, cuts: list[int]) -> None:
    assert possible_cuts(word) == cuts


@pytest.mark.parametrize(
    ("text", "letters", "offset"), [("وَالعراق", 1, 2), ("للبوكمال", 1, 1), ("العراق", 0, 0)]
)
def test_offsets_pass_over_marks(text: str, letters: int, offset: int) -> None:
    assert written_offset(text, letters) == offset


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("لبوكمال السورية", 1),
        ("لاس فيجاس الأمريكية", 2),
        ("الصحراء المغربية", 2),
        ("لولايات المتحدة الأميركية", 3),
        ("الضفة الغربية", 2),
        ("السورية", 1),
    ],
)
def test_a_country_s_adjective_is_no_part_of_a_place(name: str, kept: int) -> None:
    assert without_adjective([fold(word) for word in name.split()]) == kept
