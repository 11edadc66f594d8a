"""The rooms keep their doors shut: what domain code may load is checked in a fresh interpreter."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

DOMAIN_ROOMS = [
    "tui.bidi",
    "tui.arabic.normalise",
    "tui.entities.model",
    "tui.library",
    "tui.ingest",
    "tui.config",
]
SLOW_MODULES = {
    "torch",
    "transformers",
    "pycrfsuite",
    "camel_tools.ner",
    "camel_tools.tokenizers",
    "requests",
    "pandas",
}


def modules_after(statement: str) -> set[str]:
    """The modules a fresh interpreter holds after running `statement`."""
    program = f"{statement}\nimport sys, json\nprint(json.dumps(sorted(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(json.loads(result.stdout.splitlines()[-1]))


@pytest.mark.parametrize("room", DOMAIN_ROOMS)
def test_domain_code_loads_without_textual(room: str) -> None:
    loaded = modules_after(f"import {room}")
    assert not {name for name in loaded if name.split(".")[0] in ("textual", "rich")}
    assert not loaded & SLOW_MODULES


def test_the_library_opens_without_the_tagger_or_camel_tools() -> None:
    loaded = modules_after("from tui.library import Library; Library.open(':memory:').close()")
    assert not {name for name in loaded if name.split(".")[0] in ("textual", "rich", "camel_tools", "numpy")}
