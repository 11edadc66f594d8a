"""Taking a model file apart again, so that its network can be trained further."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from tools.tagger.batches import Tables, Vocabulary
from tools.tagger.network import Net
from tui.entities.builtin.labels import LABELS
from tui.entities.builtin.lexicon import Lexicon, unpack_words
from tui.entities.builtin.phrases import Phrases
from tui.entities.builtin.vectors import Quantised, WordVectors


@dataclass(frozen=True)
class Parts:
    """What a model file holds.

    Attributes:
        lexicon: counts and name lists.
        table: what is known of stems.
        phrases: names of several words found again and again.
        features: number of every feature, from 1.
        state: weights of the network, rounded as they were in the file.
    """

    lexicon: Lexicon
    table: WordVectors
    phrases: Phrases
    features: Mapping[str, int]
    state: Mapping[str, Any]


def read_model(path: Path) -> Parts:
    """The parts of a model file.

    Args:
        path: the file.
    """
    with np.load(path) as arrays:
        features = unpack_words(arrays["features"])
        table = WordVectors.unpack(arrays)
        return Parts(
            Lexicon.unpack(arrays),
            table,
            Phrases.unpack(arrays),
            {feature: number for number, feature in enumerate(features, 1)},
            _state(arrays, Net(len(features), table.size)),
        )


def tables_of(parts: Parts, vocabulary: Vocabulary) -> Tables:
    """What the network is fed for the words of a vocabulary.

    Args:
        parts: of the model.
        vocabulary: the words.
    """
    stored = _lines(vocabulary, parts.table.of)
    composed = _lines(vocabulary, parts.table.composed)
    return Tables(vocabulary, parts.features, stored, composed)


def _lines(vocabulary: Vocabulary, vector_of: Any) -> Any:
    return np.array([vector_of(word.stem) for word in vocabulary.words], dtype=np.float32)


def _state(arrays: Mapping[str, Any], net: Net) -> Mapping[str, Any]:
    """The weights of a network as torch names them; `export` tells where they lie."""

    def dense(name: str) -> Any:
        return torch.from_numpy(np.array(Quantised.unpack(arrays, name).dense()))

    def plain(name: str) -> Any:
        return torch.from_numpy(arrays[name].astype(np.float32))

    state = {name: value.clone() for name, value in net.state_dict().items()}
    vectors = dense("feature_vectors")
    state["emb.weight"][1 : len(vectors) + 1] = vectors
    for layer, name in (("l1", "first"), ("l2", "second")):
        for place, (way, way_name) in enumerate((("f", "forward"), ("b", "backward"))):
            for part, part_name in (("ih", "inputs"), ("hh", "hidden")):
                state[f"{layer}.{way}.weight_{part}_l0"] = dense(f"network_{name}_{way_name}_{part_name}")
            # The file has the sum of the two.
            state[f"{layer}.{way}.bias_ih_l0"] = plain(f"network_{name}_bias")[place]
            state[f"{layer}.{way}.bias_hh_l0"] *= 0
    out, bias = dense("network_out"), plain("network_out_bias")
    for part, rows in (("out", slice(len(LABELS))), ("cut", slice(len(LABELS), None))):
        state[f"{part}.weight"], state[f"{part}.bias"] = out[rows], bias[rows]
    state["pr.weight"], state["pr.bias"] = dense("network_join"), plain("network_join_bias")
    for name, part in (("article", "ar"), ("phrases", "ph")):
        state[f"{part}.weight"] = dense(f"network_{name}")
    for key, name in (("tr", "transitions"), ("st", "start"), ("en", "end")):
        state[key] = plain(f"chain_{name}")
    return state
