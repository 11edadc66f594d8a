"""Writing a trained tagger as the model file the package reads."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from tools.tagger.network import numbers
from tui.entities.builtin.lexicon import Lexicon, pack_words
from tui.entities.builtin.phrases import Phrases
from tui.entities.builtin.vectors import Quantised, WordVectors


def export(
    path: Path,
    lexicon: Lexicon,
    table: WordVectors,
    cut_weights: Any,
    phrases: Phrases,
    features: Mapping[str, int],
    state: Mapping[str, Any],
    version: str,
) -> None:
    """Write the model file.

    Args:
        path: where to write it.
        lexicon: counts and name lists.
        table: what is known of stems.
        cut_weights: of the evidence for where names begin in their first words.
        phrases: names of several words found again and again.
        features: number of every feature, from 1.
        state: weights of the network.
        version: of the model, for its name.
    """
    names = sorted(features, key=features.__getitem__)
    arrays: dict[str, Any] = {
        "version": np.frombuffer(version.encode(), dtype=np.uint8),
        "features": pack_words(names),
        **lexicon.pack(),
        **table.pack(),
        **phrases.pack(),
        "cut_weights": np.asarray(cut_weights, dtype=np.float32),
        **Quantised.of(numbers(state["emb.weight"])[1 : len(names) + 1]).pack("feature_vectors"),
    }
    for layer, name in (("l1", "first"), ("l2", "second")):
        for way, way_name in (("f", "forward"), ("b", "backward")):
            for part, part_name in (("ih", "inputs"), ("hh", "hidden")):
                weights = numbers(state[f"{layer}.{way}.weight_{part}_l0"])
                arrays |= Quantised.of(weights).pack(f"network_{name}_{way_name}_{part_name}")
        arrays[f"network_{name}_bias"] = np.stack(
            [
                numbers(state[f"{layer}.{way}.bias_ih_l0"]) + numbers(state[f"{layer}.{way}.bias_hh_l0"])
                for way in "fb"
            ]
        ).astype(np.float16)
    out = np.concatenate([numbers(state["out.weight"]), numbers(state["cut.weight"])])
    out_bias = np.concatenate([numbers(state["out.bias"]), numbers(state["cut.bias"])])
    for name, weights, bias in (
        ("join", numbers(state["pr.weight"]), numbers(state["pr.bias"])),
        ("out", out, out_bias),
    ):
        arrays |= Quantised.of(weights).pack(f"network_{name}")
        arrays[f"network_{name}_bias"] = bias.astype(np.float16)
    for name, part in (("article", "ar"), ("phrases", "ph")):
        arrays |= Quantised.of(numbers(state[f"{part}.weight"])).pack(f"network_{name}")
    for key, name in (("tr", "transitions"), ("st", "start"), ("en", "end")):
        arrays[f"chain_{name}"] = numbers(state[key]).astype(np.float16)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, **arrays)
