"""The generated tables are what the tool makes, and agree with the Unicode tables of Python where both know."""

from __future__ import annotations

import importlib.util
import sys
import unicodedata
from pathlib import Path
from types import ModuleType

import pytest

from tui.bidi import tables, uax9

ROOT = Path(__file__).resolve().parents[2]


def tool() -> ModuleType:
    path = ROOT / "tools/make_unicode_tables.py"
    spec = importlib.util.spec_from_file_location("make_unicode_tables", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_module_is_what_the_tool_makes() -> None:
    maker = tool()
    folder = next((each for each in maker.FOLDERS if each.is_dir()), None)
    if folder is None or maker.version_of(folder) != tables.UNICODE_VERSION:
        pytest.skip(f"no Unicode {tables.UNICODE_VERSION} in {' or '.join(map(str, maker.FOLDERS))}")
    assert maker.module(folder) == Path(tables.__file__).read_text(encoding="utf-8")


def test_bidi_classes_agree_with_python() -> None:
    names = {letter: name for name, letter in tool().BIDI.items()}
    # A character that either does not know yet has no class to compare.
    known = [chr(code) for code in range(0x110000) if unicodedata.bidirectional(chr(code))]
    found = uax9.classes_of("".join(known)).decode("ascii")
    changed = [
        f"{ord(letter):04X}"
        for letter, each in zip(known, found, strict=True)
        if unicodedata.bidirectional(letter) != names[each]
    ]
    assert len(known) > 140_000
    # Classes that Unicode itself has corrected between the two versions.
    assert len(changed) < 20, changed
